//! Format, lints, documentation and native tests.

use anyhow::Result;

use super::session::Session;
use super::step::Step;
use crate::build::wasm::RUSTFLAGS;
use crate::setup::toolchain::{Toolchain, WASM_TARGET};
use crate::shell::Shell;

/// The features of the libraries, each by itself: an item that only another feature needs is a warning.
const FEATURES: [(&str, &str); 11] = [
    ("countersign", "default"),
    ("countersign", "js-slim"),
    ("countersign", "js"),
    ("countersign", "js-state"),
    ("countersign", "js-pool"),
    ("countersign", "js-host"),
    ("countersign", "js-volume"),
    ("countersign", "issue"),
    ("countersign", "jwt"),
    ("countersign", "keygen"),
    ("countersign-issuer", "js"),
];

/// What is compiled for browsers and Node.js.
const WASM_PACKAGES: [&[&str]; 3] = [
    &["--package", "countersign", "--features", "js-state"],
    &["--package", "countersign-admin", "--package", "countersign-kit"],
    &["--package", "countersign-console"],
];

pub(super) fn steps() -> [Step; 4] {
    [
        Step::new("fmt", "the code is formatted", fmt),
        Step::new("clippy", "no warning, in any feature set", clippy),
        Step::new("doc", "the documentation has no warning", doc),
        Step::tests("native", "unit and documentation tests", native),
    ]
}

fn fmt(session: &Session, shell: &Shell) -> Result<()> {
    shell.run(session.cargo().args(["fmt", "--all", "--check"]))
}

fn clippy(session: &Session, shell: &Shell) -> Result<()> {
    let strict = ["--", "-D", "warnings"];
    let lint = ["clippy", "--quiet", "--all-targets"];
    shell.run(session.cargo().args(lint).arg("--workspace").args(strict))?;
    // The tests are linted above, with all features; alone, a feature leaves out items of the library.
    for (package, feature) in FEATURES {
        let library = ["clippy", "--quiet", "--package", package, "--lib", "--features", feature];
        shell.run(session.cargo().args(library).args(strict))?;
    }
    let toolchain = Toolchain::find(&session.workspace, shell)?;
    for package in WASM_PACKAGES {
        let mut cargo = toolchain.cargo();
        cargo.args(lint).args(["--target", WASM_TARGET, "--target-dir"]);
        cargo.arg(session.workspace.wasm_target()).args(package).args(strict);
        cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", RUSTFLAGS);
        shell.run(cargo.current_dir(&session.workspace.root))?;
    }
    Ok(())
}

fn doc(session: &Session, shell: &Shell) -> Result<()> {
    // Libraries and programs apart: the library `countersign` and the program of that name would
    // write the same pages.
    let libraries = [
        "--package",
        "countersign",
        "--package",
        "countersign-reader",
        "--package",
        "countersign-tests",
        "--lib",
        "--all-features",
    ];
    let pages = ["countersign-admin", "countersign-console", "countersign-kit", "countersign-texts"];
    let pages = pages.iter().flat_map(|page| ["--package", page]);
    let programs: Vec<_> = pages.chain(["--package", "xtask", "--document-private-items"]).collect();
    for packages in [&libraries[..], &programs[..]] {
        let mut cargo = session.cargo();
        cargo.args(["doc", "--quiet", "--no-deps"]).args(packages).env("RUSTDOCFLAGS", "-D warnings");
        shell.run(&mut cargo)?;
    }
    Ok(())
}

fn native(session: &Session, shell: &Shell) -> Result<()> {
    let mut cargo = session.cargo();
    cargo.args(["test", "--no-fail-fast", "--workspace", "--exclude", "countersign-tests"]);
    shell.run(cargo.args([
        "--features",
        "countersign/issue,countersign/jwt,countersign/keygen,countersign-texts/compile",
    ]))?;
    // Its integration tests are steps of their own.
    shell.run(session.cargo().args(["test", "--package", "countersign-tests", "--lib"]))
}
