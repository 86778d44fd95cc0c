//! The ledger, and the answers from it.

use super::*;
use crate::state::ledger::{LedgerAction, Replacing};
use crate::state::requests::FormField;
use countersign::issue::{ActivationRequestDraft, SigningKey, sign_document};
use countersign::{Amounts, DocumentType, HostIdentity, Part, PartName};
use countersign_kit::Given;
use countersign_kit::slip::Slip;
use std::rc::Rc;

pub(super) const ISSUER: &str = "https://vendor.example";

struct Machine {
    key: SigningKey,
    identity: HostIdentity,
}

impl Machine {
    fn new(name: &str) -> Self {
        let key = SigningKey::generate().unwrap();
        let parts = Part::new(PartName::MachineId, name);
        let identity = HostIdentity::new(Some(*key.public_key()), parts, Some(name.into())).unwrap();
        Self { key, identity }
    }

    fn request(&self, wanted: u64) -> Given {
        let wants: Amounts = [("sessions".to_owned(), wanted)].into_iter().collect();
        let draft = ActivationRequestDraft {
            product: "call-services".into(),
            account: "musterkontakt".into(),
            license: "CVP-100".into(),
            product_version: None,
            host: self.identity.clone(),
            wants,
            replaces: None,
            redundant: None,
        };
        let text = draft.sign(&self.key, at(NOW)).unwrap().to_armor();
        Given::File { name: "a.request".into(), bytes: text.into_bytes() }
    }
}

/// A licence of 100 sessions with these terms besides, signed by the key that is open.
pub(super) fn license(state: &State, id: &str, terms: &str) -> String {
    let claims = format!(
        r#"{{"iss":"{ISSUER}","aud":"call-services","sub":"musterkontakt","jti":"{id}","iat":{},"ver":1,"lic":{{"serial":1,"name":"Call Services","kind":"standard","perpetual":true,"activation":"required",{terms}"holder":{{"name":"Musterkontakt GmbH"}},"entitlements":[{{"id":"sessions","metric":"session","quantity":100}}]}}}}"#,
        NOW - 500
    );
    let key = state.keys.signing().unwrap();
    sign_document(claims.as_bytes(), DocumentType::License, &[key], at(NOW)).unwrap().to_armor()
}

/// A console with an open key, a ledger and a licence of 100 sessions in it.
pub(super) fn desk() -> State {
    let mut state = with_key();
    let effects = state.reduce(Action::Ledger(LedgerAction::Begin(Replacing::New { issuer: ISSUER.into() })));
    assert!(matches!(&effects[..], [Effect::KeepLedger { lines: 1, .. }]), "{effects:?}");
    let license = license(&state, "CVP-100", "");
    let effects = state.reduce(Action::Bring(Given::Pasted(license)));
    assert!(matches!(&effects[..], [Effect::KeepLine { number: 2, .. }]), "{effects:?}");
    state
}

fn sign(state: &mut State) -> Vec<Effect> {
    state.reduce(Action::Requests(RequestsAction::Sign))
}

fn cost(state: &State) -> (u64, Option<u64>) {
    let planned = state.requests.shown().unwrap().plan.as_ref().unwrap().as_ref().unwrap();
    (planned.costs[0].cost, planned.costs[0].left())
}

#[test]
fn what_a_request_costs_is_known_before_it_is_signed() {
    let mut state = desk();
    let (a, b) = (Machine::new("A"), Machine::new("B"));
    for (machine, wanted, expected) in
        [(&a, 10, (10, Some(90))), (&b, 50, (50, Some(40))), (&a, 25, (15, Some(25)))]
    {
        state.reduce(Action::Bring(machine.request(wanted)));
        assert_eq!(state.route, Route::Requests);
        assert_eq!(cost(&state), expected);
        assert!(matches!(&sign(&mut state)[..], [Effect::KeepLine { .. }]));
        assert!(state.requests.shown().unwrap().answer.is_some());
    }
    state.reduce(Action::Bring(b.request(100)));
    let refused = state.requests.shown().unwrap().plan.as_ref().unwrap().as_ref().unwrap_err();
    assert_eq!(refused.code(), "sessions_exhausted");
    // Less than is wanted may be given.
    let field = FormField::Grant("sessions".into());
    state.reduce(Action::Requests(RequestsAction::Set(field, "75".into())));
    assert_eq!(cost(&state), (25, Some(0)));
}

