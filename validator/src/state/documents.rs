//! The files of a state.

use super::{State, StoredDocument};
use crate::sort;
use crate::time::UnixTime;

impl State {
    /// The files, in the order in which they were added; the removed ones among them.
    pub fn documents(&self) -> Vec<&StoredDocument> {
        let documents: Vec<&StoredDocument> = self.documents.values().collect();
        // Of one instant, they stay in the order of their digests.
        let order = sort::order(documents.len(), &|a, b| documents[a].added.cmp(&documents[b].added));
        order.into_iter().map(|index| documents[index]).collect()
    }

    /// Takes a removal back: by mistake is how most things are removed. Tells whether the file was removed.
    pub fn restore(&mut self, digest: &[u8; 32], at: UnixTime) -> bool {
        let removed = self.documents.get_mut(digest).filter(|document| document.revision.removed);
        let Some(document) = removed else { return false };
        document.revision = document.revision.restored(at);
        true
    }
}
