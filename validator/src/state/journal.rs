//! What happened at an installation and must not be forgotten.

use crate::documents::deactivation::ActivationName;
use crate::documents::license::License;
use crate::judge::account::Judged;
use crate::judge::history::{Deactivated, EmergencyStart};
use crate::values::time::UnixTime;
use countersign_reader::sort;
use std::collections::BTreeMap;

/// The emergencies that started at an installation, and the activations that were deactivated there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Journal {
    started: BTreeMap<Event, Started>,
    /// When each was noted first, by the activation and its serial.
    deactivations: BTreeMap<(ActivationName, u64), UnixTime>,
}

/// The start of an emergency, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Started {
    pub(super) account: Account,
    pub(super) start: EmergencyStart,
    /// Which change of its second it was, where it was started here and not by a licence.
    pub(super) order: Option<u32>,
}

/// Whose an entry is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Account {
    pub(super) issuer: String,
    pub(super) product: String,
    pub(super) name: String,
}

/// Which start it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Event {
    account: Account,
    entitlement: String,
    license: String,
    at: UnixTime,
}

impl Account {
    /// The account of a licence.
    pub(super) fn of(license: &License) -> Self {
        Self {
            issuer: license.issuer.clone(),
            product: license.product.clone(),
            name: license.account.clone(),
        }
    }

    /// The one that is judged, where it is known whose that is.
    pub(super) fn judged(judged: Judged<'_>) -> Option<Self> {
        Some(Self {
            issuer: judged.issuer?.to_owned(),
            product: judged.product?.to_owned(),
            name: judged.name?.to_owned(),
        })
    }

    /// Whether it is the one that is judged.
    pub(super) fn is(&self, judged: Judged<'_>) -> bool {
        let sides =
            [(judged.issuer, &self.issuer), (judged.product, &self.product), (judged.name, &self.name)];
        sides.into_iter().all(|(needed, found)| needed.is_none_or(|needed| needed == found))
    }
}

impl Journal {
    pub(super) fn iter(&self) -> impl Iterator<Item = &Started> {
        self.started.values()
    }

    /// Puts a start in. Of two accounts of one start, what is told by either holds: all that was seen, the
    /// highest usage, and that it was settled.
    pub(super) fn record(&mut self, started: Started) {
        let Started { account, mut start, mut order } = started;
        let event = Event {
            account: account.clone(),
            entitlement: start.entitlement.clone(),
            license: start.license.clone(),
            at: start.at,
        };
        if let Some(Started { start: known, order: own, .. }) = self.started.get(&event) {
            order = [order, *own].into_iter().flatten().min();
            start.end = start.end.max(known.end);
            start.seen.extend_from_slice(&known.seen);
            start.peak = start.peak.max(known.peak);
            start.settled = [start.settled, known.settled].into_iter().flatten().min();
        }
        start.seen = sort::sorted(start.seen, |a, b| a.cmp(b));
        start.seen.dedup();
        self.started.insert(event, Started { account, start, order });
    }

    /// Puts another journal in.
    pub(super) fn merge(&mut self, other: Journal) {
        other.started.into_values().for_each(|started| self.record(started));
        for ((activation, serial), at) in other.deactivations {
            self.deactivate(activation, serial, at);
        }
    }

    /// Notes that an activation is no longer used: this serial and lower ones. Nothing takes that back.
    pub(super) fn deactivate(&mut self, activation: ActivationName, serial: u64, at: UnixTime) {
        let noted = self.deactivations.entry((activation, serial)).or_insert(at);
        *noted = at.min(*noted);
    }

    pub(super) fn deactivations(&self) -> impl Iterator<Item = (&ActivationName, u64, UnixTime)> {
        self.deactivations.iter().map(|((activation, serial), at)| (activation, *serial, *at))
    }

    /// The same as what judging takes.
    pub(super) fn deactivated(&self) -> Vec<Deactivated> {
        let noted = self.deactivations();
        noted.map(|(activation, serial, _)| Deactivated { activation: activation.clone(), serial }).collect()
    }
}
