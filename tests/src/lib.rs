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

mod claims;
pub mod fixtures;
pub mod interop;
mod jose_library;
pub mod judging;
mod jws;
mod program;
mod project;
pub mod provided;
pub mod readme;
mod signed;
mod test_key;
mod vector;
pub mod vectors;

pub use claims::Claims;
pub use jose_library::{Foreign, JoseLibrary};
pub use jws::{Jws, armored, general};
pub use project::Project;
pub use signed::Signed;
pub use test_key::TestKey;
pub use vector::Vector;

use std::path::{Path, PathBuf};

/// A folder of this crate.
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}
