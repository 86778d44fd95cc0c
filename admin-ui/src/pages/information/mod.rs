//! The information page: whose licence it is, what is used of it, and what can be done about it.

mod actions;
mod agreement;
mod asked;
mod denial;
mod emergency;
mod facts;
mod made;
mod request;

use crate::components::{element, refusal, styled};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::pages::{accounts, licence};
use crate::route::Route;
use crate::state::{Action, RequestField, RequestStep, State};
pub(crate) use actions::terms as emergency_terms;
pub(crate) use agreement::agreement_page;
pub(crate) use made::EMAIL_TEXT;
use yew::prelude::*;

/// The page.
pub(crate) fn information_page(
    locale: &Locale,
    state: &State,
    on_files: &Callback<Vec<web_sys::File>>,
    on_action: &Callback<Action>,
) -> Html {
    html! {
        <>
            <div class="page-head">
                { element("h1", locale.text(msg::INFORMATION_TITLE)) }
                { element("p", locale.text(msg::INFORMATION_INTRO)) }
            </div>
            { accounts(locale, state, on_action) }
            { licence::proposal_panel(locale, state, on_action) }
            { licence::given(locale, state, on_action) }
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
    // Whoever has no licence yet has nothing here to be told.
    let Some(account) = state.account().filter(|account| !account.name.is_entry()) else {
        if state.account().is_none() && !state.accounts.is_empty() {
            return Html::default();
        }
        return html! {
            <section class="panel">
                { styled("p", "muted", locale.text(msg::INFORMATION_NONE)) }
                <p><a class="button primary" href={Route::Licence.href()}>{ locale.text(msg::INFORMATION_OPEN) }</a></p>
            </section>
        };
    };
    let report = match &account.report {
        Ok(report) => report,
        Err(error) => return html! { <section class="panel">{ refusal(locale, error) }</section> },
    };
    let step = match &state.requesting.step {
        RequestStep::Closed => Html::default(),
        RequestStep::Asking => request::form(locale, state, account, on_action),
        RequestStep::Made(made) => made::panel(locale, state, account, made, on_action),
    };
    html! {
        <>
            { step }
            <div class="information">
                { facts::panel(locale, state, account, report) }
                { actions::panel(locale, state, account, on_files, on_action) }
            </div>
            { asked::panel(locale, state, account, on_action) }
        </>
    }
}

/// The element that takes the focus after the request took a step, or was found to be wrong.
pub(crate) fn request_focus(earlier: &State, state: &State) -> Option<&'static str> {
    let (before, now) = (&earlier.requesting, &state.requesting);
    if now.form.refusals != before.form.refusals {
        return now.form.problems.first().map(|(field, _)| request::field_id(*field));
    }
    if now.step == before.step {
        return None;
    }
    Some(match now.step {
        RequestStep::Closed => actions::TITLE,
        RequestStep::Asking => request::field_id(RequestField::Entitlement),
        RequestStep::Made(_) => made::TITLE,
    })
}
