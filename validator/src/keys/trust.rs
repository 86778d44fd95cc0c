//! The trusted keys as they are after trust updates.

use super::trust_update::TrustUpdate;
use super::{Keep, Retirement, Thumbprint, TrustedKey, TrustedKeys};
use crate::document_type::DocumentType;
use crate::error::{Code, Error, Result};
use crate::verified::Verified;
use std::collections::BTreeMap;

/// The keys that an embedder trusts, and what their roots have said since.
///
/// A root is a key whose uses name trust updates. Its updates add and retire other keys of their own
/// issuer; roots themselves, and the keys of other issuers, they can't touch.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    base: TrustedKeys,
    /// The last update of each issuer.
    updates: BTreeMap<String, Taken>,
    /// What was retired, by whichever update; only grows.
    retired: BTreeMap<Thumbprint, Retirement>,
    current: TrustedKeys,
}

#[derive(Debug, Clone)]
struct Taken {
    serial: u64,
    keys: Vec<TrustedKey>,
}

impl Trust {
    /// Starts from the embedder's keys.
    pub fn new(base: TrustedKeys) -> Self {
        Self { current: base.clone(), base, ..Self::default() }
    }

    /// The keys as they are now.
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
        if let Some(taken) = self.updates.get(&update.issuer)
            && update.serial <= taken.serial
        {
            let needed = format!("more than {}", taken.serial);
            return Err(Error::new(Code::Stale)
                .with_at("tru.serial")
                .with_found(update.serial)
                .with_needed(needed));
        }
        let keys = update.keys.iter().filter_map(|key| within(key, &roots)).collect();
        let retired: Vec<_> = update
            .retired
            .iter()
            .filter(|(kid, _)| self.may_retire(kid, update, &roots))
            .map(|(kid, retirement)| (*kid, retirement.clone()))
            .collect();
        for (kid, retirement) in retired {
            let kept = self.retired.entry(kid).or_insert_with(|| retirement.clone());
            *kept = stricter(kept, &retirement);
        }
        self.updates.insert(update.issuer.clone(), Taken { serial: update.serial, keys });
        self.current = self.assemble();
        Ok(())
    }

    /// The serial of the last update taken of an issuer.
    pub fn serial(&self, issuer: &str) -> Option<u64> {
        self.updates.get(issuer).map(|taken| taken.serial)
    }

    fn root(&self, kid: &Thumbprint) -> Option<&TrustedKey> {
        self.base.get(kid).filter(|key| key.may_sign(DocumentType::TrustUpdate).is_ok())
    }

    /// Whether a key is one that the update's issuer may retire: its own, no root, and for no product that
    /// the signing root does not speak for.
    fn may_retire(&self, kid: &Thumbprint, update: &TrustUpdate, roots: &[&TrustedKey]) -> bool {
        let added = self.updates.get(&update.issuer).into_iter().flat_map(|taken| &taken.keys);
        let known = self.base.iter().chain(added).chain(&update.keys);
        known.filter(|key| key.key.thumbprint() == *kid).all(|key| {
            key.issuer.as_ref() == Some(&update.issuer)
                && key.may_sign(DocumentType::TrustUpdate).is_err()
                && roots.iter().any(|root| covers(root, key))
        })
    }

    fn assemble(&self) -> TrustedKeys {
        let mut current = TrustedKeys::default();
        let added = self.updates.values().flat_map(|taken| &taken.keys);
        // The embedder's own entry for a key stands: an update neither widens nor narrows it.
        let added = added.filter(|key| self.base.get(&key.key.thumbprint()).is_none());
        for key in self.base.iter().chain(added) {
            let mut key = key.clone();
            if let Some(retirement) = self.retired.get(&key.key.thumbprint()) {
                key.retired =
                    Some(key.retired.as_ref().map_or(retirement.clone(), |own| stricter(own, retirement)));
            }
            // Two issuers that add the same key: the first keeps it.
            if current.get(&key.key.thumbprint()).is_none() {
                current.replace(key);
            }
        }
        current
    }
}

/// The key with its products cut to those that a root speaks for; none where nothing is left.
fn within(key: &TrustedKey, roots: &[&TrustedKey]) -> Option<TrustedKey> {
    let mut permitted = Vec::new();
    for root in roots {
        match &root.products {
            None => return Some(key.clone()),
            Some(products) => permitted.extend(products.iter().cloned()),
        }
    }
    let products: Vec<String> = match &key.products {
        None => permitted,
        Some(products) => products.iter().filter(|product| permitted.contains(product)).cloned().collect(),
    };
    (!products.is_empty()).then(|| TrustedKey { products: Some(products), ..key.clone() })
}

/// Whether a root speaks for all that a key signs for.
fn covers(root: &TrustedKey, key: &TrustedKey) -> bool {
    match (&root.products, &key.products) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(spoken), Some(products)) => products.iter().all(|product| spoken.contains(product)),
    }
}

/// Of two retirements the one that keeps less: a key that leaked stays leaked.
fn stricter(a: &Retirement, b: &Retirement) -> Retirement {
    let keep = match (&a.keep, &b.keep) {
        (Keep::Nothing, _) | (_, Keep::Nothing) => Keep::Nothing,
        (Keep::Before, Keep::Before) => Keep::Before,
        (Keep::Before, list) | (list, Keep::Before) => list.clone(),
        (Keep::Payloads(a), Keep::Payloads(b)) => {
            Keep::Payloads(a.iter().filter(|digest| b.contains(digest)).copied().collect())
        }
    };
    Retirement { at: a.at.min(b.at), keep }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::PublicKey;
    use crate::time::UnixTime;

    const VENDOR: &str = "https://vendor.example";

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
        let mut trust = trust([of(root(1), &["a"]), of(key(2), &["a", "b"]), of(key(3), &["a"])]);
        let added = vec![key(4), of(key(5), &["a", "b"]), of(key(6), &["b"])];
        trust.take(&update(1, 1, added, [(2, Keep::Nothing), (3, Keep::Nothing)])).unwrap();
        assert_eq!(kids(&trust), sorted(&[1, 2, 3, 4, 5]));
        for seed in [4, 5] {
            assert_eq!(trust.keys().get(&kid(seed)).unwrap().products, Some(vec!["a".to_owned()]));
        }
        assert_eq!(trust.keys().get(&kid(2)).unwrap().retired, None);
        assert_eq!(trust.keys().get(&kid(3)).unwrap().retired, Some(retirement(Keep::Nothing)));
    }

    #[test]
    fn the_stricter_of_two_retirements_holds() {
        let payloads = |bytes: &[u8]| Keep::Payloads(bytes.iter().map(|&byte| [byte; 32]).collect());
        let keep = |a: Keep, b: Keep| stricter(&retirement(a), &retirement(b)).keep;
        assert_eq!(keep(Keep::Before, Keep::Nothing), Keep::Nothing);
        assert_eq!(keep(payloads(&[1]), Keep::Before), payloads(&[1]));
        assert_eq!(keep(payloads(&[1, 2]), payloads(&[2, 3])), payloads(&[2]));
        assert_eq!(keep(Keep::Before, Keep::Before), Keep::Before);
    }
}
