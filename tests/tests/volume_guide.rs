//! The guide to volume activation works as it stands there, one step after another.
// needs: cli

#![allow(clippy::expect_used, reason = "all of this file is tests")]

use countersign_tests::provided;
use countersign_tests::readme::follow;

const GUIDE: &str = include_str!("../../validator/guide/volume.md");

#[test]
#[ignore = "needs the command: run by `cargo xtask test`"]
fn the_steps_of_the_guide_work() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let lines = follow(GUIDE, folder.path(), &[provided::cli()]);
    assert!(lines >= 6, "the guide has lost its steps: {lines} are left");
}
