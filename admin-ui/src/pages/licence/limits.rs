//! What the licences of an account grant together, and how much of it is in use.

use super::entitlements::metric;
use crate::components::{Listing, element, styled};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::platform::form;
use crate::state::{Account, AccountName, Action, Limit, List, State, Typing, entitlement_name};
use countersign::{EmergencyState, License, LimitRow, LimitState, Quantity, QuantityRow, Source};
use yew::prelude::*;

/// How many licences are named that an amount comes from.
const SOURCES: usize = 20;

/// The table of the limits.
pub(super) fn table(
    locale: &Locale,
    state: &State,
    account: &Account,
    limits: &[Limit<'_>],
    on_action: &Callback<Action>,
) -> Html {
    if limits.is_empty() {
        return Html::default();
    }
    let view = state.view(List::Limits);
    let listing = Listing { id: "limits", list: List::Limits, view: &view, is_sorted: true };
    let shown = view.limits(limits);
    let part = view.part_of(shown.len());
    let rows = shown.get(part.from..part.to).unwrap_or_default().iter().map(|limit| {
        html! {
            <>{ row(locale, state, account, *limit, on_action) }{ emergency(locale, account, limit.row) }</>
        }
    });
    html! {
        <>
        { listing.tools(locale, limits.len(), on_action) }
        <table class="limits">
            { element("caption", locale.text(msg::LIMITS_CAPTION)) }
            <thead class="visually-hidden">
                <tr>
                    <th scope="col">{ locale.text(msg::COLUMN_ENTITLEMENT) }</th>
                    <th scope="col">{ locale.text(msg::COLUMN_USE) }</th>
                </tr>
            </thead>
            <tbody>{ for rows }</tbody>
        </table>
        { listing.parts(locale, part, on_action) }
        </>
    }
}

/// The name of an entitlement, in the reader's language where one of the licences has it.
pub(crate) fn name<'l>(locale: &Locale, licenses: impl Iterator<Item = &'l License>, id: &'l str) -> String {
    entitlement_name(locale.language(), licenses, id).to_owned()
}

/// An amount that is granted.
pub(crate) fn quantity(locale: &Locale, quantity: Quantity) -> String {
    match quantity {
        Quantity::Limited(number) => locale.formats().number(number),
        Quantity::Unlimited => locale.text(msg::QUANTITY_UNLIMITED),
    }
}

/// Whether a feature is granted.
pub(crate) fn feature(locale: &Locale, granted: bool) -> String {
    locale.text(if granted { msg::QUANTITY_INCLUDED } else { msg::FEATURE_NOT_GRANTED })
}

fn row(
    locale: &Locale,
    state: &State,
    account: &Account,
    limit: Limit<'_>,
    on_action: &Callback<Action>,
) -> Html {
    let Limit { row, name: title } = limit;
    let (kind, question, listed, amount) = match row {
        LimitRow::Feature(row) => {
            let question = locale.text(msg::SOURCES_OF_FEATURE);
            let granted = styled("span", "line", feature(locale, row.granted));
            (row.metric, question, &row.sources, granted)
        }
        LimitRow::Quantity(row) => {
            let number = [("number", quantity(locale, row.granted).into())];
            let question = locale.format(msg::SOURCES_OF, number);
            (row.metric, question, &row.sources, amount(locale, state, account, title, row, on_action))
        }
    };
    html! {
        <tr key={row.id()} data-entitlement={row.id().to_owned()}>
            <th scope="row">
                { styled("span", "line", title) }
                { styled("span", "line note", locale.text(metric(kind))) }
                <details>
                    <summary>{ question }</summary>
                    { sources(locale, state, &account.name, listed) }
                </details>
            </th>
            <td>{ amount }</td>
        </tr>
    }
}

/// How much is in use, of how much, in figures, as a bar and in words.
fn amount(
    locale: &Locale,
    state: &State,
    account: &Account,
    title: &str,
    row: &QuantityRow,
    on_action: &Callback<Action>,
) -> Html {
    let is_known = state.knows_use(account, &row.id);
    let account = &account.name;
    // What is in use above that is under the emergency, which has a row of its own.
    let own = row.used - row.emergency_used.min(row.used);
    // What people have is counted: an amount that is typed in would not be believed.
    let is_counted = state.record.account(account).is_some_and(|own| own.roster.count(&row.id) > 0);
    let text = state.usage_text(account, &row.id);
    let place = (account.clone(), row.id.clone());
    let teller = state.tellers.get(&place).filter(|_| !is_counted);
    let teller = teller.map(|origin| locale.format(msg::USAGE_TOLD_BY, [("origin", origin.into())]));
    let (account, id) = place.clone();
    let on_input = on_action.reform(move |event: InputEvent| {
        let (account, entitlement) = place.clone();
        Action::TypeUsage(Some(Typing { account, entitlement, text: form::text(&event) }))
    });
    let on_leave = on_action.reform(|_: FocusEvent| Action::TypeUsage(None));
    let on_change = on_action.reform(move |event: Event| Action::SetUsage {
        account: account.clone(),
        entitlement: id.clone(),
        amount: form::number(&event),
    });
    let label = locale.format(msg::USE_OF, [("name", title.into())]);
    let bar = row.granted.limit().filter(|total| *total > 0).map(|total| {
        let (used, total) = (own.min(total).to_string(), total.to_string());
        html! { <meter class={tone(row.state)} min="0" max={total} value={used} aria-label={label.clone()} /> }
    });
    let granted = [("granted", quantity(locale, row.granted).into())];
    let own = (row.emergency_used > 0).then(|| styled("span", "granted", locale.formats().number(own)));
    html! {
        <>
            <span class="use">
                if is_counted {
                    { own.unwrap_or_else(|| styled("span", "granted", locale.formats().number(row.used))) }
                } else {
                    <>
                <input type="number" min="0" max="9007199254740991" inputmode="numeric" autocomplete="off"
                    aria-label={label.clone()} placeholder="0" value={text} oninput={on_input}
                    onchange={on_change} onblur={on_leave} />
                { for own }
                    </>
                }
                { styled("span", "granted", locale.format(msg::USE_GRANTED, granted)) }
            </span>
            { for teller.map(|teller| styled("span", "line note", teller)) }
            { for bar }
            if row.emergency > Quantity::ZERO && row.emergency_used > 0 && row.state != LimitState::Over {
                { styled("span", "limit-low", locale.text(msg::LIMIT_EXHAUSTED)) }
            } else if is_known || row.state != LimitState::Ok {
                { styled("span", tone(row.state), words(locale, row)) }
            }
        </>
    }
}

