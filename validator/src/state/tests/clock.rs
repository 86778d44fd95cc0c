//! A clock mark that was deleted, copied, edited, or set far ahead by a wrong clock.

use super::*;
use crate::judge::report::Warning;
use crate::values::time::DAY;
use serde_json::json;

/// 2026-01-01, when licences are issued here.
const ISSUED: i64 = 1_767_225_600;
const FAR: i64 = ISSUED + 3_650 * DAY;

fn license(serial: u64) -> Document {
    Document::license("L-1", 20).with("iat", ISSUED + i64::try_from(serial).unwrap()).serial(serial)
}

/// A site whose clock was years ahead, long enough to be believed, and is right again.
fn locked_out() -> State {
    let mut state = with(&[&license(1).ending(ISSUED + 400 * DAY)], ISSUED + 1);
    for reading in [ISSUED + 1, ISSUED + 3_601, FAR, FAR + 3_600] {
        state.observe(&verifier(), &Question::at(at(reading))).unwrap();
    }
    assert_eq!(state.clock.mark(), Some(at(FAR + 3_600)));
    state
}

/// What the account of the licences here is judged by.
fn own(state: &State) -> ClockMark {
    state.clock_of(VENDOR, "orange-uce", "site-1")
}

fn is_behind(state: &State, now: i64) -> bool {
    report(state, now).warnings.iter().any(|warning| matches!(warning, Warning::ClockRollback { .. }))
}

#[test]
fn a_wrong_clock_that_is_set_right_again_locks_nobody_out() {
    let mut state = with(&[&license(1)], ISSUED);
    for reading in [ISSUED, ISSUED + 3_600, FAR, ISSUED + 7_200, FAR, ISSUED + 9_000] {
        state.observe(&verifier(), &Question::at(at(reading))).unwrap();
    }
    assert_eq!((state.clock.mark(), state.clock.pending()), (Some(at(ISSUED + 9_000)), None));
    assert!(!is_behind(&state, ISSUED + 9_000));
}

#[test]
fn a_mark_that_is_far_ahead_is_mended_by_a_signed_licence() {
    let mut state = locked_out();
    let now = ISSUED + 30 * DAY;
    assert_eq!(statuses(&report(&state, now)), ["expired"]);
    assert!(is_behind(&state, now));
    assert_eq!(add(&mut state, &license(2), now), "ok");
    assert_eq!(own(&state), ClockMark::from_parts(Some(at(ISSUED + 2)), None, 1));
    assert_eq!(state.clock_resets(), 1);
    assert!(!is_behind(&state, now));
    assert_eq!(users(&report(&state, now)), (20, 0));
}

#[test]
fn an_export_from_before_does_not_bring_the_wrong_mark_back() {
    let mut state = locked_out();
    let export = state.clone();
    assert_eq!(add(&mut state, &license(2), ISSUED + 30 * DAY), "ok");
    let mut other = export.clone();
    other.merge(state.clone());
    state.merge(export);
    assert_eq!((own(&state).mark(), own(&other).mark()), (Some(at(ISSUED + 2)), Some(at(ISSUED + 2))));
}

#[test]
fn only_a_serial_that_was_not_seen_mends_and_once() {
    let now = ISSUED + 30 * DAY;
    let unmended = Some(at(FAR + 3_600));
    for document in [
        license(1),
        Document::license("L-2", 5).with("iat", ISSUED),
        license(2).with("sub", "site-2"),
        license(2).signed_by(3),
        Document::revocation_list(1, json!([])),
    ] {
        let mut state = locked_out();
        add(&mut state, &document, now);
        assert_eq!(own(&state).mark(), unmended);
    }
    let mut revoked = locked_out();
    let list = Document::revocation_list(1, json!([{ "jti": "L-1" }]));
    assert_eq!([add(&mut revoked, &list, now), add(&mut revoked, &license(2), now)], ["ok", "ok"]);
    assert_eq!(own(&revoked).mark(), unmended);

    let mut state = locked_out();
    assert_eq!(add(&mut state, &license(3), now), "ok");
    assert_eq!(own(&state).mark(), Some(at(ISSUED + 3)));
    for reading in [FAR, FAR + 3_600] {
        state.observe(&verifier(), &Question::at(at(reading))).unwrap();
    }
    assert_eq!(own(&state).mark(), unmended);
    state.remove(&license(3).digest(), at(now));
    assert_eq!(add(&mut state, &license(3), now), "ok");
    assert_eq!(own(&state).mark(), unmended, "the same once more");
}

