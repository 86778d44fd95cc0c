//! Browsers and the WebDriver servers that drive them.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

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

/// What draws and runs pages. The browsers of most people have one of these three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    /// Of Chrome, Edge and Opera.
    Chromium,
    /// Gecko.
    Firefox,
    /// Of Safari; here of GTK's small browser.
    WebKit,
}

impl Engine {
    pub(crate) const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// Its name in the names of steps, and in the environment of tests.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }
}

/// A browser that tests can drive.
#[derive(Debug, Clone)]
pub(crate) struct Browser {
    /// The program of its WebDriver server.
    pub(crate) driver: PathBuf,
    /// The file of WebDriver capabilities with which the server starts it.
    pub(crate) capabilities: PathBuf,
    /// The program of the X server that it needs, where it can't do without a display.
    pub(crate) display: Option<PathBuf>,
}

impl Browser {
    /// Finds the browser of an engine, or installs it.
    pub(crate) fn of(engine: Engine, workspace: &Workspace, shell: &Shell) -> Result<Self> {
        match engine {
            Engine::Chromium => Self::chromium(workspace, shell),
            Engine::Firefox => Self::firefox(workspace, shell),
            Engine::WebKit => Self::webkit(workspace, shell),
        }
    }

    /// Chromium, from the search path or Debian. `CHROMIUM` and `CHROMEDRIVER` name others.
    fn chromium(workspace: &Workspace, shell: &Shell) -> Result<Self> {
        let find = || {
            let program = named("CHROMIUM", &["chromium", "chromium-browser", "google-chrome"])?;
            Some((program, named("CHROMEDRIVER", &["chromedriver"])?))
        };
        let packages = ["chromium", "chromium-driver"];
        let (program, driver) = found_or_installed(shell, find, &packages, "Chromium with its driver")?;
        let options = json!({ "binary": program, "args": CHROMIUM_ARGUMENTS });
        let capabilities = json!({ "goog:chromeOptions": options });
        Ok(Self { driver, capabilities: written(workspace, Engine::Chromium, &capabilities)?, display: None })
    }

    /// Firefox, from the search path or Debian, with a driver from crates.io. `FIREFOX` and `GECKODRIVER`
    /// name others.
    fn firefox(workspace: &Workspace, shell: &Shell) -> Result<Self> {
        let find = || named("FIREFOX", &["firefox-esr", "firefox"]);
        let program = found_or_installed(shell, find, &["firefox-esr"], "Firefox")?;
        let driver = match named("GECKODRIVER", &["geckodriver"]) {
            Some(driver) => driver,
            None => CargoTool::geckodriver().install(workspace, shell)?,
        };
        let preferences = json!({
            "app.update.disabledForTesting": true,
            // It would open at the first download, and take the keys that are pressed from then on.
            "browser.download.alwaysOpenPanel": false,
            "datareporting.policy.dataSubmissionEnabled": false,
            "toolkit.telemetry.reportingpolicy.firstRun": false,
            "network.captive-portal-service.enabled": false,
            "network.connectivity-service.enabled": false,
        });
        let options = json!({ "binary": program, "args": ["-headless"], "prefs": preferences });
        let capabilities = json!({ "moz:firefoxOptions": options });
        Ok(Self { driver, capabilities: written(workspace, Engine::Firefox, &capabilities)?, display: None })
    }

    /// WebKit in GTK's small browser, from Debian; it can't be had without a display. `MINIBROWSER`,
    /// `WEBKIT_DRIVER` and `XVFB` name others.
    fn webkit(workspace: &Workspace, shell: &Shell) -> Result<Self> {
        let find = || {
            let driver = named("WEBKIT_DRIVER", &["WebKitWebDriver"])?;
            Some((mini_browser()?, driver, named("XVFB", &["Xvfb"])?))
        };
        let packages = ["webkit2gtk-driver", "xvfb"];
        let (program, driver, display) =
            found_or_installed(shell, find, &packages, "WebKit with its driver and a display for it")?;
        let options = json!({ "binary": program, "args": ["--automation"] });
        let capabilities = json!({ "browserName": "MiniBrowser", "webkitgtk:browserOptions": options });
        let capabilities = written(workspace, Engine::WebKit, &capabilities)?;
        Ok(Self { driver, capabilities, display: Some(display) })
    }
}

/// WebKit's small browser, which lies beside the library, not on the search path.
fn mini_browser() -> Option<PathBuf> {
    let places = || {
        let libraries = Path::new("/usr/lib").read_dir().ok()?.flatten().map(|entry| entry.path());
        let folders = libraries.chain([PathBuf::from("/usr/libexec")]);
        folders.map(|folder| folder.join("webkit2gtk-4.1/MiniBrowser")).find(|path| path.is_file())
    };
    env::var_os("MINIBROWSER").map(PathBuf::from).or_else(places)
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

fn written(workspace: &Workspace, engine: Engine, capabilities: &Value) -> Result<PathBuf> {
    let path = workspace.tools().join(format!("{}.json", engine.name()));
    let content = serde_json::to_vec_pretty(capabilities)?;
    // Tests that run meanwhile read the file.
    if !path.is_file() || files::read(&path)? != content {
        files::write(&path, content)?;
    }
    Ok(path)
}
