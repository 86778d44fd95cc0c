//! Keys that are known to everybody.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use curve25519_dalek::Scalar;
use ed25519_dalek::{Signer as _, SigningKey};
use sha2::{Digest, Sha256};

/// A key whose secret is known to everybody, for signing what must be verified or refused.
pub struct TestKey(SigningKey);

impl TestKey {
    /// The vendor's key, which also signs the fixtures: the seed 00 01 … 1f.
    pub fn vendor() -> Self {
        let mut seed = [0; 32];
        seed.iter_mut().zip(0..).for_each(|(byte, number)| *byte = number);
        Self::from_seed(seed)
    }

    /// Another key of the vendor's.
    pub fn second() -> Self {
        Self::from_seed([2; 32])
    }

    /// The key of an attacker, which nobody trusts.
    pub fn attacker() -> Self {
        Self::from_seed([0xAA; 32])
    }

    /// The key of a seed of 32 bytes (RFC 8032, section 5.1.5).
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self(SigningKey::from_bytes(&seed))
    }

    /// The encoding of the public key.
    pub fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    /// The public key in base64url.
    pub fn x(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.public())
    }

    /// The RFC 7638 thumbprint of the public key.
    pub fn kid(&self) -> String {
        kid(&self.public())
    }

    /// The public key as a JWK, with these members besides, e.g. `,"issuer":"…"`.
    pub fn jwk(&self, members: &str) -> String {
        format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{}"{members}}}"#, self.x())
    }

    /// The protected header of a licence that this key signs.
    pub fn header(&self) -> String {
        format!(r#"{{"alg":"EdDSA","typ":"license+jwt","kid":"{}"}}"#, self.kid())
    }

    /// The signature of a message.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }

    /// The secret scalar, for signatures that no signer makes.
    pub(crate) fn scalar(&self) -> Scalar {
        self.0.to_scalar()
    }
}

/// The RFC 7638 thumbprint of a public key.
pub(crate) fn kid(public_key: &[u8; 32]) -> String {
    let x = URL_SAFE_NO_PAD.encode(public_key);
    URL_SAFE_NO_PAD.encode(Sha256::digest(format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#)))
}
