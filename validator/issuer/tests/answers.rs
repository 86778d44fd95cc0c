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

/// Typed lock codes of machines for a licence, which replace an activation or none.
fn typed(machines: &[&str], license: &str, replaces: Option<&str>) -> Typed {
    Typed {
        lock_codes: machines.iter().map(|name| lock_code(name)).collect(),
        license: license.into(),
        replaces: replaces.map(Into::into),
        ..Typed::default()
    }
}

fn lock_code(machine_id: &str) -> countersign::LockCode {
    HostIdentity::new(None, Part::new(PartName::MachineId, machine_id), None).unwrap().lock_code()
}

impl Desk {
    fn give(&mut self, typed: &Typed, id: &str, n: u64, until: Option<i64>) -> Result<Answer, Failure> {
        let ask = Ask { grants: [(id.into(), n)].into(), until: until.map(at), ..Ask::default() };
        let answer = self.ledger.answer_typed(typed, &ask, &self.key, at(NOW))?;
        self.text += &(answer.appended.clone().unwrap().line + "\n");
        Ok(answer)
    }

    fn revoke(&mut self, license: &str) {
        let claims = format!(
            r#"{{"iss":"{VENDOR}","aud":"call-services","jti":"R-1","iat":{},"ver":1,"rev":{{"serial":1,"next_update":253402300799,"revoked":[{{"jti":"{license}"}}]}}}}"#,
            NOW - 100
        );
        let signed =
            sign_document(claims.as_bytes(), DocumentType::RevocationList, &[&self.key], at(NOW)).unwrap();
        let Added::Entry(entry) = self.ledger.add(signed.to_armor().as_bytes(), at(NOW)).unwrap() else {
            panic!("it is new")
        };
        self.text += &(entry.line + "\n");
    }
}

