//! What users get: it builds, is small, and can't sign.

use anyhow::{Result, ensure};

use super::session::Session;
use super::step::Step;
use crate::files;
use crate::setup::toolchain::WASM_TARGET;
use crate::shell::{self, Shell};
use crate::size;

/// Symbols that the verifying module must not have, by what would bring them.
const SIGNING: [&str; 3] = ["SigningKey", "getrandom", "pkcs8"];

/// A symbol that it must have: else its symbols can't be read here, and their absence means nothing.
const VERIFYING: &str = "curve25519_dalek";

pub(super) fn steps() -> [Step; 3] {
    [
        Step::new("build", "the npm package, the site and the single file build", Session::build),
        Step::new("size", "downloads are within their budgets", sizes),
        Step::new("verify-only", "the npm package holds no signing code", verify_only),
    ]
}

fn sizes(session: &Session, shell: &Shell) -> Result<()> {
    session.build(shell)?;
    size::check(&session.workspace, shell)
}

/// Looks at the names of functions in the module as rustc made it, after link-time optimisation removed
/// what is never called, and at the features and dependencies that it was compiled with.
fn verify_only(session: &Session, shell: &Shell) -> Result<()> {
    session.build(shell)?;
    let module = session.workspace.wasm_target().join(WASM_TARGET).join("web/countersign.wasm");
    let module = files::read(&module)?;
    ensure!(holds(&module, VERIFYING), "the module has no names of functions: nothing can be told of it");
    for symbol in SIGNING {
        ensure!(!holds(&module, symbol), "the npm package's module holds {symbol}");
    }

    // Inverted, the tree is the package with the features that are on.
    let package = ["tree", "--package", "countersign", "--invert", "countersign", "--features", "js"];
    let form = ["--edges", "normal,features", "--prefix", "none", "--target", WASM_TARGET];
    let tree = shell::read(session.cargo().args(package).args(form))?;
    ensure!(tree.contains("feature \"js\""), "cargo tree does not name the feature js:\n{tree}");
    ensure!(!tree.contains("feature \"issue\""), "the feature js turns the feature issue on");
    Ok(())
}

fn holds(module: &[u8], name: &str) -> bool {
    module.windows(name.len()).any(|window| window == name.as_bytes())
}
