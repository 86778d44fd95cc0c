//! The pages: what the state looks like, and what the reader does with it.

mod answer;
mod around;
mod batch;
mod emergency;
mod failure;
mod hosts;
mod keys;
mod ledger;
mod licences;
mod pool;
mod request_form;
mod requests;
mod revocation_plan;
mod revocations;
mod rotation;
mod templates;
mod wizard;

pub(crate) use around::{announcer, header, not_found, notices};
pub(crate) use keys::keys_page;
pub(crate) use ledger::ledger_page;
pub(crate) use licences::licences_page;
pub(crate) use requests::requests_page;
pub(crate) use revocations::revocations_page;
pub(crate) use wizard::wizard_page;
