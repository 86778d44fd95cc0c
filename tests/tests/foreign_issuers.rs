//! Whom the licences of other makers speak for: never for an issuer of licence files, unless the embedder says so.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use countersign::jwt::{JwtAdapter, JwtKeys, JwtMapping};
use countersign::keygen::{KeygenAdapter, KeygenKeys, KeygenScope};
use countersign::{Code, File, License, Question, Result, TrustedKeys, Verified, Verifier, judge};
use countersign_tests::judging::{at, quantity, statuses};
use countersign_tests::{Claims, Jws, TestKey, armored};
use serde_json::{Value, json};

const NOW: i64 = 1_704_067_201;
/// The issuer, product and account of [`Claims`].
const VENDOR: &str = "https://vendor.example";
const PRODUCT: &str = "orange-uce";
const ACCOUNT: &str = "site-1";

/// The maker's key, which is trusted for no licence file.
fn maker() -> TestKey {
    TestKey::second()
}

/// A licence of another maker for 1,000 users, whose account at the maker, or token's issuer, is this: the same
/// licence as `L-1` of the vendor's, and newer.
#[derive(Clone, Copy, Debug)]
enum Form {
    KeygenFile,
    KeygenKey,
    Token,
}

const FORMS: [Form; 3] = [Form::KeygenFile, Form::KeygenKey, Form::Token];

fn contents(form: Form, issuer: &str) -> Value {
    match form {
        Form::KeygenFile => json!({
            "data": {
                "id": "L-1", "type": "licenses",
                "attributes": { "name": "Team", "expiry": null, "suspended": false, "maxUsers": 1_000 },
                "relationships": {
                    "account": { "data": { "type": "accounts", "id": issuer } },
                    "product": { "data": { "type": "products", "id": PRODUCT } },
                    "owner": { "data": { "type": "users", "id": ACCOUNT } },
                },
            },
            "meta": { "issued": "2024-01-01T00:00:00Z", "expiry": null },
        }),
        Form::KeygenKey => json!({
            "account": { "id": issuer }, "product": { "id": PRODUCT }, "user": { "id": ACCOUNT },
            "license": { "id": "L-1", "created": "2024-01-01T00:00:00Z", "expiry": null },
        }),
        Form::Token => json!({
            "iss": issuer, "aud": "shop", "jti": "L-1", "iat": NOW - 1, "sub": ACCOUNT, "seats": 1_000, "rev": 9,
        }),
    }
}

