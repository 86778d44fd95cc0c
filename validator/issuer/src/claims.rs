//! What chains claim of entitlements.

use countersign::Metric;
use std::collections::BTreeMap;

/// What a chain claims, or several together, by entitlement.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Claims(BTreeMap<String, Claim>);

/// The claim of one entitlement. Which of the amounts counts is up to its metric.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Claim {
    /// The highest grant ever. Sums need more than 64 bits.
    ever: u128,
    /// The highest grant since it was last freed.
    since_freed: u128,
    /// How many chains have one since they were last freed.
    chains: u128,
}

impl Claims {
    /// Counts a grant of one chain.
    pub(crate) fn raise(&mut self, id: &str, grant: u64, before_freeing: bool) {
        let claim = self.0.entry(id.to_owned()).or_default();
        claim.ever = claim.ever.max(grant.into());
        if !before_freeing {
            claim.since_freed = claim.since_freed.max(grant.into());
            claim.chains = 1;
        }
    }

    pub(crate) fn free(&mut self) {
        for claim in self.0.values_mut() {
            (claim.since_freed, claim.chains) = (0, 0);
        }
    }

    /// How much is claimed of an entitlement that is counted so.
    pub(crate) fn of(&self, id: &str, metric: Metric) -> u64 {
        let claim = self.0.get(id).copied().unwrap_or_default();
        let amount = match metric {
            Metric::Feature => 0,
            // What was claimed of sessions can't be returned.
            Metric::Session => claim.ever,
            Metric::Host => claim.chains,
            Metric::User | Metric::Device => claim.since_freed,
            // A metric of a later version is counted as what can't be shared.
            _ => claim.ever,
        };
        u64::try_from(amount).unwrap_or(u64::MAX)
    }

    /// Adds what another chain claims.
    pub(crate) fn plus(&mut self, other: &Claims) {
        for (id, claim) in &other.0 {
            let sum = self.0.entry(id.clone()).or_default();
            sum.ever += claim.ever;
            sum.since_freed += claim.since_freed;
            sum.chains += claim.chains;
        }
    }

    /// Takes away what was added.
    pub(crate) fn minus(&mut self, other: &Claims) {
        for (id, claim) in &other.0 {
            if let Some(sum) = self.0.get_mut(id) {
                sum.ever -= claim.ever;
                sum.since_freed -= claim.since_freed;
                sum.chains -= claim.chains;
                if *sum == Claim::default() {
                    self.0.remove(id);
                }
            }
        }
    }
}
