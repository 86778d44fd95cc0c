//! More than a licence has, asked of its issuer's ledger or written into it: each attempt has its own answer, and
//! changes nothing.
#![allow(clippy::unwrap_used, clippy::panic, reason = "all of this file is tests")]

use countersign::issue::{ActivationRequestDraft, SigningKey};
use countersign::{HostIdentity, Part, PartName, PublicKey, TrustedKeys};
use countersign_issuer::{Added, Ask, Failure, Ledger};
use countersign_tests::judging::{amounts, at};
use countersign_tests::{Jws, TestKey};
use serde_json::{Value, json};

const VENDOR: &str = "https://vendor.example";
const NOW: i64 = 1_764_210_000;
const CUSTOMER: u8 = 60;

/// A ledger, and its text as it was written.
struct Desk {
    signer: u8,
    keys: TrustedKeys,
    ledger: Ledger,
    text: String,
}

fn key(seed: u8) -> TestKey {
    TestKey::from_seed([seed; 32])
}

fn signed(typ: &str, claims: &Value, by: u8) -> String {
    let key = key(by);
    let header = format!(r#"{{"alg":"EdDSA","typ":"{typ}","kid":"{}"}}"#, key.kid());
    Jws::signed(header, claims.to_string(), &key).compact()
}

/// What a compact document says.
fn claims(document: &str) -> Value {
    use base64::Engine as _;
    let payload = document.split('.').nth(1).unwrap();
    let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(payload).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

fn common(jti: &str, iss: &str) -> Value {
    json!({ "ver": 1, "iss": iss, "aud": "p", "sub": "s", "jti": jti, "iat": NOW - 100 })
}

/// Ten users, a hundred sessions, three seats; the first two are delegated to customers, where there are any.
fn license(serial: u64, delegates: &Value) -> String {
    let mut claims = common("L-1", VENDOR);
    let part = |id: &str, metric: &str, quantity: u64, delegable: bool| json!({ "id": id, "metric": metric, "quantity": quantity, "delegable": delegable });
    let parts = [
        part("seats", "host", 3, true),
        part("users", "user", 10, true),
        part("sessions", "session", 100, false),
    ];
    claims["lic"] = json!({ "serial": serial, "name": "n", "kind": "standard", "perpetual": true,
        "activation": "required", "holder": { "name": "h" }, "entitlements": parts });
    if *delegates != json!([]) {
        claims["lic"]["delegates"] = delegates.clone();
    }
    signed("license+jwt", &claims, 7)
}

fn delegate(slots: &Value) -> Value {
    let key = key(CUSTOMER);
    json!([{ "kid": key.kid(), "x": key.x(), "slots": slots }])
}

/// A host with a key of its own, by its seed.
fn host(seed: u8) -> HostIdentity {
    let key = PublicKey::from_bytes(&key(seed).public()).unwrap();
    let parts = Part::new(PartName::MachineId, &format!("machine {seed}"));
    HostIdentity::new(Some(key), parts, None).unwrap()
}

fn request(seed: u8, wants: &[(&str, u64)], replaces: Option<&str>) -> String {
    let draft = ActivationRequestDraft {
        product: "p".into(),
        account: "s".into(),
        license: "L-1".into(),
        product_version: None,
        host: host(seed),
        wants: amounts(wants),
        replaces: replaces.map(str::to_owned),
        redundant: None,
    };
    draft.sign(&SigningKey::from_seed(&[seed; 32]).unwrap(), at(NOW)).unwrap().to_compact().unwrap()
}

/// A receipt for an activation and its serial.
fn receipt(jti: &str, activation: &Value, serial: u64, by: u8) -> Value {
    let mut claims = common(jti, &key(by).kid());
    claims["rcp"] = json!({ "activation": activation["jti"], "license": "L-1", "serial": serial });
    claims
}

impl Desk {
    fn vendor() -> Self {
        Self::new(7, VENDOR)
    }

    fn customer() -> Self {
        Self::new(CUSTOMER, &key(CUSTOMER).kid())
    }

    fn new(signer: u8, issuer: &str) -> Self {
        let keys = TrustedKeys::parse(key(7).jwk(&format!(r#","issuer":"{VENDOR}""#)).as_bytes()).unwrap();
        let (ledger, line) = Ledger::new(issuer, &keys, at(NOW - 1_000)).unwrap();
        Self { signer, keys, ledger, text: line + "\n" }
    }

    fn add(&mut self, document: &str) -> &'static str {
        match self.ledger.add(document.as_bytes(), at(NOW)) {
            Ok(Added::Entry(entry)) => {
                self.text += &(entry.line + "\n");
                "ok"
            }
            Ok(_) => "known",
            Err(failure) => failure.code(),
        }
    }

    fn give(&mut self, request: &str) -> Result<Value, Failure> {
        let key = SigningKey::from_seed(&[self.signer; 32]).unwrap();
        let answer = self.ledger.answer(request.as_bytes(), &Ask::default(), &key, at(NOW))?;
        self.text += &(answer.appended.unwrap().line + "\n");
        Ok(claims(&answer.document))
    }

    fn refuses(&mut self, request: &str) -> &'static str {
        let before = self.text.clone();
        let code = self.give(request).unwrap_err().code();
        assert_eq!(self.text, before);
        code
    }

    fn claimed(&mut self, id: &str) -> u64 {
        let status = serde_json::to_value(self.ledger.status(at(NOW)).unwrap()).unwrap();
        let rows = status["licenses"][0]["entitlements"].as_array().unwrap();
        rows.iter().find(|row| row["id"] == id).unwrap()["claimed"].as_u64().unwrap()
    }

    /// What is said of a ledger whose last entry is another one.
    fn with_last(&self, change: impl FnOnce(&mut Value)) -> String {
        let (before, last) = self.text.trim_end().rsplit_once('\n').unwrap();
        let mut last: Value = serde_json::from_str(last).unwrap();
        change(&mut last);
        let text = format!("{before}\n{last}\n");
        match Ledger::read(text.as_bytes(), &self.keys) {
            Ok(_) => "ok".into(),
            Err(failure) => format!("{}: {failure}", failure.code()),
        }
    }

    /// The same where its last activation is another one, signed as the ledger's owner can.
    fn with_last_activation(&self, change: impl FnOnce(&mut Value)) -> String {
        self.with_last(|last| {
            let mut activation = claims(last["document"].as_str().unwrap());
            change(&mut activation);
            last["document"] = signed("activation+jwt", &activation, self.signer).into();
        })
    }
}

#[test]
fn a_receipt_frees_once_and_is_the_hosts_own_for_its_newest_serial() {
    let mut desk = Desk::vendor();
    assert_eq!(desk.add(&license(1, &json!([]))), "ok");
    let given = desk.give(&request(50, &[("seats", 1)], None)).unwrap();
    let newest = desk.give(&request(50, &[("seats", 1), ("users", 1)], None)).unwrap();
    assert_eq!((&newest["jti"], &newest["act"]["serial"]), (&given["jti"], &json!(2)));
    let mut own = |receipt: &Value, by: u8, code: &str, claimed: u64| {
        assert_eq!(desk.add(&signed("deactivation+jwt", receipt, by)), code, "{receipt}");
        assert_eq!(desk.claimed("seats"), claimed);
    };
    let with = |member: &str, value: &str| {
        let mut receipt = receipt("D-1", &given, 2, 50);
        receipt[member] = value.into();
        receipt
    };
    own(&receipt("D-1", &given, 2, 51), 51, "signature_invalid", 1);
    own(&receipt("D-1", &given, 2, 7), 7, "signature_invalid", 1);
    own(&with("iss", VENDOR), 50, "key_issuer", 1);
    own(&with("sub", "t"), 50, "ledger_rolled_back", 1);
    own(&with("aud", "q"), 50, "ledger_rolled_back", 1);
    own(&receipt("D-1", &given, 1, 50), 50, "receipt_outdated", 1);
    own(&receipt("D-1", &given, 3, 50), 50, "ledger_rolled_back", 1);
    own(&receipt("D-1", &given, 2, 50), 50, "ok", 0);
    own(&receipt("D-1", &given, 2, 50), 50, "receipt_used", 0);
    own(&receipt("D-2", &given, 2, 50), 50, "receipt_used", 0);
    // The seat goes to another host, and no receipt of the first one frees that.
    desk.give(&request(51, &[("seats", 1)], given["jti"].as_str())).unwrap();
    for serial in [1, 2] {
        let again = signed("deactivation+jwt", &receipt("D-3", &given, serial, 50), 50);
        assert_eq!(desk.add(&again), "receipt_used", "{serial}");
        assert_eq!(desk.claimed("seats"), 1);
    }
    assert_eq!(desk.refuses(&request(52, &[("seats", 1)], given["jti"].as_str())), "receipt_missing");
}

#[test]
fn an_answer_to_another_request_breaks_the_ledger() {
    let mut desk = Desk::vendor();
    desk.add(&license(1, &json!([])));
    let [first, second] = [50, 51].map(|seed| request(seed, &[("seats", 1)], None));
    desk.give(&first).unwrap();
    desk.give(&second).unwrap();
    assert_eq!(desk.with_last(|_| ()), "ok");
    let again = request(51, &[("seats", 1), ("users", 1)], None);
    for (name, found) in [
        ("of another host", desk.with_last(|last| last["request"] = first.clone().into())),
        ("of the same host", desk.with_last(|last| last["request"] = again.into())),
        (
            "of nobody",
            desk.with_last(|last| {
                last.as_object_mut().unwrap().remove("request");
            }),
        ),
        ("named otherwise", desk.with_last_activation(|act| act["act"]["request"] = "Q-1".into())),
        (
            "for another host",
            desk.with_last_activation(|act| {
                act["act"]["host"]["lock_codes"][0] = host(52).lock_code().to_string().into();
            }),
        ),
        (
            "with another key",
            desk.with_last_activation(|act| {
                act["act"]["host"]["key"] = json!({ "kid": key(52).kid(), "x": key(52).x() });
            }),
        ),
    ] {
        assert!(found.starts_with("ledger_broken: "), "{name}: {found}");
        assert!(found.contains("at: 3,"), "{name}: {found}");
    }
    // Nor does a host get an answer in another's name.
    let mut forged = claims(&second);
    forged["iss"] = key(50).kid().into();
    let forged = signed("activation-request+jwt", &forged, 50);
    assert_eq!(desk.refuses(&forged), "signature_invalid");
}

#[test]
fn a_grant_that_is_lowered_without_a_receipt_gives_nothing_back() {
    let mut desk = Desk::vendor();
    desk.add(&license(1, &json!([])));
    let ask = |users: u64, sessions: u64| request(50, &[("users", users), ("sessions", sessions)], None);
    desk.give(&ask(6, 90)).unwrap();
    assert_eq!(desk.refuses(&ask(6, 89)), "sessions_not_returnable");
    // A host that gives away users of its own accord keeps them claimed: there could be an older answer of it.
    desk.give(&ask(1, 90)).unwrap();
    assert_eq!((desk.claimed("users"), desk.claimed("sessions")), (6, 90));
    assert_eq!(desk.refuses(&request(51, &[("users", 5)], None)), "seats_exhausted");
    assert_eq!(desk.refuses(&request(51, &[("sessions", 11)], None)), "sessions_exhausted");
    let lowered = desk.with_last_activation(|act| act["act"]["grants"]["sessions"] = 10.into());
    assert!(
        lowered.starts_with("ledger_broken: ") && lowered.contains("sessions_not_returnable"),
        "{lowered}"
    );
}

#[test]
fn a_customer_gives_what_is_delegated_to_its_key_and_within_its_slots() {
    let mut desk = Desk::customer();
    let nobody = json!([]);
    assert_eq!(desk.refuses(&request(50, &[("users", 1)], None)), "license_missing");
    desk.add(&license(1, &nobody));
    assert_eq!(desk.refuses(&request(50, &[("users", 1)], None)), "license_missing", "nothing is delegated");
    let mut desk = Desk::customer();
    desk.add(&license(1, &delegate(&json!({ "users": [4, 6], "seats": [9, 12] }))));
    assert_eq!(desk.refuses(&request(50, &[("sessions", 1)], None)), "usage_invalid");
    assert_eq!(desk.refuses(&request(50, &[("users", 4)], None)), "slots_exhausted");
    assert_eq!(desk.refuses(&request(50, &[("seats", 1)], None)), "slots_exhausted", "there are three seats");
    let given = desk.give(&request(50, &[("users", 2)], None)).unwrap();
    assert_eq!(given["act"]["slots"], json!({ "users": [4, 5] }));
    assert_eq!(desk.refuses(&request(51, &[("users", 2)], None)), "slots_exhausted");
    for slots in [[3, 4], [6, 7], [1, 2], [11, 12]] {
        let found = desk.with_last_activation(|act| act["act"]["slots"]["users"] = json!(slots));
        assert!(
            found.starts_with("ledger_broken: ") && found.contains("slots_exhausted"),
            "{slots:?}: {found}"
        );
    }
    // The next serial of the licence names the key no more.
    assert_eq!(desk.add(&license(2, &nobody)), "ok");
    assert_eq!(desk.refuses(&request(51, &[("users", 1)], None)), "license_missing");
}
