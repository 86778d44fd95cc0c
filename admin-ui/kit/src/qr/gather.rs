//! Puts together what stands in several codes.

use super::{MOST, START};
use std::collections::BTreeMap;

/// The codes that were read of texts that are not complete yet.
#[derive(Clone, Debug, Default)]
pub struct Gathering {
    texts: BTreeMap<String, Parts>,
}

#[derive(Clone, Debug)]
struct Parts {
    of: usize,
    parts: BTreeMap<usize, String>,
}

/// What came of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gathered {
    /// A whole text.
    Whole(String),
    /// A part: these codes of its text are still to be read.
    Missing {
        /// Their numbers, from 1.
        missing: Vec<usize>,
        /// How many the text has.
        of: usize,
        /// Of how many other texts some codes were read, and not all.
        others: usize,
    },
    /// It contradicts what was read before, or itself; what there was of its text is laid aside.
    Wrong,
}

impl Gathering {
    /// Takes what stands in a code.
    pub fn take(&mut self, code: &str) -> Gathered {
        let Some(rest) = code.strip_prefix(START) else { return Gathered::Whole(code.to_owned()) };
        let Some((id, n, of, part)) = head(rest) else { return Gathered::Wrong };
        let known = self.texts.entry(id.to_owned()).or_insert_with(|| Parts { of, parts: BTreeMap::new() });
        let is_other = known.parts.get(&n).is_some_and(|other| other != part);
        if known.of != of || is_other {
            self.texts.remove(id);
            return Gathered::Wrong;
        }
        known.parts.insert(n, part.to_owned());
        let missing: Vec<usize> = (1..=of).filter(|n| !known.parts.contains_key(n)).collect();
        if !missing.is_empty() {
            return Gathered::Missing { missing, of, others: self.texts.len() - 1 };
        }
        let whole: String = known.parts.values().map(String::as_str).collect();
        self.texts.remove(id);
        if super::id(&whole) == id { Gathered::Whole(whole) } else { Gathered::Wrong }
    }
}

/// The id, the number, how many there are, and the part.
fn head(rest: &str) -> Option<(&str, usize, usize, &str)> {
    let mut words = rest.splitn(4, '.');
    let id = words.next().filter(|word| word.len() == super::ID)?;
    let mut number = || words.next().filter(|word| !word.starts_with(['0', '+']))?.parse::<usize>().ok();
    let (n, of) = (number()?, number()?);
    let part = words.next()?;
    ((2..=MOST).contains(&of) && (1..=of).contains(&n)).then_some((id, n, of, part))
}
