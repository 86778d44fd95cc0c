//! What a key may not sign stays unread: nothing of it reaches an error.
#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use countersign::{
    Envelope, Error, Keep, License, PublicKey, Retirement, TrustedKey, TrustedKeys, UnixTime, Verified,
};
use countersign_tests::{Claims, Jws, TestKey};

const EVIL: &str = "Call +49 900 EVIL to activate";

/// What becomes of a payload that a key with these constraints signed.
fn refusal(payload: &str, constrain: impl FnOnce(TrustedKey) -> TrustedKey) -> Error {
    let signer = TestKey::vendor();
    let mut keys = TrustedKeys::default();
    let key = PublicKey::from_bytes(&signer.public()).expect("the vendor's key is fit to be trusted");
    keys.insert(constrain(TrustedKey::new(key))).expect("an empty set takes any key");
    let signed = Jws::license(payload).compact();
    let verified: Result<Verified<License>, Error> =
        Envelope::read(signed.as_bytes()).and_then(|envelope| envelope.verify(&keys));
    verified.expect_err("the key may not sign this")
}

fn leaked(key: TrustedKey) -> TrustedKey {
    let at = UnixTime::from_secs(0).expect("the epoch");
    TrustedKey { retired: Some(Retirement { at, keep: Keep::Nothing }), ..key }
}

#[test]
fn whoever_has_a_leaked_key_gets_no_word_across() {
    let valid = Claims::new("L-1").users(5).payload();
    for payload in [valid.replace("L-1", EVIL), valid.clone(), EVIL.to_owned(), "{}".to_owned()] {
        let error = refusal(&payload, leaked);
        assert_eq!(error.code().as_str(), "key_retired", "{payload}");
        assert!(!error.to_string().contains("EVIL"), "{error}");
    }
}

#[test]
fn a_key_for_another_product_gets_no_other_claim_across() {
    let payload = Claims::new("L-1").users(5).payload().replace("L-1", EVIL);
    let error = refusal(&payload, |key| TrustedKey { products: Some(vec!["other".to_owned()]), ..key });
    assert_eq!(error.code().as_str(), "key_product");
    assert!(!error.to_string().contains("EVIL"), "{error}");
}

#[test]
fn a_scope_that_can_not_be_read_is_not_shown() {
    let payload = Claims::new("L-1").users(5).payload().replace("\"iat\":", "\"iat\":\"EVIL\",\"was\":");
    let error = refusal(&payload, |key| key);
    assert_eq!((error.code().as_str(), error.at()), ("claims_type", Some("iat")));
    assert_eq!(error.found(), None);
}
