//! Tools from PyPI, at the versions and hashes of the lists in `xtask/python`.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::apt;
use crate::files;
use crate::shell::{self, Shell};
use crate::workspace::Workspace;

/// A Python environment with the tools in it.
#[derive(Debug)]
pub(crate) struct PythonTools {
    programs: PathBuf,
}

impl PythonTools {
    /// Installs the tools, unless the same requirements were installed before.
    pub(crate) fn install(workspace: &Workspace, shell: &Shell) -> Result<Self> {
        Self::from(
            "requirements",
            "python",
            "the JOSE libraries that the tests compare with",
            workspace,
            shell,
        )
    }

    /// Installs what brings servers of stores, apart from the others: no other test needs them.
    pub(crate) fn stores(workspace: &Workspace, shell: &Shell) -> Result<Self> {
        Self::from("stores", "python-stores", "a server that speaks Redis' protocol", workspace, shell)
    }

    /// Installs the tools of a list into a folder, unless the same list was installed before.
    fn from(list: &str, folder: &str, what: &str, workspace: &Workspace, shell: &Shell) -> Result<Self> {
        let requirements = workspace.root.join(format!("xtask/python/{list}.txt"));
        let folder = workspace.tools().join(folder);
        let tools = Self { programs: folder.join(if cfg!(windows) { "Scripts" } else { "bin" }) };
        let key = files::fingerprint(&[&files::read(&requirements)?]);
        files::unless_done(&folder.join("installed"), &key, || {
            shell.say("python", format_args!("installing {what}"));
            files::fresh_folder(&folder)?;
            make_environment(shell, &folder)?;
            let mut pip = Command::new(tools.python());
            pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
            pip.args(["--only-binary", ":all:", "--require-hashes", "--requirement"]).arg(&requirements);
            shell.run(&mut pip).context("installing tools from PyPI")
        })?;
        Ok(tools)
    }

    /// The interpreter that finds them.
    pub(crate) fn python(&self) -> PathBuf {
        self.programs.join(format!("python{}", env::consts::EXE_SUFFIX))
    }
}

/// Makes an empty environment, with Debian's Python where there is none.
fn make_environment(shell: &Shell, folder: &Path) -> Result<()> {
    let make = |shell: &Shell| {
        let Some(python) = ["python3", "python"].into_iter().find_map(shell::on_path) else {
            bail!("there is no python3")
        };
        shell.run(Command::new(python).args(["-m", "venv"]).arg(folder))
    };
    let Err(refusal) = make(shell) else { return Ok(()) };
    apt::install(shell, &["python3-venv"], &format!("Python with venv ({refusal:#})"))?;
    make(shell)
}
