//! People, and the seats that they have.

use super::{Fold, Person, SeatDenial};
use crate::documents::license::Quantity;
use crate::error::Result;
use crate::values::revision::{Moment, Moments, Revision};
use crate::values::time::UnixTime;
use countersign_reader::sort;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// People, and which entitlements are assigned to them.
///
/// A person is one person however the user name is written: that is what the [`Fold`] decides. Nobody loses
/// a seat because a limit fell; who is [`over`](Self::over) it is told, and no further seat is given. Which
/// limits there are, and how they come about, is told in [`SeatLimits`](crate::SeatLimits).
///
/// A clone shares the list with the original until one of them is changed, and then copies no more than what
/// is changed: the people, or the seats of one entitlement.
///
/// ```
/// use countersign::{Person, Quantity, Roster, UnixTime, fold_case};
///
/// # fn main() -> countersign::Result<()> {
/// let at = UnixTime::from_secs;
/// let mut roster = Roster::new(fold_case);
/// for name in ["gerd.gudlat", "sandra.singer", "supervisor"] {
///     roster.add(Person { name: name.into(), first: String::new(), last: String::new() }, at(1)?)?;
/// }
/// let limit = Quantity::Limited(2);
/// assert!(roster.assign("Gerd.Gudlat", "client_bundle", at(2)?, limit).is_ok());
/// assert!(roster.assign("sandra.singer", "client_bundle", at(3)?, limit).is_ok());
/// assert!(roster.assign("supervisor", "client_bundle", at(4)?, limit).is_err());
///
/// // Only one is licensed from now on: the newest is over, and keeps the seat.
/// let over = roster.over("client_bundle", Quantity::Limited(1));
/// assert_eq!(over[0].person.name, "sandra.singer");
/// assert_eq!(roster.count("client_bundle"), 2);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Roster {
    pub(super) fold: Fold,
    /// By folded user name. Who left is kept as removed, so that an older copy does not bring them back.
    pub(super) people: Arc<BTreeMap<String, (Revision, Person)>>,
    /// By entitlement.
    pub(super) columns: BTreeMap<String, Column>,
    pub(crate) moments: Moments,
}

/// The seats of one entitlement.
#[derive(Debug, Clone, Default)]
pub(super) struct Column {
    /// By folded user name; of people who left or never were here, too.
    pub(super) seats: Arc<BTreeMap<String, Revision>>,
    /// How many of them count.
    pub(super) used: u64,
}

/// A seat that somebody has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assignment<'r> {
    /// Who has it.
    pub person: &'r Person,
    /// When it was given.
    pub at: UnixTime,
}

impl Roster {
    /// Nobody yet.
    pub fn new(fold: Fold) -> Self {
        Self { fold, people: Arc::default(), columns: BTreeMap::new(), moments: Moments::default() }
    }

    /// Puts somebody on the list.
    ///
    /// # Errors
    /// [`Code::PersonDuplicate`](crate::Code::PersonDuplicate), which names both, where somebody with this name is there;
    /// [`Code::PersonName`](crate::Code::PersonName) for names that are missing, too long, or could deceive a reader.
    pub fn add(&mut self, person: Person, at: UnixTime) -> Result<()> {
        let key = person.key(self.fold)?;
        let earlier = match self.people.get(&key) {
            None => None,
            Some((revision, _)) if revision.removed => Some(*revision),
            Some((_, present)) => return Err(person.duplicates(present)),
        };
        // Which of many came first on the list, nobody asks.
        let at = self.moments.share(at);
        let revision = earlier.map_or(Revision::first(at), |revision| revision.restored(at));
        if revision.number > 1 {
            // Who comes back has no seats, even where another copy gave some meanwhile.
            self.columns.values_mut().for_each(|column| column.release(&key, at));
        }
        for column in self.columns.values_mut() {
            column.used += u64::from(column.seat(&key).is_some());
        }
        Arc::make_mut(&mut self.people).insert(key, (revision, person));
        Ok(())
    }

