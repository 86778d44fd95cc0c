//! The standard library for WebAssembly.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use super::debian_toolchain;
use crate::shell::{self, Shell};
use crate::workspace::Workspace;

/// The target of everything that browsers and Node.js run.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The name under which rustup knows Debian's compiler, once that was given the target.
pub(super) const DEBIAN: &str = "web";

/// The toolchain that builds for WebAssembly on this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Toolchain {
    /// That of every other build.
    Default,
    /// Debian's, which rustup knows as `web`.
    Debian,
}

impl Toolchain {
    /// Looks for a compiler with the target. Where there is none: adds it with rustup, or makes it from
    /// Debian's packages.
    ///
    /// # Errors
    /// When neither can be done; the message is the remedy.
    pub(crate) fn find(workspace: &Workspace, shell: &Shell) -> Result<Self> {
        if let Some(found) = Self::installed() {
            return Ok(found);
        }
        shell.say("toolchain", format_args!("rustc has no standard library for {WASM_TARGET}: adding it"));
        let by_rustup = shell::read(Command::new("rustup").args(["target", "add", WASM_TARGET]));
        if let Some(found) = Self::installed() {
            return Ok(found);
        }
        let refusal =
            by_rustup.map_or_else(|error| first_error(&format!("{error:#}")), |_| "nothing added".to_owned());
        shell.say("toolchain", format_args!("not by rustup ({refusal}); trying Debian's packages"));
        if let Err(error) = debian_toolchain::install(workspace, shell) {
            bail!(
                "no compiler here builds for {WASM_TARGET}\n  \
                 rustup: {refusal}\n  Debian's packages: {error:#}\n  \
                 remedy: run `rustup target add {WASM_TARGET}` where its servers can be reached"
            );
        }
        Self::installed().map_or_else(|| bail!("Debian's compiler did not take the target {WASM_TARGET}"), Ok)
    }

    fn installed() -> Option<Self> {
        [Self::Default, Self::Debian]
            .into_iter()
            .find(|toolchain| has_target(&mut toolchain.command("rustc")))
    }

    /// `cargo` of this toolchain.
    pub(crate) fn cargo(self) -> Command {
        self.command("cargo")
    }

    /// A program that finds `cargo` and `rustc` of this toolchain.
    pub(crate) fn command(self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        if self == Self::Debian {
            command.env("RUSTUP_TOOLCHAIN", DEBIAN);
        }
        command
    }
}

/// Of what rustup said, the line that says why; without its progress and its causes.
fn first_error(complaint: &str) -> String {
    let line = complaint.lines().find_map(|line| line.trim().strip_prefix("error: "));
    line.or_else(|| complaint.lines().next()).unwrap_or_default().to_owned()
}

/// Whether a compiler has a standard library for the target.
pub(super) fn has_target(rustc: &mut Command) -> bool {
    shell::read(rustc.args(["--print", "target-libdir", "--target", WASM_TARGET]))
        .is_ok_and(|folder| holds_core(Path::new(&folder)))
}

fn holds_core(folder: &Path) -> bool {
    let Ok(entries) = folder.read_dir() else { return false };
    entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libcore-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_refusal_one_line_is_told() {
        let complaint = "`rustup target add` ended with exit status: 1: info: downloading\nerror: no network\n\nCaused by:\n 0: x";
        assert_eq!(first_error(complaint), "no network");
        assert_eq!(first_error("starting `rustup`: not found"), "starting `rustup`: not found");
    }
}
