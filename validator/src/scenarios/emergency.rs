//! Emergency licences are summed apart, and never with each other.

use super::Claims;
use super::reading::{amounts, answer, at, feature, lock_code, quantity, report, statuses};
use crate::{LimitState, Quantity, Question};
use serde_json::json;

const START: i64 = 1_500_000_000;
const END: i64 = 1_502_592_000;

fn emergency(id: &str, issued: i64) -> Claims {
    Claims::new(id).users(10).emergency(issued, END)
}

#[test]
fn an_emergency_adds_on_top_while_it_runs() {
    let (base, emergency) = (Claims::new("L-1").users(20), emergency("E-1", START - 9).with("nbf", START));
    for (now, status, granted, extra) in [
        (START - 1, "not_yet_valid", 20, 0),
        (START, "active", 20, 10),
        (END - 1, "expiring", 20, 10),
        (END, "expired", 20, 0),
    ] {
        let report = report(&[&base, &emergency], now);
        assert_eq!(statuses(&report), ["active", status]);
        let row = quantity(&report, "users");
        assert_eq!((row.granted, row.emergency), (Quantity::Limited(granted), Quantity::Limited(extra)));
        assert_eq!(row.allowed, Quantity::Limited(granted + extra));
        assert_eq!(row.sources.len(), 1, "an emergency is no source of what is granted");
    }
}

#[test]
fn usage_goes_to_the_emergency_last() {
    let (base, emergency) = (Claims::new("L-1").users(20), emergency("E-1", START));
    for (used, emergency_used, available, over_by, state) in [
        (0, 0, 30, 0, LimitState::Ok),
        (20, 0, 10, 0, LimitState::Ok),
        (21, 1, 9, 0, LimitState::Ok),
        (27, 7, 3, 0, LimitState::Low),
        (30, 10, 0, 0, LimitState::Exhausted),
        (31, 10, 0, 1, LimitState::Over),
    ] {
        let mut question = Question::at(at(START));
        question.usage = amounts(&[("users", used)]);
        let report = answer(&[&base, &emergency], &question);
        let row = quantity(&report, "users");
        assert_eq!((row.emergency_used, row.over_by, row.state), (emergency_used, over_by, state), "{used}");
        assert_eq!(row.available, Quantity::Limited(available));
    }
}

#[test]
fn overage_does_not_raise_an_emergency() {
    let overage = json!({ "percent": 100 });
    let base = Claims::new("L-1")
        .granting(json!({ "id": "users", "metric": "user", "quantity": 20, "overage": overage }));
    let emergency = Claims::new("E-1")
        .granting(json!({ "id": "users", "metric": "user", "quantity": 10, "overage": overage }))
        .emergency(START, END);
    assert_eq!(quantity(&report(&[&base, &emergency], START), "users").allowed, Quantity::Limited(50));
}

#[test]
fn of_several_the_one_that_started_first_adds() {
    let sized = |id: &str, issued: i64, users: u64| Claims::new(id).users(users).emergency(issued, END);
    let extra = |licenses: &[&Claims], now: i64| quantity(&report(licenses, now), "users").emergency.limit();
    let (early, late) = (sized("E-2", START - 2, 10), sized("E-1", START - 1, 7));
    assert_eq!(extra(&[&early, &late], START), Some(10));
    assert_eq!(extra(&[&late, &early], START), Some(10));
    let (issued_first, started_later) =
        (sized("E-2", START - 2, 10).with("nbf", START), sized("E-1", START - 1, 7));
    assert_eq!(extra(&[&issued_first, &started_later], START), Some(7), "its start is its nbf");
    let (lesser, greater) = (sized("E-1", START, 7), sized("E-2", START, 10));
    assert_eq!(extra(&[&greater, &lesser], START), Some(7), "of one start the lesser id");
    let short = Claims::new("E-0").users(3).emergency(START - 9, START + 1);
    assert_eq!(extra(&[&short, &late], START), Some(3));
    assert_eq!(extra(&[&short, &late], START + 1), Some(7), "one that is over counts no more");
}

