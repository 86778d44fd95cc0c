//! Claims of every type that has a reader, with every member that the format knows.

use crate::TestKey;
use crate::judging::lock_code;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use countersign::{DocumentType, LockCode, Part, PartName};
use serde_json::{Value, json};

/// Claims that have every member that the format knows.
pub fn all() -> Vec<(DocumentType, Value)> {
    let (vendor, delegate, attacker) = (TestKey::vendor(), TestKey::second(), TestKey::attacker());
    let digest = URL_SAFE_NO_PAD.encode([7; 32]);
    let key_part = Part::new(PartName::Key, &vendor.kid()).expect("a key");
    let machine_id = Part::new(PartName::MachineId, "m").expect("a machine id");
    let host = LockCode::of(&[key_part, machine_id]).expect("it has both");
    let part = |name, value: &str| URL_SAFE_NO_PAD.encode(Part::new(name, value).expect("a value").digest());
    let servers = ["a", "b", "c"].map(|machine_id| lock_code(machine_id).to_string());
    let license = |end: Value, terms: Value| {
        let mut claims =
            json!({ "ver": 1, "iss": "i", "jti": "L-1", "iat": 5, "aud": "p", "sub": "a", "lic": terms });
        claims.as_object_mut().unwrap().extend(end.as_object().unwrap().clone());
        (DocumentType::License, claims)
    };
    let counted = json!([{ "id": "users", "metric": "user", "quantity": 5 }]);
    let common = |name: &str, body: Value| {
        json!({ "ver": 1, "iss": TestKey::vendor().kid(), "jti": "D-1", "iat": 5, "nbf": 5, "exp": 99,
                "aud": "p", "sub": "a", "crit": [name], name: body })
    };
    vec![
        license(
            json!({ "nbf": 6, "exp": 99, "crit": ["lic"] }),
            json!({
                "serial": 1, "supersedes": ["L-0"], "name": "n", "edition": "e", "kind": "standard",
                "grace_days": 3,
                "holder": {
                    "name": "h", "street": "s", "postal_code": "1", "city": "c", "region": "r",
                    "country": "DE", "email": "e", "phone": "1",
                    "contacts": [{ "role": "primary", "name": "n", "email": "e", "phone": "1" }],
                },
                "order": {
                    "order_number": "1", "customer_order_number": "2", "purchase_order_number": "3",
                    "site_number": "4", "date": "2024-02-29",
                },
                "support_until": "2026-12-31",
                "agreement": { "title": "t", "text": "1.\n\t2.", "lang": "en" },
                "versions": ">=5.1, <7",
                "activation": "none",
                "hosts": { "lock_codes": [lock_code("a").to_string()] },
                "activation_serial": 1,
                "delegates": [
                    { "kid": delegate.kid(), "x": delegate.x(), "slots": { "users": [1, 3] } },
                    { "kid": attacker.kid(), "x": attacker.x(), "slots": { "users": [4, 5] } },
                ],
                "emergency": { "entitlement": "users", "quantity": 10, "months": 1 },
                "volume": { "method": "mak", "quantity": 3 },
                "entitlements": [
                    { "id": "users", "name": "Users", "metric": "user", "quantity": 5, "assignable": true,
                      "overage": { "percent": 10 }, "exp": 90, "model": "concurrent", "delegable": true },
                    { "id": "phones", "name": { "en": "Phones" }, "metric": "device", "quantity": 7,
                      "applies_to": ["cisco"], "overage": "always",
                      "components": [{ "id": "c", "name": "C" }] },
                    { "id": "fax", "metric": "feature" },
                ],
            }),
        ),
        license(
            json!({}),
            json!({ "serial": 1, "name": "n", "kind": "trial", "perpetual": true, "holder": { "name": "h" },
                    "volume": { "method": "kms", "client_kind": "server" }, "entitlements": counted }),
        ),
        license(
            json!({ "exp": 99 }),
            json!({ "serial": 1, "name": "n", "kind": "emergency", "grace_days": 0, "request": "R-1",
                    "installation": delegate.kid(), "holder": { "name": "h" }, "entitlements": counted }),
        ),
        (
            DocumentType::ActivationRequest,
            common(
                "req",
                json!({
                    "license": "L-1", "product_version": "5.1",
                    "host": {
                        "key": { "kid": vendor.kid(), "x": vendor.x() },
                        "parts": [
                            { "name": "key", "digest": part(PartName::Key, &vendor.kid()) },
                            { "name": "machine_id", "digest": part(PartName::MachineId, "m") },
                        ],
                        "lock_code": host.to_string(), "description": "studio-7\nfirst floor",
                    },
                    "wants": { "users": 2, "fax": 1 }, "replaces": "A-0",
                    "redundant": [lock_code("a").to_string(), host.to_string(), lock_code("b").to_string()],
                }),
            ),
        ),
        (
            DocumentType::Activation,
            common(
                "act",
                json!({
                    "license": "L-1", "license_serial": 2, "serial": 1, "replaces": "A-0", "request": "Q-1",
                    "host": {
                        "lock_codes": [host.to_string()], "match": 2,
                        "parts": [
                            { "name": "key", "digest": part(PartName::Key, &vendor.kid()) },
                            { "name": "machine_id", "digest": part(PartName::MachineId, "m") },
                            { "name": "mac", "digest": part(PartName::Mac, "m") },
                        ],
                        "key": { "kid": vendor.kid(), "x": vendor.x() }, "description": "studio-7",
                    },
                    "grants": { "users": 2, "fax": 1 }, "slots": { "users": [2, 3] },
                    "ledger": { "n": 1, "hash": digest }, "comment": "by telephone\non Monday",
                }),
            ),
        ),
        (
            DocumentType::Activation,
            common(
                "act",
                json!({
                    "license": "L-1", "license_serial": 1, "serial": 1, "grants": { "sessions": 2 },
                    "host": { "quorum": 2, "match": "all",
                              "lock_codes": servers },
                }),
            ),
        ),
        (
            DocumentType::Deactivation,
            common(
                "rcp",
                json!({ "activation": "A-1", "license": "L-1", "serial": 1, "reason": "replaced" }),
            ),
        ),
        (
            DocumentType::RevocationList,
            common(
                "rev",
                json!({
                    "serial": 3, "next_update": 100, "digests": URL_SAFE_NO_PAD.encode([1; 16]),
                    "revoked": [
                        { "jti": "A", "typ": "activation+jwt", "serial": 2, "at": 4, "reason": "returned" },
                        { "kid": delegate.kid(), "at": 4 },
                    ],
                }),
            ),
        ),
        (
            DocumentType::TrustUpdate,
            common(
                "tru",
                json!({
                    "serial": 1,
                    "keys": [{ "kid": delegate.kid(), "x": delegate.x(), "uses": ["license+jwt"],
                               "products": ["p"], "nbf": 1, "exp": 9 }],
                    "retired": [
                        { "kid": TestKey::attacker().kid(), "at": 3, "keep": "before" },
                        { "kid": digest, "at": 3, "keep": [digest] },
                    ],
                }),
            ),
        ),
        (
            DocumentType::EmergencyRequest,
            common(
                "emr",
                json!({
                    "license": "L-1", "entitlement": "users", "quantity": 10, "registered": 20, "granted": 20,
                    "contact": { "role": "administrator", "name": "n", "email": "e", "phone": "1" },
                    "reason": "more people",
                }),
            ),
        ),
    ]
}
