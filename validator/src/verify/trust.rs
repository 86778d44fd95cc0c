//! The trusted keys as they are after trust updates.

use crate::documents::trust_update::TrustUpdate;
use crate::error::{Code, Error, Result};
use crate::keys::{Retirement, TrustedKey, TrustedKeys};
use crate::values::document_type::DocumentType;
use crate::values::thumbprint::Thumbprint;
use crate::verify::verified::Verified;
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
    /// of the embedder's signed it that speaks for its issuer.
    pub fn take(&mut self, update: &Verified<TrustUpdate>) -> Result<()> {
        let roots: Vec<&TrustedKey> =
            update.signers().iter().filter_map(|kid| self.root(kid, update)).collect();
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

    /// The entry of a key as a root that may sign this update: the embedder's word on the key is asked again,
    /// since an update may have been verified under other keys.
    fn root(&self, kid: &Thumbprint, update: &Verified<TrustUpdate>) -> Option<&TrustedKey> {
        let speaks_for_it = |key: &TrustedKey| {
            let check = key.check_payload(update.payload());
            check.and_then(|()| self.base.check_own(key, &update.issuer, None, update.issued)).is_ok()
        };
        self.base.entries(kid).find(|key| key.is_root() && speaks_for_it(key))
    }

    fn assemble(&self) -> TrustedKeys {
        let mut added = TrustedKeys::default();
        self.issuers.values().flat_map(|said| &said.keys).for_each(|key| added.replace(key.clone()));
        let mut current = TrustedKeys::default();
        // The embedder's own entry for a key stands: an update neither widens nor narrows it.
        for key in self.base.with_others(&added).iter() {
            current.replace(TrustedKey { retired: self.retirement(key), ..key.clone() });
        }
        current
    }

    /// The retirement of a key: its own, or a stricter one by the roots of its issuer. Roots stay, and so
    /// does a key for more products than those that the roots which retired it speak for.
    fn retirement(&self, key: &TrustedKey) -> Option<Retirement> {
        let issuer = key.issuer.as_ref().filter(|_| !key.is_root());
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
mod tests;
