//! The keys that documents are read with.

use super::Keys;
use countersign::{Document, TrustedKeys, Verified};
use countersign_issuer::{Failure, Ledger};

/// The keys that a ledger, and what it follows, is read with.
pub(crate) struct Reading<'a> {
    pub(crate) keys: &'a Keys,
}

impl Reading<'_> {
    /// Those for the ledger of a text.
    pub(super) fn of(&self, text: &[u8]) -> Result<TrustedKeys, Failure> {
        self.of_issuer(&Ledger::issuer_of(text)?)
    }

    /// Those for a ledger of an issuer.
    pub(super) fn of_issuer(&self, issuer: &str) -> Result<TrustedKeys, Failure> {
        let mut own = self.keys.own.iter();
        let keys = own.try_fold(self.keys.trusted.clone(), |keys, own| {
            countersign_issuer::with_own_key(keys, &own.public, issuer)
        });
        Ok(keys?)
    }

    /// A document that an own key signed, or one that is trusted.
    pub(super) fn previous<T: Document>(&self, file: &[u8]) -> countersign::Result<Verified<T>> {
        let own: Vec<_> = self.keys.own.iter().map(|own| own.public).collect();
        countersign_issuer::previous(file, &own, &self.keys.trusted)
    }
}
