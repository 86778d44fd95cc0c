//! The README's steps work as they stand there, one after another.
// needs: dist, cli, npm, python, chromium

#![allow(clippy::expect_used, reason = "all of this file is tests")]

use countersign_tests::readme::follow;
use countersign_tests::webdriver::Browser;
use countersign_tests::{StaticServer, provided};
use std::path::Path;

#[test]
#[ignore = "needs the command, the npm package and Python: run by `cargo xtask test`"]
fn the_steps_of_the_readme_work() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let readme = std::fs::read_to_string(root.join("README.md")).expect("the README");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let lines = follow(&readme, folder.path(), &[provided::cli(), provided::python()]);
    assert!(lines >= 8, "the README has lost its steps: {lines} are left");

    let server = StaticServer::start(folder.path());
    let browser = Browser::start();
    browser.open(&server.address("page.html"));
    browser.element("#verdict").wait_for_text("Base licence: active");
}
