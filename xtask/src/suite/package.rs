//! What users get: it builds, is small, and can't sign.

use anyhow::{Result, ensure};

use super::session::Session;
use super::step::Step;
use crate::build::package::{MODULES, Module, Purpose};
use crate::files;
use crate::setup::toolchain::WASM_TARGET;
use crate::shell::{self, Shell};
use crate::size;

/// Symbols that a verifying module must not have, by what would bring them.
const SIGNING: [&str; 5] = ["SigningKey", "getrandom", "pkcs8", "ExpandedSecretKey", "countersign5issue"];

/// Symbols of those that the module which signs must have: else they are none by which signing could be told. Of the
/// others, link-time optimisation leaves no name.
const TELLING: [&str; 2] = ["ExpandedSecretKey", "countersign5issue"];

/// And those that the accounts of a ledger would bring.
const LEDGER: [&str; 1] = ["countersign_issuer"];

/// The crate of the issuer's side.
const ISSUER: &str = "countersign-issuer";

/// A symbol that it must have: else its symbols can't be read here, and their absence means nothing.
const VERIFYING: &str = "curve25519_dalek";

/// The same of those modules that neither verify nor sign.
const COUNTING: [&str; 2] = ["countersign6volume", "countersign4pool"];

pub(super) fn steps() -> [Step; 3] {
    [
        Step::new("build", "the npm package, the site and the single file build", Session::build),
        Step::new("size", "downloads are within their budgets", sizes),
        Step::new("verify-only", "what verifies holds no code that signs or issues", verify_only),
    ]
}

fn sizes(session: &Session, shell: &Shell) -> Result<()> {
    session.build(shell)?;
    size::check(&session.workspace, shell)
}

fn verify_only(session: &Session, shell: &Shell) -> Result<()> {
    session.build(shell)?;
    let of = |purpose: Purpose| MODULES.iter().filter(move |module| module.purpose == purpose);
    ensure!(of(Purpose::Verifying).count() >= 3, "the verifying modules are said to sign");
    of(Purpose::Verifying).try_for_each(|module| only_verifies(module, session))?;
    of(Purpose::Counting).try_for_each(|module| only_counts(module, session))?;
    // In the others the symbols are there, so that their absence means something.
    for module in of(Purpose::Signing) {
        let Module { package, feature, .. } = module;
        let symbols = files::read(&module.symbols(&session.workspace))?;
        let telling = if *package == ISSUER { [&SIGNING[..], &LEDGER].concat() } else { TELLING.to_vec() };
        for symbol in telling {
            ensure!(
                holds(&symbols, symbol),
                "the module of {package} by {feature} holds no {symbol}: it has another name"
            );
        }
    }
    // The administrator's page signs requests, and issues nothing; nor does what both pages share.
    for package in ["countersign-admin", "countersign-kit"] {
        let page = tree(session, &["--package", package])?;
        ensure!(!names_issuer(&page), "{package} depends on {ISSUER}:\n{page}");
    }
    // The console does, so that the name is one by which issuing can be told.
    ensure!(
        names_issuer(&tree(session, &["--package", "countersign-console"])?),
        "the console lacks {ISSUER}"
    );
    Ok(())
}

/// Looks at the names of functions in the module as rustc made it, after link-time optimisation removed
/// what is never called, and at the features and dependencies that it was compiled with.
fn only_verifies(module: &Module, session: &Session) -> Result<()> {
    let Module { package, feature, .. } = module;
    let module = files::read(&module.symbols(&session.workspace))?;
    ensure!(holds(&module, VERIFYING), "the module has no names of functions: nothing can be told of it");
    for symbol in SIGNING.iter().chain(&LEDGER) {
        ensure!(!holds(&module, symbol), "the module of the npm package by {feature} holds {symbol}");
    }

    // Inverted, the tree is the package with the features that are on.
    let own = ["--package", package, "--features", feature];
    let features = tree(session, &[&own[..], &["--invert", package]].concat())?;
    let named = format!("feature \"{feature}\"");
    ensure!(features.contains(&named), "cargo tree does not name the feature {feature}:\n{features}");
    ensure!(!features.contains("feature \"issue\""), "the feature {feature} turns the feature issue on");
    ensure!(!names_issuer(&tree(session, &own)?), "the feature {feature} depends on {ISSUER}");
    Ok(())
}

/// Looks at the names of functions in a module that needs no cryptography.
fn only_counts(module: &Module, session: &Session) -> Result<()> {
    let Module { feature, .. } = module;
    let module = files::read(&module.symbols(&session.workspace))?;
    let has_names = COUNTING.iter().any(|name| holds(&module, name));
    ensure!(has_names, "the module has no names of functions: nothing can be told of it");
    for symbol in SIGNING.iter().chain(&LEDGER).chain([&VERIFYING]) {
        ensure!(!holds(&module, symbol), "the module of the npm package by {feature} holds {symbol}");
    }
    Ok(())
}

/// What a package is compiled with for browsers, a line each.
fn tree(session: &Session, arguments: &[&str]) -> Result<String> {
    let form = ["--edges", "normal,features", "--prefix", "none", "--target", WASM_TARGET];
    shell::read(session.cargo().arg("tree").args(arguments).args(form))
}

fn names_issuer(tree: &str) -> bool {
    tree.lines().any(|line| line.split(' ').next() == Some(ISSUER))
}

fn holds(module: &[u8], name: &str) -> bool {
    module.windows(name.len()).any(|window| window == name.as_bytes())
}
