//! The app: the state, and the page that shows it.

use crate::components::{Frame, KeyReview, announcer, drop_here, notices, shell};
use crate::effects;
use crate::locale::Locale;
use crate::pages::{keys_page, licence_page, not_found};
use crate::platform::files::{self, Given};
use crate::platform::storage::Store;
use crate::route::Route;
use crate::start;
use crate::state::{Action, KeyFamily, NoticeId, State};
use std::rc::Rc;
use yew::prelude::*;

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(State::reduce(&self, action))
    }
}

#[component]
pub(crate) fn App() -> Html {
    let state = use_reducer(start::state);
    let dispatcher = state.dispatcher();
    let on_action = use_callback((), move |action: Action, ()| dispatcher.dispatch(action));
    let on_files = use_callback(on_action.clone(), |given: Vec<web_sys::File>, on_action| {
        files::read(given, on_action.reform(open));
    });
    let locale = use_memo(state.language, |language| Locale::new(*language));

    effects::use_address(&on_action);
    effects::use_clock(&state, &on_action);
    effects::use_document(&state, &locale);
    effects::use_store(&state, &on_action);
    let hovering = effects::use_intake(&locale, &on_files, &on_action);

    let frame = Frame {
        route: &state.route,
        language: state.language,
        theme: state.theme,
        on_language: on_action.reform(Action::SetLanguage),
        on_theme: on_action.reform(Action::SetTheme),
    };
    let content = html! {
        <>
            { notices(&locale, &state.notices, &on_action.reform(Action::Dismiss), &on_action.reform(delete_stored_key)) }
            if let Some(import) = &state.import {
                <KeyReview locale={(*locale).clone()} import={import.clone()}
                    on_trust={on_action.reform(|()| Action::TrustReviewed)}
                    on_cancel={on_action.reform(|()| Action::CancelReview)} />
            }
            { page(&state, &locale, &on_files, &on_action) }
        </>
    };
    html! {
        <>
            { shell(&locale, &frame, content) }
            { announcer(&locale, state.announcement.as_ref()) }
            if hovering {
                { drop_here(&locale) }
            }
        </>
    }
}

fn page(
    state: &State,
    locale: &Locale,
    on_files: &Callback<Vec<web_sys::File>>,
    on_action: &Callback<Action>,
) -> Html {
    match &state.route {
        Route::Licence => {
            let trusted = state.keyring.trusted(KeyFamily::Countersign);
            licence_page(locale, &state.files, trusted, on_files, on_action)
        }
        Route::Keys => {
            let reviewed = on_action.clone();
            let on_files = Callback::from(move |(family, given): (KeyFamily, Vec<web_sys::File>)| {
                files::read(given, reviewed.reform(move |key| review(family, key)));
            });
            keys_page(locale, &state.keyring, &on_files, on_action)
        }
        Route::Unknown(hash) => not_found(locale, hash),
    }
}

fn open(given: Given) -> Action {
    match given {
        Given::Read { name, bytes } => Action::Open { name, bytes },
        Given::Unreadable { name } => Action::Unreadable { name },
    }
}

fn review(family: KeyFamily, given: Given) -> Action {
    match given {
        Given::Read { name, bytes } => Action::ReviewKeys { family, name, bytes },
        Given::Unreadable { name } => Action::Unreadable { name },
    }
}

fn delete_stored_key((notice, family, name): (NoticeId, KeyFamily, String)) -> Action {
    match Store::open().remove_key(family, &name) {
        Ok(()) => Action::Dismiss(notice),
        Err(_) => Action::NotStored,
    }
}
