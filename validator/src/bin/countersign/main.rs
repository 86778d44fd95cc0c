//! The `countersign` command: makes keys, signs licences, verifies and inspects files.
//!
//! Exit codes: 0 every document counts or is superseded, and nothing is over its limit; 1 authentic, but some document does
//! not count or a limit is exceeded; 2 some file is malformed or not authentic; 3 the command itself
//! could not be carried out.

mod args;
mod failure;
mod files;
mod foreign;
mod inspect;
mod issuing;
mod keygen;
mod revoke;
mod sign;
mod table;
mod trust;
mod verify;

use args::{Cli, Command};
use clap::Parser;
use failure::Failure;
use std::process::ExitCode;

/// What a command that was carried out found.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    /// Every document counts, takes effect or is superseded, and nothing is over.
    Good,
    /// All is authentic, but some document does not count, or something is over.
    DoesNotCount,
    /// Some file is malformed or not authentic.
    Refused,
}

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    let format = cli.command.format();
    match run(cli.command) {
        Ok(Verdict::Good) => ExitCode::SUCCESS,
        Ok(Verdict::DoesNotCount) => ExitCode::from(1),
        Ok(Verdict::Refused) => ExitCode::from(2),
        Err(failure) => failure.report(format),
    }
}

fn run(command: Command) -> Result<Verdict, Failure> {
    match command {
        Command::Keygen(args) => keygen::run(&args),
        Command::Sign(args) => sign::run(&args),
        Command::Revoke(args) => revoke::run(&args),
        Command::Trust(args) => trust::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Inspect(args) => inspect::run(&args),
    }
}

/// Help and the version are no failure; a usage error is one, in the format that was asked for.
fn usage(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        // Nobody reads the help through a pipe that is closed.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let arguments: Vec<String> = std::env::args().collect();
    let json = arguments.iter().any(|argument| argument == "--format=json")
        || arguments.windows(2).any(|pair| pair == ["--format", "json"]);
    if json {
        return Failure::usage(error.render().to_string().trim_end()).report(args::Format::Json);
    }
    let _ = error.print();
    ExitCode::from(failure::EXIT)
}