#[test]
fn nothing_is_handed_out_before_its_line_is_kept() {
    let mut state = desk();
    state.reduce(Action::Bring(Machine::new("A").request(10)));
    let effects = sign(&mut state);
    let [Effect::KeepLine { number, hash, .. }] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(state.reduce(Action::Requests(RequestsAction::SaveAnswer)), []);
    state.reduce(Action::Ledger(LedgerAction::Kept { lines: *number, hash: hash.clone() }));
    let effects = state.reduce(Action::Requests(RequestsAction::SaveAnswer));
    assert!(
        matches!(&effects[..], [Effect::Save { text, .. }] if text.starts_with("-----BEGIN")),
        "{effects:?}"
    );
}

#[test]
fn a_locked_key_signs_nothing() {
    let mut state = desk();
    state.reduce(Action::Keys(KeysAction::Lock));
    state.reduce(Action::Bring(Machine::new("A").request(10)));
    assert_eq!(cost(&state), (10, Some(90)));
    assert_eq!(sign(&mut state), []);
    assert!(state.requests.shown().unwrap().answer.is_none());
}

#[test]
fn a_closed_tab_loses_nothing() {
    let mut state = desk();
    state.reduce(Action::Bring(Machine::new("A").request(10)));
    sign(&mut state);
    let book = state.ledgers.book.as_ref().unwrap();
    assert!(book.is_unsaved());
    let own = &state.keys.own[0];
    let mut public = countersign::TrustedKeys::default();
    public.insert(countersign::TrustedKey::new(own.public)).unwrap();
    let stored = Stored {
        keys: vec![StoredKey { public: public.to_jwk_set(), pem: own.pem.clone() }],
        trusted: None,
        templates: None,
        ledger: Some(StoredLedger { name: "x.ledger".into(), text: book.text().into(), saved: 1 }),
    };
    let text = book.text().to_owned();
    let mut state = super::state();
    state.reduce(Action::Loaded(Some(Rc::new(stored))));
    let book = state.ledgers.book.as_ref().unwrap();
    assert_eq!((book.text(), book.is_unsaved(), book.is_safe(2)), (&*text, true, true));
    assert_eq!(book.status.licenses[0].activations.len(), 1);
}

#[test]
fn what_is_broken_is_named_and_read_again_with_other_keys() {
    let state = desk();
    let text = state.ledgers.book.as_ref().unwrap().text().to_owned();
    let pem = state.keys.own[0].pem.clone();
    let mut other = super::state();
    other.reduce(Action::Bring(Given::File { name: "x".into(), bytes: text.clone().into_bytes() }));
    let broken = other.ledgers.broken.as_ref().unwrap();
    assert!(broken.failure.to_string().contains("at: 1"), "{}", broken.failure);
    other.reduce(Action::Bring(Given::Pasted(pem)));
    other.reduce(Action::Keys(KeysAction::Import(secrets(&[PASSPHRASE]))));
    assert_eq!(other.ledgers.book.as_ref().unwrap().text(), text);
}

#[test]
fn a_ledger_that_is_not_saved_is_not_replaced_unasked() {
    let mut state = desk();
    let other = || LedgerAction::Begin(Replacing::New { issuer: "https://other.example".into() });
    assert_eq!(state.reduce(Action::Ledger(other())), []);
    assert_eq!(state.ledgers.book.as_ref().unwrap().ledger.issuer(), ISSUER);
    state.reduce(Action::Ledger(LedgerAction::KeepOpen));
    state.reduce(Action::Ledger(LedgerAction::Replace));
    assert_eq!(state.ledgers.book.as_ref().unwrap().ledger.issuer(), ISSUER);
    let lines = state.ledgers.book.as_ref().unwrap().lines();
    state.reduce(Action::Ledger(LedgerAction::Saved(Some(lines))));
    state.reduce(Action::Ledger(other()));
    assert_eq!(state.ledgers.book.as_ref().unwrap().ledger.issuer(), "https://other.example");
}

