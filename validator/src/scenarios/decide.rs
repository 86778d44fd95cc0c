//! What may be done now, and what to do where it may not.

use super::Claims;
use super::reading::{amounts, answer, at, quantity};
use crate::{
    ClockMark, Decision, Denial, EmergencyStart, Person, Quantity, Question, Remedy, Report, Roster, Verdict,
    fold_case,
};
use serde_json::json;

const NOW: i64 = 1_500_000_000;
const FREE_OR_BUY: [Remedy; 2] = [Remedy::Free, Remedy::AddLicense];

fn used(users: u64) -> Question {
    let mut question = Question::at(at(NOW));
    question.usage = amounts(&[("users", users)]);
    question
}

fn decide(licenses: &[&Claims], used_users: u64, adding: u64) -> Decision {
    answer(licenses, &used(used_users)).decide("users", adding)
}

/// The verdict, whether an emergency allows it, and why not.
fn told(decision: &Decision) -> (Verdict, bool, Option<Denial>) {
    (decision.decision, decision.emergency, decision.code)
}

const ALLOWED: (Verdict, bool, Option<Denial>) = (Verdict::Allow, false, None);
const IN_EMERGENCY: (Verdict, bool, Option<Denial>) = (Verdict::Allow, true, None);
const OVERAGE: (Verdict, bool, Option<Denial>) = (Verdict::AllowOverage, false, None);

fn denied(code: Denial) -> (Verdict, bool, Option<Denial>) {
    (Verdict::Deny, false, Some(code))
}

#[test]
fn up_to_the_limit_is_allowed_and_one_more_is_not() {
    let base = Claims::new("L-1").users(20);
    for (used, adding, expected) in [
        (19, 1, ALLOWED),
        (20, 0, ALLOWED),
        (0, 20, ALLOWED),
        (20, 1, denied(Denial::LimitExhausted)),
        (19, 2, denied(Denial::LimitExhausted)),
        (21, 0, denied(Denial::LimitExhausted)),
        (1, u64::MAX, denied(Denial::LimitExhausted)),
    ] {
        assert_eq!(told(&decide(&[&base], used, adding)), expected, "{used} + {adding}");
    }
    let denial = decide(&[&base], 20, 1);
    assert_eq!((denial.limit, denial.used, denial.requested), (Some(Quantity::Limited(20)), 20, 1));
    assert_eq!(denial.remedies, [Remedy::Free, Remedy::AddLicense, Remedy::RequestEmergency]);
    assert!(!denial.is_allowed() && decide(&[&base], 19, 1).is_allowed());
}

#[test]
fn above_what_is_granted_an_emergency_or_an_overage_allows() {
    let base = Claims::new("L-1")
        .granting(json!({ "id": "users", "metric": "user", "quantity": 20, "overage": { "percent": 10 } }));
    let emergency = Claims::new("E-1").users(10).emergency(NOW, NOW + 9);
    let all = [&base, &emergency];
    for (used, expected) in [
        (19, ALLOWED),
        (20, IN_EMERGENCY),
        (29, IN_EMERGENCY),
        (30, OVERAGE),
        (31, OVERAGE),
        (32, denied(Denial::LimitExhausted)),
    ] {
        assert_eq!(told(&decide(&all, used, 1)), expected, "{used}");
    }
    assert_eq!(decide(&all, 32, 1).remedies, FREE_OR_BUY, "one emergency runs already");
    assert!(decide(&all, 31, 1).is_allowed());
    let unlimited = Claims::new("L-2").users("unlimited");
    assert_eq!(told(&decide(&[&unlimited], (1 << 53) - 1, 1)), ALLOWED);
    let always = Claims::new("L-3")
        .granting(json!({ "id": "users", "metric": "user", "quantity": 1, "overage": "always" }));
    assert_eq!(told(&decide(&[&always], (1 << 53) - 1, 1)), OVERAGE);
}

