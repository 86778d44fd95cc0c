//! The entitlements of a licence.

use crate::components::{Listing, element, styled};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::state::{Action, FileId, List, Part, State};
use countersign::{Entitlement, License, Metric, Model, Overage, Quantity, UnixTime};
use yew::prelude::*;

/// Up to so many entitlements all are shown, and printed.
const WHOLE: usize = 200;

/// The table of what the licence grants.
pub(super) fn table(
    locale: &Locale,
    state: &State,
    file: FileId,
    license: &License,
    now: Option<UnixTime>,
    on_action: &Callback<Action>,
) -> Html {
    let list = List::Entitlements(file);
    let view = state.view(list);
    let all = license.entitlements.len();
    let part = if all <= WHOLE { Part { from: 0, to: all, count: 0 } } else { view.part_of(all) };
    let listing = Listing { id: "entitlements", list, view: &view, is_sorted: false };
    let shown = license.entitlements.get(part.from..part.to).unwrap_or_default();
    let rows = shown.iter().map(|entitlement| row(locale, entitlement, now));
    html! {
        <>
        <table class="entitlements">
            { element("caption", locale.text(msg::ENTITLEMENTS_CAPTION)) }
            <thead>
                <tr>
                    <th scope="col">{ locale.text(msg::COLUMN_ENTITLEMENT) }</th>
                    <th scope="col">{ locale.text(msg::COLUMN_METRIC) }</th>
                    <th scope="col" class="number">{ locale.text(msg::COLUMN_QUANTITY) }</th>
                </tr>
            </thead>
            <tbody>{ for rows }</tbody>
        </table>
        if all > WHOLE {
            { listing.parts(locale, part, on_action) }
        }
        </>
    }
}

fn row(locale: &Locale, entitlement: &Entitlement, now: Option<UnixTime>) -> Html {
    let tag = locale.language().tag();
    let name = entitlement.name.as_ref().map_or(entitlement.id.as_str(), |name| name.for_language(tag));
    let notes = notes(locale, entitlement, now).into_iter().map(|note| styled("span", "line note", note));
    html! {
        <tr>
            <th scope="row">
                { styled("span", "line", name) }
                { styled("code", "line muted", &entitlement.id) }
                { for notes }
            </th>
            <td>{ locale.text(metric(entitlement.metric)) }</td>
            <td class="number">{ quantity(locale, entitlement.quantity) }</td>
        </tr>
    }
}

/// What is counted.
pub(super) fn metric(metric: Metric) -> crate::i18n::Message {
    match metric {
        Metric::Feature => msg::METRIC_FEATURE,
        Metric::User => msg::METRIC_USER,
        Metric::Device => msg::METRIC_DEVICE,
        Metric::Session => msg::METRIC_SESSION,
        Metric::Host => msg::METRIC_HOST,
        _ => msg::METRIC_OTHER,
    }
}

/// An amount in words.
pub(super) fn quantity(locale: &Locale, quantity: Option<Quantity>) -> String {
    match quantity {
        Some(Quantity::Limited(number)) => locale.formats().number(number),
        Some(Quantity::Unlimited) => locale.text(msg::QUANTITY_UNLIMITED),
        None => locale.text(msg::QUANTITY_INCLUDED),
    }
}

/// What else there is to say about an entitlement.
fn notes(locale: &Locale, entitlement: &Entitlement, now: Option<UnixTime>) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(families) = &entitlement.applies_to {
        notes.push(locale.format(msg::ENTITLEMENT_APPLIES_TO, [("families", families.join(", ").into())]));
    }
    if !entitlement.components.is_empty() {
        let tag = locale.language().tag();
        let names: Vec<&str> =
            entitlement.components.iter().map(|part| part.name.for_language(tag)).collect();
        notes.push(locale.format(msg::ENTITLEMENT_COMPONENTS, [("names", names.join(", ").into())]));
    }
    if entitlement.assignable {
        notes.push(locale.text(msg::ENTITLEMENT_ASSIGNABLE));
    }
    notes.extend(entitlement.model.and_then(|model| {
        Some(locale.text(match model {
            Model::AuthorizedSingle => msg::MODEL_AUTHORIZED_SINGLE,
            Model::AuthorizedCopy => msg::MODEL_AUTHORIZED_COPY,
            Model::Concurrent => msg::MODEL_CONCURRENT,
            _ => return None,
        }))
    }));
    match entitlement.overage {
        Overage::None => {}
        Overage::Percent(percent) => {
            notes.push(locale.format(msg::ENTITLEMENT_OVERAGE, [("percent", u64::from(percent).into())]));
        }
        Overage::Always => notes.push(locale.text(msg::ENTITLEMENT_OVERAGE_ALWAYS)),
    }
    if let Some(end) = entitlement.expires {
        let ended = now.is_some_and(|now| now >= end);
        let note = if ended { msg::ENTITLEMENT_EXPIRED } else { msg::ENTITLEMENT_EXPIRES };
        notes.push(locale.format(note, [("end", locale.formats().end(end).into())]));
    }
    notes
}
