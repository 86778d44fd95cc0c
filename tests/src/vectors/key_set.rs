//! A key set that is empty, is none, or has a key that can't be trusted.

use super::Class;
use super::claims::LICENSE;
use super::key_sets::{TORSION, identity, vendor_point};
use crate::test_key::kid;
use crate::{Jws, TestKey};

pub(super) fn add(class: &mut Class) {
    for (keys, expect, comment) in [
        ("empty", "key_unknown", "With no keys every file is refused."),
        ("no-bytes", "size_empty", "A key file without a byte is no key set."),
        ("null", "key_invalid", "null is no list of keys."),
        ("no-list", "key_format", "A JSON object without keys is no key set."),
        (
            "second-alone",
            "key_unknown",
            "Another key of the vendor's is trusted, but not the one that signed.",
        ),
        ("with-private-half", "key_private", "A private key does not belong with those who verify."),
        ("with-wrong-kid", "key_thumbprint", "The kid of a key is checked against its thumbprint."),
        ("with-right-kid", "ok", "The kid of a key is its thumbprint."),
        ("with-unknown-members", "ok", "Members of a key that are not known are ignored (RFC 7517)."),
        ("with-a-bad-key", "key_invalid", "One bad key refuses the set, although another one fits."),
        ("twice", "ok", "The same key twice, with the same constraints, is one key."),
        ("twice-differently", "key_invalid", "The same key twice, with different constraints."),
        ("not-on-the-curve", "key_invalid", "32 bytes that are no point of the curve."),
        ("non-canonical", "key_non_canonical", "A point in another encoding than the one everybody writes."),
    ] {
        class.license(keys, expect, comment, LICENSE).keys = keys.into();
    }
    let under = |public_key: [u8; 32], signature: [u8; 64]| {
        let header = TestKey::vendor().header().replace(&TestKey::vendor().kid(), &kid(&public_key));
        Jws::signed(header, LICENSE, &TestKey::vendor()).with_signature(signature).compact()
    };
    let universal = {
        let mut signature = [0; 64];
        signature[..32].copy_from_slice(identity().as_bytes());
        signature
    };
    class
        .add(
            "identity",
            "key_weak",
            "Under the neutral element R = 1, S = 0 is a signature of every message.",
            under(identity().to_bytes(), universal),
        )
        .keys = "identity".into();
    class
        .add(
            "small-order",
            "key_weak",
            "Under a key of order 8 one signature holds for every eighth message.",
            under(TORSION.compress().to_bytes(), universal),
        )
        .keys = "small-order".into();
    let mixed = (vendor_point() + TORSION).compress().to_bytes();
    class
        .add(
            "mixed-order",
            "key_torsion",
            "Verifiers with and without the cofactor disagree under a key with a torsion component.",
            under(mixed, universal),
        )
        .keys = "mixed-order".into();
}
