//! What is answered, what it costs, and what is left.
#![allow(clippy::unwrap_used, clippy::panic, reason = "all of this file is tests")]

use countersign::issue::{ActivationRequestDraft, SigningKey, sign_document};
use countersign::{Amounts, DocumentType, HostIdentity, Part, PartName, TrustedKey, TrustedKeys, UnixTime};
use countersign_issuer::{Added, Answer, Ask, Failure, Ledger, Typed};

const VENDOR: &str = "https://vendor.example";
const NOW: i64 = 1_764_210_000;

fn at(secs: i64) -> UnixTime {
    UnixTime::from_secs(secs).unwrap()
}

struct Desk {
    key: SigningKey,
    keys: TrustedKeys,
    ledger: Ledger,
    text: String,
}

/// A host with a key and a machine id of its own.
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

    fn request(
        &self,
        license: &str,
        wants: &[(&str, u64)],
        edit: impl FnOnce(&mut ActivationRequestDraft),
    ) -> String {
        let wants: Amounts = wants.iter().map(|(id, n)| ((*id).to_owned(), *n)).collect();
        let mut draft = ActivationRequestDraft {
            product: "call-services".into(),
            account: "musterkontakt".into(),
            license: license.into(),
            product_version: None,
            host: self.identity.clone(),
            wants,
            replaces: None,
            redundant: None,
        };
        edit(&mut draft);
        draft.sign(&self.key, at(NOW)).unwrap().to_compact().unwrap()
    }
}

impl Desk {
    fn new() -> Self {
        let key = SigningKey::generate().unwrap();
        let mut keys = TrustedKeys::default();
        keys.insert(TrustedKey { issuer: Some(VENDOR.into()), ..TrustedKey::new(*key.public_key()) })
            .unwrap();
        let (ledger, line) = Ledger::new(VENDOR, &keys, at(NOW - 1_000)).unwrap();
        Self { key, keys, ledger, text: line + "\n" }
    }

    fn license(&mut self, id: &str, serial: u64, entitlements: &str, more: &str) {
        let claims = format!(
            r#"{{"iss":"{VENDOR}","aud":"call-services","sub":"musterkontakt","jti":"{id}","iat":{},"ver":1,"lic":{{"serial":{serial},"name":"Call Services","kind":"standard","perpetual":true,"activation":"required","holder":{{"name":"Musterkontakt GmbH"}},{more}"entitlements":[{entitlements}]}}}}"#,
            NOW - 500
        );
        let signed = sign_document(claims.as_bytes(), DocumentType::License, &[&self.key], at(NOW)).unwrap();
        let Added::Entry(entry) = self.ledger.add(signed.to_armor().as_bytes(), at(NOW)).unwrap() else {
            panic!("it is new")
        };
        self.text += &(entry.line + "\n");
    }

    fn answer(&mut self, request: &str, ask: &Ask) -> Result<Answer, Failure> {
        let answer = self.ledger.answer(request.as_bytes(), ask, &self.key, at(NOW))?;
        if let Some(appended) = &answer.appended {
            self.text += &(appended.line.clone() + "\n");
        }
        Ok(answer)
    }

    fn code(&mut self, request: &str) -> &'static str {
        self.answer(request, &Ask::default()).map_or_else(|failure| failure.code(), |_| "ok")
    }

    /// Claimed and left, of the ledger at hand and as it is read again.
    fn pool(&mut self, id: &str) -> (u64, u64) {
        let mut again = Ledger::read(self.text.as_bytes(), &self.keys).unwrap();
        let one = serde_json::to_value(self.ledger.status(at(NOW)).unwrap()).unwrap();
        let other = serde_json::to_value(again.status(at(NOW)).unwrap()).unwrap();
        assert_eq!(one, other);
        let rows = one["licenses"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|license| license["entitlements"].as_array().unwrap());
        let row = rows.into_iter().find(|row| row["id"] == id).unwrap();
        (row["claimed"].as_u64().unwrap(), row["free"].as_u64().unwrap())
    }
}

const SESSIONS: &str =
    r#"{"id":"sessions","metric":"session","quantity":100},{"id":"seats","metric":"host","quantity":3}"#;

#[test]
fn c1_three_seats_and_no_fourth() {
    let mut desk = Desk::new();
    desk.license("L-1", 1, SESSIONS, "");
    for name in ["a", "b", "c"] {
        assert_eq!(desk.code(&Machine::new(name).request("L-1", &[("seats", 1)], |_| ())), "ok");
    }
    assert_eq!(desk.code(&Machine::new("d").request("L-1", &[("seats", 1)], |_| ())), "seats_exhausted");
    assert_eq!(desk.pool("seats"), (3, 0));
}

