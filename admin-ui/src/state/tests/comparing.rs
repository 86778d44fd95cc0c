//! What is compared, and what differs.

use super::*;
use crate::state::{Compared, Comparing, Side, pairs};
use countersign::Granted;

const VENDOR: &str = include_str!("../../../../tests/fixtures/keys.json");
const PHONES: &[u8] = include_bytes!("../../../../tests/fixtures/ucware-testlizenz.lic");
const DOWNGRADE: &[u8] = include_bytes!("../../../../tests/fixtures/ucware-downgrade.lic");

fn phones() -> State {
    let start = Start { built_in_keys: Some(VENDOR.to_owned()), ..start() };
    open(&State::new(start), "phones.lic", PHONES)
}

fn differing(state: &State) -> Vec<(String, [Option<u64>; 2])> {
    let [left, right] = state.compared().unwrap();
    let pairs = pairs([left.1, right.1]);
    let pairs = pairs.into_iter().filter(crate::state::Pair::differs);
    let amount = |side: &Option<crate::state::Share>| match side.as_ref()?.granted {
        Granted::Quantity { granted, .. } => granted.limit(),
        Granted::Feature(_) => None,
    };
    pairs.map(|pair| (pair.id.to_owned(), [amount(&pair.sides[0]), amount(&pair.sides[1])])).collect()
}

#[test]
fn what_waits_to_be_added_is_compared_with_what_is_in_force() {
    assert!(State::new(start()).compared().is_none());
    let state = give(&phones(), "less.lic", DOWNGRADE);
    let [(left, _), (right, compared)] = state.compared().unwrap();
    assert!(matches!(left, Side::InForce(_)) && right == Side::File(state.files[0].id));
    assert!(matches!(compared, Compared::License(file, _) if file.kept.is_none()));
    let differing = differing(&state);
    assert!(differing.contains(&("client_bundle".into(), [Some(500), Some(5)])), "{differing:?}");
}

#[test]
fn any_two_are_compared_and_a_side_that_has_gone_is_chosen_anew() {
    let state = open(&phones(), "less.lic", DOWNGRADE);
    let ids: Vec<FileId> = state.files.iter().map(|file| file.id).collect();
    let [less, more] = ids[..] else { unreachable!() };
    let comparing = Comparing { left: Some(Side::File(less)), right: Some(Side::File(more)), all: false };
    let state = state.reduce(Action::Compare(comparing));
    assert!(differing(&state).contains(&("client_bundle".into(), [Some(5), Some(500)])));
    let [(left, _), (right, _)] = state.compared().unwrap();
    assert_eq!((left, right), (Side::File(less), Side::File(more)));
    let state = state.reduce(Action::Close(less)).reduce(Action::Apply);
    let [(left, _), (right, _)] = state.compared().unwrap();
    assert!(matches!(left, Side::InForce(_)));
    assert_eq!(right, Side::File(more));
    // What the other one superseded stays superseded: nothing of it is in force.
    assert!(differing(&state).contains(&("client_bundle".into(), [Some(0), Some(500)])));
    assert_eq!(differing(&phones()), [], "alone, a licence is what is in force");
}
