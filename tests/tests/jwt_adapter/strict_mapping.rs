//! A mapping is refused where it could be misunderstood.

use crate::{mapping, with, without};
use countersign::jwt::JwtMapping;
use serde_json::{Value, json};

#[test]
fn a_mapping_is_read_strictly() {
    let users = "/entitlements/0";
    for (mapping, expected, at) in [
        (with(mapping(), "/isuer", json!("x")), "usage_invalid", ""),
        (with(mapping(), "/account/claims", json!("/sub")), "usage_invalid", "account"),
        (with(mapping(), "/holder/fax", json!({ "value": "1" })), "usage_invalid", "holder"),
        (with(mapping(), &format!("{users}/grants"), json!(1)), "usage_invalid", "entitlements[0]"),
        (
            with(mapping(), &format!("{users}/quantity/contains"), json!("x")),
            "usage_invalid",
            "entitlements[0].quantity",
        ),
        (without(mapping(), "/typ"), "usage_invalid", "typ"),
        (with(mapping(), "/typ", json!("license+jwt")), "usage_invalid", "typ"),
        (with(mapping(), "/typ", json!("trust+jwt")), "usage_invalid", "typ"),
        (without(mapping(), "/iss"), "usage_invalid", "iss"),
        (without(with(mapping(), "/iss", Value::Null), "/issuer"), "usage_invalid", "iss"),
        (
            with(mapping(), "/native_issuer", json!("https://vendor.example")),
            "usage_invalid",
            "native_issuer",
        ),
        (with(without(mapping(), "/issuer"), "/native_issuer", json!("")), "usage_invalid", "native_issuer"),
        (
            with(without(mapping(), "/issuer"), "/native_issuer", json!(true)),
            "usage_invalid",
            "native_issuer",
        ),
        (without(mapping(), "/aud"), "usage_invalid", "aud"),
        (without(mapping(), "/product"), "usage_invalid", "product"),
        (without(mapping(), "/account"), "usage_invalid", "account"),
        (without(mapping(), "/name"), "usage_invalid", "name"),
        (without(mapping(), "/holder/name"), "usage_invalid", "holder.name"),
        (with(mapping(), "/account", json!({})), "usage_invalid", "account"),
        (
            with(mapping(), "/account", json!({ "value": "a", "claim": "/a" })),
            "usage_invalid",
            "account.value",
        ),
        (
            with(mapping(), "/account", json!({ "value": "a", "optional": true })),
            "usage_invalid",
            "account.optional",
        ),
        (with(mapping(), "/account/claim", json!("sub")), "usage_invalid", "account.claim"),
        (with(mapping(), "/account", json!({ "digest": "SHA-256" })), "usage_invalid", "account"),
        (with(mapping(), "/jti", json!({ "digest": "MD5" })), "usage_invalid", "jti.digest"),
        (
            with(mapping(), "/exp", json!({ "claim": "/exp", "optional": true })),
            "usage_invalid",
            "exp.optional",
        ),
        (with(mapping(), "/without_exp", json!("never")), "usage_invalid", "without_exp"),
        (with(mapping(), "/entitlements", json!([])), "usage_invalid", "entitlements"),
        (without(mapping(), &format!("{users}/quantity")), "usage_invalid", "entitlements[0]"),
        (without(mapping(), "/entitlements/4/granted_by"), "usage_invalid", "entitlements[4]"),
        (
            with(mapping(), "/entitlements/4/quantity", json!({ "value": 1 })),
            "usage_invalid",
            "entitlements[4].quantity",
        ),
        (
            with(mapping(), "/entitlements/4/granted_by/value", json!(false)),
            "usage_invalid",
            "entitlements[4].granted_by",
        ),
        (
            with(mapping(), "/entitlements/1/quantity/unlimited", json!(5)),
            "usage_invalid",
            "entitlements[1].quantity.unlimited",
        ),
        // With these no token could be a licence.
        (
            with(mapping(), &format!("{users}/metric"), json!("seat")),
            "usage_invalid",
            "lic.entitlements[0].metric",
        ),
        (with(mapping(), &format!("{users}/id"), json!("Users")), "usage_invalid", "lic.entitlements[0].id"),
        (with(mapping(), &format!("{users}/id"), json!("fax")), "usage_invalid", "lic.entitlements"),
        (
            with(mapping(), &format!("{users}/applies_to"), json!(["cisco"])),
            "usage_invalid",
            "lic.entitlements[0].applies_to",
        ),
        (
            with(mapping(), "/entitlements/1/quantity/value", json!(-5)),
            "usage_invalid",
            "lic.entitlements[1].quantity",
        ),
        (with(mapping(), "/name/value", json!("a\nb")), "usage_invalid", "lic.name"),
        (with(mapping(), "/kind", json!({ "value": "emergency" })), "usage_invalid", "lic.request"),
    ] {
        let error = JwtMapping::parse(mapping.to_string().as_bytes()).err().expect("a refusal");
        let found = (error.code().as_str(), error.at().unwrap_or_default());
        assert_eq!(found, (expected, at), "{error}");
    }
    let unknown =
        JwtMapping::parse(with(mapping(), "/isuer", json!("x")).to_string().as_bytes()).err().unwrap();
    assert_eq!(unknown.found(), Some("isuer"));
    assert!(unknown.needed().unwrap().contains("issuer"));
    for (text, expected) in
        [("", "size_empty"), ("[]", "json_root"), (r#"{"typ":"a","typ":"b"}"#, "json_duplicate_key")]
    {
        assert_eq!(JwtMapping::parse(text.as_bytes()).err().unwrap().code().as_str(), expected);
    }
}
