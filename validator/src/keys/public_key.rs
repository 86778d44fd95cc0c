//! An Ed25519 public key that is fit to be trusted.

use crate::error::{Code, Error, Result};
use crate::values::thumbprint::Thumbprint;
use curve25519_dalek::EdwardsPoint;
use ed25519_dalek::{Signature, VerifyingKey};
use std::fmt;

/// An Ed25519 public key (RFC 8032).
///
/// There is none for which two implementations could disagree about a signature: every value of this type
/// is canonically encoded and lies in the group of prime order.
#[derive(Clone, Copy)]
pub struct PublicKey {
    key: VerifyingKey,
    thumbprint: Thumbprint,
}

impl PublicKey {
    /// Takes a key in its encoding of 32 bytes (RFC 8032, section 5.1.2).
    ///
    /// # Errors
    /// - [`Code::KeyInvalid`]: not a point of the curve.
    /// - [`Code::KeyWeak`]: of small order, so that one signature holds for many messages.
    /// - [`Code::KeyNonCanonical`]: another encoding of a point than the one that everybody writes.
    /// - [`Code::KeyTorsion`]: outside of the group of prime order, where verifiers disagree.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self> {
        let key = VerifyingKey::from_bytes(bytes)
            .map_err(|_| Error::new(Code::KeyInvalid).with_needed("a point of the curve Ed25519"))?;
        let point = key.to_edwards();
        if point.is_small_order() {
            return Err(Code::KeyWeak.into());
        }
        if point.compress().as_bytes() != bytes {
            return Err(Code::KeyNonCanonical.into());
        }
        if !point.is_torsion_free() {
            return Err(Code::KeyTorsion.into());
        }
        Ok(Self { key, thumbprint: Thumbprint::of(bytes) })
    }

    /// The key from bytes of any number, as files have them.
    pub(crate) fn from_slice(bytes: &[u8]) -> Result<Self> {
        let bytes = bytes.try_into().map_err(|_| {
            let found = format_args!("{} bytes", bytes.len());
            Error::new(Code::KeyInvalid).with_found(found).with_needed("32 bytes")
        })?;
        Self::from_bytes(bytes)
    }

    /// The encoding of the key.
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.key.as_bytes()
    }

    /// The point of the curve that the key is.
    pub(super) fn point(&self) -> EdwardsPoint {
        self.key.to_edwards()
    }

    /// The name of the key.
    pub fn thumbprint(&self) -> Thumbprint {
        self.thumbprint
    }

    /// Whether the signature of the message holds, by the strict rule: canonical S and R, R not of small
    /// order, and the equation without cofactor.
    ///
    /// # Errors
    /// [`Code::SignatureMalformed`] where the signature is not 64 bytes long, else
    /// [`Code::SignatureInvalid`] where it does not hold.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<()> {
        let signature = Signature::from_slice(signature).map_err(|_| {
            let found = format_args!("{} bytes", signature.len());
            Error::new(Code::SignatureMalformed).with_found(found).with_needed("64 bytes")
        })?;
        self.key.verify_strict(message, &signature).map_err(|_| Code::SignatureInvalid.into())
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl Eq for PublicKey {}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", self.thumbprint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::base64::decode_url;
    use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT, EIGHT_TORSION};

    /// RFC 8037, appendix A.
    const X: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    const SIGNED: &[u8] = b"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
    const SIGNATURE: &str =
        "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

    fn key() -> PublicKey {
        PublicKey::from_slice(&decode_url(X.as_bytes()).unwrap()).unwrap()
    }

    fn refusal(bytes: &[u8; 32]) -> Code {
        PublicKey::from_bytes(bytes).unwrap_err().code()
    }

    #[test]
    fn rfc_8037_a_3_thumbprint() {
        assert_eq!(key().thumbprint().to_string(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    #[test]
    fn rfc_8037_a_4_and_a_5_signature() {
        let signature = decode_url(SIGNATURE.as_bytes()).unwrap();
        key().verify(SIGNED, &signature).unwrap();
        for byte in 0..signature.len() {
            let mut altered = signature.clone();
            altered[byte] ^= 1;
            assert_eq!(key().verify(SIGNED, &altered).unwrap_err().code(), Code::SignatureInvalid);
        }
        assert_eq!(key().verify(b"", &signature).unwrap_err().code(), Code::SignatureInvalid);
    }

    #[test]
    fn a_signature_is_64_bytes() {
        for length in [0, 1, 63, 65, 128] {
            let error = key().verify(SIGNED, &vec![0; length]).unwrap_err();
            assert_eq!(error.code(), Code::SignatureMalformed);
            assert_eq!(error.found(), Some(format!("{length} bytes").as_str()));
        }
        assert_eq!(key().verify(SIGNED, &[0; 64]).unwrap_err().code(), Code::SignatureInvalid);
    }

    #[test]
    fn an_unreduced_scalar_is_refused() {
        // S + L, which holds under the same equation.
        const L: [u8; 32] = [
            0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
        ];
        let mut signature = decode_url(SIGNATURE.as_bytes()).unwrap();
        let mut carry = 0;
        for (digit, summand) in signature[32..].iter_mut().zip(L) {
            let sum = u16::from(*digit) + u16::from(summand) + carry;
            *digit = sum as u8;
            carry = sum >> 8;
        }
        assert_eq!(carry, 0);
        assert_eq!(key().verify(SIGNED, &signature).unwrap_err().code(), Code::SignatureInvalid);
    }

    #[test]
    fn points_of_small_order_are_weak() {
        for point in EIGHT_TORSION {
            assert_eq!(refusal(point.compress().as_bytes()), Code::KeyWeak);
        }
    }

    #[test]
    fn a_torsion_component_is_refused() {
        for torsion in &EIGHT_TORSION[1..] {
            assert_eq!(refusal((ED25519_BASEPOINT_POINT + torsion).compress().as_bytes()), Code::KeyTorsion);
        }
        PublicKey::from_bytes(ED25519_BASEPOINT_POINT.compress().as_bytes()).unwrap();
    }

    #[test]
    fn a_coordinate_past_the_prime_is_refused() {
        let mut refusals = Vec::new();
        for (excess, sign) in (0..19).flat_map(|excess| [(excess, 0x7f), (excess, 0xff)]) {
            let mut bytes = [0xff; 32];
            bytes[0] = 0xed + excess;
            bytes[31] = sign;
            refusals.push(refusal(&bytes));
        }
        assert!(refusals.contains(&Code::KeyNonCanonical));
        assert!(
            refusals
                .iter()
                .all(|code| { matches!(code, Code::KeyNonCanonical | Code::KeyWeak | Code::KeyInvalid) })
        );
    }

    #[test]
    fn what_is_no_point_is_refused() {
        let no_point = (0..=255).map(|byte| [byte; 32]).find(refusal_is_invalid);
        assert!(no_point.is_some());
        assert_eq!(PublicKey::from_slice(&[1; 31]).unwrap_err().found(), Some("31 bytes"));
    }

    fn refusal_is_invalid(bytes: &[u8; 32]) -> bool {
        PublicKey::from_bytes(bytes).is_err_and(|error| error.code() == Code::KeyInvalid)
    }
}
