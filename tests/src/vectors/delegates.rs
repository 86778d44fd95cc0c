//! Keys that a licence delegates to, and which activations it still takes.

use super::Class;
use super::claims::with_terms;
use crate::TestKey;

pub(super) fn add(class: &mut Class) {
    let customer = TestKey::second();
    let weak = "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    for (name, expect, comment, kid, x) in [
        ("delegate", "ok", "A customer's key.", customer.kid(), customer.x()),
        (
            "delegate-of-other-kid",
            "key_thumbprint",
            "The kid is checked against the key.",
            TestKey::vendor().kid(),
            customer.x(),
        ),
        (
            "delegate-weak",
            "key_weak",
            "A delegate's key is checked like a trusted one.",
            customer.kid(),
            weak.to_owned(),
        ),
        (
            "delegate-short",
            "key_invalid",
            "A key is 32 bytes long.",
            customer.kid(),
            customer.x()[..42].to_owned(),
        ),
    ] {
        let claims = with_terms(&format!(r#""delegates":[{{"kid":"{kid}","x":"{x}"}}],"#));
        class.license(name, expect, comment, claims);
    }
    class.license(
        "delegates-null",
        "claims_type",
        "null never stands for absent.",
        with_terms(r#""delegates":null,"#),
    );
    slots(class);
    activation_serial(class);
}

/// Of several delegates each has slots of its own.
fn slots(class: &mut Class) {
    let delegate =
        |key: &TestKey, slots: &str| format!(r#"{{"kid":"{}","x":"{}"{slots}}}"#, key.kid(), key.x());
    let first = |slots: &str| delegate(&TestKey::second(), slots);
    let second = |slots: &str| delegate(&TestKey::attacker(), slots);
    let of = |slots: &str| format!(r#","slots":{slots}"#);
    let one = |slots: &str| first(&of(slots));
    let two = |slots: &str, others: &str| format!("{},{}", first(&of(slots)), second(&of(others)));
    for (name, expect, comment, delegates) in [
        ("slots", "ok", "Units from one to another.", one(r#"{"users":[1,50]}"#)),
        ("slot-alone", "ok", "One unit is a run too.", one(r#"{"users":[7,7]}"#)),
        ("slots-of-nothing", "ok", "The list of slots may be empty.", one("{}")),
        (
            "slots-of-an-unknown-id",
            "ok",
            "Slots of what the licence does not have give nothing.",
            one(r#"{"fax":[1,2]}"#),
        ),
        (
            "slots-side-by-side",
            "ok",
            "No slot is in both.",
            two(r#"{"users":[1,50]}"#, r#"{"users":[51,60]}"#),
        ),
        (
            "slots-of-different-ids",
            "ok",
            "Slots are counted by id.",
            two(r#"{"users":[1,50]}"#, r#"{"fax":[1,50]}"#),
        ),
        (
            "slots-of-one-of-two-empty",
            "ok",
            "The second gives nothing away.",
            two(r#"{"users":[1,50]}"#, "{}"),
        ),
        (
            "slots-overlap",
            "claims_conflict",
            "The slot 50 is in both.",
            two(r#"{"users":[1,50]}"#, r#"{"users":[50,60]}"#),
        ),
        (
            "slots-contained",
            "claims_conflict",
            "All of one are in the other.",
            two(r#"{"users":[1,50]}"#, r#"{"users":[7,7]}"#),
        ),
        (
            "slots-equal",
            "claims_conflict",
            "Both have the same.",
            two(r#"{"users":[1,50]}"#, r#"{"users":[1,50]}"#),
        ),
        (
            "slots-of-one-of-two-absent",
            "claims_missing",
            "Of several delegates each has slots.",
            format!("{},{}", one("{}"), second("")),
        ),
        (
            "slots-of-two-absent",
            "claims_missing",
            "Of several delegates each has slots.",
            format!("{},{}", first(""), second("")),
        ),
        ("slots-from-zero", "claims_range", "Slots are counted from 1.", one(r#"{"users":[0,5]}"#)),
        ("slots-backwards", "claims_range", "The first comes first.", one(r#"{"users":[5,4]}"#)),
        ("slots-without-end", "claims_length", "A first and a last.", one(r#"{"users":[5]}"#)),
        ("slots-of-three", "claims_length", "A first and a last.", one(r#"{"users":[1,2,3]}"#)),
        ("slots-number", "claims_type", "A run is a list of two.", one(r#"{"users":5}"#)),
        ("slots-list", "claims_type", "Slots are named by id.", one("[[1,5]]")),
        ("slots-null", "claims_type", "null never stands for absent.", one("null")),
        ("slots-of-no-id", "claims_value", "The name is an entitlement's id.", one(r#"{"Users":[1,5]}"#)),
    ] {
        class.license(name, expect, comment, with_terms(&format!(r#""delegates":[{delegates}],"#)));
    }
}

fn activation_serial(class: &mut Class) {
    let serial = |value: &str| with_terms(&format!(r#""activation_serial":{value},"#));
    for (name, expect, comment, value) in [
        ("activation-serial", "ok", "Up to the licence's own serial.", "1"),
        ("activation-serial-zero", "claims_range", "Serials are counted from 1.", "0"),
        ("activation-serial-to-come", "claims_range", "No activation is made for a serial to come.", "2"),
        ("activation-serial-text", "claims_type", "A serial is a number.", r#""1""#),
        ("activation-serial-null", "claims_type", "null never stands for absent.", "null"),
    ] {
        class.license(name, expect, comment, serial(value));
    }
}
