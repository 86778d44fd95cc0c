//! What is done with the table as a whole.

use super::table::choices;
use crate::components::{Choice, Look, button, file_button};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::pages::licence::quantity;
use crate::platform::form;
use crate::state::{Action, SeatsAction, State, Table};
use std::rc::Rc;
use yew::prelude::*;

pub(super) fn toolbar(
    locale: &Locale,
    state: &State,
    table: &Rc<Table>,
    names: &[String],
    on_files: &Callback<Vec<web_sys::File>>,
    on_action: &Callback<Action>,
) -> Html {
    let seats = &state.seats;
    let unsaved = seats.unsaved();
    let number = |number: u64| locale.formats().number(number);
    let save = match unsaved {
        0 => locale.text(msg::SEATS_SAVE_NONE),
        _ => locale.format(msg::SEATS_SAVE, [("count", unsaved.into()), ("number", number(unsaved).into())]),
    };
    let act = |action: SeatsAction| on_action.reform(move |_: MouseEvent| Action::Seats(action.clone()));
    html! {
        <section class={classes!("seats-tools", (table.people.len() > 0).then_some("has-people"))} aria-label={locale.text(msg::SEATS_TITLE)}>
            { find(locale, state, table, names, on_action) }
            <p class="actions">
                <button type="button" class="primary" disabled={unsaved == 0} onclick={act(SeatsAction::Save)}>{ save }</button>
                <button type="button" disabled={unsaved == 0} onclick={act(SeatsAction::Reset)}>{ locale.text(msg::SEATS_RESET) }</button>
                { file_button("seats-file", locale.text(msg::SEATS_IMPORT_CHOOSE), Choice::One, on_files) }
                { button(Look::Plain, locale.text(msg::SEATS_EXPORT), Action::Seats(SeatsAction::Export), on_action) }
                { button(Look::Plain, locale.text(msg::SEATS_PRINT), Action::Seats(SeatsAction::Print), on_action) }
            </p>
            { counts(locale, state, table) }
        </section>
    }
}

/// The fields that narrow the table down.
fn find(
    locale: &Locale,
    state: &State,
    table: &Table,
    names: &[String],
    on_action: &Callback<Action>,
) -> Html {
    let seats = &state.seats;
    let on_input =
        on_action.reform(|event: InputEvent| Action::Seats(SeatsAction::Search(form::text(&event))));
    let choices = choices(locale, seats, table, names);
    let options = choices.iter().enumerate().map(|(index, (show, words))| {
        html! { <option value={index.to_string()} selected={*show == seats.filter.show}>{ words }</option> }
    });
    let options: Html = options.collect();
    let shows: Vec<_> = choices.iter().map(|(show, _)| *show).collect();
    let current = seats.filter.show;
    let on_show = on_action.reform(move |event: Event| {
        let chosen = form::chosen(&event).and_then(|index| shows.get(index).copied());
        Action::Seats(SeatsAction::Show(chosen.unwrap_or(current)))
    });
    html! {
        <div class="find">
            // Labels stand beside their fields: WebKit would name a field after what is in it too.
            <span>
                <label for="seats-search" class="label">{ locale.text(msg::SEATS_SEARCH) }</label>
                <input type="search" id="seats-search" autocomplete="off" spellcheck="false" value={seats.filter.text.clone()} oninput={on_input} />
            </span>
            <span>
                <label for="seats-show" class="label">{ locale.text(msg::SEATS_SHOW) }</label>
                <select id="seats-show" autocomplete="off" onchange={on_show}>{ options }</select>
            </span>
        </div>
    }
}

/// How many people there are, how many of them are shown, and what counts them all.
fn counts(locale: &Locale, state: &State, table: &Rc<Table>) -> Html {
    let number = |number: u64| locale.formats().number(number);
    let (people, shown) = (table.people.len() as u64, state.seats.shown.len() as u64);
    let mut words =
        vec![locale.format(msg::SEATS_PEOPLE, [("count", people.into()), ("number", number(people).into())])];
    if shown != people {
        words.push(locale.format(msg::SEATS_SHOWN, [("number", number(shown).into())]));
    }
    for column in state.registrations(&table.account) {
        let name = state.entitlement_name(&table.account, &column.id).to_owned();
        let granted = quantity(locale, column.granted);
        let used = [("name", name.into()), ("used", number(people).into()), ("granted", granted.into())];
        words.push(locale.format(msg::SEATS_REGISTERED, used));
    }
    let unsaved = state.seats.unsaved();
    if unsaved > 0 {
        words.push(
            locale
                .format(msg::SEATS_UNSAVED, [("count", unsaved.into()), ("number", number(unsaved).into())]),
        );
    }
    let words = words.into_iter().map(|words| html! { <li>{ words }</li> });
    html! { <ul class="plain counts">{ for words }</ul> }
}
