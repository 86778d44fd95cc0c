//! Tools from npm, at the versions of the lock files below `xtask/npm`.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::files;
use crate::shell::{self, Shell};
use crate::workspace::Workspace;

/// What `npm ci` reads.
const MANIFEST: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];

/// The installed tools.
#[derive(Debug)]
pub(crate) struct NpmTools {
    /// The `node_modules` folder.
    pub(crate) modules: PathBuf,
}

impl NpmTools {
    /// Installs what building takes, and most tests.
    pub(crate) fn install(workspace: &Workspace, shell: &Shell) -> Result<Self> {
        Self::from("npm", "wasm-opt and the tools of the tests", workspace, shell)
    }

    /// Installs what the npm package is tested in. Apart from the others: all together, bundlers and runners are a
    /// large download, which building needs nothing of.
    pub(crate) fn bundlers(workspace: &Workspace, shell: &Shell) -> Result<Self> {
        Self::from("npm/bundlers", "the bundlers and runners that the package is tested in", workspace, shell)
    }

    /// Installs the clients of the stores that pools are tested on, and a server where npm has one for this system.
    pub(crate) fn stores(workspace: &Workspace, shell: &Shell) -> Result<Self> {
        Self::from("npm/stores", "the clients of the stores that pools are tested on", workspace, shell)
    }

    /// Installs what the package is measured beside.
    pub(crate) fn bench(workspace: &Workspace, shell: &Shell) -> Result<Self> {
        Self::from("npm/bench", "what the package is measured beside", workspace, shell)
    }

    /// Installs the tools of a folder of `xtask`, unless the same lock file was installed before.
    fn from(name: &str, what: &str, workspace: &Workspace, shell: &Shell) -> Result<Self> {
        let source = workspace.root.join("xtask").join(name);
        let folder = workspace.tools().join(name.replace('/', "-"));
        let tools = Self { modules: folder.join("node_modules") };
        let lock = files::read(&source.join("package-lock.json"))?;
        files::unless_done(&folder.join("installed"), &files::fingerprint(&[&lock]), || {
            shell.say("npm", format_args!("installing {what}, at the versions of xtask/{name}"));
            for file in MANIFEST {
                files::copy(&source.join(file), &folder.join(file))?;
            }
            shell
                .run(shell::npm().args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder))
                .context("installing tools from npm (needs Node.js 20 or later with npm)")
        })?;
        Ok(tools)
    }

    /// `wasm-opt`, which npm's binaryen carries as WebAssembly.
    pub(crate) fn wasm_opt(&self) -> Command {
        let mut command = Command::new("node");
        command.arg(self.modules.join("binaryen/bin/wasm-opt"));
        command
    }
}
