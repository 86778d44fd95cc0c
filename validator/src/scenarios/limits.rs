//! What is granted, used and left: sums, thresholds, overage, features, entry limits.

use super::Claims;
use super::reading::{DAY, amounts, answer, at, feature, quantity, report, statuses, users, warnings};
use crate::{Code, File, LimitState, Metric, Quantity, Question, judge};
use serde_json::{Value, json};

const NOW: i64 = 1_500_000_000;
const END: i64 = 1_600_000_000;
const LARGEST: u64 = (1 << 53) - 1;

fn using(used: u64) -> Question {
    let mut question = Question::at(at(NOW));
    question.usage = amounts(&[("users", used)]);
    question
}

fn with_overage(quantity: Value, overage: Value) -> Value {
    json!({ "id": "users", "metric": "user", "quantity": quantity, "overage": overage })
}

#[test]
fn quantities_add_up() {
    let (base, more) = (Claims::new("L-1").users(20), Claims::new("L-2").users(5));
    assert_eq!(users(&[&base], NOW), Some(20));
    assert_eq!(users(&[&base, &more], NOW), Some(25));
    assert_eq!(users(&[&more, &base], NOW), Some(25));
    assert_eq!(users(&[&base, &more, &more, &base], NOW), Some(25), "the same document is one");
    assert_eq!(users(&[&base, &more, &Claims::new("L-3").users(0)], NOW), Some(25));
}

#[test]
fn unlimited_absorbs() {
    let unlimited = Claims::new("L-1").users("unlimited");
    let some = Claims::new("L-2").users(5);
    assert_eq!(users(&[&unlimited, &some], NOW), None);
    let report = answer(&[&unlimited, &some], &using(LARGEST));
    let row = quantity(&report, "users");
    assert_eq!((row.available, row.allowed), (Quantity::Unlimited, Quantity::Unlimited));
    assert_eq!((row.over_by, row.emergency_used, row.state), (0, 0, LimitState::Ok));
}

#[test]
fn sums_stop_at_the_largest_number() {
    let largest = Claims::new("L-1").users(LARGEST);
    assert_eq!(users(&[&largest, &Claims::new("L-2").users(1)], NOW), Some(LARGEST));
    assert_eq!(users(&[&largest, &Claims::new("L-2").users(LARGEST)], NOW), Some(LARGEST));
    let tenfold = Claims::new("L-1").granting(with_overage(json!(LARGEST), json!({ "percent": 1000 })));
    let report = answer(&[&tenfold], &using(LARGEST));
    assert_eq!(quantity(&report, "users").allowed, Quantity::LARGEST);
    assert_eq!(quantity(&report, "users").state, LimitState::Exhausted);
}

#[test]
fn zero_is_zero_and_missing_is_off() {
    let report = report(&[&Claims::new("L-1").users(0)], NOW);
    let row = quantity(&report, "users");
    assert_eq!((row.granted, row.state), (Quantity::ZERO, LimitState::Exhausted));
    assert_eq!(report.limit("fax"), None);
}

#[test]
fn low_is_what_is_left_by_the_thresholds() {
    for (granted, low_up_to) in [
        (1, 0),
        (2, 1),
        (15, 1),
        (16, 2),
        (25, 2),
        (26, 2),
        (29, 2),
        (30, 3),
        (50, 5),
        (99, 9),
        (100, 8),
        (999, 79),
        (1_000, 50),
        (1_019, 50),
        (1_020, 51),
        (LARGEST, LARGEST / 20),
    ] {
        let license = Claims::new("L-1").users(granted);
        let state = |left: u64| quantity(&answer(&[&license], &using(granted - left)), "users").state;
        assert_eq!(state(0), LimitState::Exhausted, "0 of {granted}");
        if low_up_to > 0 {
            assert_eq!(state(1), LimitState::Low, "1 of {granted}");
            assert_eq!(state(low_up_to), LimitState::Low, "{low_up_to} of {granted}");
        }
        assert_eq!(state(low_up_to + 1), LimitState::Ok, "{} of {granted}", low_up_to + 1);
    }
}

#[test]
fn without_overage_one_more_is_over() {
    let license = Claims::new("L-1").users(10);
    for (used, state, available, over_by) in
        [(9, LimitState::Low, 1, 0), (10, LimitState::Exhausted, 0, 0), (11, LimitState::Over, 0, 1)]
    {
        let report = answer(&[&license], &using(used));
        let row = quantity(&report, "users");
        assert_eq!((row.used, row.state, row.over_by), (used, state, over_by));
        assert_eq!(row.available, Quantity::Limited(available));
        assert_eq!(report.is_over(), state == LimitState::Over);
    }
}