    /// Corrects the names of somebody who is on the list, also how the user name is written. Tells whether
    /// there was anything to correct.
    ///
    /// # Errors
    /// [`Code::PersonName`](crate::Code::PersonName) for names that are missing, too long, or could deceive a reader.
    pub fn correct(&mut self, person: Person, at: UnixTime) -> Result<bool> {
        let key = person.key(self.fold)?;
        if self.present(&key).is_none_or(|present| *present == person) {
            return Ok(false);
        }
        let at = self.moments.share(at);
        if let Some((revision, present)) = Arc::make_mut(&mut self.people).get_mut(&key) {
            *revision = revision.restored(at);
            *present = person;
        }
        Ok(true)
    }

    /// Takes somebody off the list, which frees their seats. Tells whether they were there.
    pub fn remove(&mut self, name: &str, at: UnixTime) -> bool {
        let key = (self.fold)(name);
        if self.present(&key).is_none() {
            return false;
        }
        let at = self.moments.take(at);
        if let Some((revision, _)) = Arc::make_mut(&mut self.people).get_mut(&key) {
            *revision = revision.removed(at);
        }
        for column in self.columns.values_mut() {
            column.used -= u64::from(column.seat(&key).is_some());
            column.release(&key, at);
        }
        true
    }

    /// The people, in the order of their folded names.
    pub fn people(&self) -> impl Iterator<Item = &Person> {
        self.people.values().filter(|(revision, _)| !revision.removed).map(|(_, person)| person)
    }

    /// The person with this user name, however it is written.
    pub fn person(&self, name: &str) -> Option<&Person> {
        self.present(&(self.fold)(name))
    }

    /// Gives a seat. To give it to somebody who has one changes nothing.
    ///
    /// `limit` is how many there may be: [`SeatLimits::allowed`](crate::SeatLimits::allowed).
    ///
    /// # Errors
    /// The denial, where all are taken or more than that.
    pub fn assign(
        &mut self,
        name: &str,
        entitlement: &str,
        at: UnixTime,
        limit: Quantity,
    ) -> Result<(), SeatDenial> {
        self.give(name, entitlement, at, limit, 0)
    }

    /// Takes a seat back. Tells whether there was one.
    pub fn release(&mut self, name: &str, entitlement: &str, at: UnixTime) -> bool {
        let key = (self.fold)(name);
        let has = self.has_key(&key, entitlement);
        if let Some(column) = self.columns.get_mut(entitlement).filter(|_| has) {
            column.release(&key, self.moments.take(at));
            column.used -= 1;
        }
        has
    }

    /// Takes a seat back from one person and gives it to another, both or neither. Where the first has
    /// none, it is [`assign`](Self::assign).
    ///
    /// # Errors
    /// The denial, where more than `limit` are taken, or the second is nobody.
    pub fn redistribute(
        &mut self,
        from: &str,
        to: &str,
        entitlement: &str,
        at: UnixTime,
        limit: Quantity,
    ) -> Result<(), SeatDenial> {
        if (self.fold)(from) == (self.fold)(to) {
            return self.assign(to, entitlement, at, limit);
        }
        let freed = u64::from(self.has(from, entitlement));
        self.give(to, entitlement, at, limit, freed)?;
        self.release(from, entitlement, at);
        Ok(())
    }

    /// Whether the person has a seat.
    pub fn has(&self, name: &str, entitlement: &str) -> bool {
        self.has_key(&(self.fold)(name), entitlement)
    }

    /// How many seats are taken.
    pub fn count(&self, entitlement: &str) -> u64 {
        self.columns.get(entitlement).map_or(0, |column| column.used)
    }

    /// The entitlements of which seats are taken, each with how many.
    pub fn counts(&self) -> impl Iterator<Item = (&str, u64)> {
        let taken = self.columns.iter().filter(|(_, column)| column.used > 0);
        taken.map(|(entitlement, column)| (entitlement.as_str(), column.used))
    }

