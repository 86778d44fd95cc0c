//! The part of the page of keys that changes them, step by step.

use super::answer::armor_out;
use crate::i18n::msg;
use crate::locale::Locale;
use crate::state::licences::Signed;
use crate::state::rotation::{Fate, Plan};
use crate::state::{Action, RotationAction, State};
use countersign::{Keep, Thumbprint};
use countersign_kit::components::{
    Choice, Field, Icon, Look, button, element, field, file_button, refusal, styled, thumbprint,
};
use countersign_kit::platform::files;
use yew::prelude::*;

fn act(action: RotationAction) -> Action {
    Action::Rotation(action)
}

/// Changing keys: what is needed, what becomes of each key, what falls, and the update.
pub(super) fn rotation(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let rotation = &state.rotation;
    let is_begun = rotation.plan.is_some() || rotation.previous.is_some() || rotation.refused.is_some();
    html! {
        <details class="panel" open={is_begun}>
            <summary>{ locale.text(msg::ROTATION_TITLE) }</summary>
            <div class="stack">
                { element("p", locale.text(msg::ROTATION_INTRO)) }
                <ol class="steps">
                    <li>{ root(locale, state, on_action) }</li>
                    <li>{ last(locale, state, on_action) }</li>
                    <li>{ fates(locale, state, on_action) }</li>
                    <li>{ plan(locale, state, on_action) }</li>
                </ol>
                { for rotation.signed.as_ref().map(|signed| made(locale, signed, on_action)) }
            </div>
        </details>
    }
}

/// The key that signs updates.
fn root(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let content = match state.keys.signing() {
        None => {
            html! { <p class="warning">{ Icon::Key.html() }<span>{ locale.text(msg::ROTATION_LOCKED) }</span></p> }
        }
        Some(root) => html! {
            <>
                { thumbprint(&root.public_key().thumbprint()) }
                { styled("p", "hint", locale.text(msg::ROTATION_ROOT_HINT)) }
                <p class="actions">
                    { button(Look::Quiet, locale.text(msg::ROTATION_SAVE_ROOT), act(RotationAction::SaveRoot), on_action) }
                </p>
            </>
        },
    };
    html! { <>{ element("h3", locale.text(msg::ROTATION_ROOT)) }{ content }</> }
}

/// The update that this one follows, or whose keys the first one is about.
fn last(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let rotation = &state.rotation;
    let give = on_action.reform(|given| act(RotationAction::Open(given)));
    let on_files = Callback::from(move |chosen| files::read(chosen, give.clone()));
    let issuer = rotation.issuer(state.ledgers.book.as_ref());
    let content = match &rotation.previous {
        Some(last) => {
            let words = [
                ("serial", last.serial.into()),
                ("issuer", last.issuer.as_str().into()),
                ("issued", locale.formats().date(last.issued).into()),
            ];
            element("p", locale.format(msg::ROTATION_LAST, words))
        }
        None => {
            let words = Field {
                id: "rotation-issuer",
                label: locale.text(msg::LEDGER_ISSUER),
                value: &issuer,
                autocomplete: "url",
                inputmode: "url",
                hint: Some(locale.text(msg::LEDGER_ISSUER_HINT)),
                problem: None,
            };
            html! {
                <>
                    { styled("p", "muted", locale.text(msg::ROTATION_FIRST)) }
                    { field(words, on_action.reform(|text| act(RotationAction::SetIssuer(text)))) }
                </>
            }
        }
    };
    let refused = rotation.refused.as_ref().map(|(name, error)| {
        html! { <div role="alert">{ element("strong", name) }{ refusal(locale, error) }</div> }
    });
    html! {
        <>
            { element("h3", locale.text(msg::ROTATION_LAST_TITLE)) }
            { content }
            { for refused }
            { file_button("rotation-file", locale.text(msg::ROTATION_OPEN), Choice::One, &on_files) }
        </>
    }
}

/// What becomes of each key.
fn fates(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let rotation = &state.rotation;
    let keys = rotation.keys(&state.keys);
    let rows = keys.keys().map(|kid| fate(locale, *kid, rotation.fate(kid), on_action));
    let problem = rotation.end(state.now).is_none();
    let words = Field {
        id: "last-day",
        label: locale.text(msg::ROTATION_LAST_DAY),
        value: &rotation.last_day,
        autocomplete: "off",
        inputmode: "text",
        hint: Some(locale.text(msg::ROTATION_LAST_DAY_HINT)),
        problem: problem.then(|| ("last_day", locale.text(msg::OPTION_UNTIL_PROBLEM))),
    };
    let is_aside = keys.keys().any(|kid| rotation.fate(kid) == Some(Fate::Aside));
    html! {
        <>
            { element("h3", locale.text(msg::ROTATION_KEYS)) }
            if keys.is_empty() {
                { styled("p", "empty", locale.text(msg::ROTATION_NO_KEYS)) }
            }
            <ul class="plain marks">{ for rows }</ul>
            if is_aside {
                { field(words, on_action.reform(|text| act(RotationAction::SetLastDay(text)))) }
            }
        </>
    }
}

