//! Licences, from a template to the ledger.

use super::*;
use crate::state::ledger::{LedgerAction, Replacing};
use crate::state::licences::{BatchAction, Form};
use crate::state::licences::{LicencesAction, TEMPLATES};
use countersign::{Envelope, License, TrustedKey, TrustedKeys, Verified};
use countersign_kit::Given;

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

/// Signs what is there, and reads it as a customer.
fn signed(state: &mut State) -> Verified<License> {
    act(state, LicencesAction::AllowSlips(true));
    act(state, LicencesAction::Sign);
    let armor = &state.licences.signed.as_ref().unwrap().armor;
    let mut keys = TrustedKeys::default();
    keys.insert(TrustedKey::new(state.keys.own[0].public)).unwrap();
    Envelope::read(armor.as_bytes()).unwrap().verify(&keys).unwrap()
}

#[test]
fn the_next_serial_shows_what_differs() {
    let mut state = with_key();
    act(&mut state, LicencesAction::Begin(3));
    let first = signed(&mut state);
    let file = state.licences.signed.as_ref().unwrap().armor.clone();
    act(&mut state, LicencesAction::Open(Given::Pasted(file)));
    let paths = |state: &State| -> Vec<String> {
        state.licences.differences.iter().map(|difference| difference.path.clone()).collect()
    };
    assert_eq!(paths(&state), ["lic.serial"]);
    let [(_, pointer)] = &state.licences.quantities()[..] else { panic!() };
    act(&mut state, LicencesAction::Set(pointer.clone(), "250".into()));
    assert_eq!(paths(&state), ["lic.serial", "lic.entitlements.sessions.quantity"]);
    assert!(!state.licences.stays_behind());
    let second = signed(&mut state);
    assert_eq!((&second.id, second.serial), (&first.id, first.serial + 1));
    act(&mut state, LicencesAction::Set("/lic/serial".into(), first.serial.to_string()));
    assert!(state.licences.stays_behind());
    // From the ledger's page, too; and not from what a stranger signed.
    act(&mut state, LicencesAction::Follow(second));
    assert_eq!((state.route.clone(), paths(&state)), (Route::Licences, vec!["lic.serial".to_owned()]));
    let mut stranger = with_key();
    act(&mut state, LicencesAction::Sign);
    let file = state.licences.signed.as_ref().unwrap().armor.clone();
    act(&mut stranger, LicencesAction::Open(Given::Pasted(file)));
    assert_eq!(stranger.licences.refused.as_ref().unwrap().1.code().as_str(), "key_unknown");
}

/// A console with a table of so many rows, and a template for it.
fn with_table(rows: &str) -> State {
    let mut state = with_key();
    state.route = Route::Licences;
    act(&mut state, LicencesAction::Begin(3));
    state.reduce(Action::Bring(Given::File { name: "a.csv".into(), bytes: rows.as_bytes().to_vec() }));
    for (pointer, text) in [("/jti", "L-{{site}}"), ("/sub", "{{site}}"), ("/lic/holder/name", "{{name}}")] {
        act(&mut state, LicencesAction::Set(pointer.into(), text.into()));
    }
    act(&mut state, LicencesAction::AllowSlips(true));
    state
}

/// Signs all rows, as the browser does between two pictures of the page.
fn run(state: &mut State) -> usize {
    let mut steps = 0;
    let mut effects = act(state, LicencesAction::Batch(BatchAction::Begin));
    while effects == [Effect::NextRows] {
        steps += 1;
        effects = act(state, LicencesAction::Batch(BatchAction::Step));
    }
    steps
}

