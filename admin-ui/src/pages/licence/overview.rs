//! An account in one glance: what it has, who it is, what ends next.

use super::{doing, facts, limits, may, next, picture, save, usage, verdict};
use crate::components::{Icon, Tone, badge, element, refusal, status_badge, styled};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::route::Route;
use crate::state::{Account, Action, Matter, State};
use countersign::{License, Report, printable};
use yew::prelude::*;

const TITLE: &str = "overview-title";

/// The account that is shown, and its files; where there is none to show, why.
pub(super) fn overview(locale: &Locale, state: &State, files: Html, on_action: &Callback<Action>) -> Html {
    match state.account() {
        Some(account) if account.name.is_entry() => {
            html! { <>{ nothing(locale, built_in(locale, state, account, on_action)) }{ files }</> }
        }
        Some(account) => glance(locale, state, account, files, on_action),
        None if state.accounts.is_empty() => {
            html! { <>{ nothing(locale, Html::default()) }{ files }</> }
        }
        None => files,
    }
}

/// What there is before the first licence came.
fn nothing(locale: &Locale, limits: Html) -> Html {
    html! {
        <section class="panel overview" aria-labelledby={TITLE}>
            <div class="title">
                <h2 id={TITLE}>{ locale.text(msg::OVERVIEW_NONE) }</h2>
                { badge(Tone::Neutral, Icon::Info, &locale.text(msg::EDITION_ENTRY)) }
            </div>
            { styled("p", "muted", locale.text(msg::OVERVIEW_NONE_TEXT)) }
            { limits }
        </section>
    }
}

/// What may be used without a licence.
fn built_in(locale: &Locale, state: &State, account: &Account, on_action: &Callback<Action>) -> Html {
    match &account.report {
        Ok(_) => limits::table(locale, state, account, &state.limits(account), on_action),
        Err(error) => refusal(locale, error),
    }
}

fn glance(
    locale: &Locale,
    state: &State,
    account: &Account,
    files: Html,
    on_action: &Callback<Action>,
) -> Html {
    let report = match &account.report {
        Ok(report) => report,
        Err(error) => {
            return html! { <><section class="panel overview">{ refusal(locale, error) }</section>{ files }</> };
        }
    };
    let lead = state.lead(&account.name);
    let status = match lead {
        Some((_, judgement)) => status_badge(locale, judgement.status),
        None => badge(Tone::Warning, Icon::Warning, &locale.text(msg::OVERVIEW_NONE_COUNTS)),
    };
    let known = lead.or_else(|| state.licenses(&account.name).next()).map(|(license, _)| license);
    let holder = known.map(|license| license.holder.name.as_str());
    let limits = state.limits(account);
    let title = [account.name.product.as_str()].into_iter().chain(holder).collect::<Vec<_>>().join(" · ");
    html! {
        <section class="overview" aria-labelledby={TITLE}>
            <div class="overview-head">
                <div class="title"><h2 id={TITLE}>{ printable(&title) }</h2>{ status }</div>
                { for known.map(|license| styled("p", "muted", subtitle(locale, license, report))) }
            </div>
            { banner(locale, state, account) }
            { activation(locale, state, account) }
            if lead.is_none() {
                { styled("p", "muted", locale.text(msg::OVERVIEW_NONE_COUNTS_TEXT)) }
            }
            { verdict::account_warnings(locale, report) }
            <div class="desk">
                <div>
                    <div class="panel">
                        { limits::table(locale, state, account, &limits, on_action) }
                        { usage::import(locale, state, on_action) }
                    </div>
                    { may::panel(locale, state, account, &limits, on_action) }
                    { picture::charts(locale, state, account) }
                </div>
                <div>
                    { next::panel(locale, state, account, on_action) }
                    { picture::spans(locale, state, account) }
                    { doing::panel(locale, state, account) }
                    { save::panel(locale, state, on_action) }
                </div>
            </div>
            { files }
        </section>
    }
}

/// Where the holder is, which edition it is, and of which kind.
fn subtitle(locale: &Locale, license: &License, report: &Report) -> String {
    let place = facts::address_lines(locale, &license.holder).join(", ");
    let kind = facts::kind(locale, license.kind);
    let parts = [place.as_str(), report.edition.as_deref().unwrap_or_default(), &kind];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// That licences are to be activated, with the way there; nothing where none is.
fn activation(locale: &Locale, state: &State, account: &Account) -> Html {
    let mut licenses = state.licenses(&account.name);
    if !licenses.any(|(license, judgement)| license.activation_required && judgement.status.counts()) {
        return Html::default();
    }
    html! {
        <p class={classes!("matter", Tone::Neutral.class())}>
            { Icon::Key.html() }
            <span>{ locale.text(msg::ACTIVATION_NEEDED) }{ " " }<a href={Route::Activation.href()}>{ locale.text(msg::ACTIVATION_OPEN) }</a></span>
        </p>
    }
}

/// What matters most, in a sentence; nothing where nothing does.
fn banner(locale: &Locale, state: &State, account: &Account) -> Html {
    let Some(matter) = state.matter(account) else { return Html::default() };
    let name = |id: &str| state.entitlement_name(&account.name, id).to_owned();
    let number = |number| locale.formats().number(number);
    let at = |message, end| locale.format(message, [("end", locale.formats().end(end).into())]);
    let (tone, text) = match &matter {
        Matter::Blocked { id, blocked } => {
            let parts = [("name", name(id).into()), ("number", number(*blocked).into())];
            (Tone::Bad, locale.format(msg::MATTER_BLOCKED, parts))
        }
        Matter::Over { id, by } => {
            let parts = [("name", name(id).into()), ("number", number(*by).into())];
            (Tone::Bad, locale.format(msg::MATTER_OVER, parts))
        }
        Matter::Emergency { id, used, granted, end } => {
            let parts = [
                ("name", name(id).into()),
                ("used", number(*used).into()),
                ("granted", limits::quantity(locale, *granted).into()),
                ("end", locale.formats().end(*end).into()),
            ];
            (Tone::Warning, locale.format(msg::MATTER_EMERGENCY, parts))
        }
        Matter::Grace { end } => (Tone::Warning, at(msg::MATTER_GRACE, *end)),
        Matter::Expiring { end } => (Tone::Warning, at(msg::MATTER_EXPIRING, *end)),
    };
    html! { <p class={classes!("matter", tone.class())}>{ Icon::Warning.html() }{ element("span", text) }</p> }
}
