//! The facts of an account, in the order in which administrators look for them.

use super::emergency;
use crate::components::{Icon, Tone, badge, fact, styled};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::pages::licence::{self, entitlement_name, quantity};
use crate::state::{Account, State};
use countersign::{License, LimitRow, LimitState, Metric, QuantityRow, Report};
use yew::prelude::*;

/// How many limits are told; the licence page has all of them.
const MOST: usize = 50;

const TITLE: &str = "information-title";

/// Company, support, what is used, emergencies.
pub(super) fn panel(locale: &Locale, state: &State, account: &Account, report: &Report) -> Html {
    let lead = state.lead(&account.name).or_else(|| state.licenses(&account.name).next());
    let title = match lead {
        Some((license, _)) => license.holder.name.clone(),
        None => locale.text(msg::OVERVIEW_NONE),
    };
    html! {
        <section class="panel facts-of-account" aria-labelledby={TITLE}>
            <h2 id={TITLE}>{ title }</h2>
            <dl class="rows">
                { for lead.map(|(license, _)| company(locale, license)) }
                { fact(locale, msg::INFORMATION_SUPPORT, support(locale, state, account, report)) }
                { used(locale, state, account, report) }
            </dl>
            { emergency::facts(locale, state, account, report) }
        </section>
    }
}

/// Where the company is, and what it has.
pub(super) fn company(locale: &Locale, license: &License) -> Html {
    let holder = &license.holder;
    let country = holder.country.as_ref().map(|country| locale.formats().country(country));
    let rows = [
        (msg::INFORMATION_STREET, &holder.street),
        (msg::INFORMATION_POSTAL_CODE, &holder.postal_code),
        (msg::INFORMATION_CITY, &holder.city),
        (msg::INFORMATION_REGION, &holder.region),
        (msg::INFORMATION_COUNTRY, &country),
    ];
    let rows = rows.into_iter().filter_map(|(name, value)| Some(fact(locale, name, value.clone()?)));
    let parts = [Some(&license.name), license.edition.as_ref()].into_iter().flatten().map(String::as_str);
    html! {
        <>
            { fact(locale, msg::INFORMATION_LICENCE, parts.collect::<Vec<_>>().join(" · ")) }
            { for rows }
            { for licence::licence_end(locale, license) }
        </>
    }
}

/// Until when there is technical support: the last day that a licence of the account names which counts.
pub(super) fn support(locale: &Locale, state: &State, account: &Account, report: &Report) -> Html {
    let counting = state.licenses(&account.name).filter(|(_, judgement)| judgement.status.counts());
    let Some(day) = counting.filter_map(|(license, _)| license.support_until).max() else {
        return styled("span", "muted", locale.text(msg::SUPPORT_NONE));
    };
    let until = locale.format(msg::SUPPORT_UNTIL_DAY, [("day", locale.formats().day(day).into())]);
    html! {
        <>
            { until }
            if day.has_ended(report.judged_at) {
                { " " }{ badge(Tone::Warning, Icon::Clock, &locale.text(msg::SUPPORT_OVER)) }
            }
        </>
    }
}

/// Of everything that is counted, how much is in use, of how much.
pub(super) fn used(locale: &Locale, state: &State, account: &Account, report: &Report) -> Html {
    let rows = report.limits.iter().filter_map(|row| match row {
        LimitRow::Quantity(row) => Some(row),
        LimitRow::Feature(_) => None,
    });
    let more = rows.clone().count().saturating_sub(MOST);
    let rows = rows.take(MOST).map(|row| {
        let licenses = state.licenses(&account.name).map(|(license, _)| license);
        let name = entitlement_name(locale, licenses, &row.id);
        html! { <div data-entitlement={row.id.clone()}><dt>{ name }</dt><dd>{ amount(locale, row) }</dd></div> }
    });
    let is_session = |row: &LimitRow| matches!(row, LimitRow::Quantity(row) if row.metric == Metric::Session);
    html! {
        <>
            { for rows }
            if more > 0 {
                <div><dt></dt><dd>{ locale.format(msg::SEATS_OVER_MORE, [("number", locale.formats().number(more as u64).into())]) }</dd></div>
            }
            if account.name.tells_none() && !report.limits.iter().any(is_session) {
                { fact(locale, msg::INFORMATION_CONNECTIONS, styled("strong", "amount", locale.formats().number(0))) }
            }
        </>
    }
}

fn amount(locale: &Locale, row: &QuantityRow) -> Html {
    // What is above that is under the emergency, which has rows of its own.
    let own = row.used - row.emergency_used.min(row.used);
    let text = [locale.formats().number(own), quantity(locale, row.granted)].join("\u{202f}/\u{202f}");
    let note = match row.state {
        LimitState::Ok | LimitState::Low => None,
        LimitState::Exhausted => Some(("limit-low", locale.text(msg::LIMIT_EXHAUSTED))),
        LimitState::Overage => Some(("limit-low", over(locale, row, msg::LIMIT_OVERAGE))),
        _ => Some(("limit-over", over(locale, row, msg::LIMIT_OVER))),
    };
    html! { <>{ styled("strong", "amount", text) }{ for note.map(|(tone, words)| styled("span", tone, words)) }</> }
}

fn over(locale: &Locale, row: &QuantityRow, message: crate::i18n::Message) -> String {
    locale.format(message, [("number", locale.formats().number(row.over_by).into())])
}
