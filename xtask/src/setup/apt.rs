//! Debian packages.

use std::process::Command;
use std::sync::OnceLock;

use anyhow::{Result, bail};

use crate::shell::{self, Shell, Unavailable};

/// Installs packages, or tells how a person would.
///
/// # Errors
/// Where there is no `apt-get`, this user may not install, or `apt-get` fails.
pub(crate) fn install(shell: &Shell, packages: &[&str], what: &str) -> Result<()> {
    let names = packages.join(" ");
    if shell::on_path("apt-get").is_none() {
        let remedy = format!("install what Debian's packages {names} hold");
        return Err(Unavailable::new(format!("there is no {what} and no apt-get"), remedy).into());
    }
    if !is_root() {
        let remedy = format!("run `sudo apt-get install {names}`");
        return Err(
            Unavailable::new(format!("there is no {what} and this user may not install it"), remedy).into()
        );
    }
    shell.say("apt", format_args!("installing {names}: there is no {what}"));
    update_once(shell)?;
    shell.run(apt_get().args(["install", "--yes", "--no-install-recommends"]).args(packages))
}

/// The lists of a fresh machine are empty or old; once in a process is enough.
fn update_once(shell: &Shell) -> Result<()> {
    static UPDATED: OnceLock<bool> = OnceLock::new();
    if *UPDATED.get_or_init(|| shell.run(apt_get().arg("update")).is_ok()) {
        return Ok(());
    }
    bail!("`apt-get update` failed: check the package sources of this machine")
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.arg("--quiet").env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn is_root() -> bool {
    shell::read(Command::new("id").arg("-u")).is_ok_and(|id| id == "0")
}
