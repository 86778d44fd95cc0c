//! Making the next revocation list.

use super::{SignedDocument, SigningKey, sign_document};
use crate::documents::revocation_list::{PREFIX, RevocationList, prefix};
use crate::error::{Code, Error, Result};
use crate::values::base64;
use crate::values::document_type::DocumentType;
use crate::values::thumbprint::Thumbprint;
use crate::values::time::UnixTime;
use crate::verify::verified::Verified;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A document that is to hold no longer, and what people are told about it.
#[derive(Debug, Clone)]
pub struct Revocation {
    /// The document's type.
    pub document_type: DocumentType,
    /// Its `jti`.
    pub id: String,
    /// The highest serial that is revoked; none: all serials, also those to come.
    pub serial: Option<u64>,
    /// When it was revoked. The list revokes from the moment it is loaded; this is for people.
    pub at: Option<UnixTime>,
    /// Why, in one line.
    pub reason: Option<String>,
}

/// A revocation list that is being made.
///
/// ```
/// use countersign::issue::{Revocation, RevocationListDraft, SigningKey};
/// use countersign::{
///     DocumentType, Envelope, RevocationList, TrustedKey, TrustedKeys, UnixTime, Verified,
/// };
///
/// # fn main() -> countersign::Result<()> {
/// let key = SigningKey::generate()?;
/// let (now, next_update) = (UnixTime::from_secs(1_700_000_000)?, UnixTime::from_secs(1_702_592_000)?);
/// let mut draft = RevocationListDraft::new("https://vendor.example", "orange-uce", next_update);
/// draft.revoke(Revocation {
///     document_type: DocumentType::License,
///     id: "L-1".into(),
///     serial: Some(2),
///     at: Some(now),
///     reason: Some("money returned".into()),
/// });
/// let file = draft.sign(&[&key], now)?.to_armor();
///
/// let mut keys = TrustedKeys::default();
/// keys.insert(TrustedKey::new(*key.public_key()))?;
/// let list: Verified<RevocationList> = Envelope::read(file.as_bytes())?.verify(&keys)?;
/// assert!(list.revokes(DocumentType::License, "L-1", 2));
/// assert!(!list.revokes(DocumentType::License, "L-1", 3));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct RevocationListDraft {
    issuer: String,
    product: String,
    serial: u64,
    next_update: UnixTime,
    /// The entries as they are written, those of the list before first.
    entries: Vec<Value>,
    /// Where the entry of a document is, and the highest serial that it revokes.
    documents: BTreeMap<(DocumentType, String), (usize, Option<u64>)>,
    delegates: BTreeSet<Thumbprint>,
    digests: BTreeSet<[u8; PREFIX]>,
}

impl RevocationListDraft {
    /// Begins an issuer's first list for a product. `next_update` is when the next one is due.
    pub fn new(issuer: impl Into<String>, product: impl Into<String>, next_update: UnixTime) -> Self {
        Self {
            issuer: issuer.into(),
            product: product.into(),
            serial: 1,
            next_update,
            entries: Vec::new(),
            documents: BTreeMap::new(),
            delegates: BTreeSet::new(),
            digests: BTreeSet::new(),
        }
    }

    /// Begins the list that follows another: its serial is the next one, and all that was revoked stays so.
    ///
    /// # Errors
    /// The stages `json_` and `claims_`, for a list that no verification lets through.
    pub fn after(previous: &Verified<RevocationList>, next_update: UnixTime) -> Result<Self> {
        let mut draft = Self::new(&*previous.issuer, &*previous.product, next_update);
        draft.serial = previous.serial + 1;
        draft.digests = previous.digests().iter().copied().collect();
        let unreadable = |_| Error::new(Code::JsonSyntax).with_at("payload");
        let mut payload: Value = serde_json::from_slice(previous.payload()).map_err(unreadable)?;
        if let Value::Array(entries) = payload["rev"]["revoked"].take() {
            entries.into_iter().try_for_each(|entry| draft.take_over(entry))?;
        }
        Ok(draft)
    }

