//! The pages.

mod accounts;
mod activation;
mod compare;
mod history;
mod information;
mod keys;
mod licence;
mod not_found;
mod orders;
mod printable;
mod seats;
mod sessions;
mod volume;

pub(crate) use accounts::{accounts, switcher};
pub(crate) use activation::{activation_page, focus as activation_focus};
pub(crate) use compare::compare_page;
pub(crate) use history::history_page;
pub(crate) use information::{EMAIL_TEXT, agreement_page, emergency_terms, information_page, request_focus};
pub(crate) use keys::keys_page;
pub(crate) use licence::{GIVEN, PROPOSAL, certificate_page, entitlement_name, licence_page, quantity};
pub(crate) use not_found::not_found;
pub(crate) use orders::orders_page;
pub(crate) use seats::{FRAME as SEATS_FRAME, IMPORT, cell_id, seats_page};
pub(crate) use sessions::sessions_page;
pub(crate) use volume::{promotion_focus, volume_page, volume_request_page};
