//! Putting copies of a roster together.

use super::{Person, Roster};
use crate::values::revision::Revision;
use std::sync::Arc;

impl Roster {
    /// Puts another copy in: of each person and seat the later revision holds.
    pub fn merge(&mut self, other: Roster) {
        for (revision, person) in Arc::unwrap_or_clone(other.people).into_values() {
            self.merge_person(revision, person);
        }
        for (entitlement, column) in other.columns {
            for (name, revision) in Arc::unwrap_or_clone(column.seats) {
                self.merge_seat(&name, &entitlement, revision);
            }
        }
        self.recount();
    }

    /// The person with this user name, and the revision of that.
    pub(crate) fn person_and_revision(&self, name: &str) -> Option<(Revision, &Person)> {
        let (revision, person) = self.people.get(&(self.fold)(name))?;
        (!revision.removed).then_some((*revision, person))
    }

    /// Puts a person in as a copy has them. [`recount`](Self::recount) after the last.
    pub(crate) fn merge_person(&mut self, revision: Revision, person: Person) {
        self.moments.pass(revision.moment());
        let key = (self.fold)(&person.name);
        let people = Arc::make_mut(&mut self.people);
        match people.get_mut(&key) {
            None => {
                people.insert(key, (revision, person));
            }
            Some(present) => {
                let other = (revision, person);
                if other > *present {
                    *present = other;
                }
            }
        }
    }

    /// Puts a seat in as a copy has it. [`recount`](Self::recount) after the last.
    pub(crate) fn merge_seat(&mut self, name: &str, entitlement: &str, revision: Revision) {
        self.moments.pass(revision.moment());
        let seats = &mut self.columns.entry(entitlement.to_owned()).or_default().seats;
        let present = Arc::make_mut(seats).entry((self.fold)(name)).or_insert(revision);
        *present = revision.max(*present);
    }

    /// Counts the seats anew.
    pub(crate) fn recount(&mut self) {
        let people = &self.people;
        for column in self.columns.values_mut() {
            let counts = |key: &String| people.get(key).is_some_and(|(revision, _)| !revision.removed);
            let taken = column.seats.iter().filter(|(key, revision)| !revision.removed && counts(key));
            column.used = taken.count() as u64;
        }
    }

    /// Everybody who is or was on the list, with what was last done.
    pub(crate) fn person_revisions(&self) -> impl Iterator<Item = (Revision, &Person)> {
        self.people.values().map(|(revision, person)| (*revision, person))
    }

    /// Every seat that is or was taken: user name, entitlement, and what was last done.
    pub(crate) fn seat_revisions(&self) -> impl Iterator<Item = (&str, &str, Revision)> {
        self.columns.iter().flat_map(|(entitlement, column)| {
            let seats = column.seats.iter();
            seats.map(|(name, revision)| (name.as_str(), entitlement.as_str(), *revision))
        })
    }
}
