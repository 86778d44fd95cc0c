//! An emergency from its start to its end, and the purchase that ends it for good.

use super::Claims;
use super::reading::{amounts, answer, at, quantity};
use crate::{EmergencyRow, EmergencyStart, EmergencyState, Question, Report};
use serde_json::json;

/// 2024-01-31, so that a month later is the end of February.
const START: i64 = 1_706_702_400;
const END: i64 = START + 29 * 86_400;

/// A licence of 20 users with a clause for ten more during a month.
fn base() -> Claims {
    let clause = json!({ "entitlement": "users", "quantity": 10, "months": 1 });
    Claims::new("L-1").users(20).with("lic.emergency", clause)
}

fn emergency_license(id: &str) -> Claims {
    Claims::new(id).users(10).emergency(START, END)
}

/// The start of an emergency by a licence, at which the base licence was known.
fn start(license: &str) -> EmergencyStart {
    EmergencyStart {
        entitlement: "users".into(),
        license: license.into(),
        at: at(START),
        end: at(START).plus_months(1),
        seen: vec![base().verified::<crate::License>().digest()],
        peak: 25,
        settled: None,
    }
}

/// The report on these licences after an emergency started, with so many users.
fn after(start: &EmergencyStart, licenses: &[&Claims], now: i64, used: u64) -> Report {
    let mut question = Question::at(at(now));
    question.usage = amounts(&[("users", used)]);
    question.history.emergencies = vec![start.clone()];
    answer(licenses, &question)
}

fn row<'r>(report: &'r Report, id: &str) -> &'r EmergencyRow {
    report.emergency.iter().find(|row| row.id == id).expect("there is a row")
}

/// The state, and how many users there are on top and blocked.
fn standing(report: &Report) -> (EmergencyState, Option<u64>, u64) {
    let row = row(report, "users");
    assert_eq!(row.quantity, quantity(report, "users").emergency, "the rows agree");
    (row.state, row.quantity.limit(), row.blocked)
}

const ARMED: (EmergencyState, Option<u64>, u64) = (EmergencyState::Armed, Some(0), 0);
const RUNNING: (EmergencyState, Option<u64>, u64) = (EmergencyState::Running, Some(10), 0);

#[test]
fn a_clause_that_nobody_used_is_offered() {
    let report = answer(&[&base()], &Question::at(at(START)));
    assert_eq!(standing(&report), ARMED);
    assert_eq!(
        serde_json::to_value(&report.emergency).unwrap(),
        json!([{
            "id": "users", "state": "armed", "quantity": 0, "used": 0, "blocked": 0,
            "clause": { "license": "L-1", "quantity": 10, "months": 1 },
        }])
    );
    let ended = base().ending(START);
    assert!(answer(&[&ended], &Question::at(at(START))).emergency.is_empty(), "by a licence that counts");
}

#[test]
fn of_two_clauses_the_newer_licences_is_offered_and_the_used_one_goes_on() {
    let clause = json!({ "entitlement": "users", "quantity": 7, "months": 2 });
    let newer = Claims::new("L-2").users(0).with("iat", START - 1).with("lic.emergency", clause);
    let offered = |report: &Report| row(report, "users").clause.as_ref().map(|clause| clause.quantity);
    let report = answer(&[&base(), &newer], &Question::at(at(START)));
    assert_eq!(offered(&report), Some(7));
    let mut started = start("L-1");
    started.seen.push(newer.verified::<crate::License>().digest());
    let report = after(&started, &[&base(), &newer], START, 25);
    assert_eq!((standing(&report), offered(&report)), (RUNNING, Some(10)));
}

#[test]
fn a_started_clause_runs_for_its_months_and_locks() {
    for (now, expected) in [
        (START - 1, ARMED),
        (START, RUNNING),
        (START + 1, RUNNING),
        (END - 1, RUNNING),
        (END, (EmergencyState::Locked, Some(0), 5)),
        (END + 1, (EmergencyState::Locked, Some(0), 5)),
    ] {
        let report = after(&start("L-1"), &[&base()], now, 25);
        assert_eq!(standing(&report), expected, "{}", now - START);
        assert_eq!(quantity(&report, "users").granted.limit(), Some(20));
    }
    let running = after(&start("L-1"), &[&base()], START, 25);
    let row = row(&running, "users");
    assert_eq!((row.license.as_deref(), row.start, row.end), (Some("L-1"), Some(at(START)), Some(at(END))));
    assert_eq!(row.used, 5);
    let change = quantity(&running, "users").next_change.expect("it ends");
    assert_eq!((change.at, change.granted.limit(), change.emergency.limit()), (at(END), Some(20), Some(0)));
}

