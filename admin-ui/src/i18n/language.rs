//! The languages of the page.

use super::encoding::{COLUMN, LINE};
use std::sync::OnceLock;

/// What the build script made of a translation.
macro_rules! texts {
    ($name:literal) => {
        include_str!(concat!(env!("OUT_DIR"), "/", $name, ".txt"))
    };
}

/// A language that the page speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Language {
    #[default]
    English,
    French,
    German,
    Russian,
}

impl Language {
    pub(crate) const ALL: [Language; 4] = [Self::English, Self::French, Self::German, Self::Russian];

    /// The tag for `<html lang>` and the preference: `de`.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
            Self::German => "de",
            Self::Russian => "ru",
        }
    }

    /// The language's name for itself.
    pub(crate) fn endonym(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::French => "Français",
            Self::German => "Deutsch",
            Self::Russian => "Русский",
        }
    }

    /// The language of a tag such as `de-AT`.
    pub(crate) fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// The first of the reader's languages that the page speaks, else English.
    pub(crate) fn preferred<'a>(tags: impl IntoIterator<Item = &'a str>) -> Self {
        tags.into_iter().find_map(Self::from_tag).unwrap_or_default()
    }

    /// The message with this number.
    pub(super) fn line(self, number: usize) -> &'static str {
        /// The lines of each language, once one of them was needed: a page asks for hundreds of them.
        static LINES: [OnceLock<Vec<&'static str>>; 4] = [const { OnceLock::new() }; 4];
        let (index, texts) = match self {
            Self::English => (0, texts!("en")),
            Self::French => (1, texts!("fr")),
            Self::German => (2, texts!("de")),
            Self::Russian => (3, texts!("ru")),
        };
        let lines = LINES[index].get_or_init(|| texts.split(LINE).collect());
        lines.get(number).copied().unwrap_or_default()
    }

    /// The meaning and the remedy of an error code. None in English, which is the core's own, and none where
    /// the core is newer than the translations.
    pub(super) fn explanation(self, code: &str) -> Option<(&'static str, &'static str)> {
        let errors = match self {
            Self::English => return None,
            Self::French => texts!("errors.fr"),
            Self::German => texts!("errors.de"),
            Self::Russian => texts!("errors.ru"),
        };
        let mut codes = errors.split(LINE).filter_map(|line| line.split_once(COLUMN));
        codes.find(|(own, _)| *own == code)?.1.split_once(COLUMN)
    }

    /// The plural category of a whole number (CLDR).
    pub(super) fn plural_category(self, number: u64) -> &'static str {
        match (self, number) {
            (Self::English | Self::German, 1) | (Self::French, 0 | 1) => "one",
            (Self::Russian, _) => match (number % 10, number % 100) {
                (1, tens) if tens != 11 => "one",
                (2..=4, tens) if !(12..=14).contains(&tens) => "few",
                _ => "many",
            },
            _ => "other",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_that_is_spoken_wins() {
        assert_eq!(Language::preferred(["nl", "de-AT", "fr"]), Language::German);
        assert_eq!(Language::preferred(["RU-ru"]), Language::Russian);
        assert_eq!(Language::preferred(["ja"]), Language::English);
        assert_eq!(Language::preferred([]), Language::English);
        assert_eq!(Language::from_tag("den"), None);
    }
}
