//! Hosts, a customer, and the documents that those of hosts are verified beside.

use crate::{Jws, TestKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use countersign::{LockCode, Part, PartName};
use serde_json::{Value, json};

/// The file of a known answer.
macro_rules! known {
    ($name:literal) => {
        include_str!(concat!("../../fixtures/known-answers/activation/", $name))
    };
}
pub(super) use known;

/// A document before it is signed: its type, its claims, and who signs.
pub(super) struct Draft {
    typ: &'static str,
    pub(super) claims: Value,
    key: TestKey,
}

impl Draft {
    /// The same with another value at a pointer (RFC 6901), whose parent is there.
    pub(super) fn with(mut self, pointer: &str, value: Value) -> Self {
        let (parent, name) = pointer.rsplit_once('/').expect("a pointer to a member");
        let parent = self.claims.pointer_mut(parent).unwrap_or_else(|| panic!("{pointer} leads nowhere"));
        match parent {
            Value::Array(items) => items[name.parse::<usize>().expect("an index")] = value,
            members => members[name] = value,
        }
        self
    }

    /// The same without the member at a pointer.
    pub(super) fn without(mut self, pointer: &str) -> Self {
        self.claims =
            crate::schemas::without(&self.claims, pointer).unwrap_or_else(|| panic!("no {pointer}"));
        self
    }

    /// The same, signed by another key.
    pub(super) fn by(self, key: TestKey) -> Self {
        Self { key, ..self }
    }

    /// The same in the name of its signer.
    pub(super) fn in_own_name(self) -> Self {
        let kid = self.key.kid();
        self.with("/iss", kid.into())
    }

    /// The document, signed, as compact text.
    pub(super) fn compact(&self) -> String {
        self.jws().compact()
    }

    /// The document, signed.
    pub(super) fn jws(&self) -> Jws {
        let header = format!(r#"{{"alg":"EdDSA","typ":"{}","kid":"{}"}}"#, self.typ, self.key.kid());
        Jws::signed(header, self.claims.to_string(), &self.key)
    }
}

/// The key of the host that asks.
pub(super) fn host_key() -> TestKey {
    TestKey::from_seed([50; 32])
}

/// The key of another host.
pub(super) fn other_host_key() -> TestKey {
    TestKey::from_seed([51; 32])
}

/// The key of a customer that the licence delegates to.
pub(super) fn customer_key() -> TestKey {
    TestKey::from_seed([60; 32])
}

/// A key with its name, as documents have it.
pub(super) fn public(key: &TestKey) -> Value {
    json!({ "kid": key.kid(), "x": key.x() })
}

/// A part as documents have it.
pub(super) fn part(name: PartName, value: &str) -> Value {
    let digest = Part::new(name, value).expect("a value");
    json!({ "name": name.as_str(), "digest": URL_SAFE_NO_PAD.encode(digest.digest()) })
}

/// The lock code of the machine with this key and the machine id `m`.
pub(super) fn lock_code(key: &TestKey) -> String {
    let parts = [(PartName::Key, key.kid()), (PartName::MachineId, "m".to_owned())];
    let parts: Vec<_> = parts.iter().filter_map(|(name, value)| Part::new(*name, value)).collect();
    LockCode::of(&parts).expect("a key and a machine id").to_string()
}

fn draft(typ: &'static str, id: &str, key: TestKey, member: &str, body: Value) -> Draft {
    let claims = json!({ "ver": 1, "iss": "https://vendor.example", "aud": "call-studio", "sub": "musterkontakt",
                         "jti": id, "iat": 1_764_118_800, member: body });
    Draft { typ, claims, key }
}

/// An honest request.
pub(super) fn request() -> Draft {
    let key = host_key();
    let req = json!({
        "license": "STUDIO-1", "product_version": "5.1",
        "host": {
            "key": public(&key),
            "parts": [part(PartName::Key, &key.kid()), part(PartName::MachineId, "m"), part(PartName::Mac, "a")],
            "lock_code": lock_code(&key),
            "description": "studio-7",
        },
        "wants": { "seats": 1, "fax": 1 },
    });
    draft("activation-request+jwt", "Q-1", key, "req", req).in_own_name()
}

/// An honest activation for the host that asks.
pub(super) fn activation() -> Draft {
    let key = host_key();
    let host = json!({ "lock_codes": [lock_code(&key)], "key": public(&key), "description": "studio-7" });
    let act = json!({
        "license": "STUDIO-1", "license_serial": 1, "serial": 1, "request": "Q-1", "host": host,
        "grants": { "seats": 1, "fax": 1 },
    });
    draft("activation+jwt", "A-1", TestKey::vendor(), "act", act)
}

/// An honest receipt for it.
pub(super) fn receipt() -> Draft {
    let rcp = json!({ "activation": "A-1", "license": "STUDIO-1", "serial": 1, "reason": "replaced" });
    draft("deactivation+jwt", "D-1", host_key(), "rcp", rcp).in_own_name()
}

fn license(delegates: Value) -> Draft {
    let lic = json!({
        "serial": 1, "name": "Call Studio", "kind": "standard", "perpetual": true, "activation": "required",
        "holder": { "name": "Musterkontakt GmbH" }, "delegates": delegates,
        "entitlements": [
            { "id": "seats", "metric": "host", "quantity": 3, "delegable": true },
            { "id": "fax", "metric": "feature" },
        ],
    });
    draft("license+jwt", "STUDIO-1", TestKey::vendor(), "lic", lic)
}

/// The documents that others are verified beside, by their names.
pub(super) fn all() -> Vec<(&'static str, String)> {
    let activation = || self::activation();
    let delegated = activation().by(customer_key()).in_own_name();
    vec![
        ("license", license(json!([public(&customer_key())])).compact()),
        ("license-of-another-delegate", license(json!([public(&TestKey::second())])).compact()),
        (
            "license-by-a-stranger",
            license(json!([public(&customer_key())])).by(TestKey::attacker()).compact(),
        ),
        ("activation", activation().compact()),
        ("activation-without-key", activation().without("/act/host/key").compact()),
        ("activation-of-serial-2", activation().with("/act/serial", 2.into()).compact()),
        ("activation-of-another-license", activation().with("/act/license", "STUDIO-2".into()).compact()),
        ("activation-of-another-account", activation().with("/sub", "musterfirma".into()).compact()),
        ("activation-of-another-product", activation().with("/aud", "call-services".into()).compact()),
        (
            "activation-of-another-host",
            activation().with("/act/host/key", public(&other_host_key())).compact(),
        ),
        ("activation-by-a-stranger", activation().by(TestKey::attacker()).compact()),
        ("delegated-activation", delegated.compact()),
        ("known-activation", known!("activation.lic").to_owned()),
    ]
}
