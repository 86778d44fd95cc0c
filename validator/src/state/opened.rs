//! The files of a state, verified.

use super::State;
use crate::error::{Code, Error, Result};
use crate::verify::files::{File, Verifier};

/// The files of a state, verified once for several reports: with a long revocation list among them, that
/// is what takes most of the time.
///
/// It is good until a file or a trusted key comes or goes, however people, seats and usage change.
#[derive(Debug, Clone)]
pub struct OpenedState {
    /// By the SHA-256 of the file, in their order.
    files: Vec<([u8; 32], File)>,
}

impl State {
    /// Verifies the files.
    pub fn open(&self, verifier: &Verifier) -> OpenedState {
        let documents = self.documents.values();
        let opened = verifier.open(documents.map(|document| (document.name(), document.bytes())));
        OpenedState { files: self.documents.keys().copied().zip(opened.files).collect() }
    }
}

impl OpenedState {
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
