//! The texts of the page in every language, written in Fluent and compiled by the build script. Dates and
//! numbers are the platform's (`Intl`).

mod language;
pub(crate) mod msg;
#[cfg(test)]
mod parity;
mod pattern;
mod tables;
#[cfg(test)]
mod tests;

pub(crate) use language::Language;
pub(crate) use pattern::Value;

use countersign::Code;

/// A message, which every language has: the build makes sure of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Message(u16);

/// The texts of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Texts {
    language: Language,
}

impl Texts {
    pub(crate) fn new(language: Language) -> Self {
        Self { language }
    }

    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// A message without variables.
    pub(crate) fn text(&self, message: Message) -> String {
        self.format(message, [])
    }

    /// A message with its variables.
    pub(crate) fn format<const N: usize>(&self, message: Message, arguments: [(&str, Value); N]) -> String {
        let row = &tables::TEXTS[usize::from(message.0)];
        row[self.language as usize].write(self.language, &arguments)
    }

    /// What an error code means.
    pub(crate) fn meaning(&self, code: Code) -> String {
        match self.explanation(code) {
            Some([meaning, _]) => meaning.to_owned(),
            None => format!("{}.", code.meaning()),
        }
    }

    /// What the reader can do about it.
    pub(crate) fn remedy(&self, code: Code) -> &'static str {
        self.explanation(code).map_or(code.remedy(), |[_, remedy]| remedy)
    }

    /// The translation of a code's meaning and remedy; none in English, which is the core's own, and none
    /// where the core is newer than the translations.
    fn explanation(&self, code: Code) -> Option<[&'static str; 2]> {
        let column = (self.language as usize).checked_sub(1)?;
        let row = tables::ERRORS.binary_search_by_key(&code.as_str(), |(id, _)| id).ok()?;
        tables::ERRORS[row].1.get(column).copied()
    }
}
