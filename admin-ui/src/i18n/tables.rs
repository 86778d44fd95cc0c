//! The translations, compiled by the build script.

use super::pattern::{Part, Pattern};

include!(concat!(env!("OUT_DIR"), "/texts.rs"));
include!(concat!(env!("OUT_DIR"), "/errors.rs"));
