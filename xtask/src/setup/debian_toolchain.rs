//! The WebAssembly target made from Debian's packages, for machines that reach a package mirror but
//! not the servers of rustup: builders of distributions, closed networks.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use super::apt;
use super::toolchain::{DEBIAN, WASM_TARGET, has_target};
use crate::files;
use crate::shell::{self, Shell};
use crate::workspace::Workspace;

/// Debian keeps these as new as browsers and their engines need; its plain `rustc` is as old as the release.
const PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy"];
/// The linker that fits them, hundreds of megabytes: only where rustup has not brought one.
const LINKER_PACKAGE: &str = "rust-web-llvm";

const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";
const RUSTLIB: &str = "/usr/lib/rustlib";

/// The empty crate whose build compiles the standard library.
const CRATE: &str = "std-for-wasm";

/// Installs Debian's compiler, gives it the target, and tells rustup of it where there is rustup.
pub(super) fn install(workspace: &Workspace, shell: &Shell) -> Result<()> {
    apt::install(shell, &PACKAGES, "compiler with the source of its standard library")?;
    if !has_target(&mut Command::new(RUSTC)) {
        shell.say("toolchain", format_args!("compiling the standard library for {WASM_TARGET}"));
        build_std(workspace, shell)?;
    }
    link_linker(shell)?;
    if shell::on_path("rustup").is_some() {
        shell.run(Command::new("rustup").args(["toolchain", "link", DEBIAN, "/usr"]))?;
    }
    Ok(())
}

/// Compiles std and puts its libraries where rustc looks for those of a target.
fn build_std(workspace: &Workspace, shell: &Shell) -> Result<()> {
    let folder = workspace.tools().join(CRATE);
    files::fresh_folder(&folder)?;
    let manifest = format!("[package]\nname = \"{CRATE}\"\nedition = \"2024\"\n\n[workspace]\n");
    files::write(&folder.join("Cargo.toml"), manifest)?;
    files::write(&folder.join("src/lib.rs"), "#![no_std]\n")?;
    let mut cargo = Command::new(CARGO);
    cargo
        .args(["build", "--quiet", "--release", "-Zbuild-std=std,panic_abort,proc_macro,test"])
        .args(["--target", WASM_TARGET, "--target-dir", "target"])
        .current_dir(&folder)
        .env("RUSTC", RUSTC)
        // -Zbuild-std needs it; the workspace itself builds on stable.
        .env("RUSTC_BOOTSTRAP", "1")
        // Without bitcode in std, fat link-time optimisation fails on it later.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env_remove("RUSTUP_TOOLCHAIN");
    shell.run(&mut cargo)?;

    let built = folder.join("target").join(WASM_TARGET).join("release/deps");
    let own = format!("lib{}-", CRATE.replace('-', "_"));
    let target = Path::new(RUSTLIB).join(WASM_TARGET).join("lib");
    for name in files::names_in(&built)? {
        if name.ends_with(".rlib") && !name.starts_with(&own) {
            files::copy(&built.join(&name), &target.join(&name))?;
        }
    }
    Ok(fs::remove_dir_all(folder)?)
}

/// Debian's compiler calls `rust-lld` without bringing it.
fn link_linker(shell: &Shell) -> Result<()> {
    let host = host()?;
    let link = Path::new(RUSTLIB).join(&host).join("bin/rust-lld");
    if link.exists() || shell::on_path("rust-lld").is_some() {
        return Ok(());
    }
    let Some(linker) = rustup_linker(&host) else {
        return apt::install(shell, &[LINKER_PACKAGE], "linker for WebAssembly");
    };
    let folder = link.parent().context("a path of three names has a parent")?;
    fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))?;
    // A link to a toolchain that was removed since.
    if link.is_symlink() {
        fs::remove_file(&link)?;
    }
    symlink(&linker, &link)
}

fn rustup_linker(host: &str) -> Option<PathBuf> {
    let sysroot = shell::read(Command::new("rustc").args(["--print", "sysroot"])).ok()?;
    Some(Path::new(&sysroot).join("lib/rustlib").join(host).join("bin/rust-lld"))
        .filter(|path| path.is_file())
}

fn host() -> Result<String> {
    let version = shell::read(Command::new(RUSTC).arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("`rustc -vV` names no host")?.to_owned())
}

#[cfg(unix)]
fn symlink(original: &Path, link: &Path) -> Result<()> {
    std::os::unix::fs::symlink(original, link).with_context(|| format!("linking {}", link.display()))
}

#[cfg(not(unix))]
fn symlink(_: &Path, _: &Path) -> Result<()> {
    anyhow::bail!("Debian's packages are for Debian")
}
