//! The keys that are trusted, by where they come from.

use countersign::{Result, Thumbprint, TrustedKey, TrustedKeys};

/// Whose files a key verifies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyFamily {
    /// Licences of the format that this product defines.
    Countersign,
    /// Keygen's licence and machine files.
    Keygen,
}

impl KeyFamily {
    pub(crate) const ALL: [KeyFamily; 2] = [Self::Countersign, Self::Keygen];
}

/// The trusted keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Keyring {
    /// Those that the vendor built into the page. They can't be removed.
    built_in: TrustedKeys,
    countersign: TrustedKeys,
    keygen: TrustedKeys,
}

impl Keyring {
    /// A ring with the keys that the vendor built into the page.
    pub(crate) fn with_built_in(built_in: TrustedKeys) -> Self {
        Self { countersign: built_in.clone(), built_in, keygen: TrustedKeys::default() }
    }

    /// The keys that verify files of this family.
    pub(crate) fn trusted(&self, family: KeyFamily) -> &TrustedKeys {
        match family {
            KeyFamily::Countersign => &self.countersign,
            KeyFamily::Keygen => &self.keygen,
        }
    }

    /// Whether the key came with the page.
    pub(crate) fn is_built_in(&self, family: KeyFamily, thumbprint: &Thumbprint) -> bool {
        family == KeyFamily::Countersign && self.built_in.get(thumbprint).is_some()
    }

    /// The keys that the administrator imported.
    pub(crate) fn imported(&self, family: KeyFamily) -> impl Iterator<Item = &TrustedKey> {
        let keys = self.trusted(family).iter();
        keys.filter(move |key| !self.is_built_in(family, &key.key.thumbprint()))
    }

    /// Trusts keys from now on.
    ///
    /// # Errors
    /// `key_invalid` where one of them is there with other constraints; then none has been added.
    pub(crate) fn import(&mut self, family: KeyFamily, keys: TrustedKeys) -> Result<()> {
        self.trusted_mut(family).extend(keys)
    }

    /// Ceases to trust an imported key.
    pub(crate) fn remove(&mut self, family: KeyFamily, thumbprint: &Thumbprint) {
        if !self.is_built_in(family, thumbprint) {
            self.trusted_mut(family).remove(thumbprint);
        }
    }

    /// What became of the imported keys since `earlier`: those that came, and those that went.
    pub(crate) fn changes(&self, earlier: &Keyring) -> Changes {
        let mut changes = Changes::default();
        for family in KeyFamily::ALL {
            let (old, new) = (earlier.trusted(family), self.trusted(family));
            let came = self.imported(family).filter(|key| old.get(&key.key.thumbprint()).is_none());
            changes.came.extend(came.map(|key| StoredKey::new(family, key)));
            let went = old.iter().map(|key| key.key.thumbprint()).filter(|id| new.get(id).is_none());
            changes.went.extend(went.map(|id| (family, id.to_string())));
        }
        changes
    }

    fn trusted_mut(&mut self, family: KeyFamily) -> &mut TrustedKeys {
        match family {
            KeyFamily::Countersign => &mut self.countersign,
            KeyFamily::Keygen => &mut self.keygen,
        }
    }
}

/// The difference of two keyrings, as the store has to follow it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Changes {
    pub(crate) came: Vec<StoredKey>,
    /// The family and the name of each.
    pub(crate) went: Vec<(KeyFamily, String)>,
}

/// A key as it stands in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StoredKey {
    pub(crate) family: KeyFamily,
    /// Its thumbprint, unless the store was tampered with.
    pub(crate) name: String,
    /// A JWK set of this one key.
    pub(crate) jwk_set: String,
}

impl StoredKey {
    fn new(family: KeyFamily, key: &TrustedKey) -> Self {
        let mut alone = TrustedKeys::default();
        // A set that is empty has nothing that could contradict the key.
        alone.insert(key.clone()).unwrap_or_default();
        Self { family, name: key.key.thumbprint().to_string(), jwk_set: alone.to_jwk_set() }
    }
}
