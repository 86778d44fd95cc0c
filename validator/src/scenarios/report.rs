//! The JSON of a report.

use super::Claims;
use super::reading::{DAY, amounts, answer, at};
use crate::{Host, ProductVersion, Question, judge};
use serde_json::{Value, json};

const NOW: i64 = 1_500_000_000;
const ISSUED: i64 = 1_400_000_000;
const END: i64 = NOW + 30 * DAY;

fn to_json(licenses: &[&Claims], question: &Question) -> Value {
    serde_json::to_value(answer(licenses, question)).unwrap()
}

#[test]
fn a_report_has_a_row_for_each_file_and_each_limit() {
    let base = Claims::new("L-1")
        .with("iat", ISSUED)
        .with("lic.edition", "Enterprise")
        .users(20)
        .granting(json!({ "id": "fax", "metric": "feature" }));
    let more = Claims::new("L-2").users("unlimited").ending(END);
    let mut question = Question::at(at(NOW));
    question.usage = amounts(&[("users", 19)]);
    assert_eq!(
        to_json(&[&base, &more], &question),
        json!({
            "now": NOW,
            "judged_at": NOW,
            "floor": ISSUED,
            "product": "orange-uce",
            "account": "site-1",
            "edition": "Enterprise",
            "documents": [
                {
                    "file": "L-1.lic", "typ": "license+jwt", "issuer": "https://vendor.example",
                    "jti": "L-1", "serial": 1, "status": "active", "counts": true, "reasons": [],
                },
                {
                    "file": "L-2.lic", "typ": "license+jwt", "issuer": "https://vendor.example",
                    "jti": "L-2", "serial": 1, "status": "active", "counts": true, "reasons": [],
                },
            ],
            "limits": [
                {
                    "id": "fax", "metric": "feature", "granted": true,
                    "sources": [{ "jti": "L-1", "serial": 1 }],
                },
                {
                    "id": "users", "metric": "user", "granted": "unlimited", "emergency": 0, "used": 19,
                    "available": "unlimited", "emergency_used": 0, "over_by": 0, "allowed": "unlimited",
                    "state": "ok",
                    "sources": [
                        { "jti": "L-1", "serial": 1, "quantity": 20 },
                        { "jti": "L-2", "serial": 1, "quantity": "unlimited", "end": END },
                    ],
                    "next_change": { "at": END, "granted": 20, "emergency": 0 },
                },
            ],
            "emergency": [],
            "warnings": [],
        })
    );
}

#[test]
fn a_reason_is_given_with_what_was_found_where_something_was() {
    let code = super::reading::lock_code("a").to_string();
    let license = Claims::new("L-1")
        .users(1)
        .with("lic.hosts", json!({ "lock_codes": [code] }))
        .with("lic.versions", "6")
        .ending(NOW);
    let mut question = Question::at(at(NOW));
    question.product_version = Some(ProductVersion::parse("5.1").unwrap());
    let reasons = |question: &Question| to_json(&[&license], question)["documents"][0]["reasons"].clone();
    let version = json!({ "code": "wrong_version", "found": "5.1.0", "needed": "6" });
    let expired = json!({ "code": "expired", "found": NOW, "needed": NOW });
    assert_eq!(reasons(&question), json!([version, { "code": "wrong_host", "needed": [code] }, expired]));
    let other = super::reading::lock_code("b");
    question.host = Host::LockCode(other);
    let host = json!({ "code": "wrong_host", "found": other.to_string(), "needed": [code] });
    assert_eq!(reasons(&question), json!([version, host, expired]));
}

#[test]
fn without_files_only_what_is_known_is_told() {
    let report = judge(&[], &Question::at(at(NOW))).unwrap();
    assert_eq!(
        serde_json::to_value(report).unwrap(),
        json!({
            "now": NOW, "judged_at": NOW, "edition": "Entry",
            "documents": [], "limits": [], "emergency": [], "warnings": [],
        })
    );
}

#[test]
fn a_warning_says_of_what_it_warns() {
    let license = |id: &str, metric: &str| {
        Claims::new(id)
            .with("iat", ISSUED)
            .with("lic.versions", "5")
            .granting(json!({ "id": "seats", "metric": metric, "quantity": 1 }))
    };
    let mut question = Question::at(at(ISSUED - 2 * DAY));
    question.usage = [("telex".to_owned(), 1)].into();
    question.host = Host::Any;
    assert_eq!(
        to_json(&[&license("L-1", "host"), &license("L-2", "user")], &question)["warnings"],
        json!([
            { "code": "clock_rollback", "by": 2 * DAY },
            { "code": "version_not_judged" },
            { "code": "host_not_judged" },
            { "code": "metric_conflict", "id": "seats", "jti": "L-2" },
            { "code": "usage_unknown", "id": "telex" },
        ])
    );
}

#[test]
fn what_licences_permit_of_volume_activation_comes_together() {
    let volume = |licenses: &[&Claims]| to_json(licenses, &Question::at(at(NOW)))["volume"].clone();
    let license = |id: &str, terms: Value| Claims::new(id).users(1).with("lic.volume", terms);
    let kms = license("L-1", json!({ "method": "kms", "client_kind": "server" })).with("iat", ISSUED);
    let later = license("L-2", json!({ "method": "kms" })).with("iat", ISSUED + 1);
    let mak = license("L-3", json!({ "method": "mak", "quantity": 20 }));
    let more = license("L-4", json!({ "method": "mak", "quantity": 5 })).with("iat", ISSUED + 2);
    let most = license("L-5", json!({ "method": "mak", "quantity": 9_007_199_254_740_991_u64 }));
    assert_eq!(volume(&[&kms]), json!({ "method": "kms", "client_kind": "server" }));
    assert_eq!(volume(&[&mak]), json!({ "method": "mak", "quantity": 20 }));
    // Quantities add up, and of the rest the newest is said, in whatever order.
    let all = json!({ "method": "mak", "client_kind": "client", "quantity": 25 });
    assert_eq!(volume(&[&kms, &later, &mak, &more]), all);
    assert_eq!(volume(&[&more, &mak, &later, &kms]), all);
    assert_eq!(volume(&[&mak, &most])["quantity"], 9_007_199_254_740_991_u64);
    // What does not count permits nothing, and neither does an emergency licence.
    let ended = more.clone().ending(NOW - DAY);
    let emergency = license("L-6", json!({ "method": "mak", "quantity": 1 })).emergency(NOW - DAY, END);
    let other = most.clone().with("aud", "ucware");
    let mut question = Question::at(at(NOW));
    question.product = Some("orange-uce".to_owned());
    let report = to_json(&[&kms, &ended, &emergency, &other], &question);
    assert_eq!(report["volume"], json!({ "method": "kms", "client_kind": "server" }));
    assert_eq!(to_json(&[&ended], &question).get("volume"), None);
}