/// The row of an emergency that runs, beneath the entitlement that may be exceeded.
fn emergency(locale: &Locale, account: &Account, limit: &LimitRow) -> Html {
    let rows = account.report.iter().flat_map(|report| &report.emergency);
    let mut running = rows.filter(|row| row.id == limit.id() && row.state == EmergencyState::Running);
    let Some(row) = running.next() else { return Html::default() };
    let title = locale.text(msg::EMERGENCY_ACCOUNTS);
    let end = row.end.map(|end| {
        let end = [("end", locale.formats().end(end).into())];
        styled("span", "line note", locale.format(msg::EMERGENCY_ENDS, end))
    });
    let bar = row.quantity.limit().filter(|total| *total > 0).map(|total| {
        let (used, total) = (row.used.min(total).to_string(), total.to_string());
        html! { <meter class="limit-low" min="0" max={total} value={used} aria-label={title.clone()} /> }
    });
    let left = row.quantity.limit().map(|total| {
        let left = locale.formats().number(total.saturating_sub(row.used));
        styled("span", "limit-ok", locale.format(msg::LIMIT_LEFT, [("number", left.into())]))
    });
    let granted = [("granted", quantity(locale, row.quantity).into())];
    html! {
        <tr data-emergency={row.id.clone()}>
            <th scope="row">{ styled("span", "line", &title) }{ for end }</th>
            <td>
                <span class="use">
                    { styled("span", "granted", locale.formats().number(row.used)) }
                    { styled("span", "granted", locale.format(msg::USE_GRANTED, granted)) }
                </span>
                { for bar }
                { for left }
            </td>
        </tr>
    }
}

fn tone(state: LimitState) -> &'static str {
    match state {
        LimitState::Ok => "limit-ok",
        LimitState::Low | LimitState::Exhausted | LimitState::Overage => "limit-low",
        _ => "limit-over",
    }
}

fn words(locale: &Locale, row: &QuantityRow) -> String {
    let over = || [("number", locale.formats().number(row.over_by).into())];
    match (row.state, row.available) {
        (LimitState::Over, _) => locale.format(msg::LIMIT_OVER, over()),
        (LimitState::Overage, _) => locale.format(msg::LIMIT_OVERAGE, over()),
        (_, Quantity::Unlimited) => locale.text(msg::LIMIT_UNLIMITED),
        (LimitState::Exhausted, _) => locale.text(msg::LIMIT_EXHAUSTED),
        (LimitState::Low, left) => locale.format(msg::LIMIT_LOW, [("number", quantity(locale, left).into())]),
        (_, left) => locale.format(msg::LIMIT_LEFT, [("number", quantity(locale, left).into())]),
    }
}

/// The licences that an amount comes from.
fn sources(locale: &Locale, state: &State, account: &AccountName, sources: &[Source]) -> Html {
    if sources.is_empty() {
        return element("p", locale.text(msg::SOURCES_NONE));
    }
    let more = sources.len().saturating_sub(SOURCES);
    let more = (more > 0).then(|| {
        let number = [("number", locale.formats().number(more as u64).into())];
        element("li", locale.format(msg::SEATS_OVER_MORE, number))
    });
    let lines = sources.iter().take(SOURCES).map(|source| {
        let license = state.licenses(account).find(|(license, _)| license.id == source.jti);
        let name = license.map_or(source.jti.as_str(), |(license, _)| license.name.as_str());
        let granted = source.quantity.map_or_else(|| feature(locale, true), |amount| quantity(locale, amount));
        let serial = locale.formats().number(source.serial);
        let parts = [
            ("name", name.into()),
            ("id", (&source.jti).into()),
            ("serial", serial.into()),
            ("granted", granted.into()),
        ];
        let end = source.end.map(|end| {
            locale.format(msg::ENTITLEMENT_EXPIRES, [("end", locale.formats().end(end).into())])
        });
        html! {
            <li>{ locale.format(msg::SOURCE, parts) }{ for end.map(|end| styled("span", "line note", end)) }</li>
        }
    });
    html! { <ul class="plain sources">{ for lines }{ for more }</ul> }
}
