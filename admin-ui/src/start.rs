//! What the page finds when it starts.

use crate::i18n::Language;
use crate::platform::storage::Store;
use crate::platform::{built_in, clock, document};
use crate::route::Route;
use crate::state::{AccountName, Start, State};
use crate::theme::Theme;

/// The state at the start, from the address, the store and the page itself.
pub(crate) fn state() -> State {
    let store = Store::open();
    State::new(Start {
        route: Route::from_hash(&document::hash()),
        language: language(&store),
        theme: theme(&store),
        now: clock::now(),
        chosen: store.account().and_then(|name| AccountName::from_text(&name)),
        entry_limits: built_in::entry_limits(),
        built_in_keys: built_in::keys(),
        stored_keys: store.keys(),
    })
}

/// The language that was chosen, else the first of the reader's that the page speaks.
pub(crate) fn language(store: &Store) -> Language {
    let chosen = store.language().and_then(|tag| Language::from_tag(&tag));
    chosen.unwrap_or_else(|| Language::preferred(document::languages().iter().map(String::as_str)))
}

/// The appearance that was chosen, else the system's.
pub(crate) fn theme(store: &Store) -> Theme {
    store.theme().and_then(|theme| Theme::parse(&theme)).unwrap_or_default()
}
