//! The page of licences: a template, its fields, what the customer will see, and signing.

use super::answer::armor_out;
use super::batch::batch;
use super::templates::{beginnings, differences, keep};
use crate::i18n::{Message, msg};
use crate::locale::Locale;
use crate::route::Route;
use crate::state::licences::Signed;
use crate::state::{Action, LicencesAction, State};
use countersign::{JudgedLicense, License, Quantity, UnixTime};
use countersign_issuer::Slip;
use countersign_kit::components::{Icon, Look, button, element, fact, refusal, status_badge, styled};
use countersign_kit::platform::form;
use yew::prelude::*;

/// The claims that nearly every licence has: where they are, and what they are called.
const FIELDS: [(&str, &str, Message); 9] = [
    ("issuer-claim", "/iss", msg::CLAIM_ISSUER),
    ("product-claim", "/aud", msg::CLAIM_PRODUCT),
    ("account-claim", "/sub", msg::CLAIM_ACCOUNT),
    ("id-claim", "/jti", msg::CLAIM_ID),
    ("serial-claim", "/lic/serial", msg::CLAIM_SERIAL),
    ("name-claim", "/lic/name", msg::CLAIM_NAME),
    ("holder-claim", "/lic/holder/name", msg::CLAIM_HOLDER),
    ("end-claim", "/exp", msg::CLAIM_END),
    ("activation-claim", "/lic/activation", msg::CLAIM_ACTIVATION),
];

/// Makes a licence.
pub(crate) fn licences_page(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    html! {
        <>
            <div class="page-head">
                { element("h1", locale.text(msg::LICENCES_TITLE)) }
                { element("p", locale.text(msg::LICENCES_INTRO)) }
            </div>
            { beginnings(locale, state, on_action) }
            { for state.licences.batch.as_ref().map(|table| batch(locale, state, table, on_action)) }
            if state.licences.preview.is_some() {
                <div class="console-grid">
                    <div>
                        { differences(locale, state) }
                        { fields(locale, state, on_action) }
                        { editor(locale, state, on_action) }
                    </div>
                    <div>
                        { preview(locale, state) }
                        { signing(locale, state, on_action) }
                        { for state.licences.signed.as_ref().map(|signed| made(locale, state, signed, on_action)) }
                    </div>
                </div>
            }
        </>
    }
}

fn fields(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let one = |id: String, pointer: &str, label: String| {
        let Some(value) = state.licences.member(pointer) else { return Html::default() };
        let pointer = pointer.to_owned();
        // Once the field is left: a number that is being typed is none yet.
        let on_change = on_action.reform(move |event: Event| {
            Action::Licences(LicencesAction::Set(pointer.clone(), form::value(&event)))
        });
        html! {
            <div class="field" key={id.clone()}>
                <label for={id.clone()}>{ label }</label>
                <input {id} type="text" autocomplete="off" {value} onchange={on_change} />
            </div>
        }
    };
    let known = FIELDS.iter().map(|(id, pointer, label)| one((*id).to_owned(), pointer, locale.text(*label)));
    let quantities = state.licences.quantities();
    let quantities = quantities.iter().map(|(id, pointer)| {
        let label = locale.format(msg::CLAIM_QUANTITY, [("id", id.as_str().into())]);
        one(format!("quantity-{id}"), pointer, label)
    });
    html! {
        <section class="panel stack" aria-labelledby="fields-title">
            <h2 id="fields-title">{ locale.text(msg::LICENCES_FIELDS) }</h2>
            <div class="form">{ for known }{ for quantities }</div>
            { styled("p", "hint", locale.text(msg::LICENCES_FIELDS_HINT)) }
        </section>
    }
}

fn editor(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let on_input = on_action.reform(|event: InputEvent| {
        let area = event.target_dyn_into::<web_sys::HtmlTextAreaElement>();
        Action::Licences(LicencesAction::SetClaims(area.map(|area| area.value()).unwrap_or_default()))
    });
    html! {
        <details class="panel">
            <summary>{ locale.text(msg::LICENCES_JSON) }</summary>
            <div class="field">
                <label for="claims">{ locale.text(msg::LICENCES_CLAIMS) }</label>
                <textarea id="claims" class="editor" rows="24" spellcheck="false" autocomplete="off"
                    value={state.licences.claims.clone()} oninput={on_input} />
            </div>
            { keep(locale, on_action) }
        </details>
    }
}

/// What the customer will see.
fn preview(locale: &Locale, state: &State) -> Html {
    let content = match &state.licences.preview {
        Some(Ok(seen)) => seen_licence(locale, seen),
        Some(Err(error)) => refusal(locale, error),
        None => Html::default(),
    };
    html! {
        <section class="card" aria-labelledby="preview-title">
            <h2 id="preview-title">{ locale.text(msg::LICENCES_PREVIEW) }</h2>
            { content }
        </section>
    }
}

