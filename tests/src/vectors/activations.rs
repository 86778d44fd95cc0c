//! Activations: where they count, what they give, and whose key signed.

use super::Class;
use super::beside::{activation, customer_key, host_key, known, lock_code, other_host_key, part, public};
use crate::TestKey;
use countersign::PartName;
use serde_json::{Value, json};

pub(super) fn add(class: &mut Class) {
    class.beside("known", "ok", "The activation of the description.", &[], known!("activation.lic"));
    signers(class);
    hosts(class);
    grants(class);
    members(class);
}

fn signers(class: &mut Class) {
    let delegated = || activation().by(customer_key()).in_own_name();
    let name = "A delegate signs in its own name.";
    for (file, expect, comment, beside, draft) in [
        (
            "by-a-stranger",
            "key_unknown",
            "Nobody knows the key.",
            &["license"][..],
            activation().by(TestKey::attacker()),
        ),
        (
            "by-the-host",
            "key_unknown",
            "A host does not activate itself.",
            &["license"],
            activation().by(host_key()).in_own_name(),
        ),
        ("by-a-delegate", "ok", "The licence at hand names it.", &["license"], delegated()),
        (
            "by-a-delegate-of-one-of-two",
            "ok",
            "One of them names it.",
            &["license-of-another-delegate", "license"],
            delegated(),
        ),
        ("by-a-delegate-without-license", "key_unknown", "No licence at hand names it.", &[], delegated()),
        (
            "by-another-delegate",
            "key_unknown",
            "The licence names another.",
            &["license-of-another-delegate"],
            delegated(),
        ),
        (
            "by-a-delegate-of-a-stranger",
            "key_unknown",
            "The licence is not authentic.",
            &["license-by-a-stranger"],
            delegated(),
        ),
        ("by-a-delegate-as-the-vendor", "key_issuer", name, &["license"], activation().by(customer_key())),
        ("by-the-vendor-as-a-delegate", "key_issuer", name, &["license"], delegated().by(TestKey::vendor())),
    ] {
        class.beside(file, expect, comment, beside, draft.compact());
    }
}

