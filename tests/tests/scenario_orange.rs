//! What administrators of an Orange[uc]e server rely on: licences that add up, and the emergency licence.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use countersign::issue::{EmergencyRequestDraft, SigningKey, sign_document};
use countersign::{
    Contact, Denial, DocumentType, EmergencyRequest, EmergencyState, Envelope, File, License, Person,
    Quantity, Question, Remedy, Report, State, TrustedKey, TrustedKeys, Verdict, Verified, fold_case, judge,
};
use countersign_tests::fixtures;
use countersign_tests::judging::{DAY, amounts, at, quantity, statuses};

/// 2014-05-13T10:00:00Z, when the emergency licence begins, and a calendar month later, when it ends.
const START: i64 = 1_399_975_200;
const END: i64 = 1_402_653_600;
/// 2014-06-14T00:00:00Z.
const DAY_AFTER: i64 = 1_402_704_000;
/// 2014-06-16T09:00:00Z, when the add-on was issued.
const BOUGHT: i64 = 1_402_909_200;
/// 2014-11-01T00:00:00Z, when the support ends.
const SUPPORT_END: i64 = 1_414_800_000;

const BASE: &str = "orange-uce-base";
const ADDON: &str = "orange-uce-addon";
const CONNECTIONS: &str = "orange-uce-connections";
const EMERGENCY: &str = "orange-uce-emergency";

fn report(files: &[File], now: i64, usage: &[(&str, u64)]) -> Report {
    let mut question = Question::at(at(now));
    question.usage = amounts(usage);
    judge(files, &question).unwrap()
}

/// How many users are registered of how many, as the page shows it: without an emergency's.
fn users(report: &Report) -> (u64, Option<u64>) {
    let row = quantity(report, "users");
    (row.used - row.emergency_used - row.over_by, row.granted.limit())
}

/// How many emergency accounts are used of how many.
fn emergency(report: &Report) -> (u64, Option<u64>) {
    let row = quantity(report, "users");
    (row.emergency_used, row.emergency.limit())
}

/// The licence in the only file of a fixture.
fn license(fixture: &str) -> Verified<License> {
    fixtures::open(&[fixture])[0].outcome.as_ref().unwrap().license().unwrap().clone()
}

#[test]
fn instants_are_those_of_the_documentation() {
    for (secs, text) in [
        (START, "2014-05-13T10:00:00Z"),
        (END, "2014-06-13T10:00:00Z"),
        (DAY_AFTER, "2014-06-14T00:00:00Z"),
        (BOUGHT, "2014-06-16T09:00:00Z"),
        (SUPPORT_END, "2014-11-01T00:00:00Z"),
    ] {
        assert_eq!(at(secs).to_string(), text);
    }
}

#[test]
fn o1_the_end_of_support_limits_no_use() {
    let files = fixtures::open(&[BASE]);
    let support = license(BASE).support_until.unwrap();
    assert_eq!(support.to_string(), "2014-10-31");
    let shown = |now| report(&files, now, &[("users", 19)]);
    let before = shown(SUPPORT_END - 1);
    assert_eq!((users(&before), emergency(&before)), ((19, Some(20)), (0, Some(0))));
    assert!(before.limit("external_connections").is_none(), "none were bought");
    assert_eq!(before.decide("external_connections", 1).code, Some(Denial::FeatureMissing));
    assert!(before.emergency.is_empty());
    for (now, ended) in [(SUPPORT_END - 1, false), (SUPPORT_END, true), (SUPPORT_END + 400 * DAY, true)] {
        let report = shown(now);
        assert_eq!(support.has_ended(report.judged_at), ended, "{now}");
        assert_eq!((&report.limits, &report.documents), (&before.limits, &before.documents), "{now}");
        assert_eq!(report.warnings, []);
    }
}

#[test]
fn o2_licences_add_up_and_the_same_one_once() {
    for files in [&[BASE, ADDON][..], &[ADDON, BASE], &[BASE, ADDON, ADDON], &[BASE, BASE, ADDON]] {
        let report = report(&fixtures::open(files), BOUGHT, &[("users", 19)]);
        assert_eq!(users(&report), (19, Some(25)), "{files:?}");
        assert!(statuses(&report).iter().all(|status| *status == "active"), "{files:?}");
    }
    let mut state = site();
    for (times, expected) in [(0, 20), (1, 25), (2, 25)] {
        (0..times).for_each(|_| add(&mut state, ADDON, BOUGHT));
        assert_eq!(users(&observe(&mut state, BOUGHT)), (0, Some(expected)), "{times} times");
    }
}

