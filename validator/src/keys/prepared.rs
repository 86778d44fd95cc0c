//! Keys that verify many signatures.

use super::PublicKey;
use crate::error::{Code, Result};
use curve25519_dalek::constants::ED25519_BASEPOINT_POINT;
use curve25519_dalek::traits::Identity;
use curve25519_dalek::{EdwardsPoint, Scalar};
use sha2::{Digest, Sha512};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

/// How many signatures a key verifies before its multiples are worth their time: making them takes about as long as
/// they save in so many verifications, so that no number of files takes more than twice the time of the better way.
const WORTH_IT: u32 = 8;

/// The same of the larger tables, which take more memory, too: 220 KB for a key, and 660 KB once for all.
const WORTH_MORE: u32 = 256;

/// Whether keys are prepared at all: who verifies one licence, as the small module does, gains nothing.
const MANY: bool = cfg!(any(not(feature = "js-slim"), feature = "js"));

/// The bits of a digit in the tables of a key and of the basepoint, which are made first, and later.
const FIRST: [usize; 2] = [5, 5];
const LATER: [usize; 2] = [6, 8];

/// What a key has been prepared with, shared by all copies of the key.
#[derive(Debug, Clone, Default)]
pub(super) struct Prepared(Arc<State>);

#[derive(Debug, Default)]
struct State {
    verified: AtomicU32,
    /// Of the key, with its sign changed.
    first: OnceLock<Multiples>,
    later: OnceLock<Multiples>,
}

/// Equal keys are equal however often they have verified.
impl PartialEq for Prepared {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Prepared {}

impl Prepared {
    /// The same verdict as [`PublicKey::verify`], which verifies the first few, on a message that is given in parts.
    pub(super) fn verify(&self, key: &PublicKey, message: &[&[u8]], signature: &[u8]) -> Result<()> {
        // The count is of time alone: one that is missed does no harm. It ends where nothing changes any more.
        let verified = self.0.verified.load(Ordering::Relaxed);
        self.0.verified.store(verified.saturating_add(1), Ordering::Relaxed);
        let Some(signature) =
            signature.first_chunk::<64>().filter(|_| MANY && verified >= WORTH_IT && signature.len() == 64)
        else {
            return key.verify(&message.concat(), signature);
        };
        if holds(key, self.multiples(key, verified), message, signature) {
            Ok(())
        } else {
            Err(Code::SignatureInvalid.into())
        }
    }

    /// Those of the key and of the basepoint.
    fn multiples(&self, key: &PublicKey, verified: u32) -> [&Multiples; 2] {
        static FIRST_OF_BASEPOINT: OnceLock<Multiples> = OnceLock::new();
        static LATER_OF_BASEPOINT: OnceLock<Multiples> = OnceLock::new();
        let ([bits, bits_of_basepoint], of_key, of_basepoint) = if verified < WORTH_MORE {
            (FIRST, &self.0.first, &FIRST_OF_BASEPOINT)
        } else {
            (LATER, &self.0.later, &LATER_OF_BASEPOINT)
        };
        [
            of_key.get_or_init(|| Multiples::of(-key.point(), bits)),
            of_basepoint.get_or_init(|| Multiples::of(ED25519_BASEPOINT_POINT, bits_of_basepoint)),
        ]
    }
}

/// Whether a signature holds by the rule of [`PublicKey::verify`]: R = S·B − k·A, with S and R canonical and R not of
/// small order. The key is of prime order.
fn holds(
    key: &PublicKey,
    [of_negated_key, of_basepoint]: [&Multiples; 2],
    message: &[&[u8]],
    signature: &[u8; 64],
) -> bool {
    let (r, s) = signature.split_at(32);
    let s: Option<Scalar> = s.try_into().ok().and_then(|s| Scalar::from_canonical_bytes(s).into());
    let Some(s) = s else { return false };
    let hash = Sha512::new().chain_update(r).chain_update(key.as_bytes());
    let hash = message.iter().fold(hash, |hash, part| hash.chain_update(part));
    let k = Scalar::from_bytes_mod_order_wide(&hash.finalize().into());
    let expected = of_negated_key.add_product(&k, of_basepoint.add_product(&s, EdwardsPoint::identity()));
    // An R that is no point, or is written otherwise than canonically, is what no point is written as.
    expected.compress().as_bytes() == r && !expected.is_small_order()
}

/// Multiples of a point by all that the bits of a digit can be, at each place that it can have in a scalar: a product is
/// then a sum, where it otherwise takes 250 doublings besides. The more bits, the fewer summands, and the more multiples.
///
/// How long it takes depends on the scalar, which is no secret: it stands in a file that anybody may read.
#[derive(Debug)]
struct Multiples {
    bits: usize,
    /// Digits are from 1 − 2^(bits − 1) to 2^(bits − 1): the negative multiples are the others, subtracted.
    of_digits: Vec<Vec<EdwardsPoint>>,
}

/// Scalars are less than 2^253, and what is carried into their last digit fits there.
const SCALAR_BITS: usize = 253;

impl Multiples {
    fn of(mut point: EdwardsPoint, bits: usize) -> Self {
        let largest = 1 << (bits - 1);
        let of_a_digit = |_| {
            let mut multiples = Vec::with_capacity(largest);
            let mut multiple = point;
            for _ in 1..largest {
                multiples.push(multiple);
                multiple += point;
            }
            multiples.push(multiple);
            // The next digit's place is worth twice the largest of this one's.
            point = multiple + multiple;
            multiples
        };
        Self { bits, of_digits: (0..SCALAR_BITS.div_ceil(bits)).map(of_a_digit).collect() }
    }

