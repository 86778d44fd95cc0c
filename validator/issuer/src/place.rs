//! Where an activation belongs: the chain that it continues, or a new one.

use crate::account::Account;
use crate::ask::Wanted;
use crate::chain::Chain;
use crate::refusal::{Refusal, RefusalCode};
use countersign::UnixTime;
use std::collections::BTreeSet;

/// Where an activation belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// It is the next serial of this chain's newest activation.
    Next(usize),
    /// It has a `jti` of its own, and replaces the newest activation of this chain, which was freed.
    After(usize),
    /// It begins a chain.
    New,
}

impl Place {
    pub(crate) fn chain(self) -> Option<usize> {
        match self {
            Place::Next(chain) | Place::After(chain) => Some(chain),
            Place::New => None,
        }
    }
}

/// Finds the place among the chains of the licence and of those that it supersedes.
pub(crate) fn place(account: &Account, pool: &[&str], wanted: &Wanted<'_>) -> Result<Place, Refusal> {
    let hosts = Hosts { account, pool, wanted };
    match wanted.replaces {
        Some(replaced) => hosts.continued(replaced),
        None => hosts.own(),
    }
}

/// The chains of the hosts that ask.
struct Hosts<'a> {
    account: &'a Account,
    pool: &'a [&'a str],
    wanted: &'a Wanted<'a>,
}

impl Hosts<'_> {
    /// The chain of the activation that is named as replaced.
    fn continued(&self, replaced: &str) -> Result<Place, Refusal> {
        let rolled_back = || RefusalCode::LedgerRolledBack.refusal().found(replaced);
        let index = self.account.chain_of(replaced).ok_or_else(rolled_back)?;
        let chain = self.account.chain(index);
        if !self.is_eligible(index) {
            let found = format!("{replaced}, which is of the licence {}", chain.newest.license);
            let needed = "an activation of this licence, that ends where this one is to end";
            return Err(RefusalCode::UsageInvalid.refusal().at("replaces").found(found).needed(needed));
        }
        if !chain.is_freed {
            return Err(missing_receipt(&chain.newest.id, "replaces"));
        }
        RefusalCode::ReceiptUsed.unless(chain.newest.id == replaced, replaced, &chain.newest.id)?;
        match self.met().first().copied() {
            None => Ok(Place::After(index)),
            Some(other) => {
                let found = format!("{} of this very host", self.account.chain(other).newest.id);
                let needed = "no replaces: the host has an activation of its own";
                Err(RefusalCode::UsageInvalid.refusal().at("replaces").found(found).needed(needed))
            }
        }
    }

    /// The chain that the host has.
    fn own(&self) -> Result<Place, Refusal> {
        if let Some(index) = self.unfreed()? {
            return Ok(Place::Next(index));
        }
        if let Some(moved) = self.moved() {
            return Err(missing_receipt(&self.account.chain(moved).newest.id, "host.key"));
        }
        let exact = self.at_these_codes().filter(|&index| {
            let chain = self.account.chain(index);
            chain.is_freed && chain.is_of(&self.wanted.lock_codes, self.wanted.has_quorum)
        });
        let newest = exact.max_by_key(|&index| self.age(index));
        Ok(newest.map_or(Place::New, Place::After))
    }

    /// What the newer of two chains has more of. A licence that supersedes two others may find two on one host.
    fn age(&self, index: usize) -> (UnixTime, Option<u64>, usize) {
        let newest = &self.account.chain(index).newest;
        (newest.issued, newest.ledger.map(|entry| entry.number), index)
    }

    /// The chains in use that are of these hosts: on exactly them, or, of several copies, on some of them.
    fn met(&self) -> Vec<usize> {
        let codes = &self.wanted.lock_codes;
        let is_copied = codes.len() > 1 && !self.wanted.has_quorum;
        let is_met = |chain: &Chain| match is_copied {
            true => !chain.newest.host.has_quorum,
            false => chain.is_of(codes, self.wanted.has_quorum),
        };
        let in_use = self.at_these_codes().filter(|&index| {
            let chain = self.account.chain(index);
            !chain.is_freed && is_met(chain)
        });
        in_use.collect()
    }

    /// The chain that is in use on exactly these hosts; of several copies, the one that is in use on some of them.
    fn unfreed(&self) -> Result<Option<usize>, Refusal> {
        let (codes, copies) = (&self.wanted.lock_codes, self.met());
        if self.wanted.has_quorum || codes.len() < 2 {
            return Ok(copies.into_iter().max_by_key(|&index| self.age(index)));
        }
        for &index in &copies {
            let chain = self.account.chain(index);
            if let Some(other) = chain.newest.host.lock_codes.iter().find(|code| !codes.contains(code)) {
                return Err(missing_receipt(&chain.newest.id, "lock_codes").needed(other));
            }
        }
        match copies[..] {
            [] => Ok(None),
            [index] => Ok(Some(index)),
            [one, other, ..] => {
                let ids =
                    [one, other].map(|index| self.account.chain(index).newest.id.as_str()).join(" and ");
                let needed = "lock codes of one activation, and new ones";
                Err(RefusalCode::UsageInvalid.refusal().at("lock_codes").found(ids).needed(needed))
            }
        }
    }

    /// Another chain in use with the key of the host that asks, which had another lock code then.
    fn moved(&self) -> Option<usize> {
        let own = self.wanted.own?;
        let mut chains =
            self.account.chains_with(self.wanted.key.as_ref()?).filter(|&index| self.is_eligible(index));
        chains.find(|&index| {
            let chain = self.account.chain(index);
            !chain.is_freed && !chain.newest.host.lock_codes.contains(&own)
        })
    }

    fn at_these_codes(&self) -> impl Iterator<Item = usize> {
        let chains = self.wanted.lock_codes.iter().flat_map(|code| self.account.chains_at(code));
        BTreeSet::from_iter(chains).into_iter().filter(|&index| self.is_eligible(index))
    }

    /// Whether a chain is of the licence or one that it supersedes, and ends where what is asked for ends.
    fn is_eligible(&self, index: usize) -> bool {
        let chain = self.account.chain(index);
        self.pool.contains(&&*chain.newest.license) && chain.is_temporary == self.wanted.until.is_some()
    }
}

fn missing_receipt(activation: &str, at: &str) -> Refusal {
    RefusalCode::ReceiptMissing.refusal().at(at).found(format!("{activation} is in use"))
}
