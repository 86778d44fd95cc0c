//! Emergencies that are none of this installation's: over before they came, or another one's.

use super::emergency::{END, START, base, emergency, in_emergency, observe, row};
use super::*;
use crate::judge::emergency::EmergencyState;
use crate::values::time::DAY;
use serde_json::json;

const LATER: i64 = END + 300 * DAY;

/// Ways in which it is known that the emergency is over, whatever the clock says now.
fn knowing() -> Vec<(&'static str, State)> {
    let mut marked = with(&[&base()], LATER);
    observe(&mut marked, LATER);
    observe(&mut marked, LATER + 3_600);
    let newer = Document::license("L-2", 1).with("iat", LATER);
    let list = Document::revocation_list(1, json!([])).with("iat", LATER);
    vec![
        ("the mark", marked),
        ("a licence", with(&[&base(), &newer], START)),
        ("a list", with(&[&base(), &list], START)),
    ]
}

#[test]
fn a_clock_that_was_set_back_starts_none_that_is_over() {
    for (what, state) in knowing() {
        for now in [0, START, END - 1] {
            let mut state = state.clone();
            assert_eq!(add(&mut state, &emergency(), now), "ok");
            let report = observe(&mut state, now);
            assert!(report.judged_at >= at(LATER), "{what}");
            assert_eq!(row(&report).state, EmergencyState::Armed, "{what} {now}");
            assert!(state.journal.iter().next().is_none(), "{what} {now}");
            let right = observe(&mut state, LATER + DAY);
            assert_eq!((row(&right).state, row(&right).blocked), (EmergencyState::Armed, 0), "{what} {now}");
        }
    }
}

#[test]
fn what_proves_the_instant_may_come_together_with_it() {
    let files = [base(), Document::license("L-2", 1).with("iat", LATER), emergency()];
    let files = files.each_ref().map(Document::bytes);
    let mut state = State::new(fold_case);
    state.add(files.iter().map(|bytes| ("a.lic", &bytes[..])), &verifier(), at(START));
    assert_eq!(row(&observe(&mut state, START)).state, EmergencyState::Armed);
}

#[test]
fn another_accounts_documents_prove_nothing_about_this_one() {
    let newer = Document::license("L-2", 1).with("iat", LATER).with("sub", "site-2");
    let mut state = with(&[&base(), &newer], START);
    assert_eq!(add(&mut state, &emergency(), START), "ok");
    let mut question = Question::at(at(START));
    question.account = Some("site-1".into());
    let report = state.observe(&verifier(), &question).unwrap();
    assert_eq!((report.judged_at, row(&report).state), (at(START), EmergencyState::Running));
}

#[test]
fn what_started_at_another_installation_runs_and_locks_there() {
    let kid = |seed: u8| key(seed).key.thumbprint();
    let theirs = emergency().with("lic.installation", kid(5).to_string());
    let mut other = with(&[&base()], START);
    assert_eq!(add(&mut other, &theirs, START), "ok");
    let asked = |now: i64, own: Option<u8>| {
        let mut question = Question::at(at(now));
        question.installation = own.map(kid);
        question
    };
    other.observe(&verifier(), &asked(START, Some(5))).unwrap();
    let mut own = with(&[&base()], START);
    own.merge(other.clone());
    for (own_key, running, locked) in [
        (Some(5), EmergencyState::Running, EmergencyState::Locked),
        (None, EmergencyState::Running, EmergencyState::Locked),
    ] {
        let stands = |now| row(&own.report(&verifier(), &asked(now, own_key)).unwrap()).state;
        assert_eq!((stands(START), stands(END)), (running, locked));
    }
    for now in [START, END] {
        let report = own.report(&verifier(), &asked(now, Some(6))).unwrap();
        assert_eq!((row(&report).state, row(&report).start), (EmergencyState::Armed, None));
        assert_eq!(users(&report), (20, 0));
    }
    // Nor does judging it here settle what runs there.
    own.observe(&verifier(), &asked(END, Some(6))).unwrap();
    other.merge(own);
    let report = other.report(&verifier(), &asked(END, Some(5))).unwrap();
    assert_eq!(row(&report).state, EmergencyState::Locked);
    // One that names no installation is everybody's, as before.
    let mut nobodys = in_emergency();
    let report = nobodys.observe(&verifier(), &asked(END, Some(6))).unwrap();
    assert_eq!(row(&report).state, EmergencyState::Locked);
}
