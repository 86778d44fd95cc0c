//! A text as its writer meant it, whatever editors, mail programs and clipboards have done to it.

use std::borrow::Cow;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The text in UTF-8 without a byte order mark, as which UTF-16 is told too. Bytes that are no UTF-8 stay.
pub(crate) fn decoded(bytes: &[u8]) -> Cow<'_, [u8]> {
    let (low, high) = match bytes {
        [0xFF, 0xFE, ..] => (0, 1),
        [0xFE, 0xFF, ..] => (1, 0),
        _ => return bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes).into(),
    };
    let units = bytes[2..].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[low], pair[high]]));
    let mut text = String::new();
    char::decode_utf16(units).for_each(|c| text.push(c.unwrap_or(char::REPLACEMENT_CHARACTER)));
    Cow::Owned(text.into_bytes())
}

/// As [`decoded`], without characters that nobody sees, and with the white space of ASCII for all other: what
/// Unicode calls `White_Space`. A text that is no UTF-8 stays as it is.
pub(crate) fn plain(bytes: &[u8]) -> Cow<'_, [u8]> {
    let decoded = decoded(bytes);
    // Nearly every file is ASCII, and has nothing to replace.
    if decoded.is_ascii() {
        return decoded;
    }
    let Ok(text) = str::from_utf8(&decoded) else { return decoded };
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        plain.push(match c {
            '\u{200B}' | '\u{2060}' | '\u{FEFF}' => continue,
            // The next line, the line separator and the paragraph separator.
            '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => ' ',
            other => other,
        });
    }
    Cow::Owned(plain.into_bytes())
}

/// Whether a part stands in a text.
pub(crate) fn contains(text: &[u8], part: impl AsRef<[u8]>) -> bool {
    let part = part.as_ref();
    text.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn utf_16_is_read_by_its_byte_order_mark() {
        for text in ["\u{FEFF}", "\u{FEFF}a\r\nß😀\u{A0}"] {
            let expected = &text.as_bytes()[BYTE_ORDER_MARK.len()..];
            assert_eq!(&*decoded(text.as_bytes()), expected);
            assert_eq!(&*decoded(&utf_16(text, u16::to_le_bytes)), expected);
            assert_eq!(&*decoded(&utf_16(text, u16::to_be_bytes)), expected);
        }
        assert_eq!(&*decoded(b"\xFF\xFEa\0\0\xD8b\0c"), "a\u{FFFD}b".as_bytes());
        assert_eq!(&*decoded(b"a\0b\0"), b"a\0b\0");
    }

    #[test]
    fn every_character_is_kept_but_white_space_and_what_nobody_sees() {
        for c in (0..=0xFFFF).chain([0x1F600, 0x10FFFF]).filter_map(char::from_u32) {
            let text = format!("a{c}b{c}");
            let text = text.as_str();
            let expected = match c {
                '\u{200B}' | '\u{2060}' | '\u{FEFF}' => "ab".to_owned(),
                '\u{85}' | '\u{2028}' | '\u{2029}' => "a\nb\n".to_owned(),
                c if c.is_whitespace() && !c.is_ascii() => "a b ".to_owned(),
                _ => text.to_owned(),
            };
            assert_eq!(&*plain(text.as_bytes()), expected.as_bytes(), "{c:?}");
        }
    }

    #[test]
    fn what_is_no_utf_8_stays() {
        assert_eq!(&*plain(b"Gr\xFC\xDFe \xA0"), b"Gr\xFC\xDFe \xA0");
    }
}
