//! The seats page: who has which of the entitlements that are given to people one by one.

mod add;
mod denial;
mod import;
mod imported;
mod over;
mod table;
mod toolbar;

use super::accounts;
use crate::components::{element, styled};
use crate::i18n::{Message, msg};
use crate::locale::Locale;
use crate::pages::licence::proposal_panel;
use crate::state::{Action, Import, Name, State};
pub(crate) use import::TITLE as IMPORT;
pub(crate) use table::{FRAME, cell_id};
use yew::prelude::*;

/// The page.
pub(crate) fn seats_page(
    locale: &Locale,
    state: &State,
    on_files: &Callback<Vec<web_sys::File>>,
    on_action: &Callback<Action>,
) -> Html {
    html! {
        <>
            <div class="page-head printed">
                { element("h1", locale.text(msg::SEATS_TITLE)) }
                { element("p", locale.text(msg::SEATS_INTRO)) }
            </div>
            { accounts::accounts(locale, state, on_action) }
            { proposal_panel(locale, state, on_action) }
            { content(locale, state, on_files, on_action) }
        </>
    }
}

fn content(
    locale: &Locale,
    state: &State,
    on_files: &Callback<Vec<web_sys::File>>,
    on_action: &Callback<Action>,
) -> Html {
    let seats = &state.seats;
    let Some(table) = &seats.table else {
        let why = if state.accounts.is_empty() { msg::SEATS_NO_ACCOUNT } else { msg::SEATS_CHOOSE_ACCOUNT };
        return styled("p", "empty", locale.text(why));
    };
    let names: Vec<String> = table
        .columns
        .iter()
        .map(|column| state.entitlement_name(&table.account, &column.id).to_owned())
        .collect();
    let import = match &seats.import {
        Some(Import::Review(review)) => import::review(locale, (state, table), review, &names, on_action),
        Some(Import::Running { review, percent, .. }) => {
            import::running(locale, &review.file.name, *percent, on_action)
        }
        Some(Import::Done(result)) => imported::result(locale, state, table, result, on_action),
        None => Html::default(),
    };
    html! {
        <>
            { import }
            { over::panel(locale, seats, table, &names, on_action) }
            if table.columns.is_empty() {
                { styled("p", "empty", locale.text(msg::SEATS_NOTHING_ASSIGNABLE)) }
            }
            { toolbar::toolbar(locale, state, table, &names, on_files, on_action) }
            { denial::panel(locale, state, table, on_action) }
            if table.people.len() == 0 && seats.import.is_none() {
                <div class="empty">
                    { element("h2", locale.text(msg::SEATS_NOBODY)) }
                    { element("p", locale.text(msg::SEATS_NOBODY_TEXT)) }
                </div>
            }
            if table.people.len() > 0 {
                { table::table(locale, seats, table, &names, on_action) }
            }
            { add::form(locale, state, table, on_action) }
        </>
    }
}

fn name_title(name: Name) -> Message {
    match name {
        Name::User => msg::SEATS_USER,
        Name::First => msg::SEATS_FIRST,
        Name::Last => msg::SEATS_LAST,
    }
}
