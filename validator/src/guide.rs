//! Guides: how the parts work together, by commands and examples that the tests run.
#![allow(
    rustdoc::invalid_codeblock_attributes,
    reason = "`title=NAME` names the file that a block is, for the reader and for the tests that follow the steps"
)]

#[doc = include_str!("../guide/external-key.md")]
pub mod external_key {}

#[doc = include_str!("../guide/activation.md")]
pub mod activation {}

#[doc = include_str!("../guide/desk.md")]
pub mod desk {}

#[doc = include_str!("../guide/sessions.md")]
pub mod sessions {}

#[doc = include_str!("../guide/recipes.md")]
pub mod recipes {}

#[doc = include_str!("../guide/key-rotation.md")]
pub mod key_rotation {}

#[doc = include_str!("../guide/volume.md")]
pub mod volume {}

#[cfg(feature = "issue")]
#[doc = include_str!("../guide/limits.md")]
pub mod limits {}
