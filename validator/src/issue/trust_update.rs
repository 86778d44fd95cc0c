//! Making the next trust update.

use super::{SignedDocument, SigningKey, sign_document};
use crate::documents::trust_update::TrustUpdate;
use crate::error::{Code, Error, Result};
use crate::keys::{Keep, Retirement, TrustedKey};
use crate::values::base64;
use crate::values::document_type::DocumentType;
use crate::values::thumbprint::Thumbprint;
use crate::values::time::UnixTime;
use crate::verify::verified::Verified;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A trust update that is being made.
///
/// ```
/// use countersign::issue::{SigningKey, TrustUpdateDraft};
/// use countersign::{
///     DocumentType, Keep, Retirement, TrustedKey, TrustedKeys, UnixTime, Verifier,
/// };
///
/// # fn main() -> countersign::Result<()> {
/// let [root, old, new] = [SigningKey::generate()?, SigningKey::generate()?, SigningKey::generate()?];
/// let issuer = Some("https://vendor.example".to_owned());
/// let of_issuer = |key: &SigningKey| TrustedKey { issuer: issuer.clone(), ..TrustedKey::new(*key.public_key()) };
///
/// let now = UnixTime::from_secs(1_700_000_000)?;
/// let mut draft = TrustUpdateDraft::new("https://vendor.example");
/// draft.add(of_issuer(&new))?;
/// draft.retire(old.public_key().thumbprint(), &Retirement { at: now, keep: Keep::Before });
/// let file = draft.sign(&[&root], now)?.to_armor();
///
/// let mut embedded = TrustedKeys::default();
/// embedded.insert(of_issuer(&old))?;
/// embedded.insert(TrustedKey { uses: Some(vec![DocumentType::TrustUpdate]), ..of_issuer(&root) })?;
/// let opened = Verifier::new(embedded).open([("1.trust", file.as_bytes())]);
/// let key = |key: &SigningKey| opened.trust.keys().get(&key.public_key().thumbprint());
/// assert!(key(&new).is_some());
/// assert!(key(&old).is_some_and(|old| old.retired.is_some()));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct TrustUpdateDraft {
    issuer: String,
    serial: u64,
    keys: BTreeMap<Thumbprint, TrustedKey>,
    retired: BTreeMap<Thumbprint, Retirement>,
}

impl TrustUpdateDraft {
    /// Begins an issuer's first update.
    pub fn new(issuer: impl Into<String>) -> Self {
        Self { issuer: issuer.into(), serial: 1, keys: BTreeMap::new(), retired: BTreeMap::new() }
    }

    /// Begins the update that follows another. It says all that the other said, because an update replaces
    /// the last one whole: a key that it left out would no longer be trusted for what it signed.
    pub fn after(previous: &Verified<TrustUpdate>) -> Self {
        Self {
            issuer: previous.issuer.clone(),
            serial: previous.serial + 1,
            keys: previous.keys.iter().map(|key| (key.key.thumbprint(), key.clone())).collect(),
            retired: previous.retired.clone(),
        }
    }

    /// Adds a key that signs for the issuer, or says anew what such a key is trusted for.
    ///
    /// # Errors
    /// [`Code::KeyIssuer`] where the key is trusted for another issuer; [`Code::KeyUse`] where it is a root:
    /// which keys are roots is the embedder's decision alone.
    pub fn add(&mut self, mut key: TrustedKey) -> Result<()> {
        let thumbprint = key.key.thumbprint();
        if let Some(issuer) = key.issuer.as_ref().filter(|issuer| **issuer != self.issuer) {
            let error = Error::new(Code::KeyIssuer).with_at(thumbprint).with_found(issuer);
            return Err(error.with_needed(self.issuer.clone()).for_issuer());
        }
        if key.may_sign(DocumentType::TrustUpdate).is_ok() {
            let error = Error::new(Code::KeyUse).with_at(thumbprint).with_found(DocumentType::TrustUpdate);
            return Err(error.with_needed("a key that is no root").for_issuer());
        }
        if let Some(retirement) = key.retired.take() {
            self.retire(thumbprint, &retirement);
        }
        self.keys.insert(thumbprint, key);
        Ok(())
    }

