//! What pictures show of an account, and that looking at them verifies nothing.

use super::*;
use crate::state::Running;

const VENDOR: &str = include_str!("../../../../tests/fixtures/keys.json");
const BASE: &[u8] = include_bytes!("../../../../tests/fixtures/orange-uce-base.lic");
const EMERGENCY: &[u8] = include_bytes!("../../../../tests/fixtures/orange-uce-emergency.lic");

/// 2014-05-20T00:00:00Z, and when the emergency ends.
const NOW: i64 = 1_400_544_000;
const END: i64 = 1_402_653_600;

fn running() -> State {
    let start = Start { built_in_keys: Some(VENDOR.to_owned()), now: at(NOW), ..start() };
    let state = open(&State::new(start), "base.lic", BASE);
    open(&state, "emergency.lic", EMERGENCY)
}

fn using(state: &State, users: u64) -> State {
    let account = state.accounts[0].name.clone();
    state.reduce(Action::SetUsage { account, entitlement: "users".into(), amount: Some(users) })
}

#[test]
fn an_amount_that_is_typed_in_verifies_nothing_and_draws_nothing_anew() {
    // The most that was in use is remembered of an emergency.
    let before = using(&running(), 21);
    let after = using(&before, 20);
    assert!(Rc::ptr_eq(before.verified.as_ref().unwrap(), after.verified.as_ref().unwrap()));
    assert!(Rc::ptr_eq(before.course.as_ref().unwrap(), after.course.as_ref().unwrap()));
    let judged = after.files.iter().all(|file| status(file) == Some(Status::Active));
    assert!(judged, "they are judged all the same");
    let license = |state: &State| match &state.files[0].outcome {
        Outcome::License { license, .. } => Rc::clone(license),
        _ => unreachable!(),
    };
    assert!(Rc::ptr_eq(&license(&before), &license(&after)));
}

#[test]
fn what_was_verified_is_not_good_any_more_where_a_file_or_a_key_comes_or_goes() {
    let state = running();
    let is_the_same =
        |other: &State| Rc::ptr_eq(state.verified.as_ref().unwrap(), other.verified.as_ref().unwrap());
    assert!(is_the_same(&state.reduce(Action::Tick(at(NOW + 60)))));
    let gone = state.reduce(Action::Close(state.files[0].id)).reduce(Action::Apply);
    assert!(is_the_same(&gone), "what is taken out is known all the same");
    assert_eq!(names(&gone).len(), 1);
    assert!(!is_the_same(&open(
        &state,
        "add-on.lic",
        include_bytes!("../../../../tests/fixtures/orange-uce-addon.lic")
    )));
    let other = review(&state, KeyFamily::Keygen, OTHER_KEY).reduce(Action::TrustReviewed);
    assert!(!is_the_same(&other));
}

#[test]
fn a_step_line_has_each_level_from_today_on_and_what_is_in_use_where_that_is_known() {
    let state = running();
    let charts = state.charts(&state.accounts[0]);
    let [users] = &charts.charts[..] else { unreachable!("{charts:?}") };
    let levels: Vec<_> =
        users.levels.iter().map(|level| (level.at.as_secs(), level.total().limit())).collect();
    assert_eq!(levels, [(NOW, Some(30)), (END, Some(20))]);
    assert_eq!((users.id, users.used, users.highest()), ("users", None, 30));
    assert!(charts.axis.to > at(END) && charts.axis.from == at(NOW));
    let state = using(&state, 45);
    let charts = state.charts(&state.accounts[0]);
    assert_eq!((charts.charts[0].used, charts.charts[0].highest()), (Some(45), 45));
}

#[test]
fn a_time_line_has_licences_emergencies_and_support_in_this_order() {
    let state = running();
    let spans = state.spans(&state.accounts[0]);
    let shown: Vec<_> =
        spans.spans.iter().map(|span| (span.what, span.until.map(UnixTime::as_secs))).collect();
    let support = countersign::Date::parse("2014-10-31").unwrap().end();
    assert_eq!(
        shown,
        [
            (Running::License, None),
            (Running::Emergency, Some(END)),
            (Running::Support, Some(support.as_secs()))
        ]
    );
    assert!(spans.axis.to > support && spans.axis.from < at(NOW));
    // What ended long ago is not drawn.
    let later = state.reduce(Action::Tick(at(NOW + 20 * 31_557_600)));
    let left: Vec<Running> = later.spans(&later.accounts[0]).spans.iter().map(|span| span.what).collect();
    assert_eq!(left, [Running::License]);
}

#[test]
fn grace_follows_the_licence() {
    let state = open(&trusting(), "a.lic", LICENCE);
    let spans = state.spans(&state.accounts[0]);
    let licence = spans.spans.iter().find(|span| span.what == Running::License).unwrap();
    assert_eq!((licence.until, licence.grace), (Some(at(EXPIRES)), Some(at(END_OF_GRACE))));
}

const END_OF_GRACE: i64 = super::END;

