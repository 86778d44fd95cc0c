//! The keys that are trusted.

use super::TrustedKey;
use super::prepared::Prepared;
use super::trusted_key::accept;
use crate::error::{Code, Error, Result};
use crate::values::by_name::ByName;
use crate::values::thumbprint::Thumbprint;
use crate::values::time::UnixTime;
use std::ops::Range;

/// How the issuers of other makers' licences begin: each adapter's have a name space of their own.
const FOREIGN: [&str; 2] = ["jwt:", "keygen:"];

/// The keys that are trusted, by thumbprint. Empty by default, and then no file is accepted.
///
/// They come from the embedding application or from an administrator's deliberate import, never from the
/// file that is to be verified.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::vec_box, reason = "one key more moves addresses, and not keys of hundreds of bytes")]
pub struct TrustedKeys(Vec<Box<Entry>>);

/// A key among others.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    key: TrustedKey,
    prepared: Prepared,
}

/// A key that signatures are to be verified by.
#[derive(Clone, Copy)]
pub(crate) struct Verifying<'k> {
    /// The key.
    pub(crate) key: &'k TrustedKey,
    prepared: &'k Prepared,
}

impl Verifying<'_> {
    /// Whether the signature of the message, which is given in parts, holds; as
    /// [`PublicKey::verify`](super::PublicKey::verify), and quicker where the key verifies many.
    pub(crate) fn verify(self, message: &[&[u8]], signature: &[u8]) -> Result<()> {
        self.prepared.verify(&self.key.key, message, signature)
    }
}

impl TrustedKeys {
    /// No key.
    pub(crate) const NONE: Self = Self(Vec::new());

    /// Adds a key. One that is there already with the same constraints is left as it is.
    ///
    /// # Errors
    /// [`Code::KeyInvalid`] where the key is there with other constraints: neither to widen nor to narrow
    /// the trust in a key by adding it once more is what the reader of either entry would expect.
    pub fn insert(&mut self, key: TrustedKey) -> Result<()> {
        self.check_addition(&key)?;
        self.replace(key);
        Ok(())
    }

    /// Puts a key in, whatever stood there for it and its issuer.
    ///
    /// One key may so have an entry for each of several issuers: by adding another issuer's key as its own, an
    /// issuer must not take it away.
    pub(crate) fn replace(&mut self, key: TrustedKey) {
        let place = (key.key.thumbprint(), &key.issuer);
        let found =
            self.0.binary_search_by(|other| (other.key.key.thumbprint(), &other.key.issuer).cmp(&place));
        match found {
            // The public key is the same one, and stays prepared.
            Ok(index) => self.0[index].key = key,
            Err(index) => self.0.insert(index, Box::new(Entry { key, prepared: Prepared::default() })),
        }
    }

    /// These keys, and those of another set that are not among them: of one that is, by its thumbprint, only
    /// the entry of this set holds, whatever issuer or limits the other gives it. Of an issuer that this set
    /// knows, the other brings no root, which could retire keys of this set.
    pub(crate) fn with_others(&self, others: &TrustedKeys) -> TrustedKeys {
        let mut issuers: ByName<'_, bool> = ByName::default();
        self.iter().filter_map(|key| key.issuer.as_deref()).for_each(|issuer| *issuers.at(issuer) = true);
        let mut keys = self.clone();
        for key in others.iter().filter(|key| self.get(&key.key.thumbprint()).is_none()) {
            let is_known = key.issuer.as_deref().is_some_and(|issuer| issuers.get(issuer).is_some());
            if let Some(key) = if is_known { key.no_root() } else { Some(key.clone()) } {
                keys.replace(key);
            }
        }
        keys
    }

    /// Adds all keys of another set, by the rule of [`insert`](Self::insert).
    ///
    /// # Errors
    /// [`Code::KeyInvalid`], and then none has been added.
    pub fn extend(&mut self, other: TrustedKeys) -> Result<()> {
        other.iter().try_for_each(|key| self.check_addition(key))?;
        other.0.into_iter().for_each(|entry| self.replace(entry.key));
        Ok(())
    }

    /// Ceases to trust a key, and gives it back if it was there.
    pub fn remove(&mut self, thumbprint: &Thumbprint) -> Option<TrustedKey> {
        self.0.drain(self.range(thumbprint)).map(|entry| entry.key).next()
    }

    /// The key with this thumbprint.
    pub fn get(&self, thumbprint: &Thumbprint) -> Option<&TrustedKey> {
        self.entries(thumbprint).next()
    }

