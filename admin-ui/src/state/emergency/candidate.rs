//! What more could be asked for.

use crate::state::{Account, State};
use countersign::issue::EmergencyRequestDraft;
use countersign::{Denial, License, LimitRow, Quantity, QuantityRow, Report};

/// What is asked for where the licence does not say how much it may be.
pub(super) const USUAL_QUANTITY: u64 = 10;

/// An entitlement of which an emergency licence may give more, and the licence to name when asking.
pub(crate) struct Candidate<'s> {
    pub(crate) row: &'s QuantityRow,
    /// The sum that the standing licences grant.
    pub(crate) granted: u64,
    /// The licence that counts and is to be named.
    pub(crate) license: &'s License,
    /// The most that may be asked for.
    pub(crate) most: u64,
    /// Why nothing may be asked for now, where that is so.
    pub(crate) denial: Option<Denial>,
}

impl State {
    /// The entitlements of an account that an emergency licence may exceed.
    pub(crate) fn emergency_candidates<'s>(&'s self, account: &'s Account) -> Vec<Candidate<'s>> {
        let Ok(report) = &account.report else { return Vec::new() };
        report.limits.iter().filter_map(|row| self.candidate(account, report, row)).collect()
    }

    fn candidate<'s>(
        &'s self,
        account: &'s Account,
        report: &'s Report,
        row: &'s LimitRow,
    ) -> Option<Candidate<'s>> {
        let LimitRow::Quantity(row) = row else { return None };
        let Quantity::Limited(granted) = row.granted else { return None };
        let sources = row.sources.iter().filter_map(|source| {
            let mut counting =
                self.licenses(&account.name).filter(|(_, judgement)| judgement.status.counts());
            counting.find(|(license, _)| license.id == source.jti && license.serial == source.serial)
        });
        let license = EmergencyRequestDraft::license_to_name(&row.id, sources.map(|(license, _)| license))?;
        let clause = license.emergency.as_ref().filter(|clause| clause.entitlement == row.id);
        let most = clause.map_or(USUAL_QUANTITY, |clause| clause.quantity.max(USUAL_QUANTITY));
        let denial = report.may_request_emergency(&row.id).err();
        Some(Candidate { row, granted, license, most, denial })
    }
}
