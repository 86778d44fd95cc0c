//! The app: the state, what keeps the browser in step with it, and the page that shows it.

use crate::effects;
use crate::i18n::{CATALOGUE, msg};
use crate::locale::Locale;
use crate::pages::{
    announcer, header, keys_page, ledger_page, licences_page, not_found, notices, requests_page,
    revocations_page, wizard_page,
};
use crate::platform::disk;
use crate::route::Route;
use crate::start;
use crate::state::{Action, State};
use countersign_kit::Given;
use countersign_kit::components::{Frame, Link, drop_here, shell};
use countersign_kit::platform::clock::{self, Alarm};
use countersign_kit::platform::intake::{Brought, Intake};
use countersign_kit::platform::{document, files};
use gloo::events::EventListener;
use std::cell::Cell;
use std::rc::Rc;
use yew::prelude::*;

/// The one component. What it is made of are functions.
pub(crate) struct App {
    state: State,
    locale: Locale,
    on_action: Callback<Action>,
    /// What takes the focus once the page shows it.
    focus: Option<&'static str>,
    alarm: Alarm,
    _address: EventListener,
    _intake: Intake,
    _leaving: EventListener,
    /// Whether something would be lost if the page were left.
    is_unsaved: Rc<Cell<bool>>,
    _guard: EventListener,
}

impl Component for App {
    type Message = Action;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        let on_action = context.link().callback(|action: Action| action);
        let state = start::state();
        let locale = Locale::new(state.language, &CATALOGUE);
        effects::show(&state, &locale);
        effects::load(on_action.clone());
        let (to, left, brought) = (on_action.clone(), on_action.clone(), on_action.clone());
        let is_unsaved = Rc::<Cell<bool>>::default();
        let is_guarded = Rc::clone(&is_unsaved);
        Self {
            focus: None,
            is_unsaved,
            _guard: document::guard_leaving(move || is_guarded.get()),
            alarm: alarm(&state, &on_action),
            _address: document::on_hash_change(move |hash| {
                to.emit(Action::Navigate(Route::from_hash(&hash)))
            }),
            _intake: intake(brought),
            // A page that the browser lays by for the way back keeps its memory.
            _leaving: EventListener::new(&gloo::utils::window(), "pagehide", move |_| {
                left.emit(Action::Left)
            }),
            state,
            locale,
            on_action,
        }
    }

    fn update(&mut self, _: &Context<Self>, action: Action) -> bool {
        // What is done is done now, and with a key whose time is not over.
        let (language, route) = (self.state.language, self.state.route.clone());
        let mut effects = self.state.reduce(Action::Tick(clock::now()));
        effects.extend(self.state.reduce(action));
        if self.state.language != language {
            self.locale = Locale::new(self.state.language, &CATALOGUE);
        }
        self.focus = None;
        for effect in effects {
            self.focus = effects::perform(effect, &self.on_action).or(self.focus);
        }
        if self.state.route != route && document::hash() != self.state.route.href() {
            document::set_hash(&self.state.route.href());
        }
        self.is_unsaved.set(self.state.ledgers.is_unsaved());
        self.alarm = alarm(&self.state, &self.on_action);
        effects::show(&self.state, &self.locale);
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let Self { state, locale, on_action, .. } = self;
        let frame = Frame {
            brand: locale.text(msg::BRAND),
            state: header(locale, state, on_action),
            home: Route::Requests.href(),
            links: Route::PAGES.iter().map(|page| self.link(page)).collect(),
            language: state.language,
            theme: state.theme,
            on_language: on_action.reform(Action::SetLanguage),
            on_theme: on_action.reform(Action::SetTheme),
        };
        let content = html! { <>{ notices(locale, &state.notices, on_action) }{ self.page() }</> };
        html! {
            <>
                { shell(locale, &frame, content) }
                { announcer(locale, state.announcement.as_ref()) }
                if state.is_hovered {
                    { drop_here(locale) }
                }
            </>
        }
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        if let Some(id) = self.focus.take() {
            document::focus(id);
        }
    }
}

impl App {
    fn page(&self) -> Html {
        let Self { state, locale, on_action, .. } = self;
        match &state.route {
            Route::Requests => requests_page(locale, state, &self.on_files(), on_action),
            Route::Ledger => ledger_page(locale, state, disk::is_there(), on_action),
            Route::Codes => wizard_page(locale, state, on_action),
            Route::Licences => licences_page(locale, state, on_action),
            Route::Keys => keys_page(locale, state, &self.on_files(), on_action),
            Route::Revocations => revocations_page(locale, state, on_action),
            Route::Unknown(hash) => not_found(locale, hash),
        }
    }

    fn link(&self, page: &Route) -> Link {
        let is_here = *page == self.state.route;
        let mut title = self.locale.text(page.title());
        let waiting = self.state.requests.waiting();
        if *page == Route::Requests && waiting > 0 {
            title += &format!(" ({waiting})");
        }
        Link { href: page.href(), title, is_here }
    }

    /// Takes in the files that were chosen.
    fn on_files(&self) -> Callback<Vec<web_sys::File>> {
        let give = self.on_action.reform(Action::Bring);
        Callback::from(move |chosen| files::read(chosen, give.clone()))
    }
}

/// Reads the clock when the next minute of an open key is over, every hour, and when the page is seen again.
fn alarm(state: &State, on_action: &Callback<Action>) -> Alarm {
    let on_action = on_action.clone();
    Alarm::set(state.now, state.next_change(), move |now| on_action.emit(Action::Tick(now)))
}

/// Takes what is dropped or pasted anywhere on the page.
fn intake(on_action: Callback<Action>) -> Intake {
    Intake::listen(move |brought| match brought {
        Brought::Files(brought) => files::read(brought, on_action.reform(Action::Bring)),
        Brought::Text(text) => on_action.emit(Action::Bring(Given::Pasted(text))),
        Brought::Hovering(over) => on_action.emit(Action::Hover(over)),
    })
}
