//! Licence files and machine files: armoured JSON with a signature beside the contents.

use super::encryption::Encrypted;
use super::keys::Signer;
use super::{KeygenContents, KeygenKeys, KeygenScope, KeygenSecrets, json_api};
use crate::carrier::armor::Block;
use crate::carrier::envelope::{LARGEST_FILE, check_size};
use crate::carrier::plain::plain;
use crate::documents::license::License;
use crate::error::{Code, Error, Result};
use crate::json::{self, Node, Value};
use crate::values::base64;
use crate::values::thumbprint::Thumbprint;
use crate::verify::verified::Verified;
use serde::Serialize;

/// What a file is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum KeygenKind {
    /// A licence.
    LicenseFile,
    /// One machine, and mostly its licence.
    MachineFile,
}

impl KeygenKind {
    fn from_label(label: &str) -> Option<Self> {
        match label {
            "LICENSE FILE" => Some(Self::LicenseFile),
            "MACHINE FILE" => Some(Self::MachineFile),
            _ => None,
        }
    }

    /// The name in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LicenseFile => "license-file",
            Self::MachineFile => "machine-file",
        }
    }

    /// What the signature covers before the contents, so that neither kind can be offered as the other.
    fn prefix(self) -> &'static str {
        match self {
            Self::LicenseFile => "license/",
            Self::MachineFile => "machine/",
        }
    }
}

/// A file that has been read but not verified: its structure, and nothing of what it says.
#[derive(Debug)]
pub struct KeygenFile {
    kind: KeygenKind,
    message: String,
    signature: Vec<u8>,
    body: Body,
}

#[derive(Debug)]
enum Body {
    Plain(Vec<u8>),
    Encrypted(Encrypted),
}

impl KeygenFile {
    /// Reads a file, also from the midst of a mail, up to 4 MiB.
    ///
    /// # Errors
    /// The stages `size_`, `armor_`, `encoding_` and `json_`, and [`Code::HeaderAlg`] where the algorithm is
    /// another than Ed25519.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        Self::read_with_limit(bytes, LARGEST_FILE)
    }

    /// Reads a file of up to `max_bytes` bytes.
    ///
    /// # Errors
    /// As [`KeygenFile::read`].
    pub fn read_with_limit(bytes: &[u8], max_bytes: usize) -> Result<Self> {
        check_size(bytes, max_bytes)?;
        let text = plain(bytes);
        let block = Block::find(&text)?.ok_or(Code::ArmorMissing)?;
        let kind = KeygenKind::from_label(block.label).ok_or_else(|| {
            let error = Error::new(Code::ArmorLabelUnknown).with_found(block.label);
            error.with_needed("LICENSE FILE or MACHINE FILE")
        })?;
        let json = block.decode()?;
        let document = Value::Object(json::parse(&json, "envelope")?);
        let root = Node::root(&document);
        let [encoded, signature, algorithm] = read_members(&root)?;
        let body = match algorithm {
            "base64+ed25519" => Body::Plain(base64::decode_standard(encoded.as_bytes())?),
            "aes-256-gcm+ed25519" => Body::Encrypted(Encrypted::read(encoded)?),
            other => {
                let needed = "base64+ed25519 or aes-256-gcm+ed25519";
                return Err(Error::new(Code::HeaderAlg).with_found(other).with_needed(needed));
            }
        };
        let signature = base64::decode_standard(signature.as_bytes())?;
        Ok(Self { kind, message: format!("{}{encoded}", kind.prefix()), signature, body })
    }

    /// What the label says that the file is.
    pub fn kind(&self) -> KeygenKind {
        self.kind
    }

    /// Verifies the signature.
    ///
    /// # Errors
    /// [`Code::KeyUnknown`] where no key is registered, [`Code::SignatureMalformed`] or
    /// [`Code::SignatureInvalid`] where the signature holds under none of them.
    pub fn verify(self, keys: &KeygenKeys) -> Result<VerifiedKeygenFile> {
        let signer = keys.verify(self.message.as_bytes(), &self.signature)?;
        Ok(VerifiedKeygenFile { kind: self.kind, signer, body: self.body })
    }
}

/// The three members that the envelope has, and no other.
fn read_members<'n>(root: &'n Node<'n>) -> Result<[&'n str; 3]> {
    const NAMES: [&str; 3] = ["enc", "sig", "alg"];
    let wrong = |error: Error| error.with_code(Code::JsonEnvelope);
    if let Some((name, _)) = root.members()?.find(|(name, _)| !NAMES.contains(name)) {
        return Err(Error::new(Code::JsonEnvelope).with_found(name).with_needed(NAMES.join(", ")));
    }
    let mut members = [""; 3];
    for (member, name) in members.iter_mut().zip(NAMES) {
        *member = root.required(name).and_then(|node| node.string()).map_err(wrong)?;
    }
    Ok(members)
}

/// A file that a registered key signed. Only [`KeygenFile::verify`] makes one.
#[derive(Debug)]
pub struct VerifiedKeygenFile {
    kind: KeygenKind,
    signer: Signer,
    body: Body,
}

impl VerifiedKeygenFile {
    /// What the file is about.
    pub fn kind(&self) -> KeygenKind {
        self.kind
    }

    /// The key that signed it.
    pub fn signer(&self) -> Thumbprint {
        self.signer.thumbprint()
    }

    /// Whether the contents can be read only with the customer's secrets. That the file is genuine is known
    /// without them.
    pub fn is_encrypted(&self) -> bool {
        matches!(self.body, Body::Encrypted(_))
    }

    /// The contents, decrypted where they are encrypted.
    ///
    /// # Errors
    /// [`Code::KeySecret`] where a secret is missing or wrong, [`Code::KeyRetired`] and [`Code::KeyPeriod`]
    /// where the key was not in use when the file was issued, else the stages `json_` and `claims_` where the
    /// contents are not what Keygen writes.
    pub fn contents(&self, secrets: Option<&KeygenSecrets>) -> Result<KeygenContents> {
        self.read(&self.open(secrets)?)
    }

    /// The licence that the contents state, as this crate judges it: see [the module](super).
    ///
    /// # Errors
    /// As [`contents`](Self::contents); [`Code::ClaimsMissing`] where a machine file has no licence;
    /// [`Code::KeyIssuer`] and [`Code::KeyProduct`] where the key may not sign for the account or product.
    pub fn license(&self, secrets: Option<&KeygenSecrets>, scope: &KeygenScope) -> Result<Verified<License>> {
        let payload = self.open(secrets)?;
        let license = self.read(&payload)?.license(&self.signer, scope)?;
        Ok(Verified::new(license, &payload, vec![self.signer.thumbprint()]))
    }

    fn read(&self, payload: &[u8]) -> Result<KeygenContents> {
        let contents = json_api::read(payload, self.kind)?;
        self.signer.check_issue(contents.issued)?;
        Ok(contents)
    }

    fn open(&self, secrets: Option<&KeygenSecrets>) -> Result<Vec<u8>> {
        let payload = match &self.body {
            Body::Plain(contents) => contents.clone(),
            Body::Encrypted(encrypted) => encrypted.open(self.kind, secrets)?,
        };
        self.signer.check_payload(&payload)?;
        Ok(payload)
    }
}
