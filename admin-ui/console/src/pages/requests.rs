//! The page of requests: who asks, what it comes to, and the answer.

use super::answer::{answered, refuse, refused};
use super::emergency;
use super::failure::failure;
use super::ledger::{document_of, title_of};
use super::pool::pool;
use super::request_form::{options, typed_form};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::route::Route;
use crate::state::requests::{Asked, What};
use crate::state::{Action, RequestsAction, State};
use countersign::{ActivationRequest, Code, Error, Metric, Verified};
use countersign_issuer::Planned;
use countersign_kit::Given;
use countersign_kit::components::{
    Choice, Icon, Look, PasteForm, Tone, badge, button, element, fact, file_button, named_button, paste_form,
    refusal, styled,
};
use yew::prelude::*;

/// Requests, and lock codes that are typed in.
pub(crate) fn requests_page(
    locale: &Locale,
    state: &State,
    on_files: &Callback<Vec<web_sys::File>>,
    on_action: &Callback<Action>,
) -> Html {
    let shown = state.requests.shown();
    html! {
        <>
            <div class="page-head">
                { element("h1", locale.text(msg::REQUESTS_TITLE)) }
                { element("p", locale.text(msg::REQUESTS_INTRO)) }
            </div>
            { queue(locale, state, on_action) }
            { for shown.map(|asked| one(locale, state, asked, on_action)) }
            { intake(locale, on_files, on_action) }
        </>
    }
}

fn intake(locale: &Locale, on_files: &Callback<Vec<web_sys::File>>, on_action: &Callback<Action>) -> Html {
    let words = PasteForm {
        id: "request-text",
        label: locale.text(msg::REQUESTS_PASTE),
        hint: locale.text(msg::REQUESTS_PASTE_HINT),
        button: locale.text(msg::KEYS_READ),
    };
    html! {
        <section class="panel open" aria-labelledby="intake-title">
            <div class="choose">
                <h2 id="intake-title">{ locale.text(msg::REQUESTS_OPEN_TITLE) }</h2>
                { file_button("request-file", locale.text(msg::REQUESTS_OPEN), Choice::Several, on_files) }
                { button(Look::Plain, locale.text(msg::REQUESTS_TYPE), Action::Requests(RequestsAction::Type), on_action) }
                { styled("p", "hint", locale.text(msg::REQUESTS_OPEN_HINT)) }
            </div>
            { paste_form(words, on_action.reform(|text| Action::Bring(Given::Pasted(text)))) }
        </section>
    }
}

/// What people call it.
fn title(locale: &Locale, asked: &Asked) -> String {
    let named = match &asked.what {
        What::Request { request, .. } => request.host.description().map(str::to_owned),
        What::Typed(typed) if !typed.description.trim().is_empty() => Some(typed.description.clone()),
        What::Typed(_) => Some(locale.text(msg::REQUESTS_TYPED)),
        What::Emergency(emergency) => {
            emergency.request.contact.as_ref().and_then(|contact| contact.name.clone())
        }
        What::Refused { .. } => None,
    };
    named.unwrap_or_else(|| asked.name.clone())
}

fn queue(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    if state.requests.all.len() < 2 {
        return Html::default();
    }
    let buttons = state.requests.all.iter().enumerate().map(|(index, asked)| {
        let pressed = (index == state.requests.shown).to_string();
        let on_click = on_action.reform(move |_: MouseEvent| Action::Requests(RequestsAction::Show(index)));
        html! { <button type="button" key={asked.id} aria-pressed={pressed} onclick={on_click}>{ countersign::printable(&title(locale, asked)) }</button> }
    });
    html! { <nav class="queue" aria-label={locale.text(msg::REQUESTS_TITLE)}>{ for buttons }</nav> }
}

fn one(locale: &Locale, state: &State, asked: &Asked, on_action: &Callback<Action>) -> Html {
    let close = Action::Requests(RequestsAction::Close(state.requests.shown));
    let name = title(locale, asked);
    let close_name = locale.format(msg::REQUESTS_CLOSE_NAMED, [("name", name.as_str().into())]);
    html! {
        <article class="stack" key={asked.id} aria-labelledby="asked-title">
            <header class="page-head">
                <h2 id="asked-title" tabindex="-1">{ countersign::printable(&name) }</h2>
                <p class="actions">{ named_button(Look::Quiet, locale.text(msg::NOTICE_DISMISS), Some(close_name), close, on_action) }</p>
            </header>
            { match &asked.what {
                What::Refused { error, .. } => unreadable(locale, asked, error),
                _ => readable(locale, state, asked, on_action),
            } }
        </article>
    }
}

