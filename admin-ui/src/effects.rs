//! What keeps the browser in step with the state, and the state with the browser.

use crate::components::{KEY_REVIEW, page_title};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::platform::clock::Alarm;
use crate::platform::document;
use crate::platform::files::{self, Given};
use crate::platform::intake::{Brought, Intake};
use crate::platform::samples;
use crate::platform::storage::Store;
use crate::route::Route;
use crate::start;
use crate::state::{Action, KeyFamily, Keyring, State};
use yew::prelude::*;

/// Follows the address.
#[hook]
pub(crate) fn use_address(on_action: &Callback<Action>) {
    let on_action = on_action.clone();
    use_effect_with((), move |()| {
        let listener = document::on_hash_change(move |hash| {
            on_action.emit(Action::Navigate(Route::from_hash(&hash)));
        });
        move || drop(listener)
    });
}

/// Takes what is dropped or pasted anywhere on the page, and tells whether something hovers over it.
#[hook]
pub(crate) fn use_intake(route: &Route, locale: &Locale, on_action: &Callback<Action>) -> bool {
    let hovering = use_state_eq(|| false);
    let (setter, on_action) = (hovering.setter(), on_action.clone());
    use_effect_with((route.clone(), locale.clone()), move |(route, locale)| {
        let name = locale.text(msg::PASTED_NAME);
        // On the page of the keys it is a key that is brought, of licences unless a button says otherwise.
        let take = match route {
            Route::Keys => on_action.reform(|given: Given| given.review(KeyFamily::Countersign)),
            Route::Licence | Route::Unknown(_) => on_action.reform(Given::open),
        };
        let intake = Intake::listen(move |brought| match brought {
            Brought::Files(given) => files::read(given, take.clone()),
            Brought::Text(text) => take.emit(Given::Read { name: name.clone(), bytes: text.into_bytes() }),
            Brought::Hovering(over) => setter.set(over),
        });
        move || drop(intake)
    });
    *hovering
}

/// Reads the clock when the next date of an open licence has come, every hour, and when the page is seen again.
#[hook]
pub(crate) fn use_clock(state: &State, on_action: &Callback<Action>) {
    let on_action = on_action.clone();
    use_effect_with((state.now, state.next_change()), move |(now, change)| {
        let alarm = Alarm::set(*now, *change, move |now| on_action.emit(Action::Tick(now)));
        move || drop(alarm)
    });
}

/// Sets language, appearance and title of the document, and moves the focus to a page that was gone to.
#[hook]
pub(crate) fn use_document(state: &State, locale: &Locale) {
    use_effect_with(state.theme, |theme| document::set_theme(theme.as_str()));
    let title = [locale.text(page_title(&state.route)), locale.text(msg::PRODUCT)].join(" – ");
    use_effect_with((title, state.language), |(title, language)| {
        document::set_title(title);
        document::set_language(language.tag());
    });
    let is_first = use_mut_ref(|| true);
    use_effect_with(state.route.clone(), move |_| {
        if !is_first.replace(false) {
            document::focus_content();
        }
    });
}

/// Moves the focus to the keys that are to be reviewed.
#[hook]
pub(crate) fn use_review(state: &State) {
    use_effect_with(state.import.clone(), |import| {
        if import.is_some() {
            document::focus(KEY_REVIEW);
        }
    });
}

/// Looks for samples beside the page, once.
#[hook]
pub(crate) fn use_samples(on_action: &Callback<Action>) {
    let on_action = on_action.clone();
    use_effect_with((), move |()| samples::find(on_action.reform(Action::FoundSamples)));
}

/// Keeps preferences and keys in the store.
#[hook]
pub(crate) fn use_store(state: &State, on_action: &Callback<Action>) {
    use_effect_with((state.language, state.theme), |(language, theme)| {
        let store = Store::open();
        // What is so without a choice is not kept. A choice that can't be kept is not worth a message.
        if start::language(&store) != *language {
            store.set_language(language.tag()).unwrap_or_default();
        }
        if start::theme(&store) != *theme {
            store.set_theme(theme.as_str()).unwrap_or_default();
        }
    });
    let stored = use_mut_ref(|| None::<Keyring>);
    let on_action = on_action.clone();
    use_effect_with(state.keyring.clone(), move |keyring| {
        let Some(earlier) = stored.replace(Some(keyring.clone())) else { return };
        if !Store::open().follow(&keyring.changes(&earlier)) {
            on_action.emit(Action::NotStored);
        }
    });
}
