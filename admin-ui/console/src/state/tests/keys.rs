//! Keys: made, kept, locked, imported, trusted.

use super::*;
use crate::state::keys::{Form, OPEN_SECS, Problem};
use countersign::issue::SigningKey;
use countersign::{Code, TrustedKey, TrustedKeys};
use countersign_kit::Given;
use std::rc::Rc;

#[test]
fn a_key_is_kept_encrypted_alone() {
    let mut state = state();
    let effects = state.reduce(Action::Keys(KeysAction::Make(secrets(&[PASSPHRASE, PASSPHRASE]))));
    let [Effect::KeepKey { pem, public, thumbprint }] = &effects[..] else { panic!("{effects:?}") };
    assert!(pem.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
    let key = SigningKey::from_pem(pem, Some(PASSPHRASE)).unwrap();
    assert_eq!(key.public_key().thumbprint(), *thumbprint);
    let public = TrustedKeys::parse(public.as_bytes()).unwrap();
    assert!(public.get(thumbprint).is_some());
}

#[test]
fn a_passphrase_is_long_enough_and_typed_twice() {
    for (typed, problem) in [
        (&["short", "short"][..], Problem::Short),
        (&[PASSPHRASE, "another horse"], Problem::Differs),
        (&[PASSPHRASE], Problem::Short),
        (&[], Problem::Short),
    ] {
        let mut state = state();
        assert_eq!(state.reduce(Action::Keys(KeysAction::Make(secrets(typed)))), []);
        assert_eq!(state.keys.problem, Some((Form::Make, problem)));
        assert!(state.keys.own.is_empty() && state.keys.signing().is_none());
    }
}

#[test]
fn a_key_locks_by_hand_by_the_clock_and_on_leaving() {
    let own = |state: &State| state.keys.own[0].public.thumbprint();
    for lock in [Action::Keys(KeysAction::Lock), Action::Left, Action::Tick(at(NOW + OPEN_SECS))] {
        let mut state = with_key();
        state.reduce(lock);
        assert!(state.keys.signing().is_none());
        let thumbprint = own(&state);
        state.reduce(Action::Keys(KeysAction::Unlock(thumbprint, secrets(&["wrong horse"]))));
        let Some((Form::Unlock(_), Problem::Refused(error))) = &state.keys.problem else { panic!() };
        assert_eq!(error.code(), Code::KeySecret);
        state.reduce(Action::Keys(KeysAction::Unlock(thumbprint, secrets(&[PASSPHRASE]))));
        assert!(state.keys.signing().is_some());
    }
}

#[test]
fn the_minutes_that_are_left_are_counted_down() {
    let mut state = with_key();
    assert_eq!(state.keys.minutes_left(state.now), Some(15));
    assert_eq!(state.next_change(), Some(at(NOW + 60)));
    state.reduce(Action::Tick(at(NOW + 60)));
    assert_eq!(state.keys.minutes_left(state.now), Some(14));
    state.reduce(Action::Tick(at(NOW + OPEN_SECS - 1)));
    assert_eq!(state.keys.minutes_left(state.now), Some(1));
    assert_eq!(state.next_change(), Some(at(NOW + OPEN_SECS)));
}

/// A clock that was put back would keep the key open for as long.
#[test]
fn a_key_locks_where_the_clock_goes_back() {
    let mut state = with_key();
    state.reduce(Action::Tick(at(NOW - 61)));
    assert!(state.keys.signing().is_none());
}

#[test]
fn a_private_key_is_imported_with_or_without_a_passphrase_of_its_own() {
    let key = SigningKey::generate().unwrap();
    let thumbprint = key.public_key().thumbprint();
    let plain = key.to_pem().unwrap().to_string();
    let encrypted = key.to_encrypted_pem("its own").unwrap().to_string();
    for (pem, typed, passphrase) in
        [(plain, &[PASSPHRASE, PASSPHRASE][..], PASSPHRASE), (encrypted, &["its own"], "its own")]
    {
        let mut state = state();
        state.reduce(Action::Bring(Given::File { name: "k.pem".into(), bytes: pem.into_bytes() }));
        assert_eq!(state.route, Route::Keys);
        let effects = state.reduce(Action::Keys(KeysAction::Import(secrets(typed))));
        let [Effect::KeepKey { pem, .. }] = &effects[..] else { panic!("{effects:?}") };
        assert!(SigningKey::from_pem(pem, Some(passphrase)).is_ok());
        assert_eq!(state.keys.own[0].public.thumbprint(), thumbprint);
        assert!(state.keys.coming.is_none());
    }
}

#[test]
fn a_key_that_was_given_is_let_go_with_the_lock() {
    let pem = SigningKey::generate().unwrap().to_pem().unwrap().to_string();
    for action in [Action::Left, Action::Keys(KeysAction::Lock), Action::Keys(KeysAction::CancelImport)] {
        let mut state = state();
        state.reduce(Action::Bring(Given::Pasted(pem.clone())));
        assert!(state.keys.coming.is_some());
        state.reduce(action);
        assert!(state.keys.coming.is_none());
    }
}

#[test]
fn keys_of_others_are_trusted_deliberately_and_come_back() {
    let public = TrustedKey::new(*SigningKey::generate().unwrap().public_key());
    let mut keys = TrustedKeys::default();
    keys.insert(public).unwrap();
    let mut state = state();
    state.reduce(Action::Bring(Given::Pasted(keys.to_jwk_set())));
    assert!(state.keys.trusted.is_empty() && state.keys.review.is_some());
    let effects = state.reduce(Action::Keys(KeysAction::Trust));
    let [Effect::KeepTrusted(trusted)] = &effects[..] else { panic!("{effects:?}") };

    let stored = Stored { trusted: Some(trusted.clone()), ..Stored::default() };
    let mut state = super::state();
    state.reduce(Action::Loaded(Some(Rc::new(stored))));
    assert_eq!(state.keys.trusted.len(), 1);
}

#[test]
fn an_own_key_is_deleted_once_that_was_asked() {
    let mut state = with_key();
    let thumbprint = state.keys.own[0].public.thumbprint();
    state.reduce(Action::Keys(KeysAction::AskForget(thumbprint)));
    state.reduce(Action::Keys(KeysAction::Keep));
    assert_eq!(state.reduce(Action::Keys(KeysAction::Forget)), []);
    state.reduce(Action::Keys(KeysAction::AskForget(thumbprint)));
    assert_eq!(state.reduce(Action::Keys(KeysAction::Forget)), [Effect::ForgetKey(thumbprint)]);
    assert!(state.keys.own.is_empty() && state.keys.signing().is_none());
}
