//! Emergency requests: read with the installation's key, answered with a licence for it alone.

use super::ledger::desk;
use super::*;
use crate::state::emergencies::Emergency;
use crate::state::requests::{FormField, What};
use countersign::issue::{EmergencyRequestDraft, SigningKey};
use countersign::{
    Contact, DocumentType, Envelope, License, LicenseKind, Quantity, TrustedKey, TrustedKeys, Verified,
};
use countersign_kit::Given;

fn request(key: &SigningKey, quantity: u64) -> Given {
    let draft = EmergencyRequestDraft {
        product: "call-services".into(),
        account: "musterkontakt".into(),
        license: "CVP-100".into(),
        entitlement: "sessions".into(),
        quantity: Some(quantity),
        registered: 100,
        granted: 100,
        contact: Contact::default(),
        reason: Some("Trade fair".into()),
    };
    Given::Pasted(draft.sign(key, at(NOW)).unwrap().to_armor())
}

/// A desk that knows an installation.
fn knowing() -> (State, SigningKey) {
    let (mut state, key) = (desk(), SigningKey::generate().unwrap());
    trust(&mut state, &key);
    (state, key)
}

fn trust(state: &mut State, key: &SigningKey) {
    let mut keys = TrustedKeys::default();
    let uses = Some(vec![DocumentType::EmergencyRequest]);
    keys.insert(TrustedKey { uses, ..TrustedKey::new(*key.public_key()) }).unwrap();
    state.reduce(Action::Keys(KeysAction::Review(Given::Pasted(keys.to_jwk_set()))));
    state.reduce(Action::Keys(KeysAction::Trust));
}

fn shown(state: &State) -> &Emergency {
    let What::Emergency(emergency) = &state.requests.shown().unwrap().what else { panic!() };
    emergency
}

fn set(state: &mut State, field: FormField, text: &str) {
    state.reduce(Action::Requests(RequestsAction::Set(field, text.into())));
}

fn refused(state: &State) -> &'static str {
    shown(state).plan.as_ref().unwrap().as_ref().unwrap_err().code()
}

#[test]
fn a_request_is_answered_with_a_licence_for_its_installation_alone() {
    let (mut state, key) = knowing();
    state.reduce(Action::Bring(request(&key, 10)));
    assert_eq!((state.route.clone(), state.requests.waiting()), (Route::Requests, 1));
    let plan = shown(&state).plan.as_ref().unwrap().as_ref().unwrap();
    assert_eq!((plan.quantity, plan.expires), (10, at(NOW).plus_months(1)));
    set(&mut state, FormField::Grant("sessions".into()), "5");
    set(&mut state, FormField::Until, "2026-01-31");
    let effects = state.reduce(Action::Requests(RequestsAction::Sign));
    let [Effect::KeepLine { number, hash, .. }] = &effects[..] else { panic!("{effects:?}") };
    // Nothing is handed out before its line is kept.
    assert_eq!(state.reduce(Action::Requests(RequestsAction::SaveAnswer)), []);
    state.reduce(Action::Ledger(LedgerAction::Kept { lines: *number, hash: hash.clone() }));
    let effects = state.reduce(Action::Requests(RequestsAction::SaveAnswer));
    let [Effect::Save { text, .. }] = &effects[..] else { panic!("{effects:?}") };
    let mut keys = TrustedKeys::default();
    keys.insert(TrustedKey::new(state.keys.own[0].public)).unwrap();
    let licence: Verified<License> = Envelope::read(text.as_bytes()).unwrap().verify(&keys).unwrap();
    assert_eq!(licence.kind, LicenseKind::Emergency);
    assert_eq!(licence.installation, Some(key.public_key().thumbprint()));
    assert_eq!(licence.request.as_deref(), Some(&*shown(&state).request.id));
    assert_eq!(licence.entitlements[0].quantity, Some(Quantity::Limited(5)));
    assert_eq!(state.requests.waiting(), 0);
    // A further request is another emergency.
    state.reduce(Action::Requests(RequestsAction::Sign));
    state.reduce(Action::Bring(request(&key, 10)));
    assert!(shown(&state).plan.as_ref().unwrap().is_ok());
}

#[test]
fn what_may_not_be_given_is_refused_with_its_code() {
    let (mut state, key) = knowing();
    let file = request(&key, 10);
    state.reduce(Action::Bring(file.clone()));
    for (field, text) in [
        (FormField::Grant("sessions".into()), "11"),
        (FormField::Grant("sessions".into()), "0"),
        (FormField::Until, "2020-01-01"),
    ] {
        set(&mut state, field.clone(), text);
        assert_eq!(refused(&state), "usage_invalid", "{text}");
        set(&mut state, field, "");
    }
    set(&mut state, FormField::Until, "soon");
    assert!(shown(&state).plan.is_none());
    set(&mut state, FormField::Until, "");
    state.reduce(Action::Requests(RequestsAction::Sign));
    state.reduce(Action::Bring(file));
    assert_eq!(refused(&state), "usage_invalid");
    // More than the licence lets anybody ask for.
    state.reduce(Action::Bring(request(&key, 11)));
    assert_eq!(refused(&state), "claims_range");
}

#[test]
fn an_installation_that_is_not_known_is_read_once_its_key_is_imported() {
    let (mut state, key) = (desk(), SigningKey::generate().unwrap());
    state.reduce(Action::Bring(request(&key, 10)));
    let What::Refused { error, .. } = &state.requests.shown().unwrap().what else { panic!() };
    assert_eq!(error.code().as_str(), "key_unknown");
    trust(&mut state, &key);
    assert!(shown(&state).plan.as_ref().unwrap().is_ok());
}
