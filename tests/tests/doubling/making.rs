//! Inputs in which something is there so many times.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use countersign::Amounts;
use countersign_tests::{Claims, Jws, TestKey};
use serde_json::{Value, json};
use std::fmt::Write as _;

use crate::{DAY, ISSUED, NOW};

/// What is given, of which something is there so many times.
#[derive(Default)]
pub(crate) struct Input {
    pub(crate) files: Vec<Vec<u8>>,
    /// Files that come later, such as a purchase.
    pub(crate) later: Vec<Vec<u8>>,
    /// Keys besides the vendor's, as JSON objects.
    pub(crate) keys: Vec<String>,
    pub(crate) usage: Amounts,
    pub(crate) entry: Amounts,
    /// Further lines of the state.
    pub(crate) lines: String,
}

pub(crate) fn signed(typ: &str, claims: &Value, vendor: &TestKey) -> Vec<u8> {
    Jws::signed(vendor.header().replace("license+jwt", typ), claims.to_string(), vendor)
        .compact()
        .into_bytes()
}

pub(crate) fn license(claims: &Claims) -> Vec<u8> {
    Jws::license(claims.payload()).compact().into_bytes()
}

pub(crate) fn files(claims: impl Iterator<Item = Claims>) -> Input {
    Input { files: claims.map(|claims| license(&claims)).collect(), ..Input::default() }
}

/// A licence for some users.
pub(crate) fn users(id: usize) -> Claims {
    Claims::new(&format!("L-{id}")).users(1)
}

/// A licence that grants nothing but what its terms say.
pub(crate) fn with(path: &str, value: impl Into<Value>) -> Input {
    files([Claims::new("L").users(1).with(path, value)].into_iter())
}

pub(crate) fn entitlements(count: usize) -> Vec<Value> {
    (0..count)
        .map(|number| json!({ "id": format!("e{number:05}"), "metric": "user", "quantity": 2 }))
        .collect()
}

pub(crate) fn each(count: usize, item: impl Fn(usize) -> Value) -> Value {
    (0..count).map(item).collect()
}

pub(crate) fn amounts(count: usize) -> Amounts {
    (0..count).map(|number| (format!("e{number:05}"), 1)).collect()
}

pub(crate) fn keys(count: usize) -> Vec<TestKey> {
    (0..count)
        .map(|number| {
            let mut seed = [7; 32];
            seed[..8].copy_from_slice(&(number as u64).to_be_bytes());
            TestKey::from_seed(seed)
        })
        .collect()
}

pub(crate) fn digest(number: usize) -> String {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&(number as u64).to_be_bytes());
    URL_SAFE_NO_PAD.encode(bytes)
}

pub(crate) fn revocation_list(serial: usize, rev: Value) -> Vec<u8> {
    let mut claims = json!({ "ver": 1, "iss": "https://vendor.example", "aud": "orange-uce",
        "jti": format!("R-{serial}"), "iat": ISSUED, "rev": { "serial": serial, "next_update": NOW + DAY } });
    claims["rev"].as_object_mut().unwrap().extend(rev.as_object().unwrap().clone());
    signed("revocation-list+jwt", &claims, &TestKey::vendor())
}

pub(crate) fn trust_update(serial: usize, keys: Value, retired: Value) -> Vec<u8> {
    let claims = json!({ "ver": 1, "iss": "https://vendor.example", "jti": format!("T-{serial}"), "iat": ISSUED,
        "tru": { "serial": serial, "keys": keys, "retired": retired } });
    signed("trust+jwt", &claims, &root())
}

pub(crate) fn root() -> TestKey {
    TestKey::from_seed([9; 32])
}

/// An emergency licence from one instant to another.
pub(crate) fn emergency(id: usize, start: i64, end: i64) -> Claims {
    Claims::new(&format!("E-{id:05}")).users(1).emergency(start, end)
}

pub(crate) fn people(count: usize, entitlement: &str) -> String {
    let mut lines = String::new();
    for number in 0..count {
        let name = number * 7_919 % 1_000_003;
        let person = json!({ "person": { "name": format!("u{name}"), "first": "", "last": "", "at": NOW } });
        let seat = json!({ "seat": { "person": format!("u{name}"), "entitlement": entitlement, "at": NOW } });
        writeln!(lines, "{person}\n{seat}").unwrap();
    }
    lines
}

pub(crate) fn started(count: usize, entitlement: impl Fn(usize) -> String, settled: bool) -> String {
    let mut lines = String::new();
    for number in 0..count {
        let at = ISSUED + number as i64;
        let mut entry = json!({ "issuer": "https://vendor.example", "product": "orange-uce",
            "account": "site-1", "entitlement": entitlement(number), "license": format!("L-{number}"),
            "at": at, "end": at + DAY, "seen": [digest(number)], "peak": 1 });
        if settled {
            entry["settled"] = json!(NOW);
        }
        writeln!(lines, "{}", json!({ "emergency": entry })).unwrap();
    }
    lines
}
