//! The keys that are registered for Keygen's files.

use crate::error::{Code, Error, Result};
use crate::keys::{PublicKey, TrustedKeys};
use crate::values::thumbprint::Thumbprint;

/// The Ed25519 public keys of Keygen accounts. Empty by default, and then no file is accepted.
///
/// Keygen's files do not say which key signed them, so that each is tried.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeygenKeys(Vec<PublicKey>);

impl KeygenKeys {
    /// Reads a key file of any format that [`TrustedKeys::parse`] reads; Keygen shows the key of an account
    /// as 64 hexadecimal digits. Constraints that a key set states mean nothing to these files, and are
    /// dropped.
    ///
    /// # Errors
    /// Those of [`TrustedKeys::parse`].
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        Ok(Self(TrustedKeys::parse(bytes)?.iter().map(|trusted| trusted.key).collect()))
    }

    /// Adds the keys of another set.
    pub fn extend(&mut self, other: KeygenKeys) {
        for key in other.0 {
            if !self.0.contains(&key) {
                self.0.push(key);
            }
        }
    }

    /// Whether there is no key.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The key under which the signature of the message holds.
    pub(super) fn verify(&self, message: &[u8], signature: &[u8]) -> Result<Thumbprint> {
        let mut refusal = Error::new(Code::KeyUnknown).with_found("no key that is registered for Keygen");
        for key in &self.0 {
            match key.verify(message, signature) {
                Ok(()) => return Ok(key.thumbprint()),
                Err(error) => refusal = error,
            }
        }
        Err(refusal)
    }
}
