//! The app: the state, what keeps the browser in step with it, and the page that shows it.

use crate::components::{Frame, Link, announcer, confirm, drop_here, key_review, notices, shell};
use crate::effects;
use crate::i18n::{CATALOGUE, msg};
use crate::keeper::Keeper;
use crate::locale::Locale;
use crate::pages::{
    SEATS_FRAME, activation_page, agreement_page, cell_id, certificate_page, compare_page, history_page,
    information_page, keys_page, licence_page, not_found, orders_page, seats_page, sessions_page, switcher,
    volume_page, volume_request_page,
};
use crate::platform::clock::Alarm;
use crate::platform::embedder::{self, Message};
use crate::platform::intake::{Brought, Intake};
use crate::platform::records::Tabs;
use crate::platform::{document, files, grid, samples, version};
use crate::route::Route;
use crate::start;
use crate::state::{Action, Cursor, Given, Reply, SeatsAction, State};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use std::cell::Cell;
use std::rc::Rc;
use yew::prelude::*;

/// The one component. What it is made of are functions: each component is compiled anew with the whole
/// life cycle, and there is one state for all of them.
pub(crate) struct App {
    state: State,
    locale: Locale,
    on_action: Callback<Action>,
    /// What takes the focus once the page shows it.
    focus: Option<String>,
    /// The seat that does.
    cell: Option<Cursor>,
    /// Whether anything had the focus before what is shown next.
    had_focus: bool,
    alarm: Alarm,
    /// What is shown, while what comes next takes long.
    shown: Option<State>,
    /// Goes on with what takes long.
    going: Option<Timeout>,
    keeper: Keeper,
    /// Whether something would be lost if the page were left.
    has_unsaved: Rc<Cell<bool>>,
    _guard: EventListener,
    _address: EventListener,
    _version: EventListener,
    _escape: EventListener,
    _intake: Intake,
    /// What the page around this one says.
    _embedder: EventListener,
}

impl Component for App {
    type Message = Action;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        let on_action = context.link().callback(|action: Action| action);
        let state = start::state();
        let locale = Locale::new(state.language, &CATALOGUE);
        effects::show(&state, &locale);
        effects::load(on_action.reform(Action::Loaded));
        let has_unsaved = Rc::<Cell<bool>>::default();
        let is_kept = Rc::clone(&has_unsaved);
        samples::find(on_action.reform(Action::FoundSamples));
        effects::find_installation(on_action.clone());
        Self {
            focus: None,
            cell: None,
            had_focus: false,
            alarm: alarm(&state, &on_action),
            shown: None,
            going: None,
            keeper: Keeper::new(tabs(on_action.clone()), on_action.clone()),
            _guard: document::guard_leaving(move || is_kept.get()),
            has_unsaved,
            _address: address(on_action.clone()),
            _version: new_version(on_action.clone()),
            _escape: document::on_escape(on_action.reform(|()| Action::Escape)),
            _intake: intake(on_action.clone()),
            _embedder: embedder(on_action.clone()),
            state,
            locale,
            on_action,
        }
    }

    fn update(&mut self, _: &Context<Self>, action: Action) -> bool {
        if let Action::Seats(SeatsAction::Move(cursor)) = action {
            self.cell = Some(cursor);
        }
        effects::perform(&action, &self.state, &self.keeper, &self.on_action);
        let is_shown = action.is_shown(&self.state.route);
        let had_focus = !document::has_lost_focus();
        let state = self.state.reduce(action);
        let earlier = std::mem::replace(&mut self.state, state);
        let earlier = self.shown.take().unwrap_or(earlier);
        if self.state.is_waiting() {
            self.shown = Some(earlier);
            self.go_on(Action::GoOn);
            return false;
        }
        if self.state.language != earlier.language {
            self.locale = Locale::new(self.state.language, &CATALOGUE);
        }
        self.alarm = alarm(&self.state, &self.on_action);
        self.focus = effects::focus(&earlier, &self.state);
        effects::show_changed(&earlier, &self.state, &self.locale);
        effects::keep_preferences(&earlier, &self.state);
        self.keeper.follow(&self.state);
        self.has_unsaved.set(self.state.seats.has_unsaved());
        let is_shown = is_shown || self.focus.is_some();
        if is_shown {
            // What is not shown takes the focus from nothing, and by the next time a person may have left the page.
            self.had_focus = had_focus;
        }
        is_shown
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let Self { state, locale, on_action, .. } = self;
        let frame = Frame {
            brand: locale.text(msg::PRODUCT),
            state: switcher(locale, state, on_action),
            home: Route::Licence.href(),
            links: self.state.navigation().iter().map(|page| self.link(page)).collect(),
            language: state.language,
            theme: state.theme,
            on_language: on_action.reform(Action::SetLanguage),
            on_theme: on_action.reform(Action::SetTheme),
        };
        html! {
            <>
                { shell(locale, &frame, self.content()) }
                { announcer(locale, state.announcement.as_ref()) }
                if state.hovering {
                    { drop_here(locale) }
                }
            </>
        }
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        if let Some(id) = self.focus.take() {
            document::focus(&id);
        }
        if let Some(cell) = self.cell.take() {
            grid::scroll_to(SEATS_FRAME, self.state.seats.scroll_top());
            document::focus(&cell_id(cell));
        }
        // What had the focus is gone with what it did: the keyboard goes on from the page, not from the window.
        if std::mem::take(&mut self.had_focus) && document::has_lost_focus() {
            document::focus(document::CONTENT);
        }
        if self.state.is_drawing() {
            self.go_on(Action::Draw);
        }
        if self.state.seats.is_printing {
            document::print();
            self.on_action.emit(Action::Seats(SeatsAction::Printed));
        }
    }
}