fn fate(locale: &Locale, kid: Thumbprint, chosen: Option<Fate>, on_action: &Callback<Action>) -> Html {
    let on_change = on_action.reform(move |event: Event| {
        let word = countersign_kit::platform::form::choice(&event);
        act(RotationAction::SetFate(kid, Fate::ALL.into_iter().find(|fate| fate.as_str() == word)))
    });
    let options = Fate::ALL.map(|fate| {
        let name = match fate {
            Fate::Signs => msg::FATE_SIGNS,
            Fate::Aside => msg::FATE_ASIDE,
            Fate::Leaked => msg::FATE_LEAKED,
        };
        html! { <option value={fate.as_str()} selected={chosen == Some(fate)}>{ locale.text(name) }</option> }
    });
    let label = locale.format(msg::FATE_OF, [("key", kid.to_string().into())]);
    html! {
        <li key={kid.to_string()} class="actions">
            { thumbprint(&kid) }
            <select aria-label={label} autocomplete="off" onchange={on_change}>
                <option value="" selected={chosen.is_none()}>{ locale.text(msg::FATE_NONE) }</option>
                { for options }
            </select>
        </li>
    }
}

/// What the update would say, what falls by it, and in which order it is taken in.
fn plan(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let content = match &state.rotation.plan {
        None => styled("p", "muted", locale.text(msg::ROTATION_EMPTY)),
        Some(Err(error)) => refusal(locale, error),
        Some(Ok(plan)) => {
            let is_signed = state.rotation.signed.is_some();
            let sign = (!is_signed && state.keys.signing().is_some()).then(|| {
                button(Look::Primary, locale.text(msg::ROTATION_SIGN), act(RotationAction::Sign), on_action)
            });
            html! { <>{ changes(locale, plan) }{ order(locale, plan) }<p class="actions">{ for sign }</p></> }
        }
    };
    html! { <section class="stack" aria-labelledby="rotation-plan">{ html! { <h3 id="rotation-plan">{ locale.text(msg::ROTATION_PLAN) }</h3> } }{ content }</section> }
}

fn changes(locale: &Locale, plan: &Plan) -> Html {
    let signing = plan.signing();
    let kids = signing.iter().map(|kid| html! { <li>{ thumbprint(kid) }</li> });
    let retired = plan.retired().map(|(kid, retirement)| {
        let how = match retirement.keep {
            Keep::Nothing => locale.text(msg::ROTATION_LEAKED),
            _ => locale.format(msg::ROTATION_ASIDE, [("at", locale.formats().local(retirement.at).into())]),
        };
        html! { <li>{ thumbprint(kid) }{ styled("span", "muted", how) }</li> }
    });
    let fallen = plan.fallen.iter().take(super::hosts::MOST_HOSTS).map(|license| {
        let words = [("licence", license.id.as_str().into()), ("serial", license.serial.into())];
        html! { <li>{ element("strong", license.holder.name.as_str()) }{ " · " }{ locale.format(msg::LEDGER_LICENCE, words) }</li> }
    });
    let count = plan.fallen.len() as u64;
    html! {
        <>
            { styled("p", "comes-to", locale.format(msg::ROTATION_COMES_TO, [("serial", plan.serial().into())])) }
            if !signing.is_empty() {
                <p class="label">{ locale.text(msg::ROTATION_SIGNING) }</p>
                <ul class="plain">{ for kids }</ul>
            }
            if plan.retired().next().is_some() {
                <p class="label">{ locale.text(msg::ROTATION_RETIRED) }</p>
                <ul class="plain">{ for retired }</ul>
            }
            if count > 0 {
                <p class="problem">{ locale.format(msg::ROTATION_FALLEN, [("count", count.into())]) }</p>
                <ul class="fallen">{ for fallen }</ul>
            } else {
                { element("p", locale.text(msg::ROTATION_NONE_FALLEN)) }
            }
        </>
    }
}

/// What is done with the update, and in which order.
fn order(locale: &Locale, plan: &Plan) -> Html {
    let steps = [
        (plan.leaks, msg::ORDER_AGAIN),
        (true, msg::ORDER_GIVE),
        (plan.adds, msg::ORDER_OVERLAP),
        (plan.lays_aside, msg::ORDER_ASIDE),
        (plan.fallen_lists > 0, msg::ORDER_LISTS),
        (plan.adds, msg::ORDER_EMBED),
    ];
    let steps =
        steps.into_iter().filter(|(applies, _)| *applies).map(|(_, words)| element("li", locale.text(words)));
    html! {
        <>
            <p class="label">{ locale.text(msg::ORDER_TITLE) }</p>
            <ol>{ for steps }</ol>
        </>
    }
}

fn made(locale: &Locale, signed: &Signed, on_action: &Callback<Action>) -> Html {
    let one = |look, words, action| button(look, locale.text(words), act(action), on_action);
    html! {
        <section class="panel stack made" aria-labelledby="update-title">
            <h3 id="update-title">{ Icon::Check.html() }{ locale.format(msg::ROTATION_SIGNED, [("name", signed.id.as_str().into())]) }</h3>
            <p class="actions">
                { one(Look::Primary, msg::ANSWER_SAVE, RotationAction::Save) }
                { one(Look::Plain, msg::ANSWER_COPY, RotationAction::Copy) }
            </p>
            { armor_out(locale, signed) }
        </section>
    }
}