#[test]
fn an_emergency_licence_locks_when_its_start_is_remembered() {
    let licenses = [&base(), &emergency_license("E-1")];
    let remembered = start("E-1");
    for (now, expected) in [(START, RUNNING), (END - 1, RUNNING), (END, (EmergencyState::Locked, Some(0), 5))]
    {
        assert_eq!(standing(&after(&remembered, &licenses, now, 25)), expected, "{}", now - START);
    }
    let mut question = Question::at(at(END));
    assert_eq!(standing(&answer(&licenses, &question)), ARMED, "the files alone lock nothing");
    question.now = at(START);
    assert_eq!(standing(&answer(&licenses, &question)), RUNNING);
}

#[test]
fn while_locked_no_other_emergency_adds_anything() {
    let second = Claims::new("E-2").users(9).emergency(END, END + 10);
    let licenses = [&base(), &emergency_license("E-1"), &second];
    assert_eq!(standing(&after(&start("E-1"), &licenses, END, 25)), (EmergencyState::Locked, Some(0), 5));
    let bought = Claims::new("L-2").users(5);
    let licenses = [&base(), &emergency_license("E-1"), &second, &bought];
    let report = after(&start("E-1"), &licenses, END, 25);
    assert_eq!(standing(&report), (EmergencyState::Running, Some(9), 0), "a purchase permits the next");
    assert_eq!(row(&report, "users").license.as_deref(), Some("E-2"));
}

#[test]
fn a_purchase_lifts_what_is_granted_to_the_highest_usage() {
    let settles = |bought: &Claims, peak: u64, used: u64| {
        let mut remembered = start("L-1");
        remembered.peak = peak;
        let report = after(&remembered, &[&base(), bought], END, used);
        standing(&report).0 == EmergencyState::Armed
    };
    let bought = |users: u64| Claims::new("L-2").users(users);
    assert!(settles(&bought(5), 25, 25) && settles(&bought(5), 25, 0) && settles(&bought(1), 0, 0));
    assert!(!settles(&bought(4), 25, 0), "the highest usage since the start");
    assert!(!settles(&bought(5), 25, 26), "which may be that of now");
    assert!(!settles(&bought(0), 0, 0), "nothing was bought");
    assert!(settles(&bought(0).users_instead("unlimited"), 25, 99));
}

#[test]
fn a_purchase_ends_a_running_emergency_too() {
    let bought = Claims::new("L-2").users(5);
    let report = after(&start("L-1"), &[&base(), &bought], START + 1, 25);
    assert_eq!(standing(&report), ARMED);
    assert_eq!(row(&report, "users").license, None);
}

#[test]
fn only_what_is_bought_and_new_is_a_purchase() {
    let locked = |remembered: &EmergencyStart, licenses: &[&Claims]| {
        standing(&after(remembered, licenses, END, 20)).0 == EmergencyState::Locked
    };
    for kind in ["trial", "temporary"] {
        let other = Claims::new("L-2").users(50).with("lic.kind", kind).ending(END + 100);
        assert!(locked(&start("L-1"), &[&base(), &other]), "{kind}");
    }
    let known = Claims::new("L-2").users(50);
    let mut remembered = start("L-1");
    remembered.seen.push(known.verified::<crate::License>().digest());
    assert!(locked(&remembered, &[&base(), &known]));
    let future = Claims::new("L-2").users(50).with("nbf", END + 1);
    assert!(locked(&start("L-1"), &[&base(), &future]), "it is judged now");
    let larger = base().with("lic.serial", 2).users_instead(25);
    assert!(!locked(&start("L-1"), &[&base(), &larger]), "a larger serial of a known one is one");
    let smaller = base().with("lic.serial", 2).users_instead(15);
    assert!(locked(&start("L-1"), &[&base(), &smaller]));
    let mut settled = start("L-1");
    settled.settled = Some(at(END));
    assert!(!locked(&settled, &[&base()]), "what was settled stays so");
}

