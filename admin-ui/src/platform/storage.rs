//! Preferences. The browser may keep none, as in a private window.

use crate::state::{KeyFamily, StoredKey};
use web_sys::Storage;

const LANGUAGE: &str = "countersign.language";
const THEME: &str = "countersign.theme";
const ACCOUNT: &str = "countersign.account";

/// The store refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotStored;

/// The store of this page, where there is one.
pub(crate) struct Store(Option<Storage>);

impl Store {
    pub(crate) fn open() -> Self {
        Self(gloo::utils::window().local_storage().ok().flatten())
    }

    /// The language that was chosen.
    pub(crate) fn language(&self) -> Option<String> {
        self.read(LANGUAGE)
    }

    /// The appearance that was chosen.
    pub(crate) fn theme(&self) -> Option<String> {
        self.read(THEME)
    }

    /// Keeps the language that was chosen.
    pub(crate) fn set_language(&self, tag: &str) -> Result<(), NotStored> {
        self.write(LANGUAGE, tag)
    }

    /// Keeps the appearance that was chosen.
    pub(crate) fn set_theme(&self, theme: &str) -> Result<(), NotStored> {
        self.write(THEME, theme)
    }

    /// The account that was chosen.
    pub(crate) fn account(&self) -> Option<String> {
        self.read(ACCOUNT)
    }

    /// Keeps the account that was chosen.
    pub(crate) fn set_account(&self, name: &str) -> Result<(), NotStored> {
        self.write(ACCOUNT, name)
    }

    /// Forgets what was chosen.
    pub(crate) fn forget_preferences(&self) {
        for name in [LANGUAGE, THEME, ACCOUNT] {
            if let Some(store) = &self.0 {
                // It fails for no name.
                store.remove_item(name).unwrap_or_default();
            }
        }
    }

    /// The keys that an earlier version of the page stored. Each has an entry of its own.
    pub(crate) fn keys(&self) -> Vec<StoredKey> {
        let Some(store) = &self.0 else { return Vec::new() };
        let count = store.length().unwrap_or_default();
        // All names come first: an entry that is removed moves the others.
        let names: Vec<String> = (0..count).filter_map(|index| store.key(index).ok()?).collect();
        names.iter().filter_map(|entry| self.stored_key(entry)).collect()
    }

    fn stored_key(&self, entry: &str) -> Option<StoredKey> {
        KeyFamily::ALL.into_iter().find_map(|family| {
            let name = entry.strip_prefix(prefix(family))?.to_owned();
            Some(StoredKey { family, name, jwk_set: self.read(entry)? })
        })
    }

    /// Forgets a key.
    pub(crate) fn remove_key(&self, family: KeyFamily, name: &str) -> Result<(), NotStored> {
        let store = self.0.as_ref().ok_or(NotStored)?;
        store.remove_item(&entry(family, name)).map_err(|_| NotStored)
    }

    fn read(&self, name: &str) -> Option<String> {
        self.0.as_ref()?.get_item(name).ok()?
    }

    fn write(&self, name: &str, value: &str) -> Result<(), NotStored> {
        self.0.as_ref().ok_or(NotStored)?.set_item(name, value).map_err(|_| NotStored)
    }
}

fn entry(family: KeyFamily, name: &str) -> String {
    [prefix(family), name].concat()
}

fn prefix(family: KeyFamily) -> &'static str {
    match family {
        KeyFamily::Countersign => "countersign.key.",
        KeyFamily::Keygen => "countersign.keygen-key.",
    }
}
