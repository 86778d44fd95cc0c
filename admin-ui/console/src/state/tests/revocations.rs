//! Revocation lists, from what is marked to the list that follows.

use super::ledger::{ISSUER, desk, license};
use super::*;
use crate::state::revocations::Plan;
use countersign::{DocumentType, Envelope, RevocationList, Status, TrustedKey, TrustedKeys, Verified};
use countersign_kit::Given;

fn act(state: &mut State, action: RevocationsAction) -> Vec<Effect> {
    state.reduce(Action::Revocations(action))
}

fn plan(state: &State) -> &Plan {
    state.revocations.plan.as_ref().unwrap().as_ref().unwrap()
}

/// The list that was signed, as a customer reads it.
fn list(state: &State) -> Verified<RevocationList> {
    let mut keys = TrustedKeys::default();
    keys.insert(TrustedKey::new(state.keys.own[0].public)).unwrap();
    let signed = state.revocations.signed.as_ref().unwrap();
    Envelope::read(signed.armor.as_bytes()).unwrap().verify(&keys).unwrap()
}

fn revokes(list: &RevocationList, id: &str, serial: u64) -> bool {
    list.revokes(DocumentType::License, id, serial)
}

#[test]
fn what_ends_is_shown_first_and_the_next_list_says_it_again() {
    let mut state = desk();
    let other = license(&state, "CVP-200", "");
    state.reduce(Action::Bring(Given::Pasted(other)));
    act(&mut state, RevocationsAction::Mark("CVP-100".into(), true));
    let ended: Vec<_> = plan(&state).ended().map(|turned| &*turned.license.id).collect();
    assert_eq!((ended, plan(&state).serial(), plan(&state).count()), (vec!["CVP-100"], 1, 1));
    // Without the day of the next one, and past it, nothing is signed.
    for day in ["", "2020-01-01", "soon"] {
        act(&mut state, RevocationsAction::SetNextUpdate(day.into()));
        act(&mut state, RevocationsAction::Sign);
        assert!(state.revocations.signed.is_none(), "{day}");
    }
    act(&mut state, RevocationsAction::SetNextUpdate("2100-01-01".into()));
    act(&mut state, RevocationsAction::SetReason("money returned".into()));
    act(&mut state, RevocationsAction::Sign);
    let first = list(&state);
    assert_eq!((&*first.issuer, &*first.product, first.serial), (ISSUER, "call-services", 1));
    assert!(revokes(&first, "CVP-100", 9) && !revokes(&first, "CVP-200", 1));
    assert!(
        matches!(&act(&mut state, RevocationsAction::Save)[..], [Effect::Save { name, .. }] if name == "call-services-1.rev")
    );
    assert!(matches!(&act(&mut state, RevocationsAction::Enter)[..], [Effect::KeepLine { .. }]));
    // The next one follows it, and changes that alone which is new.
    act(&mut state, RevocationsAction::Mark("CVP-200".into(), true));
    act(&mut state, RevocationsAction::Upto("CVP-200".into(), Some(1)));
    let ended: Vec<_> = plan(&state).ended().map(|turned| &*turned.license.id).collect();
    assert_eq!((ended, plan(&state).before, plan(&state).count()), (vec!["CVP-200"], 1, 2));
    act(&mut state, RevocationsAction::Sign);
    let second = list(&state);
    assert_eq!(second.serial, 2);
    assert!(
        revokes(&second, "CVP-100", 9) && revokes(&second, "CVP-200", 1) && !revokes(&second, "CVP-200", 2)
    );
}

#[test]
fn a_licence_that_comes_back_is_shown_too() {
    let mut state = desk();
    let newer = license(&state, "CVP-200", r#""supersedes":["CVP-100"],"#);
    state.reduce(Action::Bring(Given::Pasted(newer)));
    act(&mut state, RevocationsAction::Mark("CVP-200".into(), true));
    let [other] = &plan(&state).others().collect::<Vec<_>>()[..] else { panic!() };
    assert_eq!((&*other.license.id, other.before), ("CVP-100", Status::Superseded));
    assert_ne!(other.after, Status::Superseded);
}

#[test]
fn what_is_typed_is_checked_and_what_nothing_has_is_named() {
    let mut state = desk();
    act(&mut state, RevocationsAction::SetOthers("CVP-100:1\nCVP-1O0\n".into()));
    assert_eq!(plan(&state).unknown, ["CVP-1O0"]);
    assert_eq!(plan(&state).ended().count(), 1);
    act(&mut state, RevocationsAction::SetOthers("CVP-100:none".into()));
    assert!(state.revocations.plan.is_none());
    act(&mut state, RevocationsAction::SetOthers("CVP 100".into()));
    assert_eq!(
        state.revocations.plan.as_ref().unwrap().as_ref().err().unwrap().code().as_str(),
        "claims_value"
    );
}

#[test]
fn licences_and_lists_from_files_need_no_ledger() {
    let desk = desk();
    let file = license(&desk, "CVP-300", "");
    let mut state = super::state();
    state.keys = desk.keys;
    state.reduce(Action::Navigate(Route::Revocations));
    state.reduce(Action::Bring(Given::Pasted(file)));
    assert_eq!(state.route, Route::Revocations);
    act(&mut state, RevocationsAction::Mark("CVP-300".into(), true));
    act(&mut state, RevocationsAction::SetNextUpdate("2100-01-01".into()));
    act(&mut state, RevocationsAction::Sign);
    let armor = state.revocations.signed.as_ref().unwrap().armor.clone();
    // Another browser goes on from the list alone.
    let mut other = super::state();
    other.keys = state.keys;
    act(&mut other, RevocationsAction::Open(Given::Pasted(armor)));
    act(&mut other, RevocationsAction::SetOthers("X".into()));
    assert_eq!((plan(&other).serial(), plan(&other).count()), (2, 2));
    // What a stranger signed is not followed.
    let stranger = with_key();
    let foreign = license(&stranger, "CVP-1", "");
    act(&mut other, RevocationsAction::Open(Given::Pasted(foreign)));
    assert_eq!(other.revocations.refused[0].1.code().as_str(), "key_unknown");
}

#[test]
fn a_released_activation_goes_onto_the_next_list() {
    let mut state = desk();
    let target = (ISSUER.to_owned(), "call-services".to_owned());
    act(&mut state, RevocationsAction::Activation(target, "ACT-1".into()));
    assert_eq!((state.route.clone(), plan(&state).unknown.len()), (Route::Revocations, 1));
    act(&mut state, RevocationsAction::SetNextUpdate("2100-01-01".into()));
    act(&mut state, RevocationsAction::Sign);
    let list = list(&state);
    assert!(list.revokes(DocumentType::Activation, "ACT-1", 3) && !revokes(&list, "ACT-1", 3));
}
