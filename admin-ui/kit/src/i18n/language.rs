//! The languages of the page.

/// A language that the page speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// The language of the core, too.
    #[default]
    English,
    /// French.
    French,
    /// German.
    German,
    /// Russian.
    Russian,
}

impl Language {
    /// Every language, in the order of their names.
    pub const ALL: [Language; 4] = [Self::English, Self::French, Self::German, Self::Russian];

    /// The tag for `<html lang>` and the preference: `de`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
            Self::German => "de",
            Self::Russian => "ru",
        }
    }

    /// The language's name for itself.
    pub fn endonym(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::French => "Français",
            Self::German => "Deutsch",
            Self::Russian => "Русский",
        }
    }

    /// The language of a tag such as `de-AT`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// The first of the reader's languages that the page speaks, else English.
    pub fn preferred<'a>(tags: impl IntoIterator<Item = &'a str>) -> Self {
        tags.into_iter().find_map(Self::from_tag).unwrap_or_default()
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
