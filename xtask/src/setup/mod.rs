//! What the commands need and a fresh machine does not have. Each is looked for first, installed
//! from a package registry where that is possible, and otherwise named with its remedy.

mod apt;
pub(crate) mod browsers;
pub(crate) mod cargo_tools;
mod debian_toolchain;
pub(crate) mod npm_tools;
pub(crate) mod python_tools;
pub(crate) mod stores;
pub(crate) mod toolchain;
