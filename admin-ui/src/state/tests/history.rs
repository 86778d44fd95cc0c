use super::*;
use crate::export::Export;
use crate::state::Ending;
use countersign::DocumentType;
use countersign::issue::{RevocationListDraft, SigningKey, sign_document};

const ISSUED: i64 = 1_399_975_200;
const DAY: i64 = 86_400;

/// A licence with everything in it that can end, and the emergency clause.
const CLAIMS: &str = r#"{"ver":1,"iss":"https://vendor.example","aud":"orange-uce","sub":"site-1","jti":"L-1",
    "iat":1383296400,"exp":1500000000,"lic":{"serial":2,"name":"Base; \"one\", two","kind":"standard",
    "holder":{"name":"Musterhandel GmbH"},"support_until":"2014-10-31",
    "emergency":{"entitlement":"users","quantity":5,"months":1},
    "entitlements":[{"id":"users","metric":"user","quantity":20},
    {"id":"fax","metric":"feature","exp":1405000000}]}}"#;

fn key() -> SigningKey {
    SigningKey::from_seed(&[7; 32]).unwrap()
}

/// A page with the licence, and a revocation list whose successor is due.
fn ending() -> State {
    let mut keys = TrustedKeys::default();
    keys.insert(countersign::TrustedKey::new(*key().public_key())).unwrap();
    let start = Start { built_in_keys: Some(keys.to_jwk_set()), now: at(ISSUED), ..start() };
    let license = sign_document(CLAIMS.as_bytes(), DocumentType::License, &[&key()], at(ISSUED)).unwrap();
    let list = RevocationListDraft::new("https://vendor.example", "orange-uce", at(ISSUED + 10 * DAY));
    let list = list.sign(&[&key()], at(ISSUED)).unwrap();
    let state = open(&State::new(start), "base.lic", license.to_armor().as_bytes());
    open(&state, "list.lic", list.to_armor().as_bytes())
}

fn kinds(state: &State) -> Vec<&'static str> {
    let kind = |what: &Ending<'_>| match what {
        Ending::License(_) => "licence",
        Ending::Support(_) => "support",
        Ending::Entitlement { .. } => "entitlement",
        Ending::Emergency { .. } => "emergency",
        Ending::RevocationList { .. } => "list",
    };
    state.coming().iter().map(|coming| kind(&coming.what)).collect()
}

fn happened(state: &State) -> Vec<&'static str> {
    state.history().iter().map(|event| event.what.code()).collect()
}

#[test]
fn what_ends_is_told_the_next_first_until_it_has_ended() {
    let state = ending();
    assert_eq!(kinds(&state), ["list", "entitlement", "support", "licence"]);
    let started =
        state.reduce(Action::StartEmergency { entitlement: "users".into() }).reduce(Action::Confirmed);
    assert_eq!(kinds(&started), ["list", "emergency", "entitlement", "support", "licence"]);
    let later = started.reduce(Action::Tick(at(ISSUED + 40 * DAY)));
    assert_eq!(kinds(&later), ["entitlement", "support", "licence"]);
    assert!(kinds(&later.reduce(Action::Tick(at(1_500_000_000)))).is_empty());
}

#[test]
fn an_event_of_the_calendar_keeps_its_identity_and_is_escaped() {
    let calendar = Export::Calendar.text(&ending()).unwrap().replace("\r\n ", "");
    let uid = "UID:licence.https%3A%2F%2Fvendor%2Eexample.orange%2Duce.site%2D1.L%2D1@countersign";
    assert!(calendar.contains(uid), "{calendar}");
    assert!(calendar.contains("SEQUENCE:2\r\n"), "{calendar}");
    assert!(calendar.contains("Licence ends: Base\\; \"one\"\\, two (Musterhandel GmbH)"), "{calendar}");
}

#[test]
fn what_was_done_is_told_the_last_first() {
    let state = ending().reduce(Action::Tick(at(ISSUED + 60)));
    assert_eq!(happened(&state), ["file_added", "file_added"]);
    let started =
        state.reduce(Action::StartEmergency { entitlement: "users".into() }).reduce(Action::Confirmed);
    assert_eq!(happened(&started)[0], "emergency_started");
    let ended = started.reduce(Action::Tick(at(ISSUED + 40 * DAY)));
    assert_eq!(happened(&ended)[..2], ["emergency_ended", "emergency_started"]);
    let removed = ended.reduce(Action::Close(ended.files[1].id)).reduce(Action::Apply);
    assert_eq!(happened(&removed)[0], "file_removed");
}

