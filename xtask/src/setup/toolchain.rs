//! The standard library for WebAssembly.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::shell::{self, Shell};

/// The target of everything that browsers and Node.js run.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// How to build for WebAssembly on this machine.
#[derive(Debug)]
pub(crate) struct Toolchain;

impl Toolchain {
    /// Looks for the target, and adds it where it is missing.
    pub(crate) fn find(shell: &Shell) -> Result<Self> {
        if !has_target(Command::new("rustc")) {
            shell.say("toolchain", format_args!("adding the target {WASM_TARGET} with rustup"));
            shell.run(Command::new("rustup").args(["target", "add", WASM_TARGET]))?;
            if !has_target(Command::new("rustc")) {
                bail!(
                    "rustc has no standard library for {WASM_TARGET}: run `rustup target add {WASM_TARGET}`"
                );
            }
        }
        Ok(Self)
    }

    /// `cargo` for this target.
    pub(crate) fn cargo(&self) -> Command {
        Command::new("cargo")
    }
}

/// Whether a compiler has a standard library for the target.
fn has_target(mut rustc: Command) -> bool {
    shell::read(rustc.args(["--print", "target-libdir", "--target", WASM_TARGET]))
        .is_ok_and(|folder| holds_core(Path::new(&folder)))
}

fn holds_core(folder: &Path) -> bool {
    let Ok(entries) = folder.read_dir() else { return false };
    entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libcore-"))
}
