//! What is signed here, for others to verify: the fixtures, and documents by new keys, in every form of
//! RFC 7515.

use crate::{fixtures, folder};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use countersign::issue::{SigningKey, sign_document};
use countersign::{DocumentType, TrustedKey, TrustedKeys, UnixTime};
use serde_json::{Value, json};
use std::fs;

/// A signed document.
pub struct Signed {
    /// Where it comes from.
    pub name: String,
    /// Its form by RFC 7515, section 7: `compact`, `flattened` or `general`.
    pub form: &'static str,
    /// The document.
    pub text: String,
    /// The JWK set to verify it with.
    pub keys: Value,
    /// What was signed.
    pub payload: String,
}

impl Signed {
    /// All documents.
    pub fn all() -> Vec<Self> {
        let mut all = self::fixtures();
        all.extend(by_new_keys());
        all
    }

    /// The same document with one letter of its payload changed.
    pub fn altered(&self) -> Self {
        let altered = |payload: &str| {
            let middle = payload.len() / 2;
            let letter = if payload.as_bytes()[middle] == b'A' { "B" } else { "A" };
            [&payload[..middle], letter, &payload[middle + 1..]].concat()
        };
        let payload = URL_SAFE_NO_PAD.encode(&self.payload);
        assert!(self.text.contains(&payload), "{}: the payload is not in the document", self.name);
        Self {
            name: format!("{}, altered", self.name),
            form: self.form,
            text: self.text.replace(&payload, &altered(&payload)),
            keys: self.keys.clone(),
            payload: self.payload.clone(),
        }
    }
}

/// The signed fixtures in every form: that in their armour, and those made of its parts.
fn fixtures() -> Vec<Signed> {
    let keys: Value = serde_json::from_str(&read("keys.json")).expect("a JWK set in JSON");
    fixtures::names().iter().flat_map(|name| fixture(name, &keys)).collect()
}

fn fixture(name: &str, keys: &Value) -> [Signed; 3] {
    let flattened = unarmored(&read(&format!("{name}.lic")));
    let jws: Value = serde_json::from_str(&flattened).expect("a JWS in JSON");
    let [protected, payload, signature] = ["protected", "payload", "signature"]
        .map(|member| jws[member].as_str().unwrap_or_else(|| panic!("{name}: no {member}")));
    let compact = [protected, payload, signature].join(".");
    let signatures = json!([{ "protected": protected, "signature": signature }]);
    let general = json!({ "payload": payload, "signatures": signatures }).to_string();
    [("compact", compact), ("flattened", flattened), ("general", general)].map(|(form, text)| Signed {
        name: format!("{name}, {form}"),
        form,
        text,
        keys: keys.clone(),
        payload: claims(name),
    })
}

/// What this product's signer writes, with one key and with two.
fn by_new_keys() -> Vec<Signed> {
    let claims = claims("ucware-testlizenz");
    let keys = [(); 2].map(|()| SigningKey::generate().expect("random numbers"));
    let mut trusted = TrustedKeys::default();
    for key in &keys {
        trusted.insert(TrustedKey::new(*key.public_key())).expect("a new key");
    }
    let set: Value = serde_json::from_str(&trusted.to_jwk_set()).expect("a JWK set in JSON");
    let now = UnixTime::from_secs(1_739_263_655).expect("an instant");
    let sign = |keys: &[&SigningKey]| {
        sign_document(claims.as_bytes(), DocumentType::License, keys, now).expect("claims to sign")
    };
    let one = sign(&[&keys[0]]);
    let both = sign(&[&keys[0], &keys[1]]);
    let documents = [
        ("compact", one.to_compact().expect("one signature")),
        ("flattened", one.to_json()),
        ("flattened", unarmored(&one.to_armor())),
        ("general", both.to_json()),
        ("general", unarmored(&both.to_armor())),
    ];
    documents
        .map(|(form, text)| Signed {
            name: format!("by new keys, {form}"),
            form,
            text,
            keys: set.clone(),
            payload: claims.clone(),
        })
        .into()
}

/// The JWS in an armour, read as RFC 7468 says and not by what is tested.
fn unarmored(text: &str) -> String {
    let base64: String = text.lines().filter(|line| !line.starts_with("-----")).collect();
    String::from_utf8(STANDARD.decode(base64).expect("base64")).expect("a JWS in UTF-8")
}

fn claims(fixture: &str) -> String {
    String::from_utf8(fixtures::claims(fixture)).expect("claims in UTF-8")
}

fn read(fixture: &str) -> String {
    fs::read_to_string(folder("fixtures").join(fixture)).unwrap_or_else(|error| panic!("{fixture}: {error}"))
}
