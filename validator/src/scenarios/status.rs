//! The status of a licence, to the second, and the order in which statuses apply.

use super::Claims;
use super::reading::{DAY, answer, at, lock_code, reasons, report, status, statuses, warnings};
use crate::{Host, ProductVersion, Question, Side};

/// After every licence here was issued.
const NOW: i64 = 1_500_000_000;
const END: i64 = 1_600_000_000;

fn at_now() -> Question {
    Question::at(at(NOW))
}

#[test]
fn a_licence_expires_to_the_second() {
    let license = Claims::new("L-1").users(1).ending(END);
    for (now, expected) in [
        (END - 15 * DAY - 1, "active"),
        (END - 15 * DAY, "expiring"),
        (END - 15 * DAY + 1, "expiring"),
        (END - 1, "expiring"),
        (END, "expired"),
        (END + 1, "expired"),
    ] {
        assert_eq!(status(&license, now), expected, "{now}");
    }
}

#[test]
fn grace_follows_the_end_and_ends_to_the_second() {
    let license = Claims::new("L-1").users(1).with("lic.grace_days", 7).ending(END);
    for (now, expected) in [
        (END - 1, "expiring"),
        (END, "grace"),
        (END + 1, "grace"),
        (END + 7 * DAY - 1, "grace"),
        (END + 7 * DAY, "expired"),
        (END + 7 * DAY + 1, "expired"),
    ] {
        assert_eq!(status(&license, now), expected, "{now}");
    }
}

#[test]
fn of_a_trials_end_is_warned_later() {
    let license = Claims::new("L-1").users(1).with("lic.kind", "trial").ending(END);
    for (now, expected) in
        [(END - 7 * DAY - 1, "active"), (END - 7 * DAY, "expiring"), (END - 7 * DAY + 1, "expiring")]
    {
        assert_eq!(status(&license, now), expected, "{now}");
    }
    for kind in ["standard", "temporary"] {
        let license = Claims::new("L-1").users(1).with("lic.kind", kind).ending(END);
        assert_eq!(status(&license, END - 15 * DAY), "expiring", "{kind}");
    }
}

#[test]
fn a_licence_starts_to_the_second() {
    let license = Claims::new("L-1").users(1).with("nbf", NOW);
    for (now, expected) in [(NOW - 1, "not_yet_valid"), (NOW, "active"), (NOW + 1, "active")] {
        assert_eq!(status(&license, now), expected, "{now}");
    }
}

#[test]
fn a_perpetual_licence_is_active_to_the_last_instant() {
    assert_eq!(status(&Claims::new("L-1").users(1), 253_402_300_799), "active");
}

#[test]
fn grace_may_reach_past_the_last_instant_that_can_be_named() {
    let license = Claims::new("L-1").users(1).with("lic.grace_days", 3650).ending(253_402_300_799);
    assert_eq!(status(&license, 253_402_300_799), "grace");
}

#[test]
fn a_version_that_is_not_covered_is_wrong() {
    let license = Claims::new("L-1").users(1).with("lic.versions", "5");
    for (version, expected) in [
        ("4.9.9", "wrong_version"),
        ("5", "active"),
        ("5.0", "active"),
        ("5.1", "active"),
        ("5.99.99", "active"),
        ("6.0", "wrong_version"),
        ("6.0.0-alpha", "wrong_version"),
    ] {
        let mut question = at_now();
        question.product_version = Some(ProductVersion::parse(version).expect("a version"));
        let report = answer(&[&license], &question);
        assert_eq!(statuses(&report), [expected], "{version}");
        assert!(warnings(&report).is_empty());
    }
    let report = report(&[&license], NOW);
    assert_eq!(statuses(&report), ["active"]);
    assert_eq!(warnings(&report), ["version_not_judged"]);
}