impl App {
    /// Does something once the browser has done what it has to.
    fn go_on(&mut self, action: Action) {
        let on_action = self.on_action.clone();
        self.going = Some(Timeout::new(0, move || on_action.emit(action)));
    }

    fn content(&self) -> Html {
        let Self { state, locale, on_action, .. } = self;
        html! {
            <>
                { notices(locale, &state.notices, on_action) }
                if let Some(waiting) = &state.confirm {
                    { confirm(locale, state, waiting, on_action) }
                }
                if let Some(import) = &state.import {
                    { key_review(locale, import, on_action) }
                }
                { self.page() }
            </>
        }
    }

    fn page(&self) -> Html {
        let Self { state, locale, on_action, .. } = self;
        match &state.route {
            Route::Licence => licence_page(locale, state, &self.on_files(), on_action),
            Route::Compare => compare_page(locale, state, on_action),
            Route::Certificate => certificate_page(locale, state, on_action),
            Route::Information => information_page(locale, state, &self.on_files(), on_action),
            Route::Agreement => agreement_page(locale, state, on_action),
            Route::History => history_page(locale, state, on_action),
            Route::Seats => {
                let give = on_action.reform(Action::GiveRoster);
                let on_files = Callback::from(move |chosen| files::read_list(chosen, give.clone()));
                seats_page(locale, state, &on_files, on_action)
            }
            Route::Keys => {
                let on_action = on_action.clone();
                let review = on_action.clone();
                let on_keys = Callback::from(move |(family, chosen)| {
                    files::read(chosen, review.reform(move |given| Action::ReviewKeys { family, given }));
                });
                keys_page(locale, state, &on_keys, &self.on_files(), &on_action)
            }
            Route::Orders => orders_page(locale, state, on_action),
            Route::Activation => activation_page(locale, state, &self.on_files(), on_action),
            Route::Sessions => sessions_page(locale, state, on_action),
            Route::Volume => volume_page(locale, state, on_action),
            Route::VolumeRequest => volume_request_page(locale, state, on_action),
            Route::Unknown(hash) => not_found(locale, hash),
        }
    }

    fn link(&self, page: &Route) -> Link {
        let is_here = *page == self.state.route;
        Link { href: page.href(), title: self.locale.text(page.title()), is_here }
    }

    /// Opens the files that were chosen.
    fn on_files(&self) -> Callback<Vec<web_sys::File>> {
        let give = self.on_action.reform(Action::OpenAll);
        Callback::from(move |chosen| files::read_all(chosen, give.clone()))
    }
}

/// Reads the clock when the next date of an open licence has come, every hour, and when the page is seen
/// again.
fn alarm(state: &State, on_action: &Callback<Action>) -> Alarm {
    let on_action = on_action.clone();
    Alarm::set(state.now, state.next_change(), move |now| on_action.emit(Action::Tick(now)))
}

/// Takes over what another tab stores.
fn tabs(on_action: Callback<Action>) -> Tabs {
    Tabs::listen(move || effects::sync(on_action.clone()))
}

fn address(on_action: Callback<Action>) -> EventListener {
    document::on_hash_change(move |hash| on_action.emit(Action::Navigate(Route::from_hash(&hash))))
}

/// Hears the page around this one.
fn embedder(on_action: Callback<Action>) -> EventListener {
    embedder::listen(move |Message { text, origin, sender }| {
        let to = origin.clone();
        let reply = Reply::new(move |answer| embedder::answer(&sender, &to, answer));
        on_action.emit(Action::Hear { message: text, origin, reply });
    })
}

fn new_version(on_action: Callback<Action>) -> EventListener {
    version::on_new(move || on_action.emit(Action::FoundNewVersion))
}

/// Takes what is dropped or pasted anywhere on the page.
fn intake(on_action: Callback<Action>) -> Intake {
    Intake::listen(move |brought| match brought {
        Brought::Files(brought) if brought.len() > 1 => {
            files::read_all(brought, bring_all(on_action.clone()))
        }
        Brought::Files(brought) => files::read(brought, on_action.reform(Action::Bring)),
        Brought::Text(text) => on_action.emit(Action::Bring(Given::Pasted(text))),
        Brought::Hovering(over) => on_action.emit(Action::Hover(over)),
    })
}

/// Several files: lists of people one by one, the others together.
fn bring_all(on_action: Callback<Action>) -> Callback<Vec<Given>> {
    Callback::from(move |given: Vec<Given>| {
        let (lists, others): (Vec<_>, Vec<_>) = given.into_iter().partition(Given::is_list);
        lists.into_iter().for_each(|list| on_action.emit(Action::Bring(list)));
        on_action.emit(Action::OpenAll(others));
    })
}
