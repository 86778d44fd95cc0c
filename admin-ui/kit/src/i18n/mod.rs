//! The texts of the page in every language, written in Fluent and compiled by the build script. Dates and
//! numbers are the platform's (`Intl`).

mod catalogue;
mod language;
pub mod msg;
mod pattern;
#[cfg(test)]
mod tests;

pub use catalogue::Catalogue;
pub use language::Language;
use pattern::Scope;
pub use pattern::Value;

use countersign::Code;

/// A message, which every language has: the build makes sure of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message(usize);

impl Message {
    /// The message with this number: for the constants that a build script makes.
    #[must_use]
    pub const fn new(number: usize) -> Self {
        Self(number)
    }
}

/// The texts of one language.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    language: Language,
    catalogue: &'static Catalogue,
}

impl Texts {
    /// A page's texts in a language.
    pub fn new(language: Language, catalogue: &'static Catalogue) -> Self {
        Self { language, catalogue }
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A message without variables.
    pub fn text(&self, message: Message) -> String {
        self.format(message, [])
    }

    /// A message with its variables.
    pub fn format<const N: usize>(&self, message: Message, arguments: [(&str, Value); N]) -> String {
        let mut text = String::new();
        let scope = Scope { language: self.language, arguments: &arguments };
        scope.write(self.catalogue.line(self.language, message.0), &mut text);
        text
    }

    /// What an error code means.
    pub fn meaning(&self, code: Code) -> String {
        match self.explanation(code.as_str()) {
            Some((meaning, _)) => meaning.to_owned(),
            None => format!("{}.", code.meaning()),
        }
    }

    /// What the reader can do about it.
    pub fn remedy(&self, code: Code) -> &'static str {
        self.explanation(code.as_str()).map_or(code.remedy(), |(_, remedy)| remedy)
    }

    /// The meaning and the remedy of an error code. None in English, which is the core's own, and none where
    /// the core is newer than the translations.
    pub fn explanation(&self, code: &str) -> Option<(&'static str, &'static str)> {
        self.catalogue.explanation(self.language, code)
    }
}
