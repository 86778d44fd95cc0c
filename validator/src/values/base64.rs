//! Strict base64 of both kinds: one text for one sequence of bytes.
//!
//! A library's engine, which can be configured, would be 1.5 KB more of every download.

use crate::error::{Code, Error, Result};

/// The symbols of base64url (RFC 4648, section 5) in the order of their values.
const URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// Those of standard base64 (section 4).
const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The values of bytes, by the byte; [`NONE`] where it is no symbol.
type Values = [u8; 256];
const NONE: u8 = 0xFF;
const URL_VALUES: &Values = &values(URL);
const STANDARD_VALUES: &Values = &values(STANDARD);

/// Decodes base64url without padding (RFC 7515, section 2).
pub(crate) fn decode_url(text: &[u8]) -> Result<Vec<u8>> {
    decode(text, URL_VALUES)
}

/// Decodes base64url with padding or without.
#[cfg(feature = "keygen")]
pub(crate) fn decode_url_padded_or_not(text: &[u8]) -> Result<Vec<u8>> {
    if text.ends_with(b"=") { decode_padded(text, URL_VALUES) } else { decode_url(text) }
}

/// Decodes standard base64 with padding (RFC 4648, section 4).
pub(crate) fn decode_standard(text: &[u8]) -> Result<Vec<u8>> {
    decode_padded(text, STANDARD_VALUES)
}

/// How many bytes at the beginning may stand in standard base64, as symbols or as padding.
pub(crate) fn standard_symbols(text: &[u8]) -> usize {
    let is_symbol = |byte: u8| (STANDARD_VALUES[usize::from(byte)] != NONE) | (byte == b'=');
    text.iter().take_while(|&&byte| is_symbol(byte)).count()
}

/// Encodes as base64url without padding.
pub(crate) fn encode_url(bytes: &[u8]) -> String {
    encode(bytes, URL)
}

/// Encodes as standard base64 with padding.
#[cfg(any(feature = "issue", test))]
pub(crate) fn encode_standard(bytes: &[u8]) -> String {
    let mut text = encode(bytes, STANDARD);
    text.extend(std::iter::repeat_n('=', text.len().next_multiple_of(4) - text.len()));
    text
}

const fn values(symbols: &[u8; 64]) -> Values {
    let mut values = [NONE; 256];
    let mut value = 0;
    while value < symbols.len() {
        values[symbols[value] as usize] = value as u8;
        value += 1;
    }
    values
}

fn decode_padded(text: &[u8], values: &Values) -> Result<Vec<u8>> {
    let symbols = text.strip_suffix(b"==").or(text.strip_suffix(b"=")).unwrap_or(text);
    let bytes = decode(symbols, values)?;
    if text.len() != symbols.len().next_multiple_of(4) {
        return Err(Code::EncodingPadding.into());
    }
    Ok(bytes)
}

fn decode(text: &[u8], values: &Values) -> Result<Vec<u8>> {
    let (groups, last) = text.as_chunks::<4>();
    let mut bytes = vec![0; groups.len() * 3];
    // Room is made once: to make some for each group would take longer than to decode.
    let (places, _) = bytes.as_chunks_mut::<3>();
    for (group, place) in groups.iter().zip(places) {
        let [a, b, c, d] = group.map(|symbol| values[usize::from(symbol)]);
        if a | b | c | d >= 64 {
            // One of them is no symbol: which, is found out here.
            bits(group, values)?;
        }
        *place = [a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d];
    }
    let [_, first, second, third] = (bits(last, values)? << (6 * (4 - last.len()))).to_be_bytes();
    // What the last symbol has beyond the last byte must be nothing: else several texts gave these bytes.
    let rest = match last.len() {
        0 => 0,
        3 => {
            bytes.extend_from_slice(&[first, second]);
            third
        }
        2 => {
            bytes.push(first);
            second
        }
        _ => return Err(Code::EncodingPadding.into()),
    };
    if rest != 0 {
        return Err(Code::EncodingTrailingBits.into());
    }
    Ok(bytes)
}

/// What up to four symbols come to.
fn bits(symbols: &[u8], values: &Values) -> Result<u32> {
    let mut bits = 0;
    for &symbol in symbols {
        let value = values[usize::from(symbol)];
        if value == NONE {
            return Err(unexpected(symbol));
        }
        bits = bits << 6 | u32::from(value);
    }
    Ok(bits)
}

fn unexpected(byte: u8) -> Error {
    let code = if byte == b'=' { Code::EncodingPadding } else { Code::EncodingBase64 };
    Error::new(code).with_found(char::from(byte))
}

fn encode(bytes: &[u8], symbols: &[u8; 64]) -> String {
    let mut text = String::with_capacity((bytes.len() * 4).div_ceil(3));
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0_u32, |bits, &byte| bits << 8 | u32::from(byte));
        let bits = bits << (8 * (3 - group.len()));
        for place in (3 - group.len()..4).rev() {
            text.push(char::from(symbols[(bits >> (6 * place)) as usize % 64]));
        }
    }
    text
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
    fn symbols_are_counted_up_to_the_first_other_byte() {
        for byte in 0..=255 {
            let is_symbol = STANDARD_VALUES[usize::from(byte)] != NONE || byte == b'=';
            for place in 0..40 {
                let mut text = [b'A'; 40];
                text[place] = byte;
                assert_eq!(standard_symbols(&text), if is_symbol { 40 } else { place }, "{byte} at {place}");
            }
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
