//! Emergencies: exceeding a limit at once, and paying later.

use crate::documents::license::{EmergencyClause, License, LicenseKind, Metric, Quantity};
use crate::judge::account::Judged;
use crate::judge::history::EmergencyStart;
use crate::judge::limits::{LimitRow, Limits};
use crate::judge::member::{Member, members, settle};
use crate::judge::question::Question;
use crate::judge::revocations::Revocations;
use crate::values::by_id::Amounts;
use crate::values::time::UnixTime;
use crate::verify::verified::Verified;
use serde::Serialize;

/// How an emergency stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum EmergencyState {
    /// None runs; one may be started or requested.
    Armed,
    /// One runs.
    Running,
    /// One ended and nothing was bought: there is no other before something is.
    Locked,
}

impl EmergencyState {
    /// Every state.
    pub const ALL: &'static [EmergencyState] =
        &[EmergencyState::Armed, EmergencyState::Running, EmergencyState::Locked];
}

/// The emergency of an entitlement in a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EmergencyRow {
    /// The entitlement that may be exceeded.
    pub id: String,
    /// How it stands.
    pub state: EmergencyState,
    /// The emergency licence, or the licence whose clause was used (`jti`); none while armed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    /// When it started.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<UnixTime>,
    /// When it ends, or ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<UnixTime>,
    /// What it grants on top now.
    pub quantity: Quantity,
    /// How much of that is in use.
    pub used: u64,
    /// How many users are blocked: while it is locked, those above what is granted.
    pub blocked: u64,
    /// The blocked users by name, the newest first, where a roster is known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub blocked_users: Vec<String>,
    /// What the administrator may start without a new file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<ClauseRow>,
}

/// An emergency that a licence permits to start without a new file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ClauseRow {
    /// The licence (`jti`).
    pub license: String,
    /// By how much the limit may be exceeded.
    pub quantity: u64,
    /// For how many calendar months.
    pub months: u64,
}

/// The emergency of an entitlement, as its limit is computed from it.
#[derive(Debug)]
pub(crate) struct Emergency<'a> {
    pub(crate) id: &'a str,
    /// The first start that no purchase has settled.
    current: Option<Start<'a>>,
    /// The clause of a licence that counts.
    clause: Option<(&'a License, &'a EmergencyClause)>,
    now: UnixTime,
}

/// The start of an emergency.
#[derive(Debug, Clone, Copy)]
struct Start<'a> {
    at: UnixTime,
    end: UnixTime,
    license: &'a str,
    /// What is remembered of it.
    record: Option<&'a EmergencyStart>,
}

impl<'a> Emergency<'a> {
    pub(crate) fn state(&self) -> EmergencyState {
        match self.current {
            None => EmergencyState::Armed,
            Some(start) if self.now < start.end => EmergencyState::Running,
            Some(_) => EmergencyState::Locked,
        }
    }

    /// The instant from which it is locked, as far as that can be told now. Only what is remembered locks:
    /// the files alone do not tell what was bought, and used, since.
    pub(crate) fn locked_from(&self) -> Option<UnixTime> {
        self.current.filter(|start| start.record.is_some()).map(|start| start.end)
    }

    /// What a licence's clause adds while its emergency runs, in the order in which emergencies are told.
    pub(crate) fn clause_at(&self, instant: UnixTime) -> Option<(UnixTime, &'a str, u64, u64)> {
        let (license, clause) = self.clause?;
        let start = self.current.filter(|start| start.license == license.id)?;
        (start.at <= instant && instant < start.end).then_some((
            start.at,
            license.id.as_str(),
            license.serial,
            clause.quantity,
        ))
    }

    /// Its row, beside the row of its entitlement.
    pub(crate) fn row(&self, limits: &[LimitRow]) -> EmergencyRow {
        let limit = limits.iter().find(|row| row.id() == self.id);
        let state = self.state();
        let mut row = EmergencyRow {
            id: self.id.to_owned(),
            state,
            license: self.current.map(|start| start.license.to_owned()),
            start: self.current.map(|start| start.at),
            end: self.current.map(|start| start.end),
            quantity: Quantity::ZERO,
            used: 0,
            blocked: 0,
            blocked_users: Vec::new(),
            clause: self.clause.map(|(license, clause)| ClauseRow {
                license: license.id.clone(),
                quantity: clause.quantity,
                months: clause.months,
            }),
        };
        if let Some(LimitRow::Quantity(limit)) = limit {
            row.quantity = limit.emergency;
            row.used = limit.emergency_used;
            row.blocked = if state == EmergencyState::Locked { limit.over_by } else { 0 };
        }
        row
    }
}

/// What is known besides the licences of the account.
pub(crate) struct Circumstances<'c, 'a> {
    pub(crate) judged: Judged<'c>,
    pub(crate) revocations: &'c Revocations<'a>,
    pub(crate) question: &'a Question,
    pub(crate) now: UnixTime,
}

