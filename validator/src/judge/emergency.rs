//! Emergencies: exceeding a limit at once, and paying later.

mod purchases;

use crate::documents::license::{EmergencyClause, License, Metric, Quantity};
use crate::judge::account::Judged;
use crate::judge::history::EmergencyStart;
use crate::judge::limits::LimitRow;
use crate::judge::member::Member;
use crate::judge::question::Question;
use crate::judge::revocations::Revocations;
use crate::values::by_name::ByName;
use crate::values::time::UnixTime;
use purchases::Purchases;
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
        let limit = LimitRow::find(limits, self.id);
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

/// What is known of an account, by name: a file may hold thousands of each, so that to look through all of one
/// for each of another is out of the question.
struct Known<'o, 'a> {
    own: &'o [&'o Member<'a>],
    case: &'o Circumstances<'o, 'a>,
    /// The emergency licences that take effect, by entitlement.
    answers: Index<'a>,
    /// What is remembered, by entitlement.
    records: Index<'a>,
    /// The licences that permit to start one, by entitlement.
    clauses: Index<'a>,
    /// The other licences, by their ids.
    standing: Index<'a>,
    /// The emergency licences that gave their place to a corrected answer to the same request.
    corrected: ByName<'a, bool>,
    purchases: Purchases<'o, 'a>,
}

/// The indices of what has a name.
type Index<'a> = ByName<'a, Vec<usize>>;

/// The emergencies of an account, by entitlement.
pub(crate) fn emergencies<'a>(own: &[&Member<'a>], case: &Circumstances<'_, 'a>) -> Vec<Emergency<'a>> {
    let mut known = Known::new(own, case);
    let mut ids = [known.records.names(), known.clauses.names()].concat();
    for member in own.iter().filter(|member| member.is_emergency()) {
        let license: &'a License = member.license;
        let counted = license.entitlements.iter().filter(|entitlement| entitlement.metric != Metric::Feature);
        ids.extend(counted.map(|entitlement| entitlement.id.as_str()));
    }
    let mut ids = countersign_reader::sort::sorted(ids, |a, b| a.cmp(b));
    ids.dedup();
    ids.into_iter().map(|id| known.emergency(id)).collect()
}

impl<'o, 'a> Known<'o, 'a> {
    fn new(own: &'o [&'o Member<'a>], case: &'o Circumstances<'o, 'a>) -> Self {
        let (mut answers, mut records, mut clauses) = (Index::default(), Index::default(), Index::default());
        let mut standing = Index::default();
        for (index, member) in own.iter().enumerate() {
            let license: &'a License = member.license;
            if !member.is_emergency() {
                standing.at(&license.id).push(index);
                if let Some(clause) = license.emergency.as_ref().filter(|_| member.counts) {
                    clauses.at(&clause.entitlement).push(index);
                }
            } else if member.takes_effect() {
                for entitlement in &license.entitlements {
                    answers.at(&entitlement.id).push(index);
                }
            }
        }
        for (index, start) in case.question.history.emergencies.iter().enumerate() {
            records.at(&start.entitlement).push(index);
        }
        let purchases = Purchases::new(own, case);
        let corrected = corrected(own);
        Self { own, case, answers, records, clauses, standing, corrected, purchases }
    }

