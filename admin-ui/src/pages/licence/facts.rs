//! The facts of a licence that are not quantities.

use crate::components::{element, fact, facts, instant, styled};
use crate::i18n::msg;
use crate::locale::Locale;
use countersign::{Contact, ContactRole, Date, Holder, KmsClient, License, LicenseKind, UnixTime, Volume};
use yew::prelude::*;

/// Whom it was issued to.
pub(super) fn holder(locale: &Locale, holder: &Holder) -> Html {
    let mut rows = vec![fact(locale, msg::FACT_HOLDER, element("strong", &holder.name))];
    let lines = address_lines(locale, holder);
    if !lines.is_empty() {
        let lines = lines.into_iter().map(|line| styled("span", "line", line));
        rows.push(fact(locale, msg::FACT_ADDRESS, html! { <>{ for lines }</> }));
    }
    rows.extend(holder.email.as_ref().map(|email| fact(locale, msg::FACT_EMAIL, email.clone())));
    rows.extend(holder.phone.as_ref().map(|phone| fact(locale, msg::FACT_PHONE, phone.clone())));
    rows.extend(holder.contacts.iter().map(|person| contact(locale, person)));
    facts(locale, msg::SECTION_HOLDER, rows)
}

/// Whom it was issued to and where they are, in one piece.
pub(super) fn address(locale: &Locale, holder: &Holder) -> Html {
    let lines = address_lines(locale, holder).join(", ");
    html! { <>{ element("strong", &holder.name) }{ styled("span", "line muted", lines) }</> }
}

pub(crate) fn address_lines(locale: &Locale, holder: &Holder) -> Vec<String> {
    let place = [&holder.postal_code, &holder.city].into_iter().flatten().map(String::as_str);
    let place = place.collect::<Vec<_>>().join(" ");
    let place = (!place.is_empty()).then_some(place);
    let country = holder.country.as_ref().map(|country| locale.formats().country(country));
    [&holder.street, &place, &holder.region, &country].into_iter().flatten().cloned().collect()
}

/// The people to turn to, each by what they are there for.
pub(crate) fn contacts(locale: &Locale, holder: &Holder) -> Vec<Html> {
    holder.contacts.iter().map(|person| contact(locale, person)).collect()
}

fn contact(locale: &Locale, contact: &Contact) -> Html {
    let role = match contact.role {
        Some(ContactRole::Primary) => msg::FACT_CONTACT_PRIMARY,
        Some(ContactRole::Technical) => msg::FACT_CONTACT_TECHNICAL,
        Some(ContactRole::Administrator) => msg::FACT_CONTACT_ADMINISTRATOR,
        _ => msg::FACT_CONTACT_OTHER,
    };
    let lines = [&contact.name, &contact.email, &contact.phone].into_iter().flatten();
    let lines = lines.map(|line| styled("span", "line", line));
    fact(locale, role, html! { <>{ for lines }</> })
}

/// When it ends, and the grace after that.
pub(crate) fn ends(locale: &Locale, license: &License) -> Vec<Html> {
    let mut rows = Vec::new();
    rows.push(match license.expires {
        Some(expires) => fact(locale, msg::FACT_EXPIRES, end(locale, expires)),
        None => fact(locale, msg::FACT_EXPIRES, locale.text(msg::FACT_PERPETUAL)),
    });
    if let Some(end) = license.end().filter(|_| license.grace_days > 0) {
        let until = locale.formats().end(end);
        let grace = [("days", u64::from(license.grace_days).into()), ("end", until.into())];
        rows.push(fact(locale, msg::FACT_GRACE, locale.format(msg::GRACE_DAYS, grace)));
    }
    rows
}

/// When it holds.
pub(super) fn term(locale: &Locale, license: &License, now: Option<UnixTime>) -> Html {
    let at = |name, point| fact(locale, name, instant(locale, point));
    let mut rows = vec![at(msg::FACT_ISSUED, license.issued)];
    rows.extend(license.not_before.map(|start| at(msg::FACT_NOT_BEFORE, start)));
    rows.extend(ends(locale, license));
    rows.extend(license.support_until.map(|day| support(locale, day, now)));
    rows.extend(now.map(|now| at(msg::FACT_JUDGED, now)));
    facts(locale, msg::SECTION_TERM, rows)
}

