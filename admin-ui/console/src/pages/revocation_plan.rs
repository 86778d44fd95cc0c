//! What the next revocation list would change, and the list once it is signed.

use super::answer::armor_out;
use super::revocations::act;
use crate::i18n::msg;
use crate::locale::Locale;
use crate::route::Route;
use crate::state::licences::Signed;
use crate::state::revocations::Plan;
use crate::state::{Action, RevocationsAction, State};
use countersign_issuer::{ChainState, Turned};
use countersign_kit::components::{Icon, Look, button, element, refusal, status_name, styled};
use yew::prelude::*;

/// What the list would change, and signing it.
pub(super) fn plan(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let content = match &state.revocations.plan {
        None => styled("p", "muted", locale.text(msg::REVOCATIONS_EMPTY)),
        Some(Err(error)) => refusal(locale, error),
        Some(Ok(plan)) => html! { <>{ changes(locale, state, plan) }{ sign(locale, state, on_action) }</> },
    };
    html! {
        <section class="panel stack" aria-labelledby="plan-title">
            <h2 id="plan-title">{ locale.text(msg::REVOCATIONS_PLAN) }</h2>
            { content }
        </section>
    }
}

fn changes(locale: &Locale, state: &State, plan: &Plan) -> Html {
    let number = |number: usize| locale.formats().number(number as u64);
    let words = [
        ("serial", plan.serial().into()),
        ("count", number(plan.count()).into()),
        ("new", number(plan.count().saturating_sub(plan.before)).into()),
    ];
    let ended: Vec<_> = plan.ended().map(|turned| ended_row(locale, state, turned)).collect();
    let others: Vec<_> = plan
        .others()
        .map(|turned| {
            let words = [
                ("before", status_name(locale, turned.before).into()),
                ("after", status_name(locale, turned.after).into()),
            ];
            html! { <li>{ who(locale, turned) }{ ": " }{ locale.format(msg::REVOCATIONS_TURN, words) }</li> }
        })
        .collect();
    let activations = &state.revocations.activations;
    html! {
        <>
            { styled("p", "comes-to", locale.format(msg::REVOCATIONS_COMES_TO, words)) }
            if !ended.is_empty() {
                <h3 class="label">{ locale.text(msg::REVOCATIONS_ENDED) }</h3>
                <ul class="ended">{ for ended }</ul>
            }
            if !activations.is_empty() {
                { element("p", locale.format(msg::REVOCATIONS_ENDED_HOSTS, [("count", (activations.len() as u64).into())])) }
            }
            if !others.is_empty() {
                <h3 class="label">{ locale.text(msg::REVOCATIONS_TURNED) }</h3>
                <ul class="turned">{ for others }</ul>
            }
            if plan.turned.is_empty() && activations.is_empty() {
                { styled("p", "muted", locale.text(msg::REVOCATIONS_NOTHING)) }
            }
            if !plan.unknown.is_empty() {
                <p class="warning">{ Icon::Warning.html() }<span>{ locale.format(msg::REVOCATIONS_UNKNOWN, [("ids", plan.unknown.join(", ").into())]) }</span></p>
            }
            { styled("p", "hint", locale.text(msg::REVOCATIONS_WHEN)) }
        </>
    }
}

fn who(locale: &Locale, turned: &Turned) -> Html {
    let license = &turned.license;
    let words = [("licence", license.id.as_str().into()), ("serial", license.serial.into())];
    html! { <>{ element("strong", license.holder.name.as_str()) }{ " · " }{ locale.format(msg::LEDGER_LICENCE, words) }</> }
}

fn ended_row(locale: &Locale, state: &State, turned: &Turned) -> Html {
    let rows = state.ledgers.book.iter().flat_map(|book| &book.status.licenses);
    let hosts = rows
        .filter(|row| row.jti == turned.license.id)
        .flat_map(|row| &row.activations)
        .filter(|host| host.state == ChainState::Active)
        .count() as u64;
    html! {
        <li>
            { who(locale, turned) }
            if hosts > 0 {
                { " · " }{ locale.format(msg::REVOCATIONS_HOSTS, [("count", hosts.into())]) }
            }
        </li>
    }
}

fn sign(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    if state.revocations.due(state.now).is_none() {
        return styled("p", "muted", locale.text(msg::REVOCATIONS_NO_DUE));
    }
    if state.keys.signing().is_none() {
        return html! { <p class="warning">{ Icon::Key.html() }<span>{ locale.text(msg::REQUESTS_LOCKED) }{ " " }<a href={Route::Keys.href()}>{ locale.text(msg::NAV_KEYS) }</a></span></p> };
    }
    html! { <p class="actions">{ button(Look::Primary, locale.text(msg::REVOCATIONS_SIGN), act(RevocationsAction::Sign), on_action) }</p> }
}

/// The list, to be handed out.
pub(super) fn made(locale: &Locale, state: &State, signed: &Signed, on_action: &Callback<Action>) -> Html {
    let one = |look, words, action| button(look, locale.text(words), act(action), on_action);
    html! {
        <section class="panel stack made" aria-labelledby="revocation-made-title">
            <h2 id="revocation-made-title">{ Icon::Check.html() }{ locale.format(msg::REVOCATIONS_SIGNED, [("name", signed.id.as_str().into())]) }</h2>
            <p class="actions">
                { one(Look::Primary, msg::ANSWER_SAVE, RevocationsAction::Save) }
                { one(Look::Plain, msg::ANSWER_COPY, RevocationsAction::Copy) }
                if state.ledgers.book.is_some() {
                    { one(Look::Plain, msg::LICENCES_ENTER, RevocationsAction::Enter) }
                }
            </p>
            { styled("p", "hint", locale.text(msg::REVOCATIONS_SIGNED_HINT)) }
            { armor_out(locale, signed) }
        </section>
    }
}
