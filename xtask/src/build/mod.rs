//! Building what users get, into `target/dist`.

pub(crate) mod app;
mod demo;
mod offline;
pub(crate) mod package;
mod page;
pub(crate) mod policy;
mod single_file;
pub(crate) mod wasm;

use anyhow::Result;

use crate::setup::npm_tools::NpmTools;
use crate::setup::toolchain::Toolchain;
use crate::shell::Shell;
use crate::workspace::Workspace;

/// What a build step works with.
#[derive(Debug)]
pub(crate) struct Builder<'a> {
    pub(crate) workspace: &'a Workspace,
    pub(crate) shell: &'a Shell,
    pub(crate) toolchain: Toolchain,
    pub(crate) npm: NpmTools,
}

/// Builds the npm package, the site in both flavours, and the single file.
pub(crate) fn all(workspace: &Workspace, shell: &Shell) -> Result<()> {
    let toolchain = Toolchain::find(workspace, shell)?;
    let npm = NpmTools::install(workspace, shell)?;
    let builder = Builder { workspace, shell, toolchain, npm };
    builder.package()?;
    builder.app()?;
    builder.demo()?;
    Ok(())
}