#[test]
fn files_that_are_given_together_are_proposed_together() {
    let start = Start { built_in_keys: Some(VENDOR.to_owned()), now: at(NOW), ..start() };
    let given = [("base.lic", BASE), ("emergency.lic", EMERGENCY), ("photo.png", b"\x89PNG".as_slice())];
    let given = given.map(|(name, bytes)| Given::File { name: name.to_owned(), bytes: bytes.to_vec() });
    let state = State::new(start).reduce(Action::OpenAll(given.into()));
    assert_eq!(state.proposal.as_ref().map(|proposal| proposal.adding.len()), Some(2));
    assert!(matches!(said(&state), Some(Announcement::Refused { name, .. }) if name == "photo.png"));
    let state = state.reduce(Action::Apply);
    assert_eq!(state.files.iter().filter(|file| file.kept.is_some()).count(), 2);
}

/// A licence with so many entitlements, which end at three instants; signed by a key that is trusted.
fn long(entitlements: usize) -> State {
    let (state, file) = long_file(entitlements);
    settled(give(&state, "long.lic", &file)).reduce(Action::Apply)
}

/// The state once all is done that takes long.
fn settled(mut state: State) -> State {
    while state.is_waiting() {
        state = state.reduce(Action::GoOn);
    }
    state
}

fn long_file(entitlements: usize) -> (State, Vec<u8>) {
    let key = countersign::issue::SigningKey::from_seed(&[7; 32]).unwrap();
    let entitlement = |index: usize| {
        let end = NOW + 1_000 * (1 + index as i64 % 3);
        format!(r#"{{"id":"module_{index:04}","metric":"user","quantity":10,"exp":{end}}}"#)
    };
    let entitlements = (0..entitlements).map(entitlement).collect::<Vec<_>>().join(",");
    let claims = format!(
        r#"{{"ver":1,"iss":"https://vendor.example","aud":"ucware","sub":"long","jti":"L-1","iat":1383296400,
        "lic":{{"serial":1,"name":"n","kind":"standard","perpetual":true,"holder":{{"name":"h"}},
        "entitlements":[{entitlements}]}}}}"#
    );
    let license = countersign::DocumentType::License;
    let file = countersign::issue::sign_document(claims.as_bytes(), license, &[&key], at(NOW)).unwrap();
    let mut keys = TrustedKeys::default();
    keys.insert(countersign::TrustedKey::new(*key.public_key())).unwrap();
    let start = Start { built_in_keys: Some(keys.to_jwk_set()), now: at(NOW), ..start() };
    (State::new(start), file.to_armor().into_bytes())
}

#[test]
fn what_takes_long_is_done_in_parts_and_comes_to_the_same() {
    let (state, short) = long_file(9);
    assert!(!give(&state, "short.lic", &short).is_waiting());
    let (state, file) = long_file(4_000);
    let mut given = give(&state, "long.lic", &file);
    let mut parts = 1;
    while given.is_waiting() {
        assert!(given.proposal.is_none());
        given = given.reduce(Action::GoOn);
        parts += 1;
    }
    assert_eq!(parts, 3, "verified, added, previewed");
    let proposal = given.proposal.as_ref().unwrap();
    let [(_, Ok(preview))] = proposal.accounts.as_slice() else { unreachable!() };
    assert_eq!(preview.differences.len(), 4_000);
    let applied = given.reduce(Action::Apply);
    assert!(!applied.is_waiting());
    assert_eq!(applied.files[0].id, given.files[0].id, "what was chosen of it stays");

    // Read from the store, it is verified and then judged.
    let text = applied.record.to_text();
    let stored = Stored { turn: 1, text, ..Stored::default() };
    let read = settled(state.reduce(Action::Loaded(Some(stored))));
    assert_eq!(read.accounts[0].report, applied.accounts[0].report);
    // What happens in between is not lost, and nothing waits twice.
    let between = give(&state, "long.lic", &file).reduce(Action::SetTheme(Theme::Dark));
    assert!(settled(between).proposal.is_some());
}

#[test]
fn what_was_added_is_not_verified_again() {
    let (state, file) = long_file(9);
    let proposed = give(&state, "long.lic", &file);
    let opened = Rc::clone(&proposed.proposal.as_ref().unwrap().opened.1);
    let applied = proposed.reduce(Action::Apply);
    assert!(Rc::ptr_eq(&applied.verified.as_ref().unwrap().opened, &opened));
}

#[test]
fn of_many_limits_what_will_be_granted_is_made_out_one_judgement_at_a_time() {
    assert_eq!((long(300).is_drawing(), long(300).course().len()), (false, 300));
    let mut state = long(900);
    let mut known = Vec::new();
    while state.is_drawing() {
        known.push(state.course().len());
        state = state.reduce(Action::Draw);
    }
    assert_eq!((known, state.course().len()), (vec![0, 300, 600], 900));
    // What was made out half way does not go into what is made out anew.
    let later = long(900).reduce(Action::Draw).reduce(Action::Tick(at(NOW + 1_500)));
    assert_eq!((later.is_drawing(), later.course().len()), (true, 0));
}

#[test]
fn what_changes_at_one_instant_is_in_the_vendors_order() {
    let state = open(&trusting(), "a.lic", LICENCE);
    let ids: Vec<&str> = state.course().iter().map(|step| step.id.as_str()).collect();
    let limits = state.limits(&state.accounts[0]);
    let own: Vec<&str> = limits.iter().map(|limit| limit.row.id()).collect();
    assert_eq!(ids, own);
    assert!(!own.is_sorted(), "the vendor has another order than that of ids: {own:?}");
    let charts = state.charts(&state.accounts[0]);
    assert_eq!(charts.charts.iter().map(|chart| chart.id).collect::<Vec<_>>(), own);
}
