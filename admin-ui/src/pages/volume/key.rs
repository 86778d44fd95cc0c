//! The product key: checked group by group while it is typed.

use crate::components::{Field, Icon, Tone, badge, field, styled};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::state::{Action, State, VolumeAction};
use countersign::Code;
use countersign::volume::{KeyProblem, TypedKey};
use yew::prelude::*;

const TITLE: &str = "key-title";

pub(super) fn panel(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let typed = state.volume.typed();
    let wrong =
        typed.as_ref().and_then(|typed| typed.key.as_ref().err()).filter(|problem| is_wrong(**problem));
    let key = Field {
        id: "product-key",
        label: locale.text(msg::KEY_LABEL),
        value: &state.volume.key,
        autocomplete: "off",
        inputmode: "text",
        hint: Some(locale.text(msg::KEY_HINT)),
        problem: wrong.map(|problem| (Code::ProductKeyInvalid.as_str(), words(locale, *problem))),
    };
    let on_text = on_action.reform(|text| Action::Volume(VolumeAction::TypeKey(text)));
    html! {
        <section class="panel stack" aria-labelledby={TITLE}>
            <h2 id={TITLE}>{ locale.text(msg::KEY_TITLE) }</h2>
            <div class="form product-key">{ field(key, on_text) }</div>
            <div class="answer" aria-live="polite">{ for typed.map(|typed| answer(locale, &typed)) }</div>
        </section>
    }
}

/// Whether more characters would not help.
fn is_wrong(problem: KeyProblem) -> bool {
    !matches!(problem, KeyProblem::Incomplete { .. })
}

/// The groups as they were understood, and what the key is.
fn answer(locale: &Locale, typed: &TypedKey) -> Html {
    let wrong = match &typed.key {
        Err(KeyProblem::Character { group, .. } | KeyProblem::Length { group, .. }) => *group,
        Err(KeyProblem::More) => typed.groups.len(),
        _ => 0,
    };
    let groups = typed.groups.iter().enumerate().map(|(index, group)| {
        let class = if index + 1 == wrong { "group wrong" } else { "group" };
        styled("code", class, group)
    });
    let said = match &typed.key {
        Ok(key) => match key.generic() {
            Some(name) => html! {
                <p>
                    { badge(Tone::Good, Icon::Check, &locale.text(msg::KEY_GENERIC)) }{ " " }
                    { locale.format(msg::KEY_GENERIC_TEXT, [("name", name.into())]) }
                </p>
            },
            None => html! {
                <p>
                    { badge(Tone::Neutral, Icon::Key, &locale.text(msg::KEY_OTHER)) }{ " " }
                    { locale.text(msg::KEY_OTHER_TEXT) }
                </p>
            },
        },
        // What is wrong stands at the field.
        Err(problem) if is_wrong(*problem) => Html::default(),
        Err(problem) => styled("p", "muted", words(locale, *problem)),
    };
    html! { <><p class="groups">{ for groups }</p>{ said }</> }
}

fn words(locale: &Locale, problem: KeyProblem) -> String {
    let number = |number: usize| locale.formats().number(number as u64).into();
    match problem {
        KeyProblem::Incomplete { group, found } => {
            locale.format(msg::KEY_INCOMPLETE, [("group", number(group)), ("found", number(found))])
        }
        KeyProblem::Character { group, place, found } => {
            let parts = [
                ("group", number(group)),
                ("place", number(place)),
                ("found", found.to_string().into()),
                ("alphabet", TypedKey::ALPHABET.into()),
            ];
            locale.format(msg::KEY_CHARACTER, parts)
        }
        KeyProblem::Length { group, found } => {
            locale.format(msg::KEY_LENGTH, [("group", number(group)), ("found", number(found))])
        }
        KeyProblem::More => locale.text(msg::KEY_MORE),
        _ => locale.text(msg::KEY_TOO_LONG),
    }
}
