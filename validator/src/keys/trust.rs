//! The trusted keys as they are after trust updates.

use super::trust_update::TrustUpdate;
use super::{Retirement, Thumbprint, TrustedKey, TrustedKeys};
use crate::document_type::DocumentType;
use crate::error::{Code, Error, Result};
use crate::verified::Verified;
use std::collections::BTreeMap;

/// The keys that an embedder trusts, and what their roots have said since.
///
/// A root is a key whose uses name trust updates. Its updates add and retire other keys of their own
/// issuer; roots themselves, and the keys of other issuers, they can't touch.
///
/// A [`Verifier`](crate::Verifier) takes the updates among its files; its [`Opened`](crate::Opened) has the
/// keys that they leave, for the files that come later:
///
/// ```
/// use countersign::{Trust, TrustedKeys, Verifier};
///
/// # fn main() -> countersign::Result<()> {
/// # let key_set = include_bytes!("../../../tests/fixtures/keys.json");
/// # let base = include_bytes!("../../../tests/fixtures/orange-uce-base.lic");
/// # let addon = include_bytes!("../../../tests/fixtures/orange-uce-addon.lic");
/// let trust: Trust = Verifier::new(TrustedKeys::parse(key_set)?).open([("base.lic", &base[..])]).trust;
/// let later = Verifier::new(trust.keys().clone()).open([("addon.lic", &addon[..])]);
/// assert!(later.files[0].outcome.is_ok());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Default)]
pub struct Trust {
    base: TrustedKeys,
    /// What the roots of each issuer have said.
    issuers: BTreeMap<String, Said>,
    current: TrustedKeys,
}

/// What the roots of an issuer have said.
#[derive(Debug, Clone, Default)]
struct Said {
    /// The serial of the last update, if one was taken.
    serial: Option<u64>,
    /// The least serial of the next one.
    least: u64,
    /// The keys of the last update.
    keys: Vec<TrustedKey>,
    /// What was retired, by whichever update; only grows.
    retired: BTreeMap<Thumbprint, Vec<Retired>>,
}

/// The retirement of a key, which may be one that only a later update brings.
#[derive(Debug, Clone)]
struct Retired {
    retirement: Retirement,
    /// The products that the roots that signed speak for. A key for others is none that they retire.
    products: Option<Vec<String>>,
}

impl Trust {
    /// Starts from the embedder's keys.
    pub fn new(base: TrustedKeys) -> Self {
        Self { current: base.clone(), base, ..Self::default() }
    }

    /// The same, which takes no update of the issuer with a lower serial: for an embedder that knows of
    /// newer ones than it has at hand.
    #[must_use]
    pub fn with_least_serial(mut self, issuer: impl Into<String>, serial: u64) -> Self {
        let said = self.issuers.entry(issuer.into()).or_default();
        said.least = said.least.max(serial);
        self
    }

    /// The keys as they are now. One that the updates of several issuers add has an entry for each of them.
    pub fn keys(&self) -> &TrustedKeys {
        &self.current
    }

    /// Takes an update: it replaces the issuer's last one whole, and what it retires stays retired.
    ///
    /// # Errors
    /// [`Code::Stale`] where one with its serial or a higher one was taken; [`Code::KeyUse`] where no root
    /// of the embedder's signed it.
    pub fn take(&mut self, update: &Verified<TrustUpdate>) -> Result<()> {
        let roots: Vec<&TrustedKey> = update.signers().iter().filter_map(|kid| self.root(kid)).collect();
        if roots.is_empty() {
            let needed = DocumentType::TrustUpdate.typ();
            return Err(Error::new(Code::KeyUse).with_found("a key that is no root").with_needed(needed));
        }
        let products = spoken_for(&roots);
        let said = self.issuers.entry(update.issuer.clone()).or_default();
        if update.serial < said.least {
            let needed = format!("{} or more", said.least);
            return Err(Error::new(Code::Stale)
                .with_at("tru.serial")
                .with_found(update.serial)
                .with_needed(needed));
        }
        said.serial = Some(update.serial);
        said.least = update.serial + 1;
        said.keys = update.keys.iter().filter_map(|key| within(key, products.as_deref())).collect();
        for (kid, retirement) in &update.retired {
            said.retire(*kid, Retired { retirement: retirement.clone(), products: products.clone() });
        }
        self.current = self.assemble();
        Ok(())
    }

