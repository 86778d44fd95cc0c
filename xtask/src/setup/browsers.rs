//! Browsers and the WebDriver servers that drive them.

use std::env;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use serde_json::json;

use super::apt;
use super::cargo_tools::CargoTool;
use crate::files;
use crate::shell::{self, Shell};
use crate::workspace::Workspace;

/// A browser without a window, with no wish to talk to its maker. Without a sandbox, because that needs
/// rights that containers do not give; what it loads here are our own pages.
const CHROMIUM_ARGUMENTS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// A browser and its WebDriver server.
#[derive(Debug, Clone)]
pub(crate) struct Browser {
    /// The browser's program.
    pub(crate) program: PathBuf,
    /// The server's program.
    pub(crate) driver: PathBuf,
}

impl Browser {
    /// Chromium, from the search path or Debian. `CHROMIUM` and `CHROMEDRIVER` name others.
    pub(crate) fn chromium(shell: &Shell) -> Result<Self> {
        let find = || {
            Some(Self {
                program: named("CHROMIUM", &["chromium", "chromium-browser", "google-chrome"])?,
                driver: named("CHROMEDRIVER", &["chromedriver"])?,
            })
        };
        found_or_installed(shell, find, &["chromium", "chromium-driver"], "Chromium with its driver")
    }

    /// Firefox, from the search path or Debian, with a driver from crates.io. `FIREFOX` and `GECKODRIVER`
    /// name others.
    pub(crate) fn firefox(workspace: &Workspace, shell: &Shell) -> Result<Self> {
        let find = || named("FIREFOX", &["firefox-esr", "firefox"]);
        let program = found_or_installed(shell, find, &["firefox-esr"], "Firefox")?;
        let driver = match named("GECKODRIVER", &["geckodriver"]) {
            Some(driver) => driver,
            None => CargoTool::geckodriver().install(workspace, shell)?,
        };
        Ok(Self { program, driver })
    }

    /// The WebDriver capabilities with which wasm-bindgen's test runner starts this Chromium.
    pub(crate) fn chromium_capabilities(&self, workspace: &Workspace) -> Result<PathBuf> {
        let options = json!({ "binary": self.program, "args": CHROMIUM_ARGUMENTS });
        capabilities(workspace, "chromium", &json!({ "goog:chromeOptions": options }))
    }

    /// The WebDriver capabilities with which wasm-bindgen's test runner starts this Firefox.
    pub(crate) fn firefox_capabilities(&self, workspace: &Workspace) -> Result<PathBuf> {
        let preferences = json!({
            "app.update.disabledForTesting": true,
            "datareporting.policy.dataSubmissionEnabled": false,
            "toolkit.telemetry.reportingpolicy.firstRun": false,
            "network.captive-portal-service.enabled": false,
            "network.connectivity-service.enabled": false,
        });
        let options = json!({ "binary": self.program, "args": ["-headless"], "prefs": preferences });
        capabilities(workspace, "firefox", &json!({ "moz:firefoxOptions": options }))
    }
}

/// The program that a variable of the environment names, or the first of some names on the search path.
fn named(variable: &str, names: &[&str]) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from).or_else(|| names.iter().find_map(|name| shell::on_path(name)))
}

fn found_or_installed<T>(
    shell: &Shell,
    find: impl Fn() -> Option<T>,
    packages: &[&str],
    what: &str,
) -> Result<T> {
    if let Some(found) = find() {
        return Ok(found);
    }
    apt::install(shell, packages, what)?;
    find()
        .with_context(|| format!("{what} is not on the search path after installing {}", packages.join(" ")))
}

fn capabilities(workspace: &Workspace, browser: &str, value: &serde_json::Value) -> Result<PathBuf> {
    let path = workspace.tools().join(format!("{browser}.json"));
    files::write(&path, serde_json::to_vec_pretty(value)?)?;
    Ok(path)
}
