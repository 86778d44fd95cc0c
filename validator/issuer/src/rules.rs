//! The rules by which activations are given, in the order in which they refuse.

use crate::account::Account;
use crate::ask::Wanted;
use crate::judged::JudgedLicense;
use crate::place::{Place, place};
use crate::plan::Cost;
use crate::refusal::{Refusal, RefusalCode, Shortage};
use countersign::{Amounts, ById, Entitlement, Metric, Model, Quantity, Slots, Thumbprint};

/// What an activation is to say.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) place: Place,
    pub(crate) grants: Amounts,
    pub(crate) slots: ById<Slots>,
}

/// The rules for one question to one account's book.
pub(crate) struct Rules<'a> {
    pub(crate) account: &'a Account,
    pub(crate) license: &'a JudgedLicense,
    /// The licence and those that it supersedes.
    pub(crate) pool: Vec<&'a str>,
    pub(crate) wanted: &'a Wanted<'a>,
    /// The key whose ledger this is, where a customer issues.
    pub(crate) delegate: Option<Thumbprint>,
}

impl Rules<'_> {
    /// What answers the question.
    pub(crate) fn plan(&self) -> Result<Plan, Refusal> {
        self.check_license()?;
        self.check_asked(self.wanted.grants)?;
        let place = place(self.account, &self.pool, self.wanted)?;
        let kept = place.chain().map(|chain| &self.account.chain(chain).newest.grants);
        let kept = kept.into_iter().flat_map(|kept| kept.iter());
        let all = kept.chain(self.wanted.grants.iter()).map(|(id, grant)| (id.to_owned(), grant));
        let grants: Amounts = all.collect();
        self.check_amounts(place, &grants)?;
        let slots = self.slots(place, &grants)?;
        Ok(Plan { place, grants, slots })
    }

    /// Whether the licence may be activated at all.
    pub(crate) fn check_license(&self) -> Result<(), Refusal> {
        let status = self.license.status;
        if !status.counts() {
            let found = format!("{} {}", self.license.license.id, self.license.license.serial);
            return Err(RefusalCode::License(status)
                .refusal()
                .at("license")
                .found(found)
                .needed("a licence that counts"));
        }
        if let (Some(needed), Some(version)) = (&self.license.license.versions, self.wanted.version) {
            RefusalCode::WrongVersion.unless(needed.covers(version), version, needed)?;
        }
        Ok(())
    }

    /// Whether what is asked for is something that such hosts can be given.
    pub(crate) fn check_asked(&self, grants: &Amounts) -> Result<(), Refusal> {
        let invalid = |found: String, needed: &str| {
            Err(RefusalCode::UsageInvalid.refusal().found(found).needed(needed))
        };
        let codes = &self.wanted.lock_codes;
        if codes.windows(2).any(|pair| pair[0] == pair[1]) {
            return invalid("a lock code twice".into(), "each lock code once");
        }
        if codes.is_empty() || self.wanted.has_quorum && codes.len() != 3 {
            let needed = if self.wanted.has_quorum { "three lock codes" } else { "a lock code" };
            return invalid(format!("{} lock codes", codes.len()), needed);
        }
        if grants.is_empty() {
            return invalid("nothing".into(), "an entitlement and how much of it");
        }
        for (id, grant) in grants.iter() {
            let Some(entitlement) = self.license.entitlement(id) else {
                let known: Vec<_> =
                    self.license.license.entitlements.iter().take(20).map(|known| &*known.id).collect();
                return invalid(id.to_owned(), &known.join(", "));
            };
            self.check_share(entitlement, grant).map_err(|refusal| refusal.at(id))?;
            self.check_issuer(entitlement).map_err(|refusal| refusal.at(id))?;
        }
        self.check_fit(grants)
    }

    fn check_share(&self, entitlement: &Entitlement, grant: u64) -> Result<(), Refusal> {
        let invalid = |needed: &str| Err(RefusalCode::UsageInvalid.refusal().found(grant).needed(needed));
        match entitlement.metric {
            _ if grant == 0 => invalid("1 or more"),
            Metric::Feature | Metric::Host if grant > 1 => invalid("1"),
            _ => Ok(()),
        }
    }

    /// What a customer may issue, the issuer does not, where there are such customers.
    fn check_issuer(&self, entitlement: &Entitlement) -> Result<(), Refusal> {
        let is_delegated = entitlement.delegable && !self.license.license.delegates.is_empty();
        let (found, needed) = match self.delegate {
            None => (is_delegated, "an entitlement that is not delegated to a customer's key"),
            Some(_) => (!is_delegated, "an entitlement that is delegated"),
        };
        RefusalCode::UsageInvalid.unless(!found, &entitlement.id, needed)
    }

    /// Whether several hosts may share so much: redundant servers share sessions, copies the right to copy.
    fn check_fit(&self, grants: &Amounts) -> Result<(), Refusal> {
        let codes = self.wanted.lock_codes.len();
        for (id, grant) in grants.iter() {
            let Some(entitlement) = self.license.entitlement(id) else { continue };
            let is_copied = entitlement.model == Some(Model::AuthorizedCopy) && grant == codes as u64;
            let needed = match entitlement.metric {
                Metric::Session if self.wanted.has_quorum => continue,
                _ if self.wanted.has_quorum => "sessions alone, for redundant servers".to_owned(),
                Metric::Feature => continue,
                _ if codes < 2 || is_copied => continue,
                _ => {
                    format!("features, and {codes} of what there is a right to copy, for {codes} lock codes")
                }
            };
            return Err(RefusalCode::UsageInvalid.refusal().at(id).found(grant).needed(needed));
        }
        Ok(())
    }

    /// Whether there is enough left, and nothing less than before of what can't be returned.
    pub(crate) fn check_amounts(&self, place: Place, grants: &Amounts) -> Result<(), Refusal> {
        self.check_fit(grants)?;
        let chain = place.chain().map(|chain| self.account.chain(chain));
        let before = |id: &str, metric| chain.map_or(0, |chain| chain.holding().claims.of(id, metric));
        for (id, grant) in grants.iter() {
            if self.license.entitlement(id).is_some_and(|entitlement| entitlement.metric == Metric::Session) {
                let claimed = before(id, Metric::Session);
                RefusalCode::SessionsNotReturnable
                    .unless(grant >= claimed, grant, format!("{claimed} or more"))
                    .map_err(|refusal| refusal.at(id))?;
            }
        }
        for (id, grant) in grants.iter() {
            let Some(Cost { metric, cost: requested, claimed: used, quantity, .. }) =
                self.cost(place, id, grant)
            else {
                continue;
            };
            let Some(Quantity::Limited(limit)) = quantity else { continue };
            let left = limit.saturating_sub(used);
            if requested > left {
                let code = match metric {
                    Metric::Session => RefusalCode::SessionsExhausted,
                    _ => RefusalCode::SeatsExhausted,
                };
                return Err(code.refusal().at(id).short_of(Shortage { limit, used, requested, left }));
            }
        }
        Ok(())
    }

    /// What a grant costs: the difference to what the chain claims already.
    pub(crate) fn cost(&self, place: Place, id: &str, grant: u64) -> Option<Cost> {
        let entitlement = self.license.entitlement(id)?;
        let (metric, quantity) = (entitlement.metric, entitlement.quantity);
        let chain = place.chain().map(|chain| self.account.chain(chain));
        let before = chain.map_or(0, |chain| chain.holding().claims.of(id, metric));
        let after = match chain {
            Some(chain) => chain.claims_with([(id, grant)]).of(id, metric),
            None if metric == Metric::Host => 1,
            None if metric == Metric::Feature => 0,
            None => grant,
        };
        let claimed = self.account.claimed(&self.license.license.id, id, metric);
        let cost = after.saturating_sub(before);
        Some(Cost { id: id.to_owned(), metric, before, grant, cost, claimed, quantity })
    }

    /// The slots of what a customer issues: those that the chain has, while they fit, else the lowest that are free.
    fn slots(&self, place: Place, grants: &Amounts) -> Result<ById<Slots>, Refusal> {
        let mut all = Vec::new();
        for (id, grant) in grants.iter() {
            let Some(range) = self.delegated(id) else { continue };
            let own = place.chain();
            let kept = own.and_then(|chain| self.account.chain(chain).newest.slots.get(id));
            let kept = kept.filter(|kept| kept.count() == grant && self.is_free(id, *kept, own, range));
            let slots = match kept.or_else(|| self.lowest(id, grant, own, range)) {
                Some(slots) => slots,
                None => {
                    let needed =
                        format!("{grant} free ones in one run, from {} to {}", range.first, range.last);
                    return Err(RefusalCode::SlotsExhausted.refusal().at(id).needed(needed));
                }
            };
            all.push((id.to_owned(), slots));
        }
        Ok(all.into_iter().collect())
    }

    /// Whether a run of slots is within what the customer may give, and no other chain's.
    pub(crate) fn check_slots(
        &self,
        place: Place,
        grants: &Amounts,
        slots: &ById<Slots>,
    ) -> Result<(), Refusal> {
        for (id, grant) in grants.iter() {
            let found = slots.get(id);
            let needed = self.delegated(id);
            let holds = match (needed, found) {
                (None, None) => true,
                (Some(range), Some(slots)) => {
                    slots.count() == grant && self.is_free(id, slots, place.chain(), range)
                }
                _ => false,
            };
            let told = |slots: Option<Slots>| {
                slots.map_or("none".into(), |slots| format!("{} to {}", slots.first, slots.last))
            };
            RefusalCode::SlotsExhausted
                .unless(holds, told(found), format!("free ones within {}", told(needed)))
                .map_err(|refusal| refusal.at(id))?;
        }
        Ok(())
    }

    /// The slots of which the customer may give some; none where an entitlement has none.
    fn delegated(&self, id: &str) -> Option<Slots> {
        let delegate = self.delegate?;
        let entitlement = self.license.entitlement(id)?;
        let Some(Quantity::Limited(last)) = entitlement.quantity else { return None };
        let whole = Slots { first: 1, last };
        let delegate =
            self.license.license.delegates.iter().find(|known| known.key.thumbprint() == delegate)?;
        Some(delegate.slots_of(id, whole).unwrap_or(Slots { first: 1, last: 0 }))
    }

    fn is_free(&self, id: &str, slots: Slots, own: Option<usize>, range: Slots) -> bool {
        slots.first >= range.first && slots.last <= range.last && self.taken(id, slots, own).is_none()
    }

    fn lowest(&self, id: &str, count: u64, own: Option<usize>, range: Slots) -> Option<Slots> {
        let mut first = range.first;
        loop {
            let slots = Slots { first, last: first.checked_add(count)?.checked_sub(1)? };
            if slots.last > range.last {
                return None;
            }
            match self.taken(id, slots, own) {
                None => return Some(slots),
                Some(last) => first = last.checked_add(1)?,
            }
        }
    }

    fn taken(&self, id: &str, slots: Slots, own: Option<usize>) -> Option<u64> {
        let metric = self.license.entitlement(id)?.metric;
        self.account.taken(&self.license.license.id, id, metric, slots, own)
    }
}
