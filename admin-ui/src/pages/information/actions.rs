//! What can be done, each thing with what comes of it.

use super::denial::denial;
use crate::components::{Choice, Look, button, file_button, named_button, styled};
use crate::i18n::{Message, msg};
use crate::locale::Locale;
use crate::pages::licence::entitlement_name;
use crate::route::Route;
use crate::state::{Account, Action, Candidate, State};
use countersign::{ClauseRow, Denial};
use yew::prelude::*;

/// The id of its title, which takes the focus when a request is laid aside.
pub(super) const TITLE: &str = "actions-title";

/// The actions and their hints.
pub(super) fn panel(
    locale: &Locale,
    state: &State,
    account: &Account,
    on_files: &Callback<Vec<web_sys::File>>,
    on_action: &Callback<Action>,
) -> Html {
    let update = file_button("update-files", locale.text(msg::ACTION_UPDATE), Choice::Several, on_files);
    let print = html! {
        <a class="button" href={Route::Agreement.href()}>{ locale.text(msg::ACTION_PRINTABLE) }</a>
    };
    html! {
        <section class="panel hints" aria-labelledby={TITLE}>
            <h2 id={TITLE} tabindex="-1">{ locale.text(msg::ACTIONS_TITLE) }</h2>
            { request(locale, state, account, on_action) }
            { action(locale, update, msg::HINT_UPDATE) }
            { action(locale, print, msg::HINT_PRINTABLE) }
        </section>
    }
}

/// A control, and in plain words what it does.
fn action(locale: &Locale, control: Html, hint: Message) -> Html {
    html! { <div class="hinted"><div class="actions">{ control }</div>{ styled("p", "hint", locale.text(hint)) }</div> }
}

/// Asking for an emergency licence and starting one, or why that can't be.
fn request(locale: &Locale, state: &State, account: &Account, on_action: &Callback<Action>) -> Html {
    let candidates = state.emergency_candidates(account);
    let denials = candidates.iter().filter_map(|candidate| {
        let rows = account.report.as_ref().ok().map(|report| report.emergency.iter());
        let row = rows.into_iter().flatten().find(|row| row.id == candidate.row.id);
        Some(denial(locale, &name(locale, state, account, candidate), candidate.denial?, row))
    });
    let denials: Vec<Html> = denials.collect();
    let starts =
        candidates.iter().filter_map(|candidate| start(locale, state, account, candidate, on_action));
    let can_ask = candidates.iter().any(|candidate| candidate.denial.is_none());
    html! {
        <>
            { for starts }
            if can_ask {
                { action(locale, button(Look::Plain, locale.text(msg::ACTION_REQUEST), Action::AskForEmergency, on_action), msg::HINT_REQUEST) }
            } else if denials.is_empty() {
                { denial(locale, "", Denial::NoLicense, None) }
            }
            { for denials }
        </>
    }
}

/// The emergency that a licence permits to start without a new file, where one does.
fn start(
    locale: &Locale,
    state: &State,
    account: &Account,
    candidate: &Candidate<'_>,
    on_action: &Callback<Action>,
) -> Option<Html> {
    let report = account.report.as_ref().ok()?;
    let id = &candidate.row.id;
    let row = report.emergency.iter().find(|row| row.id == *id);
    let name = name(locale, state, account, candidate);
    match report.may_start_emergency(id) {
        Ok(clause) => {
            let label = locale.format(msg::ACTION_START_NAMED, [("name", name.into())]);
            let start = Action::StartEmergency { entitlement: id.clone() };
            let start =
                named_button(Look::Plain, locale.text(msg::ACTION_START), Some(label), start, on_action);
            Some(
                html! { <div class="hinted"><div class="actions">{ start }</div>{ styled("p", "hint", terms(locale, clause, msg::HINT_START)) }</div> },
            )
        }
        Err(denied @ (Denial::ClockRollback | Denial::ClockUnconfirmed)) => {
            Some(denial(locale, &name, denied, row))
        }
        Err(_) => None,
    }
}

/// What a clause gives, in a sentence.
pub(crate) fn terms(locale: &Locale, clause: &ClauseRow, message: Message) -> String {
    let quantity = locale.formats().number(clause.quantity);
    locale.format(message, [("quantity", quantity.into()), ("months", clause.months.into())])
}

fn name(locale: &Locale, state: &State, account: &Account, candidate: &Candidate<'_>) -> String {
    let licenses = state.licenses(&account.name).map(|(license, _)| license);
    entitlement_name(locale, licenses, &candidate.row.id)
}
