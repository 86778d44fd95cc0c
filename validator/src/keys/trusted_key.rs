//! A public key and what it is trusted for.

use super::PublicKey;
use crate::error::{Code, Error, Result};
use crate::values::document_type::DocumentType;
use crate::values::time::UnixTime;
use sha2::{Digest, Sha256};

/// A public key and what it is trusted for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustedKey {
    /// The key.
    pub key: PublicKey,
    /// The only issuer (`iss`) that it signs for. Absent: any that no other trusted key names.
    pub issuer: Option<String>,
    /// The types of documents that it signs. Absent: all but trust updates.
    pub uses: Option<Vec<DocumentType>>,
    /// The products (`aud`) that it signs for. Absent: any.
    pub products: Option<Vec<String>>,
    /// Documents issued before this instant are refused.
    pub not_before: Option<UnixTime>,
    /// Documents issued at this instant or later are refused.
    pub expires: Option<UnixTime>,
    /// Set once the key is no longer in use.
    pub retired: Option<Retirement>,
}

/// The end of a key's use, and which of its documents stay good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retirement {
    /// When the key was retired.
    pub at: UnixTime,
    /// What stays good.
    pub keep: Keep,
}

impl Retirement {
    /// Of two retirements of one key, the one that keeps less: a key that leaked stays leaked.
    pub(crate) fn stricter(&self, other: &Self) -> Self {
        let keep = match (&self.keep, &other.keep) {
            (Keep::Nothing, _) | (_, Keep::Nothing) => Keep::Nothing,
            (Keep::Before, Keep::Before) => Keep::Before,
            (Keep::Before, list) | (list, Keep::Before) => list.clone(),
            (Keep::Payloads(one), Keep::Payloads(other)) => {
                let both: Vec<_> = one.iter().filter(|digest| other.contains(digest)).copied().collect();
                if both.is_empty() { Keep::Nothing } else { Keep::Payloads(both) }
            }
        };
        Self { at: self.at.min(other.at), keep }
    }
}

/// Which documents of a retired key stay good.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Keep {
    /// None: the key leaked, and whoever has it can date a document back.
    Nothing,
    /// Those issued before it was retired: the key was laid aside.
    Before,
    /// Those whose payload has one of these SHA-256 digests.
    Payloads(Vec<[u8; 32]>),
}

impl TrustedKey {
    /// Trusts the key for all that a key without constraints is trusted for.
    pub fn new(key: PublicKey) -> Self {
        Self { key, issuer: None, uses: None, products: None, not_before: None, expires: None, retired: None }
    }

    /// Whether the key signs documents of this type: [`Code::KeyUse`] where it does not.
    pub(crate) fn may_sign(&self, document_type: DocumentType) -> Result<()> {
        let permitted = match &self.uses {
            Some(uses) => uses.contains(&document_type),
            None => document_type != DocumentType::TrustUpdate,
        };
        let needed = || match &self.uses {
            Some(uses) => uses.iter().map(|document_type| document_type.typ()).collect::<Vec<_>>().join(", "),
            None => "any but trust+jwt".to_owned(),
        };
        accept(permitted, || Error::new(Code::KeyUse).with_found(document_type).with_needed(needed()))
    }

    pub(super) fn check_product(&self, product: &str) -> Result<()> {
        let Some(products) = &self.products else { return Ok(()) };
        accept(products.iter().any(|permitted| permitted == product), || {
            Error::new(Code::KeyProduct).with_found(product).with_needed(products.join(", "))
        })
    }

    pub(super) fn check_period(&self, issued: UnixTime) -> Result<()> {
        let error = || Error::new(Code::KeyPeriod).with_at("iat").with_found(issued);
        if let Some(start) = self.not_before {
            accept(issued >= start, || error().with_needed(format!("{start} or later")))?;
        }
        if let Some(end) = self.expires {
            accept(issued < end, || error().with_needed(format!("before {end}")))?;
        }
        Ok(())
    }

    /// Whether the key's retirement leaves this payload good, as far as that can be told without reading
    /// it: whoever has a key that leaked must not even get a text of theirs into an error.
    pub(crate) fn check_payload(&self, payload: &[u8]) -> Result<()> {
        match self.retired.as_ref().map(|retirement| &retirement.keep) {
            None | Some(Keep::Before) => Ok(()),
            Some(Keep::Nothing) => Err(Code::KeyRetired.into()),
            Some(Keep::Payloads(digests)) => {
                let digest: [u8; 32] = Sha256::digest(payload).into();
                accept(digests.contains(&digest), || Code::KeyRetired.into())
            }
        }
    }

    /// Whether a key that was laid aside was still in use when the document was issued.
    pub(super) fn check_retirement(&self, issued: UnixTime) -> Result<()> {
        let Some(Retirement { at, keep: Keep::Before }) = &self.retired else { return Ok(()) };
        let error = || Error::new(Code::KeyRetired).with_at("iat").with_found(issued);
        accept(issued < *at, || error().with_needed(format!("before {at}")))
    }
}

pub(super) fn accept(condition: bool, refusal: impl FnOnce() -> Error) -> Result<()> {
    if condition { Ok(()) } else { Err(refusal()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stricter_of_two_retirements_holds() {
        let retirement = |at, keep| Retirement { at: UnixTime::from_secs(at).unwrap(), keep };
        let payloads = |bytes: &[u8]| Keep::Payloads(bytes.iter().map(|&byte| [byte; 32]).collect());
        let keep = |a: Keep, b: Keep| retirement(1, a).stricter(&retirement(2, b)).keep;
        assert_eq!(keep(Keep::Before, Keep::Nothing), Keep::Nothing);
        assert_eq!(keep(payloads(&[1]), Keep::Before), payloads(&[1]));
        assert_eq!(keep(payloads(&[1, 2]), payloads(&[2, 3])), payloads(&[2]));
        assert_eq!(keep(payloads(&[1]), payloads(&[2])), Keep::Nothing);
        assert_eq!(keep(Keep::Before, Keep::Before), Keep::Before);
        let earlier = retirement(2, Keep::Before).stricter(&retirement(1, Keep::Before));
        assert_eq!(earlier, retirement(1, Keep::Before));
    }
}
