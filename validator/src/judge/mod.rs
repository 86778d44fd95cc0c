//! What verified documents come to in given circumstances: status, limits, decisions, previews.

pub(crate) mod account;
pub(crate) mod activations;
pub(crate) mod alone;
pub(crate) mod clock;
pub(crate) mod decide;
pub(crate) mod emergency;
pub(crate) mod history;
pub(crate) mod judging;
pub(crate) mod limits;
pub(crate) mod member;
pub(crate) mod preview;
pub(crate) mod question;
pub(crate) mod report;
pub(crate) mod revocations;
pub(crate) mod seating;
pub(crate) mod shown;
#[cfg(any(feature = "js-slim", test))]
pub(crate) mod single;
pub(crate) mod stale;
pub(crate) mod status;
