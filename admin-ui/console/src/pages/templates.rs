//! The part of the page of licences that begins one: templates, an older serial, a table.

use crate::i18n::msg;
use crate::locale::Locale;
use crate::state::licences::TEMPLATES;
use crate::state::{Action, LicencesAction, State};
use countersign_kit::components::{
    Choice, Look, button, element, file_button, named_button, refusal, styled,
};
use countersign_kit::platform::{files, form};
use yew::prelude::*;

fn act(action: LicencesAction) -> Action {
    Action::Licences(action)
}

/// Where a licence begins.
pub(super) fn beginnings(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let templates = TEMPLATES.iter().enumerate().map(|(index, (name, _))| {
        html! { <li>{ button(Look::Plain, (*name).to_owned(), act(LicencesAction::Begin(index)), on_action) }</li> }
    });
    let own = state.licences.templates.own.iter().enumerate().map(|(index, template)| {
        let label = locale.text(msg::TEMPLATES_FORGET);
        let name = format!("{label}: {}", template.name);
        let shown = countersign::printable(&template.name);
        html! {
            <li key={template.name.clone()} class="actions">
                { button(Look::Plain, shown, act(LicencesAction::BeginOwn(index)), on_action) }
                { named_button(Look::Quiet, label, Some(name), act(LicencesAction::ForgetTemplate(index)), on_action) }
            </li>
        }
    });
    let give = on_action.reform(|given| act(LicencesAction::Open(given)));
    let on_files = Callback::from(move |chosen| files::read(chosen, give.clone()));
    let has_own = !state.licences.templates.own.is_empty();
    html! {
        <section class="panel samples" aria-labelledby="templates-title">
            <h2 id="templates-title">{ locale.text(msg::LICENCES_TEMPLATES) }</h2>
            <ul class="plain">{ for templates }</ul>
            if has_own {
                <h3 class="label">{ locale.text(msg::TEMPLATES_OWN) }</h3>
                <ul class="plain">{ for own }</ul>
            }
            { for state.licences.refused.as_ref().map(|(name, error)| {
                html! { <div role="alert">{ element("strong", name) }{ refusal(locale, error) }</div> }
            }) }
            <div class="actions">
                { file_button("licences-file", locale.text(msg::TEMPLATES_OPEN), Choice::One, &on_files) }
                if has_own {
                    { button(Look::Plain, locale.text(msg::TEMPLATES_SAVE), act(LicencesAction::SaveTemplates), on_action) }
                }
            </div>
            { styled("p", "hint", locale.text(msg::TEMPLATES_OPEN_HINT)) }
        </section>
    }
}

/// Keeps the claims as a template.
pub(super) fn keep(locale: &Locale, on_action: &Callback<Action>) -> Html {
    let on_action = on_action.clone();
    let on_submit = Callback::from(move |event: SubmitEvent| {
        if let Some(name) = form::input(&event, "template") {
            on_action.emit(act(LicencesAction::KeepTemplate(name)));
        }
    });
    html! {
        <form class="unlock" onsubmit={on_submit}>
            <div class="field">
                <label for="template">{ locale.text(msg::TEMPLATES_NAME) }</label>
                <input id="template" name="template" type="text" autocomplete="off" required=true />
            </div>
            <button type="submit">{ locale.text(msg::TEMPLATES_KEEP) }</button>
        </form>
    }
}

/// What differs from the serial that this one follows.
pub(super) fn differences(locale: &Locale, state: &State) -> Html {
    let Some(older) = &state.licences.older else { return Html::default() };
    let words = [("licence", older.id.as_str().into()), ("serial", older.serial.into())];
    let side = |value: &Option<serde_json::Value>| match value {
        None => "–".to_owned(),
        Some(serde_json::Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
    };
    let rows = state.licences.differences.iter().map(|difference| {
        html! {
            <tr key={difference.path.clone()}>
                <th scope="row"><code>{ countersign::printable(&difference.path) }</code></th>
                <td>{ countersign::printable(&side(&difference.before)) }</td>
                <td>{ countersign::printable(&side(&difference.after)) }</td>
            </tr>
        }
    });
    html! {
        <section class="panel stack" aria-labelledby="differences-title">
            <h2 id="differences-title">{ locale.format(msg::DIFFERENCES_TITLE, words) }</h2>
            <div class="wide">
                <table>
                    <caption>{ locale.text(msg::DIFFERENCES_CAPTION) }</caption>
                    <thead><tr>
                        <th scope="col">{ locale.text(msg::DIFFERENCES_CLAIM) }</th>
                        <th scope="col">{ locale.text(msg::DIFFERENCES_BEFORE) }</th>
                        <th scope="col">{ locale.text(msg::DIFFERENCES_AFTER) }</th>
                    </tr></thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </div>
            if state.licences.stays_behind() {
                <p class="warning">{ countersign_kit::components::Icon::Warning.html() }<span>{ locale.text(msg::DIFFERENCES_BEHIND) }</span></p>
            }
        </section>
    }
}
