//! From the bytes of a console to lines.
//!
//! What decides in an answer is ASCII in every encoding that consoles have, but for UTF-16. Other letters matter only to
//! the few messages that are told in words.

use std::borrow::Cow;

/// The letters of code page 850 from 0x80 on: of Western Europe's consoles.
const LETTERS_850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº";

/// The text that a console's bytes are: in UTF-8, UTF-16, or the letters of code pages 850 and 866. To be shown, not to be
/// relied on: code pages don't tell which they are.
pub fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    match bytes {
        [0xFF, 0xFE, rest @ ..] => Cow::Owned(utf16(rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => Cow::Owned(utf16(rest, u16::from_be_bytes)),
        // No text has a NUL, but in UTF-16 each space and line end has one.
        _ if bytes.contains(&0) => {
            let has_low_first = bytes.iter().position(|byte| *byte == 0).is_some_and(|at| at % 2 == 1);
            Cow::Owned(utf16(bytes, if has_low_first { u16::from_le_bytes } else { u16::from_be_bytes }))
        }
        _ => {
            let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
            std::str::from_utf8(bytes).map_or_else(|_| Cow::Owned(of_code_page(bytes)), Cow::Borrowed)
        }
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// Code page 866 where letters beyond ASCII follow each other, as in Russian words; else 850, where they are accents
/// within words. Of either the letters alone.
fn of_code_page(bytes: &[u8]) -> String {
    let is_letter = |byte: u8| (0x80..0xFF).contains(&byte);
    let is_866 = bytes.windows(2).any(|pair| pair.iter().all(|byte| is_letter(*byte)));
    let letters_850: Vec<char> = LETTERS_850.chars().collect();
    let letter = |byte: u8| match byte {
        0..0x80 => char::from(byte),
        0xFF => ' ',
        0x80..=0xAF if is_866 => at('А', byte - 0x80),
        0xE0..=0xEF if is_866 => at('р', byte - 0xE0),
        0xE1 => 'ß',
        _ => letters_850.get(usize::from(byte - 0x80)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    bytes.iter().map(|&byte| letter(byte)).collect()
}

/// The letter so many places after another.
fn at(first: char, offset: u8) -> char {
    char::from_u32(u32::from(first) + u32::from(offset)).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// The lines of a text. A line ends with LF, with as many CR before it as a redirection left there, or with a CR alone.
/// What [`KmsLookup::line`](super::KmsLookup::line) counts.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    // How many CR follow of which is known that no LF does: so that each is looked at once.
    let mut alone = 0_usize;
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(end) = text.find(['\n', '\r']) else {
            rest = None;
            return Some(text);
        };
        let ending = &text.as_bytes()[end..];
        let mut length = 1;
        if end > 0 || alone == 0 {
            let returns = ending.iter().take_while(|byte| **byte == b'\r').count();
            if ending.get(returns) == Some(&b'\n') {
                length = returns + 1;
            } else {
                alone = returns;
            }
        }
        alone = alone.saturating_sub(1);
        rest = text.get(end + length..);
        Some(&text[..end])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_as_an_editor_counts_them() {
        let of = |text| lines(text).collect::<Vec<_>>();
        assert_eq!(of("a\r\nb\nc\rd"), ["a", "b", "c", "d"]);
        assert_eq!(of("a\r\r\n\r\nb\n"), ["a", "", "b", ""]);
        assert_eq!(of("a\r\rb"), ["a", "", "b"]);
        assert_eq!(of("a\r\rb\r\r\nc\r\r\r"), ["a", "", "b", "c", "", "", ""]);
        assert_eq!(of("\r\r\r\n\n\r"), ["", "", "", ""]);
        assert_eq!(of(""), [""]);
    }

    #[test]
    fn letters_are_those_of_the_console() {
        assert_eq!(decoded(b"Priorit\x84t \xE1"), "Priorität ß");
        assert_eq!(decoded(b"D\x82lai\xFF:"), "Délai :");
        assert_eq!(decoded(b"\x91\xA5\xE0\xA2\xA5\xE0"), "Сервер");
        assert_eq!(decoded(b"\xFF\xFEa\0=\0"), "a=");
        assert_eq!(decoded(b"\xFE\xFF\0a\0="), "a=");
        assert_eq!(decoded(b"a\0=\0"), "a=");
        assert_eq!(decoded("\u{FEFF}Сервер".as_bytes()), "Сервер");
    }
}
