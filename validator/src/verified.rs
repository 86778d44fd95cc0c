//! A document whose signature held.

#[cfg(doctest)]
mod forgeries;

use crate::keys::Thumbprint;
use sha2::{Digest, Sha256};
use std::ops::Deref;

/// A document that a trusted key signed, read from the very bytes that were verified.
///
/// Only verification makes one: there is no other constructor, no way to change the value, and no
/// deserialising. Having a `Verified<License>` is the proof.
///
/// ```compile_fail,E0451
/// # use countersign::{License, Verified};
/// fn forge(license: License) -> Verified<License> {
///     Verified { value: license, payload: Vec::new(), signers: Vec::new() }
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Verified<T> {
    value: T,
    payload: Vec<u8>,
    signers: Vec<Thumbprint>,
}

impl<T> Verified<T> {
    pub(crate) fn new(value: T, payload: Vec<u8>, signers: Vec<Thumbprint>) -> Self {
        Self { value, payload, signers }
    }

    /// The payload: a JSON object, byte for byte as it was signed.
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// The trusted keys whose signatures hold.
    pub fn signers(&self) -> &[Thumbprint] {
        &self.signers
    }

    /// SHA-256 of the payload: what makes two documents the same one, in whatever carrier they came and
    /// whoever signed them.
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(&self.payload).into()
    }
}

impl<T> Deref for Verified<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}
