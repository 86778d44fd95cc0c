//! Strict base64 of both kinds: one text for one sequence of bytes.

use crate::error::{Code, Error, Result};
use base64::{
    DecodeError, Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};

/// Decodes base64url without padding (RFC 7515, section 2).
pub(crate) fn decode_url(text: &[u8]) -> Result<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).map_err(refused)
}

/// Decodes standard base64 with padding (RFC 4648, section 4).
pub(crate) fn decode_standard(text: &[u8]) -> Result<Vec<u8>> {
    STANDARD.decode(text).map_err(refused)
}

/// Encodes as base64url without padding.
pub(crate) fn encode_url(bytes: &[u8]) -> String {
    let mut text = vec![0; (bytes.len() * 4).div_ceil(3)];
    // Neither can fail: the buffer fits, and the alphabet is ASCII.
    let written = URL_SAFE_NO_PAD.encode_slice(bytes, &mut text).unwrap_or_default();
    text.truncate(written);
    String::from_utf8(text).unwrap_or_default()
}

/// Encodes as standard base64 with padding.
#[cfg(any(feature = "issue", test))]
pub(crate) fn encode_standard(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

pub(crate) fn refused(error: DecodeError) -> Error {
    match error {
        DecodeError::InvalidByte(_, b'=') => Error::new(Code::EncodingPadding).with_found("="),
        DecodeError::InvalidByte(_, byte) => Error::new(Code::EncodingBase64).with_found(char::from(byte)),
        DecodeError::InvalidLength(_) | DecodeError::InvalidPadding => Error::new(Code::EncodingPadding),
        DecodeError::InvalidLastSymbol { .. } => Error::new(Code::EncodingTrailingBits),
    }
}
