//! Everything of the browser that this page alone uses; the rest is the kit's.

pub(crate) mod built_in;
pub(crate) mod embedder;
pub(crate) mod installation;
pub(crate) mod records;
pub(crate) mod samples;
pub(crate) mod storage;

pub(crate) use countersign_kit::platform::*;
