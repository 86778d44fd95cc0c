//! The public key is taken from the file itself.

use super::Class;
use super::claims::{LICENSE, with_members, with_terms};
use crate::{Jws, TestKey, armored};

pub(super) fn add(class: &mut Class) {
    let attacker = TestKey::attacker();
    let forged = |claims: &str| Jws::signed(attacker.header(), claims, &attacker);
    let jwk = attacker.jwk("");
    let delegate = format!(r#"{{"kid":"{}","x":"{}"}}"#, attacker.kid(), attacker.x());

    class.license("trusted-key", "ok", "The honest licence that all others are made from.", LICENSE);
    class.add(
        "untrusted-key",
        "key_unknown",
        "Properly signed, by a key that nobody trusts.",
        forged(LICENSE).compact(),
    );
    class.add(
        "kid-of-the-vendor",
        "signature_invalid",
        "Signed by an attacker's key under the vendor's key id.",
        Jws::signed(TestKey::vendor().header(), LICENSE, &attacker).compact(),
    );
    class.add(
        "key-in-the-payload",
        "key_unknown",
        "The payload brings the key set that it would verify under.",
        forged(&with_members(&format!(r#""keys":[{jwk}],"jwk":{jwk},"#))).compact(),
    );
    class.add(
        "key-as-own-delegate",
        "key_unknown",
        "The licence delegates to the key that signed it.",
        forged(&with_terms(&format!(r#""delegates":[{delegate}],"#))).compact(),
    );
    class.add(
        "key-in-the-envelope",
        "json_envelope",
        "The envelope has the key beside the signature.",
        forged(LICENSE).flattened().replacen('{', &format!(r#"{{"jwk":{jwk},"#), 1),
    );
    class.add(
        "key-after-the-license",
        "armor_repeated",
        "The file has a PEM block with the attacker's key after the licence.",
        forged(LICENSE).armored() + &armored("PUBLIC KEY", spki(&attacker)),
    );
    class.add(
        "key-in-the-text-around",
        "key_unknown",
        "The text before the block names the key to trust.",
        format!("Key: {jwk}\n{}", forged(LICENSE).armored()),
    );
    class
        .add(
            "license-as-key-set",
            "key_format",
            "The licence itself is given as the key set.",
            Jws::license(LICENSE).compact(),
        )
        .keys = "license-in-place-of-keys".into();
}

/// The public key as SubjectPublicKeyInfo (RFC 8410, section 4).
fn spki(key: &TestKey) -> Vec<u8> {
    let prefix = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00];
    [&prefix[..], &key.public()].concat()
}
