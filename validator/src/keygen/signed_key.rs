//! Signed licence keys: `key/`, data, a dot and a signature.

use super::KeygenKeys;
use crate::envelope::{LARGEST_FILE, check_size};
use crate::error::{Code, Error, Result};
use crate::keys::Thumbprint;
use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

const PREFIX: &str = "key/";

/// Keygen pads its base64url; people drop the padding when they shorten a key.
const BASE64URL: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

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
        check_size(bytes, LARGEST_FILE)?;
        let text = std::str::from_utf8(bytes).map_err(|_| Code::ArmorMissing)?.trim_ascii();
        let encoded = text
            .strip_prefix(PREFIX)
            .ok_or_else(|| Error::new(Code::ArmorMissing).with_needed("a text that begins with key/"))?;
        let (data, signature) = encoded.split_once('.').ok_or_else(|| {
            Error::new(Code::EncodingSegments).with_found("no dot").with_needed("key/<data>.<signature>")
        })?;
        let decode = |part: &str| BASE64URL.decode(part).map_err(crate::base64::refused);
        Ok(Self { message: format!("{PREFIX}{data}"), data: decode(data)?, signature: decode(signature)? })
    }

    /// Verifies the signature.
    ///
    /// # Errors
    /// As [`KeygenFile::verify`](super::KeygenFile::verify).
    pub fn verify(self, keys: &KeygenKeys) -> Result<VerifiedKeygenKey> {
        let signer = keys.verify(self.message.as_bytes(), &self.signature)?;
        Ok(VerifiedKeygenKey { data: self.data, signer })
    }
}

/// A licence key that a registered key signed. Only [`KeygenKey::verify`] makes one.
#[derive(Debug)]
pub struct VerifiedKeygenKey {
    data: Vec<u8>,
    signer: Thumbprint,
}

impl VerifiedKeygenKey {
    /// What was signed. Its form is the vendor's choice: mostly JSON, often a plain text.
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// The key that signed it.
    pub fn signer(&self) -> Thumbprint {
        self.signer
    }
}
