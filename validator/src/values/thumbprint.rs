//! The name of a key.

use crate::error::{Code, Error, Result};
use crate::json::Node;
use crate::values::base64;
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// The RFC 7638 thumbprint of an Ed25519 key, written as 43 characters of base64url.
///
/// Signed documents name the key that signed them by it (`kid`). It selects among the trusted keys and
/// gives no trust.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Thumbprint([u8; 32]);

impl Thumbprint {
    /// The SHA-256 over the required members of the key's JWK, their names sorted (RFC 8037, appendix A.3).
    pub(crate) fn of(public_key: &[u8; 32]) -> Self {
        let x = base64::encode_url(public_key);
        Self(Sha256::digest(format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#)).into())
    }

    pub(crate) fn read(node: &Node<'_>) -> Result<Self> {
        node.string()?.parse().map_err(|_| node.refused("the thumbprint of a key"))
    }

    /// The digest itself.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Reads what `Display` writes, and nothing else.
impl FromStr for Thumbprint {
    type Err = Error;

    /// # Errors
    /// [`Code::HeaderKid`] where the text is not 32 bytes in base64url.
    fn from_str(text: &str) -> Result<Self> {
        let digest = base64::decode_url(text.as_bytes()).ok().and_then(|bytes| bytes.try_into().ok());
        digest.map(Self).ok_or_else(|| {
            Error::new(Code::HeaderKid).with_found(text).with_needed("an RFC 7638 thumbprint, 43 characters")
        })
    }
}

impl fmt::Display for Thumbprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base64::encode_url(&self.0))
    }
}

impl fmt::Debug for Thumbprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Thumbprint({self})")
    }
}

impl serde::Serialize for Thumbprint {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_32_bytes_of_base64url_are_a_thumbprint() {
        let text = "1IG2tMH7J2wbJZnOf8LJzQitKf7LMvoAElsuDMVM54Y";
        assert_eq!(text.parse::<Thumbprint>().unwrap().to_string(), text);
        for other in ["", "1IG2", &format!("{text}="), &format!("{text}A"), &text.replace('Y', "Z")] {
            assert_eq!(other.parse::<Thumbprint>().unwrap_err().code(), Code::HeaderKid, "{other}");
        }
    }
}
