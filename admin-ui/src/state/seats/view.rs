//! Which of the people are shown, and in which order.

use super::bits::Bits;
use super::people::Name;
use super::table::{Column, Draft, Table};
use crate::fold::fold;
use crate::order::order;
use countersign::Person;
use std::cmp::Ordering;
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
        let mut order = match self.key {
            // That is the order of the list.
            SortKey::Name(Name::User) => order(people.len(), &|_, _| Ordering::Equal),
            SortKey::Name(name) => {
                // Who has no such name comes last.
                let key = |person| (people.folded(person, name).is_empty(), people.folded(person, name));
                order(people.len(), &|a, b| key(a).cmp(&key(b)))
            }
            SortKey::Column(column) => {
                order(people.len(), &|a, b| draft.has(b, column).cmp(&draft.has(a, column)))
            }
        };
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
        let words: Vec<String> = self.text.split_whitespace().map(fold).collect();
        if words.is_empty() && self.show == Show::Everybody {
            return Rc::clone(order);
        }
        let mut over = Bits::none_of(table.people.len());
        if self.show == Show::Over {
            let columns = 0..table.columns.len();
            columns
                .flat_map(|column| table.over(draft, column))
                .for_each(|person| over.set(person as usize, true));
        }
        let shown = |person: usize| match self.show {
            Show::Everybody => true,
            Show::With(column) => draft.has(person, column),
            Show::Without(column) => !draft.has(person, column),
            Show::Over => over.has(person),
            Show::Unsaved => draft.is_changed(table, person),
        };
        let people = order.iter().copied().filter(|&person| {
            let person = person as usize;
            table.people.matches(person, &words) && shown(person)
        });
        people.collect()
    }
}

impl Table {
    /// Those whose seat is above what is granted, the newest first. Who gave theirs back is not among them,
    /// also where that is not saved yet.
    pub(super) fn over(&self, draft: &Draft, column: usize) -> Vec<u32> {
        let (Some(Column { id, granted, .. }), Some(roster)) = (self.columns.get(column), self.roster())
        else {
            return Vec::new();
        };
        let number = |seat: &Person| self.people.number(&seat.name);
        let kept = |seat: &Person| number(seat).is_some_and(|person| draft.has(person as usize, column));
        let over = roster.over_once(id, *granted, draft.given(column), &kept);
        over.into_iter().filter_map(|seat| number(seat.person)).collect()
    }
}
