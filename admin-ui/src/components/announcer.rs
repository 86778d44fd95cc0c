//! What a screen reader says of its own accord.

use super::status_name;
use crate::i18n::msg;
use crate::locale::Locale;
use crate::pages::quantity;
use crate::state::Announcement;
use yew::prelude::*;

/// A live region. It is always there: one that appears with its text is not read. The number tells an
/// announcement from the same words said before.
pub(crate) fn announcer(locale: &Locale, announcement: Option<&(u32, Announcement)>) -> Html {
    let said = announcement
        .map(|(number, announcement)| html! { <p key={*number}>{ words(locale, announcement) }</p> });
    html! { <div class="visually-hidden" role="status" aria-live="polite">{ for said }</div> }
}

fn words(locale: &Locale, announcement: &Announcement) -> String {
    match announcement {
        Announcement::Verified { name, status } => {
            let status = status_name(locale, *status);
            locale.format(msg::ANNOUNCE_VERIFIED, [("name", name.into()), ("status", status.into())])
        }
        Announcement::Authentic { name } => locale.format(msg::ANNOUNCE_AUTHENTIC, [("name", name.into())]),
        Announcement::Refused { name, error } => {
            let meaning = locale.meaning(error.code());
            locale.format(msg::ANNOUNCE_REFUSED, [("name", name.into()), ("meaning", meaning.into())])
        }
        Announcement::KeyFile { name } => locale.format(msg::ANNOUNCE_KEY_FILE, [("name", name.into())]),
        Announcement::Removed { name } => locale.format(msg::ANNOUNCE_REMOVED, [("name", name.into())]),
        Announcement::Trusted { count } => {
            locale.format(msg::ANNOUNCE_TRUSTED, [("count", (*count as u64).into())])
        }
        Announcement::ReceiptMade => locale.text(msg::ANNOUNCE_RECEIPT_MADE),
        Announcement::RequestMade => locale.text(msg::ANNOUNCE_REQUEST_MADE),
        Announcement::RequestRefused { count } => {
            locale.format(msg::ANNOUNCE_REQUEST_REFUSED, [("count", (*count as u64).into())])
        }
        Announcement::EmergencyStarted => locale.text(msg::ANNOUNCE_EMERGENCY_STARTED),
        Announcement::UsageTaken { count } => {
            locale.format(msg::ANNOUNCE_USAGE_TAKEN, [("count", (*count as u64).into())])
        }
        Announcement::Copied => locale.text(msg::ANNOUNCE_COPIED),
        Announcement::CopyByHand => locale.text(msg::ANNOUNCE_COPY_BY_HAND),
        Announcement::Undone => locale.text(msg::ANNOUNCE_UNDONE),
        Announcement::Restored => locale.text(msg::ANNOUNCE_RESTORED),
        Announcement::Deleted => locale.text(msg::ANNOUNCE_DELETED),
        Announcement::Retired => locale.text(msg::ANNOUNCE_RETIRED),
        Announcement::Seats { title, given, granted } => {
            let given = locale.formats().number(*given);
            let granted = quantity(locale, *granted);
            let counted =
                [("entitlement", title.into()), ("given", given.into()), ("granted", granted.into())];
            locale.format(msg::ANNOUNCE_SEATS, counted)
        }
        Announcement::SeatsReset => locale.text(msg::ANNOUNCE_SEATS_RESET),
        Announcement::SeatsSaved { count } => {
            let number = locale.formats().number(*count as u64);
            let count = [("count", (*count as u64).into()), ("number", number.into())];
            locale.format(msg::ANNOUNCE_SEATS_SAVED, count)
        }
        Announcement::PersonAdded { name } => {
            locale.format(msg::ANNOUNCE_PERSON_ADDED, [("name", name.into())])
        }
        Announcement::Imported { added, problems } => {
            let number = |count: &usize| locale.formats().number(*count as u64);
            let counted = [("added", number(added).into()), ("problems", number(problems).into())];
            locale.format(msg::ANNOUNCE_IMPORTED, counted)
        }
        Announcement::Distrusted => locale.text(msg::ANNOUNCE_DISTRUSTED),
    }
}
