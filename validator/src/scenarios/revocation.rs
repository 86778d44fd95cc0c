//! What revocation lists take away, and which lists and trust updates take effect.

use super::Claims;
use super::reading::{answer, at, reasons, report, statuses, users, warnings};
use crate::judge::question::RevocationPolicy;
use crate::{Question, Side};
use serde_json::json;

const NOW: i64 = 1_500_000_000;

fn license(id: &str, users: u64) -> Claims {
    Claims::new(id).users(users)
}

#[test]
fn a_revoked_licence_grants_nothing() {
    let (base, more, list) = (license("L-1", 20), license("L-2", 5), Claims::revoking(&["L-2"], 1));
    let report = report(&[&base, &more, &list], NOW);
    assert_eq!(statuses(&report), ["active", "revoked", "active"]);
    assert_eq!(users(&[&list, &more, &base], NOW), Some(20));
    let row = report.documents[1].outcome.clone();
    let crate::DocumentOutcome::Authentic(row) = row else { panic!("{row:?}") };
    assert_eq!(row.reasons[0].found, Side::Text("R-1 1".into()));
    assert_eq!(row.reasons[0].needed, Side::Text("no list that names it".into()));
}

#[test]
fn revoked_comes_before_every_other_status() {
    let ended = license("L-1", 20).ending(NOW);
    let report =
        report(&[&ended, &ended.clone().with("lic.name", "other"), &Claims::revoking(&["L-1"], 1)], NOW);
    assert_eq!(reasons(&report, 0), ["revoked", "conflict", "expired"]);
}

#[test]
fn a_revoked_successor_gives_the_place_back() {
    let (first, second) = (license("L-1", 20), license("L-1", 5).with("lic.serial", 2));
    let entries = json!([{ "jti": "L-1", "serial": 1 }]);
    assert_eq!(users(&[&first, &second], NOW), Some(5));
    let named = license("L-2", 7).with("lic.supersedes", json!(["L-1"]));
    assert_eq!(users(&[&first, &named], NOW), Some(7));
    assert_eq!(users(&[&first, &named, &Claims::revoking(&["L-2"], 1)], NOW), Some(20));
    let only_first = Claims::revoking(&[], 1).with("rev.revoked", entries);
    assert_eq!(statuses(&report(&[&first, &second, &only_first], NOW)), ["revoked", "active", "active"]);
}

#[test]
fn of_two_lists_the_one_with_the_higher_serial_holds() {
    let (base, old, new) = (license("L-1", 20), Claims::revoking(&["L-1"], 1), Claims::revoking(&[], 2));
    for files in [[&base, &old, &new], [&base, &new, &old]] {
        assert_eq!(statuses(&report(&files, NOW))[0], "active");
    }
    let judged = report(&[&old, &new], NOW);
    assert_eq!(statuses(&judged), ["superseded", "active"]);
    let row = judged.documents[0].outcome.clone();
    let crate::DocumentOutcome::Authentic(row) = row else { panic!("{row:?}") };
    assert_eq!((&row.reasons[0].found, &row.reasons[0].needed), (&Side::Serial(1), &Side::Serial(2)));
    let same_serial = Claims::revoking(&["L-2"], 1).with("jti", "R-9");
    let both = report(&[&base, &license("L-2", 5), &old, &same_serial], NOW);
    assert_eq!(statuses(&both), ["revoked", "revoked", "active", "active"], "neither hides the other");
}

#[test]
fn a_list_reaches_its_own_issuer_and_product_only() {
    let base = license("L-1", 20);
    let mut question = Question::at(at(NOW));
    question.issuer = Some("https://vendor.example".into());
    question.product = Some("orange-uce".into());
    for (member, other, status) in
        [("iss", "https://other.example", "wrong_account"), ("aud", "ucware", "wrong_product")]
    {
        let foreign = Claims::revoking(&["L-1"], 9).with(member, other).with("iat", NOW + 1);
        let report = answer(&[&base, &foreign], &question);
        assert_eq!(statuses(&report), ["active", status]);
        assert_eq!(report.judged_at, at(NOW), "nor does it raise the floor");
        // Nor does it take the place of a list of the judged issuer's.
        let own = Claims::revoking(&["L-1"], 1);
        assert_eq!(statuses(&answer(&[&base, &foreign, &own], &question))[0], "revoked");
    }
}

