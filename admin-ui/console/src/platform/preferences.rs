//! Language and appearance, which all pages of an origin share.

use gloo::utils::window;
use web_sys::Storage;

const LANGUAGE: &str = "countersign.language";
const THEME: &str = "countersign.theme";

/// The language that was chosen.
pub(crate) fn language() -> Option<String> {
    read(LANGUAGE)
}

/// The appearance that was chosen.
pub(crate) fn theme() -> Option<String> {
    read(THEME)
}

/// Keeps the language. A preference that can't be kept is not worth a message.
pub(crate) fn set_language(tag: &str) {
    write(LANGUAGE, tag);
}

/// Keeps the appearance.
pub(crate) fn set_theme(theme: &str) {
    write(THEME, theme);
}

fn store() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn read(name: &str) -> Option<String> {
    store()?.get_item(name).ok()?
}

fn write(name: &str, value: &str) {
    if let Some(store) = store() {
        store.set_item(name, value).unwrap_or_default();
    }
}
