//! A page that is a sheet of paper: what will be printed, with the buttons that are not above it.

use super::accounts;
use crate::components::{Look, button, refusal, styled};
use crate::i18n::{Message, msg};
use crate::locale::Locale;
use crate::route::Route;
use crate::state::{Account, Action, State};
use countersign::Report;
use yew::prelude::*;

/// What tells one such page from another.
pub(super) struct Printable {
    /// The page that it belongs to, and the words of the way back.
    pub(super) back: (Route, Message),
    /// What stands there where no account is shown.
    pub(super) nothing: Message,
    /// The sheet of an account.
    pub(super) sheet: fn(&Locale, &State, &Account, &Report) -> Html,
}

/// The page.
pub(super) fn printable(
    locale: &Locale,
    state: &State,
    page: Printable,
    on_action: &Callback<Action>,
) -> Html {
    let sheet = match state.account() {
        None => styled("p", "muted", locale.text(page.nothing)),
        Some(account) => match &account.report {
            Ok(report) => (page.sheet)(locale, state, account, report),
            Err(error) => refusal(locale, error),
        },
    };
    let (route, words) = page.back;
    html! {
        <>
            <p class="actions">
                { button(Look::Primary, locale.text(msg::PRINT), Action::Print, on_action) }
                <a class="button" href={route.href()}>{ locale.text(words) }</a>
            </p>
            { accounts(locale, state, on_action) }
            { sheet }
        </>
    }
}
