//! Licences that an application signed as JWTs of its own, through a mapping.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod strict_mapping;
mod trust;
mod values;

use countersign::jwt::{JwtAdapter, JwtKeys, JwtMapping};
use countersign::{Error, File, License, Question, Verified, judge};
use countersign_tests::judging::{at, feature, quantity, statuses};
use countersign_tests::{Claims, Jws, TestKey};
use serde_json::{Value, json};

const HEADER: &str = r#"{"alg":"EdDSA","typ":"JWT"}"#;

fn mapping() -> Value {
    json!({
        "typ": "JWT",
        "iss": "licences.example",
        "aud": "studio",
        "issuer": "https://vendor.example",
        "product": "orange-uce",
        "account": { "claim": "/customer/number" },
        "name": { "value": "Old licence" },
        "edition": { "claim": "/plan", "optional": true },
        "holder": { "name": { "claim": "/customer/name" } },
        "entitlements": [
            {
                "id": "users", "metric": "user", "assignable": true,
                "quantity": { "claim": "/seats", "unlimited": -1 },
            },
            { "id": "phones", "metric": "device", "applies_to": ["cisco"], "quantity": { "value": 5 } },
            { "id": "fax", "metric": "feature", "granted_by": { "claim": "/fax", "optional": true } },
            { "id": "chat", "metric": "feature", "granted_by": { "claim": "/modules", "contains": "CHAT" } },
            { "id": "base", "metric": "feature", "granted_by": { "value": true } },
        ],
    })
}

/// Claims of a token; among those that the mapping does not use are numbers that no licence may have.
fn claims() -> Value {
    json!({
        "iss": "licences.example",
        "aud": ["portal", "studio"],
        "jti": "old-1",
        "iat": 1_000_000_000,
        "exp": 1_500_000_000,
        "customer": { "number": "site-1", "name": "Musterhandel GmbH" },
        "seats": 25,
        "modules": ["CHAT", "VIDEO"],
        "price": 19.5,
        "margin": -1e-3,
    })
}

fn with(mut value: Value, pointer: &str, member: Value) -> Value {
    match value.pointer_mut(pointer) {
        Some(place) => *place = member,
        None => {
            let (parent, name) = pointer.rsplit_once('/').unwrap();
            value.pointer_mut(parent).unwrap()[name] = member;
        }
    }
    value
}

fn without(mut value: Value, pointer: &str) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    value.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name).unwrap();
    value
}

fn adapter_of(mapping: &Value, keys: &str) -> JwtAdapter {
    let mapping = JwtMapping::parse(mapping.to_string().as_bytes()).unwrap();
    JwtAdapter::new(mapping, JwtKeys::parse(keys.as_bytes()).unwrap())
}

fn adapter() -> JwtAdapter {
    adapter_of(&mapping(), &TestKey::vendor().jwk(""))
}

fn token(claims: &Value) -> String {
    Jws::signed(HEADER, claims.to_string(), &TestKey::vendor()).compact()
}

fn verify(token: &str) -> Result<Verified<License>, Error> {
    adapter().verify(token.as_bytes())
}

fn verify_claims(claims: &Value) -> Result<Verified<License>, Error> {
    verify(&token(claims))
}

fn verify_mapped(mapping: &Value, claims: &Value) -> Result<Verified<License>, Error> {
    adapter_of(mapping, &TestKey::vendor().jwk("")).verify(token(claims).as_bytes())
}

fn code<T: std::fmt::Debug>(result: Result<T, Error>) -> &'static str {
    result.unwrap_err().code().as_str()
}

#[test]
fn a_token_is_a_licence_like_any_other() {
    let license = verify_claims(&claims()).unwrap();
    assert_eq!(
        (license.issuer.as_str(), license.product.as_str(), license.account.as_str(), license.id.as_str()),
        ("jwt:https://vendor.example", "orange-uce", "site-1", "old-1")
    );
    assert_eq!((license.serial, license.issued, license.not_before), (1, at(1_000_000_000), None));
    assert_eq!((license.holder.name.as_str(), license.edition.as_deref()), ("Musterhandel GmbH", None));
    assert_eq!(license.payload(), claims().to_string().as_bytes());
    assert_eq!(license.signers()[0].to_string(), TestKey::vendor().kid());
    let ids: Vec<_> = license.entitlements.iter().map(|entitlement| entitlement.id.as_str()).collect();
    assert_eq!(ids, ["users", "phones", "chat", "base"]);
    assert!(license.entitlements[0].assignable);
    assert_eq!(license.entitlements[1].applies_to, Some(vec!["cisco".to_owned()]));
}

/// The application has sold tokens; its newest customers have a licence file. One installation has both.
#[test]
fn an_old_token_and_a_new_licence_add_up() {
    let mapping = with(without(mapping(), "/issuer"), "/native_issuer", json!("https://vendor.example"));
    let old = || verify_mapped(&mapping, &with(claims(), "/fax", json!(true)));
    let new = Claims::new("new-1").users(10);
    let files = [
        File { name: "old.jwt".into(), outcome: old().map(Into::into) },
        new.file(),
        File { name: "again".into(), outcome: old().map(Into::into) },
    ];
    for (now, users, status, fax) in
        [(1_499_999_999, 35, "expiring", true), (1_500_000_000, 10, "expired", false)]
    {
        let mut question = Question::at(at(now));
        question.usage = [("users".into(), 10)].into();
        let report = judge(&files, &question).unwrap();
        assert_eq!(report.account.as_deref(), Some("site-1"));
        assert_eq!(statuses(&report), [status, "active", status]);
        assert_eq!(quantity(&report, "users").granted.limit(), Some(users));
        assert_eq!(quantity(&report, "users").used, 10);
        assert_eq!(feature(&report, "fax").granted, fax);
    }
}

#[test]
fn a_renewed_token_replaces_the_old_one_by_its_serial() {
    let mapping = with(mapping(), "/serial", json!({ "claim": "/revision" }));
    let revision = |number: u64, seats: u64| {
        let claims = with(with(claims(), "/revision", number.into()), "/seats", seats.into());
        File { name: number.to_string(), outcome: verify_mapped(&mapping, &claims).map(Into::into) }
    };
    let report = judge(&[revision(2, 40), revision(1, 25)], &Question::at(at(1_200_000_000))).unwrap();
    assert_eq!(statuses(&report), ["active", "superseded"]);
    assert_eq!(quantity(&report, "users").granted.limit(), Some(40));
}