fn unreadable(locale: &Locale, asked: &Asked, error: &Error) -> Html {
    let is_unknown = error.code() == Code::KeyUnknown;
    html! {
        <section class="panel stack">
            { styled("p", "muted", asked.name.as_str()) }
            { refusal(locale, error) }
            if is_unknown {
                { emergency::unknown(locale) }
            }
        </section>
    }
}

fn readable(locale: &Locale, state: &State, asked: &Asked, on_action: &Callback<Action>) -> Html {
    let who = match &asked.what {
        What::Request { request, .. } => who_asks(locale, asked, request),
        What::Typed(typed) => typed_form(locale, state, asked, typed, on_action),
        What::Emergency(asking) => emergency::who_asks(locale, asked, asking),
        What::Refused { .. } => Html::default(),
    };
    html! {
        <div class="console-grid">
            <div>
                { comes_to(locale, state, asked, on_action) }
                { who }
                if !asked.is_answered() {
                    { match &asked.what {
                        What::Emergency(asking) => emergency::options(locale, asked, asking, on_action),
                        _ => options(locale, state, asked, on_action),
                    } }
                }
            </div>
            <div>
                { for asked.answer.as_ref().map(|answer| answered(locale, state, answer, on_action)) }
                if let What::Emergency(asking) = &asked.what {
                    { emergency::answered(locale, state, asking, on_action) }
                }
                { hosts(locale, state, asked) }
                { ledger_state(locale, state) }
            </div>
        </div>
    }
}

/// Whether an answer could be given now, which the desk may refuse all the same.
fn can_be_refused(asked: &Asked) -> bool {
    let is_ready = match &asked.what {
        What::Emergency(emergency) => matches!(emergency.plan, Some(Ok(_))),
        _ => matches!(asked.plan, Some(Ok(_))),
    };
    is_ready && asked.failure.is_none() && !asked.is_answered()
}

/// What it comes to: what is given, costs, and is left; or why nothing is.
fn comes_to(locale: &Locale, state: &State, asked: &Asked, on_action: &Callback<Action>) -> Html {
    let content = match (&asked.failure, &asked.plan) {
        _ if state.ledgers.book.is_none() => {
            html! { <p>{ locale.text(msg::REQUESTS_NO_LEDGER) }{ " " }<a href={Route::Ledger.href()}>{ locale.text(msg::NAV_LEDGER) }</a></p> }
        }
        _ if let What::Emergency(asking) = &asked.what => {
            emergency::comes_to(locale, state, asked, asking, on_action)
        }
        _ if asked.answer.is_some() => styled("p", "comes-to", locale.text(msg::REQUESTS_ANSWERED)),
        (Some(failed), _) | (None, Some(Err(failed))) => {
            html! { <>{ failure(locale, failed) }{ refused(locale, asked, failed, on_action) }</> }
        }
        (None, Some(Ok(planned))) => {
            html! { <>{ costs(locale, state, planned) }{ sign(locale, state, on_action) }</> }
        }
        (None, None) => styled("p", "muted", locale.text(msg::REQUESTS_INCOMPLETE)),
    };
    let can_be_refused = can_be_refused(asked);
    html! {
        <section class="panel stack" aria-label={locale.text(msg::REQUESTS_COMES_TO)}>
            <h3 class="label">{ locale.text(msg::REQUESTS_COMES_TO) }</h3>
            { content }
            if can_be_refused {
                { refuse(locale, asked, on_action) }
            }
        </section>
    }
}

pub(super) fn sign(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    if state.keys.signing().is_none() {
        return html! { <p class="warning">{ Icon::Key.html() }<span>{ locale.text(msg::REQUESTS_LOCKED) }{ " " }<a href={Route::Keys.href()}>{ locale.text(msg::NAV_KEYS) }</a></span></p> };
    }
    html! { <p class="actions">{ button(Look::Primary, locale.text(msg::REQUESTS_SIGN), Action::Requests(RequestsAction::Sign), on_action) }</p> }
}

