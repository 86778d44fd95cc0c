//! Which encoding bytes have that say nothing of it.

use super::Encoding;
use crate::i18n::Language;

/// How many bytes of words with characters beyond ASCII are looked at.
const LOOKED_AT: usize = 8_192;

/// Whether bytes are UTF-8, be it with some that are none. A list of one byte a character has hardly ever two in a
/// row that mean something in UTF-8, and a list in UTF-8 that somebody mended elsewhere has many more of these.
pub(super) fn is_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        // Those of three bytes don't count: letters of DOS's Cyrillic look like such.
        good += chunk.valid().bytes().filter(|byte| matches!(byte, 0xc2..=0xdf)).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad == 0 || good > bad
}

/// The encoding of one byte a character that makes words of the bytes. Where the one that the reader's language
/// is usually written in makes words, it is that one: from others alike, bytes can't tell it.
pub(super) fn of_one_byte(bytes: &[u8], language: Language) -> Encoding {
    let candidates: &[Encoding] = match language {
        Language::Russian => &[Encoding::Windows1251, Encoding::Koi8R, Encoding::Cp866, Encoding::Macintosh],
        _ => &[Encoding::Windows1252, Encoding::Macintosh, Encoding::Cp850],
    };
    let usual = candidates[0];
    let words = words(bytes);
    // Only a Macintosh ended lines so.
    let is_of_macintosh = bytes.contains(&b'\r') && !bytes.contains(&b'\n');
    let first = if is_of_macintosh { Encoding::Macintosh } else { usual };
    let others = candidates.iter().copied().filter(|encoding| *encoding != first);
    let mut best: Option<(usize, Encoding)> = None;
    for encoding in [first].into_iter().chain(others) {
        let (odd, usual_letters) = judge(&encoding.decode(&words), language);
        if odd == 0 && encoding == first {
            return encoding;
        }
        if odd == 0 && best.is_none_or(|(most, _)| usual_letters > most) {
            best = Some((usual_letters, encoding));
        }
    }
    best.map_or(usual, |(_, encoding)| encoding)
}

/// The words with bytes beyond ASCII, with line breaks between them.
fn words(bytes: &[u8]) -> Vec<u8> {
    let mut words = Vec::new();
    let is_between = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphabetic();
    for word in bytes.split(is_between).filter(|word| !word.is_ascii()) {
        words.extend_from_slice(&word[..word.len().min(LOOKED_AT)]);
        words.push(b'\n');
        if words.len() > LOOKED_AT {
            break;
        }
    }
    words
}

/// How many characters of the words stand where no name has them, and how many are usual in a language.
fn judge(words: &str, language: Language) -> (usize, usize) {
    let usual = match language {
        Language::German => "äöüßÄÖÜ",
        Language::French => "éèêëàâçîïôûùœÉÈÀÇ",
        Language::English => "äöüéèñçå",
        Language::Russian => "оеаинтсрвл",
    };
    let (mut odd, mut known) = (0, 0);
    let mut before = '\n';
    let mut rest = words.chars().peekable();
    while let Some(c) = rest.next() {
        let is_in_small = before.is_lowercase() || rest.peek().is_some_and(|next| next.is_lowercase());
        let is_odd = !is_letter(c) || (c.is_uppercase() && before.is_alphabetic() && is_in_small);
        odd += usize::from(is_odd && !c.is_ascii());
        known += usize::from(usual.contains(c));
        before = c;
    }
    (odd, known)
}

/// Whether names have this letter.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !matches!(c, 'ª' | 'º' | 'ƒ' | 'ﬁ' | 'ﬂ' | 'ˆ' | 'ı' | 'µ')
        || matches!(c, '\u{2019}' | '\u{301}')
}