/// The request that an installation makes of its report, as the vendor reads it.
fn request(report: &Report, own: &SigningKey) -> Verified<EmergencyRequest> {
    let row = quantity(report, "users");
    let mut contact = Contact::default();
    contact.name = Some("Sandra Singer".into());
    let draft = EmergencyRequestDraft {
        product: report.product.clone().unwrap(),
        account: report.account.clone().unwrap(),
        license: row.sources[0].jti.clone(),
        entitlement: row.id.clone(),
        quantity: None,
        registered: row.used,
        granted: row.granted.limit().unwrap(),
        contact,
        reason: None,
    };
    let file = draft.sign(own, report.judged_at).unwrap().to_armor();
    let uses = Some(vec![DocumentType::EmergencyRequest]);
    let mut keys = TrustedKeys::default();
    keys.insert(TrustedKey { uses, ..TrustedKey::new(*own.public_key()) }).unwrap();
    Envelope::read(file.as_bytes()).unwrap().verify(&keys).unwrap()
}

/// The vendor's answer: the fixture, for this request and issued an hour before it begins.
fn answer(request: &EmergencyRequest) -> Vec<u8> {
    let mut claims: serde_json::Value = serde_json::from_slice(&fixtures::claims(EMERGENCY)).unwrap();
    claims["iat"] = (START - 3_600).into();
    claims["lic"]["request"] = request.id.as_str().into();
    claims["lic"]["installation"] = request.installation.to_string().into();
    let key = fixtures::signing_key();
    let signed = sign_document(claims.to_string().as_bytes(), DocumentType::License, &[&key], at(START));
    signed.unwrap().to_armor().into_bytes()
}

#[test]
fn o3_an_emergency_licence_is_requested_and_answered() {
    // All 20 are in use, and one more is needed.
    let full = report(&fixtures::open(&[BASE]), START - 3_600, &[("users", 20)]);
    let denied = full.decide("users", 1);
    assert_eq!((denied.decision, denied.code), (Verdict::Deny, Some(Denial::LimitExhausted)));
    assert!(denied.remedies.contains(&Remedy::RequestEmergency));
    assert_eq!(full.may_request_emergency("users"), Ok(()));

    let request = request(&full, &SigningKey::generate().unwrap());
    request.check(&license(BASE)).unwrap();
    assert_eq!((request.registered, request.granted, request.quantity), (20, 20, 10));

    let (base, answered) = (fixtures::signed_file(BASE).1, answer(&request));
    let opened = fixtures::verifier().open([("base.lic", &base[..]), ("answer.lic", &answered[..])]);
    let answer = opened.files[1].outcome.as_ref().unwrap().license().unwrap();
    assert_eq!(answer.request.as_deref(), Some(request.id.as_str()));
    for (now, registered, shown) in [
        (START - 1, 20, (0, Some(0))),
        (START, 21, (1, Some(10))),
        (END - 1, 21, (1, Some(10))),
        (END - 1, 30, (10, Some(10))),
        (END, 21, (0, Some(0))),
    ] {
        let report = report(&opened.files, now, &[("users", registered)]);
        assert_eq!((users(&report), emergency(&report)), ((20, Some(20)), shown), "{now}");
        let runs = (START..END).contains(&now);
        assert_eq!(report.decide("users", 1).is_allowed(), runs && registered < 30, "{now}");
        assert_eq!(report.may_request_emergency("users").is_err(), runs, "{now}");
        let row = &report.emergency[0];
        let expected = if runs { EmergencyState::Running } else { EmergencyState::Armed };
        assert_eq!(row.state, expected, "{now}");
        if runs {
            assert_eq!((row.start, row.end), (Some(at(START)), Some(at(END))));
        }
    }
    // The vendor's own sample gives the same numbers.
    let sample = report(&fixtures::open(&[BASE, EMERGENCY]), START, &[("users", 21)]);
    assert_eq!((users(&sample), emergency(&sample)), ((20, Some(20)), (1, Some(10))));
}

