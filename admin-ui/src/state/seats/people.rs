//! Everybody on a list, as it is shown, searched and sorted.

use crate::fold::fold;
use countersign::{Person, Roster};
use std::cmp::Ordering;
use std::ops::Range;

/// The texts of everybody on a list, in the list's order. They lie in one piece: to look through a hundred
/// thousand people takes no longer than a keystroke.
#[derive(Debug, Default)]
pub(crate) struct People {
    shown: Lines,
    /// The same in lower case, to be searched and compared.
    folded: Lines,
}

/// One of the texts that are known of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Name {
    User,
    First,
    Last,
}

impl Name {
    pub(crate) const ALL: [Name; 3] = [Self::User, Self::First, Self::Last];
}

/// Lines of three texts each.
#[derive(Debug, Default)]
struct Lines {
    text: String,
    /// Where each of the texts ends.
    ends: Vec<u32>,
}

impl People {
    pub(super) fn of(roster: &Roster) -> Self {
        let mut people = Self::default();
        for person in roster.people() {
            people.shown.push(person);
            people.folded.push(&Person {
                name: fold(&person.name),
                first: fold(&person.first),
                last: fold(&person.last),
            });
        }
        people
    }

    pub(crate) fn len(&self) -> usize {
        self.shown.ends.len() / Name::ALL.len()
    }

    /// A text of the person with this number.
    pub(crate) fn name(&self, person: usize, name: Name) -> &str {
        self.shown.get(person, name, name)
    }

    /// The same in lower case.
    pub(super) fn folded(&self, person: usize, name: Name) -> &str {
        self.folded.get(person, name, name)
    }

    /// The number of the person with this user name, however it is written.
    pub(super) fn number(&self, user: &str) -> Option<u32> {
        let user = fold(user);
        let (mut from, mut to) = (0, self.len());
        // The list is in the order of the user names.
        while from < to {
            let middle = from + (to - from) / 2;
            match self.folded(middle, Name::User).cmp(&user) {
                Ordering::Less => from = middle + 1,
                Ordering::Greater => to = middle,
                Ordering::Equal => return u32::try_from(middle).ok(),
            }
        }
        None
    }

    /// Whether every one of the words, in lower case, is in one of the person's texts.
    pub(super) fn matches(&self, person: usize, words: &[String]) -> bool {
        let all = self.folded.get(person, Name::User, Name::Last);
        words.iter().all(|word| all.contains(word.as_str()))
    }
}

impl Lines {
    fn push(&mut self, person: &Person) {
        for text in [&person.name, &person.first, &person.last] {
            self.text.push_str(text);
            // Names hold no line breaks: no word goes from one over to the next.
            self.text.push('\n');
            self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        }
    }

    fn get(&self, person: usize, from: Name, to: Name) -> &str {
        let first = person * Name::ALL.len();
        let start = match (first + from as usize).checked_sub(1) {
            Some(before) => self.ends.get(before).copied().unwrap_or_default(),
            None => 0,
        };
        let end = self.ends.get(first + to as usize).copied().unwrap_or_default();
        let range: Range<usize> = start as usize..(end as usize).saturating_sub(1);
        self.text.get(range).unwrap_or_default()
    }
}