#[test]
fn features_of_an_emergency_are_granted_like_any() {
    let license = emergency("E-1", START).granting(json!({ "id": "fax", "metric": "feature" }));
    assert!(feature(&report(&[&license], START), "fax").granted);
    assert!(!feature(&report(&[&license], END), "fax").granted);
}

#[test]
fn beside_an_emergency_alone_the_entry_limits_stand() {
    let mut question = Question::at(at(START));
    question.entry = amounts(&[("users", 3)]);
    let report = answer(&[&emergency("E-1", START)], &question);
    let row = quantity(&report, "users");
    assert_eq!((row.granted, row.emergency), (Quantity::Limited(3), Quantity::Limited(10)));
    assert_eq!(report.edition.as_deref(), Some("Entry"));
}

#[test]
fn the_end_of_an_emergency_is_the_next_change() {
    let report = report(&[&Claims::new("L-1").users(20), &emergency("E-1", START)], START);
    let change = quantity(&report, "users").next_change.expect("the emergency ends");
    assert_eq!(
        (change.at, change.granted, change.emergency),
        (at(END), Quantity::Limited(20), Quantity::ZERO)
    );
}

#[test]
fn a_request_is_worth_one_emergency_however_many_answers_it_has() {
    let answer = |id: &str, start: i64, end: i64| {
        Claims::new(id).users(10).emergency(START - 9, end).with("nbf", start).with("lic.request", "REQ-1")
    };
    let middle = START + (END - START) / 2;
    let (first, second) = (answer("E-1", START, middle), answer("E-2", middle, END));
    let base = Claims::new("L-1").users(20);
    let emergency =
        |licenses: &[&Claims], now: i64| quantity(&report(licenses, now), "users").emergency.limit();
    assert_eq!(emergency(&[&base, &first, &second], middle - 1), Some(10));
    assert_eq!(emergency(&[&second, &base, &first], middle - 1), Some(10), "in no order of the files");
    assert_eq!(emergency(&[&base, &second], middle), Some(10), "alone it is the answer");
    assert_eq!(emergency(&[&base, &first, &second], middle), Some(10), "the first counts no more");
    let mut question = Question::at(at(middle));
    question.history.emergencies = vec![crate::EmergencyStart {
        entitlement: "users".into(),
        license: "E-1".into(),
        at: at(START),
        end: at(middle),
        seen: Vec::new(),
        peak: 0,
        settled: Some(at(START)),
    }];
    let remembered = |licenses: &[&Claims]| {
        quantity(&super::reading::answer(licenses, &question), "users").emergency.limit()
    };
    assert_eq!(remembered(&[&base, &first, &second]), Some(0), "no second month");
    let corrected = second.clone().with("lic.supersedes", json!(["E-1"]));
    assert_eq!(remembered(&[&base, &first, &corrected]), Some(10), "the vendor set it right");

    let other = Claims::new("E-3")
        .emergency(START + 1, END)
        .with("lic.request", "REQ-1")
        .granting(serde_json::json!({ "id": "phones", "metric": "device", "quantity": 10 }));
    assert_eq!(quantity(&report(&[&base, &first, &other], middle - 1), "phones").emergency.limit(), Some(0));

    let corrected = answer("E-1", START, END).with("lic.serial", 2);
    assert_eq!(
        emergency(&[&base, &first, &corrected], middle),
        Some(10),
        "its next serial is the same answer"
    );
}

#[test]
fn an_answer_that_does_not_count_here_spends_no_request() {
    let first = emergency("E-1", START).with("lic.request", "REQ-1");
    let second = emergency("E-2", START + 1).with("lic.request", "REQ-1");
    let added = |files: &[&Claims]| quantity(&report(files, START + 1), "users").emergency.limit();
    assert_eq!(added(&[&first, &second.clone().users_instead(9)]), Some(10));
    let elsewhere = first.clone().with("lic.hosts", json!({ "lock_codes": [lock_code("a").to_string()] }));
    assert_eq!(added(&[&elsewhere, &second.clone().users_instead(9)]), Some(9));
    assert_eq!(added(&[&first, &second.users_instead(9), &Claims::revoking(&["E-1"], 1)]), Some(9));
}
