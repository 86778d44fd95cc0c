//! The texts of the page in every language, written in Fluent and compiled by the build script. Dates and
//! numbers are the platform's (`Intl`).

pub(crate) mod msg;
#[cfg(test)]
mod tests;

pub(crate) use countersign_kit::i18n::{Catalogue, Language, Message, Texts};

/// The texts of the page, with those that it shares.
pub(crate) static CATALOGUE: Catalogue = countersign_kit::catalogue!();