#[test]
fn without_a_licence_the_entry_limits_decide() {
    let mut question = used(2);
    question.entry = amounts(&[("users", 3)]);
    let report = answer(&[], &question);
    assert_eq!(report.edition.as_deref(), Some("Entry"));
    assert_eq!(told(&report.decide("users", 1)), ALLOWED);
    let denial = report.decide("users", 2);
    assert_eq!((told(&denial), &denial.remedies[..]), (denied(Denial::LimitExhausted), &FREE_OR_BUY[..]));
    assert_eq!(told(&report.decide("fax", 1)), denied(Denial::NoLicense));
}

#[test]
fn why_nothing_is_granted_is_told() {
    let (fax, base) = (json!({ "id": "fax", "metric": "feature" }), Claims::new("L-1").users(1));
    let ended = Claims::new("L-2").granting(fax.clone()).users(5).ending(NOW);
    let ended_itself = Claims::new("L-3").granting(json!({ "id": "fax", "metric": "feature", "exp": NOW }));
    let coming = Claims::new("L-4").granting(fax.clone()).with("nbf", NOW + 1);
    let granting = Claims::new("L-5").granting(fax);
    let fax = |licenses: &[&Claims]| told(&answer(licenses, &used(0)).decide("fax", 1));
    assert_eq!(fax(&[&granting]), ALLOWED);
    assert_eq!(fax(&[&base]), denied(Denial::FeatureMissing));
    assert_eq!(fax(&[&base, &coming]), denied(Denial::FeatureMissing));
    assert_eq!(fax(&[&coming]), denied(Denial::NoLicense));
    assert_eq!(fax(&[]), denied(Denial::NoLicense));
    assert_eq!(fax(&[&ended]), denied(Denial::LicenseExpired));
    assert_eq!(fax(&[&ended, &base]), denied(Denial::LicenseExpired));
    assert_eq!(fax(&[&ended_itself]), denied(Denial::LicenseExpired));
    assert_eq!(told(&decide(&[&ended], 0, 1)), denied(Denial::LicenseExpired));
    assert_eq!(decide(&[&ended], 0, 1).remedies, [Remedy::AddLicense]);
    let replaced = ended.clone().with("lic.serial", 1);
    let renewed = Claims::new("L-2").with("lic.serial", 2).users(5);
    assert_eq!(fax(&[&replaced, &renewed]), denied(Denial::FeatureMissing), "what replaced it has no fax");
}

#[test]
fn a_device_needs_a_licence_where_its_family_is_named() {
    let cisco =
        json!({ "id": "cisco_phones", "metric": "device", "quantity": 500, "applies_to": ["cisco", "csco"] });
    let mixed =
        json!({ "id": "phones", "metric": "device", "quantity": 1, "applies_to": ["cisco", "unify"] });
    let base = Claims::new("L-1").granting(cisco).granting(mixed);
    let report = |cisco: u64, phones: u64| {
        let mut question = Question::at(at(NOW));
        question.usage = amounts(&[("cisco_phones", cisco), ("phones", phones)]);
        answer(&[&base], &question)
    };
    let family = |report: &Report, family: &str| {
        (told(&report.decide_device(family, 1)), report.decide_device(family, 1).id)
    };
    assert_eq!(family(&report(499, 1), "cisco"), (ALLOWED, "cisco_phones".into()));
    assert_eq!(family(&report(500, 0), "cisco"), (ALLOWED, "phones".into()), "the other has room");
    assert_eq!(family(&report(500, 1), "csco"), (denied(Denial::LimitExhausted), "cisco_phones".into()));
    assert_eq!(family(&report(500, 1), "unify"), (denied(Denial::LimitExhausted), "phones".into()));
    assert_eq!(family(&report(500, 1), "yealink"), (ALLOWED, "yealink".into()));
    let ended = Claims::new("L-2").ending(NOW).granting(
        json!({ "id": "cisco_phones", "metric": "device", "quantity": 9, "applies_to": ["cisco"] }),
    );
    let ended = answer(&[&ended], &used(0));
    assert_eq!(
        told(&ended.decide_device("cisco", 1)),
        denied(Denial::LicenseExpired),
        "its end frees no phone"
    );
}

