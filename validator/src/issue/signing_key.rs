//! The secret half of a key.

mod openssh;

use crate::carrier::armor::Block;
use crate::carrier::plain::plain;
use crate::error::{Code, Error, Result};
use crate::keys::PublicKey;
use crate::keys::other_forms::algorithm;
use crate::values::base64;
use ed25519_dalek::Signer as _;
use ed25519_dalek::pkcs8::KeypairBytes;
use pkcs8::pkcs5::pbes2;
use pkcs8::{
    DecodePrivateKey as _, EncodePrivateKey as _, EncryptedPrivateKeyInfoRef, LineEnding, PrivateKeyInfoRef,
    SecretDocument,
};
use std::fmt;
use zeroize::Zeroizing;

/// How often a passphrase is hashed: what OWASP recommends for PBKDF2 with HMAC-SHA256 (2023).
const PBKDF2_ITERATIONS: u32 = 600_000;
/// What is read.
const NEEDED: &str = "an Ed25519 private key, PKCS#8 in PEM";

/// An Ed25519 key that signs documents. Its memory is overwritten when it is dropped.
pub struct SigningKey {
    secret: ed25519_dalek::SigningKey,
    public: PublicKey,
}

impl SigningKey {
    /// Makes a new key from the system's random numbers.
    ///
    /// # Errors
    /// [`Code::KeyRandomness`] where the system has none to give.
    pub fn generate() -> Result<Self> {
        let mut seed = Zeroizing::new([0; 32]);
        getrandom::fill(seed.as_mut()).map_err(|error| Error::new(Code::KeyRandomness).with_found(error))?;
        Self::from_seed(&seed)
    }

    /// The key of a seed of 32 random bytes (RFC 8032, section 5.1.5), for who keeps keys in a store of
    /// their own.
    ///
    /// # Errors
    /// [`Code::KeyWeak`] or [`Code::KeyInvalid`] where its public key is none that a verifier takes, which no
    /// seed is known to cause.
    pub fn from_seed(seed: &[u8; 32]) -> Result<Self> {
        Self::from_secret(ed25519_dalek::SigningKey::from_bytes(seed))
    }

    /// The seed of the key: whoever has it can sign.
    pub fn seed(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.secret.to_bytes())
    }

    /// Reads a private key in PEM: PKCS#8 (RFC 5958) of version 1 or 2, plain or encrypted by a
    /// passphrase (PBES2, RFC 8018), as OpenSSL and others write it; and what ssh-keygen writes without a passphrase.
    ///
    /// Any text and blocks of other labels may stand around it, and it may have been through what
    /// [`TrustedKeys::parse`](crate::TrustedKeys::parse) reads of a public key: one line, escaped line ends,
    /// a byte order mark, UTF-16.
    ///
    /// # Errors
    /// [`Code::KeySecret`] where the key is encrypted and the passphrase is missing or wrong,
    /// [`Code::KeyInvalid`] where the file states another public key than the secret has (signing with it
    /// would give the secret away: RUSTSEC-2022-0093), [`Code::KeyFormat`] where it is no such file.
    pub fn from_pem(pem: impl AsRef<[u8]>, passphrase: Option<&str>) -> Result<Self> {
        Self::read(pem.as_ref(), passphrase).map_err(Error::for_issuer)
    }

    fn read(pem: &[u8], passphrase: Option<&str>) -> Result<Self> {
        let text = Zeroizing::new(plain(pem).into_owned());
        let document = decode(&text)?;
        let decrypted;
        let document = match document {
            Encoded::OpenSsh(ref document) => {
                let (seed, stated) = openssh::read(document)?;
                return Self::from_seed(&seed)?.with_stated(Some(&stated));
            }
            Encoded::Plain(ref document) => document.as_slice(),
            Encoded::Encrypted(document) => {
                decrypted = decrypt(&document, passphrase)?;
                decrypted.as_bytes()
            }
        };
        let pair = KeypairBytes::from_pkcs8_der(document).map_err(|error| match algorithm(document) {
            Some(algorithm) => unreadable(algorithm),
            None => unreadable(error),
        })?;
        let key = Self::from_secret(ed25519_dalek::SigningKey::from_bytes(&pair.secret_key))?;
        key.with_stated(pair.public_key.as_ref().map(AsRef::as_ref))
    }

    /// The key, if it is the one whose public half is stated beside it.
    fn with_stated(self, stated: Option<&[u8; 32]>) -> Result<Self> {
        match stated {
            Some(stated) if stated != self.public.as_bytes() => Err(Error::new(Code::KeyInvalid)
                .with_found("the public key of another secret")
                .with_needed(self.public.thumbprint().to_string())),
            _ => Ok(self),
        }
    }

    /// Writes the key as unencrypted PKCS#8 in PEM, of version 1: OpenSSL 3.0 refuses version 2.
    ///
    /// # Errors
    /// [`Code::KeyFormat`] where the key can't be encoded, which no key is known to cause.
    pub fn to_pem(&self) -> Result<Zeroizing<String>> {
        KeypairBytes { secret_key: self.secret.to_bytes(), public_key: None }
            .to_pkcs8_pem(LineEnding::LF)
            .map_err(unreadable)
    }

    /// Writes the key as PKCS#8 in PEM, encrypted by a passphrase: PBES2 (RFC 8018) with PBKDF2, HMAC-SHA256
    /// and AES-256 in CBC mode, as OpenSSL reads it.
    ///
    /// # Errors
    /// [`Code::KeySecret`] where the passphrase is empty, [`Code::KeyRandomness`] where the system gives no
    /// random numbers for the salt, [`Code::KeyFormat`] where the key can't be encoded.
    pub fn to_encrypted_pem(&self, passphrase: &str) -> Result<Zeroizing<String>> {
        if passphrase.is_empty() {
            return Err(Error::new(Code::KeySecret)
                .with_found("an empty passphrase")
                .with_needed("a passphrase"));
        }
        let mut random = [[0; 16]; 2];
        random.iter_mut().try_for_each(|bytes| getrandom::fill(bytes)).map_err(|_| Code::KeyRandomness)?;
        let [salt, iv] = random;
        let parameters = pbes2::Parameters::generate_pbkdf2_sha256_aes256cbc(PBKDF2_ITERATIONS, &salt, iv)
            .map_err(unreadable)?;
        let document = KeypairBytes { secret_key: self.secret.to_bytes(), public_key: None }
            .to_pkcs8_der()
            .map_err(unreadable)?;
        let plain = PrivateKeyInfoRef::try_from(document.as_bytes()).map_err(unreadable)?;
        let encrypted = plain.encrypt_with_params(parameters, passphrase).map_err(unreadable)?;
        encrypted.to_pem("ENCRYPTED PRIVATE KEY", LineEnding::LF).map_err(unreadable)
    }

    /// The half that verifiers are given.
    pub fn public_key(&self) -> &PublicKey {
        &self.public
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.secret.sign(message).to_bytes()
    }

    fn from_secret(secret: ed25519_dalek::SigningKey) -> Result<Self> {
        let public = PublicKey::from_bytes(secret.verifying_key().as_bytes())?;
        Ok(Self { secret, public })
    }
}

