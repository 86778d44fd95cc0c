//! Keys in JavaScript: those that are trusted, and those that sign.

use super::{Thrown, json};
use countersign::Thumbprint;
use countersign::TrustedKey;
use std::fmt;
use wasm_bindgen::prelude::*;

/// The keys that documents are verified by.
#[wasm_bindgen]
#[derive(Debug)]
pub struct TrustedKeys(pub(super) countersign::TrustedKeys);

#[wasm_bindgen]
impl TrustedKeys {
    /// Reads keys in any public format.
    ///
    /// # Errors
    /// Those of the stages `key_` and `json_`.
    #[wasm_bindgen(constructor)]
    pub fn new(source: &[u8]) -> Result<TrustedKeys, Thrown> {
        Ok(TrustedKeys(countersign::TrustedKeys::parse(source)?))
    }

    /// Adds the keys of another source.
    ///
    /// # Errors
    /// As the constructor; and then none has been added.
    pub fn add(&mut self, source: &[u8]) -> Result<(), Thrown> {
        Ok(self.0.extend(countersign::TrustedKeys::parse(source)?)?)
    }

    /// The RFC 7638 thumbprints of the keys, as JSON text.
    #[wasm_bindgen(js_name = thumbprintsJson)]
    pub fn thumbprints_json(&self) -> String {
        let thumbprints: Vec<Thumbprint> = self.0.iter().map(|key| key.key.thumbprint()).collect();
        json(&thumbprints)
    }
}

/// A key that signs. What is secret of it leaves by [`to_pem`](Self::to_pem) alone.
#[wasm_bindgen]
pub struct SigningKey(pub(super) countersign::issue::SigningKey);

#[wasm_bindgen]
impl SigningKey {
    /// Makes a new key.
    ///
    /// # Errors
    /// `key_randomness` where the system has no random numbers to give.
    pub fn generate() -> Result<SigningKey, Thrown> {
        Ok(SigningKey(countersign::issue::SigningKey::generate()?))
    }

    /// Reads a private key in PEM.
    ///
    /// # Errors
    /// Those of the stage `key_`.
    #[wasm_bindgen(js_name = fromPem)]
    pub fn from_pem(pem: &[u8], passphrase: Option<String>) -> Result<SigningKey, Thrown> {
        Ok(SigningKey(countersign::issue::SigningKey::from_pem(pem, passphrase.as_deref())?))
    }

    /// Writes the private key in PEM, encrypted where there is a passphrase.
    ///
    /// # Errors
    /// `key_secret` where the passphrase is empty.
    #[wasm_bindgen(js_name = toPem)]
    pub fn to_pem(&self, passphrase: Option<String>) -> Result<String, Thrown> {
        let pem = match passphrase {
            None => self.0.to_pem(),
            Some(passphrase) => self.0.to_encrypted_pem(&passphrase),
        };
        Ok(pem?.to_string())
    }

    /// The thumbprint of the key.
    #[wasm_bindgen(getter)]
    pub fn thumbprint(&self) -> String {
        self.0.public_key().thumbprint().to_string()
    }

    /// The public half as a JWK set of one, in JSON text.
    ///
    /// # Errors
    /// None that a key is known to have.
    #[wasm_bindgen(js_name = publicJson)]
    pub fn public_json(&self) -> Result<String, Thrown> {
        let mut keys = countersign::TrustedKeys::default();
        keys.insert(TrustedKey::new(*self.0.public_key()))?;
        Ok(keys.to_jwk_set())
    }
}

/// Names the key, and does not show the secret.
impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