#[test]
fn the_issue_of_a_list_is_past_and_that_of_a_revoked_licence_is_not() {
    let list = Claims::revoking(&["L-1"], 1).with("iat", NOW + 9);
    let revoked = license("L-1", 20).with("iat", NOW + 99);
    assert_eq!(report(&[&revoked], NOW).judged_at, at(NOW + 99));
    assert_eq!(report(&[&revoked, &license("L-2", 1), &list], NOW).judged_at, at(NOW + 9));
}

#[test]
fn a_list_that_is_overdue_still_revokes_and_is_warned_of() {
    let list = Claims::revoking(&["L-1"], 1).with("rev.next_update", NOW);
    let base = license("L-1", 20);
    for (now, expected) in
        [(NOW - 1, &[][..]), (NOW, &["revocation_stale"]), (NOW + 1, &["revocation_stale"])]
    {
        let report = report(&[&base, &list], now);
        assert_eq!(statuses(&report)[0], "revoked");
        assert_eq!(warnings(&report), expected);
    }
}

#[test]
fn where_a_list_is_required_its_lack_is_warned_of() {
    let mut question = Question::at(at(NOW));
    let base = license("L-1", 20);
    assert!(warnings(&answer(&[&base], &question)).is_empty());
    question.revocations = RevocationPolicy::Required;
    assert_eq!(warnings(&answer(&[&base], &question)), ["revocation_missing"]);
    let list = Claims::revoking(&[], 1);
    assert!(warnings(&answer(&[&base, &list], &question)).is_empty());
    let foreign = list.with("aud", "ucware");
    question.product = Some("orange-uce".into());
    assert_eq!(warnings(&answer(&[&base, &foreign], &question)), ["revocation_missing"]);
}

#[test]
fn of_an_issuers_trust_updates_the_one_with_the_highest_serial_holds() {
    let [first, second, third] = [1, 2, 3].map(Claims::trust_update);
    assert_eq!(statuses(&report(&[&first], NOW)), ["active"]);
    assert_eq!(statuses(&report(&[&second, &third, &first], NOW)), ["superseded", "active", "superseded"]);
    let foreign = third.with("iss", "https://other.example");
    assert_eq!(statuses(&report(&[&second, &foreign, &first], NOW)), ["active", "active", "superseded"]);
}

#[test]
fn a_list_alone_tells_its_date_too() {
    let list = Claims::revoking(&[], 1).with("iat", NOW + 5);
    let report = report(&[&list], NOW);
    assert_eq!((statuses(&report), report.floor), (vec!["active"], Some(at(NOW + 5))));
    let mut other = Question::at(at(NOW));
    other.product = Some("ucware".into());
    assert_eq!(answer(&[&list], &other).floor, None);
}

#[test]
fn lists_tell_the_same_in_any_order_and_however_often() {
    let base = license("L-1", 20);
    let lists =
        ["R-1", "R-2"].map(|id| Claims::revoking(&["L-1"], 1).with("jti", id).with("rev.next_update", NOW));
    let told = |documents: &[&Claims]| {
        let report = report(documents, NOW);
        let crate::DocumentOutcome::Authentic(row) = &report.documents[0].outcome else {
            panic!("{report:?}")
        };
        (row.reasons.clone(), report.warnings.clone())
    };
    let expected = told(&[&base, &lists[0], &lists[1]]);
    assert_eq!(expected.1.len(), 2);
    assert_eq!(told(&[&base, &lists[1], &lists[0]]), expected);
    assert_eq!(told(&[&base, &lists[1], &lists[0], &lists[1]]), expected);
}
