//! What keeps the browser in step with the state.

use crate::components::{KEY_REVIEW, page_title};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::platform::storage::Store;
use crate::platform::{document, samples};
use crate::start;
use crate::state::{Action, State};
use yew::Callback;

/// Has the browser do what is not a change of the state.
pub(crate) fn perform(action: &Action, on_action: &Callback<Action>) {
    match action {
        Action::OpenSample(file) => samples::open(file.clone(), on_action.reform(Action::Open)),
        Action::Print => document::print(),
        Action::DeleteStored { family, name, .. } if Store::open().remove_key(*family, name).is_err() => {
            on_action.emit(Action::NotStored);
        }
        _ => {}
    }
}

/// Sets language, appearance and title of the document.
pub(crate) fn show(state: &State, locale: &Locale) {
    document::set_language(state.language.tag());
    document::set_theme(state.theme.as_str());
    let title = [locale.text(page_title(&state.route)), locale.text(msg::PRODUCT)];
    document::set_title(&title.join(" – "));
}

/// The element that takes the focus: a page that was gone to, or keys that are to be reviewed.
pub(crate) fn focus(earlier: &State, state: &State) -> Option<&'static str> {
    if state.import.is_some() && state.import != earlier.import {
        Some(KEY_REVIEW)
    } else if state.route != earlier.route {
        Some(document::CONTENT)
    } else {
        None
    }
}

/// Keeps preferences and keys in the store; gives what is to be said where it refuses.
pub(crate) fn store(earlier: &State, state: &State) -> Option<Action> {
    let store = Store::open();
    // What is so without a choice is not kept. A choice that can't be kept is not worth a message.
    if state.language != earlier.language && start::language(&store) != state.language {
        store.set_language(state.language.tag()).unwrap_or_default();
    }
    if state.theme != earlier.theme && start::theme(&store) != state.theme {
        store.set_theme(state.theme.as_str()).unwrap_or_default();
    }
    let kept = store.follow(&state.keyring.changes(&earlier.keyring));
    (!kept).then_some(Action::NotStored)
}