    /// Revokes a document. Where an entry revokes as much already, that stays as it is.
    pub fn revoke(&mut self, revocation: Revocation) {
        let Revocation { document_type, id, serial, at, reason } = revocation;
        let mut entry = json!({ "jti": id });
        if document_type != DocumentType::License {
            entry["typ"] = document_type.typ().into();
        }
        if let Some(serial) = serial {
            entry["serial"] = serial.into();
        }
        self.insert((document_type, id), serial, remarked(entry, at, reason));
    }

    /// Revokes a document, all its serials, by a digest of 8 bytes: for lists so long that the names of the
    /// documents would make them too large.
    pub fn revoke_digest(&mut self, document_type: DocumentType, id: &str) {
        self.digests.insert(prefix(document_type, id));
    }

    /// Revokes a key that licences delegate to.
    pub fn revoke_delegate(&mut self, key: Thumbprint, at: Option<UnixTime>, reason: Option<String>) {
        if self.delegates.insert(key) {
            self.entries.push(remarked(json!({ "kid": key }), at, reason));
        }
    }

    /// How many documents and keys the list names.
    pub fn named(&self) -> usize {
        self.entries.len()
    }

    /// How many documents the list has the digests of.
    pub fn digests(&self) -> usize {
        self.digests.len()
    }

    /// The list's serial.
    pub fn serial(&self) -> u64 {
        self.serial
    }

    /// Signs the list with each of the keys.
    ///
    /// # Errors
    /// As [`sign_document`]: a name, an id or a text that no list may have is refused here.
    pub fn sign(&self, keys: &[&SigningKey], now: UnixTime) -> Result<SignedDocument> {
        let mut rev = json!({
            "serial": self.serial,
            "next_update": self.next_update.as_secs(),
            "revoked": self.entries,
        });
        if !self.digests.is_empty() {
            let digests: Vec<u8> = self.digests.iter().flatten().copied().collect();
            rev["digests"] = base64::encode_url(&digests).into();
        }
        let claims = json!({ "iss": self.issuer, "aud": self.product, "rev": rev });
        sign_document(claims.to_string().as_bytes(), DocumentType::RevocationList, keys, now)
    }

    /// Takes an entry of the list before, byte for byte: what it tells people stays as it was told.
    fn take_over(&mut self, entry: Value) -> Result<()> {
        let unreadable = || Error::new(Code::ClaimsValue).with_at("rev.revoked");
        if let Some(id) = entry["jti"].as_str() {
            let document_type = match entry["typ"].as_str() {
                None => DocumentType::License,
                Some(typ) => DocumentType::from_typ(typ).ok_or_else(unreadable)?,
            };
            self.insert((document_type, id.to_owned()), entry["serial"].as_u64(), entry);
        } else {
            let kid = entry["kid"].as_str().ok_or_else(unreadable)?.parse()?;
            if self.delegates.insert(kid) {
                self.entries.push(entry);
            }
        }
        Ok(())
    }

    fn insert(&mut self, document: (DocumentType, String), upto: Option<u64>, entry: Value) {
        match self.documents.get_mut(&document) {
            None => {
                self.documents.insert(document, (self.entries.len(), upto));
                self.entries.push(entry);
            }
            Some((index, known)) => {
                // Those that revoke every serial revoke more than any that name one.
                if known.is_some_and(|known| upto.is_none_or(|upto| upto > known)) {
                    *known = upto;
                    self.entries[*index] = entry;
                }
            }
        }
    }
}

