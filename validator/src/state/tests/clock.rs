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
    assert_eq!(state.clock, ClockMark::from_parts(Some(at(ISSUED + 2)), None, 1));
    assert!(!is_behind(&state, now));
    assert_eq!(users(&report(&state, now)), (20, 0));
}

#[test]
fn an_export_from_before_does_not_bring_the_wrong_mark_back() {
    let mut state = locked_out();
    let export = state.clone();
    assert_eq!(add(&mut state, &license(2), ISSUED + 30 * DAY), "ok");
    state.merge(export);
    assert_eq!(state.clock.mark(), Some(at(ISSUED + 2)));
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
        assert_eq!(state.clock.mark(), unmended);
    }
    let mut revoked = locked_out();
    let list = Document::revocation_list(1, json!([{ "jti": "L-1" }]));
    assert_eq!([add(&mut revoked, &list, now), add(&mut revoked, &license(2), now)], ["ok", "ok"]);
    assert_eq!(revoked.clock.mark(), unmended);

    let mut state = locked_out();
    assert_eq!(add(&mut state, &license(3), now), "ok");
    state.clock = ClockMark::from_parts(unmended, None, 1);
    state.remove(&license(3).digest(), at(now));
    assert_eq!(add(&mut state, &license(3), now), "ok");
    assert_eq!(state.clock.mark(), unmended, "the same once more");
}

#[test]
fn a_renewal_leaves_a_mark_that_the_clock_agrees_with() {
    let mut state = with(&[&license(1)], ISSUED);
    let mark = ISSUED + 100 * DAY;
    state.clock = ClockMark::from_parts(Some(at(mark)), None, 0);
    assert_eq!(add(&mut state, &license(2), mark - DAY), "ok");
    assert_eq!(state.clock.mark(), Some(at(mark)));
    assert_eq!(add(&mut state, &license(3), mark - DAY - 1), "ok");
    assert_eq!(state.clock.mark(), Some(at(ISSUED + 3)));
}

#[test]
fn of_renewals_that_come_together_the_latest_issue_mends() {
    let mut state = locked_out();
    let files = [license(2).bytes(), license(3).bytes(), license(2).with("iat", ISSUED + 9).bytes()];
    state.add(files.iter().map(|bytes| ("a.lic", &bytes[..])), &verifier(), at(ISSUED + 30 * DAY));
    assert_eq!(state.clock.mark(), Some(at(ISSUED + 9)));
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
