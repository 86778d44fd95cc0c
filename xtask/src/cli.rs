//! The command line.

use std::process::ExitCode;

use anyhow::{Result, bail};
use lexopt::prelude::*;

use crate::build;
use crate::shell::Shell;
use crate::workspace::Workspace;

const HELP: &str = "\
Usage: cargo xtask <command>

  build    Build the npm package, the site and the single file into target/dist
";

/// What was asked for.
#[derive(Debug)]
pub(crate) enum Command {
    Help,
    Build,
}

impl Command {
    /// Reads the arguments of this process.
    pub(crate) fn from_args() -> Result<Self> {
        let mut parser = lexopt::Parser::from_env();
        let command = match parser.next()? {
            None | Some(Short('h') | Long("help")) => return Ok(Self::Help),
            Some(Value(name)) => name.string()?,
            Some(other) => return Err(other.unexpected().into()),
        };
        let command = match command.as_str() {
            "build" => Self::Build,
            unknown => bail!("there is no command {unknown:?}\n\n{HELP}"),
        };
        match parser.next()? {
            None => Ok(command),
            Some(other) => Err(other.unexpected().into()),
        }
    }

    /// Does it.
    pub(crate) fn run(self) -> Result<ExitCode> {
        match self {
            Self::Help => print!("{HELP}"),
            Self::Build => build::all(&Workspace::find()?, &Shell::Terminal)?,
        }
        Ok(ExitCode::SUCCESS)
    }
}
