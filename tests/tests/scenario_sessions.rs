//! Simultaneous sessions as administrators of Statistics servers, Orange[uc]e and Call Services rely on them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use countersign::{
    Denial, PoolDenial, PoolLimits, PoolRules, Quantity, Question, Remedy, Report, SessionPool, judge,
};
use countersign_tests::judging::{DAY, at, report};
use countersign_tests::{Claims, fixtures};
use serde_json::json;

const NOW: i64 = 1_400_000_000;
const CONNECTIONS: &str = "external_connections";
const SEATS: &str = "statistics";

fn licensed(quantity: u64) -> Claims {
    let seats = json!({ "id": SEATS, "metric": "session", "model": "concurrent", "quantity": quantity });
    Claims::new("L-1").granting(seats)
}

fn pool(report: &Report) -> SessionPool {
    let mut pool = SessionPool::new(PoolRules::default());
    pool.set_limits(PoolLimits::of(report));
    pool
}

fn is_given(pool: &mut SessionPool, id: &str, client: &str, now: i64) -> bool {
    pool.check_out(id, client, at(now), 300).unwrap().lease().is_some()
}

fn denial(pool: &mut SessionPool, id: &str, client: &str, now: i64) -> PoolDenial {
    pool.check_out(id, client, at(now), 300).unwrap().denial().unwrap().clone()
}

/// A hundred clients with a session each.
fn full() -> SessionPool {
    let mut pool = pool(&report(&[&licensed(100)], NOW));
    for client in 0..100 {
        assert!(is_given(&mut pool, SEATS, &format!("client-{client}"), NOW));
    }
    pool
}

#[test]
fn s6_of_a_hundred_concurrent_users_the_101st_is_denied() {
    let mut pool = full();
    let denied = denial(&mut pool, SEATS, "client-100", NOW);
    assert_eq!(denied.decision.code, Some(Denial::LimitExhausted));
    assert_eq!((denied.decision.limit, denied.decision.used), (Some(Quantity::Limited(100)), 100));
    assert_eq!(denied.decision.remedies, [Remedy::Free, Remedy::AddLicense, Remedy::RequestEmergency]);
    assert_eq!(denied.next_end, Some(at(NOW + 300)));
    // Each has its own once more, and one that is put back is the next client's.
    assert!(is_given(&mut pool, SEATS, "client-7", NOW + 1));
    assert_eq!(pool.usage()[0].used, 100);
    assert!(pool.give_back(SEATS, "client-7", at(NOW + 2)));
    assert!(!pool.give_back(SEATS, "client-7", at(NOW + 2)), "once");
    assert!(is_given(&mut pool, SEATS, "client-100", NOW + 2));
}

#[test]
fn s6_a_crashed_clients_session_comes_back_when_its_lease_runs_out() {
    let mut pool = full();
    for client in 1..100 {
        assert!(pool.heartbeat(SEATS, &format!("client-{client}"), at(NOW + 200)).is_some());
    }
    assert!(!is_given(&mut pool, SEATS, "client-100", NOW + 299), "client-0 has its session still");
    assert!(is_given(&mut pool, SEATS, "client-100", NOW + 300), "client-0 crashed");
    assert_eq!(pool.heartbeat(SEATS, "client-0", at(NOW + 301)), None, "and has to ask again");
    assert!(!is_given(&mut pool, SEATS, "client-0", NOW + 301));
}

#[test]
fn s6_the_state_survives_a_restart() {
    let before = full();
    let mut after = pool(&report(&[&licensed(100)], NOW));
    after.restore(before.snapshot().as_bytes()).unwrap();
    assert_eq!(after.usage(), before.usage());
    assert!(!is_given(&mut after, SEATS, "client-100", NOW + 1));
    assert!(after.heartbeat(SEATS, "client-99", at(NOW + 200)).is_some());
    assert_eq!(after.sweep(at(NOW + 300)), 99);
}

#[test]
fn o5_the_third_simultaneous_session_is_denied_and_the_next_is_allowed_when_one_ends() {
    let files = fixtures::open(&["orange-uce-base", "orange-uce-connections"]);
    let mut pool = pool(&judge(&files, &Question::at(at(NOW))).unwrap());
    assert!(
        is_given(&mut pool, CONNECTIONS, "first", NOW) && is_given(&mut pool, CONNECTIONS, "second", NOW)
    );
    assert_eq!(denial(&mut pool, CONNECTIONS, "third", NOW).decision.code, Some(Denial::LimitExhausted));
    assert!(pool.give_back(CONNECTIONS, "first", at(NOW)));
    assert!(is_given(&mut pool, CONNECTIONS, "third", NOW));
    // What the pool counts is what the report is asked about.
    let mut question = Question::at(at(NOW));
    question.usage = pool.amounts();
    let decision = judge(&files, &question).unwrap().decide(CONNECTIONS, 1);
    assert_eq!(decision, denial(&mut pool, CONNECTIONS, "fourth", NOW).decision);
}

