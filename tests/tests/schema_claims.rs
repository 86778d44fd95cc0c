//! The JSON Schema of the claims refuses what the verifier refuses, and nothing else.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "all of this file is tests")]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use countersign::{
    Code, DocumentType, Envelope, Error, LicenseKind, Metric, PartName, TrustedKeys, Verifier,
};
use countersign_tests::judging::lock_code;
use countersign_tests::random::license;
use countersign_tests::{Jws, TestKey, Vector, fixtures, folder, paths, schemas, specimens};
use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::sync::LazyLock;

/// The types that have a reader, and their definitions in the schema.
const TYPES: [(DocumentType, &str); 7] = [
    (DocumentType::License, "license"),
    (DocumentType::ActivationRequest, "activation_request"),
    (DocumentType::Activation, "activation"),
    (DocumentType::Deactivation, "deactivation"),
    (DocumentType::RevocationList, "revocation_list"),
    (DocumentType::TrustUpdate, "trust_update"),
    (DocumentType::EmergencyRequest, "emergency_request"),
];

/// What a schema can't say, and the vectors that the verifier refuses for it.
const BEYOND_A_SCHEMA: &[(&str, &[&str])] = &[
    (
        "that ids are unique",
        &["bulk/entitlements-10000", "entitlements/same-id-of-two-metrics", "entitlements/same-id-twice"],
    ),
    (
        "that the names of parts are unique",
        &[
            "activation-requests/part-twice",
            "activation-requests/part-twice-differently",
            "activations/parts-twice",
        ],
    ),
    (
        "that the check characters of a lock code fit",
        &["hosts/lock-code-mistyped", "activation-requests/lock-code-mistyped"],
    ),
    ("that a number in a text is below 2^64", &["hosts/version-past-all-numbers"]),
    (
        "that a number is less than another",
        &[
            "times/start-after-end",
            "times/start-at-end",
            "activations/start-at-end",
            "activations/slots-backwards",
            "delegates/activation-serial-to-come",
            "delegates/slots-backwards",
        ],
    ),
    (
        "that a number is more than half of a list's length",
        &["activations/match-of-a-third", "activations/match-of-half", "activations/match-past-all"],
    ),
    (
        "that a number is the difference of two others",
        &[
            "activations/slots-of-what-is-not-granted",
            "activations/slots-too-few",
            "activations/slots-too-many",
        ],
    ),
    (
        "that runs of numbers are apart",
        &["delegates/slots-contained", "delegates/slots-equal", "delegates/slots-overlap"],
    ),
    (
        "that lock codes are different, in whatever spelling",
        &["activations/quorum-of-one-twice", "activations/quorum-of-one-typed-twice"],
    ),
    ("that a lock code is one of a list", &["activation-requests/redundant-without-own"]),
    (
        "what a digest is made of",
        &[
            "activation-requests/lock-code-of-another-host",
            "activation-requests/machine-id-absent",
            "activation-requests/machine-id-of-another",
            "activation-requests/part-empty",
            "activation-requests/part-key-of-another",
        ],
    ),
];

fn validator(definition: &str) -> Validator {
    let mut schema = schemas::claims();
    let root = schema.as_object_mut().unwrap();
    root.remove("anyOf").unwrap();
    root.insert("$ref".into(), format!("#/$defs/{definition}").into());
    jsonschema::draft202012::new(&schema).unwrap()
}

fn definition(document_type: DocumentType) -> &'static str {
    TYPES.iter().find(|(typ, _)| *typ == document_type).map(|(_, definition)| *definition).unwrap()
}

