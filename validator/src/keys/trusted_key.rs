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
    /// What two retirements of one key leave good together: only what both do. A key that leaked stays
    /// leaked, and what was issued too late for the one does not come back because the other lists it.
    pub(crate) fn stricter(&self, other: &Self) -> Self {
        let both = |one: &[[u8; 32]], other: &[[u8; 32]]| -> Vec<[u8; 32]> {
            one.iter().filter(|digest| other.contains(digest)).copied().collect()
        };
        let keep = match (&self.keep, &other.keep) {
            (Keep::Nothing, _) | (_, Keep::Nothing) => Keep::Nothing,
            (Keep::Before, Keep::Before) => Keep::Before,
            (Keep::Before, Keep::Payloads(list) | Keep::PayloadsBefore(list))
            | (Keep::Payloads(list) | Keep::PayloadsBefore(list), Keep::Before) => {
                Keep::PayloadsBefore(list.clone())
            }
            (Keep::Payloads(one), Keep::Payloads(other)) => Keep::Payloads(both(one, other)),
            (
                Keep::Payloads(one) | Keep::PayloadsBefore(one),
                Keep::Payloads(other) | Keep::PayloadsBefore(other),
            ) => Keep::PayloadsBefore(both(one, other)),
        };
        // Of one that keeps a list, the instant says nothing about what stays good.
        let at = match (&self.keep, &other.keep) {
            (Keep::Payloads(_), Keep::Before | Keep::PayloadsBefore(_)) => other.at,
            (Keep::Before | Keep::PayloadsBefore(_), Keep::Payloads(_)) => self.at,
            _ => self.at.min(other.at),
        };
        match keep {
            Keep::Payloads(list) | Keep::PayloadsBefore(list) if list.is_empty() => {
                Self { at: self.at.min(other.at), keep: Keep::Nothing }
            }
            keep => Self { at, keep },
        }
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
    /// Those with one of these digests that were also issued before it was retired: the key was laid aside,
    /// and what it may have signed listed besides.
    PayloadsBefore(Vec<[u8; 32]>),
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

    /// Whether the key is a root: it signs trust updates.
    pub(crate) fn is_root(&self) -> bool {
        self.may_sign(DocumentType::TrustUpdate).is_ok()
    }

    /// The key for all that it signs but trust updates; none where that is nothing.
    pub(super) fn no_root(&self) -> Option<TrustedKey> {
        let mut key = self.clone();
        let Some(uses) = &mut key.uses else { return Some(key) };
        uses.retain(|document_type| *document_type != DocumentType::TrustUpdate);
        (!uses.is_empty()).then_some(key)
    }

    pub(super) fn check_product(&self, product: &str) -> Result<()> {
        let Some(products) = &self.products else { return Ok(()) };
        accept(products.iter().any(|permitted| permitted == product), || {
            Error::new(Code::KeyProduct).with_found(product).with_needed(products.join(", "))
        })
    }

    pub(crate) fn check_period(&self, issued: UnixTime) -> Result<()> {
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
            Some(Keep::Payloads(digests) | Keep::PayloadsBefore(digests)) => {
                let digest: [u8; 32] = Sha256::digest(payload).into();
                accept(digests.contains(&digest), || Code::KeyRetired.into())
            }
        }
    }

    /// Whether the key's retirement, where it is retired, leaves a document good that it signed: the document's
    /// payload, and when that was issued.
    pub fn keeps(&self, payload: &[u8], issued: UnixTime) -> bool {
        self.check_payload(payload).is_ok() && self.check_retirement(issued).is_ok()
    }

    /// Whether a key that was laid aside was still in use when the document was issued.
    pub(crate) fn check_retirement(&self, issued: UnixTime) -> Result<()> {
        let Some(Retirement { at, keep: Keep::Before | Keep::PayloadsBefore(_) }) = &self.retired else {
            return Ok(());
        };
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

    /// Every retirement of a small world: instants 1 to 3, payloads 0 and 1.
    fn retirements() -> Vec<Retirement> {
        let lists =
            || [vec![0], vec![1], vec![0, 1]].map(|list| list.into_iter().map(payload_digest).collect());
        let keeps = [Keep::Nothing, Keep::Before].into_iter();
        let keeps = keeps.chain(lists().map(Keep::Payloads)).chain(lists().map(Keep::PayloadsBefore));
        let keeps: Vec<Keep> = keeps.collect();
        let at = |at| UnixTime::from_secs(at).unwrap();
        let all = (1..=3).flat_map(|secs| keeps.iter().map(move |keep| (secs, keep.clone())));
        all.map(|(secs, keep)| Retirement { at: at(secs), keep }).collect()
    }

    fn payload_digest(payload: u8) -> [u8; 32] {
        Sha256::digest([payload]).into()
    }

    /// The payloads and instants of issue of which documents stay good.
    fn good(retirement: &Retirement) -> Vec<(u8, i64)> {
        let key = crate::keys::PublicKey::from_bytes(
            ed25519_dalek::SigningKey::from_bytes(&[1; 32]).verifying_key().as_bytes(),
        );
        let key = TrustedKey { retired: Some(retirement.clone()), ..TrustedKey::new(key.unwrap()) };
        let documents = [0, 1].into_iter().flat_map(|payload| (0..4).map(move |issued| (payload, issued)));
        let is_good = |&(payload, issued): &(u8, i64)| {
            key.check_payload(&[payload]).is_ok()
                && key.check_retirement(UnixTime::from_secs(issued).unwrap()).is_ok()
        };
        documents.filter(is_good).collect()
    }

    #[test]
    fn what_two_retirements_leave_good_is_what_both_do() {
        for one in retirements() {
            for other in retirements() {
                let both: Vec<_> = good(&one).into_iter().filter(|it| good(&other).contains(it)).collect();
                assert_eq!(good(&one.stricter(&other)), both, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn retirements_come_to_the_same_in_any_order() {
        let all = retirements();
        for one in &all {
            assert_eq!(one.stricter(one), *one);
            for other in &all {
                assert_eq!(good(&one.stricter(other)), good(&other.stricter(one)), "{one:?} {other:?}");
                for third in &all {
                    let left = one.stricter(other).stricter(third);
                    assert_eq!(good(&left), good(&one.stricter(&other.stricter(third))));
                }
            }
        }
    }
}
