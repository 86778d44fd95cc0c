//! Tools from npm, at the versions of `xtask/npm/package-lock.json`.

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
    /// Installs the tools, unless the same lock file was installed before.
    pub(crate) fn install(workspace: &Workspace, shell: &Shell) -> Result<Self> {
        let source = workspace.root.join("xtask/npm");
        let folder = workspace.tools().join("npm");
        let tools = Self { modules: folder.join("node_modules") };
        let lock = files::read(&source.join("package-lock.json"))?;
        files::unless_done(&folder.join("installed"), &files::fingerprint(&[&lock]), || {
            shell.say("npm", "installing wasm-opt and the tools of the tests, at the versions of xtask/npm");
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
