//! Who has a session of a pool that runs elsewhere, as the page around this one tells it. Nothing of that is kept: it is
//! true for the instant that it was told for.

use super::{Account, AccountName, State};
use countersign::{Error, LeaseState, LimitRow, Metric, PoolState, Quantity};
use std::collections::BTreeMap;
use std::rc::Rc;

/// What was told of each account's pool.
pub(crate) type Pools = Vec<(AccountName, ToldPool)>;

/// What a page told of a pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ToldPool {
    /// The origin of the page.
    pub(crate) origin: String,
    /// What it told last that could be read.
    pub(crate) state: Option<Rc<PoolState>>,
    /// Why what it told last can't be.
    pub(crate) refusal: Option<Error>,
}

/// How much of an entitlement is in use, beside how much there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PoolUse<'s> {
    pub(crate) id: &'s str,
    pub(crate) name: &'s str,
    pub(crate) used: u64,
    pub(crate) borrowed: u64,
    pub(crate) lingering: u64,
    /// By the licences that are here, overage included; none where they name no such number.
    pub(crate) limit: Option<Quantity>,
}

impl PoolUse<'_> {
    /// How many more are in use than there may be.
    pub(crate) fn over(&self) -> u64 {
        match self.limit {
            Some(Quantity::Unlimited) => 0,
            Some(Quantity::Limited(limit)) => self.used.saturating_sub(limit),
            None => self.used,
        }
    }
}

impl State {
    pub(super) fn take_pool(
        &mut self,
        account: AccountName,
        read: Result<Rc<PoolState>, Error>,
        origin: String,
    ) {
        let place = self.pools.iter().position(|(name, _)| *name == account);
        let before = place.map(|place| self.pools.swap_remove(place).1);
        let told = match read {
            Ok(state) => ToldPool { origin, state: Some(state), refusal: None },
            // What another page told is none of this one's.
            Err(error) => {
                let state = before.filter(|before| before.origin == origin).and_then(|before| before.state);
                ToldPool { origin, state, refusal: Some(error) }
            }
        };
        self.pools.push((account, told));
    }

    /// What was told of the pool of the account that is shown.
    pub(crate) fn told_pool(&self) -> Option<(&Account, &ToldPool)> {
        let account = self.account()?;
        let (_, told) = self.pools.iter().find(|(name, _)| *name == account.name)?;
        Some((account, told))
    }

    /// How much is in use of each entitlement that a pool has sessions of, or that the licences grant sessions of.
    pub(crate) fn pool_uses<'s>(&'s self, account: &'s Account, pool: &'s PoolState) -> Vec<PoolUse<'s>> {
        let mut uses: Vec<PoolUse<'s>> = Vec::new();
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for limit in self.limits(account) {
            if let LimitRow::Quantity(row) = limit.row {
                let empty = PoolUse {
                    id: &row.id,
                    name: limit.name,
                    used: 0,
                    borrowed: 0,
                    lingering: 0,
                    limit: Some(row.allowed),
                };
                places.insert(&row.id, uses.len());
                uses.push(empty);
            }
        }
        for session in &pool.sessions {
            let id = session.id.as_str();
            let place = *places.entry(id).or_insert(uses.len());
            if place == uses.len() {
                uses.push(PoolUse { id, name: id, used: 0, borrowed: 0, lingering: 0, limit: None });
            }
            uses[place].used += 1;
            uses[place].borrowed += u64::from(session.state == LeaseState::Borrowed);
            uses[place].lingering += u64::from(session.state == LeaseState::Lingering);
        }
        let report = account.report.as_ref().ok();
        let is_session = |id: &str| {
            let row = report.and_then(|report| report.limit(id));
            matches!(row, Some(LimitRow::Quantity(row)) if row.metric == Metric::Session)
        };
        uses.retain(|one| one.used > 0 || is_session(one.id));
        uses
    }
}
