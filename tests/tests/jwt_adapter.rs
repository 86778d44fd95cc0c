//! Licences that an application signed as JWTs of its own, through a mapping.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use countersign::jwt::{JwtAdapter, JwtKeys, JwtMapping};
use countersign::{Code, Envelope, Error, File, License, Question, TrustedKeys, UnixTime, Verified, judge};
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
        ("https://vendor.example", "orange-uce", "site-1", "old-1")
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
    let old = || verify_claims(&with(claims(), "/fax", json!(true)));
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

#[test]
fn nothing_happens_without_a_key_or_without_the_adapter() {
    let mapping = JwtMapping::parse(mapping().to_string().as_bytes()).unwrap();
    let none = JwtAdapter::new(mapping, JwtKeys::default());
    assert_eq!(code(none.verify(token(&claims()).as_bytes())), "key_unknown");
    // A token is no licence file, though the same key is trusted for those.
    let keys = TrustedKeys::parse(TestKey::vendor().jwk("").as_bytes()).unwrap();
    let read = |token: &str| Envelope::read(token.as_bytes())?.verify::<License>(&keys);
    assert_eq!(code(read(&token(&claims()))), "header_typ");
    // A licence file is no token, though the same key is registered for those.
    let file = Jws::license(Claims::new("L-1").users(1).payload());
    assert!(read(&file.compact()).is_ok());
    for (text, expected) in [
        (file.compact(), "header_typ_mismatch"),
        (file.flattened(), "encoding_segments"),
        (file.armored(), "encoding_segments"),
    ] {
        assert_eq!(code(verify(&text)), expected);
    }
}