#[test]
fn what_was_looked_up_for_a_later_time_frees_nothing_now() {
    let mut desk = Desk::new();
    desk.license("L-1", 1, r#"{"id":"seats","metric":"host","quantity":1}"#, "");
    desk.give(&typed(&["a"], "L-1", None), "seats", 1, Some(NOW + 1_000)).unwrap();
    let claimed = |desk: &mut Desk, now: i64| {
        let status = serde_json::to_value(desk.ledger.status(at(now)).unwrap()).unwrap();
        let license = &status["licenses"][0];
        (license["entitlements"][0]["claimed"].as_u64(), license["activations"][0]["state"].clone())
    };
    assert_eq!(claimed(&mut desk, NOW), (Some(1), "active".into()));
    assert_eq!(claimed(&mut desk, NOW + 1_000), (Some(0), "ended".into()));
    assert_eq!(claimed(&mut desk, NOW + 999), (Some(1), "active".into()));
    assert_eq!(claimed(&mut desk, NOW + 2_000), (Some(0), "ended".into()));
    let refused = desk.give(&typed(&["b"], "L-1", None), "seats", 1, None).unwrap_err();
    assert_eq!(refused.code(), "seats_exhausted");
    assert_eq!(desk.pool("seats"), (1, 0));
}

#[test]
fn a_renewal_that_no_longer_names_what_it_superseded_doubles_no_pool() {
    let seats = r#"{"id":"seats","metric":"host","quantity":1}"#;
    let mut desk = Desk::new();
    desk.license("L-1", 1, seats, "");
    desk.give(&typed(&["a"], "L-1", None), "seats", 1, None).unwrap();
    desk.license("L-2", 1, seats, r#""supersedes":["L-1"],"#);
    desk.license("L-2", 2, seats, "");
    let refused = desk.give(&typed(&["b"], "L-2", None), "seats", 1, None).unwrap_err();
    assert_eq!(refused.code(), "seats_exhausted");
    desk.give(&typed(&["a"], "L-2", None), "seats", 1, None).unwrap();
    assert_eq!(desk.give(&typed(&["a"], "L-1", None), "seats", 1, None).unwrap_err().code(), "superseded");
    // One that is revoked supersedes none.
    desk.revoke("L-2");
    assert_eq!(
        desk.give(&typed(&["c"], "L-1", None), "seats", 1, None).unwrap_err().code(),
        "seats_exhausted"
    );
    assert_eq!(desk.pool("seats"), (1, 0));
}

#[test]
fn sessions_stay_claimed_of_a_licence_whose_host_was_moved_under_another() {
    let mut desk = Desk::new();
    desk.license("L-1", 1, SESSIONS, "");
    let first = desk.give(&typed(&["a"], "L-1", None), "sessions", 10, None).unwrap();
    let released = desk.ledger.release(&first.id, "scrapped", at(NOW)).unwrap();
    desk.text += &(released.line + "\n");
    desk.license("L-2", 1, SESSIONS, r#""supersedes":["L-1"],"#);
    let moved = desk.give(&typed(&["b"], "L-2", Some(&first.id)), "seats", 1, None).unwrap();
    assert_eq!(moved.grants, [("seats".to_owned(), 1), ("sessions".to_owned(), 10)].into());
    desk.revoke("L-2");
    assert_eq!((desk.pool("sessions"), desk.pool("seats")), ((10, 90), (0, 3)));
}

#[test]
fn of_two_chains_on_one_host_the_newest_is_continued() {
    let mut desk = Desk::new();
    for id in ["L-1", "L-2"] {
        desk.license(id, 1, SESSIONS, "");
    }
    desk.give(&typed(&["a"], "L-2", None), "seats", 1, None).unwrap();
    let first = desk.give(&typed(&["a"], "L-1", None), "seats", 1, None).unwrap();
    let newest = desk.give(&typed(&["a"], "L-2", None), "seats", 1, None).unwrap();
    assert_ne!(first.id, newest.id);
    desk.license("L-3", 1, SESSIONS, r#""supersedes":["L-1","L-2"],"#);
    let again = desk.give(&typed(&["a"], "L-3", None), "seats", 1, None).unwrap();
    assert_eq!((again.id, again.serial), (newest.id, 3));
}

#[test]
fn several_codes_for_a_replaced_activation_have_no_other() {
    let copies = r#"{"id":"copies","metric":"user","quantity":9,"model":"authorized_copy"}"#;
    let mut desk = Desk::new();
    desk.license("L-1", 1, copies, "");
    let first = desk.give(&typed(&["a", "b"], "L-1", None), "copies", 2, None).unwrap();
    let released = desk.ledger.release(&first.id, "scrapped", at(NOW)).unwrap();
    desk.text += &(released.line + "\n");
    desk.give(&typed(&["c", "d"], "L-1", None), "copies", 2, None).unwrap();
    // Without `replaces` a code is left out; with it, the hosts have one of their own.
    let refused = desk.give(&typed(&["d", "e"], "L-1", None), "copies", 2, None).unwrap_err();
    assert_eq!(refused.code(), "receipt_missing");
    let refused = desk.give(&typed(&["d", "e"], "L-1", Some(&first.id)), "copies", 2, None).unwrap_err();
    assert_eq!(refused.code(), "usage_invalid");
}

#[test]
fn a_host_with_a_freed_activation_of_its_own_is_given_that_of_another() {
    let mut desk = Desk::new();
    desk.license("L-1", 1, SESSIONS, "");
    let mut ids = Vec::new();
    for host in ["a", "b"] {
        let given = desk.give(&typed(&[host], "L-1", None), "seats", 1, None).unwrap();
        let released = desk.ledger.release(&given.id, "scrapped", at(NOW)).unwrap();
        desk.text += &(released.line + "\n");
        ids.push(given.id);
    }
    let moved = desk.give(&typed(&["b"], "L-1", Some(&ids[0])), "seats", 1, None).unwrap();
    assert_eq!(moved.serial, 1);
    assert_eq!(desk.pool("seats"), (1, 2));
    let refused = desk.give(&typed(&["c"], "L-1", Some(&ids[0])), "seats", 1, None).unwrap_err();
    assert_eq!(refused.code(), "receipt_missing");
    desk.give(&typed(&["c"], "L-1", Some(&ids[1])), "seats", 1, None).unwrap();
    assert_eq!(desk.pool("seats"), (2, 1));
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

#[test]
fn a_plan_says_what_the_answer_gives_and_costs_and_changes_nothing() {
    let mut desk = Desk::new();
    desk.license("CVP-100", 1, r#"{"id":"sessions","metric":"session","quantity":100}"#, "");
    let (a, b) = (Machine::new("A"), Machine::new("B"));
    for (machine, wanted, costs, left) in [(&a, 10, 10, 90), (&b, 50, 50, 40), (&a, 25, 15, 25)] {
        let request = machine.request("CVP-100", &[("sessions", wanted)], |_| ());
        let hash = desk.ledger.hash().to_owned();
        let planned = desk.ledger.plan(request.as_bytes(), &Ask::default(), at(NOW)).unwrap();
        let [cost] = &planned.costs[..] else { panic!("{:?}", planned.costs) };
        assert_eq!((cost.grant, cost.cost, cost.left()), (wanted, costs, Some(left)));
        assert_eq!(desk.ledger.hash(), hash);
        assert_eq!(desk.ledger.answer_before(request.as_bytes()).unwrap(), None);
        let answer = desk.answer(&request, &Ask::default()).unwrap();
        assert_eq!(planned.before.map(|before| before.id.clone()), (answer.serial > 1).then_some(answer.id));
        assert_eq!(planned.grants, answer.grants);
        let before = desk.ledger.answer_before(request.as_bytes()).unwrap();
        assert_eq!(before, Some(&*answer.document));
    }
    // Where the answer is refused, so is the plan, by the same code.
    for wanted in [10, 51] {
        let request = a.request("CVP-100", &[("sessions", wanted)], |_| ());
        let planned = desk.ledger.plan(request.as_bytes(), &Ask::default(), at(NOW)).unwrap_err().code();
        assert_eq!(planned, desk.code(&request));
    }
}
