//! From a licence that needs it to a request, an answer and a receipt.

use super::*;
use crate::state::{
    ActivationAction, ActivationField, ActivationProblem, ActivationStep, Outgoing, Sending, Whose,
};
use countersign::issue::{ActivationDraft, SigningKey, sign_document};
use countersign::{
    ActivatedHost, ActivationRequest, DocumentType, Envelope, HostIdentity, Part, PartName, TrustedKeys,
    Verified,
};
use countersign_kit::slip::Slip;

const VENDOR: &str = include_str!("../../../../tests/fixtures/keys.json");
const SECRET: &str = include_str!("../../../../tests/fixtures/test-key.pem");
const NOW: i64 = 1_764_122_400;
const ISSUER: &str = "https://vendor.example";

fn vendor() -> SigningKey {
    SigningKey::from_pem(SECRET, None).unwrap()
}

fn licence(metric: &str, quantity: u64) -> Vec<u8> {
    let claims = format!(
        r#"{{"iss":"{ISSUER}","aud":"call-studio","sub":"site-1","jti":"L-1","iat":{},"ver":1,"lic":{{"serial":1,"name":"Call Studio","kind":"standard","perpetual":true,"activation":"required","holder":{{"name":"Musterkontakt GmbH"}},"entitlements":[{{"id":"seats","metric":"{metric}","quantity":{quantity}}},{{"id":"fax","metric":"feature"}}]}}}}"#,
        NOW - 500
    );
    sign_document(claims.as_bytes(), DocumentType::License, &[&vendor()], at(NOW - 500))
        .unwrap()
        .to_armor()
        .into()
}

fn desk(metric: &str, quantity: u64) -> State {
    let start = Start { built_in_keys: Some(VENDOR.to_owned()), now: at(NOW), ..start() };
    let state = open(&State::new(start), "l.lic", &licence(metric, quantity));
    state.reduce(Action::Navigate(Route::Activation))
}

fn act(state: &State, action: ActivationAction) -> State {
    state.reduce(Action::Activation(action))
}

fn edit(state: &State, field: ActivationField, text: &str) -> State {
    act(state, ActivationAction::Edit { field, text: text.into() })
}

/// Asks as the browser with this key does, and gives what is to be sent.
fn ask(state: &State, key: &SigningKey, wanted: &str) -> (State, Outgoing) {
    let state = act(state, ActivationAction::Found(*key.public_key()));
    let state = act(&state, ActivationAction::Ask { license: "L-1".into() });
    let state = edit(&state, ActivationField::Want("seats".into()), wanted);
    let state = act(&state, ActivationAction::Make);
    let (unsigned, now) = state.activation_to_make().unwrap();
    let state = act(&state, ActivationAction::Made(Box::new(unsigned.sign(key, now))));
    let ActivationStep::Made(made) = &state.activating.step else { unreachable!() };
    let made = Outgoing::clone(made);
    (state, made)
}

fn answer(request: &str, serial: u64) -> Vec<u8> {
    let request: Verified<ActivationRequest> =
        Envelope::read(request.as_bytes()).unwrap().verify(&TrustedKeys::default()).unwrap();
    let mut host = ActivatedHost::new(vec![request.host.lock_code()]);
    (host.key, host.description) =
        (request.host.key().copied(), request.host.description().map(str::to_owned));
    let (product, account) = (request.product.clone(), request.account.clone());
    let mut draft = ActivationDraft::new(ISSUER, &product, &account, "L-1", host, request.wants.clone());
    (draft.id, draft.serial, draft.request) = (Some("A-1".into()), serial, Some(request.id.clone()));
    draft.sign(&[&vendor()], at(NOW)).unwrap().to_armor().into()
}

fn key() -> SigningKey {
    SigningKey::generate().unwrap()
}

fn here(state: &State) -> Option<Status> {
    let account = state.accounts[0].name.clone();
    state.status_here(state.licenses(&account).next().unwrap().0)
}

fn status_of_first(state: &State) -> (Status, Option<Status>, bool) {
    let hosts = state.activated_hosts(&state.accounts[0].name);
    (hosts[0].status, hosts[0].here, hosts[0].is_own)
}