#[test]
fn the_header_says_nothing_but_what_is_known() {
    let kid = TestKey::vendor().kid();
    for (header, expected) in [
        (r#"{"alg":"none","typ":"JWT"}"#, "header_alg"),
        (r#"{"alg":"HS256","typ":"JWT"}"#, "header_alg"),
        (r#"{"alg":"eddsa","typ":"JWT"}"#, "header_alg"),
        (r#"{"alg":"Ed448","typ":"JWT"}"#, "header_alg"),
        (r#"{"alg":null,"typ":"JWT"}"#, "header_alg"),
        (r#"{"typ":"JWT"}"#, "header_missing"),
        (r#"{"alg":"EdDSA"}"#, "header_missing"),
        (r#"{"alg":"EdDSA","typ":"jwt"}"#, "header_typ_mismatch"),
        (r#"{"alg":"EdDSA","typ":"license+jwt"}"#, "header_typ_mismatch"),
        (r#"{"alg":"EdDSA","typ":5}"#, "header_typ"),
        (r#"{"alg":"EdDSA","typ":"JWT","kid":5}"#, "header_kid"),
        (r#"{"alg":"EdDSA","typ":"JWT","crit":["exp"]}"#, "header_field"),
        (r#"{"alg":"EdDSA","typ":"JWT","b64":false}"#, "header_field"),
        (r#"{"alg":"EdDSA","typ":"JWT","jwk":{}}"#, "header_field"),
        (r#"{"alg":"EdDSA","typ":"JWT","jku":"https://a.example"}"#, "header_field"),
        (r#"{"alg":"EdDSA","typ":"JWT","x5u":"https://a.example"}"#, "header_field"),
        (r#"{"alg":"EdDSA","typ":"JWT","x5c":[]}"#, "header_field"),
        (r#"{"alg":"EdDSA","typ":"JWT","zip":"DEF"}"#, "header_field"),
        (r#"{"alg":"EdDSA","typ":"JWT","alg":"EdDSA"}"#, "json_duplicate_key"),
        (r#"["alg"]"#, "json_root"),
    ] {
        let token = Jws::signed(header, claims().to_string(), &TestKey::vendor());
        assert_eq!(code(verify(&token.compact())), expected, "{header}");
    }
    for header in [
        HEADER.to_owned(),
        r#"{"typ":"JWT","alg":"Ed25519"}"#.to_owned(),
        format!(r#"{{"alg":"EdDSA","typ":"JWT","kid":"{kid}"}}"#),
    ] {
        let token = Jws::signed(&header, claims().to_string(), &TestKey::vendor());
        verify(&format!("\n{}\r\n", token.compact())).expect(&header);
    }
}

#[test]
fn a_mapping_may_want_no_type() {
    let adapter = adapter_of(&with(mapping(), "/typ", Value::Null), &TestKey::vendor().jwk(""));
    let signed = |header: &str| Jws::signed(header, claims().to_string(), &TestKey::vendor()).compact();
    adapter.verify(signed(r#"{"alg":"EdDSA"}"#).as_bytes()).unwrap();
    assert_eq!(code(adapter.verify(signed(HEADER).as_bytes())), "header_typ_mismatch");
}

#[test]
fn the_structure_is_strict() {
    let good = token(&claims());
    let [header, payload, signature] = good.split('.').collect::<Vec<_>>()[..] else { unreachable!() };
    for (text, expected) in [
        (String::new(), "size_empty"),
        (format!("{header}.{payload}"), "encoding_segments"),
        (format!("{good}.x"), "encoding_segments"),
        (format!("{header}.{payload}."), "signature_malformed"),
        (format!("{header}.{payload}.{}", &signature[..84]), "signature_malformed"),
        (format!("{header}.{payload}.{signature}="), "encoding_padding"),
        (format!("{header}=.{payload}.{signature}"), "encoding_padding"),
        (format!("{header}.{}\n{}.{signature}", &payload[..8], &payload[8..]), "encoding_base64"),
    ] {
        assert_eq!(code(verify(&text)), expected, "{text}");
    }
    let small = adapter().with_max_size(good.len() - 1);
    assert_eq!(code(small.verify(good.as_bytes())), "size_too_large");
}

/// An attacker has the honest user's token, and a key of their own.
#[test]
fn no_text_of_an_attacker_gets_into_an_error() {
    let honest = Jws::signed(HEADER, claims().to_string(), &TestKey::vendor());
    assert!(verify(&honest.compact()).is_ok());
    let greedy = with(claims(), "/seats", json!("ATTACKER")).to_string();
    let attacker = TestKey::attacker();
    let forged = Jws::signed(HEADER, &greedy, &attacker);
    let swapped = Jws { payload: forged.payload.clone(), ..honest };
    let broken = Jws::signed(HEADER, "{\"ATTACKER\":", &attacker);
    for (what, jws) in [("signed by another", forged), ("payload exchanged", swapped), ("no JSON", broken)] {
        let error = verify(&jws.compact()).unwrap_err();
        assert_eq!(error.code(), Code::SignatureInvalid, "{what}");
        assert!(!error.to_string().contains("ATTACKER"), "{what}: {error}");
    }
    // By the registered key, but for another application: it is nobody's business what that says.
    for pointer in ["/iss", "/aud"] {
        let other = with(claims(), pointer, json!("ATTACKER"));
        let error = verify_claims(&other).unwrap_err();
        assert!(!error.to_string().contains("ATTACKER"), "{error}");
    }
}

#[test]
fn a_kid_selects_and_gives_no_trust() {
    let (old, new) = (TestKey::vendor(), TestKey::second());
    let set = |first: &str, second: &str| format!(r#"{{"keys":[{},{}]}}"#, old.jwk(first), new.jwk(second));
    let named = set(r#","kid":"2019""#, r#","kid":"2024""#);
    let signed = |kid: &str, key: &TestKey| {
        let header = format!(r#"{{"alg":"EdDSA","typ":"JWT"{kid}}}"#);
        Jws::signed(header, claims().to_string(), key).compact()
    };
    let verify = |keys: &str, token: &str| {
        adapter_of(&mapping(), keys).verify(token.as_bytes()).map(|license| license.signers()[0].to_string())
    };
    assert_eq!(verify(&named, &signed(r#","kid":"2019""#, &old)).unwrap(), old.kid());
    assert_eq!(verify(&named, &signed(r#","kid":"2024""#, &new)).unwrap(), new.kid());
    assert_eq!(verify(&named, &signed("", &new)).unwrap(), new.kid());
    assert_eq!(code(verify(&named, &signed(r#","kid":"2019""#, &new))), "signature_invalid");
    assert_eq!(code(verify(&named, &signed(r#","kid":"2020""#, &new))), "key_unknown");
    assert_eq!(code(verify(&named, &signed(&format!(r#","kid":"{}""#, new.kid()), &new))), "key_unknown");
    assert_eq!(code(verify(&named, &signed(r#","kid":"2019""#, &TestKey::attacker()))), "signature_invalid");
    // A key that the set does not name is tried for every token.
    let one_named = set(r#","kid":"2019""#, "");
    assert_eq!(verify(&one_named, &signed(r#","kid":"2024""#, &new)).unwrap(), new.kid());
    assert_eq!(code(verify(&one_named, &signed(r#","kid":"2024""#, &old))), "signature_invalid");
    let twice = set(r#","kid":"k""#, r#","kid":"k""#);
    assert_eq!(code(JwtKeys::parse(twice.as_bytes())), "key_invalid");
}

#[test]
fn the_constraints_of_a_key_set_hold() {
    let verify = |members: &str| {
        let keys = TestKey::vendor().jwk(members);
        adapter_of(&mapping(), &keys).verify(token(&claims()).as_bytes())
    };
    for (members, expected) in [
        (r#","issuer":"licences.example""#, "key_issuer"),
        (r#","products":["studio"]"#, "key_product"),
        (r#","uses":["revocation-list+jwt"]"#, "key_use"),
        (r#","exp":1000000000"#, "key_period"),
        (r#","retired":{"at":1}"#, "key_retired"),
        (r#","retired":{"at":1000000000,"keep":"before"}"#, "key_retired"),
    ] {
        assert_eq!(code(verify(members)), expected, "{members}");
    }
    for members in [
        r#","issuer":"https://vendor.example","products":["orange-uce"],"uses":["license+jwt"]"#,
        r#","exp":1000000001,"retired":{"at":1000000001,"keep":"before"}"#,
    ] {
        verify(members).expect(members);
    }
    assert_eq!(code(JwtKeys::parse(TestKey::vendor().jwk(r#","d":"AA""#).as_bytes())), "key_private");
}

#[test]
fn issuer_and_audience_are_those_of_the_mapping() {
    for (claims, expected) in [
        (with(claims(), "/iss", json!("Licences.example")), "key_issuer"),
        (with(claims(), "/iss", json!(["licences.example"])), "key_issuer"),
        (without(claims(), "/iss"), "key_issuer"),
        (with(claims(), "/aud", json!("portal")), "key_product"),
        (with(claims(), "/aud", json!(["portal"])), "key_product"),
        (with(claims(), "/aud", json!([])), "key_product"),
        (with(claims(), "/aud", json!(["studio", 1])), "key_product"),
        (without(claims(), "/aud"), "key_product"),
    ] {
        assert_eq!(code(verify_claims(&claims)), expected, "{claims}");
    }
    verify_claims(&with(claims(), "/aud", json!("studio"))).unwrap();
    let neither = with(with(mapping(), "/iss", Value::Null), "/aud", Value::Null);
    verify_mapped(&neither, &without(without(claims(), "/iss"), "/aud")).unwrap();
    assert_eq!(code(verify_mapped(&neither, &without(claims(), "/iss"))), "key_product");
    assert_eq!(code(verify_mapped(&neither, &without(claims(), "/aud"))), "key_issuer");
}

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
        (with(claims(), "/seats", json!(1e3)), "claims_type", "lic.entitlements[0].quantity, from /seats"),
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
    for exp in ["1500000000.0", "1500000000.000"] {
        let payload = claims().to_string().replace("1500000000", exp);
        let license = verify(&Jws::signed(HEADER, payload, &TestKey::vendor()).compact()).unwrap();
        assert_eq!(license.expires, Some(at(1_500_000_000)));
    }
    for exp in ["1.5e9", "-1.5", "15000000000000000000000", "-0"] {
        let payload = claims().to_string().replace("1500000000", exp);
        let error = verify(&Jws::signed(HEADER, payload, &TestKey::vendor()).compact()).unwrap_err();
        assert_eq!(error.code(), Code::ClaimsType, "{exp}");
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