/// Names the key, and does not show the secret.
impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.public.thumbprint())
    }
}

/// A private key in DER.
enum Encoded {
    Plain(Zeroizing<Vec<u8>>),
    Encrypted(Vec<u8>),
    /// In the form of OpenSSH.
    OpenSsh(Zeroizing<Vec<u8>>),
}

/// Finds the one private key of a text.
fn decode(text: &[u8]) -> Result<Encoded> {
    let (mut key, mut other) = (None, None);
    let blocks = Block::each(text, |block| {
        match block.label {
            "PRIVATE KEY" | "ENCRYPTED PRIVATE KEY" | "OPENSSH PRIVATE KEY" if key.is_some() => {
                return Err(unreadable("more than one private key"));
            }
            "PRIVATE KEY" | "ENCRYPTED PRIVATE KEY" => {
                let is_plain = block.label == "PRIVATE KEY";
                let body = Zeroizing::new(block.into_body()?);
                let document = base64::decode_standard(&body)?;
                key = Some(if is_plain {
                    Encoded::Plain(Zeroizing::new(document))
                } else {
                    Encoded::Encrypted(document)
                });
            }
            "OPENSSH PRIVATE KEY" => {
                let body = Zeroizing::new(block.into_body()?);
                key = Some(Encoded::OpenSsh(Zeroizing::new(base64::decode_standard(&body)?)));
            }
            label => other = Some(label),
        }
        Ok(())
    });
    blocks.map_err(|error| match error.code() {
        Code::KeyFormat => error,
        code => {
            let found = error.found().unwrap_or(code.meaning()).to_owned();
            error.with_code(Code::KeyFormat).with_found(found).with_needed(NEEDED)
        }
    })?;
    key.ok_or_else(|| other.map_or_else(|| of_no_block(text), of_other_block))
}

/// The error about a block that is no private key of a form that is read.
fn of_other_block(label: &str) -> Error {
    match label {
        "RSA PRIVATE KEY" => unreadable("an RSA key"),
        "EC PRIVATE KEY" => unreadable("an EC key"),
        "PUBLIC KEY" => unreadable("a public key"),
        other => unreadable(other),
    }
}

/// The error about a text without any block.
fn of_no_block(text: &[u8]) -> Error {
    let begins = |beginning: &str| text.trim_ascii_start().starts_with(beginning.as_bytes());
    unreadable(if text.len() == 32 && !text.is_ascii() {
        "32 raw bytes"
    } else if text.starts_with(&[0x30]) && text.contains(&0) {
        "DER, which openssl pkey -inform DER turns into PEM"
    } else if begins("{") {
        "a JSON document"
    } else if begins("ssh-") || begins("---- BEGIN SSH2") {
        "an SSH public key"
    } else if begins("PuTTY-User-Key-File") {
        "a PuTTY key"
    } else if begins("untrusted comment:") {
        "a minisign key"
    } else {
        "no -----BEGIN PRIVATE KEY----- line"
    })
}

fn decrypt(document: &[u8], passphrase: Option<&str>) -> Result<SecretDocument> {
    let encrypted = EncryptedPrivateKeyInfoRef::try_from(document).map_err(unreadable)?;
    let passphrase = passphrase.ok_or_else(|| {
        Error::new(Code::KeySecret).with_found("no passphrase").with_needed("that of the private key")
    })?;
    encrypted.decrypt(passphrase).map_err(|error| match error {
        // What a wrong passphrase gives passes for padded text now and then, but not for a key.
        pkcs8::Error::EncryptedPrivateKey(pkcs8::pkcs5::Error::DecryptFailed) | pkcs8::Error::Asn1(_) => {
            Code::KeySecret.into()
        }
        other => unreadable(other),
    })
}

fn unreadable(found: impl fmt::Display) -> Error {
    Error::new(Code::KeyFormat).with_found(found).with_needed(NEEDED)
}

#[cfg(test)]
mod tests;