#[test]
fn a_licence_says_that_it_is_to_be_activated_and_a_page_leads_there() {
    let state = desk("host", 3);
    assert_eq!(here(&state), Some(Status::ActivationRequired));
    assert!(state.navigation().contains(&Route::Activation));
    let other = open(&trusting(), "a.lic", LICENCE);
    assert!(!other.navigation().contains(&Route::Activation));
}

#[test]
fn what_is_asked_for_is_answered_and_counts_in_this_browser_alone() {
    let (own, state) = (key(), desk("host", 3));
    let state = act(&state, ActivationAction::Found(*own.public_key()));
    let state = edit(
        &act(&state, ActivationAction::Ask { license: "L-1".into() }),
        ActivationField::Description,
        "studio-7",
    );
    let (asked, made) = ask(&state, &own, "1");
    assert_eq!((made.what, made.description.as_deref()), (Sending::Request, Some("studio-7")));
    let account = asked.accounts[0].name.clone();
    let license = asked.license_to_activate(&account, "L-1").unwrap();
    assert_eq!(asked.waiting_since(&account, license), Some(at(NOW)));

    let given = give(&asked, "answer.lic", &answer(&made.text, 1));
    let [(_, anywhere, shown)] = given.proposal.as_ref().unwrap().activations[..] else { unreachable!() };
    assert_eq!((anywhere, shown), (Some(Status::Active), Some(Status::Active)));
    let done = given.reduce(Action::Apply);
    assert_eq!(here(&done), Some(Status::Active));
    assert_eq!(status_of_first(&done), (Status::Active, Some(Status::Active), true));
    let license = done.license_to_activate(&account, "L-1").unwrap();
    assert_eq!(done.waiting_since(&account, license), None);

    // The same answer in another browser, with its own key or none.
    for found in [Some(key()), None] {
        let other = desk("host", 3);
        let other = match found {
            Some(key) => act(&other, ActivationAction::Found(*key.public_key())),
            None => other,
        };
        let given = give(&other, "answer.lic", &answer(&made.text, 1));
        let [(_, anywhere, shown)] = given.proposal.as_ref().unwrap().activations[..] else { unreachable!() };
        assert_eq!((anywhere, shown), (Some(Status::Active), Some(Status::WrongHost)));
        let done = given.reduce(Action::Apply);
        assert_ne!(here(&done), Some(Status::Active));
        assert_eq!(status_of_first(&done), (Status::Active, Some(Status::WrongHost), false));
    }
}

#[test]
fn what_is_given_back_counts_no_more_though_older_backups_are_restored() {
    let own = key();
    let (state, made) = ask(&desk("host", 3), &own, "1");
    let active = open(&state, "answer.lic", &answer(&made.text, 1));
    let backup = active.record.to_text();
    let file = active.activated_hosts(&active.accounts[0].name)[0].file.id;
    let confirmed = act(&active, ActivationAction::Return(file)).reduce(Action::Confirmed);
    assert_eq!(here(&confirmed), Some(Status::Active), "nothing is done before the receipt is signed");
    let (unsigned, now) = confirmed.return_to_make(file).unwrap();
    assert!(unsigned.sign(&key(), now).is_err(), "another key gives nothing back");
    let returned = act(&confirmed, ActivationAction::Returned(Box::new(unsigned.sign(&own, now))));
    let ActivationStep::Made(receipt) = &returned.activating.step else { unreachable!() };
    assert_eq!(receipt.what, Sending::Receipt);
    assert!(!returned.is_stored(), "it is to be stored before it is handed out");
    assert_eq!(status_of_first(&returned).0, Status::Deactivated);
    assert_eq!(here(&returned), Some(Status::Deactivated));

    let restored = give(&returned, "backup.jsonl", backup.as_bytes()).reduce(Action::Confirmed);
    assert_eq!(here(&restored), Some(Status::Deactivated));
    // A new visit, of what was stored.
    let stored = returned.record.to_text();
    let again = give(&desk("host", 3), "stored.jsonl", stored.as_bytes()).reduce(Action::Confirmed);
    let again = act(&again, ActivationAction::Found(*own.public_key()));
    assert_eq!(here(&again), Some(Status::Deactivated));
}

