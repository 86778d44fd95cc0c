//! The encryption of contents, which a customer opens with a licence key.

use super::KeygenKind;
use crate::error::{Code, Error, Result};
use crate::values::base64;
use aes_gcm::aead::Aead as _;
use aes_gcm::{Aes256Gcm, KeyInit as _};
use sha2::{Digest, Sha256};
use std::fmt;

const NONCE: usize = 12;
const TAG: usize = 16;

/// What encrypted contents are opened with.
#[derive(Clone)]
pub struct KeygenSecrets {
    /// The licence key that the customer was given.
    pub license_key: String,
    /// The fingerprint of the machine, for machine files.
    pub fingerprint: Option<String>,
}

/// Shows no secret.
impl fmt::Debug for KeygenSecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeygenSecrets").finish_non_exhaustive()
    }
}

/// AES-256-GCM with the three parts that Keygen puts dots between.
#[derive(Debug)]
pub(super) struct Encrypted {
    ciphertext_and_tag: Vec<u8>,
    nonce: [u8; NONCE],
}

impl Encrypted {
    pub(super) fn read(text: &str) -> Result<Self> {
        let parts: Vec<&str> = text.split('.').collect();
        let [ciphertext, nonce, tag] = parts.as_slice() else {
            return Err(Error::new(Code::EncodingSegments).with_at("enc").with_found(parts.len()));
        };
        let decode = |part: &str| base64::decode_standard(part.as_bytes());
        let length = |_| Error::new(Code::EncodingPadding).with_at("enc");
        let nonce = decode(nonce)?.as_slice().try_into().map_err(length)?;
        let tag: [u8; TAG] = decode(tag)?.as_slice().try_into().map_err(length)?;
        let mut ciphertext_and_tag = decode(ciphertext)?;
        ciphertext_and_tag.extend(tag);
        Ok(Self { ciphertext_and_tag, nonce })
    }

    pub(super) fn open(&self, kind: KeygenKind, secrets: Option<&KeygenSecrets>) -> Result<Vec<u8>> {
        let missing = |needed: &'static str| Error::new(Code::KeySecret).with_needed(needed);
        let secrets = secrets.ok_or_else(|| missing("the licence key"))?;
        let mut key = Sha256::new_with_prefix(&secrets.license_key);
        if kind == KeygenKind::MachineFile {
            let fingerprint = secrets.fingerprint.as_ref();
            key.update(fingerprint.ok_or_else(|| missing("the fingerprint of the machine"))?);
        }
        Aes256Gcm::new(&key.finalize())
            .decrypt(&self.nonce.into(), self.ciphertext_and_tag.as_slice())
            .map_err(|_| Code::KeySecret.into())
    }
}
