//! Signed licence keys: `key/`, data, a dot and a signature.

use super::keys::Signer;
use super::{KeygenContents, KeygenKeys, KeygenLicense, KeygenReference, KeygenScope, json_api};
use crate::carrier::envelope::{LARGEST_FILE, check_size};
use crate::documents::license::License;
use crate::error::{Code, Error, Result};
use crate::json::{self, Node, Value};
use crate::values::base64;
use crate::values::thumbprint::Thumbprint;
use crate::verify::verified::Verified;

const PREFIX: &str = "key/";

/// A signed licence key that has been read but not verified.
#[derive(Debug)]
pub struct KeygenKey {
    message: String,
    data: Vec<u8>,
    signature: Vec<u8>,
}

impl KeygenKey {
    /// Whether a text says that it is a signed licence key.
    pub fn is_one(bytes: &[u8]) -> bool {
        bytes.trim_ascii_start().starts_with(PREFIX.as_bytes())
    }

    /// Reads `key/<data>.<signature>`, both in base64url. Surrounding white space is passed over.
    ///
    /// # Errors
    /// The stages `size_` and `encoding_`, and [`Code::ArmorMissing`] where the text does not begin so.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        Self::read_with_limit(bytes, LARGEST_FILE)
    }

    /// Reads a key of up to `max_bytes` bytes.
    ///
    /// # Errors
    /// As [`KeygenKey::read`].
    pub fn read_with_limit(bytes: &[u8], max_bytes: usize) -> Result<Self> {
        check_size(bytes, max_bytes)?;
        let text = std::str::from_utf8(bytes).map_err(|_| Code::ArmorMissing)?.trim_ascii();
        let encoded = text
            .strip_prefix(PREFIX)
            .ok_or_else(|| Error::new(Code::ArmorMissing).with_needed("a text that begins with key/"))?;
        let (data, signature) = encoded.split_once('.').ok_or_else(|| {
            Error::new(Code::EncodingSegments).with_found("no dot").with_needed("key/<data>.<signature>")
        })?;
        // Keygen pads its base64url; people drop the padding when they shorten a key.
        let decode = |part: &str| base64::decode_url_padded_or_not(part.as_bytes());
        Ok(Self { message: format!("{PREFIX}{data}"), data: decode(data)?, signature: decode(signature)? })
    }

    /// Verifies the signature.
    ///
    /// # Errors
    /// As [`KeygenFile::verify`](super::KeygenFile::verify).
    pub fn verify(self, keys: &KeygenKeys) -> Result<VerifiedKeygenKey> {
        let signer = keys.verify(self.message.as_bytes(), &self.signature)?;
        signer.check_payload(&self.data)?;
        Ok(VerifiedKeygenKey { data: self.data, signer })
    }
}

/// A licence key that a registered key signed. Only [`KeygenKey::verify`] makes one.
#[derive(Debug)]
pub struct VerifiedKeygenKey {
    data: Vec<u8>,
    signer: Signer,
}

impl VerifiedKeygenKey {
    /// What was signed. Its form is the vendor's choice: mostly JSON, often a plain text.
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// The key that signed it.
    pub fn signer(&self) -> Thumbprint {
        self.signer.thumbprint()
    }

    /// The licence that the data state, where they are what Keygen puts into a key by itself: the ids of
    /// account, product, policy, user and licence, and the licence's creation and end.
    ///
    /// # Errors
    /// The stages `json_` and `claims_` where they are something else.
    pub fn license(&self, scope: &KeygenScope) -> Result<Verified<License>> {
        let license = read_data(&self.data)?.license(&self.signer, scope)?;
        Ok(Verified::new(license, &self.data, vec![self.signer.thumbprint()]))
    }
}

/// Reads the data that Keygen puts into a key where the vendor gives none.
fn read_data(data: &[u8]) -> Result<KeygenContents> {
    let document = Value::Object(json::parse_foreign(data, "signed key")?);
    let root = Node::root(&document);
    let reference = |name| -> Result<Option<KeygenReference>> {
        match root.optional(name)? {
            Some(node) if !node.is_null() => {
                let id = node.required_with("id", Node::name)?;
                Ok(Some(KeygenReference { id, name: None }))
            }
            _ => Ok(None),
        }
    };
    let license = root.required("license")?;
    let (issued, serial) = json_api::issue(&license.required("created")?)?;
    Ok(KeygenContents {
        issued,
        serial,
        file_expires: None,
        license: Some(KeygenLicense {
            account: reference("account")?,
            product: reference("product")?,
            policy: reference("policy")?,
            owner: reference("user")?,
            expires: json_api::end(&license.required("expiry")?)?,
            ..KeygenLicense::new(license.required_with("id", Node::name)?)
        }),
        machine: None,
        entitlements: Vec::new(),
    })
}