#[test]
fn an_older_copy_takes_the_place_of_no_ledger_unasked() {
    let mut state = desk();
    let text = |state: &State| state.ledgers.book.as_ref().unwrap().text().to_owned();
    let open = |text: &str| {
        let (name, text) = ("a.ledger".into(), text.as_bytes().to_vec());
        Action::Ledger(LedgerAction::Begin(Replacing::Open { name, text, is_in_place: false }))
    };
    let older = text(&state);
    state.reduce(Action::Bring(Machine::new("A").request(10)));
    sign(&mut state);
    let newer = text(&state);
    // Also of a ledger that is saved, and of one that went on otherwise.
    let lines = state.ledgers.book.as_ref().unwrap().lines();
    state.reduce(Action::Ledger(LedgerAction::Saved(Some(lines))));
    for other in [older.clone(), older.clone() + "{\"n\":2}\n"] {
        assert_eq!(state.reduce(open(&other)), []);
        assert_eq!((state.ledgers.losing, &*text(&state)), (1, &*newer));
        state.reduce(Action::Ledger(LedgerAction::KeepOpen));
    }
    // One that has all of it is opened, though this one was not saved.
    state.reduce(Action::Ledger(LedgerAction::Saved(Some(1))));
    assert!(state.ledgers.is_unsaved());
    assert!(matches!(&state.reduce(open(&newer))[..], [Effect::KeepLedger { .. }]));
    assert!(!state.ledgers.is_unsaved());
    // Whoever wants the older one all the same gets it.
    state.reduce(open(&older));
    assert!(matches!(&state.reduce(Action::Ledger(LedgerAction::Replace))[..], [Effect::KeepLedger { .. }]));
    assert_eq!(text(&state), older);
}

#[test]
fn what_another_tab_overtook_waits_for_its_answer_again() {
    let mut state = desk();
    state.reduce(Action::Bring(Machine::new("A").request(10)));
    sign(&mut state);
    assert_eq!(state.requests.waiting(), 0);
    assert_eq!(state.reduce(Action::Overtaken), [Effect::Load]);
    assert_eq!(state.requests.waiting(), 1);
    assert!(state.ledgers.book.is_none());
}

#[test]
fn a_release_needs_a_reason_and_shows_what_to_revoke() {
    let mut state = desk();
    state.reduce(Action::Bring(Machine::new("A").request(10)));
    sign(&mut state);
    let id = state.requests.shown().unwrap().answer.as_ref().unwrap().id.clone();
    state.reduce(Action::Ledger(LedgerAction::AskRelease(id.clone())));
    assert_eq!(state.reduce(Action::Ledger(LedgerAction::Release { reason: " ".into() })), []);
    assert_eq!(state.ledgers.failure.as_ref().unwrap().code(), "usage_invalid");
    state.reduce(Action::Ledger(LedgerAction::Release { reason: "The machine burnt.".into() }));
    let revoking = state.ledgers.to_revoke.as_ref().unwrap();
    assert_eq!((&*revoking.issuer, &*revoking.product, &*revoking.id), (ISSUER, "call-services", &*id));
}

#[test]
fn typed_lock_codes_are_checked_one_by_one() {
    let mut state = desk();
    let code = Machine::new("A").identity.lock_code().to_string();
    let wrong = format!("{}{}", &code[..code.len() - 1], if code.ends_with('7') { '8' } else { '7' });
    let set = |state: &mut State, field, text: &str| {
        state.reduce(Action::Requests(RequestsAction::Set(field, text.into())));
    };
    state.reduce(Action::Requests(RequestsAction::Type));
    set(&mut state, FormField::License, "CVP-100");
    set(&mut state, FormField::Grant("sessions".into()), "10");
    set(&mut state, FormField::Codes, &format!("{code}\n{wrong}\n"));
    let crate::state::requests::What::Typed(typed) = &state.requests.shown().unwrap().what else { panic!() };
    let read: Vec<bool> = typed.read_codes().iter().map(Result::is_ok).collect();
    assert_eq!(read, [true, false]);
    assert!(state.requests.shown().unwrap().plan.is_none());
    set(&mut state, FormField::Codes, &code);
    assert_eq!(cost(&state), (10, Some(90)));
    assert!(matches!(&sign(&mut state)[..], [Effect::KeepLine { .. }]));
}

#[test]
fn a_slip_in_an_email_fills_in_what_would_be_typed() {
    let mut state = desk();
    let machine = Machine::new("A");
    let slip = Slip {
        license: "CVP-100".into(),
        lock_codes: vec![machine.identity.lock_code()],
        wants: vec![("sessions".into(), 40)],
        description: Some("IVR server".into()),
    };
    state.reduce(Action::Bring(Given::Pasted(format!("Please activate:\n\n{}\n", slip.to_text()))));
    let asked = state.requests.shown().unwrap();
    let Some(Ok(planned)) = &asked.plan else { panic!("no plan") };
    assert_eq!((planned.costs[0].grant, planned.costs[0].cost), (40, 40));
    sign(&mut state);
    assert!(state.requests.shown().unwrap().answer.is_some());
}

