//! The proof of entitlement: who may use what, and who says so, as a sheet of paper.

use super::{entitlements, facts, limits};
use crate::components::{element, fact, styled, thumbprint};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::pages::printable::{Printable, printable};
use crate::route::Route;
use crate::state::{Account, Action, Outcome, State};
use countersign::{License, LimitRow, Report, Thumbprint};
use std::collections::BTreeMap;
use yew::prelude::*;

/// How many rows of each table are on the sheet: more prints for minutes.
const MOST: usize = 2_000;

/// The page.
pub(crate) fn certificate_page(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let page =
        Printable { back: (Route::Licence, msg::CERTIFICATE_BACK), nothing: msg::OVERVIEW_NONE, sheet };
    printable(locale, state, page, on_action)
}

fn sheet(locale: &Locale, state: &State, account: &Account, report: &Report) -> Html {
    let counting = state.licenses(&account.name).filter(|(_, judgement)| judgement.status.counts());
    // The first licence comes first.
    let mut licenses: Vec<&License> = counting.map(|(license, _)| license).collect();
    licenses.reverse();
    let holder = licenses.first().map(|license| facts::address(locale, &license.holder));
    let checked = [("at", locale.formats().local(report.judged_at).into())];
    html! {
        <article class="sheet certificate">
            { element("h1", locale.text(msg::CERTIFICATE_TITLE)) }
            <dl class="rows">
                if let Some(holder) = holder {
                    { fact(locale, msg::FACT_HOLDER, holder) }
                }
                { fact(locale, msg::FACT_PRODUCT, account.name.product.clone()) }
                { fact(locale, msg::FACT_ACCOUNT, account.name.name.clone()) }
                { fact(locale, msg::FACT_ISSUER, account.name.issuer.clone()) }
            </dl>
            if licenses.is_empty() {
                { element("p", locale.text(msg::OVERVIEW_NONE_COUNTS)) }
            } else {
                { granted(locale, state, account, report) }
                { rest(locale, report.limits.len()) }
                { listed(locale, &licenses) }
            }
            <dl class="rows">
                { fact(locale, msg::FACT_KEY, keys(state, &licenses)) }
                { fact(locale, msg::CERTIFICATE_CHECKED, locale.format(msg::CERTIFICATE_TEXT, checked)) }
            </dl>
        </article>
    }
}

/// What the licences grant together.
fn granted(locale: &Locale, state: &State, account: &Account, report: &Report) -> Html {
    let names = state.limits(account);
    let mut by_id: BTreeMap<&str, &str> = BTreeMap::new();
    by_id.extend(names.iter().map(|limit| (limit.row.id(), limit.name)));
    let names = by_id;
    let rows = report.limits.iter().take(MOST).map(|row| {
        let (metric, granted) = match row {
            LimitRow::Feature(row) => (row.metric, limits::feature(locale, row.granted)),
            LimitRow::Quantity(row) => {
                (row.metric, limits::quantity(locale, row.granted.plus(row.emergency)))
            }
        };
        html! {
            <tr>
                <th scope="row">{ names.get(row.id()).copied().unwrap_or(row.id()).to_owned() }</th>
                <td>{ locale.text(entitlements::metric(metric)) }</td>
                <td class="number">{ granted }</td>
            </tr>
        }
    });
    html! {
        <table>
            { element("caption", locale.text(msg::CERTIFICATE_GRANTED)) }
            <thead>
                <tr>
                    <th scope="col">{ locale.text(msg::COLUMN_ENTITLEMENT) }</th>
                    <th scope="col">{ locale.text(msg::COLUMN_METRIC) }</th>
                    <th scope="col" class="number">{ locale.text(msg::COLUMN_QUANTITY) }</th>
                </tr>
            </thead>
            <tbody>{ for rows }</tbody>
        </table>
    }
}

/// How many more there are than are shown.
fn rest(locale: &Locale, count: usize) -> Html {
    let more = count.saturating_sub(MOST);
    if more == 0 {
        return Html::default();
    }
    let number = [("number", locale.formats().number(more as u64).into())];
    styled("p", "hint", locale.format(msg::SEATS_OVER_MORE, number))
}

/// The licences that this comes from, each with its orders.
fn listed(locale: &Locale, licenses: &[&License]) -> Html {
    let rows = licenses.iter().take(MOST).map(|license| {
        let end = license
            .expires
            .map_or_else(|| locale.text(msg::FACT_PERPETUAL), |end| locale.formats().date(end));
        html! {
            <tr>
                <th scope="row">
                    { styled("span", "line", &license.name) }
                    { styled("span", "line note", identity(locale, license)) }
                    { styled("span", "line note", orders(locale, license)) }
                </th>
                <td>{ locale.formats().date(license.issued) }</td>
                <td>{ end }</td>
            </tr>
        }
    });
    html! {
        <table>
            { element("caption", locale.text(msg::CERTIFICATE_LICENCES)) }
            <thead>
                <tr>
                    <th scope="col">{ locale.text(msg::DOCUMENT_LICENSE) }</th>
                    <th scope="col">{ locale.text(msg::FACT_ISSUED) }</th>
                    <th scope="col">{ locale.text(msg::FACT_EXPIRES) }</th>
                </tr>
            </thead>
            <tbody>{ for rows }</tbody>
        </table>
    }
}

fn identity(locale: &Locale, license: &License) -> String {
    let serial = locale.formats().number(license.serial);
    let named = |name, value: &str| [&locale.text(name), value].join("\u{a0}");
    [named(msg::FACT_ID, &license.id), named(msg::FACT_SERIAL, &serial)].join(", ")
}

fn orders(locale: &Locale, license: &License) -> String {
    let Some(order) = &license.order else { return String::new() };
    let numbers = [
        (msg::FACT_ORDER_NUMBER, &order.order_number),
        (msg::FACT_CUSTOMER_ORDER_NUMBER, &order.customer_order_number),
        (msg::FACT_PURCHASE_ORDER_NUMBER, &order.purchase_order_number),
        (msg::FACT_SITE_NUMBER, &order.site_number),
    ];
    let named = numbers
        .into_iter()
        .filter_map(|(name, number)| Some([locale.text(name), number.clone()?].join("\u{a0}")));
    named.collect::<Vec<_>>().join(", ")
}

/// The keys that signed the licences, in groups to compare by voice.
fn keys(state: &State, licenses: &[&License]) -> Html {
    let mut keys: Vec<Thumbprint> = Vec::new();
    for file in &state.files {
        let Outcome::License { license, .. } = &file.outcome else { continue };
        let listed = licenses.iter().any(|other| other.id == license.id && other.serial == license.serial);
        let new = license.signers().iter().filter(|key| !keys.contains(key)).copied().collect::<Vec<_>>();
        if listed && file.kept.is_some() {
            keys.extend(new);
        }
    }
    let keys = keys.iter().map(|key| html! { <li>{ thumbprint(key) }</li> });
    html! { <ul class="plain">{ for keys }</ul> }
}
