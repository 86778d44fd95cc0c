//! The form of a request for an activation.

use crate::components::{Choice, Field, Look, button, field, file_button, styled};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::pages::licence::entitlement_name;
use crate::platform::{files, form};
use crate::state::{Account, Action, ActivationAction, ActivationField, ActivationProblem, State, Whose};
use countersign::{License, Metric};
use yew::prelude::*;

const TITLE: &str = "activate-title";

/// The id of a field on the page.
pub(super) fn field_id(field: &ActivationField) -> String {
    match field {
        ActivationField::License => TITLE.to_owned(),
        ActivationField::LockCode => "activate-code".to_owned(),
        ActivationField::Description => "activate-description".to_owned(),
        ActivationField::Version => "activate-version".to_owned(),
        ActivationField::Want(id) => format!("activate-want-{id}"),
    }
}

/// For which machine, what it is called, and how much is wanted.
pub(super) fn form(locale: &Locale, state: &State, account: &Account, on_action: &Callback<Action>) -> Html {
    let asked = &state.activating.form;
    let license = state.asked_license();
    let name = license.map(|license| license.name.as_str()).unwrap_or_default();
    let edit = |field: ActivationField| {
        on_action
            .reform(move |text| Action::Activation(ActivationAction::Edit { field: field.clone(), text }))
    };
    let line = |of: ActivationField, id, label, value, hint: Option<String>| {
        let problem = asked.problem(&of).map(|problem| (problem.code().as_str(), words(locale, &problem)));
        // What is wrong says what is right.
        let hint = hint.filter(|_| problem.is_none());
        let label = locale.text(label);
        let words = Field { id, label, value, autocomplete: "off", inputmode: "text", hint, problem };
        field(words, edit(of))
    };
    let whose = [
        (Whose::Own, msg::ACTIVATE_OWN, "activate-own"),
        (Whose::Other, msg::ACTIVATE_OTHER, "activate-other"),
    ];
    let whose = whose.map(|(whose, label, id)| {
        let on_change = on_action.reform(move |_: Event| Action::Activation(ActivationAction::Choose(whose)));
        html! {
            <span class="check">
                <input {id} type="radio" name="activate-whose" checked={asked.whose == whose} onchange={on_change} />
                <label for={id}>{ locale.text(label) }</label>
            </span>
        }
    });
    let on_submit = on_action.reform(|event: SubmitEvent| {
        event.prevent_default();
        Action::Activation(ActivationAction::Make)
    });
    let hint = |message| Some(locale.text(message));
    let license_problem = asked.problem(&ActivationField::License);
    html! {
        <section class="panel request" aria-labelledby={TITLE}>
            <h2 id={TITLE} tabindex="-1">{ locale.format(msg::ACTIVATE_TITLE, [("name", name.into())]) }</h2>
            { for license_problem.map(|problem| styled("p", "problem", words(locale, &problem))) }
            <form class="form" novalidate=true onsubmit={on_submit}>
                <fieldset class="choices">
                    <legend>{ locale.text(msg::ACTIVATE_WHOSE) }</legend>
                    { for whose }
                </fieldset>
                if asked.whose == Whose::Other {
                    { line(ActivationField::LockCode, "activate-code", msg::ACTIVATION_LOCK_CODE, &asked.lock_code, hint(msg::ACTIVATE_CODE_HINT)) }
                    { host_file(locale, state, on_action) }
                    { styled("p", "hint", locale.text(msg::ACTIVATE_OTHER_HINT)) }
                }
                { line(ActivationField::Description, "activate-description", msg::ACTIVATE_DESCRIPTION, &asked.description, hint(msg::ACTIVATE_DESCRIPTION_HINT)) }
                { for license.into_iter().flat_map(|license| wants(locale, state, account, license, on_action)) }
                if asked.whose == Whose::Own && license.is_some_and(|license| license.versions.is_some()) {
                    { line(ActivationField::Version, "activate-version", msg::ACTIVATE_VERSION, &asked.version, hint(msg::ACTIVATE_VERSION_HINT)) }
                }
                <p class="actions">
                    <button type="submit" class="primary">{ locale.text(msg::REQUEST_MAKE) }</button>
                    { button(Look::Plain, locale.text(msg::REVIEW_CANCEL), Action::Activation(ActivationAction::Leave), on_action) }
                </p>
            </form>
        </section>
    }
}

fn host_file(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let give = on_action.reform(|given| Action::Activation(ActivationAction::HostFile(given)));
    let on_files = Callback::from(move |chosen| files::read(chosen, give.clone()));
    let error = state.activating.form.host_error.as_ref().map(|error| {
        html! { <p class="problem" data-code={error.code().as_str()}>{ locale.meaning(error.code()) }</p> }
    });
    html! {
        <div class="field">
            { file_button("activate-host", locale.text(msg::ACTIVATE_HOST_FILE), Choice::One, &on_files) }
            { for error }
        </div>
    }
}

/// A field for each entitlement; a box for a feature.
fn wants<'s>(
    locale: &'s Locale,
    state: &'s State,
    account: &'s Account,
    license: &'s License,
    on_action: &'s Callback<Action>,
) -> impl Iterator<Item = Html> + 's {
    license.entitlements.iter().map(move |entitlement| {
        let of = ActivationField::Want(entitlement.id.clone());
        let id = field_id(&of);
        let licenses = state.licenses(&account.name).map(|(license, _)| license);
        let label = entitlement_name(locale, licenses, &entitlement.id);
        let value = state.activating.form.want(&entitlement.id).to_owned();
        let problem = state.activating.form.problem(&of);
        let described = problem.is_some().then(|| format!("{id}-problem"));
        let invalid = problem.is_some().then_some("true");
        let problem = problem.map(|problem| {
            html! { <p class="problem" id={format!("{id}-problem")} data-code={problem.code().as_str()}>{ words(locale, &problem) }</p> }
        });
        let set = on_action.reform(move |text| {
            Action::Activation(ActivationAction::Edit { field: of.clone(), text })
        });
        if entitlement.metric == Metric::Feature {
            let on_change = set.reform(|event: Event| u64::from(form::checked(&event)).to_string());
            return html! {
                <div class="check" key={id.clone()}>
                    <input id={id.clone()} type="checkbox" checked={value == "1"} onchange={on_change} />
                    <label for={id}>{ label }</label>
                    { for problem }
                </div>
            };
        }
        let on_input = set.reform(|event: InputEvent| form::text(&event));
        html! {
            <div class="field" key={id.clone()}>
                <label for={id.clone()}>{ label }</label>
                <input id={id} type="text" inputmode="numeric" autocomplete="off" {value} oninput={on_input}
                    aria-invalid={invalid} aria-describedby={described} />
                { for problem }
            </div>
        }
    })
}

fn words(locale: &Locale, problem: &ActivationProblem) -> String {
    match problem {
        ActivationProblem::Missing => locale.text(msg::PROBLEM_MISSING),
        ActivationProblem::Number => locale.text(msg::PROBLEM_NUMBER),
        ActivationProblem::Nothing => locale.text(msg::ACTIVATE_NOTHING),
        ActivationProblem::Refused(code) => locale.meaning(*code),
    }
}
