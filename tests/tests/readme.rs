//! The README's steps work as they stand there, one after another.
// needs: dist, cli, npm, python, chromium

#![allow(clippy::expect_used, reason = "all of this file is tests")]

use countersign_tests::readme::{Step, steps};
use countersign_tests::webdriver::Browser;
use countersign_tests::{StaticServer, provided};
use std::env;
use std::path::Path;
use std::process::Command;

#[test]
#[ignore = "needs the command, the npm package and Python: run by `cargo xtask test`"]
fn the_steps_of_the_readme_work() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let readme = std::fs::read_to_string(root.join("README.md")).expect("the README");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut lines = 0;
    for step in steps(&readme) {
        match step {
            Step::File { name, content } => {
                std::fs::write(folder.path().join(name), content).expect("a temporary file");
            }
            Step::Shell { line, prints } => {
                let printed = run(line, folder.path(), &root);
                if let Some(prints) = prints {
                    assert_eq!(printed.trim(), prints, "{line}");
                }
                lines += 1;
            }
        }
    }
    assert!(lines >= 8, "the README has lost its steps: {lines} are left");

    let server = StaticServer::start(folder.path());
    let browser = Browser::start();
    browser.open(&server.address("page.html"));
    browser.element("#verdict").wait_for_text("Base licence: active");
}

/// Runs a line as the reader does who has installed the command and the Python library.
fn run(line: &str, folder: &Path, root: &Path) -> String {
    let tools = [provided::cli(), provided::python()].map(|tool| tool.parent().map(Path::to_path_buf));
    let rest = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths(tools.into_iter().flatten().chain(env::split_paths(&rest)));
    let output = Command::new("sh")
        .args(["-euc", line])
        .current_dir(folder)
        .env("PATH", path.expect("folders without colons"))
        .env("COUNTERSIGN", root)
        .output()
        .expect("a shell");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{line}: {}\n{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}