#[test]
fn a_percentage_of_overage_is_rounded_down_in_each_part() {
    let one = Claims::new("L-1").granting(with_overage(json!(10), json!({ "percent": 19 })));
    let other = Claims::new("L-2").granting(with_overage(json!(5), json!({ "percent": 50 })));
    let none = Claims::new("L-3").granting(with_overage(json!(1), json!({ "percent": 0 })));
    for (used, state) in [
        (15, LimitState::Low),
        (16, LimitState::Exhausted),
        (17, LimitState::Overage),
        (19, LimitState::Overage),
        (20, LimitState::Over),
    ] {
        let report = answer(&[&one, &other, &none], &using(used));
        let row = quantity(&report, "users");
        assert_eq!((row.allowed, row.state), (Quantity::Limited(11 + 7 + 1), state), "{used}");
        assert_eq!(row.over_by, used.saturating_sub(16));
    }
}

#[test]
fn overage_without_limit_is_never_over() {
    let license = Claims::new("L-1").granting(with_overage(json!(10), json!("always")));
    for (used, state) in
        [(10, LimitState::Exhausted), (11, LimitState::Overage), (LARGEST, LimitState::Overage)]
    {
        let report = answer(&[&license, &Claims::new("L-2").users(0)], &using(used));
        assert_eq!(quantity(&report, "users").state, state);
        assert_eq!(quantity(&report, "users").allowed, Quantity::Unlimited);
    }
}

#[test]
fn an_entitlement_ends_by_itself_to_the_second() {
    let entitlement = json!({ "id": "users", "metric": "user", "quantity": 5, "exp": END });
    let license = Claims::new("L-1")
        .granting(entitlement)
        .granting(json!({ "id": "fax", "metric": "feature", "exp": END }));
    for (now, granted) in [(END - 1, 5), (END, 0), (END + 1, 0)] {
        let report = report(&[&license], now);
        assert_eq!(statuses(&report), ["active"]);
        assert_eq!(quantity(&report, "users").granted, Quantity::Limited(granted));
        assert_eq!(quantity(&report, "users").metric, Metric::User);
        assert_eq!(feature(&report, "fax").granted, granted > 0);
        assert_eq!(feature(&report, "fax").sources.len(), usize::from(granted > 0));
    }
}

#[test]
fn sources_say_how_much_until_when() {
    let entitlement = json!({ "id": "users", "metric": "user", "quantity": 5, "exp": END - DAY });
    let ending = Claims::new("L-2").granting(entitlement).ending(END);
    let graceful = Claims::new("L-3").users(7).with("lic.grace_days", 2).with("lic.serial", 9).ending(END);
    let report = report(&[&Claims::new("L-1").users(20), &ending, &graceful], NOW);
    let sources = &quantity(&report, "users").sources;
    let found: Vec<_> = sources
        .iter()
        .map(|source| {
            (source.jti.as_str(), source.serial, source.quantity.and_then(Quantity::limit), source.end)
        })
        .collect();
    assert_eq!(
        found,
        [
            ("L-1", 1, Some(20), None),
            ("L-2", 1, Some(5), Some(at(END - DAY))),
            ("L-3", 9, Some(7), Some(at(END + 2 * DAY))),
        ]
    );
}

#[test]
fn there_is_a_row_for_what_an_expired_licence_names() {
    let expired = Claims::new("L-1")
        .granting(json!({ "id": "phones", "metric": "device", "quantity": 5 }))
        .granting(json!({ "id": "fax", "metric": "feature" }))
        .ending(NOW);
    let report = report(&[&expired], NOW);
    let row = quantity(&report, "phones");
    assert_eq!((row.metric, row.granted, row.state), (Metric::Device, Quantity::ZERO, LimitState::Exhausted));
    assert!(row.sources.is_empty() && row.next_change.is_none());
    assert!(!feature(&report, "fax").granted);
}

#[test]
fn use_of_what_nobody_names_is_a_warning() {
    let mut question = using(1);
    question.usage = amounts(&[("users", 1), ("telex", 1)]);
    let report = answer(&[&Claims::new("L-1").users(20)], &question);
    assert_eq!(warnings(&report), ["usage_unknown"]);
    assert_eq!(report.limit("telex"), None);
    question.usage = amounts(&[("users", LARGEST + 1)]);
    assert_eq!(judge(&[], &question).unwrap_err().code(), Code::UsageInvalid);
}

