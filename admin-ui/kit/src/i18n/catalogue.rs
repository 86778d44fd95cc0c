//! What build scripts make of translations.

use super::Language;
use countersign_texts::encoding::{COLUMN, LINE};
use std::sync::OnceLock;

/// The texts of a page: those that it shares with others, and its own, in the languages of [`Language::ALL`]. Made by
/// [`catalogue!`](crate::catalogue).
#[derive(Debug)]
pub struct Catalogue {
    texts: [&'static str; 4],
    /// Of all languages but English.
    errors: [&'static str; 3],
    /// The lines of each language, once one of them was needed: a page asks for hundreds of them.
    lines: [OnceLock<Vec<&'static str>>; 4],
}

/// The catalogue of the crate whose build script calls `countersign_texts::build`.
#[macro_export]
macro_rules! catalogue {
    () => {
        $crate::i18n::Catalogue::new(
            [
                include_str!(concat!(env!("OUT_DIR"), "/en.txt")),
                include_str!(concat!(env!("OUT_DIR"), "/fr.txt")),
                include_str!(concat!(env!("OUT_DIR"), "/de.txt")),
                include_str!(concat!(env!("OUT_DIR"), "/ru.txt")),
            ],
            [
                include_str!(concat!(env!("OUT_DIR"), "/errors.fr.txt")),
                include_str!(concat!(env!("OUT_DIR"), "/errors.de.txt")),
                include_str!(concat!(env!("OUT_DIR"), "/errors.ru.txt")),
            ],
        )
    };
}

impl Catalogue {
    /// A catalogue of compiled texts: English, French, German, Russian; of errors without the first.
    #[must_use]
    pub const fn new(texts: [&'static str; 4], errors: [&'static str; 3]) -> Self {
        Self { texts, errors, lines: [const { OnceLock::new() }; 4] }
    }

    /// The message with this number.
    pub(super) fn line(&self, language: Language, number: usize) -> &'static str {
        let index = language as usize;
        let lines = self.lines[index].get_or_init(|| self.texts[index].split(LINE).collect());
        lines.get(number).copied().unwrap_or_default()
    }

    pub(super) fn explanation(&self, language: Language, code: &str) -> Option<(&'static str, &'static str)> {
        let errors = self.errors.get((language as usize).checked_sub(1)?)?;
        let mut codes = errors.split(LINE).filter_map(|line| line.split_once(COLUMN));
        codes.find(|(own, _)| *own == code)?.1.split_once(COLUMN)
    }
}
