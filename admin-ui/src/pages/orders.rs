//! The orders of an account: their numbers, what came of each, whom to turn to.

use super::{accounts, licence};
use crate::components::{element, fact, status_badge, styled};
use crate::i18n::{Message, msg};
use crate::locale::Locale;
use crate::route::Route;
use crate::state::{Account, Action, Ordered, State};
use countersign::{License, Status, printable};
use yew::prelude::*;

/// The page.
pub(crate) fn orders_page(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let account = state.account().filter(|account| !account.name.is_entry());
    html! {
        <>
            <div class="page-head">
                { element("h1", locale.text(msg::ORDERS_TITLE)) }
                { element("p", locale.text(msg::ORDERS_INTRO)) }
            </div>
            { accounts(locale, state, on_action) }
            { for account.map(|account| orders(locale, state, account)) }
        </>
    }
}

fn orders(locale: &Locale, state: &State, account: &Account) -> Html {
    let orders = state.orders(&account.name);
    if orders.is_empty() {
        return html! { <section class="panel">{ styled("p", "muted", locale.text(msg::ORDERS_NONE)) }</section> };
    }
    let rows = orders.iter().enumerate().map(|(index, order)| panel(locale, state, account, (index, order)));
    html! {
        <>
            { for rows }
            <p class="actions">
                <a class="button" href={Route::Certificate.href()}>{ locale.text(msg::CERTIFICATE_TITLE) }</a>
                <a class="button" href={Route::Seats.href()}>{ locale.text(msg::ORDERS_MEMBERS) }</a>
            </p>
        </>
    }
}

/// An order: the row of its numbers, which opens to the rest.
fn panel(locale: &Locale, state: &State, account: &Account, (index, it): (usize, &Ordered<'_>)) -> Html {
    let title = format!("order-{index}");
    let unknown = || "–".to_owned();
    let numbers: [(Message, &Option<String>); 4] = [
        (msg::FACT_ORDER_NUMBER, &it.order.order_number),
        (msg::FACT_CUSTOMER_ORDER_NUMBER, &it.order.customer_order_number),
        (msg::FACT_PURCHASE_ORDER_NUMBER, &it.order.purchase_order_number),
        (msg::FACT_SITE_NUMBER, &it.order.site_number),
    ];
    let facts = numbers.map(|(name, number)| fact(locale, name, number.clone().unwrap_or_else(unknown)));
    let date = it.order.date.map(|day| fact(locale, msg::FACT_ORDER_DATE, locale.formats().day(day)));
    let heading = it.order.order_number.clone().unwrap_or_else(unknown);
    let licenses = it.licenses.iter().map(|(license, status)| one(locale, state, account, license, *status));
    let contacts = it.licenses.first().map(|(license, _)| licence::licence_contacts(locale, &license.holder));
    html! {
        <section class="panel stack" aria-labelledby={title.clone()} key={title.clone()}>
            <h2 id={title}>{ locale.format(msg::ORDERS_ORDER, [("number", heading.as_str().into())]) }</h2>
            <dl class="across">{ for facts }{ for date }</dl>
            { for licenses }
            if let Some(contacts) = contacts.filter(|rows| !rows.is_empty()) {
                <div>
                    { styled("h3", "label", locale.text(msg::ORDERS_CONTACTS)) }
                    <dl class="across">{ for contacts }</dl>
                </div>
            }
        </section>
    }
}

/// A licence of an order: what it grants, of which parts, its codes, and what stands beside it.
fn one(locale: &Locale, state: &State, account: &Account, license: &License, status: Status) -> Html {
    let name = |license: &License, id: &str| licence::entitlement_name(locale, [license].into_iter(), id);
    let granted = license.entitlements.iter().map(|entitlement| {
        let quantity = entitlement.quantity.map(|quantity| super::quantity(locale, quantity));
        let title =
            [quantity, Some(name(license, &entitlement.id))].into_iter().flatten().collect::<Vec<_>>();
        let tag = locale.language().tag();
        let parts = entitlement.components.iter().map(|part| element("li", part.name.for_language(tag)));
        html! {
            <li>
                { printable(&title.join(" × ")) }
                if !entitlement.components.is_empty() {
                    <ul aria-label={locale.text(msg::ORDERS_COMPONENTS)}>{ for parts }</ul>
                }
            </li>
        }
    });
    let codes = state.codes_of(&account.name, license);
    let rows = codes.iter().map(|it| {
        let lock_codes: Vec<String> = it.activation.host.lock_codes.iter().map(ToString::to_string).collect();
        let host = it.activation.host.description.clone().unwrap_or_default();
        html! { <li>{ printable(&host) }{ " " }{ styled("code", "note", lock_codes.join(", ")) }{ " " }{ status_badge(locale, it.status) }</li> }
    });
    let beside = state.beside(&account.name, license);
    let others = beside.iter().map(|(other, status)| {
        let order = other.order.as_ref().and_then(|order| order.order_number.clone());
        let versions = other
            .versions
            .as_ref()
            .map(|versions| [locale.text(msg::FACT_VERSIONS), versions.to_string()].join("\u{a0}"));
        let words = [Some(other.name.clone()), versions, order].into_iter().flatten().collect::<Vec<_>>();
        html! { <li>{ printable(&words.join(" · ")) }{ " " }{ status_badge(locale, *status) }</li> }
    });
    let needs = license.activation_required || !codes.is_empty();
    html! {
        <div class="ordered" key={format!("{}-{}", license.id, license.serial)}>
            <div class="title"><h3>{ printable(&license.name) }</h3>{ status_badge(locale, status) }</div>
            { styled("p", "note", license.id.as_str()) }
            <ul>{ for granted }</ul>
            if !codes.is_empty() {
                { styled("h4", "label", locale.text(msg::ORDERS_CODES)) }
                <ul class="plain">{ for rows }</ul>
            }
            if needs {
                <p><a href={Route::Activation.href()}>{ locale.text(msg::ACTIVATION_OPEN) }</a></p>
            }
            if !beside.is_empty() {
                { styled("h4", "label", locale.text(msg::ORDERS_BESIDE)) }
                <ul class="plain">{ for others }</ul>
            }
        </div>
    }
}
