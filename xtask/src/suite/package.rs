//! What users get: it builds, is small, and can't sign.

use anyhow::{Result, ensure};

use super::session::Session;
use super::step::Step;
use crate::build::package::{MODULES, Module};
use crate::files;
use crate::setup::toolchain::WASM_TARGET;
use crate::shell::{self, Shell};
use crate::size;

/// Symbols that a verifying module must not have, by what would bring them.
const SIGNING: [&str; 5] = ["SigningKey", "getrandom", "pkcs8", "ExpandedSecretKey", "countersign5issue"];

/// Symbols of those that the module which signs must have: else they are none by which signing could be told. Of the
/// others, link-time optimisation leaves no name.
const TELLING: [&str; 2] = ["ExpandedSecretKey", "countersign5issue"];

/// A symbol that it must have: else its symbols can't be read here, and their absence means nothing.
const VERIFYING: &str = "curve25519_dalek";

pub(super) fn steps() -> [Step; 3] {
    [
        Step::new("build", "the npm package, the site and the single file build", Session::build),
        Step::new("size", "downloads are within their budgets", sizes),
        Step::new(
            "verify-only",
            "the modules of the npm package that verify hold no signing code",
            verify_only,
        ),
    ]
}

fn sizes(session: &Session, shell: &Shell) -> Result<()> {
    session.build(shell)?;
    size::check(&session.workspace, shell)
}

fn verify_only(session: &Session, shell: &Shell) -> Result<()> {
    session.build(shell)?;
    let (verifying, signing): (Vec<_>, Vec<_>) = MODULES.iter().partition(|module| module.only_verifies);
    ensure!(verifying.len() >= 3, "the verifying modules are said to sign");
    verifying.into_iter().try_for_each(|module| only_verifies(module, session))?;
    for module in signing {
        let (feature, module) = (module.feature, files::read(&module.symbols(&session.workspace))?);
        for symbol in TELLING {
            ensure!(holds(&module, symbol), "the module by {feature} holds no {symbol}: it has another name");
        }
    }
    Ok(())
}

/// Looks at the names of functions in the module as rustc made it, after link-time optimisation removed
/// what is never called, and at the features and dependencies that it was compiled with.
fn only_verifies(module: &Module, session: &Session) -> Result<()> {
    let feature = module.feature;
    let module = files::read(&module.symbols(&session.workspace))?;
    ensure!(holds(&module, VERIFYING), "the module has no names of functions: nothing can be told of it");
    for symbol in SIGNING {
        ensure!(!holds(&module, symbol), "the module of the npm package by {feature} holds {symbol}");
    }

    // Inverted, the tree is the package with the features that are on.
    let package = ["tree", "--package", "countersign", "--invert", "countersign", "--features", feature];
    let form = ["--edges", "normal,features", "--prefix", "none", "--target", WASM_TARGET];
    let tree = shell::read(session.cargo().args(package).args(form))?;
    let named = format!("feature \"{feature}\"");
    ensure!(tree.contains(&named), "cargo tree does not name the feature {feature}:\n{tree}");
    ensure!(!tree.contains("feature \"issue\""), "the feature {feature} turns the feature issue on");
    Ok(())
}

fn holds(module: &[u8], name: &str) -> bool {
    module.windows(name.len()).any(|window| window == name.as_bytes())
}