/// An end: the day that it ends with, where it does, as it was ordered; else the instant.
fn end(locale: &Locale, at: UnixTime) -> Html {
    if at.as_secs() % 86_400 != 0 {
        return instant(locale, at);
    }
    html! {
        <>
            <time datetime={at.to_string()}>{ locale.formats().end(at) }</time>
            { styled("span", "line muted", locale.text(msg::SUPPORT_INCLUSIVE)) }
        </>
    }
}

pub(super) fn support(locale: &Locale, day: Date, now: Option<UnixTime>) -> Html {
    let ended = now.is_some_and(|now| day.has_ended(now));
    let note = if ended { msg::SUPPORT_ENDED } else { msg::SUPPORT_INCLUSIVE };
    let value = html! {
        <>
            <time datetime={day.to_string()}>{ locale.formats().day(day) }</time>
            { styled("span", "line muted", locale.text(note)) }
        </>
    };
    fact(locale, msg::FACT_SUPPORT, value)
}

/// What it is for, and by what it is known.
pub(super) fn reference(locale: &Locale, license: &License) -> Html {
    let mut rows = vec![
        fact(locale, msg::FACT_PRODUCT, license.product.clone()),
        fact(locale, msg::FACT_ACCOUNT, license.account.clone()),
        fact(locale, msg::FACT_ID, license.id.clone()),
        fact(locale, msg::FACT_SERIAL, locale.formats().number(license.serial)),
        fact(locale, msg::FACT_KIND, kind(locale, license.kind)),
    ];
    rows.extend(license.edition.iter().map(|edition| fact(locale, msg::FACT_EDITION, edition.clone())));
    rows.extend(
        license.versions.iter().map(|versions| fact(locale, msg::FACT_VERSIONS, versions.to_string())),
    );
    if !license.lock_codes.is_empty() {
        let codes = license.lock_codes.iter().map(|code| styled("code", "line", code.to_string()));
        rows.push(fact(locale, msg::FACT_HOSTS, html! { <>{ for codes }</> }));
    }
    rows.extend(license.volume.map(|method| fact(locale, msg::FACT_VOLUME, volume(locale, method))));
    facts(locale, msg::SECTION_REFERENCE, rows)
}

/// The kind of a licence in words.
pub(crate) fn kind(locale: &Locale, kind: LicenseKind) -> String {
    locale.text(match kind {
        LicenseKind::Standard => msg::KIND_STANDARD,
        LicenseKind::Trial => msg::KIND_TRIAL,
        LicenseKind::Temporary => msg::KIND_TEMPORARY,
        LicenseKind::Emergency => msg::KIND_EMERGENCY,
        _ => msg::KIND_OTHER,
    })
}

fn volume(locale: &Locale, method: Volume) -> String {
    match method {
        Volume::Kms { client: KmsClient::Client } => locale.text(msg::VOLUME_KMS_CLIENT),
        Volume::Kms { client: KmsClient::Server } => locale.text(msg::VOLUME_KMS_SERVER),
        Volume::Mak { quantity } => {
            let number = locale.formats().number(quantity);
            locale.format(msg::VOLUME_MAK, [("count", quantity.into()), ("number", number.into())])
        }
        _ => locale.text(msg::VOLUME_OTHER),
    }
}

/// The order that it comes from.
pub(super) fn order(locale: &Locale, license: &License) -> Html {
    let Some(order) = &license.order else { return Html::default() };
    let numbers = [
        (msg::FACT_ORDER_NUMBER, &order.order_number),
        (msg::FACT_CUSTOMER_ORDER_NUMBER, &order.customer_order_number),
        (msg::FACT_PURCHASE_ORDER_NUMBER, &order.purchase_order_number),
        (msg::FACT_SITE_NUMBER, &order.site_number),
    ];
    let mut rows: Vec<Html> =
        numbers.into_iter().filter_map(|(name, number)| Some(fact(locale, name, number.clone()?))).collect();
    rows.extend(order.date.map(|date| fact(locale, msg::FACT_ORDER_DATE, locale.formats().day(date))));
    facts(locale, msg::SECTION_ORDER, rows)
}
