//! An account in one glance: what it has, who it is, what ends next.

use super::{facts, limits, usage, verdict};
use crate::components::{Icon, Tone, badge, element, fact, status_badge, styled};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::pages::refusal;
use crate::state::{Account, AccountName, Action, State};
use countersign::{LimitRow, Report, UnixTime};
use yew::prelude::*;

const TITLE: &str = "overview-title";

/// The account that is shown; where there is none to show, why.
pub(super) fn overview(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    match state.account() {
        Some(account) if account.name.is_entry() => {
            nothing(locale, built_in(locale, state, account, on_action))
        }
        Some(account) => glance(locale, state, account, on_action),
        None if state.accounts.is_empty() => nothing(locale, Html::default()),
        None => Html::default(),
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
        Ok(report) => limits::table(locale, state, &account.name, report, on_action),
        Err(error) => refusal(locale, error),
    }
}

fn glance(locale: &Locale, state: &State, account: &Account, on_action: &Callback<Action>) -> Html {
    let report = match &account.report {
        Ok(report) => report,
        Err(error) => return html! { <section class="panel overview">{ refusal(locale, error) }</section> },
    };
    let lead = state.lead(&account.name);
    let (title, status, subtitle) = match lead {
        Some((license, judgement)) => {
            let kind = facts::kind(locale, license.kind);
            let parts = report.edition.iter().map(String::as_str).chain([kind.as_str()]);
            let subtitle = parts.collect::<Vec<_>>().join(" · ");
            (license.name.clone(), status_badge(locale, judgement.status), subtitle)
        }
        None => {
            let entry = badge(Tone::Warning, Icon::Warning, &locale.text(msg::EDITION_ENTRY));
            (locale.text(msg::OVERVIEW_NONE_COUNTS), entry, locale.text(msg::OVERVIEW_NONE_COUNTS_TEXT))
        }
    };
    let holder = lead.or_else(|| state.licenses(&account.name).next()).map(|(license, _)| &license.holder);
    html! {
        <section class="panel overview" aria-labelledby={TITLE}>
            <div class="title"><h2 id={TITLE}>{ title }</h2>{ status }</div>
            { styled("p", "subtitle", subtitle) }
            <dl class="across">
                if let Some(holder) = holder {
                    { fact(locale, msg::FACT_HOLDER, facts::address(holder)) }
                }
                { fact(locale, msg::FACT_NEXT_CHANGE, next_change(locale, state, &account.name, report)) }
                if let Some(day) = lead.and_then(|(license, _)| license.support_until) {
                    { facts::support(locale, day, Some(report.judged_at)) }
                }
            </dl>
            { verdict::account_warnings(locale, report) }
            { limits::table(locale, state, &account.name, report, on_action) }
            { usage::import(locale, state, on_action) }
        </section>
    }
}

/// What changes next by itself, and when.
fn next_change(locale: &Locale, state: &State, account: &AccountName, report: &Report) -> Html {
    let changes = |row: &LimitRow| match row {
        LimitRow::Feature(row) => {
            let change = row.next_change?;
            Some((change.at, limits::feature(locale, change.granted)))
        }
        LimitRow::Quantity(row) => {
            let change = row.next_change?;
            let granted = change.granted.plus(change.emergency);
            Some((change.at, limits::quantity(locale, granted)))
        }
    };
    let changes: Vec<(UnixTime, String, String)> = report
        .limits
        .iter()
        .filter_map(|row| {
            let (at, granted) = changes(row)?;
            Some((
                at,
                limits::name(locale, state.licenses(account).map(|(license, _)| license), row.id()),
                granted,
            ))
        })
        .collect();
    let Some(next) = changes.iter().map(|(at, ..)| *at).min() else {
        return Html::from(locale.text(msg::NEXT_CHANGE_NEVER));
    };
    let lines = changes.iter().filter(|(at, ..)| *at == next);
    let lines = lines.map(|(_, name, granted)| format!("{name}: {granted}")).collect::<Vec<_>>().join(", ");
    html! {
        <>
            { element("strong", locale.formats().local(next)) }
            { styled("span", "line muted", lines) }
        </>
    }
}
