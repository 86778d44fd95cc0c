//! The pages.

mod accounts;
mod keys;
mod licence;
mod not_found;
mod refusal;

pub(crate) use accounts::accounts;
pub(crate) use keys::keys_page;
pub(crate) use licence::{PROPOSAL, licence_page};
pub(crate) use not_found::not_found;
pub(crate) use refusal::refusal;
