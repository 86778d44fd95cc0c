use super::*;
use crate::state::{RequestField, RequestProblem, RequestStep};
use countersign::issue::SigningKey;
use countersign::{
    DocumentType, EmergencyRequest, Envelope, Granted, LimitRow, Quantity, TrustedKey, Verified,
};

const VENDOR: &str = include_str!("../../../../tests/fixtures/keys.json");
const BASE: &[u8] = include_bytes!("../../../../tests/fixtures/orange-uce-base.lic");
const EMERGENCY: &[u8] = include_bytes!("../../../../tests/fixtures/orange-uce-emergency.lic");
const ADDON: &[u8] = include_bytes!("../../../../tests/fixtures/orange-uce-addon.lic");

/// 2014-05-13T10:00:00Z, when the emergency licence begins, and a calendar month later, when it ends.
const START: i64 = 1_399_975_200;
const END: i64 = 1_402_653_600;

/// An account with all of its 20 users in use.
fn full() -> State {
    let start = Start { built_in_keys: Some(VENDOR.to_owned()), now: at(START), ..start() };
    using(&open(&State::new(start), "base.lic", BASE), 20)
}

fn using(state: &State, users: u64) -> State {
    let account = state.accounts[0].name.clone();
    state.reduce(Action::SetUsage { account, entitlement: "users".into(), amount: Some(users) })
}

fn typed(state: &State, field: RequestField, text: &str) -> State {
    state.reduce(Action::EditRequest { field, text: text.into() })
}

/// Signs what the form asks for, as the browser has it signed.
fn make(state: &State, key: &SigningKey) -> State {
    let asked = state.reduce(Action::MakeRequest);
    let Some((request, now)) = state.request_to_make() else { return asked };
    asked.reduce(Action::RequestMade(Box::new(request.sign(key, now))))
}

fn problems(state: &State) -> Vec<(RequestField, &'static str)> {
    let problems = state.requesting.form.problems.iter();
    problems.map(|(field, problem)| (*field, problem.code().as_str())).collect()
}

fn made(state: &State) -> bool {
    matches!(state.requesting.step, RequestStep::Made(_))
}

#[test]
fn the_form_knows_what_the_licence_says_and_the_vendor_reads_what_it_says() {
    let key = SigningKey::generate().unwrap();
    let state = full().reduce(Action::AskForEmergency);
    let form = &state.requesting.form;
    assert_eq!((form.entitlement.as_str(), form.quantity.as_str()), ("users", "10"));
    assert_eq!(form.email, "sandra.singer@musterhandel.example");

    let state = make(&typed(&state, RequestField::Reason, "  Trade fair "), &key);
    let RequestStep::Made(made) = &state.requesting.step else { unreachable!() };
    let mut keys = TrustedKeys::default();
    let uses = Some(vec![DocumentType::EmergencyRequest]);
    keys.insert(TrustedKey { uses, ..TrustedKey::new(*key.public_key()) }).unwrap();
    assert_eq!(TrustedKeys::parse(made.public_key.as_bytes()).unwrap(), keys);
    for text in [&made.text, &made.compact] {
        let request: Verified<EmergencyRequest> =
            Envelope::read(text.as_bytes()).unwrap().verify(&keys).unwrap();
        assert_eq!((request.id.as_str(), request.quantity), (made.id.as_str(), 10));
        assert_eq!((request.registered, request.granted, request.issued), (20, 20, at(START)));
        assert_eq!(request.reason.as_deref(), Some("Trade fair"));
        assert_eq!(request.contact.as_ref().unwrap().name.as_deref(), Some("Sandra Singer"));
    }
}

