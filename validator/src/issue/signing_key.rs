//! The secret half of a key.

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
    /// passphrase (PBES2, RFC 8018), as OpenSSL and others write it.
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

/// A private key in DER.
enum Encoded {
    Plain(Zeroizing<Vec<u8>>),
    Encrypted(Vec<u8>),
}

/// Finds the one private key of a text.
fn decode(text: &[u8]) -> Result<Encoded> {
    let (mut key, mut other) = (None, None);
    let blocks = Block::each(text, |block| {
        match block.label {
            "PRIVATE KEY" | "ENCRYPTED PRIVATE KEY" if key.is_some() => {
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
        "OPENSSH PRIVATE KEY" => unreadable("an OpenSSH private key"),
        "RSA PRIVATE KEY" => unreadable("an RSA key"),
        "EC PRIVATE KEY" => unreadable("an EC key"),
        "PUBLIC KEY" => unreadable("a public key"),
        other => unreadable(other.escape_default()),
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
        SigningKey::from_pem(PEM.replace('\n', "\r\n"), None).unwrap();
    }

    #[test]
    fn a_key_is_read_whatever_it_has_been_through() {
        let public = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n";
        for (pem, passphrase) in [(PEM, None), (PBKDF2, Some(PASSPHRASE))] {
            for text in [
                format!("\u{FEFF}{pem}"),
                format!("Bag Attributes\n    friendlyName: vendor\n{pem}{public}"),
                format!("{public}{pem}"),
                pem.replace('\n', " "),
                pem.replace('\n', r"\n"),
                format!("SIGNING_KEY=\"{}\"", pem.replace('\n', r"\n")),
                pem.replace('\n', "\u{A0}\n"),
            ] {
                let utf_16 = format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
                for text in [text.into_bytes(), utf_16] {
                    let key = SigningKey::from_pem(&text, passphrase).unwrap();
                    assert_eq!(key.public_key().thumbprint().to_string(), THUMBPRINT);
                }
            }
        }
    }

    #[test]
    fn what_can_not_be_read_is_named_to_who_has_the_key() {
        let block =
            |label: &str, body: &str| format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----\n");
        let rsa = "MCkCAQAwDQYJKoZIhvcNAQEBBQAEFQAAAAAAAAAAAAAAAAAAAAAAAAAAAA==";
        let der = base64::decode_standard(PEM.lines().nth(1).unwrap().as_bytes()).unwrap();
        for (pem, found) in [
            (block("OPENSSH PRIVATE KEY", "b3BlbnNzaC1rZXktdjEA"), "an OpenSSH private key"),
            (block("EC PRIVATE KEY", "MHcCAQEEIA=="), "an EC key"),
            (block("RSA PRIVATE KEY", "Proc-Type: 4,ENCRYPTED\n\nMHcC"), "an RSA key"),
            (block("PRIVATE KEY", rsa), "an RSA key"),
            (block("PUBLIC KEY", "MCowBQYDK2VwAyEA"), "a public key"),
            (PEM.repeat(2), "more than one private key"),
            (PEM.replace("MC4", "M:C4"), ":"),
            (PEM[..90].into(), "The -----END line that belongs to the -----BEGIN line is missing"),
            ("{\"kty\":\"OKP\"}".into(), "a JSON document"),
            ("PuTTY-User-Key-File-3: ssh-ed25519\n".into(), "a PuTTY key"),
            ("untrusted comment: minisign encrypted secret key\nRWRT\n".into(), "a minisign key"),
            ("ssh-ed25519 AAAA".into(), "an SSH public key"),
            ("Dear vendor".into(), "no -----BEGIN PRIVATE KEY----- line"),
        ] {
            let error = SigningKey::from_pem(&pem, None).unwrap_err();
            assert_eq!((error.code(), error.found()), (Code::KeyFormat, Some(found)), "{error}");
            assert!(
                error.remedy().contains("countersign keygen") && !error.to_string().contains("PEM Base64")
            );
        }
        for (bytes, found) in
            [(der, "DER, which openssl pkey -inform DER turns into PEM"), (vec![0x9C; 32], "32 raw bytes")]
        {
            assert_eq!(SigningKey::from_pem(bytes, None).unwrap_err().found(), Some(found));
        }
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
