//! A signer that takes the public key apart from its secret gives the secret away (RUSTSEC-2022-0093). What
//! it signs must not verify under either key.

use super::Class;
use super::claims::LICENSE;
use crate::{Jws, TestKey};
use curve25519_dalek::{EdwardsPoint, Scalar};
use sha2::{Digest, Sha512};

pub(super) fn add(class: &mut Class) {
    let (vendor, second) = (TestKey::vendor(), TestKey::second());
    // What ed25519-dalek 1 does when it is given one pair's secret and another's public key.
    let sign = |header: String, stated: &TestKey| {
        let jws = Jws::signed(header, LICENSE, &vendor);
        let nonce = Scalar::from_bytes_mod_order([5; 32]);
        let r = EdwardsPoint::mul_base(&nonce).compress().to_bytes();
        let digest = Sha512::digest([&r[..], &stated.public(), jws.message().as_bytes()].concat());
        let s = nonce + Scalar::from_bytes_mod_order_wide(&digest.into()) * vendor.scalar();
        jws.with_signature([r, s.to_bytes()].concat()).compact()
    };
    for (name, expect, comment, text) in [
        ("own", "ok", "The signer's own public key.", sign(vendor.header(), &vendor)),
        (
            "another-key-signed-in",
            "signature_invalid",
            "Another public key went into the signature than the one that is named.",
            sign(vendor.header(), &second),
        ),
        (
            "another-key-named",
            "signature_invalid",
            "Named is the public key that went into the signature, but the secret is not its own.",
            sign(second.header(), &second),
        ),
    ] {
        class.add(name, expect, comment, text).keys = "two-of-the-vendor".into();
    }
}