fn costs(locale: &Locale, state: &State, planned: &Planned) -> Html {
    let number = |number: u64| locale.formats().number(number);
    let row = state
        .ledgers
        .book
        .as_ref()
        .and_then(|book| book.status.licenses.iter().find(|row| row.jti == planned.license.id));
    let lines = planned.costs.iter().map(|cost| {
        let name = title_of(locale, Some(&planned.license), &cost.id);
        if cost.metric == Metric::Feature {
            return element("p", locale.format(msg::POOL_FEATURE, [("name", name.into())]));
        }
        let words = [
            ("before", number(cost.before).into()),
            ("grant", number(cost.grant).into()),
            ("name", name.as_str().into()),
            ("cost", number(cost.cost).into()),
            ("free", cost.free().map_or_else(|| "∞".to_owned(), number).into()),
            ("left", cost.left().map_or_else(|| "∞".to_owned(), number).into()),
        ];
        let [head, left] =
            [msg::COST_HEAD, msg::COST_LEFT].map(|message| locale.format(message, words.clone()));
        let pool_row = row.and_then(|row| row.entitlements.iter().find(|known| known.id == cost.id));
        html! {
            <div class="stack">
                { styled("p", "comes-to", head) }
                { for pool_row.map(|row| pool(locale, &name, row, cost.cost)) }
                { element("p", left) }
                if cost.metric == Metric::Session {
                    { styled("p", "hint", locale.text(msg::COST_SESSIONS)) }
                }
            </div>
        }
    });
    let before = planned.before.as_ref().map(|before| {
        let words = [
            ("id", before.id.as_str().into()),
            ("serial", before.serial.into()),
            ("at", locale.formats().date(before.issued).into()),
        ];
        element("p", locale.format(if planned.is_freed { msg::COST_FREED } else { msg::COST_BEFORE }, words))
    });
    html! { <>{ for lines }{ before.unwrap_or_else(|| element("p", locale.text(msg::COST_NEW))) }</> }
}

fn who_asks(locale: &Locale, asked: &Asked, request: &Verified<ActivationRequest>) -> Html {
    let licence = [&*request.product, &*request.account, &*request.license].join(" · ");
    let redundant = request
        .redundant
        .as_ref()
        .map(|codes| fact(locale, msg::WHO_REDUNDANT, codes.map(|code| code.to_string()).join(", ")));
    let version =
        request.product_version.as_ref().map(|version| fact(locale, msg::WHO_VERSION, version.to_string()));
    let replaces =
        request.replaces.as_ref().map(|replaces| fact(locale, msg::WHO_REPLACES, replaces.clone()));
    html! {
        <section class="panel stack" aria-label={locale.text(msg::WHO_TITLE)}>
            <h3 class="label">{ locale.text(msg::WHO_TITLE) }</h3>
            <dl class="rows">
                { fact(locale, msg::WHO_HOST, request.host.description().unwrap_or("–").to_owned()) }
                { fact(locale, msg::WHO_LOCK_CODE, html! { <code>{ request.host.lock_code().to_string() }</code> }) }
                { fact(locale, msg::WHO_LICENCE, licence) }
                { for version }{ for redundant }{ for replaces }
                { fact(locale, msg::WHO_ASKED, locale.formats().local(request.issued)) }
                { fact(locale, msg::WHO_SIGNATURE, badge(Tone::Good, Icon::Check, &locale.text(msg::WHO_OWN_KEY))) }
            </dl>
            { styled("p", "hint", asked.name.as_str()) }
        </section>
    }
}

/// The hosts that the licence has already.
fn hosts(locale: &Locale, state: &State, asked: &Asked) -> Html {
    let (Some(book), Some(wanted)) = (&state.ledgers.book, asked.license()) else { return Html::default() };
    let Some(row) = book.status.licenses.iter().find(|row| row.jti == wanted) else { return Html::default() };
    let license = document_of(book, row);
    let rows = row.activations.iter().take(20).map(|host| {
        let name = host.description.clone().or_else(|| host.lock_codes.first().cloned()).unwrap_or_default();
        let grants = host.grants.iter().map(|(id, grant)| format!("{grant} {}", title_of(locale, license, id)));
        let grants = grants.collect::<Vec<_>>().join(", ");
        html! { <div key={host.jti.clone()}><dt>{ countersign::printable(&name) }</dt><dd>{ grants }</dd></div> }
    });
    html! {
        <section class="panel stack" aria-label={locale.text(msg::REQUESTS_HOSTS)}>
            <h3 class="label">{ locale.text(msg::REQUESTS_HOSTS) }</h3>
            if row.activations.is_empty() {
                { styled("p", "muted", locale.text(msg::LEDGER_NO_HOSTS)) }
            }
            <dl class="rows">{ for rows }</dl>
        </section>
    }
}

fn ledger_state(locale: &Locale, state: &State) -> Html {
    let Some(book) = &state.ledgers.book else { return Html::default() };
    let count = locale.formats().number(book.ledger.len());
    html! {
        <section class="panel stack" aria-label={locale.text(msg::NAV_LEDGER)}>
            <h3 class="label">{ locale.text(msg::NAV_LEDGER) }</h3>
            { element("p", book.name.as_str()) }
            { styled("p", "hint", locale.format(msg::LEDGER_BOOK, [("count", count.into())])) }
        </section>
    }
}