/// The metric is that of the earliest licence that counts, else of the latest that there is.
#[test]
fn parts_of_another_metric_add_nothing() {
    let named = |id: &str, issued: i64, metric: &str, quantity: u64| {
        let entitlement = json!({ "id": "seats", "metric": metric, "quantity": quantity });
        Claims::new(id).with("iat", issued).granting(entitlement)
    };
    let first = named("L-2", 1_000, "host", 3).ending(NOW);
    let second = named("L-1", 2_000, "user", 5).ending(NOW + 1);
    let third = named("L-3", 3_000, "host", 7).ending(NOW + 1);
    let licenses = [&third, &second, &first];
    let seats = |now: i64| {
        let report = report(&licenses, now);
        let row = quantity(&report, "seats");
        let granted = row.granted.limit();
        (row.metric, granted, warnings(&report))
    };
    assert_eq!(seats(NOW - 1), (Metric::Host, Some(10), vec!["metric_conflict"]));
    assert_eq!(seats(NOW), (Metric::User, Some(5), vec!["metric_conflict"]));
    assert_eq!(seats(NOW + 1), (Metric::Host, Some(0), vec![]), "of the latest, as none counts");

    let same_age = named("L-0", 2_000, "host", 1);
    let report = report(&[&second, &same_age], NOW);
    assert_eq!(quantity(&report, "seats").metric, Metric::Host, "of one age the lesser id comes first");
}

#[test]
fn a_feature_and_a_quantity_of_one_name_do_not_mix() {
    let feature_first = Claims::new("L-1").granting(json!({ "id": "fax", "metric": "feature" }));
    let counted = Claims::new("L-2").granting(json!({ "id": "fax", "metric": "device", "quantity": 9 }));
    let report = report(&[&feature_first, &counted], NOW);
    assert!(feature(&report, "fax").granted);
    assert_eq!(warnings(&report), ["metric_conflict"]);
}

#[test]
fn entry_limits_stand_in_while_no_licence_counts() {
    let license = Claims::new("L-1").users(20).with("lic.edition", "Enterprise").ending(END);
    let ask = |licenses: &[&Claims], now: i64| {
        let mut question = Question::at(at(now));
        question.entry = amounts(&[("users", 3), ("sessions", 1)]);
        answer(licenses, &question)
    };
    let none = ask(&[], NOW);
    assert_eq!(none.edition.as_deref(), Some("Entry"));
    let row = quantity(&none, "users");
    assert_eq!(
        (row.metric, row.granted, row.allowed),
        (Metric::User, Quantity::Limited(3), Quantity::Limited(3))
    );
    assert!(row.sources.is_empty());

    let counting = ask(&[&license], NOW);
    assert_eq!(counting.edition.as_deref(), Some("Enterprise"));
    assert_eq!(quantity(&counting, "users").granted, Quantity::Limited(20));
    assert_eq!(quantity(&counting, "sessions").granted, Quantity::ZERO);
    let change = quantity(&counting, "users").next_change.expect("the licence ends");
    assert_eq!((change.at, change.granted), (at(END), Quantity::Limited(3)));
    let change = quantity(&counting, "sessions").next_change.expect("the licence ends");
    assert_eq!((change.at, change.granted), (at(END), Quantity::Limited(1)));

    let expired = ask(&[&license], END);
    assert_eq!(expired.edition.as_deref(), Some("Entry"));
    assert_eq!(quantity(&expired, "users").granted, Quantity::Limited(3));
}

#[test]
fn an_entry_limit_is_a_number_of_something() {
    let license = Claims::new("L-1").granting(json!({ "id": "fax", "metric": "feature" }));
    let files: Vec<File> = vec![license.file()];
    let mut question = Question::at(at(NOW));
    question.entry = amounts(&[("fax", 1)]);
    let error = judge(&files, &question).unwrap_err();
    assert_eq!((error.code(), error.at()), (Code::UsageInvalid, Some("entry.fax")));
    question.entry = amounts(&[("users", LARGEST + 1)]);
    assert_eq!(judge(&files, &question).unwrap_err().code(), Code::UsageInvalid);
}

#[test]
fn the_edition_is_that_of_the_newest_standing_licence_that_counts() {
    let edition = |id: &str, issued: i64, edition: &str| {
        Claims::new(id).users(1).with("iat", issued).with("lic.edition", edition)
    };
    let (old, new) = (edition("L-2", 1_000, "Old"), edition("L-1", 2_000, "New"));
    let future = edition("L-3", 3_000, "Future").with("nbf", NOW + 1);
    let emergency = edition("L-4", 0, "Emergency").emergency(4_000, END);
    let licenses = [&new, &old, &future, &emergency];
    assert_eq!(report(&licenses, NOW).edition.as_deref(), Some("New"));
    assert_eq!(report(&licenses, NOW + 1).edition.as_deref(), Some("Future"));
    assert_eq!(report(&[&emergency], NOW).edition.as_deref(), Some("Entry"));
    let same_age = edition("L-9", 2_000, "Greater id");
    assert_eq!(report(&[&new, &same_age], NOW).edition.as_deref(), Some("Greater id"));
}
