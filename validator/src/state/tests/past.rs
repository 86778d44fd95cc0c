//! What people can read of the past.

use super::*;

#[test]
fn a_key_tells_what_was_last_done_to_it() {
    let mut state = State::new(fold_case);
    state.add_key(key(1), at(3)).unwrap();
    state.add_key(key(2), at(4)).unwrap();
    state.remove_key(&key(1).key.thumbprint(), at(5));
    let mut changes: Vec<_> =
        state.key_changes().map(|change| (change.at, change.removed, change.key.clone())).collect();
    changes.sort_by_key(|(at, ..)| *at);
    assert_eq!(changes, [(at(4), false, key(2)), (at(5), true, key(1))]);
}

#[test]
fn an_emergency_is_told_with_its_account() {
    let mut state = with(&[&Document::license("L-1", 20), &Document::emergency("E-1", 2_000, 9_000)], 2_000);
    assert_eq!(state.past_emergencies().count(), 0, "nothing was observed");
    state.observe(&verifier(), &Question::at(at(2_000))).unwrap();
    let past: Vec<_> = state.past_emergencies().collect();
    let [emergency] = past.as_slice() else { panic!("one emergency started") };
    assert_eq!((emergency.issuer, emergency.account), (VENDOR, "site-1"));
    assert_eq!((emergency.start.at, emergency.start.end), (at(2_000), at(9_000)));
    assert_eq!((emergency.start.license.as_str(), emergency.start.settled), ("E-1", None));
}
