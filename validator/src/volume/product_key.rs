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

/// Reads a product key as people type it: in lower case, with spaces or without hyphens.
///
/// # Errors
/// [`Code::ProductKeyInvalid`]; its `at` names the group, and the character where one is wrong: `group 3, character 2`.
pub fn parse_product_key(text: &str) -> Result<ProductKey> {
    let text = text.trim();
    if text.chars().nth(LONGEST).is_some() {
        return Err(invalid("the key", format_args!("more than {LONGEST} characters"), FIVE));
    }
    let groups: Vec<&str> = text.split(is_separator).filter(|group| !group.is_empty()).collect();
    // Where the groups are as they should be, a character is missed in its own; else they are counted through.
    let typed: Vec<Vec<char>> = if groups.len() == GROUPS {
        groups.iter().map(|group| group.chars().collect()).collect()
    } else {
        let all: Vec<char> = groups.concat().chars().collect();
        all.chunks(GROUP).map(<[char]>::to_vec).collect()
    };
    let mut key = String::with_capacity(GROUPS * GROUP);
    for (index, group) in typed.iter().enumerate().take(GROUPS) {
        for (place, c) in group.iter().enumerate() {
            let upper = c.to_ascii_uppercase();
            if !ALPHABET.contains(upper) {
                return Err(invalid_character(index, place, *c));
            }
            key.push(upper);
        }
        if group.len() != GROUP {
            let found = format_args!("{} characters", group.len());
            return Err(invalid(format_args!("group {}", index + 1), found, "5 characters"));
        }
    }
    match typed.len() {
        GROUPS => Ok(ProductKey(key)),
        0 => Err(invalid("group 1", "nothing", FIVE)),
        less @ ..GROUPS => Err(invalid(format_args!("group {}", less + 1), "nothing", FIVE)),
        _ => Err(invalid("group 6", "more characters", FIVE)),
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

fn invalid_character(group: usize, place: usize, found: char) -> Error {
    let at = format!("group {}, character {}", group + 1, place + 1);
    invalid(at, found, "one of BCDFGHJKMPQRTVWXY2346789 and N")
}
