//! The table of an account's people and seats, and what was changed in it and not saved yet.

use super::bits::Bits;
use super::people::People;
use crate::state::AccountName;
use countersign::{Metric, Quantity, QuantityRow, Roster, SeatDenial, State as Own};
use std::rc::Rc;

/// An entitlement that is given to people one by one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    /// The entitlement.
    pub(crate) id: String,
    /// How many are granted, emergencies included.
    pub(crate) granted: Quantity,
    /// How many may be given.
    pub(crate) allowed: Quantity,
}

impl Column {
    pub(super) fn of(row: &QuantityRow) -> Self {
        let seats = row.seats();
        Self { id: row.id.clone(), granted: seats.granted, allowed: seats.allowed }
    }

    /// Whether people are what it counts.
    pub(super) fn counts_people(row: &QuantityRow) -> bool {
        row.metric == Metric::User
    }
}

/// What is stored of an account's people.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) account: AccountName,
    /// What it was made from.
    source: Option<Rc<Own>>,
    pub(crate) people: Rc<People>,
    pub(crate) columns: Vec<Column>,
    /// For each column, who has a seat.
    seats: Vec<Rc<Bits>>,
}

/// Who is to have a seat: what is stored, and what was changed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    columns: Vec<DraftColumn>,
    /// The seats that were given, by person and column, in the order in which that was done; some of them were taken
    /// back since.
    given: Rc<Vec<(u32, u32)>>,
}

#[derive(Clone, Debug)]
struct DraftColumn {
    seats: Rc<Bits>,
    given: u64,
    changed: u64,
}

/// A change that was not saved yet, in words that outlast the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// The user name.
    pub(crate) person: String,
    pub(crate) entitlement: String,
    /// Whether a seat is given, or taken back.
    pub(crate) is_given: bool,
}

impl Table {
    pub(super) fn new(account: AccountName, source: Option<Rc<Own>>, columns: Vec<Column>) -> Self {
        let people = source.as_ref().map_or_else(Rc::default, |own| Rc::new(People::of(&own.roster)));
        let seats = columns.iter().map(|column| {
            let mut bits = Bits::none_of(people.len());
            if let Some(own) = &source {
                mark(&mut bits, &own.roster, &column.id);
            }
            Rc::new(bits)
        });
        Self { account, seats: seats.collect(), source, people, columns }
    }

    /// Whether it shows just this.
    pub(super) fn shows(&self, account: &AccountName, source: Option<&Rc<Own>>, columns: &[Column]) -> bool {
        let same = match (&self.source, source) {
            (Some(own), Some(other)) => Rc::ptr_eq(own, other),
            (None, None) => true,
            _ => false,
        };
        same && self.account == *account && self.columns == columns
    }

    /// The list that it was made from.
    pub(crate) fn roster(&self) -> Option<&Roster> {
        self.source.as_ref().map(|own| &own.roster)
    }
}

impl Draft {
    /// Nothing is changed.
    pub(super) fn of(table: &Table) -> Self {
        let columns = table.seats.iter().map(|seats| DraftColumn {
            seats: Rc::clone(seats),
            given: seats.count(),
            changed: 0,
        });
        Self { columns: columns.collect(), given: Rc::default() }
    }

    /// Whether a person is to have a seat.
    pub(crate) fn has(&self, person: usize, column: usize) -> bool {
        self.columns.get(column).is_some_and(|column| column.seats.has(person))
    }

    /// How many are to have one.
    pub(crate) fn given(&self, column: usize) -> u64 {
        self.columns.get(column).map_or(0, |column| column.given)
    }

    /// How many changes are not saved.
    pub(crate) fn unsaved(&self) -> u64 {
        self.columns.iter().map(|column| column.changed).sum()
    }

    /// Whether a change of this person's is not saved.
    pub(crate) fn is_changed(&self, table: &Table, person: usize) -> bool {
        let pairs = self.columns.iter().zip(&table.seats);
        pairs.into_iter().any(|(own, stored)| own.seats.has(person) != stored.has(person))
    }

    /// Gives a seat. To give it to somebody who has one changes nothing.
    ///
    /// # Errors
    /// The denial, where all are given.
    pub(super) fn give(&mut self, table: &Table, person: usize, column: usize) -> Result<(), SeatDenial> {
        if self.has(person, column) {
            return Ok(());
        }
        if let Some(Column { id, allowed, .. }) = table.columns.get(column) {
            SeatDenial::check(id, *allowed, self.given(column), 0)?;
            self.set(table, person, column, true);
        }
        Ok(())
    }

    /// Takes a seat back.
    pub(super) fn take_back(&mut self, table: &Table, person: usize, column: usize) {
        self.set(table, person, column, false);
    }

    fn set(&mut self, table: &Table, person: usize, column: usize, is_given: bool) {
        let (Some(own), Some(stored)) = (self.columns.get_mut(column), table.seats.get(column)) else {
            return;
        };
        if own.seats.has(person) == is_given {
            return;
        }
        Rc::make_mut(&mut own.seats).set(person, is_given);
        if is_given {
            Rc::make_mut(&mut self.given).push((person as u32, column as u32));
        }
        own.given = if is_given { own.given + 1 } else { own.given - 1 };
        own.changed = if stored.has(person) == is_given { own.changed - 1 } else { own.changed + 1 };
    }

    /// What is not saved yet: first the seats that are taken back, then those that are given, in the order in which
    /// that was done: who is given one last is over first.
    pub(super) fn changes(&self, table: &Table) -> Vec<Change> {
        let mut changes = Vec::new();
        let mut unsaved: Vec<Bits> = Vec::new();
        for (column, (own, stored)) in self.columns.iter().zip(&table.seats).enumerate() {
            let mut new = Bits::none_of(table.people.len());
            for person in own.seats.differences(stored) {
                if own.seats.has(person) {
                    new.set(person, true);
                } else {
                    changes.extend(change(table, person, column, false));
                }
            }
            unsaved.push(new);
        }
        let mut given = Vec::new();
        // Who was given one twice was given it the last time.
        for &(person, column) in self.given.iter().rev() {
            let (person, column) = (person as usize, column as usize);
            if let Some(new) = unsaved.get_mut(column).filter(|new| new.has(person)) {
                new.set(person, false);
                given.extend(change(table, person, column, true));
            }
        }
        given.reverse();
        changes.extend(given);
        changes
    }

    /// Makes changes again that were made in an earlier table. Those of people or entitlements that are
    /// gone are gone with them.
    pub(super) fn redo(&mut self, table: &Table, changes: &[Change]) {
        for change in changes {
            let column = table.columns.iter().position(|column| column.id == change.entitlement);
            if let (Some(person), Some(column)) = (table.people.number(&change.person), column) {
                self.set(table, person as usize, column, change.is_given);
            }
        }
    }
}

fn change(table: &Table, person: usize, column: usize, is_given: bool) -> Option<Change> {
    let entitlement = table.columns.get(column)?.id.clone();
    let person = table.people.name(person, super::Name::User).to_owned();
    Some(Change { person, entitlement, is_given })
}

/// Marks those who have a seat. Both lists are in the order of the user names.
fn mark(bits: &mut Bits, roster: &Roster, entitlement: &str) {
    let mut people = roster.people().enumerate();
    for seat in roster.assignments(entitlement) {
        if let Some((number, _)) = people.by_ref().find(|(_, person)| std::ptr::eq(*person, seat.person)) {
            bits.set(number, true);
        }
    }
}
