//! Who signed a token, and whether that is to be believed.

use crate::{
    HEADER, adapter, adapter_of, claims, code, mapping, token, verify, verify_claims, verify_mapped, with,
    without,
};
use countersign::jwt::{JwtAdapter, JwtKeys, JwtMapping};
use countersign::{Code, Envelope, License, TrustedKeys};
use countersign_tests::{Claims, Jws, TestKey};
use serde_json::{Value, json};

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

/// As identity servers publish them: with keys of all kinds in one set.
#[test]
fn keys_of_other_kinds_are_passed_over() {
    let (own, others) = (
        TestKey::vendor().jwk(r#","kid":"2024""#),
        [
            r#"{"kty":"RSA","n":"AAAA","e":"AQAB","kid":"rsa"}"#,
            r#"{"kty":"EC","crv":"P-256","x":"AA","y":"AA","kid":"2024"}"#,
            r#"{"kty":"OKP","crv":"X25519","x":"AAAA"}"#,
            r#"{"kty":"oct"}"#,
            r#"{"kty":"AKP","alg":"ML-DSA-44","pub":"AA"}"#,
        ],
    );
    let set = |keys: &[&str]| format!(r#"{{"keys":[{}]}}"#, keys.join(","));
    for other in others {
        for keys in [set(&[other, &own]), set(&[&own, other])] {
            adapter_of(&mapping(), &keys).verify(token(&claims()).as_bytes()).expect(other);
        }
        let native = set(&[&TestKey::vendor().jwk(""), other]);
        assert_eq!(code(TrustedKeys::parse(native.as_bytes())), "key_invalid");
        // Alone such a key is no set, but a mistake.
        assert_eq!(code(JwtKeys::parse(other.as_bytes())), "key_invalid", "{other}");
    }
    let only_others = adapter_of(&mapping(), &set(&others)).verify(token(&claims()).as_bytes());
    assert_eq!(code(only_others), "key_unknown");
    for (bad, expected) in [
        (r#"{"kty":"RSA","n":"AAAA","e":"AQAB","d":"AAAA"}"#, "key_private"),
        (r#"{"kty":"OKP","crv":"Ed25519","x":"AAAA"}"#, "key_invalid"),
        (r#"{"kty":"OKP"}"#, "key_invalid"),
        (r#"{"n":"AAAA"}"#, "key_invalid"),
        ("5", "key_invalid"),
    ] {
        assert_eq!(code(JwtKeys::parse(set(&[&own, bad]).as_bytes())), expected, "{bad}");
    }
    let marked = [b"\xEF\xBB\xBF", set(&[others[0], &own]).as_bytes()].concat();
    assert!(!JwtKeys::parse(&marked).unwrap().is_empty());
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