#[test]
fn a_table_makes_a_licence_of_each_row_in_one_file() {
    let rows: String = (1..=50).map(|row| format!("{row};Firma {row}\n")).collect();
    let mut state = with_table(&format!("site;name\n{rows}"));
    // The first row is what is shown.
    let Some(Ok(seen)) = &state.licences.preview else { panic!("{:?}", state.licences.preview) };
    assert_eq!((&*seen.license.id, &*seen.license.holder.name), ("L-1", "Firma 1"));
    assert_eq!(run(&mut state), 3);
    assert_eq!(state.licences.batch.as_ref().unwrap().run.as_ref().unwrap().ready(), 50);
    for (form, extension) in [(Form::Armor, "lic"), (Form::Compact, "jwt")] {
        let effects = act(&mut state, LicencesAction::Batch(BatchAction::Save(form)));
        let [Effect::SaveBytes { name, bytes }] = &effects[..] else { panic!("{effects:?}") };
        assert_eq!(name, "licences.zip");
        let archive = rawzip::ZipArchive::from_slice(bytes).unwrap();
        let mut names = Vec::new();
        for entry in archive.entries() {
            let entry = entry.unwrap();
            let content = archive.get_entry(entry.wayfinder()).unwrap().data().to_vec();
            assert!(Envelope::read(&content).is_ok());
            names.push(String::from_utf8(entry.file_path().as_bytes().to_vec()).unwrap());
        }
        assert_eq!((names.len(), &*names[49]), (50, &*format!("L-50.{extension}")));
    }
}

#[test]
fn where_a_row_is_refused_nothing_is_given_and_each_is_named() {
    let mut state = with_table("site;name\n1;A\n;B\n1;C\n2;\n");
    run(&mut state);
    let run = state.licences.batch.as_ref().unwrap().run.as_ref().unwrap();
    let refused: Vec<_> = run.refused.iter().map(|(line, refusal)| (*line, refusal.code())).collect();
    assert_eq!(refused, [(3, "claims_missing"), (4, "claims_duplicate"), (5, "claims_missing")]);
    assert_eq!(run.ready(), 0);
    assert_eq!(act(&mut state, LicencesAction::Batch(BatchAction::Save(Form::Armor))), []);
    for nothing in ["", "site;name\n"] {
        let state = with_table(nothing);
        assert!(state.licences.batch.as_ref().is_none_or(|batch| batch.table_error().is_some()), "{nothing}");
    }
}

#[test]
fn what_is_cancelled_or_locked_on_the_way_gives_nothing() {
    let rows: String = (1..=50).map(|row| format!("{row};Firma\n")).collect();
    for end in [Action::Licences(LicencesAction::Batch(BatchAction::Cancel)), Action::Keys(KeysAction::Lock)]
    {
        let mut state = with_table(&format!("site;name\n{rows}"));
        act(&mut state, LicencesAction::Batch(BatchAction::Begin));
        act(&mut state, LicencesAction::Batch(BatchAction::Step));
        state.reduce(end);
        assert_eq!(act(&mut state, LicencesAction::Batch(BatchAction::Step)), []);
        let run = state.licences.batch.as_ref().unwrap().run.as_ref().unwrap();
        assert!(run.is_cancelled());
        assert_eq!((run.progress(), run.ready()), ([20, 50], 0));
    }
}

#[test]
fn own_templates_are_kept_and_travel_as_a_file() {
    let mut state = with_key();
    act(&mut state, LicencesAction::Begin(3));
    act(&mut state, LicencesAction::Set("/lic/name".into(), "Ours".into()));
    let effects = act(&mut state, LicencesAction::KeepTemplate(" Ours ".into()));
    let [Effect::KeepTemplates(kept)] = &effects[..] else { panic!("{effects:?}") };
    let stored = Stored { templates: Some(kept.clone()), ..Stored::default() };
    let mut later = super::state();
    later.reduce(Action::Loaded(Some(std::rc::Rc::new(stored))));
    let saved = act(&mut later, LicencesAction::SaveTemplates);
    let [Effect::Save { text, .. }] = &saved[..] else { panic!("{saved:?}") };
    let mut other = with_key();
    other.route = Route::Licences;
    assert!(matches!(
        &other.reduce(Action::Bring(Given::Pasted(text.clone())))[..],
        [Effect::KeepTemplates(_)]
    ));
    act(&mut other, LicencesAction::BeginOwn(0));
    assert_eq!(other.licences.member("/lic/name").as_deref(), Some("Ours"));
    // One of the same name takes its place; claims that are none are kept by nobody.
    act(&mut other, LicencesAction::KeepTemplate("Ours".into()));
    assert_eq!(other.licences.templates.own.len(), 1);
    act(&mut other, LicencesAction::SetClaims("{".into()));
    assert_eq!(act(&mut other, LicencesAction::KeepTemplate("Broken".into())), []);
    act(&mut other, LicencesAction::ForgetTemplate(0));
    assert!(other.licences.templates.own.is_empty());
}