/// The entry with what it tells people.
fn remarked(mut entry: Value, at: Option<UnixTime>, reason: Option<String>) -> Value {
    if let Some(at) = at {
        entry["at"] = at.as_secs().into();
    }
    if let Some(reason) = reason {
        entry["reason"] = reason.into();
    }
    entry
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::carrier::envelope::Envelope;
    use crate::keys::{TrustedKey, TrustedKeys};

    fn at(secs: i64) -> UnixTime {
        UnixTime::from_secs(secs).unwrap()
    }

    fn draft() -> RevocationListDraft {
        RevocationListDraft::new("https://vendor.example", "p", at(2_000))
    }

    fn revocation(id: &str, serial: Option<u64>) -> Revocation {
        Revocation { document_type: DocumentType::License, id: id.into(), serial, at: None, reason: None }
    }

    fn signed(draft: &RevocationListDraft) -> Result<Verified<RevocationList>> {
        let key = SigningKey::generate()?;
        let mut keys = TrustedKeys::default();
        keys.insert(TrustedKey::new(*key.public_key()))?;
        Envelope::read(draft.sign(&[&key], at(1_000))?.to_armor().as_bytes())?.verify(&keys)
    }

    fn revokes(list: &RevocationList, id: &str, serial: u64) -> bool {
        list.revokes(DocumentType::License, id, serial)
    }

    #[test]
    fn the_first_list_revokes_what_it_was_given() {
        let key = SigningKey::generate().unwrap().public_key().thumbprint();
        let mut draft = draft();
        draft.revoke(revocation("A", None));
        draft.revoke(revocation("B", Some(2)));
        draft.revoke(Revocation { document_type: DocumentType::Activation, ..revocation("C", None) });
        draft.revoke_digest(DocumentType::License, "D");
        draft.revoke_delegate(key, None, None);
        draft.revoke_delegate(key, None, None);
        assert_eq!((draft.named(), draft.digests()), (4, 1));
        let list = signed(&draft).unwrap();
        assert_eq!((list.serial, list.issued, list.next_update), (1, at(1_000), at(2_000)));
        assert_eq!((list.issuer.as_str(), list.product.as_str()), ("https://vendor.example", "p"));
        assert!(revokes(&list, "A", 9) && revokes(&list, "B", 2) && !revokes(&list, "B", 3));
        assert!(!revokes(&list, "C", 1) && list.revokes(DocumentType::Activation, "C", 1));
        assert!(revokes(&list, "D", 9) && !list.revokes(DocumentType::Activation, "D", 1));
        assert!(list.revokes_delegate(&key));
    }

    #[test]
    fn the_next_list_keeps_what_the_last_one_told() {
        let key = SigningKey::generate().unwrap().public_key().thumbprint();
        let mut first = draft();
        first.revoke(Revocation {
            at: Some(at(900)),
            reason: Some("returned".into()),
            ..revocation("A", Some(2))
        });
        first.revoke_digest(DocumentType::License, "D");
        first.revoke_delegate(key, Some(at(900)), Some("laptop stolen".into()));
        let first = signed(&first).unwrap();

        let mut next = RevocationListDraft::after(&first, at(3_000)).unwrap();
        next.revoke(revocation("B", None));
        next.revoke_digest(DocumentType::License, "E");
        let next = signed(&next).unwrap();
        assert_eq!((next.serial, next.next_update), (2, at(3_000)));
        assert!(revokes(&next, "A", 2) && !revokes(&next, "A", 3) && revokes(&next, "B", 9));
        assert!(revokes(&next, "D", 1) && revokes(&next, "E", 1) && next.revokes_delegate(&key));
        let payload: Value = serde_json::from_slice(next.payload()).unwrap();
        let entries = [
            json!({ "jti": "A", "serial": 2, "at": 900, "reason": "returned" }),
            json!({ "kid": key, "at": 900, "reason": "laptop stolen" }),
            json!({ "jti": "B" }),
        ];
        assert_eq!(payload["rev"]["revoked"].as_array().unwrap(), &entries);
    }

    #[test]
    fn an_entry_only_ever_revokes_more() {
        let mut draft = draft();
        for (serial, upto) in [(Some(2), 2), (Some(1), 2), (Some(4), 4), (None, 9), (Some(5), 9)] {
            draft.revoke(revocation("A", serial));
            assert_eq!(draft.named(), 1);
            let list = signed(&draft).unwrap();
            assert_eq!((1..=9).rev().find(|&serial| revokes(&list, "A", serial)), Some(upto));
        }
    }

    #[test]
    fn what_no_list_may_hold_is_not_signed() {
        let refusal = |revocation: Revocation| {
            let mut draft = draft();
            draft.revoke(revocation);
            signed(&draft).unwrap_err().code()
        };
        assert_eq!(refusal(revocation("A B", None)), Code::ClaimsValue);
        assert_eq!(refusal(revocation("A", Some(0))), Code::ClaimsRange);
        let reason = Some("a\nb".into());
        assert_eq!(refusal(Revocation { reason, ..revocation("A", None) }), Code::ClaimsText);
        assert_eq!(signed(&RevocationListDraft::new("", "p", at(1))).unwrap_err().code(), Code::ClaimsLength);
    }
}
