//! Asking for a report, and reading it.

pub(super) use crate::values::time::DAY;

use super::Claims;
use crate::judge::single::Single;
use crate::{
    Amounts, DocumentOutcome, DocumentRow, FeatureRow, File, License, LimitRow, LockCode, Part, PartName,
    QuantityRow, Question, Report, Status, UnixTime, Verified, VerifiedDocument, Warning, judge,
};
use serde_json::json;

/// An instant.
pub(super) fn at(secs: i64) -> UnixTime {
    UnixTime::from_secs(secs).expect("an instant that documents can name")
}

/// Amounts by entitlement id.
pub(super) fn amounts(pairs: &[(&str, u64)]) -> Amounts {
    pairs.iter().map(|&(id, amount)| (id.to_owned(), amount)).collect()
}

/// The lock code of a host, by its machine id.
pub(super) fn lock_code(machine_id: &str) -> LockCode {
    LockCode::of(&Vec::from_iter(Part::new(PartName::MachineId, machine_id))).expect("a machine id")
}

/// The report on these licences at an instant, with nothing else known.
pub(super) fn report(licenses: &[&Claims], now: i64) -> Report {
    answer(licenses, &Question::at(at(now)))
}

/// The report on these licences. Where it is on one of which nothing is remembered, the licence judged alone is
/// worth the same.
pub(super) fn answer(licenses: &[&Claims], question: &Question) -> Report {
    let files: Vec<File> = licenses.iter().map(|claims| claims.file()).collect();
    let report = judge(&files, question).expect("the question is in order");
    let history = &question.history;
    if let [file] = files.as_slice()
        && let Some(license) = file.document().and_then(VerifiedDocument::license)
        && history.removed.is_empty()
        && history.emergencies.is_empty()
        && history.clock.mark().is_none()
    {
        assert_eq!(alone(license, question), of_set(&report));
    }
    report
}

type Verdict = (Status, Vec<Status>, Vec<serde_json::Value>);

fn alone(license: &Verified<License>, question: &Question) -> Verdict {
    let single = Single::judge(license, question).expect("the question is in order");
    let rows = single.rows(license, question, None);
    for row in &rows {
        assert_eq!(json!(single.rows(license, question, Some(row.id()))), json!([row]));
    }
    assert!(single.rows(license, question, Some("none_has_this_id")).is_empty());
    (single.status, single.reasons, rows.iter().map(|row| json!(row)).collect())
}

fn of_set(report: &Report) -> Verdict {
    let [DocumentRow { outcome: DocumentOutcome::Authentic(row), .. }] = report.documents.as_slice() else {
        panic!("one licence is judged, and not {:?}", report.documents)
    };
    (
        row.status,
        row.reasons.iter().map(|reason| reason.code).collect(),
        report.limits.iter().map(|row| json!(row)).collect(),
    )
}

/// The statuses of the documents, in their order.
pub(super) fn statuses(report: &Report) -> Vec<&'static str> {
    let mut statuses = Vec::new();
    for row in &report.documents {
        match &row.outcome {
            DocumentOutcome::Authentic(row) => statuses.push(row.status.as_str()),
            other => panic!("{}: {other:?}", row.file),
        }
    }
    statuses
}

/// The status of the only licence at an instant.
pub(super) fn status(license: &Claims, now: i64) -> &'static str {
    statuses(&report(&[license], now))[0]
}

/// The codes of all reasons of a document.
pub(super) fn reasons(report: &Report, document: usize) -> Vec<&'static str> {
    match &report.documents[document].outcome {
        DocumentOutcome::Authentic(row) => row.reasons.iter().map(|reason| reason.code.as_str()).collect(),
        other => panic!("{other:?}"),
    }
}

/// The row of an entitlement that is counted.
pub(super) fn quantity<'r>(report: &'r Report, id: &str) -> &'r QuantityRow {
    match report.limit(id) {
        Some(LimitRow::Quantity(row)) => row,
        other => panic!("{id} is counted, and not {other:?}"),
    }
}

/// The row of a feature.
pub(super) fn feature<'r>(report: &'r Report, id: &str) -> &'r FeatureRow {
    match report.limit(id) {
        Some(LimitRow::Feature(row)) => row,
        other => panic!("{id} is a feature, and not {other:?}"),
    }
}

/// How many users are granted at an instant, with nothing in use.
pub(super) fn users(licenses: &[&Claims], now: i64) -> Option<u64> {
    quantity(&report(licenses, now), "users").granted.limit()
}

/// The codes of the warnings.
pub(super) fn warnings(report: &Report) -> Vec<&'static str> {
    report.warnings.iter().map(Warning::code).collect()
}
