//! What the tests of this workspace share: test keys, licences to judge, the makers of the fixtures and of
//! the vectors, and what drives other programs: Node.js, Python and browsers.
//!
//! The product's own signer refuses most of what a verifier must be tested with, so hostile documents are
//! made here, by [`Jws`], from ed25519-dalek and curve25519-dalek.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "this crate is for tests: what fails in it is a failed test, and says so best where it fails"
)]

pub mod app;
mod app_clock;
pub mod app_console;
pub mod app_desk;
mod app_information;
pub mod app_keyboard;
pub mod app_seats;
mod app_states;
mod app_stored;
mod app_watch;
mod claims;
mod dev_server;
pub mod entries;
pub mod fixtures;
mod front;
pub mod interop;
mod jose_library;
pub mod judging;
mod jws;
pub mod messages;
mod program;
mod project;
pub mod provided;
pub mod random;
pub mod readme;
pub mod schemas;
mod server;
mod signed;
pub mod specimens;
mod test_key;
mod vector;
pub mod vectors;
pub mod webdriver;

pub use app::App;
pub use claims::Claims;
pub use dev_server::DevServer;
pub use jose_library::{Foreign, JoseLibrary};
pub use jws::{Jws, armored, general};
pub use project::Project;
pub use server::StaticServer;
pub use signed::Signed;
pub use test_key::TestKey;
pub use vector::Vector;

use std::fs;
use std::path::{Path, PathBuf};

/// A folder of this crate.
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The files below a folder, as paths from there with slashes, sorted.
pub fn paths(folder: &Path) -> Vec<String> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            paths.extend(self::paths(&entry.path()).into_iter().map(|path| format!("{name}/{path}")));
        } else {
            paths.push(name);
        }
    }
    paths.sort();
    paths
}