fn signed(form: Form, contents: &Value, key: &TestKey) -> String {
    let text = contents.to_string();
    match form {
        Form::KeygenFile => {
            let enc = STANDARD.encode(text);
            let sig = STANDARD.encode(key.sign(format!("license/{enc}").as_bytes()));
            armored("LICENSE FILE", json!({ "enc": enc, "sig": sig, "alg": "base64+ed25519" }).to_string())
        }
        Form::KeygenKey => {
            let message = format!("key/{}", URL_SAFE.encode(text));
            format!("{message}.{}", URL_SAFE.encode(key.sign(message.as_bytes())))
        }
        Form::Token => Jws::signed(r#"{"alg":"EdDSA","typ":"JWT"}"#, text, key).compact(),
    }
}

/// What an embedder registers: a key set, and whose the licences are where that is said in so many words.
fn read(form: Form, file: &str, keys: &str, iss: &str, native: Option<&str>) -> Result<Verified<License>> {
    if let Form::KeygenFile | Form::KeygenKey = form {
        let keys = KeygenKeys::parse(keys.as_bytes())?;
        let keys = native.map_or_else(|| keys.clone(), |native| keys.clone().with_native_issuer(native));
        let scope = KeygenScope { product: None, account: None };
        return KeygenAdapter::new(keys).with_scope(scope).verify(file.as_bytes());
    }
    let mut mapping = json!({
        "typ": "JWT", "iss": iss, "aud": "shop", "product": PRODUCT, "account": { "claim": "/sub" },
        "serial": { "claim": "/rev" }, "name": { "value": "Team" }, "holder": { "name": { "claim": "/sub" } },
        "without_exp": "perpetual",
        "entitlements": [{ "id": "users", "metric": "user", "quantity": { "claim": "/seats" } }],
    });
    if let Some(native) = native {
        mapping["native_issuer"] = native.into();
    }
    let mapping = JwtMapping::parse(mapping.to_string().as_bytes())?;
    JwtAdapter::new(mapping, JwtKeys::parse(keys.as_bytes())?).verify(file.as_bytes())
}

fn verify(form: Form, issuer: &str, native: Option<&str>) -> Result<Verified<License>> {
    read(form, &signed(form, &contents(form, issuer), &maker()), &maker().jwk(""), issuer, native)
}

fn question() -> Question {
    let mut question = Question::at(at(NOW));
    (question.issuer, question.product) = (Some(VENDOR.into()), Some(PRODUCT.into()));
    question
}

#[test]
fn an_adapters_licence_touches_no_licence_file() {
    let own = Claims::new("L-1").users(5).file();
    for form in FORMS {
        for issuer in [VENDOR, "keygen:x", "jwt:x", "x"] {
            let license = verify(form, issuer, None).unwrap();
            let name_space = if matches!(form, Form::Token) { "jwt:" } else { "keygen:" };
            assert_eq!(license.issuer, format!("{name_space}{issuer}"));
            let files = [own.clone(), File { name: "foreign".into(), outcome: Ok(license.into()) }];
            let report = judge(&files, &question()).unwrap();
            assert_eq!(statuses(&report), ["active", "wrong_account"], "{form:?} {issuer}");
            assert_eq!(quantity(&report, "users").granted.limit(), Some(5));
            // Nor are both one account where none is named.
            let unnamed = judge(&files, &Question::at(at(NOW))).unwrap_err();
            assert_eq!(unnamed.code(), Code::AccountAmbiguous);
        }
    }
}

#[test]
fn where_the_embedder_says_so_both_are_one_customers() {
    let own = Claims::new("L-2").users(5).file();
    for form in FORMS {
        for issuer in [VENDOR, "x"] {
            let license = verify(form, issuer, Some(VENDOR)).unwrap();
            assert_eq!(license.issuer, VENDOR);
            let files = [own.clone(), File { name: "foreign".into(), outcome: Ok(license.into()) }];
            let report = judge(&files, &Question::at(at(NOW))).unwrap();
            assert_eq!(statuses(&report), ["active", "active"], "{form:?}");
            let granted = if matches!(form, Form::KeygenKey) { 5 } else { 1_005 };
            assert_eq!(quantity(&report, "users").granted.limit(), Some(granted));
        }
    }
}

#[test]
fn a_trusted_key_signs_no_licence_file_in_the_name_of_an_adapters_issuer() {
    let forged = |issuer: &str| {
        let file = Jws::license(Claims::new("L-1").users(500).with("iss", issuer).payload()).compact();
        move |members: &str| {
            let keys = TrustedKeys::parse(TestKey::vendor().jwk(members).as_bytes()).unwrap();
            let opened = Verifier::new(keys).open([("forged.lic", file.as_bytes())]);
            let outcome = &opened.files[0].outcome;
            outcome.as_ref().map_or_else(|error| error.code().as_str(), |_| "ok")
        }
    };
    for issuer in ["keygen:vendor-1", "jwt:shop.example"] {
        assert_eq!(forged(issuer)(""), "key_issuer");
        assert_eq!(forged(issuer)(&format!(r#","issuer":"{issuer}""#)), "ok");
    }
    for issuer in ["keygen", "jwt", "https://jwt:1", "Keygen:x"] {
        assert_eq!(forged(issuer)(""), "ok", "{issuer}");
    }
}

/// Two makers' keys are registered; what is said of the one does not help the other.
#[test]
fn what_is_said_of_an_adapters_key_holds_for_it() {
    let other = TestKey::attacker();
    for form in FORMS {
        let code = |members: [&str; 2], native: Option<&str>| {
            let keys = format!(r#"{{"keys":[{},{}]}}"#, maker().jwk(members[0]), other.jwk(members[1]));
            let file = signed(form, &contents(form, "x"), &other);
            read(form, &file, &keys, "x", native).map_or_else(|error| error.code().as_str(), |_| "ok")
        };
        assert_eq!(code(["", ""], None), "ok");
        assert_eq!(code([r#","issuer":"x""#, ""], None), "key_issuer", "{form:?}");
        assert_eq!(code([r#","issuer":"x""#, r#","issuer":"y""#], None), "key_issuer");
        assert_eq!(code(["", r#","issuer":"x""#], None), "ok");
        let named = format!(r#","issuer":"{VENDOR}""#);
        assert_eq!(code(["", &named], Some(VENDOR)), "ok");
        assert_eq!(code([&named, ""], Some(VENDOR)), "key_issuer");
        for (members, expected) in [
            (r#","retired":{"at":1}"#, "key_retired"),
            (r#","retired":{"at":1704067200,"keep":"before"}"#, "key_retired"),
            (r#","retired":{"at":1704067201,"keep":"before"}"#, "ok"),
            (r#","exp":1704067200"#, "key_period"),
            (r#","products":["studio"]"#, "key_product"),
            (r#","uses":["revocation-list+jwt"]"#, "key_use"),
        ] {
            assert_eq!(code(["", members], None), expected, "{form:?} {members}");
        }
    }
}

#[test]
fn a_keygen_key_stands_for_one_issuer() {
    let read = || KeygenKeys::parse(maker().jwk("").as_bytes()).unwrap();
    let mut keys = read().with_native_issuer(VENDOR);
    keys.extend(read().with_native_issuer(VENDOR)).unwrap();
    for other in [read(), read().with_native_issuer("https://other.example")] {
        let before = keys.clone();
        assert_eq!(keys.extend(other).unwrap_err().code(), Code::KeyInvalid);
        assert_eq!(keys, before);
    }
    let limited = KeygenKeys::parse(maker().jwk(r#","products":["a"]"#).as_bytes()).unwrap();
    assert_eq!(read().extend(limited).unwrap_err().code(), Code::KeyInvalid);
}