    /// Retires a key. One that is retired already is so by the stricter of both: what leaked stays leaked.
    pub fn retire(&mut self, key: Thumbprint, retirement: &Retirement) {
        let stricter = self.retired.get(&key).map(|known| known.stricter(retirement));
        self.retired.insert(key, stricter.unwrap_or_else(|| retirement.clone()));
    }

    /// The update's serial.
    pub fn serial(&self) -> u64 {
        self.serial
    }

    /// The keys that sign for the issuer, those that were retired among them.
    pub fn keys(&self) -> impl Iterator<Item = &TrustedKey> {
        self.keys.values()
    }

    /// The keys that were retired.
    pub fn retired(&self) -> &BTreeMap<Thumbprint, Retirement> {
        &self.retired
    }

    /// Signs the update with each of the roots.
    ///
    /// # Errors
    /// As [`sign_document`]; [`Code::KeyUse`] where it adds or retires a root that signs it.
    pub fn sign(&self, roots: &[&SigningKey], now: UnixTime) -> Result<SignedDocument> {
        for root in roots.iter().map(|root| root.public_key().thumbprint()) {
            if self.keys.contains_key(&root) || self.retired.contains_key(&root) {
                let error = Error::new(Code::KeyUse).with_at(root).with_found("the root that signs");
                return Err(error.with_needed("a key that is no root").for_issuer());
            }
        }
        let claims = json!({
            "iss": self.issuer,
            "tru": {
                "serial": self.serial,
                "keys": self.keys.values().map(write_key).collect::<Vec<_>>(),
                "retired": self.retired.iter().map(write_retired).collect::<Vec<_>>(),
            },
        });
        sign_document(claims.to_string().as_bytes(), DocumentType::TrustUpdate, roots, now)
    }
}

fn write_key(key: &TrustedKey) -> Value {
    let mut row = json!({
        "kid": key.key.thumbprint(),
        "x": base64::encode_url(key.key.as_bytes()),
        "uses": uses(key),
    });
    if let Some(products) = &key.products {
        row["products"] = products.clone().into();
    }
    for (name, instant) in [("nbf", key.not_before), ("exp", key.expires)] {
        if let Some(instant) = instant {
            row[name] = instant.as_secs().into();
        }
    }
    row
}

/// What the key signs, spelt out: an update says it of every key.
fn uses(key: &TrustedKey) -> Vec<DocumentType> {
    let uses = DocumentType::ALL.iter().copied();
    uses.filter(|document_type| key.may_sign(*document_type).is_ok()).collect()
}

