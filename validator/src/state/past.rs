//! What a state remembers of the past, for people to read.

use super::State;
use crate::documents::deactivation::ActivationName;
use crate::judge::history::EmergencyStart;
use crate::keys::TrustedKey;
use crate::values::time::UnixTime;

/// What was last done to a key that an administrator imported.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct KeyChange<'s> {
    /// The key.
    pub key: &'s TrustedKey,
    /// When it was imported last, or removed.
    pub at: UnixTime,
    /// Which change of that second.
    pub order: u32,
    /// Whether it was removed.
    pub removed: bool,
}

/// An emergency that started at the installation.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct PastEmergency<'s> {
    /// The issuer of the account's licences.
    pub issuer: &'s str,
    /// The product.
    pub product: &'s str,
    /// The account.
    pub account: &'s str,
    /// When it started, and what came of it.
    pub start: &'s EmergencyStart,
    /// Which change of that second the start was, where it was started here and not by a licence.
    pub order: Option<u32>,
}

/// An activation that was given back at the installation.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct PastDeactivation<'s> {
    /// Which activation.
    pub activation: &'s ActivationName,
    /// The serial: it and lower ones are no longer used.
    pub serial: u64,
    /// When that was noted first.
    pub at: UnixTime,
}

/// What was last noted of how much of an entitlement is in use.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct UsageChange<'s> {
    /// The entitlement.
    pub entitlement: &'s str,
    /// How much; none where the note was taken back.
    pub amount: Option<u64>,
    /// When.
    pub at: UnixTime,
    /// Which change of that second.
    pub order: u32,
}

/// What was last done to a person on the list, or to a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct RosterChange<'s> {
    /// When.
    pub at: UnixTime,
    /// Which change of that second; people who came one after the other have one.
    pub order: u32,
    /// The entitlement of the seat; none where the person came or went.
    pub entitlement: Option<&'s str>,
    /// Whether the person was taken off the list, or the seat taken back.
    pub removed: bool,
}

impl State {
    /// What was noted last of the use of each entitlement, in the order of their ids.
    pub fn usage_changes(&self) -> impl Iterator<Item = UsageChange<'_>> {
        self.usage.iter().map(|(entitlement, (revision, amount))| UsageChange {
            entitlement,
            amount: (!revision.removed).then_some(*amount),
            at: revision.at,
            order: revision.order,
        })
    }

    /// What was done last to each person that ever was on the list, and then to each seat. Without names: to say of
    /// how many something was done needs none.
    pub fn roster_changes(&self) -> impl Iterator<Item = RosterChange<'_>> {
        let people = self.roster.person_revisions().map(|(revision, _)| (None, revision));
        let seats = self.roster.seat_revisions();
        let seats = seats.map(|(_, entitlement, revision)| (Some(entitlement), revision));
        people.chain(seats).map(|(entitlement, revision)| RosterChange {
            at: revision.at,
            order: revision.order,
            entitlement,
            removed: revision.removed,
        })
    }

    /// Notes that an activation is no longer used here: this serial and lower ones. It is noted for good; no older
    /// export undoes it. To be stored before a receipt for it is handed out. A receipt that is
    /// [added](Self::add) is noted as well.
    pub fn deactivate(&mut self, activation: ActivationName, serial: u64, at: UnixTime) {
        self.journal.deactivate(activation, serial, at);
    }

    /// The activations that were given back, in the order of their names.
    pub fn past_deactivations(&self) -> impl Iterator<Item = PastDeactivation<'_>> {
        let noted = self.journal.deactivations();
        noted.map(|(activation, serial, at)| PastDeactivation { activation, serial, at })
    }

    /// The keys that were ever imported, in the order of their thumbprints.
    pub fn key_changes(&self) -> impl Iterator<Item = KeyChange<'_>> {
        self.keys.values().map(|(revision, key)| KeyChange {
            key,
            at: revision.at,
            order: revision.order,
            removed: revision.removed,
        })
    }

    /// The emergencies that started here, in the order of their accounts.
    pub fn past_emergencies(&self) -> impl Iterator<Item = PastEmergency<'_>> {
        self.journal.iter().map(|started| PastEmergency {
            issuer: &started.account.issuer,
            product: &started.account.product,
            account: &started.account.name,
            start: &started.start,
            order: started.order,
        })
    }
}