    /// The seats that are taken, in the order of the folded user names.
    pub fn assignments(&self, entitlement: &str) -> impl Iterator<Item = Assignment<'_>> {
        self.moments_of(entitlement).map(|(_, seat)| seat)
    }

    /// The same, each with when it was given.
    fn moments_of(&self, entitlement: &str) -> impl Iterator<Item = (Moment, Assignment<'_>)> {
        let seats = self.columns.get(entitlement).into_iter().flat_map(|column| &*column.seats);
        seats.filter(|(_, revision)| !revision.removed).filter_map(|(key, revision)| {
            let person = self.present(key)?;
            Some((revision.moment(), Assignment { person, at: revision.at }))
        })
    }

    /// The seats beyond a limit: those given last, the newest first. Of one second the one counts as newer that was
    /// given later; copies of a roster that gave some in the same second, without knowing of each other, are put
    /// together in the order of the user names.
    ///
    /// Those who are over have seats beyond [`SeatLimits::granted`](crate::SeatLimits::granted).
    pub fn over(&self, entitlement: &str, limit: Quantity) -> Vec<Assignment<'_>> {
        self.over_once(entitlement, limit, self.count(entitlement), &|_| true)
    }

    /// The same once changes are made that are not yet: `used` seats are taken then, and of those that are
    /// taken now the ones that are `kept`. A seat that would be new is never beyond the limit: it would not
    /// be given.
    pub fn over_once(
        &self,
        entitlement: &str,
        limit: Quantity,
        used: u64,
        kept: &dyn Fn(&Person) -> bool,
    ) -> Vec<Assignment<'_>> {
        let beyond = limit.limit().map_or(0, |limit| used.saturating_sub(limit));
        if beyond == 0 {
            return Vec::new();
        }
        let seats: Vec<(Moment, Assignment<'_>)> = self.moments_of(entitlement).collect();
        // Seats of one moment stay in the order that they have: that of the names.
        let order = sort::order(seats.len(), &|a, b| Reverse(seats[a].0).cmp(&Reverse(seats[b].0)));
        let seats = order.into_iter().map(|index| seats[index].1).filter(|seat| kept(seat.person));
        seats.take(usize::try_from(beyond).unwrap_or(usize::MAX)).collect()
    }

    fn give(
        &mut self,
        name: &str,
        entitlement: &str,
        at: UnixTime,
        limit: Quantity,
        freed: u64,
    ) -> Result<(), SeatDenial> {
        let key = (self.fold)(name);
        if self.present(&key).is_none() {
            return Err(SeatDenial::PersonUnknown { name: name.to_owned() });
        }
        if self.has_key(&key, entitlement) {
            return Ok(());
        }
        SeatDenial::check(entitlement, limit, self.count(entitlement), freed)?;
        let at = self.moments.take(at);
        let column = self.columns.entry(entitlement.to_owned()).or_default();
        let revision = column.seats.get(&key).map_or(Revision::first(at), |seat| seat.restored(at));
        Arc::make_mut(&mut column.seats).insert(key, revision);
        column.used += 1;
        Ok(())
    }

    fn present(&self, key: &str) -> Option<&Person> {
        self.people.get(key).filter(|(revision, _)| !revision.removed).map(|(_, person)| person)
    }

    fn has_key(&self, key: &str, entitlement: &str) -> bool {
        let seat = self.columns.get(entitlement).and_then(|column| column.seat(key));
        seat.is_some() && self.present(key).is_some()
    }
}

impl Column {
    fn seat(&self, key: &str) -> Option<&Revision> {
        self.seats.get(key).filter(|seat| !seat.removed)
    }

    fn release(&mut self, key: &str, at: Moment) {
        if self.seat(key).is_none() {
            return;
        }
        if let Some(seat) = Arc::make_mut(&mut self.seats).get_mut(key) {
            *seat = seat.removed(at);
        }
    }
}
