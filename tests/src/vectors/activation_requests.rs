//! Activation requests: the key is in the request, and everything about the host must fit together.

use super::Class;
use super::beside::{host_key, known, lock_code, other_host_key, part, request};
use crate::{TestKey, general};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use countersign::PartName;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

pub(super) fn add(class: &mut Class) {
    class.beside("known", "ok", "The request of the description.", &[], known!("request.txt"));
    let nobody = "It needs no trusted key.";
    class.beside("by-nobodys-key", "ok", nobody, &[], request().compact());
    let vector = class.add("by-nobodys-key-trusting-none", "ok", nobody, request().compact());
    (vector.beside, vector.keys) = (Some(Vec::new()), "empty".to_owned());
    signatures(class);
    host(class);
    parts(class);
    wishes(class);
}

fn signatures(class: &mut Class) {
    let strange = "The signature must hold under the key that the request names.";
    let by_vendor = request().by(TestKey::vendor());
    class.beside("by-a-trusted-key", "signature_invalid", strange, &[], by_vendor.compact());
    let by_other = request().by(other_host_key());
    class.beside("by-another-host", "signature_invalid", strange, &[], by_other.compact());
    let forged = request().jws().signed_again(&other_host_key());
    class.beside("forged", "signature_invalid", strange, &[], forged.compact());
    let altered = {
        let mut jws = request().jws();
        jws.payload = request().with("/req/wants/seats", 3.into()).jws().payload;
        jws
    };
    class.beside("altered", "signature_invalid", strange, &[], altered.compact());
    let both = general(&[&by_other.jws(), &request().jws()]);
    class.beside("by-another-too", "ok", "A signature by another key is passed over.", &[], both);
    let name = "The issuer is the thumbprint of the host's key.";
    for (file, issuer) in [
        ("issuer-of-a-vendor", "https://vendor.example".to_owned()),
        ("issuer-of-another-host", other_host_key().kid()),
    ] {
        class.beside(file, "key_issuer", name, &[], request().with("/iss", issuer.into()).compact());
    }
}

fn host(class: &mut Class) {
    let mut add = |name: &str, expect: &str, comment: &str, pointer: &str, value: Value| {
        class.beside(name, expect, comment, &[], request().with(pointer, value).compact());
    };
    let weak = json!({ "kid": host_key().kid(), "x": "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" });
    add("key-weak", "key_weak", "A host's key is checked like a trusted one.", "/req/host/key", weak);
    add(
        "key-short",
        "key_invalid",
        "A key is 32 bytes long.",
        "/req/host/key/x",
        host_key().x()[..42].into(),
    );
    add(
        "key-of-other-kid",
        "key_thumbprint",
        "The kid is checked.",
        "/req/host/key/kid",
        other_host_key().kid().into(),
    );
    add("key-null", "claims_type", "null never stands for absent.", "/req/host/key", Value::Null);
    let code = "The lock code is that of the parts.";
    add(
        "lock-code-of-another-host",
        "claims_conflict",
        code,
        "/req/host/lock_code",
        lock_code(&other_host_key()).into(),
    );
    add(
        "lock-code-mistyped",
        "claims_value",
        "Its check does not hold.",
        "/req/host/lock_code",
        "CS1-00000-00000-00000-00000-00001".into(),
    );
    add(
        "lock-code-as-typed",
        "ok",
        "Read as it was meant.",
        "/req/host/lock_code",
        lock_code(&host_key()).to_lowercase().replace('-', " ").into(),
    );
    add(
        "description-of-two-lines",
        "ok",
        "It may have several lines.",
        "/req/host/description",
        "studio-7\nfirst floor".into(),
    );
    add(
        "description-turned",
        "claims_text",
        "A character that could deceive.",
        "/req/host/description",
        "a\u{202E}b".into(),
    );
    for member in ["key", "parts", "lock_code"] {
        let body = request().without(&format!("/req/host/{member}")).compact();
        class.beside(
            &format!("{member}-absent").replace('_', "-"),
            "claims_missing",
            "A host is told whole.",
            &[],
            body,
        );
    }
    for member in ["license", "host", "wants"] {
        let body = request().without(&format!("/req/{member}")).compact();
        class.beside(&format!("{member}-absent"), "claims_missing", "A required field.", &[], body);
    }
    for member in ["aud", "sub", "jti", "req"] {
        let body = request().without(&format!("/{member}")).compact();
        class.beside(&format!("{member}-absent"), "claims_missing", "A required field.", &[], body);
    }
}

