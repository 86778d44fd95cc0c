//! What administrators of a UCware phone server rely on: one licence file, sized by the users.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use countersign::{
    Decision, Denial, Difference, Granted, LimitRow, Person, Quantity, Question, Remedy, Report, State,
    Verdict, fold_case, judge,
};
use countersign_tests::fixtures;
use countersign_tests::judging::{amounts, at, quantity, statuses};

/// When the Testlizenz was issued, 2025-02-11T08:47:35Z, and ends; its grace is a week.
const ISSUED: i64 = 1_739_263_655;
const END: i64 = 4_102_444_800;
const GRACE_END: i64 = END + 7 * 86_400;
/// When the file with five client bundles was issued, 2025-06-02T07:30:00Z.
const DOWNGRADE: i64 = 1_748_849_400;

const TESTLIZENZ: &[&str] = &["ucware-testlizenz"];

/// The report on fixtures, with so much in use; while no licence counts, there may be five users.
fn report(files: &[&str], now: i64, usage: &[(&str, u64)]) -> Report {
    judge(&fixtures::open(files), &question(now, usage)).unwrap()
}

fn question(now: i64, usage: &[(&str, u64)]) -> Question {
    let mut question = Question::at(at(now));
    question.usage = amounts(usage);
    question.entry = amounts(&[("users", 5)]);
    question
}

fn numbers(decision: &Decision) -> (Verdict, Option<Denial>, Option<u64>, u64) {
    (decision.decision, decision.code, decision.limit.and_then(Quantity::limit), decision.used)
}

#[test]
fn u1_with_no_file_the_entry_limit_holds() {
    let edition = |files, now| report(files, now, &[]).edition;
    assert_eq!(edition(&[], ISSUED).as_deref(), Some("Entry"));
    let register = |files, now, users| report(files, now, &[("users", users)]).decide("users", 1);
    assert_eq!(numbers(&register(&[], ISSUED, 4)), (Verdict::Allow, None, Some(5), 4));
    let denied = register(&[], ISSUED, 5);
    assert_eq!(numbers(&denied), (Verdict::Deny, Some(Denial::LimitExhausted), Some(5), 5));
    assert_eq!(denied.remedies, [Remedy::Free, Remedy::AddLicense]);

    // With the file the entry limit adds nothing, and once its grace is over too, that limit is all there is.
    for (now, name, limit) in [
        (ISSUED, "Enterprise", 501),
        (END - 1, "Enterprise", 501),
        (END, "Enterprise", 501),
        (GRACE_END - 1, "Enterprise", 501),
        (GRACE_END, "Entry", 5),
    ] {
        assert_eq!(edition(TESTLIZENZ, now).as_deref(), Some(name), "{now}");
        assert!(register(TESTLIZENZ, now, limit - 1).is_allowed(), "{now}");
        let denied = register(TESTLIZENZ, now, limit);
        assert_eq!(
            numbers(&denied),
            (Verdict::Deny, Some(Denial::LimitExhausted), Some(limit), limit),
            "{now}"
        );
    }
}

#[test]
fn u2_the_file_says_what_the_status_shows() {
    let shown = report(TESTLIZENZ, ISSUED, &[]);
    assert_eq!(shown.edition.as_deref(), Some("Enterprise"));
    for (id, granted) in [
        ("users", 501),
        ("client_bundle", 500),
        ("attendant", 500),
        ("cisco_phones", 500),
        ("unify_phones", 500),
    ] {
        assert_eq!(quantity(&shown, id).granted.limit(), Some(granted), "{id}");
    }
    let status = |now| statuses(&report(TESTLIZENZ, now, &[]))[0];
    // A trial says a week before that it ends.
    const WEEK: i64 = 7 * 86_400;
    for (now, expected) in [
        (END - WEEK - 1, "active"),
        (END - WEEK, "expiring"),
        (END - 1, "expiring"),
        (END, "grace"),
        (GRACE_END - 1, "grace"),
        (GRACE_END, "expired"),
    ] {
        assert_eq!(status(now), expected, "{now}");
    }
}

/// People with client bundles, each given a minute after the one before.
const PEOPLE: [&str; 7] =
    ["supervisor", "gerd.gudlat", "sandra.singer", "anna.auer", "bernd.braun", "clara.carl", "dora.dorn"];

fn server() -> State {
    let mut state = State::new(fold_case);
    add(&mut state, "ucware-testlizenz", ISSUED);
    for (minute, name) in PEOPLE.iter().enumerate() {
        let now = at(ISSUED + 60 * minute as i64);
        state.roster.add(person(name), now).unwrap();
        state.roster.assign(name, "client_bundle", now, Quantity::Limited(500)).unwrap();
    }
    state
}

fn person(name: &str) -> Person {
    Person { name: name.to_owned(), first: String::new(), last: String::new() }
}