    /// The serial of the last update taken of an issuer.
    pub fn serial(&self, issuer: &str) -> Option<u64> {
        self.issuers.get(issuer)?.serial
    }

    fn root(&self, kid: &Thumbprint) -> Option<&TrustedKey> {
        self.base.get(kid).filter(|key| is_root(key))
    }

    fn assemble(&self) -> TrustedKeys {
        let mut current = TrustedKeys::default();
        let added = self.issuers.values().flat_map(|said| &said.keys);
        // The embedder's own entry for a key stands: an update neither widens nor narrows it.
        let added = added.filter(|key| self.base.get(&key.key.thumbprint()).is_none());
        for key in self.base.iter().chain(added) {
            current.replace(TrustedKey { retired: self.retirement(key), ..key.clone() });
        }
        current
    }

    /// The retirement of a key: its own, or a stricter one by the roots of its issuer. Roots stay, and so
    /// does a key for more products than those that the roots which retired it speak for.
    fn retirement(&self, key: &TrustedKey) -> Option<Retirement> {
        let issuer = key.issuer.as_ref().filter(|_| !is_root(key));
        let said = issuer.and_then(|issuer| self.issuers.get(issuer));
        let retired = said.and_then(|said| said.retired.get(&key.key.thumbprint())).into_iter().flatten();
        retired.filter(|retired| retired.speaks_for(key)).fold(key.retired.clone(), |strictest, retired| {
            let retirement = &retired.retirement;
            Some(strictest.map_or_else(|| retirement.clone(), |strictest| strictest.stricter(retirement)))
        })
    }
}

impl Said {
    fn retire(&mut self, kid: Thumbprint, new: Retired) {
        let known = self.retired.entry(kid).or_default();
        match known.iter_mut().find(|known| known.products == new.products) {
            Some(known) => known.retirement = known.retirement.stricter(&new.retirement),
            None => known.push(new),
        }
    }
}

impl Retired {
    /// Whether the roots that retired the key speak for all that it signs for.
    fn speaks_for(&self, key: &TrustedKey) -> bool {
        match (&self.products, &key.products) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(spoken), Some(products)) => products.iter().all(|product| spoken.contains(product)),
        }
    }
}

fn is_root(key: &TrustedKey) -> bool {
    key.may_sign(DocumentType::TrustUpdate).is_ok()
}

/// The products that the roots speak for together; none where one speaks for any.
fn spoken_for(roots: &[&TrustedKey]) -> Option<Vec<String>> {
    let lists: Option<Vec<_>> = roots.iter().map(|root| root.products.clone()).collect();
    lists.map(|lists| lists.concat())
}