fn parts(class: &mut Class) {
    let key = host_key();
    let (own, machine) = (part(PartName::Key, &key.kid()), part(PartName::MachineId, "m"));
    let empty = URL_SAFE_NO_PAD.encode(Sha256::digest("mac\0"));
    let short = json!({ "name": "mac", "digest": "AAAA" });
    for (name, expect, comment, parts) in [
        ("parts-empty", "claims_length", "A list of no part.", json!([])),
        ("part-key-absent", "claims_conflict", "The part key is there where the key is.", json!([machine])),
        (
            "part-key-of-another",
            "claims_conflict",
            "The part key is made from the key.",
            json!([part(PartName::Key, &other_host_key().kid()), machine]),
        ),
        ("machine-id-absent", "claims_conflict", "The lock code is that of another machine.", json!([own])),
        (
            "machine-id-of-another",
            "claims_conflict",
            "The lock code is that of another machine.",
            json!([own, part(PartName::MachineId, "n")]),
        ),
        (
            "parts-in-another-order",
            "ok",
            "Parts are sorted by name.",
            json!([part(PartName::Hostname, "h"), machine, own]),
        ),
        ("part-twice", "claims_duplicate", "A part stands once.", json!([own, machine, machine])),
        (
            "part-twice-differently",
            "claims_duplicate",
            "A part stands once.",
            json!([own, machine, part(PartName::MachineId, "n")]),
        ),
        (
            "part-empty",
            "claims_value",
            "The digest of an empty value.",
            json!([own, machine, { "name": "mac", "digest": empty }]),
        ),
        (
            "part-unknown",
            "claims_value",
            "Parts are those of the list.",
            json!([own, machine, { "name": "cpu", "digest": empty }]),
        ),
        (
            "part-in-capitals",
            "claims_value",
            "Names are compared exactly.",
            json!([own, machine, { "name": "MAC", "digest": empty }]),
        ),
        ("digest-short", "claims_value", "A digest is 32 bytes long.", json!([own, machine, short])),
        ("digest-absent", "claims_missing", "A part has a digest.", json!([own, machine, { "name": "mac" }])),
        ("part-text", "claims_type", "A part is an object.", json!([own, machine, "mac"])),
    ] {
        class.beside(name, expect, comment, &[], request().with("/req/host/parts", parts).compact());
    }
    let only_key = request().with("/req/host/parts", json!([own]));
    let code =
        countersign::LockCode::of(&[countersign::Part::of_key(key.kid().parse().expect("a thumbprint"))]);
    let body = only_key.with("/req/host/lock_code", code.expect("a key").to_string().into()).compact();
    class.beside("of-a-browser", "ok", "A browser has only a key.", &[], body);
}

fn wishes(class: &mut Class) {
    let own = lock_code(&host_key());
    let (second, third) = (lock_code(&other_host_key()), lock_code(&TestKey::second()));
    for (name, expect, comment, pointer, value) in [
        ("wants-nothing", "ok", "Whether to answer is for who answers.", "/req/wants", json!({})),
        ("wants-zero", "ok", "Whether to answer is for who answers.", "/req/wants", json!({ "seats": 0 })),
        (
            "wants-less-than-nothing",
            "claims_range",
            "An amount is not negative.",
            "/req/wants",
            json!({ "seats": -1 }),
        ),
        (
            "wants-unlimited",
            "claims_type",
            "An amount is a number.",
            "/req/wants",
            json!({ "seats": "unlimited" }),
        ),
        ("wants-true", "claims_type", "Of a feature 1 is asked for.", "/req/wants", json!({ "fax": true })),
        ("wants-list", "claims_type", "Amounts are named by id.", "/req/wants", json!(["seats"])),
        (
            "wants-of-no-id",
            "claims_value",
            "The name is an entitlement's id.",
            "/req/wants",
            json!({ "Seats": 1 }),
        ),
        ("license-with-space", "claims_value", "The name of a licence.", "/req/license", "STUDIO 1".into()),
        ("version-word", "claims_value", "A version is numbers.", "/req/product_version", "latest".into()),
        ("version-number", "claims_type", "A version is a text.", "/req/product_version", 5.into()),
        ("replaces", "ok", "The activation that it had.", "/req/replaces", "A-1".into()),
        ("replaces-list", "claims_type", "It had one.", "/req/replaces", json!(["A-1"])),
        ("redundant", "ok", "Three servers.", "/req/redundant", json!([second, own, third])),
        (
            "redundant-twice",
            "ok",
            "Whether to answer is for who answers.",
            "/req/redundant",
            json!([own, own, second]),
        ),
        (
            "redundant-without-own",
            "claims_conflict",
            "Its own is among them.",
            "/req/redundant",
            json!([second, third, second]),
        ),
        ("redundant-of-two", "claims_length", "They are three.", "/req/redundant", json!([second, own])),
        (
            "redundant-of-four",
            "claims_length",
            "They are three.",
            "/req/redundant",
            json!([second, own, third, own]),
        ),
        (
            "redundant-of-no-code",
            "claims_value",
            "A host is its lock code.",
            "/req/redundant",
            json!([own, "*", "*"]),
        ),
        ("crit", "claims_crit", "An extension that nobody knows.", "/crit", json!(["act"])),
        ("crit-own", "ok", "What a request has.", "/crit", json!(["req", "aud", "sub"])),
    ] {
        class.beside(name, expect, comment, &[], request().with(pointer, value).compact());
    }
}
