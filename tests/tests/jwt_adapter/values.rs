//! What the claims of a token come to.

use crate::{HEADER, claims, code, mapping, verify, verify_claims, verify_mapped, with, without};
use countersign::{Code, UnixTime};
use countersign_tests::judging::at;
use countersign_tests::{Jws, TestKey};
use serde_json::{Value, json};

#[test]
fn a_claim_that_is_mapped_is_there_and_of_its_type() {
    for (claims, expected, at) in [
        (without(claims(), "/jti"), "claims_missing", "/jti"),
        (without(claims(), "/iat"), "claims_missing", "/iat"),
        (without(claims(), "/exp"), "claims_missing", "/exp"),
        (without(claims(), "/seats"), "claims_missing", "/seats"),
        (without(claims(), "/modules"), "claims_missing", "/modules"),
        (without(claims(), "/customer/name"), "claims_missing", "/customer/name"),
        (with(claims(), "/customer", json!([])), "claims_missing", "/customer/name"),
        (with(claims(), "/seats", json!(-2)), "claims_range", "lic.entitlements[0].quantity, from /seats"),
        (with(claims(), "/seats", json!(2.5)), "claims_type", "lic.entitlements[0].quantity, from /seats"),
        (with(claims(), "/seats", json!(1e-3)), "claims_type", "lic.entitlements[0].quantity, from /seats"),
        (
            with(claims(), "/seats", json!(9_007_199_254_740_992_i64)),
            "claims_type",
            "lic.entitlements[0].quantity, from /seats",
        ),
        (with(claims(), "/seats", json!("25")), "claims_value", "lic.entitlements[0].quantity, from /seats"),
        (with(claims(), "/seats", json!(true)), "claims_type", "lic.entitlements[0].quantity, from /seats"),
        (with(claims(), "/seats", Value::Null), "claims_type", "lic.entitlements[0].quantity, from /seats"),
        (with(claims(), "/fax", json!("yes")), "claims_type", "/fax"),
        (with(claims(), "/fax", json!(1)), "claims_type", "/fax"),
        (with(claims(), "/fax", Value::Null), "claims_type", "/fax"),
        (with(claims(), "/modules", json!("CHAT")), "claims_type", "/modules"),
        (with(claims(), "/modules", json!(["CHAT", 1])), "claims_type", "/modules"),
        (with(claims(), "/jti", json!("a/b")), "claims_value", "jti, from /jti"),
        (with(claims(), "/customer/number", json!(17)), "claims_type", "sub, from /customer/number"),
        (
            with(claims(), "/customer/name", json!("")),
            "claims_length",
            "lic.holder.name, from /customer/name",
        ),
        (
            with(claims(), "/customer/name", json!("a\u{202e}b")),
            "claims_text",
            "lic.holder.name, from /customer/name",
        ),
        (with(claims(), "/plan", json!(["Pro"])), "claims_type", "lic.edition, from /plan"),
        (with(claims(), "/exp", Value::Null), "claims_type", "exp, from /exp"),
        (with(claims(), "/exp", json!("2030-01-01")), "claims_type", "exp, from /exp"),
        (with(claims(), "/exp", json!(1_500_000_000_000_i64)), "claims_range", "exp, from /exp"),
        (with(claims(), "/iat", json!(-1)), "claims_range", "iat, from /iat"),
        (with(claims(), "/nbf", json!(1_500_000_000)), "claims_conflict", "nbf, from /nbf"),
    ] {
        let error = verify_claims(&claims).unwrap_err();
        assert_eq!((error.code().as_str(), error.at()), (expected, Some(at)), "{claims}");
    }
    let payload = claims().to_string().replace("\"seats\":25", r#""seats":25,"s\u0065ats":99"#);
    let doubled = Jws::signed(HEADER, payload, &TestKey::vendor());
    assert_eq!(code(verify(&doubled.compact())), "json_duplicate_key");
}

#[test]
fn unlimited_is_said_by_the_word_or_by_the_mapping() {
    let granted = |seats: Value| {
        let license = verify_claims(&with(claims(), "/seats", seats)).unwrap();
        license.entitlements[0].quantity.unwrap().limit()
    };
    assert_eq!(granted(json!(0)), Some(0));
    assert_eq!(granted(json!(9_007_199_254_740_991_i64)), Some(9_007_199_254_740_991));
    assert_eq!(granted(json!("unlimited")), None);
    assert_eq!(granted(json!(-1)), None);
    let plain = without(mapping(), "/entitlements/0/quantity/unlimited");
    assert_eq!(code(verify_mapped(&plain, &with(claims(), "/seats", json!(-1)))), "claims_range");
}

#[test]
fn a_feature_is_off_unless_the_token_grants_it() {
    let grants = |claims: &Value, id: &str| {
        verify_claims(claims).unwrap().entitlements.iter().any(|entitlement| entitlement.id == id)
    };
    assert!(grants(&with(claims(), "/fax", json!(true)), "fax"));
    assert!(!grants(&with(claims(), "/fax", json!(false)), "fax"));
    assert!(!grants(&claims(), "fax"));
    assert!(grants(&claims(), "chat"));
    for modules in [json!([]), json!(["chat"]), json!(["CHAT2", " CHAT"])] {
        assert!(!grants(&with(claims(), "/modules", modules), "chat"));
    }
}

#[test]
fn a_token_without_an_end_is_perpetual_only_where_the_mapping_says_so() {
    let endless = without(claims(), "/exp");
    let perpetual = with(mapping(), "/without_exp", json!("perpetual"));
    assert_eq!(verify_mapped(&perpetual, &endless).unwrap().expires, None);
    assert_eq!(verify_mapped(&perpetual, &claims()).unwrap().expires, Some(at(1_500_000_000)));
    let refused = with(mapping(), "/without_exp", json!("refused"));
    assert_eq!(code(verify_mapped(&refused, &endless)), "claims_missing");
    assert_eq!(code(verify_mapped(&perpetual, &with(claims(), "/exp", Value::Null))), "claims_type");
}

#[test]
fn a_fraction_of_a_second_changes_no_verdict() {
    let times = r#""iat":1000000000.9,"nbf":1000000001.5,"exp":1500000000.25"#;
    let payload = claims().to_string();
    let payload = payload.replace(r#""iat":1000000000,"exp":1500000000"#, times);
    assert!(payload.contains(times));
    let license = verify(&Jws::signed(HEADER, payload, &TestKey::vendor()).compact()).unwrap();
    assert_eq!(license.issued, at(1_000_000_000));
    assert_eq!(license.not_before, Some(at(1_000_000_002)));
    assert_eq!(license.expires, Some(at(1_500_000_001)));
    for exp in ["1500000000.0", "1500000000.000", "1.5e9", "1.4999999999999e9", "15E+8", "0.15e10"] {
        let payload = claims().to_string().replace("1500000000", exp);
        let license = verify(&Jws::signed(HEADER, payload, &TestKey::vendor()).compact()).unwrap();
        assert_eq!(license.expires, Some(at(1_500_000_000)));
    }
    for (exp, code) in [
        ("-1.5", Code::ClaimsRange),
        ("-1e9", Code::ClaimsRange),
        ("1.5e12", Code::ClaimsRange),
        ("15000000000000000000000", Code::ClaimsType),
        ("1.5e99999999999999999999", Code::ClaimsType),
    ] {
        let payload = claims().to_string().replace("1500000000", exp);
        let error = verify(&Jws::signed(HEADER, payload, &TestKey::vendor()).compact()).unwrap_err();
        assert_eq!(error.code(), code, "{exp}");
    }
}

#[test]
fn numbers_are_read_by_their_value() {
    let granted = |seats: &str| {
        let payload = claims().to_string().replace(r#""seats":25"#, &format!(r#""seats":{seats}"#));
        let license = verify(&Jws::signed(HEADER, payload, &TestKey::vendor()).compact());
        license.map(|license| license.entitlements[0].quantity.unwrap().limit())
    };
    for (seats, limit) in [
        ("19.0", Some(19)),
        ("1.9e1", Some(19)),
        ("190E-1", Some(19)),
        ("-0", Some(0)),
        ("0e0", Some(0)),
        ("9007199254740991.0", Some(9_007_199_254_740_991)),
        // What the mapping names as no limit, it names by its value.
        ("-1.0", None),
        ("-10e-1", None),
    ] {
        assert_eq!(granted(seats).unwrap(), limit, "{seats}");
    }
    for seats in ["19.5", "1e-1", "9007199254740992.0", "1e400", "19.0000000000000000001"] {
        assert_eq!(granted(seats).unwrap_err().code(), Code::ClaimsType, "{seats}");
    }
}

#[test]
fn an_end_from_elsewhere_holds_beside_the_tokens_own() {
    let mapping = with(mapping(), "/exp", json!({ "claim": "/paid_until" }));
    let ends = |paid_until: i64| {
        let license = verify_mapped(&mapping, &with(claims(), "/paid_until", paid_until.into())).unwrap();
        license.expires.map(UnixTime::as_secs)
    };
    assert_eq!(ends(1_400_000_000), Some(1_400_000_000));
    assert_eq!(ends(1_600_000_000), Some(1_500_000_000));
    let later = with(with(claims(), "/paid_until", json!(1_600_000_000)), "/exp", json!("never"));
    assert_eq!(code(verify_mapped(&mapping, &later)), "claims_type");
}

#[test]
fn a_token_without_an_identity_is_known_by_its_digest() {
    let mapping = with(mapping(), "/jti", json!({ "digest": "SHA-256" }));
    let id = |claims: &Value| verify_mapped(&mapping, claims).unwrap().id.clone();
    let nameless = without(claims(), "/jti");
    assert_eq!(id(&nameless).len(), 43);
    assert_ne!(id(&nameless), id(&with(nameless.clone(), "/seats", json!(26))));
}