fn write_retired((kid, retirement): (&Thumbprint, &Retirement)) -> Value {
    let keep = match &retirement.keep {
        Keep::Nothing => "none".into(),
        Keep::Before => "before".into(),
        // Installations that took the earlier update go on refusing what was issued too late.
        Keep::Payloads(digests) | Keep::PayloadsBefore(digests) => {
            Value::from_iter(digests.iter().map(|digest| base64::encode_url(digest)))
        }
    };
    json!({ "kid": kid, "at": retirement.at.as_secs(), "keep": keep })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::carrier::envelope::Envelope;
    use crate::keys::TrustedKeys;
    use crate::verify::trust::Trust;

    const ISSUER: &str = "https://vendor.example";

    fn at(secs: i64) -> UnixTime {
        UnixTime::from_secs(secs).unwrap()
    }

    fn key() -> TrustedKey {
        TrustedKey::new(*SigningKey::generate().unwrap().public_key())
    }

    fn retirement(secs: i64, keep: Keep) -> Retirement {
        Retirement { at: at(secs), keep }
    }

    /// What those who hold the root make of an update.
    fn read(draft: &TrustUpdateDraft, root: &SigningKey) -> Verified<TrustUpdate> {
        let mut keys = TrustedKeys::default();
        let uses = Some(vec![DocumentType::TrustUpdate]);
        let issuer = Some(ISSUER.to_owned());
        keys.insert(TrustedKey { uses, issuer, ..TrustedKey::new(*root.public_key()) }).unwrap();
        let signed = draft.sign(&[root], at(1_000)).unwrap();
        let update = Envelope::read(signed.to_armor().as_bytes()).unwrap().verify(&keys).unwrap();
        Trust::new(keys).take(&update).unwrap();
        update
    }

    #[test]
    fn an_update_says_all_that_it_was_given() {
        let root = SigningKey::generate().unwrap();
        let constrained = TrustedKey {
            issuer: Some(ISSUER.into()),
            uses: Some(vec![DocumentType::License, DocumentType::RevocationList]),
            products: Some(vec!["a".into(), "b".into()]),
            not_before: Some(at(10)),
            expires: Some(at(20)),
            ..key()
        };
        let free = key();
        let mut draft = TrustUpdateDraft::new(ISSUER);
        draft.add(constrained.clone()).unwrap();
        draft.add(free.clone()).unwrap();
        let (leaked, laid_aside, listed) =
            (key().key.thumbprint(), key().key.thumbprint(), key().key.thumbprint());
        draft.retire(leaked, &retirement(5, Keep::Nothing));
        draft.retire(laid_aside, &retirement(6, Keep::Before));
        draft.retire(listed, &retirement(7, Keep::Payloads(vec![[7; 32]])));

        let update = read(&draft, &root);
        assert_eq!((update.issuer.as_str(), update.serial, update.issued), (ISSUER, 1, at(1_000)));
        let known = |key: &TrustedKey| update.keys.iter().find(|other| other.key == key.key).unwrap().clone();
        assert_eq!(known(&constrained), constrained);
        // What a key without constraints may sign is spelt out.
        let spelt_out = known(&free);
        assert_eq!(spelt_out.issuer.as_deref(), Some(ISSUER));
        assert_eq!(uses(&spelt_out), uses(&free));
        let keep = |kid| update.retired[kid].clone();
        assert_eq!(keep(&leaked), retirement(5, Keep::Nothing));
        assert_eq!(keep(&laid_aside), retirement(6, Keep::Before));
        assert_eq!(keep(&listed), retirement(7, Keep::Payloads(vec![[7; 32]])));
    }

    #[test]
    fn the_next_update_says_all_that_the_last_one_said() {
        let root = SigningKey::generate().unwrap();
        let (old, new) = (key(), key());
        let mut first = TrustUpdateDraft::new(ISSUER);
        first.add(old.clone()).unwrap();
        first.retire(old.key.thumbprint(), &retirement(6, Keep::Nothing));
        let mut next = TrustUpdateDraft::after(&read(&first, &root));
        next.add(new.clone()).unwrap();
        next.retire(old.key.thumbprint(), &retirement(9, Keep::Before));
        let next = read(&next, &root);
        assert_eq!((next.serial, next.keys.len()), (2, 2));
        assert_eq!(next.retired[&old.key.thumbprint()], retirement(6, Keep::Nothing), "leaked stays leaked");
    }

    #[test]
    fn a_key_set_says_what_is_retired_too() {
        let root = SigningKey::generate().unwrap();
        let old = TrustedKey { retired: Some(retirement(6, Keep::Before)), ..key() };
        let mut draft = TrustUpdateDraft::new(ISSUER);
        draft.add(old.clone()).unwrap();
        assert_eq!(read(&draft, &root).retired[&old.key.thumbprint()], retirement(6, Keep::Before));
    }

    #[test]
    fn roots_and_other_issuers_keys_are_no_part_of_it() {
        let root = SigningKey::generate().unwrap();
        let mut draft = TrustUpdateDraft::new(ISSUER);
        let others = TrustedKey { issuer: Some("https://other.example".into()), ..key() };
        assert_eq!(draft.add(others).unwrap_err().code(), Code::KeyIssuer);
        let another_root = TrustedKey { uses: Some(vec![DocumentType::TrustUpdate]), ..key() };
        assert_eq!(draft.add(another_root).unwrap_err().code(), Code::KeyUse);
        draft.retire(root.public_key().thumbprint(), &retirement(5, Keep::Nothing));
        assert_eq!(draft.sign(&[&root], at(1_000)).unwrap_err().code(), Code::KeyUse);
    }
}
