//! Everything of the browser that the pages use: files, clipboard, clock, address, `Intl`.

pub mod clipboard;
pub mod clock;
pub mod database;
pub mod document;
pub mod download;
pub mod files;
pub mod form;
pub mod grid;
pub mod intake;
pub mod intl;
mod picture;
pub mod version;