/// The emergencies of an account, by entitlement.
pub(crate) fn emergencies<'a>(own: &[&Member<'a>], case: &Circumstances<'_, 'a>) -> Vec<Emergency<'a>> {
    let mut ids: Vec<&'a str> =
        case.question.history.emergencies.iter().map(|start| &*start.entitlement).collect();
    for member in own.iter().filter(|member| member.is_emergency()) {
        let license: &'a License = member.license;
        let counted = license.entitlements.iter().filter(|entitlement| entitlement.metric != Metric::Feature);
        ids.extend(counted.map(|entitlement| entitlement.id.as_str()));
    }
    let clauses: Vec<(&'a License, &'a EmergencyClause)> = own
        .iter()
        .filter(|member| member.counts && !member.is_emergency())
        .filter_map(|member| Some((&**member.license, member.license.emergency.as_ref()?)))
        .collect();
    ids.extend(clauses.iter().map(|(_, clause)| clause.entitlement.as_str()));
    let mut ids = crate::sort::sorted(ids, |a, b| a.cmp(b));
    ids.dedup();
    let emergency = |id: &'a str| {
        let starts = starts(id, own, case);
        let mut started = starts.into_iter().filter(|start| start.at <= case.now);
        let current = started.find(|start| !is_settled(id, start, own, case));
        let named = clauses.iter().filter(|(_, clause)| clause.entitlement == id).copied();
        // What runs goes on by its own licence's clause; else the newest licence's is offered.
        let running = current.filter(|start| case.now < start.end).and_then(|start| begun(id, &start, own));
        let clause = running.or_else(|| named.max_by_key(|(license, _)| license.age()));
        Emergency { id, current, clause, now: case.now }
    };
    ids.into_iter().map(emergency).collect()
}

/// The clause by which an emergency was started. It lasts until its own end, also where its licence ends
/// before, or is renewed under another id.
fn begun<'a>(id: &str, start: &Start<'_>, own: &[&Member<'a>]) -> Option<(&'a License, &'a EmergencyClause)> {
    let holding = own.iter().filter(|member| {
        member.license.id == start.license
            && member.is_good()
            && member.removed.is_none()
            && !member.is_emergency()
    });
    let clauses = holding.filter_map(|member| {
        let license: &'a License = member.license;
        let clause = license.emergency.as_ref().filter(|clause| clause.entitlement == id)?;
        Some((member.counts, license, clause))
    });
    let newest = clauses.max_by_key(|(counts, license, _)| (*counts, license.serial));
    newest.map(|(_, license, clause)| (license, clause))
}

/// The starts of an entitlement's emergencies, in their order.
fn starts<'a>(id: &str, own: &[&Member<'a>], case: &Circumstances<'_, 'a>) -> Vec<Start<'a>> {
    let records = case.question.history.emergencies.iter().filter(|start| start.entitlement == id);
    let mut starts: Vec<Start<'a>> = Vec::new();
    for member in own.iter().filter(|member| member.is_emergency() && member.takes_effect()) {
        let license: &'a License = member.license;
        let named = license.entitlements.iter().any(|entitlement| entitlement.id == id);
        let adds = named && !member.spent.contains(case.now) && !is_corrected(&license.id, own);
        let Some(end) = license.end().filter(|_| adds) else { continue };
        match starts.iter_mut().find(|start| start.license == license.id) {
            // A later serial of the same licence: it began when the first did, and ends when the last does.
            Some(start) => (start.at, start.end) = (start.at.min(license.start()), end),
            None => {
                let record = records.clone().find(|record| record.license == license.id);
                starts.push(Start { at: license.start(), end, license: &license.id, record });
            }
        }
    }
    for record in records.filter(|record| !is_corrected(&record.license, own)) {
        if !starts.iter().any(|start| start.license == record.license && start.at == record.at) {
            let start =
                Start { at: record.at, end: record.end, license: &record.license, record: Some(record) };
            starts.push(start);
        }
    }
    let order = crate::sort::order(starts.len(), &|a, b| {
        (starts[a].at, starts[a].license).cmp(&(starts[b].at, starts[b].license))
    });
    order.into_iter().map(|index| starts[index]).collect()
}

/// Whether an emergency licence has given its place to a corrected answer to the same request.
fn is_corrected(id: &str, own: &[&Member<'_>]) -> bool {
    let answers = || own.iter().filter(|member| member.is_emergency() && member.takes_effect());
    answers().filter(|member| member.license.id == id).any(|member| answers().any(|by| by.corrects(member)))
}

/// Whether something was bought that ends the emergency: licences that were not known before its start, and
/// that lift what is granted above what the known ones would give, and to the highest usage since.
fn is_settled(id: &str, start: &Start<'_>, own: &[&Member<'_>], case: &Circumstances<'_, '_>) -> bool {
    // What nothing is remembered of is over when its licence is.
    let Some(record) = start.record else { return case.now >= start.end };
    if record.settled.is_some() {
        return true;
    }
    let known = |member: &Member<'_>| record.seen.contains(&member.license.digest());
    let is_bought = |member: &Member<'_>| member.license.kind == LicenseKind::Standard && !known(member);
    let present = || own.iter().filter(|member| member.removed.is_none());
    if !present().any(|member| is_bought(member)) {
        return false;
    }
    let before = own.iter().filter(|member| known(member)).map(|member| member.license).collect();
    let after = present().filter(|member| known(member) || is_bought(member));
    let after = granted(id, after.map(|member| member.license).collect(), case);
    let before = granted(id, before, case);
    let peak = record.peak.max(case.question.usage.get(id).unwrap_or(0));
    after > before && after >= Quantity::Limited(peak)
}

/// What these licences alone would grant now, also those of them that were taken out.
fn granted(id: &str, licenses: Vec<&Verified<License>>, case: &Circumstances<'_, '_>) -> Quantity {
    let mut members = members(&licenses, case.judged, case.revocations, case.question);
    settle(&mut members, &[], case.now);
    let members: Vec<&Member<'_>> = members.iter().collect();
    Limits::new(&members, &Amounts::default(), &[], case.now).granted(id)
}
