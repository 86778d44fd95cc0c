//! Comma-separated values, as spreadsheets and directories write and read them (RFC 4180).

mod head;
mod rows;
#[cfg(test)]
mod tests;
mod write;

use crate::i18n::Language;
pub use head::Head;
use rows::MOST_FIELDS;
pub use rows::{Row, Rows, TooLong};
pub use write::{content, write};

/// What separates the fields of a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Separator {
    /// `,`
    #[default]
    Comma,
    /// `;`, where the comma is in numbers.
    Semicolon,
    /// A tabulator, as spreadsheets copy.
    Tab,
    /// `|`
    Bar,
}

impl Separator {
    /// Every separator, the likeliest first.
    pub const ALL: [Separator; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Bar];

    /// The one that spreadsheets in a language expect: where the comma is in numbers, it can't be.
    pub fn of(language: Language) -> Self {
        match language {
            Language::English => Self::Comma,
            Language::French | Language::German | Language::Russian => Self::Semicolon,
        }
    }

    /// The character.
    pub fn character(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Semicolon => ';',
            Self::Tab => '\t',
            Self::Bar => '|',
        }
    }
}

/// How many records are looked at to make out what a text is like.
const LOOKED_AT: usize = 20;

/// The first records of a text that are as they should be.
pub fn first_rows(text: &str, separator: Separator) -> Vec<Row> {
    Rows::new(text, separator).take(LOOKED_AT).filter_map(Result::ok).collect()
}

/// The separator that a text names in its first line, else the one that its first records agree on best.
pub fn detect(text: &str) -> Separator {
    if let (Some(named), _) = preface(text) {
        return named;
    }
    let agreement = |separator: &Separator| {
        let rows = first_rows(text, *separator);
        if rows.is_empty() {
            // It stands there so often that nothing is left.
            return usize::MAX;
        }
        let mut widths = [0_usize; MOST_FIELDS + 1];
        for row in rows {
            widths[row.fields.len()] += 1;
        }
        let wide = widths.iter().enumerate().skip(2).filter(|(_, count)| **count > 0);
        wide.map(|(width, count)| count * widths.len() + width).max().unwrap_or_default()
    };
    // Of those that agree alike, the first.
    let best = Separator::ALL.iter().rev().max_by_key(|separator| agreement(separator));
    best.copied().unwrap_or_default()
}

/// The lines that programs put before a table for each other: the separator that the first one names to
/// spreadsheets (`sep=;`), and how many bytes all of them take, with the one in which PowerShell says what the rows
/// were made of (`#TYPE …`).
fn preface(text: &str) -> (Option<Separator>, usize) {
    let (line, mut length) = first_line(text);
    let plain = line.trim_matches([' ', '"']);
    let named = plain.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).map(|_| &plain[4..]);
    let separator = named.and_then(|named| {
        Separator::ALL.into_iter().find(|separator| named.starts_with(separator.character()))
    });
    if named.is_none_or(|named| named.chars().count() > 1) {
        length = 0;
    }
    let rest = text[length..].trim_start_matches(['\r', '\n']);
    let (line, more) = first_line(rest);
    if line.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("#type ")) {
        length = text.len() - rest.len() + more;
    }
    (separator.filter(|_| length > 0), length)
}

/// The first line of a text, and its length with what ends it.
fn first_line(text: &str) -> (&str, usize) {
    let line = text.split(['\r', '\n']).next().unwrap_or_default();
    (line, text.len().min(line.len() + 1))
}
