//! The secret half of a key.

use crate::error::{Code, Error, Result};
use crate::keys::PublicKey;
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
    /// passphrase (PBES2, RFC 8018), as OpenSSL and others write it.
    ///
    /// # Errors
    /// [`Code::KeySecret`] where the key is encrypted and the passphrase is missing or wrong,
    /// [`Code::KeyInvalid`] where the file states another public key than the secret has (signing with it
    /// would give the secret away: RUSTSEC-2022-0093), [`Code::KeyFormat`] where it is no such file.
    pub fn from_pem(pem: &str, passphrase: Option<&str>) -> Result<Self> {
        let (label, document) = SecretDocument::from_pem(pem.trim_ascii()).map_err(unreadable)?;
        let document = match label {
            "PRIVATE KEY" => document,
            "ENCRYPTED PRIVATE KEY" => decrypt(document.as_bytes(), passphrase)?,
            other => return Err(unreadable(other)),
        };
        let pair = KeypairBytes::from_pkcs8_der(document.as_bytes()).map_err(unreadable)?;
        let key = Self::from_secret(ed25519_dalek::SigningKey::from_bytes(&pair.secret_key))?;
        match pair.public_key {
            Some(stated) if stated.as_ref() != key.public.as_bytes() => Err(Error::new(Code::KeyInvalid)
                .with_found("the public key of another secret")
                .with_needed(key.public.thumbprint().to_string())),
            _ => Ok(key),
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

    pub(super) fn sign(&self, message: &[u8]) -> [u8; 64] {
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
    Error::new(Code::KeyFormat).with_found(found).with_needed("an Ed25519 private key, PKCS#8 in PEM")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The seed 00 01 … 1f, as OpenSSL 3.0 writes it.
    const PEM: &str = "-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f
-----END PRIVATE KEY-----
";
    const THUMBPRINT: &str = "1IG2tMH7J2wbJZnOf8LJzQitKf7LMvoAElsuDMVM54Y";
    const PASSPHRASE: &str = "correct horse";
    const PBKDF2: &str = "-----BEGIN ENCRYPTED PRIVATE KEY-----
MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAigKib1zqt5agICA+gw
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEELs0baD6I/kKd+MoINtbKm8EQLR+
YifXwhMaQaS9NzX/TMg/vT+fJiS17asuPwSd4SN25DpbtttuXPakHXJ6AamQd+U5
G59+PvSIM1boY2r9S50=
-----END ENCRYPTED PRIVATE KEY-----
";
    const SCRYPT: &str = "-----BEGIN ENCRYPTED PRIVATE KEY-----
MIGTME8GCSqGSIb3DQEFDTBCMCEGCSsGAQQB2kcECzAUBAifSi/pmSuBEQICBAAC
AQgCAQEwHQYJYIZIAWUDBAEqBBD80ngxRdmy3U9Ke6UcRek6BEBAaSw7gcvV4fGU
wrrr+any5RMYewr0LUg10lIMVqwKiR9MdY/ALV3Nn7eecWFjslrDWNj9bvebm+HW
zyDI0OZp
-----END ENCRYPTED PRIVATE KEY-----
";
    /// RFC 8410, section 10.3: version 2, with attributes and the public key.
    const VERSION_2: &str = "-----BEGIN PRIVATE KEY-----
MHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
oB8wHQYKKoZIhvcNAQkJFDEPDA1DdXJkbGUgQ2hhaXJzgSEAGb9ECWmEzf6FQbrB
Z9w7lshQhqowtrbLDFw4rXAxZuE=
-----END PRIVATE KEY-----
";
    const VERSION_2_PUBLIC: &str = "Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=";

    fn refusal(pem: &str, passphrase: Option<&str>) -> &'static str {
        SigningKey::from_pem(pem, passphrase).unwrap_err().code().as_str()
    }

    #[test]
    fn reads_and_writes_what_openssl_writes() {
        let key = SigningKey::from_pem(PEM, None).unwrap();
        assert_eq!(key.public_key().thumbprint().to_string(), THUMBPRINT);
        assert_eq!(*key.to_pem().unwrap(), PEM);
        SigningKey::from_pem(&PEM.replace('\n', "\r\n"), None).unwrap();
    }

    #[test]
    fn a_seed_is_the_whole_key() {
        let key = SigningKey::from_pem(PEM, None).unwrap();
        let again = SigningKey::from_seed(&key.seed()).unwrap();
        assert_eq!(again.public_key(), key.public_key());
        assert_eq!(again.sign(b"message"), key.sign(b"message"));
    }

    #[test]
    fn reads_version_2() {
        let key = SigningKey::from_pem(VERSION_2, None).unwrap();
        let public = crate::TrustedKeys::parse(VERSION_2_PUBLIC.as_bytes()).unwrap();
        assert!(public.get(&key.public_key().thumbprint()).is_some());
        assert!(key.to_pem().unwrap().contains("MC4CAQAwBQYDK2Vw"));
    }

    #[test]
    fn reads_encrypted_keys() {
        for pem in [PBKDF2, SCRYPT] {
            let key = SigningKey::from_pem(pem, Some(PASSPHRASE)).unwrap();
            assert_eq!(key.public_key().thumbprint().to_string(), THUMBPRINT);
            assert_eq!(refusal(pem, None), "key_secret");
            assert_eq!(refusal(pem, Some("")), "key_secret");
        }
        for guess in 0..300 {
            assert_eq!(refusal(PBKDF2, Some(&guess.to_string())), "key_secret");
        }
    }

    #[test]
    fn what_it_encrypts_it_reads() {
        let key = SigningKey::from_pem(PEM, None).unwrap();
        let pems = [0, 1].map(|_| key.to_encrypted_pem(PASSPHRASE).unwrap());
        assert_ne!(pems[0], pems[1], "the salt is another");
        let again = SigningKey::from_pem(&pems[0], Some(PASSPHRASE)).unwrap();
        assert_eq!(again.public_key(), key.public_key());
        assert_eq!(refusal(&pems[0], None), "key_secret");
        assert_eq!(key.to_encrypted_pem("").unwrap_err().code(), Code::KeySecret);
    }

    #[test]
    fn a_public_key_of_another_secret_is_refused() {
        let other = SigningKey::generate().unwrap();
        let mut document = SecretDocument::from_pem(VERSION_2).unwrap().1.as_bytes().to_vec();
        let start = document.len() - 32;
        document[start..].copy_from_slice(other.public_key().as_bytes());
        let document = SecretDocument::try_from(document).unwrap();
        let pem = document.to_pem("PRIVATE KEY", LineEnding::LF).unwrap();
        assert_eq!(refusal(&pem, None), "key_invalid");
    }

    #[test]
    fn other_files_are_refused() {
        for pem in [
            "",
            "PEM",
            &PEM.replace("PRIVATE", "PUBLIC"),
            &PEM.replace("MC4CAQAwBQYDK2Vw", "MC4CAQAwBQYDK2Vu"),
            &PEM.replace("MC4C", "MC4D"),
            &PEM[..90],
        ] {
            assert_eq!(refusal(pem, Some(PASSPHRASE)), "key_format", "{pem}");
        }
    }

    #[test]
    fn new_keys_differ_and_are_not_shown() {
        let (one, two) = (SigningKey::generate().unwrap(), SigningKey::generate().unwrap());
        assert_ne!(one.public_key(), two.public_key());
        assert_eq!(format!("{one:?}"), format!("SigningKey({})", one.public_key().thumbprint()));
    }
}
