//! The import of keys: first shown, then trusted.

use super::KeyFamily;
use countersign::{Error, TrustedKeys};

/// Keys that were given and are not trusted yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KeyImport {
    pub(crate) family: KeyFamily,
    /// The file that they came in.
    pub(crate) name: String,
    pub(crate) step: ImportStep,
}

/// How far an import has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ImportStep {
    /// The administrator compares the thumbprints with the vendor's.
    Review(TrustedKeys),
    /// There is nothing to be trusted.
    Refused(Error),
}

impl KeyImport {
    pub(super) fn read(family: KeyFamily, name: String, bytes: &[u8]) -> Self {
        let step = match TrustedKeys::parse(bytes) {
            Ok(keys) => ImportStep::Review(keys),
            Err(error) => ImportStep::Refused(error),
        };
        Self { family, name, step }
    }
}