#[test]
fn what_is_wrong_is_named_field_by_field_and_nothing_typed_is_lost() {
    let key = SigningKey::generate().unwrap();
    let mut state = full().reduce(Action::AskForEmergency);
    for (field, text) in [
        (RequestField::Quantity, "11"),
        (RequestField::Name, " "),
        (RequestField::Email, ""),
        (RequestField::Phone, ""),
    ] {
        state = typed(&state, field, text);
    }
    state = make(&state, &key);
    assert_eq!(
        problems(&state),
        [
            (RequestField::Quantity, "claims_range"),
            (RequestField::Name, "claims_missing"),
            (RequestField::Email, "claims_missing"),
        ]
    );
    assert_eq!(
        state.requesting.form.problem(RequestField::Quantity),
        Some(RequestProblem::Range { most: 10 })
    );
    assert_eq!(said(&state), Some(&Announcement::RequestRefused { count: 3 }));

    state = typed(&state, RequestField::Quantity, " 3 ");
    assert_eq!(problems(&state).len(), 2, "a field that is mended says so at once");
    state = typed(&state, RequestField::Name, "Gerd Gudlat");
    for email in ["gerd", "gerd@", "@b", "a@b@c", "a b@c"] {
        state = make(&typed(&state, RequestField::Email, email), &key);
        assert_eq!(problems(&state), [(RequestField::Email, "claims_value")], "{email}");
    }
    state = typed(&state, RequestField::Email, "gerd@musterhandel.example");
    state = make(&typed(&state, RequestField::Reason, "a\u{202e}b"), &key);
    assert_eq!(problems(&state), [(RequestField::Reason, "claims_text")]);
    state = state.reduce(Action::LeaveRequest).reduce(Action::Navigate(Route::Keys));
    state = state.reduce(Action::AskForEmergency);
    assert_eq!(state.requesting.form.name, "Gerd Gudlat");
    state = make(&typed(&state, RequestField::Reason, ""), &key);
    assert!(made(&state), "{:?}", problems(&state));
}

#[test]
fn while_one_runs_and_after_it_ended_unpaid_none_is_asked_for() {
    let key = SigningKey::generate().unwrap();
    let armed = full().reduce(Action::AskForEmergency);
    let running = open(&armed, "emergency.lic", EMERGENCY);
    assert_eq!(running.next_change(), Some(at(END)));
    let running = using(&running, 21);
    assert_eq!(problems(&make(&running, &key))[0], (RequestField::Entitlement, "claims_missing"));
    let locked = running.reduce(Action::Tick(at(END)));
    assert!(!made(&make(&locked, &key)));
    let closed = locked.reduce(Action::LeaveRequest).reduce(Action::AskForEmergency);
    assert_eq!(closed.requesting.step, RequestStep::Closed);
    let bought = open(&closed.reduce(Action::Tick(at(END + 300_000))), "add-on.lic", ADDON);
    assert!(made(&make(&bought.reduce(Action::AskForEmergency), &key)));
}

#[test]
fn an_emergency_is_started_by_the_licence_itself_once_that_was_confirmed() {
    let key = SigningKey::generate().unwrap();
    let claims = r#"{"ver":1,"iss":"https://vendor.example","aud":"orange-uce","sub":"site-1","jti":"L-1",
        "iat":1383296400,"lic":{"serial":1,"name":"n","kind":"standard","perpetual":true,
        "holder":{"name":"Musterhandel GmbH"},"emergency":{"entitlement":"users","quantity":5,"months":1},
        "entitlements":[{"id":"users","metric":"user","quantity":20}]}}"#;
    let file =
        countersign::issue::sign_document(claims.as_bytes(), DocumentType::License, &[&key], at(START));
    let mut keys = TrustedKeys::default();
    keys.insert(TrustedKey::new(*key.public_key())).unwrap();
    let start = Start { built_in_keys: Some(keys.to_jwk_set()), now: at(START), ..start() };
    let state = open(&State::new(start), "clause.lic", file.unwrap().to_armor().as_bytes());
    let asked = state.reduce(Action::StartEmergency { entitlement: "users".into() });
    assert!(matches!(&asked.confirm, Some(Confirm::StartEmergency { clause, .. }) if clause.quantity == 5));
    let granted = |state: &State| {
        let report = state.accounts[0].report.as_ref().unwrap();
        let Some(LimitRow::Quantity(row)) = report.limit("users") else { unreachable!() };
        (row.granted.limit(), row.emergency.limit())
    };
    assert_eq!(granted(&asked.reduce(Action::Unconfirmed)), (Some(20), Some(0)));
    let started = asked.reduce(Action::Confirmed);
    assert_eq!(granted(&started), (Some(20), Some(5)));
    assert_eq!(said(&started), Some(&Announcement::EmergencyStarted));
    assert_eq!(started.next_change(), Some(at(END)));
    assert!(started.reduce(Action::StartEmergency { entitlement: "users".into() }).confirm.is_none());
}

