//! Trust updates: a new key, an old one laid aside, one that leaked.

use super::ledger::{ISSUER, desk};
use super::*;
use crate::state::rotation::{Fate, Plan};
use countersign::{DocumentType, Thumbprint, TrustedKey, TrustedKeys, Verifier};
use countersign_kit::Given;

fn act(state: &mut State, action: RotationAction) -> Vec<Effect> {
    state.reduce(Action::Rotation(action))
}

fn plan(state: &State) -> &Plan {
    state.rotation.plan.as_ref().unwrap().as_ref().unwrap()
}

/// A desk whose licences an old key signed, with a new key and a root, which is open. Old and new.
fn desk_with_root() -> (State, [Thumbprint; 2]) {
    let mut state = desk();
    for _ in 0..2 {
        state.reduce(Action::Keys(KeysAction::Make(secrets(&[PASSPHRASE, PASSPHRASE]))));
    }
    let [old, new, _] = &state.keys.own[..] else { panic!() };
    let kids = [old.public.thumbprint(), new.public.thumbprint()];
    (state, kids)
}

/// The keys of a customer who trusts the old key and the root, once the updates are taken in.
fn trust(state: &State, updates: &[String]) -> TrustedKeys {
    let mut embedded = TrustedKeys::default();
    let of_issuer = |own: usize| TrustedKey {
        issuer: Some(ISSUER.into()),
        ..TrustedKey::new(state.keys.own[own].public)
    };
    embedded.insert(of_issuer(0)).unwrap();
    let uses = Some(vec![DocumentType::TrustUpdate]);
    embedded.insert(TrustedKey { uses, ..of_issuer(2) }).unwrap();
    let files = updates.iter().map(|update| ("a.trust", update.as_bytes()));
    Verifier::new(embedded).open(files).trust.keys().clone()
}

#[test]
fn a_new_key_is_added_and_the_old_one_laid_aside_later() {
    let (mut state, [old, new]) = desk_with_root();
    assert_eq!(state.rotation.issuer(state.ledgers.book.as_ref()), ISSUER);
    // The root that is open is nothing that an update speaks of.
    assert_eq!(state.rotation.keys(&state.keys).len(), 2);
    act(&mut state, RotationAction::SetFate(new, Some(Fate::Signs)));
    assert!(plan(&state).adds && plan(&state).fallen.is_empty());
    assert_eq!((plan(&state).serial(), plan(&state).signing()), (1, vec![new]));
    act(&mut state, RotationAction::Sign);
    let first = state.rotation.signed.as_ref().unwrap().armor.clone();
    assert!(trust(&state, std::slice::from_ref(&first)).get(&new).is_some_and(|key| key.retired.is_none()));
    // The next update follows it.
    act(&mut state, RotationAction::SetFate(old, Some(Fate::Aside)));
    assert_eq!((plan(&state).serial(), plan(&state).fallen.len()), (2, 0));
    act(&mut state, RotationAction::SetLastDay("2020-01-01".into()));
    assert_eq!(plan(&state).fallen.len(), 1);
    act(&mut state, RotationAction::SetLastDay("soon".into()));
    act(&mut state, RotationAction::Sign);
    assert!(state.rotation.signed.is_none());
    act(&mut state, RotationAction::SetLastDay(String::new()));
    act(&mut state, RotationAction::Sign);
    let second = state.rotation.signed.as_ref().unwrap().armor.clone();
    let keys = trust(&state, &[first, second]);
    assert!(keys.get(&old).is_some_and(|key| key.retired.is_some()) && keys.get(&new).is_some());
}

#[test]
fn what_a_leaked_key_signed_falls_and_is_named_first() {
    let (mut state, [old, new]) = desk_with_root();
    act(&mut state, RotationAction::SetFate(new, Some(Fate::Signs)));
    act(&mut state, RotationAction::SetFate(old, Some(Fate::Leaked)));
    let fallen: Vec<_> = plan(&state).fallen.iter().map(|license| &*license.id).collect();
    assert_eq!((fallen, plan(&state).leaks), (vec!["CVP-100"], true));
    act(&mut state, RotationAction::SetFate(old, None));
    assert!(plan(&state).fallen.is_empty());
}

#[test]
fn an_update_goes_on_from_the_last_one_and_from_no_strangers() {
    let (mut state, [old, new]) = desk_with_root();
    act(&mut state, RotationAction::SetFate(new, Some(Fate::Signs)));
    act(&mut state, RotationAction::Sign);
    let update = state.rotation.signed.as_ref().unwrap().armor.clone();
    // In another tab, dropped on any page.
    let mut other = super::state();
    other.keys = state.keys;
    other.reduce(Action::Bring(Given::Pasted(update.clone())));
    assert_eq!(other.route, Route::Keys);
    assert_eq!((other.rotation.fate(&new), other.rotation.fate(&old)), (Some(Fate::Signs), None));
    act(&mut other, RotationAction::SetFate(new, Some(Fate::Leaked)));
    assert_eq!(plan(&other).serial(), 2);
    let mut stranger = with_key();
    stranger.reduce(Action::Bring(Given::Pasted(update)));
    assert_eq!(stranger.rotation.refused.as_ref().unwrap().1.code().as_str(), "key_unknown");
    // A locked root signs nothing.
    other.reduce(Action::Keys(KeysAction::Lock));
    act(&mut other, RotationAction::Sign);
    assert!(other.rotation.signed.is_none());
}

#[test]
fn the_public_half_of_a_root_is_for_updates_alone() {
    let (mut state, _) = desk_with_root();
    let effects = act(&mut state, RotationAction::SaveRoot);
    let [Effect::Save { text, .. }] = &effects[..] else { panic!("{effects:?}") };
    let keys = TrustedKeys::parse(text.as_bytes()).unwrap();
    let root = keys.iter().next().unwrap();
    assert_eq!(root.uses, Some(vec![DocumentType::TrustUpdate]));
    assert_eq!(root.issuer.as_deref(), Some(ISSUER));
}