#[test]
fn c2_c3_sessions_are_claimed_for_good() {
    let mut desk = Desk::new();
    desk.license("L-1", 1, SESSIONS, "");
    let (a, b, c) = (Machine::new("a"), Machine::new("b"), Machine::new("c"));
    assert_eq!(desk.code(&a.request("L-1", &[("sessions", 10)], |_| ())), "ok");
    assert_eq!(desk.code(&b.request("L-1", &[("sessions", 75)], |_| ())), "ok");
    assert_eq!(desk.code(&a.request("L-1", &[("sessions", 10)], |_| ())), "ok");
    assert_eq!(desk.pool("sessions"), (85, 15));
    assert_eq!(desk.code(&a.request("L-1", &[("sessions", 25)], |_| ())), "ok");
    assert_eq!(desk.pool("sessions"), (100, 0));
    assert_eq!(desk.code(&a.request("L-1", &[("sessions", 10)], |_| ())), "sessions_not_returnable");
    let refusal = desk.answer(&c.request("L-1", &[("sessions", 1)], |_| ()), &Ask::default()).unwrap_err();
    assert_eq!(refusal.code(), "sessions_exhausted");
    assert!(refusal.to_string().contains("100 of 100 are claimed, 0 are left"), "{refusal}");
}

#[test]
fn the_same_request_is_given_the_same_answer() {
    let mut desk = Desk::new();
    desk.license("L-1", 1, SESSIONS, "");
    let request = Machine::new("a").request("L-1", &[("sessions", 10), ("seats", 1)], |_| ());
    let first = desk.answer(&request, &Ask::default()).unwrap();
    let again = desk.answer(&request, &Ask::default()).unwrap();
    assert_eq!((&again.document, again.appended.is_some()), (&first.document, false));
    assert_eq!(desk.pool("sessions"), (10, 90));
}

#[test]
fn what_was_edited_is_named() {
    let mut desk = Desk::new();
    desk.license("L-1", 1, SESSIONS, "");
    for name in ["a", "b"] {
        desk.code(&Machine::new(name).request("L-1", &[("seats", 1)], |_| ()));
    }
    let lines: Vec<&str> = desk.text.lines().collect();
    let read = |lines: &[&str]| {
        let text = lines.join("\n") + "\n";
        Ledger::read(text.as_bytes(), &desk.keys).map_or_else(|failure| failure.to_string(), |_| "ok".into())
    };
    assert_eq!(read(&lines), "ok");
    assert!(read(&[lines[0], lines[1], lines[3]]).contains("at: 2,"));
    assert!(read(&[lines[0], lines[1], lines[3], lines[2]]).contains("at: 2,"));
    assert!(
        read(&[lines[0], &lines[1].replace("license", "receipt"), lines[2], lines[3]]).contains("at: 1,")
    );
}

#[test]
fn a_typed_lock_code_is_answered_and_continued() {
    let mut desk = Desk::new();
    desk.license("L-1", 1, SESSIONS, "");
    let typed = Typed {
        lock_codes: vec![Machine::new("a").identity.lock_code()],
        license: "L-1".into(),
        ..Typed::default()
    };
    let ask = Ask { grants: [("seats".into(), 1)].into(), ..Ask::default() };
    let first = desk.ledger.answer_typed(&typed, &ask, &desk.key, at(NOW)).unwrap();
    let second = desk.ledger.answer_typed(&typed, &ask, &desk.key, at(NOW)).unwrap();
    assert_eq!((first.serial, second.serial), (1, 2));
    assert_eq!(first.id, second.id);
    let released = desk.ledger.release(&first.id, "scrapped", at(NOW)).unwrap();
    assert_eq!(released.number, 4);
    let third = desk.ledger.answer_typed(&typed, &ask, &desk.key, at(NOW)).unwrap();
    assert_eq!(third.serial, 1);
    assert_ne!(third.id, first.id);
}

#[test]
fn the_known_ledgers_are_read() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/design/examples");
    let Ok(keys) = std::fs::read(folder.join("keys.json")) else {
        eprintln!("skipped: the known ledgers are not here");
        return;
    };
    let keys = TrustedKeys::parse(&keys).unwrap();
    for (name, claimed) in [("before-receipt", 1), ("after-receipt", 0)] {
        let text = std::fs::read(folder.join(format!("activation/{name}.ledger"))).unwrap();
        let mut ledger = Ledger::read(&text, &keys).unwrap();
        let status = serde_json::to_value(ledger.status(at(NOW)).unwrap()).unwrap();
        let seats =
            status["licenses"][0]["entitlements"].as_array().unwrap().iter().find(|row| row["id"] == "seats");
        assert_eq!(seats.unwrap()["claimed"], claimed, "{name}");
    }
}
