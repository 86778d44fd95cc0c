//! Chains: what one host, or one set of hosts, was given over time.

use crate::claims::Claims;
use countersign::{Activation, LockCode, Slots, Thumbprint, UnixTime, Verified};
use std::collections::BTreeSet;

/// The activations of one `jti` and of those that it replaces.
#[derive(Debug, Clone)]
pub(crate) struct Chain {
    /// Whether all of its activations have an end.
    pub(crate) is_temporary: bool,
    /// The newest: the highest serial of the `jti` that replaced the others.
    pub(crate) newest: Verified<Activation>,
    /// Whether a receipt or an operator's word freed it since its newest activation was given.
    pub(crate) is_freed: bool,
    /// What it holds, at the instant when that was last counted.
    holding: Holding,
    /// Of a temporary chain, what was given, also what has ended: the clock may be set back.
    given: Vec<Given>,
}

/// What a chain holds of its licence.
#[derive(Debug, Clone, Default)]
pub(crate) struct Holding {
    pub(crate) claims: Claims,
    /// The licences that it was ever given for.
    licenses_ever: BTreeSet<String>,
    /// And those since it was freed.
    licenses: BTreeSet<String>,
    /// The slots that it was ever given, by entitlement.
    pub(crate) slots_ever: BTreeSet<(String, Slots)>,
    /// And those since it was freed.
    pub(crate) slots_since_freed: BTreeSet<(String, Slots)>,
}

/// What one activation gave.
#[derive(Debug, Clone)]
struct Given {
    activation: Verified<Activation>,
    /// Whether the chain was freed after it.
    before_freeing: bool,
}

impl Chain {
    pub(crate) fn new(activation: Verified<Activation>) -> Self {
        let mut chain = Self {
            is_temporary: activation.expires.is_some(),
            newest: activation.clone(),
            is_freed: false,
            holding: Holding::default(),
            given: Vec::new(),
        };
        chain.give(activation);
        chain
    }

    /// Adds an activation, which is the newest unless a newer serial of the same `jti` is there.
    pub(crate) fn give(&mut self, activation: Verified<Activation>) {
        if activation.id != self.newest.id || activation.serial >= self.newest.serial {
            self.newest = activation.clone();
            self.is_freed = false;
        }
        // One that was taken in again, and of which a later serial was freed, is freed with that.
        let before_freeing = self.is_freed;
        self.holding.add(&activation, before_freeing);
        if self.is_temporary {
            self.given.push(Given { activation, before_freeing });
        }
    }

    /// From now on only the sessions are claimed.
    pub(crate) fn free(&mut self) {
        self.is_freed = true;
        for given in &mut self.given {
            given.before_freeing = true;
        }
        self.holding.free();
    }

    /// Counts again what a temporary chain holds: what has ended holds nothing.
    pub(crate) fn count_at(&mut self, now: UnixTime) {
        if self.is_temporary {
            self.holding = Holding::default();
            let lasts = |given: &&Given| given.activation.expires.is_none_or(|end| now < end);
            for given in self.given.iter().filter(lasts) {
                self.holding.add(&given.activation, given.before_freeing);
            }
        }
    }

    pub(crate) fn holding(&self) -> &Holding {
        &self.holding
    }

    /// What would be claimed if it gave so much as well.
    pub(crate) fn claims_with<'g>(&self, grants: impl IntoIterator<Item = (&'g str, u64)>) -> Claims {
        let mut claims = self.holding.claims.clone();
        grants.into_iter().for_each(|(id, grant)| claims.raise(id, grant, false));
        claims
    }

    /// Whether its time is over.
    pub(crate) fn has_ended(&self, now: UnixTime) -> bool {
        self.is_temporary
            && self.given.iter().all(|given| given.activation.expires.is_some_and(|end| now >= end))
    }

    /// Whether it has exactly these lock codes, which stand in their order, and the same way of having several.
    pub(crate) fn is_of(&self, lock_codes: &[LockCode], has_quorum: bool) -> bool {
        let own = BTreeSet::from_iter(&self.newest.host.lock_codes);
        own.into_iter().eq(lock_codes) && self.newest.host.has_quorum == has_quorum
    }

    /// The key that its host must prove.
    pub(crate) fn key(&self) -> Option<Thumbprint> {
        self.newest.host.key.as_ref().map(|key| key.thumbprint())
    }
}

impl Holding {
    /// What it holds of licences other than the one that it was last given for: of those that it had before it was
    /// freed, the sessions alone.
    pub(crate) fn before(&self, last: &str) -> impl Iterator<Item = (&String, Claims)> {
        let others = self.licenses_ever.iter().filter(move |license| *license != last);
        others.map(|license| {
            let mut claims = self.claims.clone();
            if !self.licenses.contains(license) {
                claims.free();
            }
            (license, claims)
        })
    }

    fn add(&mut self, activation: &Activation, before_freeing: bool) {
        for (id, grant) in activation.grants.iter() {
            self.claims.raise(id, grant, before_freeing);
        }
        self.licenses_ever.insert(activation.license.clone());
        let slots = || activation.slots.iter().map(|(id, slots)| (id.to_owned(), slots));
        self.slots_ever.extend(slots());
        if !before_freeing {
            self.slots_since_freed.extend(slots());
            self.licenses.insert(activation.license.clone());
        }
    }

    fn free(&mut self) {
        self.claims.free();
        self.licenses.clear();
        self.slots_since_freed.clear();
    }
}