#[test]
fn what_can_not_be_read_leaves_the_open_ledger_open() {
    let mut state = desk();
    let text = |state: &State| state.ledgers.book.as_ref().unwrap().text().to_owned();
    let own = text(&state);
    let lines = state.ledgers.book.as_ref().unwrap().lines();
    state.reduce(Action::Ledger(LedgerAction::Saved(Some(lines))));
    let (first, rest) = own.split_once('\n').unwrap();
    let broken = [
        format!("{first}\n{{}}\n"),
        format!("{first}\n{}", rest.replacen("\"n\":1", "\"n\":2", 1)),
        first.replace("vendor", "other") + "\nx\n",
    ];
    for text_of_other in broken {
        let begin =
            Replacing::Open { name: "b.ledger".into(), text: text_of_other.into_bytes(), is_in_place: true };
        state.reduce(Action::Ledger(LedgerAction::Begin(begin)));
        // One that began like this one is asked about, and replaces nothing all the same.
        assert_eq!(state.reduce(Action::Ledger(LedgerAction::Replace)), []);
        assert_eq!((text(&state), state.ledgers.is_unsaved()), (own.clone(), false));
        assert_eq!(state.ledgers.broken.take().unwrap().name, "b.ledger");
    }
    // What is answered afterwards goes on from there.
    state.reduce(Action::Bring(Machine::new("A").request(10)));
    assert!(matches!(&sign(&mut state)[..], [Effect::KeepLine { number: 3, .. }]));
}

#[test]
fn a_line_that_was_cut_is_said_and_mended_by_saving() {
    let mut state = desk();
    let own = state.ledgers.book.as_ref().unwrap().text().to_owned();
    for (end, is_cut) in [("", false), ("{\"n\":2,\"prev\"", true)] {
        let file = format!("{own}{end}").into_bytes();
        let begin = Replacing::Open { name: "a.ledger".into(), text: file, is_in_place: false };
        assert!(matches!(
            &state.reduce(Action::Ledger(LedgerAction::Begin(begin)))[..],
            [Effect::KeepLedger { .. }]
        ));
        let book = state.ledgers.book.as_ref().unwrap();
        assert_eq!((book.is_cut, book.is_unsaved(), book.text()), (is_cut, is_cut, &*own));
    }
    let lines = state.ledgers.book.as_ref().unwrap().lines();
    state.reduce(Action::Ledger(LedgerAction::Saved(Some(lines))));
    let book = state.ledgers.book.as_ref().unwrap();
    assert!(!book.is_unsaved() && !book.is_cut);
}

#[test]
fn hosts_are_found_by_what_they_are_called_and_by_their_codes() {
    let mut state = desk();
    let machines = ["Hamburg, Rack 3", "Ünna"].map(Machine::new);
    for machine in &machines {
        state.reduce(Action::Bring(machine.request(10)));
        sign(&mut state);
    }
    let found = |state: &State, wanted: &str| -> Vec<usize> {
        state.ledgers.book.as_ref().unwrap().found(wanted).iter().map(|found| found.hosts.len()).collect()
    };
    let code = machines[0].identity.lock_code().to_string();
    for (wanted, hosts) in [
        ("", vec![2]),
        (" hamburg", vec![1]),
        ("ÜNNA", vec![1]),
        (&code, vec![1]),
        (&code.to_lowercase(), vec![1]),
        // The licence and its holder are found without their hosts.
        ("cvp-100", vec![0]),
        ("musterkontakt", vec![0]),
        ("nobody", vec![]),
    ] {
        assert_eq!(found(&state, wanted), hosts, "{wanted}");
    }
    // What is answered since is found too.
    state.reduce(Action::Bring(Machine::new("Hamburg, Rack 4").request(10)));
    sign(&mut state);
    assert_eq!(found(&state, "hamburg"), [2]);
}

#[test]
fn how_a_host_was_freed_stands_in_the_ledger() {
    let mut state = desk();
    state.reduce(Action::Bring(Machine::new("A").request(10)));
    sign(&mut state);
    let id = state.requests.shown().unwrap().answer.as_ref().unwrap().id.clone();
    state.reduce(Action::Ledger(LedgerAction::AskRelease(id.clone())));
    state.reduce(Action::Ledger(LedgerAction::Release { reason: "The machine burnt.".into() }));
    let text = state.ledgers.book.as_ref().unwrap().text().to_owned();
    // Also once the ledger is read anew.
    let begin = Replacing::Open { name: "a.ledger".into(), text: text.into_bytes(), is_in_place: false };
    state.reduce(Action::Ledger(LedgerAction::Begin(begin)));
    let freed = state.ledgers.book.as_ref().unwrap().ledger.freed(&id).unwrap();
    assert_eq!((freed.at, freed.reason.as_deref()), (at(NOW), Some("The machine burnt.")));
}
