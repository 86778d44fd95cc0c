//! The work tree is left as it was found.

use std::process::Command;

use anyhow::{Result, ensure};

use super::session::Session;
use super::step::Step;
use crate::shell::{self, Shell, Unavailable};
use crate::workspace::Workspace;

/// What git says of the work tree: the names of changed and new files, and the changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct GitState {
    status: String,
    changes: String,
}

impl GitState {
    /// `None` where the sources are not a git work tree.
    pub(super) fn read(workspace: &Workspace) -> Result<Option<Self>> {
        if shell::on_path("git").is_none() || !workspace.root.join(".git").exists() {
            return Ok(None);
        }
        let git = |arguments: &[&str]| {
            shell::read(Command::new("git").args(arguments).current_dir(&workspace.root))
        };
        Ok(Some(Self { status: git(&["status", "--porcelain"])?, changes: git(&["diff", "HEAD"])? }))
    }
}

pub(super) fn step() -> Step {
    Step::new("clean", "nothing of the above changed the work tree", clean)
}

fn clean(session: &Session, _: &Shell) -> Result<()> {
    let (Some(before), Some(after)) = (&session.git, GitState::read(&session.workspace)?) else {
        let remedy = "run the tests in a git clone";
        return Err(Unavailable::new("these sources are not a git work tree", remedy).into());
    };
    ensure!(
        *before == after,
        "the work tree changed while the tests ran\nbefore:\n{}\nafter:\n{}",
        before.status,
        after.status
    );
    Ok(())
}
