//! What is granted: missing is off, 0 is 0, and nothing but "unlimited" is unlimited.

use super::Class;
use super::claims::{LICENSE, with, with_entitlement_members, with_entitlements, with_quantity, with_terms};

pub(super) fn add(class: &mut Class) {
    quantities(class);
    lists(class);
    fields(class);
}

fn quantities(class: &mut Class) {
    class.license("unlimited", "ok", "The one word for no limit.", with_quantity(r#""unlimited""#));
    for (name, value) in [
        ("unlimited-capitalised", r#""Unlimited""#),
        ("unlimited-in-capitals", r#""UNLIMITED""#),
        ("unlimited-with-space", r#""unlimited ""#),
        ("infinity-as-text", r#""Infinity""#),
        ("star", r#""*""#),
        ("empty-text", r#""""#),
        ("number-as-text", r#""501""#),
        ("minus-1-as-text", r#""-1""#),
    ] {
        class.license(name, "claims_value", "A quantity is a number or \"unlimited\".", with_quantity(value));
    }
    for (name, value) in [("list", r#"["unlimited",501]"#), ("object", r#"{"max":501}"#), ("false", "false")]
    {
        class.license(name, "claims_type", "A quantity is a number or \"unlimited\".", with_quantity(value));
    }
    class.license("minus-1", "claims_range", "−1 is not unlimited.", with_quantity("-1"));
    class.license(
        "quantity-absent",
        "claims_missing",
        "No quantity is not unlimited.",
        with(r#","quantity":501"#, ""),
    );
    let feature =
        |members: &str| with_entitlements(&format!(r#"{{"id":"fax","metric":"feature"{members}}}"#));
    class.license("feature", "ok", "A feature is granted by being named.", feature(""));
    for (name, value) in
        [("feature-with-quantity", "1"), ("feature-with-quantity-0", "0"), ("feature-with-null", "null")]
    {
        let claims = feature(&format!(r#","quantity":{value}"#));
        class.license(name, "claims_conflict", "A feature has no quantity.", claims);
    }
}

fn lists(class: &mut Class) {
    let users = r#"{"id":"users","metric":"user","quantity":1}"#;
    for (name, expect, comment, list) in [
        ("none", "claims_length", "A licence grants something.", String::new()),
        ("same-id-twice", "claims_duplicate", "An id stands once.", format!("{users},{users}")),
        (
            "same-id-of-two-metrics",
            "claims_duplicate",
            "An id stands once, whatever it counts.",
            format!(r#"{users},{{"id":"users","metric":"feature"}}"#),
        ),
        ("two", "ok", "Two ids.", format!(r#"{users},{{"id":"users_2","metric":"feature"}}"#)),
        ("null-in-it", "claims_type", "An entitlement is an object.", format!("{users},null")),
    ] {
        class.license(name, expect, comment, with_entitlements(&list));
    }
    for (name, value) in
        [("list-null", "null"), ("list-object", r#"{"users":501}"#), ("list-text", r#""users""#)]
    {
        let claims = with(r#"[{"id":"users","metric":"user","quantity":501}]"#, value);
        class.license(name, "claims_type", "Entitlements are a list.", claims);
    }
    for (name, id) in [
        ("id-empty", ""),
        ("id-in-capitals", "Users"),
        ("id-with-hyphen", "client-bundle"),
        ("id-with-space", "users "),
        ("id-with-homoglyph", "uѕers"),
        ("id-of-65-characters", &"u".repeat(65)),
    ] {
        let claims = with(r#""id":"users""#, &format!(r#""id":"{id}""#));
        class.license(name, "claims_value", "An id is 1 to 64 of a-z, 0-9 and _.", claims);
    }
    for (name, id) in [("id-of-64-characters", "u".repeat(64)), ("id-as-prototype", "__proto__".to_owned())] {
        class.license(
            name,
            "ok",
            "An id like any other.",
            with(r#""id":"users""#, &format!(r#""id":"{id}""#)),
        );
    }
}

fn fields(class: &mut Class) {
    let metric = |value: &str| with(r#""metric":"user""#, &format!(r#""metric":{value}"#));
    for (name, expect, comment, claims) in [
        ("metric-unknown", "claims_value", "A metric that is not known.", metric(r#""seat""#)),
        ("metric-in-capitals", "claims_value", "A metric is compared exactly.", metric(r#""USER""#)),
        ("metric-null", "claims_type", "A metric is a text.", metric("null")),
        ("metric-absent", "claims_missing", "What is counted is required.", with(r#""metric":"user","#, "")),
        (
            "families-of-devices",
            "ok",
            "Devices may be of some families only.",
            metric(r#""device","applies_to":["cisco"]"#),
        ),
        (
            "families-of-users",
            "claims_conflict",
            "Users have no device family.",
            metric(r#""user","applies_to":["cisco"]"#),
        ),
        (
            "families-as-text",
            "claims_type",
            "Families are a list.",
            metric(r#""device","applies_to":"cisco""#),
        ),
        (
            "family-empty",
            "claims_length",
            "A family without a character.",
            metric(r#""device","applies_to":[""]"#),
        ),
        (
            "assignable-as-text",
            "claims_type",
            "true or false.",
            with_entitlement_members(r#""assignable":"true","#),
        ),
        ("delegable-1", "claims_type", "true or false.", with_entitlement_members(r#""delegable":1,"#)),
        (
            "model-unknown",
            "claims_value",
            "A model that is not known.",
            with_entitlement_members(r#""model":"floating","#),
        ),
        ("model-known", "ok", "A model that is known.", with_entitlement_members(r#""model":"concurrent","#)),
        (
            "overage-of-10-percent",
            "ok",
            "An overage.",
            with_entitlement_members(r#""overage":{"percent":10},"#),
        ),
        (
            "overage-of-1000-percent",
            "ok",
            "The largest overage.",
            with_entitlement_members(r#""overage":{"percent":1000},"#),
        ),
        (
            "overage-of-1001-percent",
            "claims_range",
            "One more.",
            with_entitlement_members(r#""overage":{"percent":1001},"#),
        ),
        (
            "overage-negative",
            "claims_range",
            "A negative overage.",
            with_entitlement_members(r#""overage":{"percent":-1},"#),
        ),
        (
            "overage-always",
            "ok",
            "An overage without limit.",
            with_entitlement_members(r#""overage":"always","#),
        ),
        (
            "overage-none",
            "claims_value",
            "A word that is not known.",
            with_entitlement_members(r#""overage":"none","#),
        ),
        (
            "overage-number",
            "claims_type",
            "An overage is an object or a word.",
            with_entitlement_members(r#""overage":10,"#),
        ),
        (
            "overage-null",
            "claims_type",
            "null never stands for absent.",
            with_entitlement_members(r#""overage":null,"#),
        ),
        (
            "overage-empty",
            "claims_missing",
            "An overage of how much?",
            with_entitlement_members(r#""overage":{},"#),
        ),
        (
            "component-without-name",
            "claims_missing",
            "A component has a name.",
            with_entitlement_members(r#""components":[{"id":"amos"}],"#),
        ),
        (
            "emergency-clause",
            "ok",
            "An emergency that needs no new file.",
            with_terms(r#""emergency":{"entitlement":"users","quantity":10,"months":1},"#),
        ),
        (
            "emergency-of-0",
            "claims_range",
            "Of nothing.",
            with_terms(r#""emergency":{"entitlement":"users","quantity":0,"months":1},"#),
        ),
        (
            "emergency-of-1001",
            "claims_range",
            "Of too much.",
            with_terms(r#""emergency":{"entitlement":"users","quantity":1001,"months":1},"#),
        ),
        (
            "emergency-of-unlimited",
            "claims_type",
            "Of no limit.",
            with_terms(r#""emergency":{"entitlement":"users","quantity":"unlimited","months":1},"#),
        ),
        (
            "emergency-of-13-months",
            "claims_range",
            "For too long.",
            with_terms(r#""emergency":{"entitlement":"users","quantity":10,"months":13},"#),
        ),
        (
            "volume-mak",
            "ok",
            "A multiple activation key.",
            with_terms(r#""volume":{"method":"mak","quantity":20},"#),
        ),
        (
            "volume-mak-without-quantity",
            "claims_missing",
            "How many is required.",
            with_terms(r#""volume":{"method":"mak"},"#),
        ),
        (
            "volume-kms",
            "ok",
            "A key management service.",
            with_terms(r#""volume":{"method":"kms","client_kind":"server"},"#),
        ),
        (
            "volume-kms-of-unknown-kind",
            "claims_value",
            "A kind of client that is not known.",
            with_terms(r#""volume":{"method":"kms","client_kind":"phone"},"#),
        ),
        (
            "volume-of-unknown-method",
            "claims_value",
            "A method that is not known.",
            with_terms(r#""volume":{"method":"oem"},"#),
        ),
    ] {
        class.license(name, expect, comment, claims);
    }
    assert!(LICENSE.contains(r#""quantity":501"#), "the quantities above replace the honest licence's");
}
