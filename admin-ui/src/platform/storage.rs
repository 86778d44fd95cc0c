//! What the browser keeps for the page. It may keep nothing, as in a private window.

use crate::state::{Changes, KeyFamily, StoredKey};
use web_sys::Storage;

const LANGUAGE: &str = "countersign.language";
const THEME: &str = "countersign.theme";

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

    /// The keys that were stored; none where there is no store. Each has an entry of its own, so that a
    /// damaged one costs no other.
    pub(crate) fn keys(&self) -> Option<Vec<StoredKey>> {
        let store = self.0.as_ref()?;
        let count = store.length().ok()?;
        let names: Vec<String> = (0..count).filter_map(|index| store.key(index).ok()?).collect();
        Some(names.iter().filter_map(|entry| self.stored_key(entry)).collect())
    }

    fn stored_key(&self, entry: &str) -> Option<StoredKey> {
        KeyFamily::ALL.into_iter().find_map(|family| {
            let name = entry.strip_prefix(prefix(family))?.to_owned();
            Some(StoredKey { family, name, jwk_set: self.read(entry)? })
        })
    }

    /// Keeps the keys that came and forgets those that went; tells whether all of that was done.
    pub(crate) fn follow(&self, changes: &Changes) -> bool {
        let came = changes.came.iter().map(|key| self.write(&entry(key.family, &key.name), &key.jwk_set));
        let went = changes.went.iter().map(|(family, name)| self.remove_key(*family, name));
        // Every one is tried.
        came.chain(went).filter(Result::is_err).count() == 0
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