#[test]
fn a_renewal_leaves_a_mark_that_the_clock_agrees_with() {
    let mut state = with(&[&license(1)], ISSUED);
    let mark = ISSUED + 100 * DAY;
    state.clock = ClockMark::from_parts(Some(at(mark)), None, 0);
    assert_eq!(add(&mut state, &license(2), mark - DAY), "ok");
    assert_eq!(own(&state).mark(), Some(at(mark)));
    assert_eq!(add(&mut state, &license(3), mark - DAY - 1), "ok");
    assert_eq!(own(&state).mark(), Some(at(ISSUED + 3)));
}

#[test]
fn of_renewals_that_come_together_the_latest_issue_mends() {
    let mut state = locked_out();
    let files = [license(2).bytes(), license(3).bytes(), license(2).with("iat", ISSUED + 9).bytes()];
    state.add(files.iter().map(|bytes| ("a.lic", &bytes[..])), &verifier(), at(ISSUED + 30 * DAY));
    assert_eq!(own(&state).mark(), Some(at(ISSUED + 9)));
}

#[test]
fn a_mark_that_was_deleted_leaves_what_the_documents_prove() {
    let mut state = with(&[&license(1)], ISSUED);
    state.clock = ClockMark::from_parts(Some(at(ISSUED + 100 * DAY)), None, 0);
    assert!(is_behind(&state, ISSUED));
    let lines = state.to_lines();
    let text: String =
        lines.lines().filter(|line| !line.starts_with("{\"clock\"")).collect::<Vec<_>>().join("\n");
    let (state, _) = State::parse(text.as_bytes(), fold_case);
    let report = report(&state, ISSUED - 2 * DAY);
    assert_eq!(report.floor, Some(at(ISSUED + 1)));
    assert!(is_behind(&state, ISSUED - 2 * DAY) && !is_behind(&state, ISSUED));
}

#[test]
fn a_mark_that_was_copied_from_elsewhere_is_the_higher_of_the_two() {
    let mark = |secs: i64| {
        let mut state = State::new(fold_case);
        state.clock = ClockMark::from_parts(Some(at(secs)), None, 0);
        state
    };
    let mut state = mark(ISSUED + 9);
    state.merge(mark(ISSUED));
    assert_eq!(state.clock.mark(), Some(at(ISSUED + 9)));
    state.merge(mark(ISSUED + 10));
    assert_eq!(state.clock.mark(), Some(at(ISSUED + 10)));
}

#[test]
fn a_clock_is_observed_also_where_nothing_can_be_judged() {
    let mut state =
        with(&[&Document::license("L-1", 20), &Document::license("L-1", 20).with("sub", "site-2")], 1_000);
    assert!(state.observe(&verifier(), &Question::at(at(1_000))).is_err());
    assert_eq!(state.clock.pending(), Some(at(1_000)));
    let before = state.to_lines();
    assert!(state.report(&verifier(), &Question::at(at(5_000))).is_err());
    assert_eq!(state.to_lines(), before, "a report remembers nothing");
}

/// The licences of a stranger: of another issuer, product or account, or of all three.
fn strangers() -> Vec<Document> {
    let other = |claims: &[(&str, &str)]| {
        claims
            .iter()
            .fold(license(1).with("iat", 1_000), |document, (name, value)| document.with(name, *value))
    };
    vec![
        other(&[("aud", "other")]),
        other(&[("sub", "site-2")]),
        other(&[("iss", "https://other.example")]).signed_by(4),
        other(&[("iss", "https://other.example"), ("aud", "other"), ("sub", "site-2")]).signed_by(4),
    ]
}

/// As [`verifier`], and of another vendor's key, which is 4.
fn verifier_of_both() -> Verifier {
    let mut keys = TrustedKeys::default();
    keys.insert(TrustedKey { issuer: Some(VENDOR.into()), ..key(1) }).unwrap();
    keys.insert(TrustedKey { issuer: Some("https://other.example".into()), ..key(4) }).unwrap();
    Verifier::new(keys)
}

fn put(state: &mut State, document: &Document, now: i64) {
    let bytes = document.bytes();
    let files = state.add([("a.lic", &bytes[..])], &verifier_of_both(), at(now));
    assert!(files[0].outcome.is_ok(), "{files:?}");
}