#[test]
fn entitlements_have_emergencies_of_their_own() {
    let phones = Claims::new("L-2").granting(json!({ "id": "phones", "metric": "device", "quantity": 50 }));
    let clause = json!({ "entitlement": "phones", "quantity": 3, "months": 1 });
    let report = after(&start("L-1"), &[&base(), &phones.with("lic.emergency", clause)], END, 25);
    assert_eq!(standing(&report).0, EmergencyState::Locked);
    assert_eq!(row(&report, "phones").state, EmergencyState::Armed);
    assert_eq!(report.emergency.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), ["phones", "users"]);
}

#[test]
fn an_emergency_licence_is_one_of_what_it_counts() {
    let running = |report: &Report| {
        let rows =
            report.emergency.iter().map(|row| (row.id.clone(), row.license.clone().unwrap_or_default()));
        rows.collect::<Vec<_>>()
    };
    let users = emergency_license("E-1").granting(json!({ "id": "fax", "metric": "feature" }));
    let phones = json!({ "id": "phones", "metric": "device", "quantity": 3 });
    let phones = Claims::new("E-2").granting(phones).emergency(START, END);
    let report = answer(&[&users, &phones], &Question::at(at(START)));
    let expected = [("phones", "E-2"), ("users", "E-1")].map(|(id, jti)| (id.to_owned(), jti.to_owned()));
    assert_eq!(running(&report), expected, "a feature is granted or not");

    let again = Claims::new("E-3").users(9).emergency(START + 1, END + 99).with("lic.request", "REQ-E-1");
    let report = answer(&[&users, &again], &Question::at(at(END)));
    assert_eq!(
        standing(&report),
        (EmergencyState::Running, Some(9), 0),
        "nothing is remembered of the first"
    );
    let report = after(&start("E-1"), &[&users, &again], END, 0);
    let locked = (EmergencyState::Locked, Some(0), 0);
    assert_eq!(standing(&report), locked, "a second answer is no second emergency");
    let corrected = again.with("lic.supersedes", json!(["E-1"]));
    let report = after(&start("E-1"), &[&users, &corrected], END, 0);
    assert_eq!(standing(&report), (EmergencyState::Running, Some(9), 0), "but a corrected one goes on");
}

#[test]
fn a_clause_may_be_used_again_after_a_purchase() {
    let mut first = start("L-1");
    first.settled = Some(at(START + 9));
    let mut second = start("L-1");
    (second.at, second.end) = (at(END), at(END).plus_months(1));
    let judged = |emergencies: &[EmergencyStart], now: i64| {
        let mut question = Question::at(at(now));
        question.history.emergencies = emergencies.to_vec();
        standing(&answer(&[&base()], &question))
    };
    assert_eq!(judged(&[first.clone(), second.clone()], END), RUNNING);
    assert_eq!(judged(&[second.clone(), first.clone()], END), RUNNING, "in whatever order");
    assert_eq!(judged(&[first.clone()], END), ARMED);

    // Beside an emergency licence that started in the same second and is over.
    let mut question = Question::at(at(START + 20));
    question.history.emergencies = vec![start("L-1")];
    let short = Claims::new("E-1").users(10).emergency(START, START + 10);
    assert_eq!(standing(&answer(&[&base(), &short], &question)), RUNNING);
}

#[test]
fn a_licence_in_place_of_one_that_was_taken_out_is_no_purchase() {
    let mut question = Question::at(at(END));
    question.usage = amounts(&[("users", 25)]);
    question.history.emergencies = vec![start("E-1")];
    let removed = |users: u64| {
        let mut question = question.clone();
        question.history.removed =
            vec![crate::Removed { license: base().verified::<crate::License>(), at: at(START + 1) }];
        answer(&[&Claims::new("L-2").users(users)], &question)
    };
    assert_eq!(row(&removed(20), "users").state, EmergencyState::Locked);
    assert_eq!(row(&removed(24), "users").state, EmergencyState::Locked, "below the highest usage");
    assert_eq!(row(&removed(25), "users").state, EmergencyState::Armed);
}