#[test]
fn what_is_granted_is_followed_to_the_end_of_an_emergency() {
    let state = open(&full(), "emergency.lic", EMERGENCY);
    let course = state.course();
    let of = |granted, emergency| Granted::Quantity {
        granted: Quantity::Limited(granted),
        emergency: Quantity::Limited(emergency),
    };
    let end = Step { at: at(END), id: "users".into(), before: of(20, 10), after: of(20, 0) };
    assert_eq!(course, [end]);
    assert_eq!(full().course(), [], "nothing changes for good");
}

#[test]
fn what_matters_most_is_said_alone() {
    let state = full();
    let matter = |state: &State| state.matter(&state.accounts[0]);
    assert_eq!(matter(&state), None);
    assert_eq!(matter(&using(&state, 22)), Some(Matter::Over { id: "users".into(), by: 2 }));
    let running = using(&open(&state, "emergency.lic", EMERGENCY), 21);
    let granted = Quantity::Limited(10);
    assert_eq!(
        matter(&running),
        Some(Matter::Emergency { id: "users".into(), used: 1, granted, end: at(END) })
    );
    let ended = running.reduce(Action::Tick(at(END)));
    assert_eq!(matter(&ended), Some(Matter::Blocked { id: "users".into(), blocked: 1 }));
}

#[test]
fn use_is_known_once_somebody_said_how_much() {
    let start = Start { built_in_keys: Some(VENDOR.to_owned()), now: at(START), ..start() };
    let unknown = open(&State::new(start), "base.lic", BASE);
    assert!(!unknown.knows_use(&unknown.accounts[0], "users"));
    let none = using(&unknown, 0);
    assert!(none.knows_use(&none.accounts[0], "users"), "none is an amount");
}

#[test]
fn a_request_that_was_made_is_remembered_until_its_answer_comes() {
    let key = SigningKey::generate().unwrap();
    let made = make(&full().reduce(Action::AskForEmergency), &key);
    let account = made.accounts[0].name.clone();
    let read = State::new(Start { built_in_keys: Some(VENDOR.to_owned()), now: at(START), ..start() });
    let stored = Stored { turn: 1, text: made.record.to_text(), ..Stored::default() };
    let read = read.reduce(Action::Loaded(Some(stored)));
    for state in [&made, &read] {
        let [asked] = &state.requests(&account)[..] else { unreachable!("one request") };
        assert_eq!((asked.request.quantity, asked.request.issued), (10, at(START)));
        assert!(asked.answer.is_none());
        assert!(state.history().iter().any(|event| matches!(event.what,
            Happened::Added(document) if state.is_request(document))));
    }
    // It changes nothing of what is granted.
    let limits = |state: &State| state.accounts[0].report.as_ref().unwrap().limits.clone();
    assert_eq!(limits(&made), limits(&full()));

    // The answer of the fixtures is to somebody else's request, and says so before it is applied.
    let proposed = give(&made, "emergency.lic", EMERGENCY);
    let Outcome::License { license, .. } = &proposed.proposal.as_ref().unwrap().adding[0].outcome else {
        unreachable!("it is a licence")
    };
    assert_eq!(proposed.unasked(license), license.request.as_deref());
    let id = made.requests(&account)[0].request.id.clone();
    let mut own = countersign::License::clone(license);
    own.request = Some(id);
    assert_eq!(proposed.unasked(&own), None);
    own.request = None;
    assert_eq!(proposed.unasked(&own), None, "what answers nothing was not asked for");
}
