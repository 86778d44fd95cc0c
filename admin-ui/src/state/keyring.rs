//! The keys that are trusted, by where they come from.

use super::Record;
use countersign::{Result, Thumbprint, TrustedKeys, UnixTime};

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

/// The trusted keys: those that came with the page, and those of the record.
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

    /// Takes the keys of a record in place of those that it had.
    pub(super) fn follow(&mut self, record: &Record) {
        self.countersign = record.shared.keys_beside(&self.built_in);
        self.keygen = record.keygen.clone();
    }

    /// Puts keys into a record.
    ///
    /// # Errors
    /// `key_invalid` where one of them is trusted already with other constraints; then none has been added.
    pub(super) fn import(
        &self,
        record: &mut Record,
        family: KeyFamily,
        keys: TrustedKeys,
        now: UnixTime,
    ) -> Result<()> {
        if family == KeyFamily::Keygen {
            return record.import_keygen(keys);
        }
        self.countersign.clone().extend(keys.clone())?;
        let new = keys.iter().filter(|key| !self.is_built_in(family, &key.key.thumbprint()));
        new.cloned().try_for_each(|key| record.shared_mut().add_key(key, now))
    }
}

/// A key as earlier versions of the page stored it, each by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StoredKey {
    pub(crate) family: KeyFamily,
    /// Its thumbprint, unless the store was tampered with.
    pub(crate) name: String,
    /// A JWK set of this one key.
    pub(crate) jwk_set: String,
}
