//! The book of one account: its licences, its chains, and what these claim.

use crate::chain::Chain;
use crate::claims::Claims;
use crate::judged::JudgedLicenses;
use crate::runs::Runs;
use countersign::{
    Activation, License, LockCode, Metric, RevocationList, Slots, Status, Thumbprint, UnixTime, Verified,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;

/// Everything of one account (`iss`, `aud`, `sub`).
#[derive(Debug, Clone, Default)]
pub(crate) struct Account {
    licenses: Vec<Verified<License>>,
    judged: Option<JudgedLicenses>,
    chains: Vec<Chain>,
    /// The chain that an activation belongs to, by its `jti`.
    by_id: HashMap<String, usize>,
    by_lock_code: HashMap<LockCode, Vec<usize>>,
    by_key: HashMap<Thumbprint, Vec<usize>>,
    /// What is claimed, by the licence that a chain was last given for.
    pools: HashMap<String, Claims>,
    /// What is claimed by chains that were given for one licence, and since then for another: by both.
    moved: HashMap<(String, String), Claims>,
    /// When temporary activations end, and of which chains.
    ends: BTreeMap<UnixTime, Vec<usize>>,
    /// The slots that are held, by licence and entitlement.
    runs: HashMap<(String, String), Held>,
    /// When it was last looked at.
    now: Option<UnixTime>,
}

/// The slots of an entitlement that chains hold.
#[derive(Debug, Clone, Default)]
struct Held {
    ever: Runs,
    since_freed: Runs,
}

impl Account {
    /// Brings the book to an instant, also an earlier one: what has ended by then claims nothing.
    pub(crate) fn advance(
        &mut self,
        now: UnixTime,
        lists: &[Verified<RevocationList>],
    ) -> countersign::Result<()> {
        // What ends between the two instants, the earlier one excluded: an end is the first instant without.
        let turns = match self.now {
            None => (Bound::Unbounded, Bound::Included(now)),
            Some(last) => (Bound::Excluded(last.min(now)), Bound::Included(last.max(now))),
        };
        let turned: BTreeSet<usize> =
            self.ends.range(turns).flat_map(|(_, chains)| chains).copied().collect();
        for index in turned {
            self.change(index, |chain| chain.count_at(now));
        }
        if !self.judged.as_ref().is_some_and(|judged| judged.hold_at(now))
            || self.now.is_some_and(|last| now < last)
        {
            self.judged = Some(JudgedLicenses::new(&self.licenses, lists, now)?);
        }
        self.now = Some(now);
        Ok(())
    }

    /// Judges the licences again when next looked at, because a list or a licence came.
    pub(crate) fn judge_again(&mut self) {
        self.judged = None;
    }

    pub(crate) fn add_license(&mut self, license: Verified<License>) {
        self.licenses.push(license);
        self.judge_again();
    }

    pub(crate) fn licenses(&self) -> &[Verified<License>] {
        &self.licenses
    }

    /// The licences as they were judged when the book was brought to its instant.
    pub(crate) fn judged(&self) -> Option<&JudgedLicenses> {
        self.judged.as_ref()
    }

    pub(crate) fn chains(&self) -> impl Iterator<Item = &Chain> {
        self.chains.iter()
    }

    pub(crate) fn chain(&self, index: usize) -> &Chain {
        &self.chains[index]
    }

    /// The chain that an activation belongs to.
    pub(crate) fn chain_of(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The chains whose newest activation names a lock code.
    pub(crate) fn chains_at(&self, lock_code: &LockCode) -> impl Iterator<Item = usize> {
        self.by_lock_code.get(lock_code).into_iter().flatten().copied()
    }

    /// The chains whose newest activation names a key.
    pub(crate) fn chains_with(&self, key: &Thumbprint) -> impl Iterator<Item = usize> {
        self.by_key.get(key).into_iter().flatten().copied()
    }

    /// Takes an activation in: into the chain of its `jti`, or of the one that it replaces, or a new one.
    pub(crate) fn give(&mut self, activation: Verified<Activation>) {
        let replaced = activation.replaces.as_deref().and_then(|replaced| self.by_id.get(replaced).copied());
        // One that was continued already is not continued twice: both count.
        let replaced = replaced.filter(|&index| {
            let chain = &self.chains[index];
            activation.replaces.as_deref() == Some(&*chain.newest.id)
                && chain.is_temporary == activation.expires.is_some()
        });
        let known = self.by_id.get(&activation.id).copied().or(replaced);
        let index = known.unwrap_or(self.chains.len());
        let end = activation.expires;
        self.by_id.insert(activation.id.clone(), index);
        match known {
            Some(index) => self.change(index, |chain| chain.give(activation)),
            None => {
                self.chains.push(Chain::new(activation));
                self.register(index);
            }
        }
        if let Some(end) = end {
            self.ends.entry(end).or_default().push(index);
            // One that was taken in again may have ended by now.
            if let Some(now) = self.now.filter(|now| *now >= end) {
                self.change(index, |chain| chain.count_at(now));
            }
        }
    }

    /// Frees a chain.
    pub(crate) fn free(&mut self, index: usize) {
        self.change(index, Chain::free);
    }

    /// What is claimed of a licence's pool.
    pub(crate) fn claimed(&self, license: &str, id: &str, metric: Metric) -> u64 {
        let Some(judged) = &self.judged else { return 0 };
        let pool = judged.pool_of(license);
        let of_pool = pool.iter().filter_map(|license| self.pools.get(*license));
        let claimed = of_pool.map(|claims| claims.of(id, metric)).fold(0, u64::saturating_add);
        // While nothing supersedes the licence, what was given for it counts, though its host was given more since
        // for a licence that took its place for a time.
        let is_superseded = judged.get(license).is_some_and(|judged| judged.status == Status::Superseded);
        let moved = self.moved.iter().filter(|((before, since), _)| {
            !is_superseded && pool.contains(&&**before) && !pool.contains(&&**since)
        });
        moved.map(|(_, claims)| claims.of(id, metric)).fold(claimed, u64::saturating_add)
    }

    /// The last slot of a run that another chain of the pool holds.
    pub(crate) fn taken(
        &self,
        license: &str,
        id: &str,
        metric: Metric,
        slots: Slots,
        own: Option<usize>,
    ) -> Option<u64> {
        let pool = self.judged.as_ref()?.pool_of(license);
        let held = pool.iter().filter_map(|license| self.runs.get(&((*license).to_owned(), id.to_owned())));
        let taken = held.filter_map(|held| match metric {
            Metric::Session => held.ever.taken(slots, own),
            _ => held.since_freed.taken(slots, own),
        });
        taken.max()
    }

    /// Changes a chain, and with it all that is counted of it.
    fn change(&mut self, index: usize, change: impl FnOnce(&mut Chain)) {
        self.unregister(index);
        change(&mut self.chains[index]);
        self.register(index);
    }

    fn register(&mut self, index: usize) {
        let chain = &self.chains[index];
        let (license, holding) = (&chain.newest.license, chain.holding());
        self.pools.entry(license.clone()).or_default().plus(&holding.claims);
        for (before, claims) in holding.before(license) {
            self.moved.entry((before.clone(), license.clone())).or_default().plus(&claims);
        }
        for code in &chain.newest.host.lock_codes {
            self.by_lock_code.entry(*code).or_default().push(index);
        }
        if let Some(key) = chain.key() {
            self.by_key.entry(key).or_default().push(index);
        }
        let held = |id: &String| (license.clone(), id.clone());
        for (id, slots) in &holding.slots_ever {
            self.runs.entry(held(id)).or_default().ever.hold(index, *slots);
        }
        for (id, slots) in &holding.slots_since_freed {
            self.runs.entry(held(id)).or_default().since_freed.hold(index, *slots);
        }
    }

    /// Takes back what [`register`](Self::register) did.
    fn unregister(&mut self, index: usize) {
        let chain = &self.chains[index];
        let (license, holding) = (&chain.newest.license, chain.holding());
        if let Some(pool) = self.pools.get_mut(license) {
            pool.minus(&holding.claims);
        }
        for (before, claims) in holding.before(license) {
            if let Some(moved) = self.moved.get_mut(&(before.clone(), license.clone())) {
                moved.minus(&claims);
            }
        }
        for code in &chain.newest.host.lock_codes {
            self.by_lock_code.entry(*code).or_default().retain(|&other| other != index);
        }
        if let Some(key) = chain.key() {
            self.by_key.entry(key).or_default().retain(|&other| other != index);
        }
        for (id, slots) in &holding.slots_ever {
            if let Some(held) = self.runs.get_mut(&(license.clone(), id.clone())) {
                held.ever.let_go(index, *slots);
            }
        }
        for (id, slots) in &holding.slots_since_freed {
            if let Some(held) = self.runs.get_mut(&(license.clone(), id.clone())) {
                held.since_freed.let_go(index, *slots);
            }
        }
    }
}
