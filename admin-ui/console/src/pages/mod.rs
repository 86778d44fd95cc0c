//! The pages: what the state looks like, and what the reader does with it.

mod around;
mod keys;

pub(crate) use around::{announcer, header, not_found, notices, to_come};
pub(crate) use keys::keys_page;