/// What the verifier says of properly signed claims.
fn refusal(document_type: DocumentType, claims: &Value) -> Option<Error> {
    let (key, typ) = (TestKey::vendor(), document_type.typ());
    let header = format!(r#"{{"alg":"EdDSA","typ":"{typ}","kid":"{}"}}"#, key.kid());
    let document = Jws::signed(header, claims.to_string(), &key).compact();
    let uses = format!(r#","uses":["{typ}","activation+jwt"]"#);
    let keys = TrustedKeys::parse(key.jwk(&uses).as_bytes()).unwrap();
    let files = [("document", document.as_bytes()), ("activation", ACTIVATION.as_bytes())];
    Verifier::new(keys).open(files).files.swap_remove(0).outcome.err()
}

/// The activation that receipts are about.
static ACTIVATION: LazyLock<String> = LazyLock::new(|| {
    let key = TestKey::vendor();
    let header = format!(r#"{{"alg":"EdDSA","typ":"activation+jwt","kid":"{}"}}"#, key.kid());
    let host =
        json!({ "lock_codes": [lock_code("a").to_string()], "key": { "kid": key.kid(), "x": key.x() } });
    let act =
        json!({ "license": "L-1", "license_serial": 1, "serial": 1, "host": host, "grants": { "users": 1 } });
    let claims = json!({ "ver": 1, "iss": "i", "jti": "A-1", "iat": 5, "aud": "p", "sub": "a", "act": act });
    Jws::signed(header, claims.to_string(), &key).compact()
});

/// Where what must be equal, or not larger, in two places is not.
const IN_TWO_PLACES: [(Code, &str); 7] = [
    (Code::ClaimsRange, "lic.activation_serial"),
    (Code::ClaimsConflict, "lic.delegates"),
    (Code::ClaimsConflict, "req.host.parts"),
    (Code::ClaimsConflict, "req.host.lock_code"),
    (Code::ClaimsConflict, "req.redundant"),
    (Code::ClaimsRange, "act.host.match"),
    (Code::ClaimsConflict, "act.slots"),
];

/// Whether it is something that only a verifier can find.
fn is_beyond_a_schema(error: &Error) -> bool {
    error.code() == Code::ClaimsDuplicate
        || (error.code() == Code::ClaimsConflict && error.at() == Some("nbf"))
        || error.needed() == Some("an instant after nbf")
        || error.needed() == Some("the first slot, and then the last")
        || IN_TWO_PLACES.contains(&(error.code(), error.at().unwrap_or_default()))
        || error.needed() == Some("digests in their order")
}

/// The schema and the verifier say the same of the claims, as far as a schema can.
fn agree(schema: &Validator, document_type: DocumentType, claims: &Value) -> Result<(), String> {
    let invalid = schema.validate(claims).err();
    match (refusal(document_type, claims), invalid) {
        (None, Some(error)) => Err(format!("{claims}\nverifies, but not by the schema: {error}")),
        (Some(error), None)
            if error.code().as_str().starts_with("claims_") && !is_beyond_a_schema(&error) =>
        {
            Err(format!("{claims}\nis valid by the schema, but {error:?}"))
        }
        _ => Ok(()),
    }
}

/// Values that most members can't have, and some can.
fn odd_values() -> Vec<Value> {
    let texts = [
        "",
        "x",
        "5",
        "*",
        "unlimited",
        "always",
        "none",
        "before",
        "mak",
        "feature",
        "emergency",
        "trust+jwt",
        "2023-02-29",
        "2000-02-29",
        "a b",
        "a\u{202E}b",
        "a\nb",
        "AAAAAAAAAAAA",
    ];
    let mut values: Vec<Value> = texts.into_iter().map(Value::from).collect();
    values.extend([json!(null), json!(true), json!(false), json!({}), json!([]), json!([1]), json!(["x"])]);
    values.extend([-1, 0, 1, 2, 13, 1_001, 3_651, 253_402_300_800, (1_i64 << 53) - 1].map(Value::from));
    values.extend([json!({ "": "x" }), json!({ "en": "" }), json!({ "percent": 1_001 })]);
    values.extend(["x".repeat(129), "x".repeat(4_097)].map(Value::from));
    values
}

#[test]
fn the_schema_is_one() {
    jsonschema::draft202012::meta::validate(&schemas::claims()).unwrap();
}

#[test]
fn every_member_is_described() {
    let schema = schemas::claims();
    let objects = schemas::objects(&schema);
    assert!(objects.len() > 15, "{objects:?}");
    for pointer in objects {
        for (name, member) in schema.pointer(&pointer).unwrap()["properties"].as_object().unwrap() {
            assert!(member["description"].is_string(), "{pointer}: {name}");
        }
    }
}

#[test]
fn enumerations_are_those_of_rust() {
    let schema = schemas::claims();
    let types: BTreeSet<&str> = DocumentType::ALL.iter().map(|typ| typ.typ()).collect();
    assert_eq!(schemas::enumeration(&schema, "typ"), types);
    let kinds: Vec<&str> = LicenseKind::ALL.iter().map(|kind| kind.as_str()).collect();
    assert_eq!(schema["$defs"]["terms"]["properties"]["kind"]["enum"], json!(kinds));
    let parts: Vec<&str> = PartName::ALL.iter().map(|part| part.as_str()).collect();
    assert_eq!(schema["$defs"]["part"]["properties"]["name"]["enum"], json!(parts));
    let metrics: Vec<&str> = Metric::ALL.iter().map(|metric| metric.as_str()).collect();
    assert_eq!(schema["$defs"]["entitlement"]["properties"]["metric"]["enum"], json!(metrics));
}

#[test]
fn fixtures_are_valid() {
    let any = jsonschema::draft202012::new(&schemas::claims()).unwrap();
    let license = validator("license");
    let others = TYPES[1..].iter().map(|(_, definition)| validator(definition)).collect::<Vec<_>>();
    for name in fixtures::names() {
        let claims: Value = serde_json::from_slice(&fixtures::claims(&name)).unwrap();
        license.validate(&claims).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(any.is_valid(&claims), "{name}");
        assert!(others.iter().all(|other| !other.is_valid(&claims)), "{name}");
    }
}

#[test]
fn samples_verify_and_are_valid() {
    let any = jsonschema::draft202012::new(&schemas::claims()).unwrap();
    for (document_type, claims) in specimens::all() {
        assert_eq!(refusal(document_type, &claims), None, "{claims}");
        validator(definition(document_type)).validate(&claims).unwrap();
        assert!(any.is_valid(&claims));
    }
}

/// Nothing in the schema is left unexamined below: the samples have every member that it names.
#[test]
fn samples_have_every_member() {
    let schema = schemas::claims();
    let samples = specimens::all();
    let named = |name: &String| {
        samples.iter().any(|(_, claims)| {
            let end = format!("/{name}");
            schemas::pointers(claims).iter().any(|pointer| pointer.ends_with(&end))
        })
    };
    for pointer in schemas::objects(&schema) {
        let members = schema.pointer(&pointer).unwrap()["properties"].as_object().unwrap();
        for name in members.keys() {
            assert!(named(name), "no sample has {name} of {pointer}");
        }
    }
}

/// Every member of the samples is taken out and replaced in turn.
#[test]
fn what_is_altered_is_refused_by_both_or_by_neither() {
    let mut differences = Vec::new();
    let mut alterations = 0;
    for (document_type, claims) in specimens::all() {
        let schema = validator(definition(document_type));
        for pointer in schemas::pointers(&claims) {
            let mut altered: Vec<Value> =
                odd_values().into_iter().map(|odd| schemas::replaced(&claims, &pointer, odd)).collect();
            altered.extend(schemas::without(&claims, &pointer));
            altered.extend(schemas::with_unknown_member(&claims, &pointer));
            alterations += altered.len();
            for claims in altered {
                let outcome = agree(&schema, document_type, &claims);
                differences.extend(outcome.err().map(|difference| format!("{pointer}: {difference}")));
            }
        }
    }
    assert!(alterations > 5_000, "{alterations}");
    let count = differences.len();
    differences.truncate(20);
    assert!(count == 0, "{count} differences:\n{}", differences.join("\n\n"));
}

/// The claims of a vector that the verifier accepts.
fn verified(path: &str, vector: &Vector) -> Value {
    let keys = fs::read(folder("vectors/keys").join(format!("{}.json", vector.keys))).unwrap();
    let document = TrustedKeys::parse(&keys).and_then(|keys| vector.verified_beside(keys));
    let document = document.unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_slice(document.payload()).unwrap()
}

/// The claims of a vector that the verifier refuses for them. All of these are compact.
fn refused(path: &str, vector: &Vector) -> Value {
    let text = str::from_utf8(&vector.body).unwrap();
    let payload = text.split('.').nth(1).unwrap_or_else(|| panic!("{path} is not compact"));
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}

#[test]
fn vectors_are_refused_for_their_claims_and_only_those() {
    let schemas: Vec<_> = TYPES.iter().map(|(typ, definition)| (typ, validator(definition))).collect();
    let mut beyond = BTreeSet::new();
    let (mut refusals, mut valid) = (0, 0);
    for path in paths(&folder("vectors")).into_iter().filter(|path| path.ends_with(".vec")) {
        let vector = Vector::parse(&fs::read(folder("vectors").join(&path)).unwrap()).unwrap();
        let Ok(envelope) = Envelope::read(&vector.body) else { continue };
        let (_, schema) = schemas.iter().find(|(typ, _)| **typ == envelope.document_type()).unwrap();
        if vector.expect == "ok" || vector.at.is_some() {
            let claims = verified(&path, &vector);
            schema.validate(&claims).unwrap_or_else(|error| panic!("{path}: {error}"));
            valid += 1;
        } else if vector.expect.starts_with("claims_") {
            if schema.is_valid(&refused(&path, &vector)) {
                beyond.insert(path);
            } else {
                refusals += 1;
            }
        }
    }
    let expected = BEYOND_A_SCHEMA.iter().flat_map(|(_, paths)| *paths);
    assert_eq!(beyond, expected.map(|path| format!("{path}.vec")).collect());
    assert!(refusals > 240 && valid > 100, "{refusals} are refused, {valid} valid");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn random_licences_are_valid(claims in license()) {
        let claims: Value = serde_json::from_str(&claims.payload()).unwrap();
        prop_assert_eq!(refusal(DocumentType::License, &claims), None);
        let error = validator("license").validate(&claims).err().map(|error| error.to_string());
        prop_assert_eq!(error, None);
    }
}