fn hosts(class: &mut Class) {
    let codes: Vec<_> = [host_key(), other_host_key(), TestKey::second()].iter().map(lock_code).collect();
    let [a, b, c] = [&codes[0], &codes[1], &codes[2]];
    let (key, machine) = (public(&host_key()), part(PartName::MachineId, "m"));
    let (mac, disk) = (part(PartName::Mac, "a"), part(PartName::Disk, "d"));
    let parts =
        |parts: Value, matching: Value| json!({ "lock_codes": [a], "parts": parts, "match": matching });
    for (name, expect, comment, host) in [
        ("lock-code-alone", "ok", "Typed in by telephone.", json!({ "lock_codes": [a] })),
        ("lock-codes-of-a-copy", "ok", "Several hosts.", json!({ "lock_codes": [a, b] })),
        ("lock-codes-of-three", "ok", "Three hosts are no quorum.", json!({ "lock_codes": [a, b, c] })),
        ("lock-codes-empty", "claims_length", "A list of no machine.", json!({ "lock_codes": [] })),
        ("lock-codes-absent", "claims_missing", "Where does it count?", json!({ "key": key })),
        ("lock-codes-star", "claims_value", "A host is its lock code.", json!({ "lock_codes": ["*"] })),
        (
            "lock-codes-with-key",
            "claims_conflict",
            "One key is one host.",
            json!({ "lock_codes": [a, b], "key": key }),
        ),
        (
            "lock-codes-with-parts",
            "claims_conflict",
            "The parts are one host's.",
            json!({ "lock_codes": [a, b], "parts": [machine] }),
        ),
        ("quorum", "ok", "Three redundant servers.", json!({ "lock_codes": [a, b, c], "quorum": 2 })),
        (
            "quorum-of-one",
            "claims_conflict",
            "A quorum is of three.",
            json!({ "lock_codes": [a], "quorum": 2 }),
        ),
        (
            "quorum-of-two",
            "claims_conflict",
            "A quorum is of three.",
            json!({ "lock_codes": [a, b], "quorum": 2 }),
        ),
        (
            "quorum-of-four",
            "claims_conflict",
            "A quorum is of three.",
            json!({ "lock_codes": [a, b, c, a], "quorum": 2 }),
        ),
        (
            "quorum-of-one-twice",
            "claims_conflict",
            "They are three different ones.",
            json!({ "lock_codes": [a, b, a], "quorum": 2 }),
        ),
        (
            "quorum-of-one-typed-twice",
            "claims_conflict",
            "They are three different ones.",
            json!({ "lock_codes": [a, b, a.to_lowercase()], "quorum": 2 }),
        ),
        (
            "quorum-three",
            "claims_value",
            "Two must be alive.",
            json!({ "lock_codes": [a, b, c], "quorum": 3 }),
        ),
        (
            "quorum-true",
            "claims_type",
            "A quorum is a number.",
            json!({ "lock_codes": [a, b, c], "quorum": true }),
        ),
        (
            "quorum-with-key",
            "claims_conflict",
            "One key is one host.",
            json!({ "lock_codes": [a, b, c], "quorum": 2, "key": key }),
        ),
        (
            "quorum-with-parts",
            "claims_conflict",
            "The parts are one host's.",
            json!({ "lock_codes": [a, b, c], "quorum": 2, "parts": [machine] }),
        ),
        (
            "parts",
            "ok",
            "All of them, where nothing is said.",
            json!({ "lock_codes": [a], "parts": [machine, mac] }),
        ),
        ("parts-all", "ok", "All of them.", parts(json!([machine, mac]), "all".into())),
        ("parts-empty", "claims_length", "A list of no part.", json!({ "lock_codes": [a], "parts": [] })),
        (
            "parts-without-identity",
            "claims_conflict",
            "Neither the key nor the machine id.",
            parts(json!([mac, disk]), "all".into()),
        ),
        (
            "parts-twice",
            "claims_duplicate",
            "A part stands once.",
            parts(json!([machine, machine]), "all".into()),
        ),
        (
            "parts-unknown",
            "claims_value",
            "Parts are those of the list.",
            parts(json!([{ "name": "cpu", "digest": key["kid"] }]), "all".into()),
        ),
        ("match-of-three", "ok", "More than half.", parts(json!([machine, mac, disk]), 2.into())),
        ("match-whole", "ok", "All of them.", parts(json!([machine, mac, disk]), 3.into())),
        (
            "match-of-half",
            "claims_range",
            "Half is not more than half.",
            parts(json!([machine, mac]), 1.into()),
        ),
        ("match-of-a-third", "claims_range", "More than half.", parts(json!([machine, mac, disk]), 1.into())),
        ("match-zero", "claims_range", "Every machine would match.", parts(json!([machine]), 0.into())),
        ("match-past-all", "claims_range", "There are only two.", parts(json!([machine, mac]), 3.into())),
        ("match-number-without-parts", "claims_range", "Of what?", json!({ "lock_codes": [a], "match": 1 })),
        ("match-all-without-parts", "ok", "There are none.", json!({ "lock_codes": [a], "match": "all" })),
        ("match-any", "claims_value", "all, or a number.", parts(json!([machine]), "any".into())),
        ("match-true", "claims_type", "all, or a number.", parts(json!([machine]), true.into())),
        (
            "key-of-other-kid",
            "key_thumbprint",
            "The kid is checked.",
            json!({ "lock_codes": [a], "key": { "kid": key["kid"], "x": TestKey::second().x() } }),
        ),
        (
            "key-without-kid",
            "claims_missing",
            "A key has its name.",
            json!({ "lock_codes": [a], "key": { "x": key["x"] } }),
        ),
        (
            "key-weak",
            "key_weak",
            "A host's key is checked like a trusted one.",
            json!({ "lock_codes": [a], "key": { "kid": key["kid"], "x": "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" } }),
        ),
        (
            "key-null",
            "claims_type",
            "null never stands for absent.",
            json!({ "lock_codes": [a], "key": null }),
        ),
        (
            "description-number",
            "claims_type",
            "A description is a text.",
            json!({ "lock_codes": [a], "description": 7 }),
        ),
    ] {
        class.beside(name, expect, comment, &[], activation().with("/act/host", host).compact());
    }
}