/// The own licence, which ended long ago, by a clock that was set back to when it had not.
fn own_status(state: &State, now: i64) -> (&'static str, bool) {
    let mut question = Question::at(at(now));
    question.issuer = Some(VENDOR.into());
    question.product = Some("orange-uce".into());
    question.account = Some("site-1".into());
    let report = state.report(&verifier_of_both(), &question).unwrap();
    let behind = report.warnings.iter().any(|warning| matches!(warning, Warning::ClockRollback { .. }));
    (statuses(&report)[0], behind)
}

#[test]
fn nobody_elses_licences_lower_the_mark() {
    let now = ISSUED + 30 * DAY;
    for stranger in strangers() {
        let ended = |state: &State| assert_eq!(own_status(state, now), ("expired", true));
        // Added beside the own licence; while it is taken out; and brought by another state.
        for door in ["beside", "alone", "merged"] {
            let mut state = locked_out();
            let own = state.documents()[0].digest();
            let later = stranger.clone().serial(9).with("iat", 2_000);
            match door {
                "merged" => {
                    let mut other = locked_out();
                    put(&mut other, &stranger, now);
                    put(&mut other, &later, now);
                    other.remove(&stranger.digest(), at(now));
                    other.remove(&later.digest(), at(now));
                    state.merge(other);
                }
                _ => {
                    let alone = door == "alone" && state.remove(&own, at(now));
                    put(&mut state, &stranger, now);
                    let _ = state.observe(&verifier_of_both(), &Question::at(at(now)));
                    put(&mut state, &later, now);
                    let _ = state.observe(&verifier_of_both(), &Question::at(at(now)));
                    state.remove(&stranger.digest(), at(now));
                    state.remove(&later.digest(), at(now));
                    assert_eq!(state.restore(&own, at(now)), alone);
                }
            }
            ended(&state);
            let read = State::parse(state.to_lines().as_bytes(), fold_case).0;
            ended(&read);
            // To put lower serials in again is refused, and lowers nothing either.
            let again = state.add([("a.lic", &stranger.bytes()[..])], &verifier_of_both(), at(now));
            assert_eq!(again[0].outcome.as_ref().unwrap_err().code().as_str(), "stale");
            ended(&state);
            // Its own renewal still mends it.
            put(&mut state, &license(2), now);
            assert!(!own_status(&state, now).1);
        }
    }
}

#[test]
fn the_mark_that_a_licence_set_follows_the_clock_and_outlasts_the_text() {
    let mut state = locked_out();
    let now = ISSUED + 30 * DAY;
    assert_eq!(add(&mut state, &license(2), now), "ok");
    for reading in [now, now + 3_600, now + 7_200] {
        state.observe(&verifier(), &Question::at(at(reading))).unwrap();
    }
    let read = State::parse(state.to_lines().as_bytes(), fold_case).0;
    for state in [&state, &read] {
        assert_eq!(own(state), ClockMark::from_parts(Some(at(now + 7_200)), None, 1));
        assert!(!is_behind(state, now) && is_behind(state, now - 2 * DAY));
    }
    // What it was taken out by is the same mark, and not the wrong one.
    state.remove(&license(2).digest(), at(now - 9 * DAY));
    let removed = state.documents().into_iter().find_map(StoredDocument::removed);
    assert_eq!(removed, Some(at(now + 7_200)));
}

#[test]
fn who_goes_back_keeps_the_readings_and_not_the_mark_that_was_set_since() {
    let mut before = locked_out();
    let now = ISSUED + 30 * DAY;
    assert_eq!(add(&mut before, &license(2), now), "ok");
    let mut later = before.clone();
    for reading in [now, now + 3_600] {
        later.observe(&verifier(), &Question::at(at(reading))).unwrap();
    }
    let mut undone = before.clone();
    undone.take_readings(&later);
    assert_eq!(own(&undone), own(&later));
    let mut unmended = locked_out();
    unmended.take_readings(&later);
    assert_eq!(own(&unmended).mark(), Some(at(FAR + 3_600)));
}

#[test]
fn a_state_of_an_earlier_version_is_read_and_its_mark_lowers_nobodys() {
    let read = |line: &str| {
        let text = format!("{{\"countersign\":\"state\",\"version\":1}}\n{line}\n");
        let (state, dropped) = State::parse(text.as_bytes(), fold_case);
        assert_eq!(dropped, []);
        state
    };
    let old = read(r#"{"clock":{"mark":1000,"pending":2000,"resets":7}}"#);
    assert_eq!(old.clock, ClockMark::from_parts(Some(at(1_000)), Some(at(2_000)), 0));
    let mut state = locked_out();
    state.merge(old);
    assert_eq!(own(&state).mark(), Some(at(FAR + 3_600)));
}