    /// The sum and the scalar's multiple of the point.
    fn add_product(&self, scalar: &Scalar, mut sum: EdwardsPoint) -> EdwardsPoint {
        for (digit, multiples) in digits(scalar.as_bytes(), self.bits).zip(&self.of_digits) {
            let multiple =
                usize::from(digit.unsigned_abs()).checked_sub(1).and_then(|index| multiples.get(index));
            match multiple {
                None => {}
                Some(multiple) if digit > 0 => sum += multiple,
                Some(multiple) => sum -= multiple,
            }
        }
        sum
    }
}

/// The digits of a scalar to the base 2^bits, of at most 8 bits, the lowest first.
fn digits(scalar: &[u8; 32], bits: usize) -> impl Iterator<Item = i16> {
    let mut carry = 0;
    (0..SCALAR_BITS.div_ceil(bits)).map(move |place| {
        let (byte, bit) = (place * bits / 8, place * bits % 8);
        let high = scalar.get(byte + 1).copied().unwrap_or_default();
        let value = (u16::from_le_bytes([scalar[byte], high]) >> bit) & ((1 << bits) - 1);
        let value = value as i16 + carry;
        carry = i16::from(value > 1 << (bits - 1));
        value - (carry << bits)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use curve25519_dalek::constants::EIGHT_TORSION;
    use ed25519_dalek::{Signer, SigningKey};
    use proptest::prelude::*;

    fn scalar(bytes: [u8; 32]) -> Scalar {
        Scalar::from_bytes_mod_order(bytes)
    }

    fn key(seed: [u8; 32]) -> (SigningKey, PublicKey) {
        let signing = SigningKey::from_bytes(&seed);
        let key = PublicKey::from_bytes(signing.verifying_key().as_bytes()).unwrap();
        (signing, key)
    }

    /// That all ways agree, and what they say.
    fn verdict(key: &PublicKey, message: &[u8], signature: &[u8; 64]) -> bool {
        let expected = key.verify(message, signature).is_ok();
        let given = Prepared::default();
        let (start, end) = message.split_at(message.len() / 2);
        for verified in [WORTH_IT, WORTH_MORE] {
            let prepared = holds(key, given.multiples(key, verified), &[start, end], signature);
            assert_eq!(prepared, expected, "{signature:02x?}");
        }
        expected
    }

    #[test]
    fn digits_are_those_of_the_scalar() {
        for bytes in [[0; 32], [0xff; 32], [0x10; 32], [0x0f; 32], [0x84; 32], [0x80; 32], [0x7f; 32]] {
            for bits in 4..=8 {
                let scalar = scalar(bytes);
                let base = Scalar::from(1_u32 << bits);
                let digits: Vec<i16> = digits(scalar.as_bytes(), bits).collect();
                let value = digits.iter().rev().fold(Scalar::ZERO, |value, digit| {
                    let amount = Scalar::from(digit.unsigned_abs());
                    value * base + if *digit < 0 { -amount } else { amount }
                });
                assert_eq!(value, scalar, "{bits} bits");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn products_are_those_of_the_library(bytes: [u8; 32], factor: [u8; 32]) {
            let point = ED25519_BASEPOINT_POINT * scalar(factor);
            for bits in FIRST.into_iter().chain(LATER) {
                let product = Multiples::of(point, bits).add_product(&scalar(bytes), EdwardsPoint::identity());
                prop_assert_eq!(product, point * scalar(bytes));
            }
        }

        #[test]
        fn verdicts_are_those_of_the_library(seed: [u8; 32], message: Vec<u8>, place in 0..64_usize, flip in 1..=255_u8) {
            let (signing, key) = key(seed);
            let mut signature = signing.sign(&message).to_bytes();
            prop_assert!(verdict(&key, &message, &signature));
            signature[place] ^= flip;
            prop_assert!(!verdict(&key, &message, &signature));
        }
    }

    /// Signatures of which half are broken, each in one of several ways: `SIGNATURES=1000000` looks at so many.
    #[test]
    fn random_signatures_get_the_verdicts_of_the_library() {
        let count = std::env::var("SIGNATURES").map_or(200, |count| count.parse().unwrap());
        let keys: Vec<_> = (0..16).map(|number| (key([number; 32]), Prepared::default())).collect();
        let mut refused = 0;
        for number in 0_u64..count {
            // Bytes that only look random: each run looks at the same signatures.
            let random: [u8; 64] = Sha512::digest(number.to_le_bytes()).into();
            let ((signing, key), prepared) = &keys[usize::from(random[0]) % keys.len()];
            let message = &random[..usize::from(random[1] % 64)];
            let mut signature = signing.sign(message).to_bytes();
            let place = usize::from(random[2] % 32);
            let torsion = EIGHT_TORSION[usize::from(random[3] % 8)].compress();
            match random[4] % 16 {
                0 | 1 => signature[place] ^= 1 << (random[5] % 8),
                2 | 3 => signature[32 + place] ^= 1 << (random[5] % 8),
                4 => signature[..32].copy_from_slice(torsion.as_bytes()),
                5 => signature[..32].copy_from_slice(&random[32..]),
                6 => signature[32..].copy_from_slice(&random[32..]),
                7 => signature = random,
                _ => {}
            }
            let verified = if random[6].is_multiple_of(2) { WORTH_IT } else { WORTH_MORE };
            let held = holds(key, prepared.multiples(key, verified), &[message], &signature);
            assert_eq!(held, key.verify(message, &signature).is_ok(), "{number}: {signature:02x?}");
            refused += u64::from(!held);
        }
        assert!((count * 2 / 5..count * 3 / 5).contains(&refused), "{refused} of {count} were refused");
    }

    /// What only the strict rule refuses: the equation holds, for R is of small order and S is k·a.
    #[test]
    fn an_r_of_small_order_is_refused() {
        let (signing, key) = key([1; 32]);
        for torsion in EIGHT_TORSION {
            let r = torsion.compress();
            let k = Sha512::new()
                .chain_update(r.as_bytes())
                .chain_update(key.as_bytes())
                .chain_update(b"m")
                .finalize();
            let s = Scalar::from_bytes_mod_order_wide(&k.into()) * signing.to_scalar();
            let mut signature = [0; 64];
            signature[..32].copy_from_slice(r.as_bytes());
            signature[32..].copy_from_slice(s.as_bytes());
            assert!(!verdict(&key, b"m", &signature));
        }
    }

    #[test]
    fn an_s_that_is_not_canonical_is_refused() {
        let (signing, key) = key([1; 32]);
        let mut signature = signing.sign(b"m").to_bytes();
        // The order of the group, added: 2^252 and what these bytes are.
        let order = *(Scalar::ZERO - Scalar::ONE).as_bytes();
        let mut carry = 1;
        for (byte, summand) in signature[32..].iter_mut().zip(order) {
            let sum = u16::from(*byte) + u16::from(summand) + carry;
            (*byte, carry) = (sum as u8, sum >> 8);
        }
        assert!(!verdict(&key, b"m", &signature));
    }

    #[test]
    fn a_key_that_has_verified_many_gives_the_verdicts_of_one_that_has_not() {
        let (signing, key) = key([1; 32]);
        let prepared = Prepared::default();
        for number in 0..WORTH_MORE + 20 {
            let message = number.to_le_bytes();
            let good = signing.sign(&message).to_bytes();
            prepared.verify(&key, &[&message], &good).unwrap();
            let (mut bad, mut long) = (good, good.to_vec());
            bad[0] ^= 1;
            long.push(0);
            for signature in [&bad[..], &good[..63], &long, &[]] {
                let refused = prepared.verify(&key, &[&message], signature).unwrap_err();
                assert_eq!(refused, key.verify(&message, signature).unwrap_err());
            }
        }
        assert!(prepared.0.first.get().is_some() && prepared.0.later.get().is_some());
    }

    /// Published edge cases, with the verdicts of a slow implementation of the strict rule that is nobody's here. They
    /// are not part of this project: where they lie beside it, they are read.
    #[test]
    fn published_edge_cases_get_their_verdicts_both_ways() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/vectors/ed25519-edge.json");
        let Ok(text) = std::fs::read(file) else { return };
        let cases: Vec<serde_json::Value> = serde_json::from_slice(&text).unwrap();
        let mut accepted = 0;
        for case in &cases {
            let bytes = |name: &str| -> Vec<u8> {
                let digits = case[name].as_str().unwrap().as_bytes().chunks(2);
                digits
                    .map(|digits| u8::from_str_radix(str::from_utf8(digits).unwrap(), 16).unwrap())
                    .collect()
            };
            let key = PublicKey::from_bytes(bytes("key").as_slice().try_into().unwrap());
            let signature = bytes("sig").as_slice().try_into().unwrap();
            let holds = key.is_ok_and(|key| verdict(&key, &bytes("msg"), &signature));
            assert_eq!(holds, case["accepted"].as_bool().unwrap(), "{case}");
            accepted += usize::from(holds);
        }
        assert!(accepted > 100, "{accepted} of {} were accepted", cases.len());
    }
}
