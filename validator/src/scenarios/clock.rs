//! The judged instant: a clock that is behind what is certainly past, and what comes next.

use super::Claims;
use super::reading::{DAY, answer, at, feature, quantity, report, statuses, users, warnings};
use crate::{License, Quantity, Question, Warning};
use serde_json::json;

const ISSUED: i64 = 1_500_000_000;
const END: i64 = 1_600_000_000;

fn license() -> Claims {
    Claims::new("L-1").with("iat", ISSUED).users(20)
}

#[test]
fn the_issue_of_a_licence_is_past() {
    let ending = license().ending(ISSUED);
    for (now, judged_at) in [(ISSUED - 1, ISSUED), (ISSUED, ISSUED), (ISSUED + 1, ISSUED + 1)] {
        let report = report(&[&ending], now);
        assert_eq!((report.now, report.judged_at, report.floor), (at(now), at(judged_at), Some(at(ISSUED))));
        assert_eq!(statuses(&report), ["expired"]);
    }
}

#[test]
fn a_clock_that_is_more_than_a_day_behind_is_said() {
    for (now, expected) in [(ISSUED - DAY - 1, Some(DAY + 1)), (ISSUED - DAY, None), (ISSUED - DAY + 1, None)]
    {
        let warnings = report(&[&license()], now).warnings;
        assert_eq!(warnings, Vec::from_iter(expected.map(|by| Warning::ClockRollback { by })), "{now}");
    }
}

#[test]
fn the_embedder_may_know_a_later_instant() {
    let mut question = Question::at(at(ISSUED));
    question.floor = Some(at(END));
    let judged = answer(&[&license().ending(END)], &question);
    assert_eq!((judged.judged_at, judged.floor), (at(END), Some(at(END))));
    assert_eq!(statuses(&judged), ["expired"]);
    assert_eq!(warnings(&judged), ["clock_rollback"]);
    question.floor = Some(at(ISSUED - 1));
    assert_eq!(answer(&[&license()], &question).floor, Some(at(ISSUED)));
    assert_eq!(answer(&[], &question).judged_at, at(ISSUED));
}

#[test]
fn of_one_licence_only_the_highest_serial_raises_the_floor() {
    let mistaken = license().with("iat", ISSUED + 1_000 * DAY);
    let mended = license().with("lic.serial", 2);
    assert_eq!(report(&[&mistaken], ISSUED).floor, Some(at(ISSUED + 1_000 * DAY)));
    assert_eq!(report(&[&mistaken, &mended], ISSUED).floor, Some(at(ISSUED)));
    let other = Claims::new("L-2").with("iat", ISSUED + 5).users(1);
    assert_eq!(report(&[&mistaken, &mended, &other], ISSUED).floor, Some(at(ISSUED + 5)));
}

#[test]
fn the_next_change_is_the_first_instant_at_which_something_else_is_granted() {
    let change = |licenses: &[&Claims], now: i64| {
        let report = report(licenses, now);
        quantity(&report, "users").next_change.map(|change| (change.at, change.granted))
    };
    let (none, five) = (Quantity::ZERO, Quantity::Limited(5));
    assert_eq!(change(&[&license()], ISSUED), None, "a perpetual licence never changes");
    let ending = license().with("lic.grace_days", 2).ending(END);
    assert_eq!(change(&[&ending], ISSUED), Some((at(END + 2 * DAY), none)), "grace counts");
    assert_eq!(change(&[&ending], END), Some((at(END + 2 * DAY), none)));
    assert_eq!(change(&[&ending], END + 2 * DAY), None);

    let future = license().with("nbf", END);
    assert_eq!(change(&[&future], ISSUED), Some((at(END), Quantity::Limited(20))));
    let downgrade = Claims::new("L-1").with("iat", ISSUED).users(5).with("lic.serial", 2).with("nbf", END);
    assert_eq!(change(&[&license(), &downgrade], ISSUED), Some((at(END), five)));
    let entitlement = json!({ "id": "users", "metric": "user", "quantity": 15, "exp": END });
    let partly = Claims::new("L-2").granting(entitlement);
    let with_five = Claims::new("L-3").users(5);
    assert_eq!(change(&[&partly, &with_five], ISSUED), Some((at(END), five)));
}

#[test]
fn a_renewal_that_joins_without_a_gap_is_no_change() {
    let old = license().ending(END);
    let renewal = Claims::new("L-2").users(20).with("nbf", END);
    let report = report(&[&old, &renewal], ISSUED);
    assert_eq!(quantity(&report, "users").next_change, None);
    assert_eq!(users(&[&old, &renewal], END - 1), Some(20));
    assert_eq!(users(&[&old, &renewal], END), Some(20));
}

#[test]
fn features_change_too() {
    let license = license().granting(json!({ "id": "fax", "metric": "feature", "exp": END }));
    let now = report(&[&license], END - 1);
    let change = feature(&now, "fax").next_change.expect("it ends");
    assert_eq!((change.at, change.granted), (at(END), false));
    assert_eq!(feature(&report(&[&license], END), "fax").next_change, None);
}

#[test]
fn support_that_has_ended_limits_nothing() {
    let supported = license().with("lic.support_until", "2014-10-31");
    let report = report(&[&supported], ISSUED);
    assert_eq!(statuses(&report), ["active"]);
    assert_eq!(quantity(&report, "users").granted, Quantity::Limited(20));
    let until = supported.verified::<License>().support_until.expect("it has support");
    // 2014-11-01T00:00:00Z, wherever the reader is.
    for (now, ended) in [(1_414_799_999, false), (1_414_800_000, true)] {
        assert_eq!(until.has_ended(at(now)), ended);
    }
}