fn seen_licence(locale: &Locale, seen: &JudgedLicense) -> Html {
    let license = &seen.license;
    let end = match license.end() {
        Some(end) => locale.formats().local(end),
        None => locale.text(msg::LICENCES_NO_END),
    };
    let rows = license.entitlements.iter().map(|entitlement| {
        let name = entitlement.name.as_ref().map_or(&*entitlement.id, |name| name.for_language(locale.language().tag()));
        let quantity = match entitlement.quantity {
            Some(Quantity::Limited(limit)) => locale.formats().number(limit),
            Some(_) => locale.text(msg::LICENCES_UNLIMITED),
            None => locale.text(msg::LICENCES_FEATURE),
        };
        html! { <tr><th scope="row">{ countersign::printable(name) }</th><td class="number">{ quantity }</td></tr> }
    });
    html! {
        <>
            <div class="title">
                <h3>{ countersign::printable(&license.name) }</h3>
                { status_badge(locale, seen.status()) }
            </div>
            <dl class="across">
                { fact(locale, msg::CLAIM_HOLDER, license.holder.name.clone()) }
                { fact(locale, msg::CLAIM_END, end) }
                { fact(locale, msg::CLAIM_SERIAL, license.serial.to_string()) }
                { for terms(locale, license) }
            </dl>
            <table>
                <caption>{ locale.text(msg::LICENCES_GRANTS) }</caption>
                <tbody>{ for rows }</tbody>
            </table>
        </>
    }
}

/// What else the customer is told.
fn terms(locale: &Locale, license: &License) -> Vec<Html> {
    let day = |date: UnixTime| locale.formats().date(date);
    let more: [(Message, Option<String>); 9] = [
        (msg::CLAIM_EDITION, license.edition.clone()),
        (msg::TERM_START, license.not_before.map(day)),
        (
            msg::TERM_GRACE,
            Some(license.grace_days)
                .filter(|days| *days > 0)
                .map(|days| locale.formats().number(days.into())),
        ),
        (msg::TERM_VERSIONS, license.versions.as_ref().map(ToString::to_string)),
        (msg::TERM_SUPPORT, license.support_until.map(|date| locale.formats().day(date))),
        (msg::TERM_ACTIVATION, license.activation_required.then(|| locale.text(msg::TERM_REQUIRED))),
        (msg::TERM_SUPERSEDES, Some(license.supersedes.join(", ")).filter(|ids| !ids.is_empty())),
        (msg::TERM_AGREEMENT, license.agreement.as_ref().and_then(|agreement| agreement.title.clone())),
        (msg::CLAIM_ACCOUNT, Some(license.account.clone())),
    ];
    more.into_iter().filter_map(|(name, value)| Some(fact(locale, name, value?))).collect()
}

fn signing(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let licences = &state.licences;
    let is_readable = matches!(licences.preview, Some(Ok(_)));
    let on_allow =
        on_action.reform(|event: Event| Action::Licences(LicencesAction::AllowSlips(form::checked(&event))));
    let slips = licences.slips.iter().map(|slip| {
        html! { <li class="warning" data-code={slip.code()}>{ Icon::Warning.html() }<span>{ words(locale, slip) }</span></li> }
    });
    html! {
        <section class="panel stack" aria-labelledby="sign-title">
            <h2 id="sign-title">{ locale.text(msg::LICENCES_SIGN_TITLE) }</h2>
            if !licences.slips.is_empty() {
                <ul class="plain">{ for slips }</ul>
                <label class="check">
                    <input type="checkbox" checked={licences.allows_slips} onchange={on_allow} />
                    { locale.text(msg::LICENCES_ALLOW) }
                </label>
            }
            { for licences.error.as_ref().map(|error| refusal(locale, error)) }
            if state.keys.signing().is_none() {
                <p class="warning">{ Icon::Key.html() }<span>{ locale.text(msg::REQUESTS_LOCKED) }{ " " }<a href={Route::Keys.href()}>{ locale.text(msg::NAV_KEYS) }</a></span></p>
            } else if is_readable && (licences.allows_slips || licences.slips.is_empty()) {
                <p class="actions">
                    { button(Look::Primary, locale.text(msg::LICENCES_SIGN), Action::Licences(LicencesAction::Sign), on_action) }
                </p>
            }
        </section>
    }
}

pub(super) fn words(locale: &Locale, slip: &Slip) -> String {
    match slip {
        Slip::Unknown(unknown) => {
            let names = unknown.iter().map(|claim| match &claim.nearest {
                Some(nearest) => format!("{} → {nearest}?", claim.path),
                None => claim.path.clone(),
            });
            let names = names.collect::<Vec<_>>().join(", ");
            locale.format(msg::SLIP_UNKNOWN, [("names", names.into())])
        }
        Slip::Past { path, end } => {
            let at = locale.formats().local(*end);
            locale.format(msg::SLIP_PAST, [("path", path.into()), ("at", at.into())])
        }
        Slip::Future { path, issued } => {
            let at = locale.formats().local(*issued);
            locale.format(msg::SLIP_FUTURE, [("path", path.into()), ("at", at.into())])
        }
    }
}

fn made(locale: &Locale, state: &State, signed: &Signed, on_action: &Callback<Action>) -> Html {
    let one = |look, words, action| button(look, locale.text(words), Action::Licences(action), on_action);
    html! {
        <section class="panel stack made" aria-labelledby="made-title">
            <h2 id="made-title">{ Icon::Check.html() }{ locale.format(msg::LICENCES_SIGNED, [("id", signed.id.as_str().into())]) }</h2>
            <p class="actions">
                { one(Look::Primary, msg::LICENCES_SAVE, LicencesAction::Save) }
                { one(Look::Plain, msg::LICENCES_SAVE_COMPACT, LicencesAction::SaveCompact) }
                { one(Look::Plain, msg::ANSWER_COPY, LicencesAction::Copy) }
                if state.ledgers.book.is_some() {
                    { one(Look::Plain, msg::LICENCES_ENTER, LicencesAction::Enter) }
                }
            </p>
            { armor_out(locale, signed) }
        </section>
    }
}
