//! Where things are.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::setup::toolchain::WASM_TARGET;

/// The folders that the commands read and write. Everything written is under `target`.
#[derive(Debug)]
pub(crate) struct Workspace {
    /// The root of the repository.
    pub(crate) root: PathBuf,
    /// Cargo's target folder.
    pub(crate) target: PathBuf,
}

impl Workspace {
    /// The workspace that this program was built in.
    pub(crate) fn find() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .context("the xtask crate has no parent folder")?
            .to_path_buf();
        let target =
            env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir));
        Ok(Self { root, target })
    }

    /// What users get: the npm package, the site, the single file.
    pub(crate) fn dist(&self) -> PathBuf {
        self.target.join("dist")
    }

    /// Tools installed by these commands.
    pub(crate) fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// The target folder of WebAssembly builds: apart, so that they never wait for native ones.
    pub(crate) fn wasm_target(&self) -> PathBuf {
        self.target.join("web")
    }

    /// A WebAssembly module as rustc made it.
    pub(crate) fn compiled(&self, profile: &str, file: &str) -> PathBuf {
        self.wasm_target().join(WASM_TARGET).join(profile).join(file)
    }

    /// The version that `Cargo.lock` holds of a package.
    pub(crate) fn locked_version(&self, package: &str) -> Result<String> {
        let path = self.root.join("Cargo.lock");
        let lock = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        version_in_lock(&lock, package).with_context(|| format!("Cargo.lock has no package {package}"))
    }
}

fn version_in_lock(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"').map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.1.0\"\n\n\
        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"registry\"\n";

    #[test]
    fn a_locked_version_is_that_of_exactly_this_package() {
        assert_eq!(version_in_lock(LOCK, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in_lock(LOCK, "wasm"), None);
    }
}