#[test]
fn a_corrected_family_is_the_one_that_holds() {
    let phones = |serial: u64, families: serde_json::Value| {
        let phones = json!({ "id": "phones", "metric": "device", "quantity": 1, "applies_to": families });
        Claims::new("L-1").with("lic.serial", serial).granting(phones)
    };
    let (first, second) = (phones(1, json!(["cisco", "yealink"])), phones(2, json!(["cisco"])));
    let mut question = Question::at(at(NOW));
    question.usage = amounts(&[("phones", 1)]);
    let told =
        |licenses: &[&Claims], family: &str| told(&answer(licenses, &question).decide_device(family, 1));
    assert_eq!(told(&[&first], "yealink"), denied(Denial::LimitExhausted));
    assert_eq!(told(&[&first, &second], "yealink"), ALLOWED);
    assert_eq!(told(&[&first, &second], "cisco"), denied(Denial::LimitExhausted));
    let dropped = Claims::new("L-1").with("lic.serial", 3).users(1);
    assert_eq!(
        told(&[&first, &dropped], "cisco"),
        denied(Denial::FeatureMissing),
        "not free by being dropped"
    );
}

/// A roster of people who got their seats one after the other.
fn roster(names: &[&str]) -> Roster {
    let mut roster = Roster::new(fold_case);
    for (index, name) in names.iter().enumerate() {
        let at = at(NOW - 100 + index as i64);
        let person = Person { name: (*name).into(), first: String::new(), last: String::new() };
        roster.add(person, at).unwrap();
        roster.assign(name, "users", at, Quantity::Unlimited).unwrap();
    }
    roster
}

#[test]
fn a_person_needs_a_seat_and_keeps_it() {
    let named = |quantity: u64| {
        let users = json!({ "id": "users", "metric": "user", "quantity": quantity, "assignable": true });
        Claims::new("L-1").granting(users)
    };
    let (before, base) = (named(3), named(2).with("lic.serial", 2));
    let base = base.with("iat", NOW - 50);
    let mut roster = roster(&["anna", "bert", "carl"]);
    let person = |roster: &Roster, name: &str| {
        answer(&[&before, &base], &used(roster.count("users"))).decide_person("users", roster, name)
    };
    let over = person(&roster, "CARL");
    assert_eq!(told(&over), ALLOWED, "a downgrade takes no seat from anybody");
    assert_eq!((over.used, over.limit), (3, Some(Quantity::Limited(2))));
    let stranger = person(&roster, "dora");
    assert_eq!(told(&stranger), denied(Denial::AssignmentMissing));
    assert_eq!(stranger.remedies, [Remedy::Free, Remedy::AddLicense, Remedy::RequestEmergency]);
    roster.release("carl", "users", at(NOW));
    roster.release("bert", "users", at(NOW));
    assert_eq!(told(&person(&roster, "carl")), denied(Denial::AssignmentMissing));
    assert_eq!(person(&roster, "carl").remedies, [Remedy::AssignSeat]);
    let ended = answer(&[&Claims::new("L-1").users(2).ending(NOW)], &used(1));
    assert_eq!(told(&ended.decide_person("users", &roster, "anna")), denied(Denial::LicenseExpired));
}

/// The start of an emergency that ended at `NOW`.
fn emergency_until_now() -> EmergencyStart {
    EmergencyStart {
        entitlement: "users".into(),
        license: "E-1".into(),
        at: at(NOW - 9),
        end: at(NOW),
        seen: vec![Claims::new("L-1").users(2).verified::<crate::License>().digest()],
        peak: 3,
        settled: None,
    }
}

