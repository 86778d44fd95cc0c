//! Signatures that hold for some verifiers and not for others: unreduced S (CVE-2024-48949), R of small or
//! mixed order or not canonically encoded, the equation with cofactor, and the variants of RFC 8032.

use super::Class;
use super::claims::LICENSE;
use super::key_sets::{TORSION, identity, vendor_point};
use crate::{Jws, TestKey};
use curve25519_dalek::{EdwardsPoint, Scalar};
use sha2::{Digest, Sha512};

/// The order of the base point's group, little-endian.
const L: [u8; 32] = [
    0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7, 0xA2, 0xDE, 0xF9, 0xDE, 0x14, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];
/// The seed of the secret number of every signature made here.
const NONCE: [u8; 32] = [9; 32];

pub(super) fn add(class: &mut Class) {
    let honest = Jws::license(LICENSE);
    let compact = |signature: Vec<u8>| honest.clone().with_signature(signature).compact();
    let message = honest.message();
    let by = |r: &[u8; 32], nonce: Scalar| sign(r, nonce, &[message.as_bytes()]);
    let nonce = Scalar::from_bytes_mod_order(NONCE);
    let r = EdwardsPoint::mul_base(&nonce);

    class.add(
        "computed-here",
        "ok",
        "Made by the same arithmetic as the others of this folder, with nothing wrong.",
        compact(by(&r.compress().to_bytes(), nonce)),
    );
    for times in [1, 2, 7, 8, 14] {
        let mut signature = honest.signature_bytes();
        (0..times).for_each(|_| add_order(&mut signature[32..]));
        class.add(
            &format!("s-plus-{times}-l"),
            "signature_invalid",
            "S is not reduced modulo L; the equation holds.",
            compact(signature),
        );
    }
    class.add(
        "r-neutral",
        "signature_invalid",
        "R is the neutral element; the equation holds, also without cofactor.",
        compact(by(identity().as_bytes(), Scalar::ZERO)),
    );
    for (name, byte, sign_bit) in
        [("r-neutral-past-p", 0xEE, 0x7F), ("r-neutral-past-p-negative", 0xEE, 0xFF)]
    {
        let mut encoding = [0xFF; 32];
        (encoding[0], encoding[31]) = (byte, sign_bit);
        class.add(
            name,
            "signature_invalid",
            "R is the neutral element with y = p + 1.",
            compact(by(&encoding, Scalar::ZERO)),
        );
    }
    let mut negative = identity().to_bytes();
    negative[31] |= 0x80;
    class.add(
        "r-neutral-negative",
        "signature_invalid",
        "R is the neutral element with the sign of x set, although x is 0.",
        compact(by(&negative, Scalar::ZERO)),
    );
    for (order, torsion) in
        [(8, TORSION), (4, TORSION * Scalar::from(2_u8)), (2, TORSION * Scalar::from(4_u8))]
    {
        let small = by(&torsion.compress().to_bytes(), Scalar::ZERO);
        assert_holds_with_cofactor_alone(&small, torsion, &message);
        class.add(
            &format!("r-of-order-{order}"),
            "signature_invalid",
            "R is of small order; the equation holds only with the cofactor.",
            compact(small),
        );
        let mixed = by(&(r + torsion).compress().to_bytes(), nonce);
        assert_holds_with_cofactor_alone(&mixed, r + torsion, &message);
        class.add(
            &format!("r-with-torsion-of-order-{order}"),
            "signature_invalid",
            "R has a torsion component; the equation holds only with the cofactor.",
            compact(mixed),
        );
    }
    class.add("r-not-on-the-curve", "signature_invalid", "R is no point.", compact(by(&[2; 32], nonce)));
    let context = |flag: u8| [b"SigEd25519 no Ed25519 collisions", &[flag, 0][..]].concat();
    let variant = |domain: &[u8], message: &[u8]| {
        let mut signature = r.compress().to_bytes().to_vec();
        let h = challenge(&[domain, &signature, &TestKey::vendor().public(), message]);
        signature.extend((nonce + h * TestKey::vendor().scalar()).as_bytes());
        signature
    };
    class.add(
        "ed25519ctx",
        "signature_invalid",
        "Signed with a context (RFC 8032, section 5.1).",
        compact(variant(&context(0), message.as_bytes())),
    );
    class.add(
        "ed25519ph",
        "signature_invalid",
        "Signed over the digest of the message (RFC 8032, section 5.1).",
        compact(variant(&context(1), &Sha512::digest(message.as_bytes()))),
    );
    class.add(
        "digest-signed",
        "signature_invalid",
        "The message's digest signed in its place.",
        compact(sign(&r.compress().to_bytes(), nonce, &[&Sha512::digest(message.as_bytes())])),
    );
}

/// The vendor's signature with this encoding of R, whose secret number is `nonce` but for torsion.
fn sign(r: &[u8; 32], nonce: Scalar, message: &[&[u8]]) -> Vec<u8> {
    let vendor = TestKey::vendor();
    let h = challenge(&[&[&r[..], &vendor.public()], message].concat());
    [&r[..], (nonce + h * vendor.scalar()).as_bytes()].concat()
}

fn challenge(parts: &[&[u8]]) -> Scalar {
    Scalar::from_bytes_mod_order_wide(&Sha512::digest(parts.concat()).into())
}

/// A vector that fails for another reason than the one it is named after would prove nothing.
fn assert_holds_with_cofactor_alone(signature: &[u8], r: EdwardsPoint, message: &str) {
    let vendor = TestKey::vendor();
    let s = Scalar::from_canonical_bytes(signature[32..].try_into().expect("S is 32 bytes long"));
    let s = s.expect("S is reduced");
    let h = challenge(&[&signature[..32], &vendor.public(), message.as_bytes()]);
    let difference = EdwardsPoint::mul_base(&s) - r - h * vendor_point();
    assert!(difference.is_small_order() && difference != EdwardsPoint::default());
}

/// Adds L to a number of 32 bytes, little-endian.
fn add_order(number: &mut [u8]) {
    let mut carry = 0;
    for (digit, summand) in number.iter_mut().zip(L) {
        let sum = u16::from(*digit) + u16::from(summand) + carry;
        *digit = sum as u8;
        carry = sum >> 8;
    }
    assert_eq!(carry, 0, "the sum has 32 bytes");
}