#[test]
fn pools_are_claimed_as_far_as_the_files_tell_and_sessions_stay_claimed() {
    for (metric, after) in [("host", 0), ("session", 10)] {
        let own = key();
        let wanted = if metric == "host" { "1" } else { "10" };
        let (state, made) = ask(&desk(metric, 100), &own, wanted);
        let state = open(&state, "answer.lic", &answer(&made.text, 1));
        // The same machine again, with a higher serial, claims nothing more.
        let state = open(&state, "again.lic", &answer(&made.text, 2));
        let claimed = |state: &State| {
            let account = &state.accounts[0].name;
            let license = state.license_to_activate(account, "L-1").unwrap();
            State::pools(license, &state.activated_hosts(account))
                .iter()
                .map(|pool| pool.claimed)
                .collect::<Vec<_>>()
        };
        assert_eq!(claimed(&state), [wanted.parse::<u64>().unwrap()]);
        let file = state.activated_hosts(&state.accounts[0].name)[0].file.id;
        let (unsigned, now) = state.return_to_make(file).unwrap();
        let state = act(&state, ActivationAction::Returned(Box::new(unsigned.sign(&own, now))));
        assert_eq!(claimed(&state), [after], "{metric}");
    }
}

#[test]
fn for_another_machine_a_slip_says_what_its_lock_code_or_host_file_say() {
    let host = HostIdentity::new(None, Part::new(PartName::MachineId, "m"), Some("pbx".into())).unwrap();
    let state = act(&desk("host", 3), ActivationAction::Ask { license: "L-1".into() });
    let state = act(&state, ActivationAction::Choose(Whose::Other));
    let problem = |state: &State| state.activating.form.problem(&ActivationField::LockCode);
    assert_eq!(problem(&state), None);
    // A slip of the finger is told while the code is typed, before anything is asked for.
    let code = host.lock_code().to_string();
    let last = if code.ends_with('0') { "1" } else { "0" };
    for wrong in ["CS1-11111", &code.replace('-', "!"), &[&code[..code.len() - 1], last].concat()] {
        let typed = edit(&state, ActivationField::LockCode, wrong);
        assert!(matches!(problem(&typed), Some(ActivationProblem::Refused(_))), "{wrong}");
        assert!(act(&typed, ActivationAction::Make).activation_to_make().is_none());
    }
    let bad = Given::File { name: "host.json".into(), bytes: b"{}".to_vec() };
    assert!(act(&state, ActivationAction::HostFile(bad)).activating.form.host_error.is_some());
    let file = Given::File { name: "host.json".into(), bytes: host.to_json().into_bytes() };
    let state = act(&state, ActivationAction::HostFile(file));
    assert_eq!(state.activating.form.lock_code, code);
    let (unsigned, now) = state.activation_to_make().unwrap();
    // Nobody signs it.
    let made = unsigned.sign(&key(), now).unwrap();
    let slip = Slip::find(&made.text).unwrap();
    assert_eq!((slip.license.as_str(), slip.description.as_deref()), ("L-1", Some("pbx")));
    assert_eq!((slip.lock_codes, slip.wants), (vec![host.lock_code()], made.wants.clone()));
}

#[test]
fn what_is_wrong_with_a_request_is_told_at_its_field() {
    let state = act(&desk("session", 100), ActivationAction::Ask { license: "L-1".into() });
    let want = || ActivationField::Want("seats".into());
    let fax = || ActivationField::Want("fax".into());
    for (changes, field) in [
        (vec![(want(), "-1")], want()),
        (vec![(want(), "ten")], want()),
        (vec![(want(), "9007199254740992")], want()),
        (vec![(want(), "0"), (fax(), "0")], want()),
        (vec![(fax(), "2")], fax()),
        (vec![(ActivationField::Version, "five")], ActivationField::Version),
    ] {
        let typed =
            changes.iter().fold(state.clone(), |state, (field, text)| edit(&state, field.clone(), text));
        let made = act(&typed, ActivationAction::Make);
        assert_eq!(
            made.activating.form.problems.first().map(|(field, _)| field),
            Some(&field),
            "{changes:?}"
        );
        assert!(made.activation_to_make().is_none());
        assert_eq!(said(&made), Some(&Announcement::RequestRefused { count: 1 }));
    }
}
