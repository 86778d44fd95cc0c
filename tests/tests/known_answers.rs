//! The answers that the description of the format gives for one licence.
#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign::{
    Envelope, File, License, LimitRow, ProductVersion, Question, Report, TrustedKeys, UnixTime, judge,
};
use std::fs;
use std::path::PathBuf;

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/known-answers").join(name)
}

fn report(file: &str, now: i64) -> Report {
    let keys = TrustedKeys::parse(&fs::read(path("keys.json")).unwrap()).unwrap();
    let outcome =
        Envelope::read(&fs::read(path(file)).unwrap()).and_then(|envelope| envelope.verify::<License>(&keys));
    let mut question = Question::at(UnixTime::from_secs(now).unwrap());
    question.product = Some("ucware".into());
    question.product_version = Some(ProductVersion::parse("6.2").unwrap());
    question.usage =
        [("users", 30), ("client_bundle", 7), ("attendant", 5)].map(|(id, n)| (id.into(), n)).into();
    judge(&[File { name: file.into(), outcome: outcome.map(Into::into) }], &question).unwrap()
}

#[test]
fn the_limits_are_those_of_the_description() {
    let expected: serde_json::Value =
        serde_json::from_slice(&fs::read(path("limits.json")).unwrap()).unwrap();
    for file in ["testlizenz.lic", "testlizenz.jwt"] {
        let report = serde_json::to_value(report(file, 1_740_500_000)).unwrap();
        assert_eq!(report["documents"][0]["status"], "active");
        assert_eq!(report["limits"], expected, "{file}");
        assert_eq!(report["warnings"], serde_json::json!([]));
    }
}

#[test]
fn the_status_changes_at_the_instants_of_the_description() {
    for (now, status) in [
        (1_766_500_000, "active"),
        (1_766_700_000, "expiring"),
        (1_767_225_599, "expiring"),
        (1_767_225_600, "grace"),
        (1_767_830_399, "grace"),
        (1_767_830_400, "expired"),
    ] {
        let report = report("testlizenz.lic", now);
        assert_eq!(serde_json::to_value(&report).unwrap()["documents"][0]["status"], status, "{now}");
        let LimitRow::Quantity(users) = report.limit("users").unwrap() else { panic!("users are counted") };
        assert_eq!(users.granted.limit(), Some(if status == "expired" { 0 } else { 501 }));
    }
}