#[test]
fn after_an_emergency_those_who_came_last_are_blocked() {
    let base = Claims::new("L-1").users(2);
    let roster = roster(&["anna", "bert", "carl"]);
    let mut question = used(3);
    question.history.emergencies = vec![emergency_until_now()];
    let locked = answer(&[&base], &question);
    assert_eq!(told(&locked.decide_person("users", &roster, "bert")), ALLOWED);
    let blocked = locked.decide_person("users", &roster, "Carl");
    assert_eq!((told(&blocked), &blocked.remedies[..]), (denied(Denial::EmergencyLocked), &FREE_OR_BUY[..]));
    assert_eq!(locked.decide("users", 1).remedies, FREE_OR_BUY);
    assert_eq!(locked.may_request_emergency("users"), Err(Denial::EmergencyLocked));
    let bought = answer(&[&base, &Claims::new("L-2").users(1)], &question);
    assert_eq!(told(&bought.decide_person("users", &roster, "carl")), ALLOWED);
    assert_eq!(bought.may_request_emergency("users"), Ok(()));
}

#[test]
fn an_emergency_is_asked_for_or_started_once_and_by_a_clock_that_is_right() {
    let base = Claims::new("L-1").users(2);
    let clause = json!({ "entitlement": "users", "quantity": 10, "months": 1 });
    let clause = base.clone().with("lic.emergency", clause);
    let mut question = used(2);
    let (plain, own) = (answer(&[&base], &question), answer(&[&clause], &question));
    assert_eq!(plain.may_request_emergency("users"), Ok(()));
    assert_eq!(plain.may_start_emergency("users"), Err(Denial::ClauseMissing));
    assert_eq!(own.may_start_emergency("users").map(|clause| (clause.quantity, clause.months)), Ok((10, 1)));
    assert_eq!(own.decide("users", 1).remedies, [Remedy::Free, Remedy::AddLicense, Remedy::StartEmergency]);
    assert_eq!(own.may_request_emergency("fax"), Err(Denial::NoLicense));
    assert_eq!(answer(&[], &question).may_request_emergency("users"), Err(Denial::NoLicense));

    question.history.clock = ClockMark::from_parts(Some(at(NOW - 86_401)), None, 0);
    assert_eq!(answer(&[&clause], &question).may_start_emergency("users"), Err(Denial::ClockUnconfirmed));
    question.history.clock = ClockMark::from_parts(Some(at(NOW - 86_400)), None, 0);
    assert!(answer(&[&clause], &question).may_start_emergency("users").is_ok());
    question.floor = Some(at(NOW + 86_401));
    assert_eq!(answer(&[&clause], &question).may_start_emergency("users"), Err(Denial::ClockRollback));
    question.floor = None;

    let running = EmergencyStart { license: "L-1".into(), end: at(NOW + 1), ..emergency_until_now() };
    question.history.emergencies = vec![running];
    let running = answer(&[&clause], &question);
    assert_eq!(quantity(&running, "users").emergency, Quantity::Limited(10));
    assert_eq!(running.may_start_emergency("users"), Err(Denial::EmergencyRunning));
}

#[test]
fn a_decision_is_told_in_few_words() {
    let base = Claims::new("L-1").users(20);
    assert_eq!(
        serde_json::to_value(decide(&[&base], 20, 1)).unwrap(),
        json!({ "id": "users", "decision": "deny", "code": "limit_exhausted", "limit": 20, "used": 20,
                "requested": 1, "remedies": ["free", "add_license", "request_emergency"] })
    );
    let emergency = Claims::new("E-1").users(10).emergency(NOW, NOW + 9);
    assert_eq!(
        serde_json::to_value(decide(&[&base, &emergency], 20, 1)).unwrap(),
        json!({ "id": "users", "decision": "allow", "emergency": true, "limit": 30, "used": 20, "requested": 1 })
    );
    for denial in Denial::ALL {
        assert_eq!(serde_json::to_value(denial).unwrap(), denial.as_str());
    }
}
