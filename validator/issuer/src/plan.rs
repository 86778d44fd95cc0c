//! What an answer would be, before anybody signs.

use crate::answer::{account_of, check_end, rules};
use crate::ask::{Ask, Typed, Wanted};
use crate::ledger::Ledger;
use crate::place::Place;
use crate::refusal::Failure;
use countersign::{
    Activation, ActivationRequest, Amounts, License, Metric, Quantity, RevocationList, UnixTime, Verified,
};

/// What an answer would give, and cost. Nothing is signed for it, and the ledger stays as it is.
#[derive(Debug, Clone)]
pub struct Planned {
    /// The licence that would be answered from.
    pub license: Verified<License>,
    /// The activation that would be continued, or replaced where it was freed; none for a new host.
    pub before: Option<Verified<Activation>>,
    /// Whether what would be continued was freed: the host then gets a new identity, and pays anew.
    pub is_freed: bool,
    /// All that the host would have, with what it keeps.
    pub grants: Amounts,
    /// What that costs, by id.
    pub costs: Vec<Cost>,
}

/// What a grant costs of a licence's pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cost {
    /// The entitlement.
    pub id: String,
    /// What is counted.
    pub metric: Metric,
    /// How much the host claimed before.
    pub before: u64,
    /// How much it would have.
    pub grant: u64,
    /// How much more is claimed by it.
    pub cost: u64,
    /// How much of it all hosts claim now.
    pub claimed: u64,
    /// How much the licence has; none of a feature.
    pub quantity: Option<Quantity>,
}

impl Cost {
    /// How much is free now. None where that has no end.
    pub fn free(&self) -> Option<u64> {
        let Some(Quantity::Limited(limit)) = self.quantity else { return None };
        Some(limit.saturating_sub(self.claimed))
    }

    /// How much would be left. None where that has no end.
    pub fn left(&self) -> Option<u64> {
        Some(self.free()?.saturating_sub(self.cost))
    }
}

impl Ledger {
    /// The activation that answered this request before, as compact JWS. The same request gets the same answer.
    ///
    /// # Errors
    /// Those of the request.
    pub fn answer_before(&self, request: &[u8]) -> Result<Option<&str>, Failure> {
        let (_, request) = self.proofs.own_request(request)?;
        Ok(self.answered.get(&request.digest()).map(|&index| &*self.given[index].document))
    }

    /// What [`answer`](Self::answer) would give.
    ///
    /// # Errors
    /// As of `answer`, in the same order.
    pub fn plan(&mut self, request: &[u8], ask: &Ask, now: UnixTime) -> Result<Planned, Failure> {
        let (_, request) = self.proofs.own_request(request)?;
        self.planned(&Wanted::of_request(&request, ask), now)
    }

    /// What [`answer_typed`](Self::answer_typed) would give.
    ///
    /// # Errors
    /// As of `answer_typed`, in the same order.
    pub fn plan_typed(&mut self, typed: &Typed, ask: &Ask, now: UnixTime) -> Result<Planned, Failure> {
        self.planned(&Wanted::of_typed(typed, ask), now)
    }

    fn planned(&mut self, wanted: &Wanted<'_>, now: UnixTime) -> Result<Planned, Failure> {
        let at = self.not_before_last(now);
        let name = account_of(self, wanted)?;
        let delegate = self.delegate();
        let account = self.bring(&name, at)?;
        let rules = rules(account, wanted, delegate)?;
        rules.check_license()?;
        check_end(wanted, at)?;
        let plan = rules.plan()?;
        let costs = plan.grants.iter().filter_map(|(id, grant)| rules.cost(plan.place, id, grant)).collect();
        let before = plan.place.chain().map(|chain| account.chain(chain).newest.clone());
        let is_freed = matches!(plan.place, Place::After(_));
        Ok(Planned { license: rules.license.license.clone(), before, is_freed, grants: plan.grants, costs })
    }

    /// A request that its own key signed, and what it says.
    ///
    /// # Errors
    /// Those of the document.
    pub fn read_request(&self, file: &[u8]) -> countersign::Result<Verified<ActivationRequest>> {
        Ok(self.proofs.own_request(file)?.1)
    }

    /// The licences of the ledger, all serials of each.
    pub fn licenses(&self) -> impl Iterator<Item = &Verified<License>> {
        self.accounts.values().flat_map(|account| account.licenses())
    }

    /// The revocation lists of the ledger, in the order in which they were taken in.
    pub fn lists(&self) -> &[Verified<RevocationList>] {
        &self.lists
    }
}
