//! How many sessions there may be, as it was judged.

use crate::documents::license::Quantity;
use crate::judge::decide::{Denial, Remedy};
use crate::judge::report::Report;
use std::collections::BTreeMap;

/// How many sessions there may be at once of each entitlement, and what is said where there are no more.
///
/// They are no part of a pool's snapshot, as verdicts are of no state: licences are verified and judged again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoolLimits {
    pub(super) named: BTreeMap<String, PoolLimit>,
    /// What is said of an entitlement that has no limit here.
    pub(crate) otherwise: (Denial, Vec<Remedy>),
}

/// How many sessions there may be at once of one entitlement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PoolLimit {
    /// What the standing licences grant.
    pub(crate) granted: Quantity,
    /// The same, and what an emergency lends.
    pub(crate) lent: Quantity,
    /// The same, and the overage that the licences permit: beyond this, no session is given.
    pub(crate) allowed: Quantity,
    /// Why no more is given.
    pub(crate) denial: Denial,
    /// What would help.
    pub(crate) remedies: Vec<Remedy>,
}

impl PoolLimits {
    /// The limits of a report: what [`Report::decide`] would allow, of every entitlement.
    pub fn of(report: &Report) -> Self {
        let limit = |id: &str| {
            // So many that only what has no limit has room for them: says the most, and what it says at the limit.
            let decision = report.decide(id, u64::MAX);
            let (granted, lent, allowed) = match report.limit(id) {
                Some(crate::judge::limits::LimitRow::Quantity(row)) => {
                    (row.granted, row.granted.plus(row.emergency), row.allowed)
                }
                _ if decision.is_allowed() => (Quantity::Unlimited, Quantity::Unlimited, Quantity::Unlimited),
                _ => (Quantity::ZERO, Quantity::ZERO, Quantity::ZERO),
            };
            let denial = decision.code.unwrap_or(Denial::LimitExhausted);
            PoolLimit { granted, lent, allowed: allowed.max(lent), denial, remedies: decision.remedies }
        };
        let unnamed = report.decide("", 1);
        Self {
            named: report.limits.iter().map(|row| (row.id().to_owned(), limit(row.id()))).collect(),
            otherwise: (unnamed.code.unwrap_or(Denial::NoLicense), unnamed.remedies),
        }
    }

    /// The limits that an application sets by itself, by entitlement id.
    pub fn fixed<I: Into<String>>(limits: impl IntoIterator<Item = (I, Quantity)>) -> Self {
        let limit = |most| PoolLimit {
            granted: most,
            lent: most,
            allowed: most,
            denial: Denial::LimitExhausted,
            remedies: vec![Remedy::Free],
        };
        Self {
            named: limits.into_iter().map(|(id, most)| (id.into(), limit(most))).collect(),
            ..Self::default()
        }
    }
}

#[cfg(feature = "js-pool")]
impl PoolLimits {
    pub(crate) fn insert(&mut self, id: &str, limit: PoolLimit) {
        self.named.insert(id.to_owned(), limit);
    }
}

/// No licence, and so no session.
impl Default for PoolLimits {
    fn default() -> Self {
        Self { named: BTreeMap::new(), otherwise: (Denial::NoLicense, vec![Remedy::AddLicense]) }
    }
}
