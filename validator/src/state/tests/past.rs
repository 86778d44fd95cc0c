//! What people can read of the past.

use super::*;
use crate::Quantity;

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

/// What happened, in the order that is told, by what it is about.
fn told(state: &State) -> Vec<String> {
    let mut all = Vec::new();
    for document in state.documents() {
        all.push((document.added(), document.added_order(), document.name().to_owned()));
        if let Some(at) = document.removed() {
            all.push((at, document.order(), format!("-{}", document.name())));
        }
    }
    all.extend(state.key_changes().map(|change| (change.at, change.order, "key".to_owned())));
    all.extend(state.usage_changes().map(|change| (change.at, change.order, change.entitlement.to_owned())));
    let roster = state.roster_changes();
    all.extend(
        roster.map(|change| (change.at, change.order, change.entitlement.unwrap_or("people").to_owned())),
    );
    all.sort();
    all.dedup();
    all.into_iter().map(|(_, _, what)| what).collect()
}

#[test]
fn what_was_done_in_one_second_is_told_in_its_order_also_after_reading_and_merging() {
    let mut state = State::new(fold_case);
    state.set_usage("z", 1, at(5));
    state.keep("c.lic", b"c", at(5));
    state.roster.add(person("b"), at(5)).unwrap();
    state.roster.add(person("a"), at(5)).unwrap();
    state.set_usage("y", 1, at(5));
    state.add_key(key(1), at(5)).unwrap();
    state.keep("a.lic", b"a", at(5));
    state.roster.assign("b", BUNDLE, at(5), Quantity::Unlimited).unwrap();
    let removed = state.documents().first().map(|document| document.digest()).unwrap();
    assert!(state.remove(&removed, at(5)));
    let older = state.clone();
    let mut expected = names("z c.lic people y key a.lic client_bundle -c.lic");
    assert_eq!(told(&state), expected);
    // Read anew it goes on where it was.
    let (mut read, dropped) = State::parse(state.to_lines().as_bytes(), fold_case);
    assert!(dropped.is_empty());
    assert_eq!(told(&read), expected);
    read.set_usage("a", 1, at(5));
    expected.push("a".into());
    assert_eq!(told(&read), expected);
    for (mut one, other) in [(older.clone(), read.clone()), (read, older)] {
        one.merge(other);
        assert_eq!(told(&one), expected);
        // Another state beside it goes on after it, and it after that one.
        let mut beside = State::new(fold_case);
        beside.follow(&one);
        beside.set_usage("beside", 1, at(5));
        one.follow(&beside);
        one.set_usage("0", 1, at(5));
        let order = |state: &State| state.usage_changes().map(|change| change.order).max();
        assert!(order(&one) > order(&beside), "{:?} {:?}", order(&one), order(&beside));
    }
}

fn names(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}
