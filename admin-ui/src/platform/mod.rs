//! Everything of the browser that the page uses: files, clipboard, store, clock, address, `Intl`.

pub(crate) mod clipboard;
pub(crate) mod clock;
pub(crate) mod document;
pub(crate) mod download;
pub(crate) mod embedder;
pub(crate) mod files;
pub(crate) mod form;
pub(crate) mod grid;
pub(crate) mod installation;
pub(crate) mod intake;
pub(crate) mod intl;
pub(crate) mod records;
pub(crate) mod samples;
pub(crate) mod storage;
pub(crate) mod version;
