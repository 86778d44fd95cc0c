//! From envelopes to verified documents: of one file, and of several under the keys that the trust updates among
//! them leave.

pub(crate) mod at_hand;
pub(crate) mod files;
mod signatures;
pub(crate) mod trust;
pub(crate) mod verified;
pub(crate) mod verified_document;
