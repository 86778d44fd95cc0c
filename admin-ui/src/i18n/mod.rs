//! The texts of the page in every language, written in Fluent and compiled by the build script. Dates and
//! numbers are the platform's (`Intl`).

mod encoding;
mod language;
pub(crate) mod msg;
#[cfg(test)]
mod parity;
mod pattern;
#[cfg(test)]
mod tests;

pub(crate) use language::Language;
use pattern::Scope;
pub(crate) use pattern::Value;

use countersign::Code;

/// A message, which every language has: the build makes sure of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Message(usize);

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
        let mut text = String::new();
        let scope = Scope { language: self.language, arguments: &arguments };
        scope.write(self.language.line(message.0), &mut text);
        text
    }

    /// What an error code means.
    pub(crate) fn meaning(&self, code: Code) -> String {
        match self.language.explanation(code.as_str()) {
            Some((meaning, _)) => meaning.to_owned(),
            None => format!("{}.", code.meaning()),
        }
    }

    /// What the reader can do about it.
    pub(crate) fn remedy(&self, code: Code) -> &'static str {
        self.language.explanation(code.as_str()).map_or(code.remedy(), |(_, remedy)| remedy)
    }
}
