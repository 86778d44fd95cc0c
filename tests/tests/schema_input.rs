//! The JSON Schema of the claims that are signed: what `sign` takes it takes, and what `sign` calls a slip it refuses.

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign::DocumentType;
use countersign::issue::ClaimsInput;
use countersign_tests::readme::{self, Step};
use countersign_tests::{fixtures, folder, schemas, specimens};
use jsonschema::Validator;
use serde_json::{Value, json};
use std::fs;

/// The types that are signed, and their definitions.
const TYPES: [(DocumentType, &str); 7] = [
    (DocumentType::License, "license"),
    (DocumentType::RevocationList, "revocation_list"),
    (DocumentType::TrustUpdate, "trust_update"),
    (DocumentType::EmergencyRequest, "emergency_request"),
    (DocumentType::ActivationRequest, "activation_request"),
    (DocumentType::Activation, "activation"),
    (DocumentType::Deactivation, "deactivation"),
];

fn validator(document_type: DocumentType) -> Validator {
    let mut schema = schemas::claims_input();
    let root = schema.as_object_mut().unwrap();
    root.remove("anyOf").unwrap();
    let definition = TYPES.iter().find(|(typ, _)| *typ == document_type).unwrap().1;
    root.insert("$ref".into(), format!("#/$defs/{definition}").into());
    jsonschema::draft202012::new(&schema).unwrap()
}

#[test]
fn the_schema_is_the_one_that_is_made() {
    let written = fs::read(folder("../validator/schema/claims-input.schema.json")).unwrap();
    assert!(written == schemas::to_file(&schemas::made_claims_input()), "run cargo xtask fixtures");
}

#[test]
fn claims_of_the_readme_and_of_every_fixture_are_valid() {
    let validator = validator(DocumentType::License);
    let page = fs::read_to_string(folder("../README.md")).unwrap();
    let claims = readme::steps(&page).into_iter().find_map(|step| match step {
        Step::File { name: "claims.json", content } => Some(content),
        _ => None,
    });
    validator.validate(&serde_json::from_str(&claims.unwrap()).unwrap()).unwrap();
    for name in fixtures::names() {
        validator.validate(&serde_json::from_slice(&fixtures::claims(&name)).unwrap()).unwrap();
    }
}

#[test]
fn an_unknown_member_is_refused_wherever_sign_finds_one() {
    for (document_type, claims) in specimens::all() {
        let validator = validator(document_type);
        assert!(validator.is_valid(&claims), "{document_type}");
        for pointer in schemas::pointers(&claims) {
            let Some(with_slip) = schemas::with_unknown_member(&claims, &pointer) else { continue };
            let input = ClaimsInput::read(with_slip.to_string().as_bytes(), document_type).unwrap();
            let stands_in = |names: &[&str]| names.iter().any(|name| pointer.ends_with(&format!("/{name}")));
            // A language, or the id of an entitlement, is no name that anybody has to know. Of the value that is put
            // in, only an amount takes any.
            let is_open = stands_in(&["name", "slots", "wants", "grants"]);
            assert_eq!(input.unknown().is_empty(), is_open, "{document_type} {pointer}");
            assert_eq!(
                validator.is_valid(&with_slip),
                stands_in(&["wants", "grants"]),
                "{document_type} {pointer}"
            );
        }
    }
}

#[test]
fn what_is_filled_may_be_absent_and_an_instant_may_be_a_date() {
    let validator = validator(DocumentType::License);
    let claims = json!({
        "iss": "v", "aud": "p", "sub": "s", "exp": "2027-12-31",
        "lic": { "serial": 1, "name": "N", "kind": "standard", "holder": { "name": "H" },
            "entitlements": [{ "id": "users", "metric": "user", "quantity": 1, "exp": "2027-06-30" }] },
    });
    assert!(validator.is_valid(&claims));
    for (pointer, wrong) in [("/exp", json!("2027-02-30")), ("/exp", json!("soon")), ("/lic", Value::Null)] {
        assert!(!validator.is_valid(&schemas::replaced(&claims, pointer, wrong.clone())), "{wrong}");
    }
}
