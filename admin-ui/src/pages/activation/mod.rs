//! Activation: which licences need it, what to do next, which machines have it, and giving it back.

mod form;
mod hosts;
mod made;

use crate::components::{Choice, PasteForm, element, fact, file_button, paste_form, refusal, styled};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::pages::{accounts, licence};
use crate::route::Route;
use crate::state::{Account, Action, ActivationField, ActivationStep, Given, State};
use yew::prelude::*;

/// The page.
pub(crate) fn activation_page(
    locale: &Locale,
    state: &State,
    on_files: &Callback<Vec<web_sys::File>>,
    on_action: &Callback<Action>,
) -> Html {
    html! {
        <>
            <div class="page-head">
                { element("h1", locale.text(msg::ACTIVATION_TITLE)) }
                { element("p", locale.text(msg::ACTIVATION_INTRO)) }
            </div>
            { accounts(locale, state, on_action) }
            { licence::proposal_panel(locale, state, on_action) }
            { licence::given(locale, state, on_action) }
            { for state.account().filter(|account| !account.name.is_entry()).map(|account| content(locale, state, account, on_files, on_action)) }
            if state.accounts.is_empty() {
                <section class="panel">
                    { styled("p", "muted", locale.text(msg::INFORMATION_NONE)) }
                    <p><a class="button primary" href={Route::Licence.href()}>{ locale.text(msg::INFORMATION_OPEN) }</a></p>
                </section>
            }
        </>
    }
}

fn content(
    locale: &Locale,
    state: &State,
    account: &Account,
    on_files: &Callback<Vec<web_sys::File>>,
    on_action: &Callback<Action>,
) -> Html {
    if let Err(error) = &account.report {
        return html! { <section class="panel">{ refusal(locale, error) }</section> };
    }
    let step = match &state.activating.step {
        ActivationStep::Closed => Html::default(),
        ActivationStep::Asking => form::form(locale, state, account, on_action),
        ActivationStep::Made(made) => made::panel(locale, state, account, made, on_action),
    };
    let licenses = state.activatable(&account.name);
    let panels = licenses
        .iter()
        .map(|(license, status)| hosts::panel(locale, state, account, (license, *status), on_action));
    html! {
        <>
            { step }
            <div class="information">
                <div class="stack">
                    if licenses.is_empty() {
                        <section class="panel">{ styled("p", "muted", locale.text(msg::ACTIVATION_NONE)) }</section>
                    }
                    { for panels }
                </div>
                <div class="stack">
                    { own(locale, state) }
                    { answer(locale, on_files, on_action) }
                </div>
            </div>
        </>
    }
}

/// This browser, as a machine.
fn own(locale: &Locale, state: &State) -> Html {
    let code = state.own_host().map(|host| host.lock_code().to_string());
    html! {
        <section class="panel stack" aria-labelledby="own-title">
            <h2 id="own-title">{ locale.text(msg::ACTIVATION_OWN) }</h2>
            if let Some(code) = code {
                <dl class="rows">{ fact(locale, msg::ACTIVATION_LOCK_CODE, html! { <code>{ code }</code> }) }</dl>
            } else {
                { styled("p", "muted", locale.text(msg::ACTIVATION_NO_KEY)) }
            }
            { styled("p", "hint", locale.text(msg::ACTIVATION_OWN_HINT)) }
        </section>
    }
}

/// The ways to take the answer in.
fn answer(locale: &Locale, on_files: &Callback<Vec<web_sys::File>>, on_action: &Callback<Action>) -> Html {
    let words = PasteForm {
        id: "answer-text",
        label: locale.text(msg::ACTIVATION_PASTE),
        hint: locale.text(msg::ACTIVATION_PASTE_HINT),
        button: locale.text(msg::OPEN_CHECK),
    };
    html! {
        <section class="panel stack" aria-labelledby="answer-title">
            <h2 id="answer-title">{ locale.text(msg::ACTIVATION_ANSWER) }</h2>
            <p>{ file_button("answer-files", locale.text(msg::ACTIVATION_ANSWER_CHOOSE), Choice::Several, on_files) }</p>
            { styled("p", "hint", locale.text(msg::OPEN_DROP)) }
            { paste_form(words, on_action.reform(|text| Action::Open(Given::Pasted(text)))) }
        </section>
    }
}

/// The element that takes the focus after a step, or where the form was found to be wrong.
pub(crate) fn focus(earlier: &State, state: &State) -> Option<String> {
    let (before, now) = (&earlier.activating, &state.activating);
    if now.form.refusals != before.form.refusals {
        return now.form.problems.first().map(|(field, _)| form::field_id(field));
    }
    if now.step == before.step {
        return None;
    }
    Some(match now.step {
        ActivationStep::Closed => "own-title".to_owned(),
        ActivationStep::Asking => form::field_id(&ActivationField::Description),
        ActivationStep::Made(_) => made::TITLE.to_owned(),
    })
}
