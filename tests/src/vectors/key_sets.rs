//! The key sets that the vectors trust.

use super::claims::{END, ISSUED, LICENSE};
use crate::{Jws, TestKey};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use curve25519_dalek::constants::EIGHT_TORSION;
use curve25519_dalek::{EdwardsPoint, edwards::CompressedEdwardsY};
use sha2::{Digest, Sha256};

/// A torsion point of order 8.
pub(super) const TORSION: EdwardsPoint = EIGHT_TORSION[1];

/// Every key set by its name.
pub(super) fn all() -> Vec<(&'static str, String)> {
    let (vendor, second) = (TestKey::vendor(), TestKey::second());
    let with = |members: &str| set(&[vendor.jwk(members)]);
    let payload = URL_SAFE_NO_PAD.encode(Sha256::digest(LICENSE));
    let other = URL_SAFE_NO_PAD.encode([7; 32]);
    vec![
        ("vendor", with("")),
        ("two-of-the-vendor", set(&[vendor.jwk(""), second.jwk("")])),
        ("second-alone", set(&[second.jwk("")])),
        ("second-for-another-product", set(&[vendor.jwk(""), second.jwk(r#","products":["orange-uce"]"#)])),
        ("empty", set(&[])),
        ("no-bytes", String::new()),
        ("null", r#"{"keys":null}"#.to_owned()),
        ("no-list", "{}".to_owned()),
        ("license-in-place-of-keys", Jws::license(LICENSE).flattened()),
        ("with-private-half", with(&format!(r#","d":"{}""#, URL_SAFE_NO_PAD.encode([3; 32])))),
        ("with-wrong-kid", with(&format!(r#","kid":"{}""#, second.kid()))),
        ("with-right-kid", with(&format!(r#","kid":"{}""#, vendor.kid()))),
        ("with-unknown-members", with(r#","alg":"EdDSA","use":"sig","comment":null"#)),
        ("with-a-bad-key", set(&[vendor.jwk(""), second.jwk("").replace("Ed25519", "X25519")])),
        ("twice", set(&[vendor.jwk(""), vendor.jwk("")])),
        ("twice-differently", set(&[vendor.jwk(""), vendor.jwk(r#","products":["orange-uce"]"#)])),
        ("identity", point(&identity())),
        ("small-order", point(&TORSION.compress())),
        ("mixed-order", point(&(vendor_point() + TORSION).compress())),
        ("non-canonical", point(&non_canonical())),
        ("not-on-the-curve", point(&CompressedEdwardsY([2; 32]))),
        ("for-its-issuer", with(r#","issuer":"https://vendor.example""#)),
        ("for-another-issuer", with(r#","issuer":"https://vendor.example/""#)),
        (
            "issuer-of-another-key",
            set(&[vendor.jwk(""), second.jwk(r#","issuer":"https://vendor.example""#)]),
        ),
        ("for-its-product", with(r#","products":["orange-uce","ucware"]"#)),
        ("for-another-product", with(r#","products":["UCware"]"#)),
        ("for-licenses", with(r#","uses":["license+jwt"]"#)),
        ("for-revocation-lists", with(r#","uses":["revocation-list+jwt"]"#)),
        ("for-trust-updates", with(r#","uses":["trust+jwt"]"#)),
        ("from-its-issue", with(&format!(r#","nbf":{ISSUED}"#))),
        ("from-after-its-issue", with(&format!(r#","nbf":{}"#, ISSUED + 1))),
        ("until-after-its-issue", with(&format!(r#","exp":{}"#, ISSUED + 1))),
        ("until-its-issue", with(&format!(r#","exp":{ISSUED}"#))),
        ("leaked", with(&format!(r#","retired":{{"at":{END},"keep":"none"}}"#))),
        ("leaked-by-default", with(&format!(r#","retired":{{"at":{END}}}"#))),
        ("laid-aside-after", with(&format!(r#","retired":{{"at":{},"keep":"before"}}"#, ISSUED + 1))),
        ("laid-aside-at-issue", with(&format!(r#","retired":{{"at":{ISSUED},"keep":"before"}}"#))),
        ("keeps-its-payload", with(&format!(r#","retired":{{"at":0,"keep":["{other}","{payload}"]}}"#))),
        ("keeps-another-payload", with(&format!(r#","retired":{{"at":{END},"keep":["{other}"]}}"#))),
    ]
}

/// The vendor's public key as a point.
pub(super) fn vendor_point() -> EdwardsPoint {
    CompressedEdwardsY(TestKey::vendor().public()).decompress().expect("a public key is a point")
}

/// The neutral element, y = 1.
pub(super) fn identity() -> CompressedEdwardsY {
    EIGHT_TORSION[0].compress()
}

/// The point y = 3 in its second encoding, y = 3 + p.
fn non_canonical() -> CompressedEdwardsY {
    let mut bytes = [0xFF; 32];
    bytes[0] = 0xED + 3;
    bytes[31] = 0x7F;
    CompressedEdwardsY(bytes)
}

fn set(keys: &[String]) -> String {
    format!("{{\"keys\":[{}]}}\n", keys.join(","))
}

fn point(encoding: &CompressedEdwardsY) -> String {
    let x = URL_SAFE_NO_PAD.encode(encoding.as_bytes());
    set(&[format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{x}"}}"#)])
}
