//! What the commands need and a fresh machine does not have. Each is looked for first, installed
//! from a package registry where that is possible, and otherwise named with its remedy.

pub(crate) mod npm_tools;
pub(crate) mod toolchain;
