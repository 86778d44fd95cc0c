//! The validator's tests, compiled to WebAssembly, where it runs: in Node.js and in browsers.

use std::path::PathBuf;

use anyhow::Result;

use super::session::Session;
use super::step::Step;
use crate::build::wasm::RUSTFLAGS;
use crate::setup::browsers::{Browser, Engine};
use crate::setup::cargo_tools::CargoTool;
use crate::setup::toolchain::Toolchain;
use crate::shell::{self, Shell};

pub(super) fn steps() -> [Step; 3] {
    [
        Step::tests("wasm-node", "the validator's tests in Node.js", |session, shell| {
            wasm_pack(session, shell, &["--node"], &[])
        }),
        Step::tests("wasm-chromium", "the validator's tests in Chromium", |session, shell| {
            in_browser(session, shell, Engine::Chromium, ["--chrome", "CHROMEDRIVER"])
        }),
        Step::tests("wasm-firefox", "the validator's tests in Firefox", |session, shell| {
            in_browser(session, shell, Engine::Firefox, ["--firefox", "GECKODRIVER"])
        }),
    ]
}

/// In seconds: the first start of a browser on a busy machine takes longer than the runner's 5 and 20.
const TIMEOUT: &str = "120";

/// Names the file of WebDriver capabilities to wasm-bindgen's test runner.
const CAPABILITIES: &str = "WASM_BINDGEN_TEST_WEBDRIVER_JSON";

/// Runs the tests in a browser, which wasm-pack calls by an option and whose driver it takes by a variable.
fn in_browser(session: &Session, shell: &Shell, engine: Engine, [option, variable]: [&str; 2]) -> Result<()> {
    let browser = Browser::of(engine, &session.workspace, shell)?;
    let driver = [(variable, browser.driver), (CAPABILITIES, browser.capabilities)];
    wasm_pack(session, shell, &["--headless", option], &driver)
}

/// Runs the tests of `validator/tests`: in a browser where a driver is given, in Node.js otherwise.
fn wasm_pack(session: &Session, shell: &Shell, arguments: &[&str], driver: &[(&str, PathBuf)]) -> Result<()> {
    let workspace = &session.workspace;
    let program = CargoTool::wasm_pack().install(workspace, shell)?;
    CargoTool::wasm_bindgen(workspace)?.install(workspace, shell)?;
    let mut wasm_pack = Toolchain::find(workspace, shell)?.command(program);
    wasm_pack
        .args(["test", "--mode", "no-install"])
        .args(arguments)
        .args(["validator", "--features", "js-state", "--test", "*"])
        .env("PATH", shell::path_with(CargoTool::folder(workspace))?)
        .env("CARGO_TARGET_DIR", workspace.wasm_target())
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", RUSTFLAGS)
        // 28 MB of debug information would take the runner ten seconds a file; panics name their line without.
        .env("CARGO_PROFILE_DEV_DEBUG", "false")
        .current_dir(&workspace.root);
    if !driver.is_empty() {
        // Tests that name no place run in Node.js otherwise, and are skipped without a word here.
        wasm_pack.env("WASM_BINDGEN_USE_BROWSER", "1");
        wasm_pack.env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", TIMEOUT).env("WASM_BINDGEN_TEST_TIMEOUT", TIMEOUT);
        wasm_pack.envs(driver.iter().map(|(name, value)| (name, value)));
    }
    shell.run(&mut wasm_pack)
}
