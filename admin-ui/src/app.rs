//! The app: the state, and the page that shows it.

use crate::components::{Decision, Frame, announcer, drop_here, key_review, notices, shell};
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
        files::read(given, on_action.reform(Given::open));
    });
    let locale = use_memo(state.language, |language| Locale::new(*language));

    effects::use_address(&on_action);
    effects::use_clock(&state, &on_action);
    effects::use_document(&state, &locale);
    effects::use_review(&state);
    effects::use_samples(&on_action);
    effects::use_store(&state, &on_action);
    let hovering = effects::use_intake(&state.route, &locale, &on_action);

    let frame = Frame {
        route: &state.route,
        language: state.language,
        theme: state.theme,
        on_language: on_action.reform(Action::SetLanguage),
        on_theme: on_action.reform(Action::SetTheme),
    };
    let decision = Decision {
        on_trust: on_action.reform(|()| Action::TrustReviewed),
        on_cancel: on_action.reform(|()| Action::CancelReview),
    };
    let content = html! {
        <>
            { notices(&locale, &state.notices, &on_action.reform(Action::Dismiss), &on_action.reform(delete_stored_key)) }
            if let Some(import) = &state.import {
                { key_review(&locale, import, &decision) }
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
        Route::Licence => licence_page(locale, state, on_files, on_action),
        Route::Keys => {
            let reviewed = on_action.clone();
            let on_files = Callback::from(move |(family, given): (KeyFamily, Vec<web_sys::File>)| {
                files::read(given, reviewed.reform(move |key: Given| key.review(family)));
            });
            keys_page(locale, &state.keyring, &on_files, on_action)
        }
        Route::Unknown(hash) => not_found(locale, hash),
    }
}

fn delete_stored_key((notice, family, name): (NoticeId, KeyFamily, String)) -> Action {
    match Store::open().remove_key(family, &name) {
        Ok(()) => Action::Dismiss(notice),
        Err(_) => Action::NotStored,
    }
}
