//! What the console finds when it starts.

use crate::i18n::Language;
use crate::platform::preferences;
use crate::route::Route;
use crate::state::State;
use crate::theme::Theme;
use countersign_kit::platform::{clock, document};

/// The state at the start, from the address and the preferences.
pub(crate) fn state() -> State {
    let chosen = preferences::language().and_then(|tag| Language::from_tag(&tag));
    let language =
        chosen.unwrap_or_else(|| Language::preferred(document::languages().iter().map(String::as_str)));
    let theme = preferences::theme().and_then(|theme| Theme::parse(&theme)).unwrap_or_default();
    State::new(Route::from_hash(&document::hash()), language, theme, clock::now())
}
