//! What `cargo xtask test` provides to the tests that say `// needs: …`.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

/// The folder of what users get: `npm`, `site`, `demo` and `countersign.html`.
pub fn dist() -> PathBuf {
    path("COUNTERSIGN_DIST")
}

/// The command `countersign`.
pub fn cli() -> PathBuf {
    path("COUNTERSIGN_BIN")
}

/// The address of the demonstration site.
pub fn url() -> String {
    variable("COUNTERSIGN_URL").into_string().expect("an address in UTF-8")
}

/// The folder `node_modules` of the tools from npm.
pub fn node_modules() -> PathBuf {
    path("COUNTERSIGN_NODE_MODULES")
}

/// A Python that has the tools from PyPI.
pub fn python() -> PathBuf {
    path("COUNTERSIGN_PYTHON")
}

/// ChromeDriver.
pub fn chromedriver() -> PathBuf {
    path("CHROMEDRIVER")
}

/// The WebDriver capabilities with which Chromium is started, in JSON.
pub fn chromium_capabilities() -> PathBuf {
    path("COUNTERSIGN_CHROMIUM")
}

fn path(name: &str) -> PathBuf {
    variable(name).into()
}

fn variable(name: &str) -> OsString {
    env::var_os(name).unwrap_or_else(|| {
        panic!(
            "{name} is not set: run this test by `cargo xtask test`, which builds and installs what it needs"
        )
    })
}
