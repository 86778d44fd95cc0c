//! The parts that the pages are made of: those that know what they are for, and the kit's.

mod announcer;
mod confirm;
mod key_review;
mod listing;
mod notices;
mod table;

pub(crate) use announcer::announcer;
pub(crate) use confirm::confirm;
pub(crate) use countersign_kit::components::*;
pub(crate) use key_review::{TITLE as KEY_REVIEW, key_review};
pub(crate) use listing::Listing;
pub(crate) use notices::{NOTICES, notices};
pub(crate) use table::table;
