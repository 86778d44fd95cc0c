//! Strict base64 of both kinds, and what is said of a text that is none.

use crate::error::{Code, Error, Result};
use countersign_reader::base64::{self as reader, Fault};

#[cfg(any(feature = "issue", test))]
pub(crate) use reader::encode_standard;
pub(crate) use reader::{encode_url, standard_symbols};

/// Decodes base64url without padding (RFC 7515, section 2).
pub(crate) fn decode_url(text: &[u8]) -> Result<Vec<u8>> {
    reader::decode_url(text).map_err(error)
}

/// Decodes base64url with padding or without.
#[cfg(feature = "keygen")]
pub(crate) fn decode_url_padded_or_not(text: &[u8]) -> Result<Vec<u8>> {
    reader::decode_url_padded_or_not(text).map_err(error)
}

/// Decodes standard base64 with padding (RFC 4648, section 4).
pub(crate) fn decode_standard(text: &[u8]) -> Result<Vec<u8>> {
    reader::decode_standard(text).map_err(error)
}

fn error(fault: Fault) -> Error {
    match fault {
        Fault::Symbol(byte) => {
            let code = if byte == b'=' { Code::EncodingPadding } else { Code::EncodingBase64 };
            Error::new(code).with_found(char::from(byte))
        }
        Fault::Padding => Code::EncodingPadding.into(),
        Fault::TrailingBits => Code::EncodingTrailingBits.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::engine::general_purpose;
    use base64::{DecodeError, Engine as _};

    proptest::proptest! {
        #[test]
        fn texts_are_those_of_a_library(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..50)) {
            let (url, standard) = (encode_url(&bytes), encode_standard(&bytes));
            proptest::prop_assert_eq!(&url, &general_purpose::URL_SAFE_NO_PAD.encode(&bytes));
            proptest::prop_assert_eq!(&standard, &general_purpose::STANDARD.encode(&bytes));
            proptest::prop_assert_eq!(decode_url(url.as_bytes()).unwrap(), &*bytes);
            proptest::prop_assert_eq!(decode_standard(standard.as_bytes()).unwrap(), bytes);
        }

        #[test]
        fn what_a_library_refuses_is_refused(text in "[A-Pa-p0-9_/+=\u{0}ÿ-]{0,12}|[A-D]{0,12}={0,3}") {
            let accepted = |decoded: Result<Vec<u8>, DecodeError>| decoded.ok();
            proptest::prop_assert_eq!(decode_url(text.as_bytes()).ok(), accepted(general_purpose::URL_SAFE_NO_PAD.decode(&text)));
            proptest::prop_assert_eq!(decode_standard(text.as_bytes()).ok(), accepted(general_purpose::STANDARD.decode(&text)));
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let code = |outcome: Result<Vec<u8>>| outcome.unwrap_err().code().as_str();
        for (text, expected) in [
            ("aGVs+_8", "encoding_base64"),
            ("aGV s", "encoding_base64"),
            ("aGVsbG8=", "encoding_padding"),
            ("a=Vs", "encoding_padding"),
            ("aGVsb", "encoding_padding"),
            ("aGVsbG9", "encoding_trailing_bits"),
            ("aGVsbH", "encoding_trailing_bits"),
        ] {
            assert_eq!(code(decode_url(text.as_bytes())), expected, "{text}");
        }
        for (text, expected) in [
            ("aGVsbG8", "encoding_padding"),
            ("aGVsbA=", "encoding_padding"),
            ("aGVs====", "encoding_padding"),
            ("aGVs=", "encoding_padding"),
            ("====", "encoding_padding"),
            ("aGVsbG9=", "encoding_trailing_bits"),
        ] {
            assert_eq!(code(decode_standard(text.as_bytes())), expected, "{text}");
        }
    }
}
