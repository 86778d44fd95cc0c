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

impl State {
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
        })
    }
}
