//! What a ledger comes to: pools, and the hosts that were given some of them.

use crate::account::Account;
use crate::chain::Chain;
use crate::ledger::Ledger;
use countersign::{LockCode, Metric, Quantity, UnixTime};
use serde::Serialize;
use std::collections::BTreeMap;

/// The licences of a ledger, and who was given what, at an instant.
#[derive(Debug, Clone, Serialize)]
pub struct Status {
    /// A row a licence, by its `jti`.
    pub licenses: Vec<LicenseRow>,
}

/// A licence and its chains.
#[derive(Debug, Clone, Serialize)]
pub struct LicenseRow {
    /// Its identity.
    pub jti: String,
    /// The serial that holds.
    pub serial: u64,
    /// Its status, as on any host.
    pub status: &'static str,
    /// A row an entitlement, by its id.
    pub entitlements: Vec<EntitlementRow>,
    /// A row a chain, by the `jti` of its newest activation.
    pub activations: Vec<ChainRow>,
}

/// The pool of an entitlement. A feature has none.
#[derive(Debug, Clone, Serialize)]
pub struct EntitlementRow {
    /// Its id.
    pub id: String,
    /// What is counted.
    pub metric: &'static str,
    /// How much there is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
    /// How much is claimed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed: Option<u64>,
    /// How much is left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub free: Option<Quantity>,
    /// By how much the claims exceed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub over_by: Option<u64>,
}

/// A chain by its newest activation.
#[derive(Debug, Clone, Serialize)]
pub struct ChainRow {
    /// The newest activation's identity.
    pub jti: String,
    /// And its serial.
    pub serial: u64,
    /// Where it counts.
    pub lock_codes: Vec<String>,
    /// What people call the host.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// How much it gives.
    pub grants: BTreeMap<String, u64>,
    /// Which slots those are.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub slots: BTreeMap<String, [u64; 2]>,
    /// Whether it is in use.
    pub state: ChainState,
    /// When it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exp: Option<i64>,
}

/// Whether a chain is in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChainState {
    /// It is.
    Active,
    /// A receipt or an operator's word freed it.
    Freed,
    /// Its time is over.
    Ended,
}

impl Ledger {
    /// What the ledger comes to at an instant; never before its last entry.
    ///
    /// # Errors
    /// Those of judging its licences.
    pub fn status(&mut self, now: UnixTime) -> countersign::Result<Status> {
        let now = self.not_before_last(now);
        let mut rows = Vec::new();
        let names: Vec<_> = self.accounts.keys().cloned().collect();
        for name in names {
            let account = self.bring(&name, now)?;
            account.judge_again();
            let account = self.bring(&name, now)?;
            rows.extend(license_rows(account, now));
        }
        rows.sort_by(|a, b| (&a.jti, a.serial).cmp(&(&b.jti, b.serial)));
        Ok(Status { licenses: rows })
    }

    /// The newest activation with an identity, else the last that was given, as compact JWS.
    pub fn activation_document(&self, id: Option<&str>) -> Option<&str> {
        let mut newest =
            self.given.iter().rev().filter(|given| id.is_none_or(|id| given.activation.id == id));
        newest.next().map(|given| &*given.document)
    }

    /// Pairs of activations, by `jti`, that claim to be the same entry: one of them was given out beside this ledger.
    pub fn forks(&self) -> &[(String, String)] {
        &self.forks
    }
}

fn license_rows(account: &Account, now: UnixTime) -> Vec<LicenseRow> {
    let mut chains: BTreeMap<&str, Vec<&Chain>> = BTreeMap::new();
    for chain in account.chains() {
        chains.entry(&chain.newest.license).or_default().push(chain);
    }
    let judged = account.judged().into_iter().flat_map(|judged| judged.iter());
    let rows = judged.map(|judged| {
        let license = &judged.license;
        let mut entitlements: Vec<EntitlementRow> = license
            .entitlements
            .iter()
            .map(|entitlement| {
                let claimed = account.claimed(&license.id, &entitlement.id, entitlement.metric);
                entitlement_row(&entitlement.id, entitlement.metric, entitlement.quantity, claimed)
            })
            .collect();
        entitlements.sort_by(|a, b| a.id.cmp(&b.id));
        let own = chains.get(&*license.id).into_iter().flatten();
        let mut activations: Vec<ChainRow> = own.map(|chain| chain_row(chain, now)).collect();
        activations.sort_by(|a, b| a.jti.cmp(&b.jti));
        let (jti, serial, status) = (license.id.clone(), license.serial, judged.status.as_str());
        LicenseRow { jti, serial, status, entitlements, activations }
    });
    rows.collect()
}

fn entitlement_row(id: &str, metric: Metric, quantity: Option<Quantity>, claimed: u64) -> EntitlementRow {
    let counted = quantity.is_some();
    let (free, over_by) = match quantity {
        Some(Quantity::Limited(limit)) => {
            (Some(Quantity::Limited(limit.saturating_sub(claimed))), Some(claimed.saturating_sub(limit)))
        }
        other => (other, other.map(|_| 0)),
    };
    let claimed = counted.then_some(claimed);
    EntitlementRow { id: id.to_owned(), metric: metric.as_str(), quantity, claimed, free, over_by }
}

fn chain_row(chain: &Chain, now: UnixTime) -> ChainRow {
    let newest = &chain.newest;
    let state = match (chain.is_freed, chain.has_ended(now)) {
        (true, _) => ChainState::Freed,
        (false, true) => ChainState::Ended,
        (false, false) => ChainState::Active,
    };
    ChainRow {
        jti: newest.id.clone(),
        serial: newest.serial,
        lock_codes: newest.host.lock_codes.iter().map(LockCode::to_string).collect(),
        description: newest.host.description.clone(),
        grants: newest.grants.iter().map(|(id, grant)| (id.to_owned(), grant)).collect(),
        slots: newest.slots.iter().map(|(id, slots)| (id.to_owned(), [slots.first, slots.last])).collect(),
        state,
        exp: newest.expires.map(UnixTime::as_secs),
    }
}
