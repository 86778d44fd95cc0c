//! A text as its writer meant it, whatever editors, mail programs and clipboards have done to it.

use std::borrow::Cow;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The text in UTF-8 without a byte order mark, as which UTF-16 is told too. Bytes that are no UTF-8 stay.
pub(crate) fn decoded(bytes: &[u8]) -> Cow<'_, [u8]> {
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xFF, 0xFE, ..] => u16::from_le_bytes,
        [0xFE, 0xFF, ..] => u16::from_be_bytes,
        _ => return bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes).into(),
    };
    let units = bytes[2..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let characters = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
    Cow::Owned(characters.collect::<String>().into_bytes())
}

/// As [`decoded`], without characters that nobody sees, and with the white space of ASCII for all other: what
/// Unicode calls `White_Space`.
pub(crate) fn plain(bytes: &[u8]) -> Cow<'_, [u8]> {
    let text = decoded(bytes);
    // Nearly every file is ASCII, and has nothing to replace.
    if text.is_ascii() {
        return text;
    }
    let mut plain = Vec::with_capacity(text.len());
    for chunk in text.utf8_chunks() {
        for piece in chunk.valid().split_inclusive(|c: char| !c.is_ascii()) {
            let mut ascii = piece.chars();
            match ascii.next_back() {
                Some('\u{200B}' | '\u{2060}' | '\u{FEFF}') => plain.extend(ascii.as_str().bytes()),
                Some(c) if c.is_whitespace() && !c.is_ascii() => {
                    plain.extend(ascii.as_str().bytes());
                    // The next line, the line separator and the paragraph separator.
                    plain.push(if matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}') { b'\n' } else { b' ' });
                }
                _ => plain.extend(piece.bytes()),
            }
        }
        plain.extend(chunk.invalid());
    }
    Cow::Owned(plain)
}

/// Where a part first stands in a text.
pub(crate) fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    let (&first, mut from) = (part.first()?, 0);
    loop {
        from += text.get(from..)?.iter().position(|&byte| byte == first)?;
        if text[from..].starts_with(part) {
            return Some(from);
        }
        from += 1;
    }
}

/// Whether a part stands in a text.
pub(crate) fn contains(text: &[u8], part: impl AsRef<[u8]>) -> bool {
    find(text, part.as_ref()).is_some()
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
    fn bytes_that_are_no_text_stay() {
        assert_eq!(&*plain(b"Gr\xFC\xC2\xA0\xDFe\xE2\x80"), b"Gr\xFC \xDFe\xE2\x80");
    }

    proptest::proptest! {
        #[test]
        fn a_part_is_found_where_it_first_stands(text in "[ab]{0,12}", part in "[ab]{1,4}") {
            proptest::prop_assert_eq!(find(text.as_bytes(), part.as_bytes()), text.find(&part));
        }
    }
}
