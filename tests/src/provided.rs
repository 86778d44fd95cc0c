//! What `cargo xtask test` provides to the tests that say `// needs: …`.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

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

/// The folder `node_modules` of the bundlers and runners that the npm package is tested in.
pub fn bundlers() -> PathBuf {
    path("COUNTERSIGN_BUNDLERS")
}

/// The folder `node_modules` of the clients of stores.
pub fn stores() -> PathBuf {
    path("COUNTERSIGN_STORES")
}

/// The folder `node_modules` of what the package is measured beside.
pub fn bench() -> PathBuf {
    path("COUNTERSIGN_BENCH")
}

/// A Python that has the tools from PyPI.
pub fn python() -> PathBuf {
    path("COUNTERSIGN_PYTHON")
}

/// The name of the browser's engine.
pub fn engine() -> String {
    variable("COUNTERSIGN_ENGINE").into_string().expect("a name in UTF-8")
}

/// The program of the browser's WebDriver server.
pub fn driver() -> PathBuf {
    path("COUNTERSIGN_DRIVER")
}

/// The WebDriver capabilities with which the browser is started, in JSON.
pub fn capabilities() -> PathBuf {
    path("COUNTERSIGN_CAPABILITIES")
}

/// The program of the X server, where the browser needs one.
pub fn display() -> Option<PathBuf> {
    env::var_os("COUNTERSIGN_DISPLAY").map(PathBuf::from)
}

/// A collection of files as they come from the field, where one stands beside the repository or above.
pub fn field_files() -> Option<PathBuf> {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|folder| folder.join("shared/cases"))
        .find(|folder| folder.is_dir())
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
