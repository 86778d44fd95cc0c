//! A file that is kept.

use crate::values::revision::{Moment, Revision};
use crate::values::time::UnixTime;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// A file that is kept as it came, be it in use or removed. Cloning is cheap.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct StoredDocument {
    pub(super) revision: Revision,
    pub(super) added: Moment,
    pub(super) name: String,
    pub(super) bytes: Arc<[u8]>,
}

impl StoredDocument {
    /// The file's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The file's bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// When it was added first.
    pub fn added(&self) -> UnixTime {
        self.added.at
    }

    /// Which change of that second the adding was.
    pub fn added_order(&self) -> u32 {
        self.added.order
    }

    /// When it was removed; none while it is in use.
    pub fn removed(&self) -> Option<UnixTime> {
        self.revision.removed.then_some(self.revision.at)
    }

    /// Which change of its second the last one was: that the file was added, or removed.
    pub fn order(&self) -> u32 {
        self.revision.order
    }

    /// SHA-256 of the file, by which it is named in a state.
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(&self.bytes).into()
    }
}
