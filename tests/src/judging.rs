//! Asking for a report, and reading it.

use crate::Claims;
use countersign::{
    Amounts, DocumentOutcome, FeatureRow, File, LimitRow, LockCode, Part, PartName, QuantityRow, Question,
    Report, UnixTime, Warning, judge,
};

/// The seconds of a day.
pub const DAY: i64 = 86_400;

/// An instant.
pub fn at(secs: i64) -> UnixTime {
    UnixTime::from_secs(secs).expect("an instant that documents can name")
}

/// Amounts by entitlement id.
pub fn amounts(pairs: &[(&str, u64)]) -> Amounts {
    pairs.iter().map(|&(id, amount)| (id.to_owned(), amount)).collect()
}

/// The lock code of a host, by its machine id.
pub fn lock_code(machine_id: &str) -> LockCode {
    LockCode::of(&Vec::from_iter(Part::new(PartName::MachineId, machine_id))).expect("a machine id")
}

/// The report on these licences at an instant, with nothing else known.
pub fn report(licenses: &[&Claims], now: i64) -> Report {
    answer(licenses, &Question::at(at(now)))
}

/// The report on these licences.
pub fn answer(licenses: &[&Claims], question: &Question) -> Report {
    let files: Vec<File> = licenses.iter().map(|claims| claims.file()).collect();
    judge(&files, question).expect("the question is in order")
}

/// The statuses of the documents, in their order.
pub fn statuses(report: &Report) -> Vec<&'static str> {
    let mut statuses = Vec::new();
    for row in &report.documents {
        match &row.outcome {
            DocumentOutcome::Authentic(row) => statuses.push(row.status.as_str()),
            other => panic!("{}: {other:?}", row.file),
        }
    }
    statuses
}

/// The codes of all reasons of a document.
pub fn reasons(report: &Report, document: usize) -> Vec<&'static str> {
    match &report.documents[document].outcome {
        DocumentOutcome::Authentic(row) => row.reasons.iter().map(|reason| reason.code.as_str()).collect(),
        other => panic!("{other:?}"),
    }
}

/// The row of an entitlement that is counted.
pub fn quantity<'r>(report: &'r Report, id: &str) -> &'r QuantityRow {
    match report.limit(id) {
        Some(LimitRow::Quantity(row)) => row,
        other => panic!("{id} is counted, and not {other:?}"),
    }
}

/// The row of a feature.
pub fn feature<'r>(report: &'r Report, id: &str) -> &'r FeatureRow {
    match report.limit(id) {
        Some(LimitRow::Feature(row)) => row,
        other => panic!("{id} is a feature, and not {other:?}"),
    }
}

/// A warning of each kind.
pub fn every_warning() -> [Warning; 11] {
    let (id, jti) = (String::new(), String::new());
    [
        Warning::ClockRollback { by: DAY + 1 },
        Warning::VersionNotJudged,
        Warning::HostNotJudged,
        Warning::InstallationNotJudged,
        Warning::QuorumNotJudged,
        Warning::DuplicateSlot { id: id.clone(), slot: 1, activations: [jti.clone(), jti.clone()] },
        Warning::LedgerForked { n: 1, activations: [jti.clone(), jti.clone()] },
        Warning::RevocationMissing,
        Warning::RevocationStale { jti: jti.clone(), next_update: UnixTime::MAX },
        Warning::MetricConflict { id: id.clone(), jti },
        Warning::UsageUnknown { id },
    ]
}