    fn emergency(&mut self, id: &'a str) -> Emergency<'a> {
        let now = self.case.now;
        let starts = self.starts(id);
        let mut started = starts.into_iter().filter(|start| start.at <= now);
        let current = started.find(|start| !self.purchases.is_settled(id, start));
        let named = self.clauses.get(id).into_iter().flatten().filter_map(|&index| self.clause(index, id));
        // What runs goes on by its own licence's clause; else the newest licence's is offered.
        let running = current.filter(|start| now < start.end).and_then(|start| self.begun(id, &start));
        let clause = running.or_else(|| named.max_by_key(|(license, _)| license.age()));
        Emergency { id, current, clause, now }
    }

    /// A licence's clause about an entitlement.
    fn clause(&self, index: usize, id: &str) -> Option<(&'a License, &'a EmergencyClause)> {
        let license: &'a License = self.own[index].license;
        let clause = license.emergency.as_ref().filter(|clause| clause.entitlement == id)?;
        Some((license, clause))
    }

    /// The clause by which an emergency was started. It lasts until its own end, also where its licence ends
    /// before, or is renewed under another id.
    fn begun(&self, id: &str, start: &Start<'_>) -> Option<(&'a License, &'a EmergencyClause)> {
        let serials = self.standing.get(start.license).into_iter().flatten();
        let holding = serials.filter(|&&index| {
            let member = self.own[index];
            member.is_good() && member.removed.is_none()
        });
        let clauses = holding.filter_map(|&index| Some((self.own[index].counts, self.clause(index, id)?)));
        let newest = clauses.max_by_key(|(counts, (license, _))| (*counts, license.serial));
        newest.map(|(_, clause)| clause)
    }

    fn is_corrected(&self, license: &str) -> bool {
        self.corrected.get(license).is_some()
    }

    /// The starts of an entitlement's emergencies, in their order.
    fn starts(&self, id: &str) -> Vec<Start<'a>> {
        let emergencies = &self.case.question.history.emergencies;
        let records = self.records.get(id).into_iter().flatten().map(|&index| &emergencies[index]);
        let records = records.filter(|record| !self.is_corrected(&record.license));
        let mut remembered: ByName<'_, Option<&'a EmergencyStart>> = ByName::default();
        for record in records.clone() {
            remembered.at(&record.license).get_or_insert(record);
        }
        let mut starts: Vec<Start<'a>> = Vec::new();
        for &index in self.answers.get(id).into_iter().flatten() {
            let member = self.own[index];
            let license: &'a License = member.license;
            let adds = !member.spent.contains(self.case.now) && !self.is_corrected(&license.id);
            let Some(end) = license.end().filter(|_| adds) else { continue };
            match starts.last_mut().filter(|start| start.license == license.id) {
                // A later serial of the same licence, which stands beside it: it began when the first did,
                // and ends when the last does.
                Some(start) => (start.at, start.end) = (start.at.min(license.start()), end),
                None => {
                    let record = remembered.get(&license.id).copied().flatten();
                    starts.push(Start { at: license.start(), end, license: &license.id, record });
                }
            }
        }
        let answers = starts.len();
        starts.extend(records.map(|record| Start {
            at: record.at,
            end: record.end,
            license: &record.license,
            record: Some(record),
        }));
        let start = |index: usize| (starts[index].at, starts[index].license);
        let mut order = countersign_reader::sort::order(starts.len(), &|a, b| start(a).cmp(&start(b)));
        // What is remembered adds nothing to an answer, or a record, of the same start.
        order.dedup_by(|later, earlier| *later >= answers && start(*later) == start(*earlier));
        order.into_iter().map(|index| starts[index]).collect()
    }
}

/// The ids of the emergency licences that gave their place to a corrected answer to the same request.
fn corrected<'a>(own: &[&Member<'a>]) -> ByName<'a, bool> {
    let answers = || own.iter().filter(|member| member.is_emergency() && member.takes_effect());
    // Every emergency licence answers one.
    let request = |license: &'a License| license.request.as_deref().unwrap_or_default();
    let mut latest: ByName<'a, Option<UnixTime>> = ByName::default();
    for by in answers().map(|member| &**member.license) {
        for id in by.supersedes.iter().filter(|id| **id != by.id) {
            let latest = latest.at_both(request(by), id);
            *latest = Some(by.issued).max(*latest);
        }
    }
    let mut corrected: ByName<'a, bool> = ByName::default();
    for license in answers().map(|member| &**member.license) {
        let by = latest.get_both(request(license), &license.id);
        if by.is_some_and(|by| *by >= Some(license.issued)) {
            *corrected.at(&license.id) = true;
        }
    }
    corrected
}
