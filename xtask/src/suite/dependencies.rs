//! Other people's code.

use anyhow::Result;

use super::session::Session;
use super::step::Step;
use crate::setup::cargo_tools::CargoTool;
use crate::shell::{Shell, Unavailable};

pub(super) fn steps() -> [Step; 2] {
    [
        Step::new("deny", "dependencies have allowed licences and sources", deny),
        Step::new("advisories", "no dependency has a known vulnerability", advisories),
    ]
}

fn deny(session: &Session, shell: &Shell) -> Result<()> {
    cargo_deny(session, shell, &["check", "bans", "licenses", "sources"])
}

fn advisories(session: &Session, shell: &Shell) -> Result<()> {
    if cargo_deny(session, shell, &["fetch", "db"]).is_err() {
        return Err(Unavailable::new(
            "the RustSec advisory database can't be fetched from here",
            "run `cargo xtask test advisories` where github.com can be reached",
        )
        .into());
    }
    cargo_deny(session, shell, &["check", "advisories"])
}

fn cargo_deny(session: &Session, shell: &Shell, arguments: &[&str]) -> Result<()> {
    let program = CargoTool::cargo_deny().install(&session.workspace, shell)?;
    shell.run(std::process::Command::new(program).args(arguments).current_dir(&session.workspace.root))
}
