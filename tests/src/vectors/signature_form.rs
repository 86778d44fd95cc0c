//! A signature that is none: null, empty, too short, too long (CVE-2020-28042, GHSA-f7q4-pwc6-w24p).

use super::Class;
use super::claims::LICENSE;
use crate::{Jws, TestKey, general};

pub(super) fn add(class: &mut Class) {
    let honest = Jws::license(LICENSE);
    let bytes = honest.signature_bytes();
    let compact = |signature: &[u8]| honest.clone().with_signature(signature).compact();
    for (name, length) in [("empty", 0), ("1-byte", 1), ("32-bytes", 32), ("63-bytes", 63)] {
        class.add(name, "signature_malformed", "A signature is 64 bytes long.", compact(&bytes[..length]));
    }
    class.add(
        "65-bytes",
        "signature_malformed",
        "The right signature and one more byte.",
        compact(&[&bytes[..], &[0]].concat()),
    );
    class.add("128-bytes", "signature_malformed", "The right signature twice.", compact(&bytes.repeat(2)));
    class.add("64-zeros", "signature_invalid", "64 bytes of zero.", compact(&[0; 64]));
    class.add("64-times-255", "signature_invalid", "64 bytes of 255.", compact(&[0xFF; 64]));
    class.add(
        "halves-swapped",
        "signature_invalid",
        "S before R.",
        compact(&[&bytes[32..], &bytes[..32]].concat()),
    );
    class.add(
        "bytes-reversed",
        "signature_invalid",
        "R and S in the order of bytes that others use.",
        compact(&[r(&bytes), s(&bytes)].concat()),
    );
    for (name, bit) in [("first-bit", 0), ("last-bit", 511), ("middle-bit", 256)] {
        let mut altered = bytes.clone();
        altered[bit / 8] ^= 1 << (bit % 8);
        class.add(&format!("{name}-flipped"), "signature_invalid", "One bit is another.", compact(&altered));
    }
    let member = format!(r#""signature":"{}""#, honest.signature);
    let flattened = |replacement: &str| honest.flattened().replace(&member, replacement);
    for (name, replacement) in [
        ("null", r#""signature":null"#),
        ("number", r#""signature":0"#),
        ("list", r#""signature":[]"#),
        ("false", r#""signature":false"#),
        ("empty-in-json", r#""signature":"""#),
    ] {
        class.add(name, "signature_malformed", "A signature is a text.", flattened(replacement));
    }
    class.add(
        "absent",
        "signature_malformed",
        "The envelope has no signature.",
        honest.flattened().replace(&format!(",{member}"), ""),
    );
    let attacker = TestKey::attacker();
    let stranger = Jws::signed(attacker.header(), LICENSE, &attacker).with_signature([0; 63]);
    class.add(
        "63-bytes-by-an-unknown-key",
        "ok",
        "A signature by an unknown key is passed over, whatever it is.",
        general(&[&stranger, &honest]),
    );
}

fn r(signature: &[u8]) -> Vec<u8> {
    signature[..32].iter().rev().copied().collect()
}

fn s(signature: &[u8]) -> Vec<u8> {
    signature[32..].iter().rev().copied().collect()
}