fn add(state: &mut State, fixture: &str, now: i64) {
    let (name, bytes) = fixtures::signed_file(fixture);
    let added = state.add([(name.as_str(), &bytes[..])], &fixtures::verifier(), at(now));
    assert!(added[0].outcome.is_ok(), "{added:?}");
}

#[test]
fn u5_a_downgrade_is_seen_before_and_takes_no_seat() {
    let state = server();
    let verifier = fixtures::verifier();
    let question = question(DOWNGRADE, &[]);
    let mut downgraded = state.clone();
    add(&mut downgraded, "ucware-downgrade", DOWNGRADE);
    let preview = state.preview(&downgraded, &verifier, &question).unwrap();
    let [Difference { id, before, after, over_by, over_users, .. }] = &preview.differences[..] else {
        panic!("one entitlement changes: {:?}", preview.differences)
    };
    let granted =
        |limit| Some(Granted::Quantity { granted: Quantity::Limited(limit), emergency: Quantity::ZERO });
    assert_eq!((id.as_str(), *before, *after, *over_by), ("client_bundle", granted(500), granted(5), 2));
    assert_eq!(*over_users, ["dora.dorn", "clara.carl"], "the newest first");
    // Nothing has changed yet.
    let bundles = |state: &State| {
        let report = state.report(&verifier, &question).unwrap();
        let row = quantity(&report, "client_bundle");
        (row.used, row.granted.limit(), row.over_by)
    };
    assert_eq!(bundles(&state), (7, Some(500), 0));

    let mut state = downgraded;
    assert_eq!(bundles(&state), (7, Some(5), 2));
    let seats = |state: &State| PEOPLE.map(|name| state.roster.has(name, "client_bundle"));
    assert_eq!(seats(&state), [true; 7], "nobody loses a seat");
    let report = state.report(&verifier, &question).unwrap();
    for name in PEOPLE {
        assert!(report.decide_person("client_bundle", &state.roster, name).is_allowed(), "{name}");
    }

    let now = at(DOWNGRADE);
    state.roster.add(person("emil.ernst"), now).unwrap();
    let over = |state: &State| -> Vec<String> {
        let over = state.roster.over("client_bundle", Quantity::Limited(5));
        over.iter().map(|seat| seat.person.name.clone()).collect()
    };
    let give = |state: &mut State| {
        let report = state.report(&verifier, &question).unwrap();
        let allowed = quantity(&report, "client_bundle").allowed;
        let seat = state.roster.assign("emil.ernst", "client_bundle", now, allowed);
        assert_eq!(seat.is_ok(), report.decide("client_bundle", 1).is_allowed(), "both say the same");
        seat.map_err(|denial| denial.code())
    };
    // No new one is given while any is over, nor while all five are taken.
    for (freed, left) in [
        ("supervisor", &["dora.dorn", "clara.carl"][..]),
        ("gerd.gudlat", &["dora.dorn"]),
        ("sandra.singer", &[]),
    ] {
        assert_eq!(over(&state), left);
        assert_eq!(give(&mut state), Err("limit_exhausted"));
        assert!(state.roster.release(freed, "client_bundle", now));
    }
    assert_eq!((give(&mut state), bundles(&state)), (Ok(()), (5, Some(5), 0)));
}

#[test]
fn u6_phones_need_a_licence_only_by_their_family() {
    let phone =
        |family: &str, usage: &[(&str, u64)]| report(TESTLIZENZ, ISSUED, usage).decide_device(family, 1);
    for files in [&[][..], TESTLIZENZ] {
        let yealink = report(files, ISSUED, &[("cisco_phones", 500)]).decide_device("yealink", 1_000);
        assert_eq!((yealink.decision, yealink.limit), (Verdict::Allow, None));
    }
    assert_eq!(numbers(&phone("cisco", &[("cisco_phones", 499)])), (Verdict::Allow, None, Some(500), 499));
    let denied = phone("cisco", &[("cisco_phones", 500)]);
    assert_eq!(denied.id, "cisco_phones");
    assert_eq!(numbers(&denied), (Verdict::Deny, Some(Denial::LimitExhausted), Some(500), 500));
    // Cisco phones take nothing from the others.
    assert!(phone("unify", &[("cisco_phones", 500), ("unify_phones", 499)]).is_allowed());
    assert!(!phone("unify", &[("cisco_phones", 0), ("unify_phones", 500)]).is_allowed());
    let gone = report(TESTLIZENZ, GRACE_END, &[]);
    assert!(
        matches!(gone.limit("cisco_phones"), Some(LimitRow::Quantity(row)) if row.granted == Quantity::ZERO)
    );
    assert_eq!(gone.decide_device("cisco", 1).code, Some(Denial::LicenseExpired));
}
