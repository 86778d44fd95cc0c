//! What ends in the time to come, as a calendar.

use super::ics::{self, Event, Start};
use crate::i18n::{Texts, msg};
use crate::state::{Coming, Ending, State, When};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// What comes after the `@` of each event's UID.
const DOMAIN: &str = "countersign";

/// The calendar of all accounts.
pub(super) fn calendar(texts: &Texts, state: &State) -> String {
    let coming = state.coming();
    let events: Vec<Event> = coming.iter().map(|coming| event(texts, state, coming)).collect();
    ics::calendar(&events, state.now)
}

fn event(texts: &Texts, state: &State, coming: &Coming<'_>) -> Event {
    let (identity, sequence) = identity(&coming.what);
    let start = match coming.when {
        When::At(instant) => Start::At(instant),
        When::After(day) => Start::On(day),
    };
    Event {
        uid: [&identity, DOMAIN].join("@"),
        sequence,
        start,
        summary: summary(texts, state, &coming.what),
        description: texts.text(msg::CALENDAR_DESCRIPTION),
    }
}

/// What an event is known by, and the serial of the document that it comes from. A later serial of the
/// document moves the event.
fn identity(what: &Ending<'_>) -> (String, u64) {
    let (kind, parts, serial) = match what {
        Ending::License(license) => (
            "licence",
            vec![&*license.issuer, &*license.product, &*license.account, &*license.id],
            license.serial,
        ),
        Ending::Support(license) => (
            "support",
            vec![&*license.issuer, &*license.product, &*license.account, &*license.id],
            license.serial,
        ),
        Ending::Entitlement { license, id } => (
            "entitlement",
            vec![&*license.issuer, &*license.product, &*license.account, &*license.id, *id],
            license.serial,
        ),
        Ending::Emergency { account, id } => {
            ("emergency", vec![&*account.issuer, &*account.product, &*account.name, *id], 0)
        }
        Ending::RevocationList { issuer, product, serial } => {
            ("revocation-list", vec![*issuer, *product], *serial)
        }
    };
    let parts = parts.iter().map(|part| utf8_percent_encode(part, NON_ALPHANUMERIC).to_string());
    ([kind.to_owned()].into_iter().chain(parts).collect::<Vec<_>>().join("."), serial)
}

/// What ends, in a line.
pub(crate) fn summary(texts: &Texts, state: &State, what: &Ending<'_>) -> String {
    let of = |message, name: &str, holder: &str| {
        texts.format(message, [("name", name.into()), ("holder", holder.into())])
    };
    match what {
        Ending::License(license) => of(msg::COMING_LICENCE, &license.name, &license.holder.name),
        Ending::Support(license) => of(msg::COMING_SUPPORT, &license.name, &license.holder.name),
        Ending::Entitlement { license, id } => {
            let name = crate::state::entitlement_name(texts.language(), std::iter::once(*license), id);
            of(msg::COMING_ENTITLEMENT, name, &license.holder.name)
        }
        Ending::Emergency { account, id } => {
            of(msg::COMING_EMERGENCY, state.entitlement_name(account, id), &account.name)
        }
        Ending::RevocationList { issuer, product, .. } => of(msg::COMING_LIST, product, issuer),
    }
}