/// An installation with the base licence and nobody registered.
fn site() -> State {
    let mut state = State::new(fold_case);
    add(&mut state, BASE, START - DAY);
    observe(&mut state, START - DAY);
    observe(&mut state, START - 3_600);
    state
}

fn add(state: &mut State, fixture: &str, now: i64) {
    let (name, bytes) = fixtures::signed_file(fixture);
    let added = state.add([(name.as_str(), &bytes[..])], &fixtures::verifier(), at(now));
    assert!(added[0].outcome.is_ok(), "{added:?}");
}

fn observe(state: &mut State, now: i64) -> Report {
    state.observe(&fixtures::verifier(), &Question::at(at(now))).unwrap()
}

fn register(state: &mut State, name: &str, now: i64) {
    let allowed = quantity(&observe(state, now), "users").allowed;
    let person = Person { name: name.to_owned(), first: String::new(), last: String::new() };
    state.roster.add(person, at(now)).unwrap();
    state.roster.assign(name, "users", at(now), allowed).unwrap();
    observe(state, now);
}

#[test]
fn o4_what_was_not_bought_in_time_is_blocked() {
    let mut state = site();
    (1..=19).for_each(|number| register(&mut state, &format!("user{number:02}"), START - 1_800));
    register(&mut state, "gerd.gudlat", START - 60);
    add(&mut state, EMERGENCY, START);
    register(&mut state, "sandra.singer", START + 60);

    for (now, stands) in [
        (END - 1, EmergencyState::Running),
        (END, EmergencyState::Locked),
        (DAY_AFTER - 1, EmergencyState::Locked),
        (DAY_AFTER, EmergencyState::Locked),
        (BOUGHT - 1, EmergencyState::Locked),
    ] {
        let report = observe(&mut state, now);
        let locked = stands == EmergencyState::Locked;
        let row = &report.emergency[0];
        assert_eq!((row.id.as_str(), row.state, row.blocked), ("users", stands, u64::from(locked)), "{now}");
        let blocked: &[&str] = if locked { &["sandra.singer"] } else { &[] };
        assert_eq!(row.blocked_users, blocked, "{now}");
        assert_eq!(quantity(&report, "users").used, 21, "nobody loses the account");
        let refused = if locked { Denial::EmergencyLocked } else { Denial::EmergencyRunning };
        assert_eq!(report.may_request_emergency("users"), Err(refused), "{now}");
        let person = |name: &str| report.decide_person("users", &state.roster, name).code;
        assert_eq!(person("sandra.singer"), locked.then_some(Denial::EmergencyLocked), "{now}");
        assert_eq!(person("gerd.gudlat"), None, "{now}");
        let one_more = report.decide("users", 1);
        assert_eq!(one_more.is_allowed(), !locked, "{now}");
        assert!(!one_more.remedies.contains(&Remedy::RequestEmergency), "{now}");
    }

    add(&mut state, ADDON, BOUGHT);
    let bought = observe(&mut state, BOUGHT);
    assert_eq!((users(&bought), emergency(&bought)), ((21, Some(25)), (0, Some(0))));
    let row = &bought.emergency[0];
    assert_eq!((row.state, row.blocked, row.blocked_users.len()), (EmergencyState::Armed, 0, 0));
    assert_eq!(bought.decide_person("users", &state.roster, "sandra.singer").code, None);
    assert_eq!(bought.may_request_emergency("users"), Ok(()));
    let again = request(&bought, &SigningKey::generate().unwrap());
    again.check(&license(BASE)).unwrap();
    assert_eq!((again.registered, again.granted), (21, 25));
}

#[test]
fn o5_sessions_are_counted_while_they_last() {
    let files = fixtures::open(&[BASE, CONNECTIONS]);
    let connect =
        |open| report(&files, START, &[("external_connections", open)]).decide("external_connections", 1);
    for (open, allowed) in [(0, true), (1, true), (2, false), (1, true)] {
        let decision = connect(open);
        assert_eq!(decision.is_allowed(), allowed, "{open} are open");
        assert_eq!((decision.limit, decision.used), (Some(Quantity::Limited(2)), open));
        assert_eq!(decision.code, (!allowed).then_some(Denial::LimitExhausted));
    }
    let both = report(&files, START, &[("users", 20), ("external_connections", 2)]);
    assert_eq!(users(&both), (20, Some(20)), "each is counted by itself");
}