#[test]
fn people_seats_and_use_are_told_in_one_line_each_time() {
    let state = ending();
    let account = state.accounts[0].name.clone();
    let set = |state: &State, amount| {
        let (account, entitlement) = (account.clone(), "users".to_owned());
        state.reduce(Action::SetUsage { account, entitlement, amount })
    };
    let mut typed = set(&state.reduce(Action::Tick(at(ISSUED + 1))), Some(3));
    assert_eq!(happened(&typed)[0], "usage_noted");
    assert_eq!(happened(&set(&typed, None))[0], "usage_cleared");
    let own = typed.edit().account_mut(&account);
    for name in ["a", "b", "c"] {
        let person = countersign::Person { name: name.into(), first: String::new(), last: String::new() };
        own.roster.add(person, at(ISSUED + 2)).unwrap();
        own.roster.assign(name, "users", at(ISSUED + 2), countersign::Quantity::Unlimited).unwrap();
    }
    own.roster.remove("c", at(ISSUED + 3));
    let events = typed.history();
    let counted: Vec<(&str, u64)> = events
        .iter()
        .filter_map(|event| match event.what {
            Happened::Roster { count, .. } => Some((event.what.code(), count)),
            _ => None,
        })
        .collect();
    let expected = [("seats_taken_back", 1), ("people_removed", 1), ("seats_given", 2), ("people_added", 2)];
    assert_eq!(counted, expected);
    let topics = |topic| events.iter().filter(|event| event.what.topic() == topic).count();
    assert_eq!((topics(Topic::People), topics(Topic::Usage), topics(Topic::Files)), (4, 1, 2));
    let table = Export::HistoryTable.text(&typed).unwrap();
    assert!(table.contains("people_added,,,orange-uce/site-1,,2\r\n"), "{table}");
    assert!(table.contains("usage_noted,,,orange-uce/site-1,users,3\r\n"), "{table}");
    // A spreadsheet in German has the comma in numbers.
    let german = Export::HistoryTable.text(&typed.reduce(Action::SetLanguage(Language::German))).unwrap();
    assert!(german.starts_with("at;event;file;") && german.contains(";users;3\r\n"), "{german}");
}

#[test]
fn what_happened_in_one_second_is_told_in_its_order_also_read_again_and_in_two_tabs() {
    let state = ending();
    let account = state.accounts[0].name.clone();
    let set = |state: &State, entitlement: &str, amount| {
        let (account, entitlement) = (account.clone(), entitlement.to_owned());
        state.reduce(Action::SetUsage { account, entitlement, amount })
    };
    let now = state.reduce(Action::Tick(at(ISSUED + 5)));
    let noted = set(&now, "users", Some(1));
    let started =
        noted.reduce(Action::StartEmergency { entitlement: "users".into() }).reduce(Action::Confirmed);
    let mut both = set(&started, "fax", Some(2));
    let person = |name: &str| countersign::Person { name: name.into(), first: "".into(), last: "".into() };
    both.edit().account_mut(&account).roster.add(person("a"), at(ISSUED + 5)).unwrap();
    let removed = both.reduce(Action::Close(both.files[0].id)).reduce(Action::Apply);
    let first =
        ["seats_given", "file_removed", "people_added", "usage_noted", "emergency_started", "usage_noted"];
    assert_eq!(happened(&removed)[..6], first);
    let read = |state: &State| {
        let stored = Stored { turn: 1, text: state.record.to_text(), ..Stored::default() };
        now.reduce(Action::Synced(stored))
    };
    assert_eq!(happened(&read(&removed))[..6], first);
    // Another tab goes on in the same second, and what it did is put together with what was there.
    let cleared = set(&read(&removed), "fax", None);
    let mut merged = removed.clone();
    merged.edit().merge(Record::clone(&cleared.record));
    for state in [&merged, &read(&merged)] {
        let expected = [
            "usage_cleared",
            "seats_given",
            "file_removed",
            "people_added",
            "emergency_started",
            "usage_noted",
        ];
        assert_eq!(happened(state)[..6], expected);
    }
}
