//! Compiles the translations of the pages (Fluent) to plain strings, and refuses those that are not complete,
//! or not written as their language is here.
//!
//! Fluent's own run-time library costs a quarter of what a page may weigh; its language and its parser are used
//! here, at build time. A page has the texts of what all pages share, and its own.

pub mod encoding;

#[cfg(feature = "compile")]
mod build;
#[cfg(feature = "compile")]
mod compile;
#[cfg(feature = "compile")]
mod parity;
#[cfg(feature = "compile")]
mod words;

#[cfg(feature = "compile")]
pub use build::build;
#[cfg(feature = "compile")]
pub use compile::explanations;
