//! The files of a state, verified.

use super::{State, StoredDocument};
use crate::error::{Code, Error, Result};
use crate::keys::TrustedKeys;
use crate::verify::files::{File, Verifier};
use crate::verify::verified_document::VerifiedDocument;
use countersign_reader::sort;
use std::fmt;

/// The files of a state, verified once for several reports: with a long revocation list among them, that
/// is what takes most of the time.
///
/// It is good until a file or a trusted key comes or goes, however people, seats and usage change.
#[derive(Clone)]
pub struct OpenedState {
    /// By the SHA-256 of the file, in their order.
    files: Vec<([u8; 32], File)>,
    keys: TrustedKeys,
}

impl State {
    /// Verifies the files.
    pub fn open(&self, verifier: &Verifier) -> OpenedState {
        let documents = self.documents.values();
        let opened = verifier.open(documents.map(|document| (document.name(), document.bytes())));
        let keys = opened.trust.keys().clone();
        OpenedState { files: self.documents.keys().copied().zip(opened.files).collect(), keys }
    }
}

impl State {
    /// The files, in the order in which they were added and the removed ones among them: each with its SHA-256,
    /// and what became of it.
    ///
    /// # Errors
    /// [`Code::UsageInvalid`] where a file came since.
    pub fn documents_in<'s>(
        &'s self,
        opened: &'s OpenedState,
    ) -> Result<Vec<(&'s [u8; 32], &'s StoredDocument, &'s File)>> {
        let opened = |(digest, document)| Ok((digest, document, opened.file(digest)?));
        self.named_documents().into_iter().map(opened).collect()
    }
}

// How often a key has verified something is none of what was verified.
impl fmt::Debug for OpenedState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenedState").field("files", &self.files).finish_non_exhaustive()
    }
}

impl OpenedState {
    /// The files of a state, of which each is among these; of several with one digest the last counts.
    pub(super) fn among(
        state: &State,
        files: impl Iterator<Item = ([u8; 32], File)>,
        keys: TrustedKeys,
    ) -> Self {
        let named: Vec<([u8; 32], File)> =
            files.filter(|(digest, _)| state.documents.contains_key(digest)).collect();
        let order = sort::order(named.len(), &|a, b| named[a].0.cmp(&named[b].0));
        let copies = order.chunk_by(|&a, &b| named[a].0 == named[b].0);
        let files = copies.filter_map(|copies| named.get(*copies.last()?).cloned()).collect();
        Self { files, keys }
    }

    /// The keys that are trusted, as the trust updates among the files leave them.
    pub fn keys(&self) -> &TrustedKeys {
        &self.keys
    }

    /// Whether these are the files of a state: whether none came or went since. What keys are trusted is for the
    /// caller to know.
    pub fn is_of(&self, state: &State) -> bool {
        self.files.iter().map(|(digest, _)| digest).eq(state.documents.keys())
    }

    /// The document of a file, if it is authentic.
    pub(super) fn document(&self, digest: &[u8; 32]) -> Option<&VerifiedDocument> {
        self.file(digest).ok()?.document()
    }

    /// What became of a file.
    pub(super) fn file(&self, digest: &[u8; 32]) -> Result<&File> {
        let index = self.files.binary_search_by(|(other, _)| other.cmp(digest)).ok();
        let file = index.and_then(|index| self.files.get(index)).map(|(_, file)| file);
        file.ok_or_else(|| {
            let error = Error::new(Code::UsageInvalid).with_found("a file that came since");
            error.with_needed("the state opened again")
        })
    }
}
