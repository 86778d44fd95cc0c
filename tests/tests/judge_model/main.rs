//! Judging against its rules as they are written.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod model;

use countersign::{
    DocumentOutcome, File, LimitRow, Metric, Quantity, QuantityRow, Report, UnixTime, Verdict,
    VerifiedDocument, judge,
};
use countersign_tests::Claims;
use countersign_tests::random::{documents, question};
use model::{Model, is_emergency};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn compare(report: &Report, model: &Model<'_>, files: &[File]) -> Result<(), TestCaseError> {
    prop_assert_eq!(report.judged_at.as_secs(), model.now);
    let floor = report.floor.map_or(i64::MIN, UnixTime::as_secs);
    prop_assert_eq!(floor, model.floor());
    prop_assert_eq!(&report.edition, &model.edition());
    for (row, file) in report.documents.iter().zip(files) {
        let DocumentOutcome::Authentic(row) = &row.outcome else { panic!("{row:?}") };
        let reasons: Vec<_> = row.reasons.iter().map(|reason| reason.code.as_str()).collect();
        let expected = match file.outcome.as_ref().unwrap() {
            VerifiedDocument::License(license) => model.reasons(license),
            VerifiedDocument::RevocationList(list) => model.list_reasons(list),
            other => panic!("{other:?}"),
        };
        prop_assert_eq!(row.status.as_str(), expected.first().copied().unwrap_or("active"));
        prop_assert_eq!(&reasons, &expected, "{} {:?}", row.jti, row.serial);
    }
    let stale = report.warnings.iter().filter(|warning| warning.code() == "revocation_stale").count();
    prop_assert_eq!(stale, model.own_lists().filter(|list| model.now >= list.next_update.as_secs()).count());
    prop_assert!(report.limits.iter().map(LimitRow::id).eq(model.ids()));
    for row in &report.limits {
        let sources = |emergency: bool| -> BTreeSet<_> {
            let parts = model.parts(row.id()).into_iter();
            let parts = parts.filter(|(license, _)| emergency || !is_emergency(license));
            parts.map(|(license, _)| (license.id.clone(), license.serial)).collect()
        };
        let told = match row {
            LimitRow::Feature(row) => {
                prop_assert_eq!((row.metric, row.granted), (model.metric(&row.id), !row.sources.is_empty()));
                prop_assert_eq!(Metric::Feature, row.metric);
                (&row.sources, true)
            }
            LimitRow::Quantity(row) => {
                let ((granted, allowed), emergency) = (model.granted(&row.id), model.emergency(&row.id));
                prop_assert_eq!((row.granted, row.emergency), (granted, emergency), "{}", row.id);
                prop_assert_eq!((row.metric, row.allowed), (model.metric(&row.id), allowed.plus(emergency)));
                decisions(report, row)?;
                (&row.sources, false)
            }
        };
        let found: BTreeSet<_> = told.0.iter().map(|source| (source.jti.clone(), source.serial)).collect();
        prop_assert_eq!(found.len(), told.0.len(), "each source once");
        prop_assert_eq!(found, sources(told.1), "{}", row.id());
    }
    Ok(())
}

/// What may be added is what the row leaves.
fn decisions(report: &Report, row: &QuantityRow) -> Result<(), TestCaseError> {
    let total = row.granted.plus(row.emergency);
    for adding in [0, 1, 7, 300] {
        let wanted = Quantity::Limited(row.used + adding);
        let decision = report.decide(&row.id, adding);
        let expected = match () {
            () if wanted <= total => Verdict::Allow,
            () if wanted <= row.allowed => Verdict::AllowOverage,
            () => Verdict::Deny,
        };
        prop_assert_eq!(decision.decision, expected, "{} more of {:?}", adding, row);
        prop_assert_eq!(decision.emergency, expected == Verdict::Allow && wanted > row.granted);
        prop_assert_eq!(decision.code.is_some(), expected == Verdict::Deny);
        prop_assert_eq!((decision.used, decision.requested), (row.used, adding));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn judging_is_what_its_rules_say(documents in documents(), question in question()) {
        let files: Vec<File> = documents.iter().map(Claims::file).collect();
        let model = Model::new(&files, &question);
        let entry_feature = question.entry.iter().any(|(id, _)| model.metric(id) == Metric::Feature);
        match judge(&files, &question) {
            Ok(report) => {
                prop_assert!(!entry_feature);
                compare(&report, &model, &files)?;
            }
            Err(error) => prop_assert!(entry_feature, "{}", error),
        }
    }
}