#[test]
fn a_bound_licence_counts_on_its_hosts() {
    let codes = ["a", "b"].map(|value| lock_code(value).to_string());
    let bound = Claims::new("L-1").users(1).with("lic.hosts", serde_json::json!({ "lock_codes": codes }));
    for (host, expected) in [
        (Host::Unknown, "wrong_host"),
        (Host::LockCode(lock_code("a")), "active"),
        (Host::LockCode(lock_code("b")), "active"),
        (Host::LockCode(lock_code("c")), "wrong_host"),
        (Host::Any, "active"),
    ] {
        let mut question = at_now();
        question.host = host.clone();
        let report = answer(&[&bound], &question);
        assert_eq!(statuses(&report), [expected], "{host:?}");
        let expected: &[&str] = if host == Host::Any { &["host_not_judged"] } else { &[] };
        assert_eq!(warnings(&report), expected, "{host:?}");
    }
    let mut question = at_now();
    question.host = Host::LockCode(lock_code("c"));
    assert_eq!(statuses(&answer(&[&Claims::new("L-2").users(1)], &question)), ["active"]);
}

#[test]
fn an_activation_that_is_required_and_missing_is_said() {
    let license = Claims::new("L-1").users(1).with("lic.activation", "required");
    assert_eq!(status(&license, NOW), "activation_required");
    let license = Claims::new("L-1").users(1).with("lic.activation", "none");
    assert_eq!(status(&license, NOW), "active");
}

/// One licence to which everything applies that can be made to, taken away one by one.
#[test]
fn the_first_that_applies_is_the_status_and_the_others_are_reasons() {
    let base = Claims::new("L-1").users(1).ending(END);
    let mut question = Question::at(at(END));
    question.product = Some("orange-uce".into());
    question.account = Some("site-1".into());
    question.product_version = Some(ProductVersion::parse("6").expect("a version"));

    let codes = serde_json::json!({ "lock_codes": [lock_code("a").to_string()] });
    let unactivated = base.with("lic.activation", "required");
    let elsewhere = unactivated.clone().with("lic.hosts", codes);
    let outdated = elsewhere.clone().with("lic.versions", "5");
    let foreign = outdated.clone().with("sub", "site-2");
    let strange = foreign.clone().with("aud", "ucware");
    let mut expected = vec!["expired"];
    for (license, code) in [
        (&unactivated, "activation_required"),
        (&elsewhere, "wrong_host"),
        (&outdated, "wrong_version"),
        (&foreign, "wrong_account"),
        (&strange, "wrong_product"),
    ] {
        expected.insert(0, code);
        let report = answer(&[license], &question);
        assert_eq!(statuses(&report), [code]);
        assert_eq!(reasons(&report, 0), expected);
    }

    // The conflict and the successor must be of the same account.
    let successor = strange.clone().with("lic.serial", 2).with("lic.versions", "6");
    let successor = successor.with("lic.activation", "none").with(
        "lic.hosts",
        serde_json::json!({
            "lock_codes": [lock_code("b").to_string()],
        }),
    );
    question.host = Host::LockCode(lock_code("b"));
    expected.insert(0, "superseded");
    assert_eq!(reasons(&answer(&[&strange, &successor], &question), 0), expected);
    let other = strange.clone().with("lic.name", "another");
    expected.insert(0, "conflict");
    let report = answer(&[&strange, &successor, &other], &question);
    assert_eq!(statuses(&report), ["conflict", "wrong_product", "conflict"]);
    assert_eq!(reasons(&report, 0), expected);
}

#[test]
fn a_reason_has_both_sides() {
    let license = Claims::new("L-1").users(1).ending(END);
    let report = report(&[&license], END);
    let crate::DocumentOutcome::Authentic(row) = &report.documents[0].outcome else {
        panic!("the licence is authentic")
    };
    assert_eq!(row.reasons[0].found, Side::Instant(at(END)));
    assert_eq!(row.reasons[0].needed, Side::Instant(at(END)));
    assert!(!row.counts);
}
