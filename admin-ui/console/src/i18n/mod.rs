//! The texts of the console in every language, written in Fluent and compiled by the build script.

pub(crate) mod msg;
#[cfg(test)]
mod tests;

pub(crate) use countersign_kit::i18n::{Catalogue, Language, Message, Texts};

/// The texts of the console, with those that it shares.
pub(crate) static CATALOGUE: Catalogue = countersign_kit::catalogue!();