fn grants(class: &mut Class) {
    let slots = |grants: Value, slots: Value| {
        activation().with("/act/grants", grants).with("/act/slots", slots).compact()
    };
    for (name, expect, comment, body) in [
        (
            "grants-nothing",
            "claims_length",
            "At least one id.",
            activation().with("/act/grants", json!({})).compact(),
        ),
        (
            "grants-zero",
            "claims_range",
            "At least 1.",
            activation().with("/act/grants", json!({ "seats": 0 })).compact(),
        ),
        (
            "grants-unlimited",
            "claims_type",
            "A grant is a number.",
            activation().with("/act/grants", json!({ "seats": "unlimited" })).compact(),
        ),
        (
            "grants-true",
            "claims_type",
            "Of a feature 1 is granted.",
            activation().with("/act/grants", json!({ "fax": true })).compact(),
        ),
        (
            "grants-of-no-id",
            "claims_value",
            "The name is an entitlement's id.",
            activation().with("/act/grants", json!({ "Seats": 1 })).compact(),
        ),
        (
            "grants-of-an-unknown-id",
            "ok",
            "It gives nothing.",
            activation().with("/act/grants", json!({ "moon": 1 })).compact(),
        ),
        ("slots", "ok", "As many as the grant.", slots(json!({ "seats": 3 }), json!({ "seats": [4, 6] }))),
        ("slots-of-nothing", "ok", "Where nothing is counted.", slots(json!({ "fax": 1 }), json!({}))),
        (
            "slots-too-many",
            "claims_conflict",
            "As many as the grant.",
            slots(json!({ "seats": 3 }), json!({ "seats": [4, 7] })),
        ),
        (
            "slots-too-few",
            "claims_conflict",
            "As many as the grant.",
            slots(json!({ "seats": 3 }), json!({ "seats": [4, 5] })),
        ),
        (
            "slots-of-what-is-not-granted",
            "claims_conflict",
            "Slots of what is granted.",
            slots(json!({ "fax": 1 }), json!({ "seats": [1, 1] })),
        ),
        (
            "slots-from-zero",
            "claims_range",
            "Slots are counted from 1.",
            slots(json!({ "seats": 2 }), json!({ "seats": [0, 1] })),
        ),
        (
            "slots-backwards",
            "claims_range",
            "The first comes first.",
            slots(json!({ "seats": 2 }), json!({ "seats": [2, 1] })),
        ),
        (
            "slots-of-three",
            "claims_length",
            "A first and a last.",
            slots(json!({ "seats": 3 }), json!({ "seats": [1, 2, 3] })),
        ),
        (
            "slots-number",
            "claims_type",
            "A run is a list of two.",
            slots(json!({ "seats": 1 }), json!({ "seats": 1 })),
        ),
    ] {
        class.beside(name, expect, comment, &[], body);
    }
}

fn members(class: &mut Class) {
    for pointer in [
        "/aud",
        "/sub",
        "/jti",
        "/act",
        "/act/license",
        "/act/license_serial",
        "/act/serial",
        "/act/host",
        "/act/grants",
    ] {
        let name = format!(
            "{}-absent",
            pointer.trim_start_matches("/act/").trim_start_matches('/').replace('_', "-")
        );
        class.beside(
            &name,
            "claims_missing",
            "A required field.",
            &[],
            activation().without(pointer).compact(),
        );
    }
    let hash = host_key().kid();
    for (name, expect, comment, pointer, value) in [
        ("serial-zero", "claims_range", "Serials are counted from 1.", "/act/serial", json!(0)),
        (
            "license-serial-zero",
            "claims_range",
            "Serials are counted from 1.",
            "/act/license_serial",
            json!(0),
        ),
        ("serial-text", "claims_type", "A serial is a number.", "/act/serial", json!("1")),
        ("license-with-space", "claims_value", "The name of a licence.", "/act/license", json!("STUDIO 1")),
        ("replaces", "ok", "Another activation of the host.", "/act/replaces", json!("A-0")),
        ("replaces-list", "claims_type", "It replaces one.", "/act/replaces", json!(["A-0"])),
        ("request-null", "claims_type", "null never stands for absent.", "/act/request", Value::Null),
        ("ledger", "ok", "The entry that it is.", "/act/ledger", json!({ "n": 2, "hash": hash })),
        (
            "ledger-of-no-entry",
            "claims_range",
            "Entries are counted from 1.",
            "/act/ledger",
            json!({ "n": 0, "hash": hash }),
        ),
        (
            "ledger-without-hash",
            "claims_missing",
            "An entry carries a hash.",
            "/act/ledger",
            json!({ "n": 2 }),
        ),
        (
            "ledger-hash-short",
            "claims_value",
            "A hash is 32 bytes long.",
            "/act/ledger",
            json!({ "n": 2, "hash": "AAAA" }),
        ),
        (
            "comment-of-two-lines",
            "ok",
            "It may have several lines.",
            "/act/comment",
            json!("by telephone\non Monday"),
        ),
        (
            "comment-turned",
            "claims_text",
            "A character that could deceive.",
            "/act/comment",
            json!("a\u{202E}b"),
        ),
        ("comment-long", "claims_length", "Up to 4096 characters.", "/act/comment", json!("x".repeat(4_097))),
        ("start-at-end", "claims_conflict", "It would never count.", "/exp", json!(1_764_118_800)),
        ("crit", "claims_crit", "An extension that nobody knows.", "/crit", json!(["req"])),
        ("crit-own", "ok", "What an activation has.", "/crit", json!(["act", "aud", "sub"])),
    ] {
        let draft = activation().with(pointer, value);
        let draft = if pointer == "/exp" { draft.with("/nbf", 1_764_118_800.into()) } else { draft };
        class.beside(name, expect, comment, &[], draft.compact());
    }
}
