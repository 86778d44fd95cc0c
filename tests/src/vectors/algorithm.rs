//! `alg` is anything but Ed25519 (CVE-2015-2951, CVE-2016-10555).

use super::Class;
use super::claims::LICENSE;
use crate::{Jws, TestKey};
use sha2::{Digest, Sha256};

pub(super) fn add(class: &mut Class) {
    let vendor = TestKey::vendor();
    let under = |alg: &str| Jws::signed(vendor.header().replace(r#""EdDSA""#, alg), LICENSE, &vendor);
    let refused = "The algorithm is compared exactly, although the signature holds.";
    for (name, alg) in [
        ("none", r#""none""#),
        ("none-capitalised", r#""None""#),
        ("none-in-capitals", r#""NONE""#),
        ("none-in-mixed-case", r#""nOnE""#),
        ("lower-case", r#""eddsa""#),
        ("upper-case", r#""EDDSA""#),
        ("with-space", r#""EdDSA ""#),
        ("with-nul", r#""EdDSA\u0000""#),
        ("with-homoglyph", r#""ЕdDSA""#),
        ("ed25519-lower-case", r#""ed25519""#),
        ("ed25519ph", r#""Ed25519ph""#),
        ("ed448", r#""Ed448""#),
        ("es256", r#""ES256""#),
        ("rs256", r#""RS256""#),
        ("empty", r#""""#),
        ("null", "null"),
        ("number", "-8"),
        ("list", r#"["EdDSA"]"#),
    ] {
        class.add(name, "header_alg", refused, under(alg).compact());
    }
    class.add(
        "eddsa-by-escapes",
        "ok",
        "A value is compared after unescaping.",
        under(r#""\u0045dDSA""#).compact(),
    );
    class.add("ed25519", "ok", "RFC 9864's name of the same algorithm.", under(r#""Ed25519""#).compact());
    class.add(
        "none-without-signature",
        "header_alg",
        "No algorithm and no signature.",
        Jws { signature: String::new(), ..under(r#""none""#) }.compact(),
    );
    let confused = under(r#""HS256""#);
    let tag = hmac_sha256(&vendor.public(), confused.message().as_bytes());
    class.add(
        "hs256-by-public-key",
        "header_alg",
        "A symmetric tag whose secret is the public key.",
        confused.with_signature(tag).compact(),
    );
}

/// HMAC with SHA-256 (RFC 2104) for a key of at most 64 bytes.
fn hmac_sha256(key: &[u8], message: &[u8]) -> Vec<u8> {
    let pad = |byte: u8| -> Vec<u8> { (0..64).map(|at| key.get(at).unwrap_or(&0) ^ byte).collect() };
    let inner = Sha256::new().chain_update(pad(0x36)).chain_update(message).finalize();
    Sha256::new().chain_update(pad(0x5C)).chain_update(inner).finalize().to_vec()
}
