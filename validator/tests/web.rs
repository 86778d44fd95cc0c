//! The bindings where they run: in Node.js and in browsers.
#![cfg(all(feature = "js", target_family = "wasm"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use countersign::js::{License, Refusal, TrustedKeys, verify};
use countersign_reader::base64;
use serde_json::{Value, json};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

const KEYS: &[u8] = include_bytes!("../../tests/fixtures/known-answers/keys.json");
const ARMORED: &[u8] = include_bytes!("../../tests/fixtures/known-answers/testlizenz.lic");
const COMPACT: &[u8] = include_bytes!("../../tests/fixtures/known-answers/testlizenz.jwt");
const LIMITS: &str = include_str!("../../tests/fixtures/known-answers/limits.json");

/// The question of the known answers, as the loader puts it.
const QUESTION: &str = r#"{"now":1740500000,"product":"ucware","productVersion":"6.2",
    "usage":{"users":30,"client_bundle":7,"attendant":5}}"#;

fn ask(document: &[u8], question: &str) -> Result<License, Refusal> {
    verify(document, &TrustedKeys::new(KEYS)?, question)
}

/// What a caller in JavaScript catches.
fn thrown<T>(outcome: Result<T, Refusal>) -> Value {
    let Err(refusal) = outcome else { panic!("nothing was thrown") };
    serde_json::from_str(&JsValue::from(refusal).as_string().unwrap()).unwrap()
}

fn code<T>(outcome: Result<T, Refusal>) -> String {
    thrown(outcome)["code"].as_str().unwrap().to_owned()
}

/// The compact document with one letter of a part changed: of the header, the payload or the signature.
fn altered(part: usize) -> String {
    let mut parts: Vec<String> =
        str::from_utf8(COMPACT).unwrap().trim().split('.').map(str::to_owned).collect();
    let letter = if parts[part].starts_with('A') { "B" } else { "A" };
    parts[part].replace_range(..1, letter);
    parts.join(".")
}

/// Here sixteen symbols are decoded at once.
#[wasm_bindgen_test]
fn every_byte_at_every_place_of_a_long_text_is_decoded_or_refused() {
    let bytes: Vec<u8> = (0..=255).collect();
    for (encode, decode, symbols) in [
        (base64::encode_url as fn(&[u8]) -> _, base64::decode_url as fn(&[u8]) -> _, b"-_"),
        (base64::encode_standard, base64::decode_standard, b"+/"),
    ] {
        assert_eq!(decode(encode(&bytes).as_bytes()).unwrap(), bytes);
        // As many bytes as need no padding.
        let text = encode(&bytes[..48]);
        for place in 0..text.len() {
            // Padding is another matter.
            for byte in (0..=255).filter(|&byte| byte != b'=') {
                let mut changed = text.clone().into_bytes();
                changed[place] = byte;
                match decode(&changed) {
                    Ok(decoded) => assert_eq!(encode(&decoded).as_bytes(), changed),
                    Err(fault) => {
                        assert_eq!(fault, base64::Fault::Symbol(byte));
                        assert!(
                            !byte.is_ascii_alphanumeric() && !symbols.contains(&byte),
                            "{byte} at {place}"
                        );
                    }
                }
            }
        }
    }
}

#[wasm_bindgen_test]
fn a_known_answer() {
    for document in [ARMORED, COMPACT] {
        let license = ask(document, QUESTION).unwrap();
        let judgement = license.judgement().unwrap();
        let report: Value = serde_json::from_str(&judgement.report_json()).unwrap();
        assert_eq!(report["documents"][0]["status"], "active");
        assert_eq!(report["limits"], serde_json::from_str::<Value>(LIMITS).unwrap());
        let facts: Value = serde_json::from_str(&license.facts_json()).unwrap();
        assert_eq!(facts["id"], "UCW-2025-0001");
        assert!(judgement.has("users") && !judgement.has("rooms"));
        assert!(license.has("users") && !license.has("rooms"));
        assert_eq!(license.limit_json("users"), judgement.limit_json("users"));
    }
}

