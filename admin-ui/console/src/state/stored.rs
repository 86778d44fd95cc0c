//! What the browser kept from one visit to the next.

use super::ledger::StoredLedger;

/// All that is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stored {
    pub(crate) keys: Vec<StoredKey>,
    /// The keys of others that are trusted, as a JWK set.
    pub(crate) trusted: Option<String>,
    /// Own templates of licences, as their file.
    pub(crate) templates: Option<String>,
    pub(crate) ledger: Option<StoredLedger>,
}

/// An own key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StoredKey {
    /// Its public half, as a JWK set.
    pub(crate) public: String,
    /// The private one, encrypted.
    pub(crate) pem: String,
}
