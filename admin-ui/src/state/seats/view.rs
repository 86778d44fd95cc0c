//! Which of the people are shown, and in which order.

use super::people::Name;
use super::table::{Draft, Table};
use std::collections::BTreeSet;
use std::rc::Rc;

/// Whom to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Show {
    #[default]
    Everybody,
    /// Those who have a seat of a column.
    With(usize),
    /// Those who have none.
    Without(usize),
    /// Those whose seats are above what is granted.
    Over,
    /// Those with changes that are not saved.
    Unsaved,
}

/// What the people are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SortKey {
    Name(Name),
    /// Those first who have a seat of a column.
    Column(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sort {
    pub(crate) key: SortKey,
    pub(crate) is_descending: bool,
}

impl Default for Sort {
    fn default() -> Self {
        Self { key: SortKey::Name(Name::User), is_descending: false }
    }
}

impl Sort {
    /// Sorted by something; by the same as before, the other way round.
    pub(super) fn toggled(self, key: SortKey) -> Self {
        Self { key, is_descending: self.key == key && !self.is_descending }
    }

    /// The numbers of the people, sorted. Those who are alike stay in the order of their user names.
    pub(super) fn order(self, table: &Table, draft: &Draft) -> Rc<[u32]> {
        let people = &table.people;
        let mut order: Vec<u32> = (0..u32::try_from(people.len()).unwrap_or(u32::MAX)).collect();
        match self.key {
            // That is the order of the list.
            SortKey::Name(Name::User) => {}
            SortKey::Name(name) => {
                let key = |person: &u32| people.folded(*person as usize, name);
                // Who has no such name comes last.
                order.sort_by(|a, b| (key(a).is_empty(), key(a)).cmp(&(key(b).is_empty(), key(b))));
            }
            SortKey::Column(column) => order.sort_by_key(|person| !draft.has(*person as usize, column)),
        }
        if self.is_descending {
            order.reverse();
        }
        order.into()
    }
}

/// What the reader looks for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    /// The words that somebody's names must hold.
    pub(crate) text: String,
    pub(crate) show: Show,
}

impl Filter {
    /// Those of an order whom it lets through.
    pub(super) fn apply(&self, table: &Table, draft: &Draft, order: &Rc<[u32]>) -> Rc<[u32]> {
        let words: Vec<String> = self.text.split_whitespace().map(str::to_lowercase).collect();
        if words.is_empty() && self.show == Show::Everybody {
            return Rc::clone(order);
        }
        let over = if self.show == Show::Over { over(table, draft) } else { BTreeSet::new() };
        let shown = |person: usize| match self.show {
            Show::Everybody => true,
            Show::With(column) => draft.has(person, column),
            Show::Without(column) => !draft.has(person, column),
            Show::Over => over.contains(table.people.name(person, Name::User)),
            Show::Unsaved => draft.is_changed(table, person),
        };
        let people = order.iter().copied().filter(|&person| {
            let person = person as usize;
            table.people.matches(person, &words) && shown(person)
        });
        people.collect()
    }
}

/// The user names of those whose seats are above what is granted.
fn over<'t>(table: &'t Table, draft: &Draft) -> BTreeSet<&'t str> {
    (0..table.columns.len()).flat_map(|column| table.over(draft, column)).collect()
}

impl Table {
    /// The user names of those whose seat is above what is granted, the newest first. Who gave theirs back
    /// is not among them, also where that is not saved yet.
    pub(crate) fn over<'t>(&'t self, draft: &Draft, column: usize) -> Vec<&'t str> {
        let (Some(Column { id, allowed, .. }), Some(roster)) = (self.columns.get(column), self.roster())
        else {
            return Vec::new();
        };
        let beyond = allowed.limit().map_or(0, |limit| draft.given(column).saturating_sub(limit));
        if beyond == 0 {
            return Vec::new();
        }
        let gone: BTreeSet<String> = draft
            .changes(self)
            .into_iter()
            .filter(|change| !change.is_given && change.entitlement == *id)
            .map(|change| change.person)
            .collect();
        let newest = roster.over(id, countersign::Quantity::ZERO).into_iter();
        let kept = newest.map(|seat| seat.person.name.as_str()).filter(|name| !gone.contains(*name));
        kept.take(usize::try_from(beyond).unwrap_or(usize::MAX)).collect()
    }
}

use super::table::Column;