#[wasm_bindgen_test]
fn what_is_thrown_has_a_code_and_both_sides() {
    let error = thrown(verify(ARMORED, &TrustedKeys::new(br#"{"keys":[]}"#).unwrap(), QUESTION));
    assert_eq!(error["code"], "key_unknown");
    assert_eq!(error["found"], "1IG2tMH7J2wbJZnOf8LJzQitKf7LMvoAElsuDMVM54Y");
    assert!(error["message"].as_str().unwrap().starts_with("No trusted key signed this file"));
}

#[wasm_bindgen_test]
fn an_option_that_is_not_known_or_not_understood() {
    let error = thrown(ask(ARMORED, r#"{"now":1740500000,"prodcut":"ucware"}"#));
    assert_eq!((&error["code"], &error["found"]), (&json!("usage_invalid"), &json!("prodcut")));
    for (question, expected) in [
        ("", "usage_invalid"),
        ("{}", "usage_invalid"),
        (r#"{"now":null}"#, "usage_invalid"),
        (r#"{"now":1740500000.5}"#, "usage_invalid"),
        (r#"{"now":0,"usage":{"users":-1}}"#, "usage_invalid"),
        (r#"{"now":0,"productVersion":"six"}"#, "version_invalid"),
        (r#"{"now":0,"host":"CS1-00000"}"#, "lock_code_invalid"),
    ] {
        assert_eq!(code(ask(ARMORED, question)), expected, "{question}");
    }
}

#[wasm_bindgen_test]
fn after_any_error_the_same_instance_verifies() {
    let hostile: [(Vec<u8>, &str); 10] = [
        (Vec::new(), "size_empty"),
        (vec![b'A'; (32 << 20) + 1], "size_too_large"),
        (vec![0; 100], "armor_missing"),
        (b"-----BEGIN SIGNED LICENSE-----".to_vec(), "armor_end_missing"),
        (b"{".to_vec(), "json_syntax"),
        (br#"{"a":"#.repeat(100_000), "json_depth"),
        (b"eyJ.eyJ.eyJ".to_vec(), "encoding_trailing_bits"),
        (altered(0).into_bytes(), "json_syntax"),
        (altered(1).into_bytes(), "signature_invalid"),
        (altered(2).into_bytes(), "signature_invalid"),
    ];
    let keys = TrustedKeys::new(KEYS).unwrap();
    for (document, expected) in hostile {
        for _ in 0..3 {
            assert_eq!(code(verify(&document, &keys, QUESTION)), expected);
        }
        verify(ARMORED, &keys, QUESTION).unwrap();
    }
}

#[wasm_bindgen_test]
fn after_refused_keys_the_same_instance_verifies() {
    let mut keys = TrustedKeys::new(KEYS).unwrap();
    for (source, expected) in [
        (&b""[..], "size_empty"),
        (br#"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"AAAA"}]}"#, "key_invalid"),
        (b"0100000000000000000000000000000000000000000000000000000000000000", "key_weak"),
    ] {
        assert_eq!(code(TrustedKeys::new(source)), expected);
        assert_eq!(code(keys.add(source)), expected);
        verify(ARMORED, &keys, QUESTION).unwrap();
    }
}

#[cfg(feature = "js-state")]
#[wasm_bindgen_test]
fn user_names_are_folded_by_javascript() {
    let mut state = countersign::js::State::new(&TrustedKeys::new(KEYS).unwrap(), 1.0).unwrap();
    state.add_person("J\u{fc}rgen", "", "", 1_740_500_000.0).unwrap();
    for name in ["J\u{dc}RGEN", "ju\u{308}rgen", "\u{ff2a}\u{fc}rgen"] {
        assert_eq!(code(state.add_person(name, "", "", 1_740_500_000.0)), "person_duplicate", "{name}");
    }
    assert_eq!(state.people_count(), 1);
}