    /// The entries for a key: one, unless several issuers have added it.
    pub(crate) fn entries(&self, thumbprint: &Thumbprint) -> impl Iterator<Item = &TrustedKey> {
        self.0[self.range(thumbprint)].iter().map(|entry| &entry.key)
    }

    /// The same entries, to verify signatures by.
    pub(crate) fn verifying(&self, thumbprint: &Thumbprint) -> impl Iterator<Item = Verifying<'_>> {
        let entries = self.0[self.range(thumbprint)].iter();
        entries.map(|entry| Verifying { key: &entry.key, prepared: &entry.prepared })
    }

    fn range(&self, thumbprint: &Thumbprint) -> Range<usize> {
        let start = self.0.partition_point(|entry| entry.key.key.thumbprint() < *thumbprint);
        let thumbprints = self.0[start..].iter().map(|entry| entry.key.key.thumbprint());
        let count = thumbprints.take_while(|other| other == thumbprint).count();
        start..start + count
    }

    /// The keys in the order of their thumbprints.
    pub fn iter(&self) -> impl Iterator<Item = &TrustedKey> {
        self.0.iter().map(|entry| &entry.key)
    }

    /// The number of keys.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no key.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a document that the key signed is one that the key may sign. Asked once the signature holds,
    /// because all that is asked about stands in the payload; the type, which does not, is asked about
    /// before by [`TrustedKey::may_sign`].
    pub(crate) fn check(
        &self,
        key: &TrustedKey,
        issuer: &str,
        product: Option<&str>,
        issued: UnixTime,
    ) -> Result<()> {
        self.check_issuer(key, issuer)?;
        product.map_or(Ok(()), |product| key.check_product(product))?;
        key.check_period(issued)?;
        key.check_retirement(issued)
    }

    /// As [`check`](Self::check), of a document of this format: in the name of what an adapter reads, only a
    /// key signs that names it.
    pub(crate) fn check_own(
        &self,
        key: &TrustedKey,
        issuer: &str,
        product: Option<&str>,
        issued: UnixTime,
    ) -> Result<()> {
        if key.issuer.is_none() && FOREIGN.iter().any(|name_space| issuer.starts_with(name_space)) {
            let error = Error::new(Code::KeyIssuer).with_at("iss").with_found(issuer);
            return Err(error.with_needed("a key that names this issuer"));
        }
        self.check(key, issuer, product, issued)
    }

    /// A key without an issuer must not sign for one that has keys of its own.
    fn check_issuer(&self, key: &TrustedKey, issuer: &str) -> Result<()> {
        let error = || Error::new(Code::KeyIssuer).with_at("iss").with_found(issuer);
        match &key.issuer {
            Some(own) => accept(own == issuer, || error().with_needed(own.clone())),
            None => {
                let taken = self.iter().any(|other| other.issuer.as_deref() == Some(issuer));
                accept(!taken, || error().with_needed("a key that names this issuer"))
            }
        }
    }

    fn check_addition(&self, key: &TrustedKey) -> Result<()> {
        let thumbprint = key.key.thumbprint();
        accept(self.entries(&thumbprint).all(|present| present == key), || {
            Error::new(Code::KeyInvalid)
                .with_at(thumbprint)
                .with_found("two different entries for one key")
                .with_needed("one entry")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::{Keep, PublicKey, Retirement};
    use crate::values::document_type::DocumentType;
    use sha2::{Digest, Sha256};

    const VENDOR: &str = "https://vendor.example";

    fn key(seed: u8) -> TrustedKey {
        let signing = ed25519_dalek::SigningKey::from_bytes(&[seed; 32]);
        TrustedKey::new(PublicKey::from_bytes(signing.verifying_key().as_bytes()).unwrap())
    }

    fn at(secs: i64) -> UnixTime {
        UnixTime::from_secs(secs).unwrap()
    }

    fn check(
        key: &TrustedKey,
        issuer: &str,
        product: Option<&str>,
        issued: i64,
        payload: &[u8],
    ) -> &'static str {
        let mut keys = TrustedKeys::default();
        keys.insert(key.clone()).unwrap();
        code(key.check_payload(payload).and_then(|()| keys.check(key, issuer, product, at(issued))))
    }

    fn code(result: Result<()>) -> &'static str {
        result.map_or_else(|error| error.code().as_str(), |()| "ok")
    }

    #[test]
    fn without_constraints_a_key_signs_all_but_trust_updates() {
        for &document_type in DocumentType::ALL {
            let expected = if document_type == DocumentType::TrustUpdate { "key_use" } else { "ok" };
            assert_eq!(code(key(1).may_sign(document_type)), expected);
        }
        assert_eq!(check(&key(1), VENDOR, Some("ucware"), 0, b""), "ok");
    }

    #[test]
    fn uses_are_exactly_those_listed() {
        let root = TrustedKey { uses: Some(vec![DocumentType::TrustUpdate]), ..key(1) };
        assert_eq!(code(root.may_sign(DocumentType::TrustUpdate)), "ok");
        assert_eq!(code(root.may_sign(DocumentType::License)), "key_use");
    }

    #[test]
    fn a_key_that_names_an_issuer_signs_for_no_other() {
        let key = TrustedKey { issuer: Some(VENDOR.into()), ..key(1) };
        assert_eq!(check(&key, VENDOR, None, 0, b""), "ok");
        for other in ["https://vendor.example/", "https://VENDOR.example", ""] {
            assert_eq!(check(&key, other, None, 0, b""), "key_issuer");
        }
    }

    #[test]
    fn an_issuer_with_keys_of_its_own_is_closed_to_the_others() {
        let mut keys = TrustedKeys::default();
        let (own, free) = (TrustedKey { issuer: Some(VENDOR.into()), ..key(1) }, key(2));
        keys.insert(free.clone()).unwrap();
        assert_eq!(code(keys.check(&free, VENDOR, None, at(0))), "ok");
        keys.insert(own.clone()).unwrap();
        assert_eq!(code(keys.check(&free, VENDOR, None, at(0))), "key_issuer");
        assert_eq!(code(keys.check(&own, VENDOR, None, at(0))), "ok");
        assert_eq!(code(keys.check(&free, "https://other.example", None, at(0))), "ok");
    }

    #[test]
    fn products_are_those_listed_where_the_document_has_one() {
        let key = TrustedKey { products: Some(vec!["ucware".into()]), ..key(1) };
        assert_eq!(check(&key, VENDOR, Some("ucware"), 0, b""), "ok");
        assert_eq!(check(&key, VENDOR, Some("UCware"), 0, b""), "key_product");
        assert_eq!(check(&key, VENDOR, None, 0, b""), "ok");
    }

    #[test]
    fn the_period_includes_its_start_and_not_its_end() {
        let key = TrustedKey { not_before: Some(at(10)), expires: Some(at(20)), ..key(1) };
        for (issued, expected) in [(9, "key_period"), (10, "ok"), (19, "ok"), (20, "key_period")] {
            assert_eq!(check(&key, VENDOR, None, issued, b""), expected, "{issued}");
        }
    }

    #[test]
    fn a_retired_key_keeps_what_its_retirement_says() {
        let retired = |keep| TrustedKey { retired: Some(Retirement { at: at(10), keep }), ..key(1) };
        assert_eq!(check(&retired(Keep::Nothing), VENDOR, None, 0, b""), "key_retired");
        let before = retired(Keep::Before);
        assert_eq!(check(&before, VENDOR, None, 9, b""), "ok");
        assert_eq!(check(&before, VENDOR, None, 10, b""), "key_retired");
        let payloads = retired(Keep::Payloads(vec![Sha256::digest(b"good").into()]));
        assert_eq!(check(&payloads, VENDOR, None, 99, b"good"), "ok");
        assert_eq!(check(&payloads, VENDOR, None, 0, b"forged"), "key_retired");
    }

    #[test]
    fn a_key_is_there_once() {
        let mut keys = TrustedKeys::default();
        keys.insert(key(1)).unwrap();
        keys.insert(key(1)).unwrap();
        assert_eq!(keys.len(), 1);
        let other = TrustedKey { issuer: Some(VENDOR.into()), ..key(1) };
        assert_eq!(keys.insert(other.clone()).unwrap_err().code(), Code::KeyInvalid);

        let mut more = TrustedKeys::default();
        more.insert(key(2)).unwrap();
        more.insert(other).unwrap();
        assert_eq!(keys.extend(more).unwrap_err().code(), Code::KeyInvalid);
        assert_eq!(keys.iter().collect::<Vec<_>>(), [&key(1)]);
        assert_eq!(keys.get(&key(1).key.thumbprint()), Some(&key(1)));
        assert_eq!(keys.get(&key(2).key.thumbprint()), None);
    }
}
