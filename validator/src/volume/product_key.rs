//! Product keys: five groups of five characters.

use super::generic_keys::GENERIC_KEYS;
use crate::error::{Code, Error, Result};
use std::fmt;

/// The characters of a key: no vowel, and none that is misread. `N` stands in newer keys alone.
const ALPHABET: &str = "BCDFGHJKMPQRTVWXY2346789N";
const GROUPS: usize = 5;
const GROUP: usize = 5;
/// The most of a text that is looked at: a key that is pasted has little around it.
const LONGEST: usize = 200;

/// A product key. `Display` gives the five groups with hyphens between them.
///
/// That it is one says nothing of whether its maker issued it: only their activation knows that.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ProductKey(String);

impl ProductKey {
    /// The product that the key is published for, where it is a generic volume key, such as "Office 2013 for Lync".
    pub fn generic(&self) -> Option<&'static str> {
        let key = self.0.as_str();
        GENERIC_KEYS.iter().find(|(known, _)| *known == key).map(|(_, name)| *name)
    }

    /// `generic`, or `other`: that of a customer.
    pub fn kind(&self) -> &'static str {
        if self.generic().is_some() { "generic" } else { "other" }
    }
}

impl fmt::Display for ProductKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, c) in self.0.chars().enumerate() {
            let hyphen = if index > 0 && index % GROUP == 0 { "-" } else { "" };
            write!(f, "{hyphen}{c}")?;
        }
        Ok(())
    }
}

/// A customer's key is worth money: only its last group is shown.
impl fmt::Debug for ProductKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ProductKey(…-{})", &self.0[GROUP * (GROUPS - 1)..])
    }
}

/// A product key as far as it is typed, for a field that checks while somebody types.
#[derive(Clone, PartialEq, Eq)]
pub struct TypedKey {
    /// The groups that there are, in capitals. The last one may have fewer characters than it should.
    pub groups: Vec<String>,
    /// The whole key, or what it lacks or has wrong.
    pub key: std::result::Result<ProductKey, KeyProblem>,
}

/// Why what is typed is no product key. Groups and characters are counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyProblem {
    /// The group is not complete yet: what is there may be the beginning of a key.
    Incomplete {
        /// The group.
        group: usize,
        /// How many of its 5 characters are there.
        found: usize,
    },
    /// A character that stands in no key.
    Character {
        /// Its group.
        group: usize,
        /// Its place in the group.
        place: usize,
        /// The character, as it was typed.
        found: char,
    },
    /// Five groups, of which one has more or fewer than 5 characters.
    Length {
        /// The group.
        group: usize,
        /// How many characters it has.
        found: usize,
    },
    /// Something follows the fifth group.
    More,
    /// More than any key with what may stand around it.
    TooLong,
}

impl TypedKey {
    /// The characters that stand in a key. `N` stands in newer keys alone.
    pub const ALPHABET: &'static str = ALPHABET;

    /// Reads what is typed: in lower case, with spaces or without hyphens.
    pub fn read(text: &str) -> Self {
        let text = text.trim();
        if text.chars().nth(LONGEST).is_some() {
            return Self { groups: Vec::new(), key: Err(KeyProblem::TooLong) };
        }
        let groups: Vec<&str> = text.split(is_separator).filter(|group| !group.is_empty()).collect();
        // Where the groups are as they should be, a character is missed in its own; else they are counted through.
        let typed: Vec<Vec<char>> = if groups.len() == GROUPS {
            groups.iter().map(|group| group.chars().collect()).collect()
        } else {
            let all: Vec<char> = groups.concat().chars().collect();
            all.chunks(GROUP).map(<[char]>::to_vec).collect()
        };
        let groups = typed.iter().map(|group| group.iter().map(char::to_ascii_uppercase).collect()).collect();
        let key = problem(&typed).map_or_else(|| Ok(ProductKey(upper(&typed))), Err);
        Self { groups, key }
    }
}

/// A customer's key is worth money, and so is most of one.
impl fmt::Debug for TypedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TypedKey({} groups, {:?})", self.groups.len(), self.key)
    }
}

/// The first thing that is wrong with groups, or missing.
fn problem(typed: &[Vec<char>]) -> Option<KeyProblem> {
    for (index, group) in typed.iter().enumerate().take(GROUPS) {
        for (place, &found) in group.iter().enumerate() {
            if !ALPHABET.contains(found.to_ascii_uppercase()) {
                return Some(KeyProblem::Character { group: index + 1, place: place + 1, found });
            }
        }
        let (group, found) = (index + 1, group.len());
        match found {
            GROUP => {}
            // As long as nothing follows, it may be that the rest is still to come.
            ..GROUP if group == typed.len() => return Some(KeyProblem::Incomplete { group, found }),
            _ => return Some(KeyProblem::Length { group, found }),
        }
    }
    match typed.len() {
        GROUPS => None,
        less @ ..GROUPS => Some(KeyProblem::Incomplete { group: less + 1, found: 0 }),
        _ => Some(KeyProblem::More),
    }
}

fn upper(typed: &[Vec<char>]) -> String {
    typed.iter().flatten().map(char::to_ascii_uppercase).collect()
}

/// Reads a product key as people type it: in lower case, with spaces or without hyphens.
///
/// # Errors
/// [`Code::ProductKeyInvalid`]; its `at` names the group, and the character where one is wrong: `group 3, character 2`.
pub fn parse_product_key(text: &str) -> Result<ProductKey> {
    TypedKey::read(text).key.map_err(KeyProblem::into_error)
}

impl KeyProblem {
    fn into_error(self) -> Error {
        let group = |group| format!("group {group}");
        match self {
            Self::Incomplete { group: number, found: 0 } => invalid(group(number), "nothing", FIVE),
            Self::Incomplete { group: number, found } | Self::Length { group: number, found } => {
                invalid(group(number), format_args!("{found} characters"), "5 characters")
            }
            Self::Character { group: number, place, found } => {
                let at = format_args!("group {number}, character {place}");
                invalid(at, found, "one of BCDFGHJKMPQRTVWXY2346789 and N")
            }
            Self::More => invalid("group 6", "more characters", FIVE),
            Self::TooLong => invalid("the key", format_args!("more than {LONGEST} characters"), FIVE),
        }
    }
}

const FIVE: &str = "five groups of five characters";

/// Between groups: a hyphen, what word processors and mail programs make of one, or space.
fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '\u{AD}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FEFF}')
}

fn invalid(at: impl fmt::Display, found: impl fmt::Display, needed: &'static str) -> Error {
    Error::new(Code::ProductKeyInvalid).with_at(at).with_found(found).with_needed(needed)
}
