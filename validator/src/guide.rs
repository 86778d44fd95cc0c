//! Guides: how the parts work together, by commands and examples that the tests run.

#[doc = include_str!("../guide/key-rotation.md")]
pub mod key_rotation {}
