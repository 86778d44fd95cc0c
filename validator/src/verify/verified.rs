//! A document whose signature held.

#[cfg(doctest)]
mod forgeries;

use crate::values::thumbprint::Thumbprint;
use sha2::{Digest, Sha256};
use std::ops::Deref;
use std::sync::Arc;

/// A document that a trusted key signed, read from the very bytes that were verified. Cloning is cheap.
///
/// Only verification makes one: there is no other constructor, no way to change the value, and no
/// deserialising. Having a `Verified<License>` is the proof.
///
/// ```compile_fail,E0451
/// # use countersign::{License, Verified};
/// fn forge(license: License) -> Verified<License> {
///     Verified { value: license.into(), payload: [].into(), signers: [].into() }
/// }
/// ```
#[derive(Debug)]
pub struct Verified<T> {
    value: Arc<T>,
    payload: Arc<[u8]>,
    signers: Arc<[Thumbprint]>,
}

impl<T> Verified<T> {
    pub(crate) fn new(value: T, payload: &[u8], signers: Vec<Thumbprint>) -> Self {
        Self { value: Arc::new(value), payload: payload.into(), signers: signers.into() }
    }

    /// The same document, of which copies hold that these keys signed.
    pub(crate) fn signed_by(&self, signers: Vec<Thumbprint>) -> Self {
        Self { signers: signers.into(), ..self.clone() }
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

impl<T> Clone for Verified<T> {
    fn clone(&self) -> Self {
        Self {
            value: Arc::clone(&self.value),
            payload: Arc::clone(&self.payload),
            signers: Arc::clone(&self.signers),
        }
    }
}

impl<T> Deref for Verified<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}
