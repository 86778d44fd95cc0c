//! A token in its compact form, before and after its signature was verified.

use super::JwtKeys;
use crate::carrier::envelope::check_size;
use crate::carrier::header::{algorithm, fields, string};
use crate::error::{Code, Error, Result};
use crate::keys::TrustedKey;
use crate::values::base64;
use crate::values::document_type::DocumentType;

/// A token that has been read but not verified: its header, and nothing of its payload.
pub(super) struct Token {
    /// What the header says the token is, if it says so.
    typ: Option<String>,
    kid: Option<String>,
    message: Vec<u8>,
    payload: Vec<u8>,
    signature: Vec<u8>,
}

impl Token {
    pub(super) fn read(bytes: &[u8], max_bytes: usize) -> Result<Self> {
        check_size(bytes, max_bytes)?;
        let token = bytes.trim_ascii();
        let segments: Vec<&[u8]> = token.splitn(4, |&byte| byte == b'.').collect();
        let &[protected, payload, signature] = segments.as_slice() else {
            return Err(Error::new(Code::EncodingSegments).with_needed("3"));
        };
        let header = base64::decode_url(protected)?;
        let header = fields(&header)?;
        algorithm(&header)?;
        let optional = |name, code| match header.get(name) {
            None => Ok(None),
            Some(_) => string(&header, name, code).map(|text| Some(text.to_owned())),
        };
        Ok(Self {
            typ: optional("typ", Code::HeaderTyp)?,
            kid: optional("kid", Code::HeaderKid)?,
            message: [protected, b".", payload].concat(),
            payload: base64::decode_url(payload)?,
            signature: base64::decode_url(signature)?,
        })
    }

    /// Refuses a token of another type than the mapping's.
    pub(super) fn check_type(&self, expected: Option<&str>) -> Result<()> {
        match (self.typ.as_deref(), expected) {
            (found, expected) if found == expected => Ok(()),
            (None, _) => Err(Error::new(Code::HeaderMissing).with_needed("typ")),
            (Some(found), Some(expected)) => {
                Err(Error::new(Code::HeaderTypMismatch).with_found(found).with_needed(expected.to_owned()))
            }
            (Some(found), None) => {
                Err(Error::new(Code::HeaderTypMismatch).with_found(found).with_needed("no typ"))
            }
        }
    }

    /// The payload, and the key whose signature over it holds.
    pub(super) fn verify(self, keys: &JwtKeys) -> Result<(Vec<u8>, &TrustedKey)> {
        let mut refusal = None;
        for key in keys.candidates(self.kid.as_deref()) {
            match key.key.verify(&self.message, &self.signature) {
                Ok(()) => {
                    key.may_sign(DocumentType::License)?;
                    key.check_payload(&self.payload)?;
                    return Ok((self.payload, key));
                }
                Err(error) => refusal = Some(error),
            }
        }
        Err(refusal.unwrap_or_else(|| {
            let found = self.kid.unwrap_or_else(|| "no key that is registered for JWT licences".to_owned());
            Error::new(Code::KeyUnknown).with_found(found)
        }))
    }
}
