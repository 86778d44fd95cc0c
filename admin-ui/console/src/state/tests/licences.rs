//! Licences, from a template to the ledger.

use super::*;
use crate::state::ledger::{LedgerAction, Replacing};
use crate::state::licences::{LicencesAction, TEMPLATES};
use countersign::Envelope;

fn act(state: &mut State, action: LicencesAction) -> Vec<Effect> {
    state.reduce(Action::Licences(action))
}

#[test]
fn every_template_is_a_licence_once_it_is_somebodys_own() {
    let mut state = with_key();
    for (index, (name, _)) in TEMPLATES.iter().enumerate() {
        act(&mut state, LicencesAction::Begin(index));
        let licences = &state.licences;
        assert!(matches!(licences.preview, Some(Ok(_))), "{name}: {:?}", licences.preview);
        assert_eq!(licences.member("/jti").as_deref(), Some(""), "{name}");
        act(&mut state, LicencesAction::AllowSlips(true));
        act(&mut state, LicencesAction::Sign);
        let signed = state.licences.signed.as_ref().unwrap();
        assert!(Envelope::read(signed.armor.as_bytes()).is_ok(), "{name}");
    }
}

#[test]
fn a_field_changes_its_claim_and_leaves_the_others() {
    let mut state = with_key();
    act(&mut state, LicencesAction::Begin(3));
    let before = state.licences.claims.clone();
    let [(id, pointer)] = &state.licences.quantities()[..] else { panic!() };
    assert_eq!(id, "sessions");
    act(&mut state, LicencesAction::Set(pointer.clone(), "250".into()));
    assert_eq!(state.licences.claims, before.replace("\"quantity\": 100", "\"quantity\": 250"));
    act(&mut state, LicencesAction::Set("/jti".into(), "CVP-2".into()));
    act(&mut state, LicencesAction::Set("/jti".into(), String::new()));
    assert_eq!(state.licences.member("/jti").as_deref(), Some(""));
    let Some(Ok(seen)) = &state.licences.preview else { panic!() };
    assert_eq!(seen.license.entitlements[0].quantity, Some(countersign::Quantity::Limited(250)));
}

#[test]
fn a_slip_is_not_signed_unless_one_says_so() {
    let mut state = with_key();
    act(&mut state, LicencesAction::Begin(3));
    let claims = state.licences.claims.replace("grace_days", "gracedays");
    act(&mut state, LicencesAction::SetClaims(claims));
    assert_eq!(state.licences.slips[0].code(), "claims_unknown");
    assert_eq!(state.licences.slips[0].nearest(), Some("lic.grace_days"));
    act(&mut state, LicencesAction::Sign);
    assert_eq!(state.licences.signed, None);
    act(&mut state, LicencesAction::AllowSlips(true));
    act(&mut state, LicencesAction::Sign);
    assert!(state.licences.signed.is_some());
}

#[test]
fn what_is_no_licence_is_not_signed() {
    for claims in ["", "{", "[]", "{}", "{\"lic\":{}}"] {
        let mut state = with_key();
        act(&mut state, LicencesAction::SetClaims(claims.into()));
        assert!(matches!(state.licences.preview, Some(Err(_))), "{claims}");
        act(&mut state, LicencesAction::AllowSlips(true));
        act(&mut state, LicencesAction::Sign);
        assert!(state.licences.signed.is_none() && state.licences.error.is_some(), "{claims}");
    }
}

#[test]
fn a_licence_goes_into_the_ledger_in_the_ledgers_name() {
    let mut state = with_key();
    let issuer = "https://desk.example";
    state.reduce(Action::Ledger(LedgerAction::Begin(Replacing::New { issuer: issuer.into() })));
    act(&mut state, LicencesAction::Begin(3));
    assert_eq!(state.licences.member("/iss").as_deref(), Some(issuer));
    act(&mut state, LicencesAction::Sign);
    let effects = act(&mut state, LicencesAction::Enter);
    assert!(
        matches!(&effects[..], [Effect::KeepLine { number: 2, .. }]),
        "{effects:?} {:?}",
        state.ledgers.refused
    );
    let name = state.licences.signed.as_ref().unwrap().id.clone() + ".lic";
    let effects = act(&mut state, LicencesAction::Save);
    assert!(matches!(&effects[..], [Effect::Save { name: saved, .. }] if *saved == name), "{effects:?}");
}