#[test]
fn c_of_a_server_all_that_its_licence_grants_are_served_at_once() {
    let files = fixtures::open(&["call-services-sessions"]);
    let mut pool = pool(&judge(&files, &Question::at(at(NOW))).unwrap());
    let served = (0..200).filter(|client| is_given(&mut pool, "sessions", &format!("call-{client}"), NOW));
    assert_eq!(served.count(), 100);
}

#[test]
fn a_downgrade_ends_no_running_session_and_gives_none_until_there_is_room() {
    let mut pool = full();
    pool.set_limits(PoolLimits::of(&report(&[&licensed(98)], NOW)));
    assert_eq!(pool.usage()[0].used, 100);
    let goes_on = pool.heartbeat(SEATS, "client-0", at(NOW + 1)).unwrap();
    assert!(goes_on.over_limit && !goes_on.overage, "no overage is permitted");
    assert!(is_given(&mut pool, SEATS, "client-1", NOW + 1), "its own");
    for client in ["client-0", "client-1"] {
        assert!(pool.give_back(SEATS, client, at(NOW + 2)));
        assert!(!is_given(&mut pool, SEATS, "new", NOW + 2));
    }
    assert!(pool.give_back(SEATS, "client-2", at(NOW + 2)));
    assert!(is_given(&mut pool, SEATS, "new", NOW + 2));
}

#[test]
fn an_expired_licence_gives_no_new_session_and_ends_none() {
    let license = licensed(2).ending(NOW + DAY);
    let mut pool = pool(&report(&[&license], NOW));
    assert!(is_given(&mut pool, SEATS, "a", NOW));
    pool.set_limits(PoolLimits::of(&report(&[&license], NOW + DAY)));
    assert!(pool.heartbeat(SEATS, "a", at(NOW + 9)).is_some());
    let denied = denial(&mut pool, SEATS, "b", NOW + 9);
    assert_eq!(
        (denied.decision.code, denied.decision.remedies),
        (Some(Denial::LicenseExpired), vec![Remedy::AddLicense])
    );
}

#[test]
fn an_emergency_lends_sessions_and_its_end_takes_none_away() {
    let base = licensed(1);
    let emergency = Claims::new("E-1").granting(json!({ "id": SEATS, "metric": "session", "quantity": 1 }));
    let emergency = emergency.emergency(NOW - 9, NOW + DAY);
    let mut pool = pool(&report(&[&base, &emergency], NOW));
    assert!(is_given(&mut pool, SEATS, "a", NOW));
    let lent = pool.check_out(SEATS, "b", at(NOW), 300).unwrap().lease().unwrap();
    assert!(lent.emergency && !lent.overage);
    assert!(!is_given(&mut pool, SEATS, "c", NOW));
    pool.set_limits(PoolLimits::of(&report(&[&base, &emergency], NOW + DAY)));
    let goes_on = pool.heartbeat(SEATS, "b", at(NOW + 1)).unwrap();
    assert!(goes_on.over_limit && !goes_on.emergency && !goes_on.overage);
    assert!(pool.give_back(SEATS, "b", at(NOW + 2)));
    assert!(!is_given(&mut pool, SEATS, "b", NOW + 2));
}

#[test]
fn what_no_licence_names_is_denied_as_the_report_denies() {
    let report = report(&[&licensed(1)], NOW);
    let mut pool = pool(&report);
    let denied = denial(&mut pool, "fax", "a", NOW).decision;
    assert_eq!(denied, report.decide("fax", 1));
    assert_eq!(denied.code, Some(Denial::FeatureMissing));
}

#[test]
fn denials_and_remedies_have_one_name_in_reports_and_pools() {
    for denial in Denial::ALL {
        assert_eq!(serde_json::to_value(denial).unwrap(), denial.as_str());
    }
    for remedy in Remedy::ALL {
        assert_eq!(serde_json::to_value(remedy).unwrap(), remedy.as_str());
    }
}
