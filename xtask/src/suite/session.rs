//! What the steps of one run share.

use std::process::Command;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use anyhow::{Result, anyhow};

use super::clean::GitState;
use crate::build;
use crate::serve::Serving;
use crate::shell::Shell;
use crate::workspace::Workspace;

/// Apart from the port of `cargo xtask run`, which may be running.
const PORT: u16 = 18_080;

/// One run of the test command.
#[derive(Debug)]
pub(super) struct Session {
    pub(super) workspace: Workspace,
    /// The work tree before anything ran.
    pub(super) git: Option<GitState>,
    built: OnceLock<Result<(), String>>,
    site: OnceLock<Result<Serving, String>>,
    providing: Mutex<()>,
}

impl Session {
    pub(super) fn new(workspace: Workspace) -> Result<Self> {
        let git = GitState::read(&workspace)?;
        Ok(Self { workspace, git, built: OnceLock::new(), site: OnceLock::new(), providing: Mutex::new(()) })
    }

    /// `cargo` with the toolchain of native builds.
    pub(super) fn cargo(&self) -> Command {
        let mut cargo = Command::new("cargo");
        cargo.current_dir(&self.workspace.root);
        cargo
    }

    /// The turn to install and to build: of two steps at once, the second finds what the first made.
    pub(super) fn providing(&self) -> MutexGuard<'_, ()> {
        // A step that failed in its turn leaves nothing that the next one does not look for itself.
        self.providing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Builds what users get, once in a run.
    pub(super) fn build(&self, shell: &Shell) -> Result<()> {
        let build = || build::all(&self.workspace, shell).map_err(|error| format!("{error:#}"));
        self.built.get_or_init(build).clone().map_err(|error| anyhow!("building: {error}"))
    }

    /// Where the demo site is served, from the first step that asks to the end of the run. It has to be built.
    pub(super) fn site(&self) -> Result<String> {
        let serve = || {
            Serving::start(&self.workspace.dist().join("demo"), PORT).map_err(|error| format!("{error:#}"))
        };
        let served = self.site.get_or_init(serve).as_ref();
        served.map(Serving::url).map_err(|error| anyhow!("serving: {error}"))
    }
}
