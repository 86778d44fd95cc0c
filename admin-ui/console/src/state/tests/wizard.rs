//! Codes step by step, by a customer to whom the licence delegates.

use super::*;
use crate::state::ledger::{LedgerAction, Replacing};
use crate::state::wizard::{Step, WizardAction, WizardField};
use countersign::issue::{SigningKey, sign_document};
use countersign::{DocumentType, HostIdentity, LockCode, Part, PartName, TrustedKey};
use countersign_kit::Given;

const ISSUER: &str = "https://vendor.example";

fn lock_code(name: &str) -> LockCode {
    HostIdentity::new(None, Part::new(PartName::MachineId, name), None).unwrap().lock_code()
}

/// A customer's console: an own key, its ledger, and a licence of three that delegates to it.
fn desk(model: &str) -> State {
    let mut state = with_key();
    let vendor = SigningKey::generate().unwrap();
    let own = state.keys.own[0].public;
    let trusted = TrustedKey { issuer: Some(ISSUER.into()), ..TrustedKey::new(*vendor.public_key()) };
    state.keys.trusted.insert(trusted).unwrap();
    state
        .reduce(Action::Ledger(LedgerAction::Begin(Replacing::New { issuer: own.thumbprint().to_string() })));
    let claims = serde_json::json!({
        "iss": ISSUER, "aud": "spss-statistics", "sub": "7012345", "jti": "SPSS-1", "iat": NOW - 500, "ver": 1,
        "lic": {
            "serial": 1, "name": "SPSS Statistics", "kind": "standard", "perpetual": true, "activation": "required",
            "versions": "29", "holder": { "name": "Universität Musterstadt" },
            "delegates": [serde_json::from_str::<serde_json::Value>(&delegate(&own)).unwrap()],
            "entitlements": [{ "id": "premium", "metric": "user", "quantity": 3, "model": model, "delegable": true }],
        },
    });
    let claims = claims.to_string();
    let license = sign_document(claims.as_bytes(), DocumentType::License, &[&vendor], at(NOW)).unwrap();
    let effects = state.reduce(Action::Bring(Given::Pasted(license.to_armor())));
    assert!(matches!(&effects[..], [Effect::KeepLine { number: 2, .. }]), "{effects:?}");
    state
}

/// The key as a licence names a delegate.
fn delegate(key: &countersign::PublicKey) -> String {
    let host = HostIdentity::new(Some(*key), [], None).unwrap().to_json();
    let host: serde_json::Value = serde_json::from_str(&host).unwrap();
    host["key"].to_string()
}

fn act(state: &mut State, action: WizardAction) -> Vec<Effect> {
    state.reduce(Action::Wizard(action))
}

fn set(state: &mut State, field: WizardField, text: &str) {
    act(state, WizardAction::Set(field, text.to_owned()));
}

/// Goes through all the steps.
fn create(state: &mut State, codes: &[LockCode], until: &str) -> Vec<Effect> {
    act(state, WizardAction::Again);
    set(state, WizardField::License, "SPSS-1");
    act(state, WizardAction::Next);
    set(state, WizardField::Entitlement, "premium");
    act(state, WizardAction::Next);
    let codes: Vec<String> = codes.iter().map(ToString::to_string).collect();
    set(state, WizardField::Codes, &codes.join("\n"));
    set(state, WizardField::Description, "Pool room");
    set(state, WizardField::Until, until);
    act(state, WizardAction::Next);
    assert_eq!(state.wizard.step, Step::Comment);
    set(state, WizardField::Comment, "asked by telephone");
    act(state, WizardAction::Create)
}

fn slots(state: &State) -> Vec<(u64, u64)> {
    let made = state.wizard.made.iter();
    made.flat_map(|answer| {
        answer.slots.iter().map(|(_, slots)| (slots.first, slots.last)).collect::<Vec<_>>()
    })
    .collect()
}

#[test]
fn a_single_copy_is_a_code_for_each_machine_and_never_more_than_were_bought() {
    let mut state = desk("authorized_single");
    create(&mut state, &["a", "b", "c"].map(lock_code), "");
    assert_eq!((state.wizard.step, state.wizard.made.len()), (Step::Done, 3));
    assert_eq!(slots(&state), [(1, 1), (2, 2), (3, 3)]);
    let lines = state.ledgers.book.as_ref().unwrap().lines();
    create(&mut state, &[lock_code("d")], "");
    assert_eq!(state.wizard.failure.as_ref().unwrap().code(), "seats_exhausted");
    assert!(state.wizard.made.is_empty());
    assert_eq!(state.ledgers.book.as_ref().unwrap().lines(), lines);
}

#[test]
fn where_one_of_several_codes_would_be_refused_none_is_made() {
    let mut state = desk("authorized_single");
    let lines = state.ledgers.book.as_ref().unwrap().lines();
    let effects = create(&mut state, &["a", "b", "c", "d"].map(lock_code), "");
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::KeepLine { .. })), "{effects:?}");
    assert!(state.wizard.failure.is_some() && state.wizard.made.is_empty());
    assert_eq!(state.ledgers.book.as_ref().unwrap().lines(), lines);
}

#[test]
fn a_right_to_copy_is_one_code_for_all_machines() {
    let mut state = desk("authorized_copy");
    create(&mut state, &["a", "b", "c"].map(lock_code), "");
    assert_eq!(state.wizard.made.len(), 1, "{:?}", state.wizard.failure);
    assert_eq!(slots(&state), [(1, 3)]);
}

#[test]
fn a_temporary_code_frees_its_slot_when_it_has_ended() {
    let mut state = desk("authorized_single");
    create(&mut state, &["a", "b", "c"].map(lock_code), "2025-12-27");
    assert_eq!(state.wizard.made.len(), 3, "{:?}", state.wizard.failure);
    create(&mut state, &[lock_code("d")], "2025-12-27");
    assert!(state.wizard.made.is_empty());
    state.reduce(Action::Tick(at(NOW + 60 * 86_400)));
    // The key has locked itself in between.
    let passphrase = secrets(&[PASSPHRASE]);
    let print = state.keys.own[0].public.thumbprint();
    state.reduce(Action::Keys(KeysAction::Unlock(print, passphrase)));
    create(&mut state, &[lock_code("d")], "");
    assert_eq!(slots(&state), [(1, 1)]);
}

#[test]
fn no_step_is_left_before_it_is_complete() {
    let mut state = desk("authorized_single");
    act(&mut state, WizardAction::Next);
    assert!(state.wizard.is_incomplete && state.wizard.step == Step::Product);
    set(&mut state, WizardField::License, "SPSS-1");
    act(&mut state, WizardAction::Next);
    act(&mut state, WizardAction::Next);
    assert!(state.wizard.is_incomplete && state.wizard.step == Step::Model);
    set(&mut state, WizardField::Entitlement, "premium");
    act(&mut state, WizardAction::Next);
    for (codes, until) in
        [("", ""), ("CS1-11111-11111-11111-11111-11111", ""), (&*lock_code("a").to_string(), "soon")]
    {
        set(&mut state, WizardField::Codes, codes);
        set(&mut state, WizardField::Until, until);
        act(&mut state, WizardAction::Next);
        assert!(state.wizard.is_incomplete && state.wizard.step == Step::Machines, "{codes}");
    }
    act(&mut state, WizardAction::Create);
    assert!(state.wizard.made.is_empty(), "only the last step makes anything");
}
