//! The pages: what the state looks like, and what the reader does with it.

mod answer;
mod around;
mod failure;
mod hosts;
mod keys;
mod ledger;
mod licences;
mod pool;
mod request_form;
mod requests;
mod wizard;

pub(crate) use around::{announcer, header, not_found, notices};
pub(crate) use keys::keys_page;
pub(crate) use ledger::ledger_page;
pub(crate) use licences::licences_page;
pub(crate) use requests::requests_page;
pub(crate) use wizard::wizard_page;