/// The key with its products cut to those that are spoken for; none where nothing is left.
fn within(key: &TrustedKey, spoken: Option<&[String]>) -> Option<TrustedKey> {
    let Some(spoken) = spoken else { return Some(key.clone()) };
    let products: Vec<String> = match &key.products {
        None => spoken.to_vec(),
        Some(products) => products.iter().filter(|product| spoken.contains(product)).cloned().collect(),
    };
    (!products.is_empty()).then(|| TrustedKey { products: Some(products), ..key.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Keep;
    use crate::keys::PublicKey;
    use crate::time::UnixTime;

    const VENDOR: &str = "https://vendor.example";
    const OTHER: &str = "https://other.example";

    fn key(seed: u8) -> TrustedKey {
        let signing = ed25519_dalek::SigningKey::from_bytes(&[seed; 32]);
        let key = PublicKey::from_bytes(signing.verifying_key().as_bytes()).unwrap();
        TrustedKey { issuer: Some(VENDOR.into()), ..TrustedKey::new(key) }
    }

    fn kid(seed: u8) -> Thumbprint {
        key(seed).key.thumbprint()
    }

    fn root(seed: u8) -> TrustedKey {
        TrustedKey { uses: Some(vec![DocumentType::TrustUpdate]), ..key(seed) }
    }

    fn trust(keys: impl IntoIterator<Item = TrustedKey>) -> Trust {
        let mut base = TrustedKeys::default();
        keys.into_iter().for_each(|key| base.insert(key).unwrap());
        Trust::new(base)
    }

    fn retirement(keep: Keep) -> Retirement {
        Retirement { at: UnixTime::from_secs(100).unwrap(), keep }
    }

    /// An update as if key `signer` had signed it.
    fn update(
        signer: u8,
        serial: u64,
        keys: Vec<TrustedKey>,
        retired: impl IntoIterator<Item = (u8, Keep)>,
    ) -> Verified<TrustUpdate> {
        let retired = retired.into_iter().map(|(seed, keep)| (kid(seed), retirement(keep))).collect();
        let issued = UnixTime::from_secs(100).unwrap();
        let update = TrustUpdate { issuer: VENDOR.into(), id: "T".into(), issued, serial, keys, retired };
        Verified::new(update, Vec::new(), vec![kid(signer)])
    }

    /// The same by another issuer.
    fn of_other(
        signer: u8,
        serial: u64,
        keys: Vec<TrustedKey>,
        retired: impl IntoIterator<Item = (u8, Keep)>,
    ) -> Verified<TrustUpdate> {
        let update = TrustUpdate { issuer: OTHER.into(), ..(*update(signer, serial, keys, retired)).clone() };
        Verified::new(update, Vec::new(), vec![kid(signer)])
    }

    fn kids(trust: &Trust) -> Vec<Thumbprint> {
        trust.keys().iter().map(|key| key.key.thumbprint()).collect()
    }

    fn sorted(seeds: &[u8]) -> Vec<Thumbprint> {
        let mut kids: Vec<_> = seeds.iter().map(|&seed| kid(seed)).collect();
        kids.sort_unstable();
        kids
    }

    #[test]
    fn an_update_replaces_the_last_one_whole() {
        let mut trust = trust([root(1), key(2)]);
        trust.take(&update(1, 1, vec![key(3)], [])).unwrap();
        assert_eq!(kids(&trust), sorted(&[1, 2, 3]));
        trust.take(&update(1, 2, vec![key(4)], [])).unwrap();
        assert_eq!(kids(&trust), sorted(&[1, 2, 4]));
        assert_eq!(trust.serial(VENDOR), Some(2));
    }

    #[test]
    fn a_replayed_update_is_stale_and_changes_nothing() {
        let mut trust = trust([root(1)]);
        trust.take(&update(1, 2, vec![key(3)], [])).unwrap();
        for serial in [1, 2] {
            let error = trust.take(&update(1, serial, vec![key(4)], [])).unwrap_err();
            assert_eq!(error.code(), Code::Stale);
        }
        assert_eq!(kids(&trust), sorted(&[1, 3]));
    }

    #[test]
    fn only_a_root_of_the_embedder_is_heard() {
        let mut trust = trust([root(1), key(2)]);
        assert_eq!(trust.take(&update(2, 1, vec![key(3)], [])).unwrap_err().code(), Code::KeyUse);
        assert_eq!(trust.take(&update(9, 1, vec![key(3)], [])).unwrap_err().code(), Code::KeyUse);
        // Not even one that an update tried to bring in.
        trust.take(&update(1, 1, vec![root(3)], [])).unwrap();
        assert_eq!(trust.take(&update(3, 2, vec![key(4)], [])).unwrap_err().code(), Code::KeyUse);
    }

    #[test]
    fn what_is_retired_stays_retired() {
        let mut trust = trust([root(1), key(2)]);
        trust.take(&update(1, 1, vec![], [(2, Keep::Nothing)])).unwrap();
        trust.take(&update(1, 2, vec![key(2)], [(2, Keep::Before)])).unwrap();
        trust.take(&update(1, 3, vec![key(2)], [])).unwrap();
        assert_eq!(trust.keys().get(&kid(2)).unwrap().retired, Some(retirement(Keep::Nothing)));
    }

    #[test]
    fn roots_and_other_issuers_keys_are_out_of_reach() {
        let other = TrustedKey { issuer: Some("https://other.example".into()), ..key(3) };
        let nobodys = TrustedKey { issuer: None, ..key(4) };
        let mut trust = trust([root(1), root(2), other.clone(), nobodys.clone()]);
        let retired = [1, 2, 3, 4].map(|seed| (seed, Keep::Nothing));
        trust.take(&update(1, 1, vec![key(3)], retired)).unwrap();
        assert!(trust.keys().iter().all(|key| key.retired.is_none()));
        assert_eq!(trust.keys().get(&kid(3)), Some(&other));
        assert_eq!(trust.keys().get(&kid(4)), Some(&nobodys));
    }

    #[test]
    fn a_root_speaks_for_its_products_only() {
        let of = |key: TrustedKey, products: &[&str]| TrustedKey {
            products: Some(products.iter().map(|product| (*product).to_owned()).collect()),
            ..key
        };
        let mut trust = trust([of(root(1), &["a"]), of(key(2), &["a", "b"]), of(key(3), &["a"]), key(7)]);
        let added = vec![key(4), of(key(5), &["a", "b"]), of(key(6), &["b"])];
        trust.take(&update(1, 1, added, [2, 3, 7].map(|seed| (seed, Keep::Nothing)))).unwrap();
        assert_eq!(kids(&trust), sorted(&[1, 2, 3, 4, 5, 7]));
        for seed in [4, 5] {
            assert_eq!(trust.keys().get(&kid(seed)).unwrap().products, Some(vec!["a".to_owned()]));
        }
        assert!([2, 7].iter().all(|&seed| trust.keys().get(&kid(seed)).unwrap().retired.is_none()));
        assert_eq!(trust.keys().get(&kid(3)).unwrap().retired, Some(retirement(Keep::Nothing)));
    }

    #[test]
    fn a_root_does_not_retire_what_it_does_not_speak_for_in_advance() {
        let of = |key: TrustedKey, product: &str| TrustedKey { products: Some(vec![product.into()]), ..key };
        let other = TrustedKey { issuer: Some(OTHER.into()), ..root(5) };
        let mut trust = trust([of(root(1), "a"), root(2), other]);
        // Neither key is known yet: one will be another issuer's, one another product's.
        trust.take(&update(1, 1, vec![], [(3, Keep::Nothing), (4, Keep::Nothing)])).unwrap();
        trust.take(&update(2, 2, vec![of(key(4), "b")], [])).unwrap();
        trust.take(&of_other(5, 1, vec![TrustedKey { issuer: Some(OTHER.into()), ..key(3) }], [])).unwrap();
        assert!([3, 4].iter().all(|&seed| trust.keys().get(&kid(seed)).unwrap().retired.is_none()));
        // Its own that comes later stays retired.
        trust.take(&update(2, 3, vec![of(key(4), "a")], [])).unwrap();
        assert_eq!(trust.keys().get(&kid(4)).unwrap().retired, Some(retirement(Keep::Nothing)));
        // A root that speaks for all products retires the key for any.
        trust.take(&update(2, 4, vec![of(key(4), "b")], [(4, Keep::Before)])).unwrap();
        assert_eq!(trust.keys().get(&kid(4)).unwrap().retired, Some(retirement(Keep::Before)));
    }

    #[test]
    fn an_issuer_does_not_take_anothers_key_by_adding_it() {
        let others = TrustedKey { issuer: Some(OTHER.into()), ..key(3) };
        for order in [[0, 1], [1, 0]] {
            let mut trust = trust([root(1), TrustedKey { issuer: Some(OTHER.into()), ..root(5) }]);
            let mut updates =
                [update(1, 1, vec![key(3)], [(3, Keep::Nothing)]), of_other(5, 1, vec![others.clone()], [])];
            updates.rotate_left(order[0]);
            updates.iter().for_each(|update| trust.take(update).unwrap());
            let entries: Vec<_> = trust.keys().entries(&kid(3)).collect();
            assert_eq!(entries.len(), 2, "one for each issuer");
            assert!(entries.contains(&&others), "{order:?}");
            let at = UnixTime::from_secs(100).unwrap();
            assert!(trust.keys().check(&others, OTHER, None, at).is_ok());
            assert!(trust.keys().check(&others, VENDOR, None, at).is_err());
        }
    }

    #[test]
    fn serials_begin_where_the_embedder_says() {
        let mut trust = trust([root(1)]).with_least_serial(VENDOR, 3).with_least_serial(VENDOR, 1);
        assert_eq!(trust.take(&update(1, 2, vec![key(2)], [])).unwrap_err().code(), Code::Stale);
        trust.take(&update(1, 3, vec![key(2)], [])).unwrap();
        assert_eq!(trust.serial(VENDOR), Some(3));
    }
}
