//! The `countersign` command: makes keys, signs documents, verifies and judges files.
//!
//! Exit codes: 0 every document counts, takes effect or is superseded, and nothing is over its limit, or what
//! was asked is allowed; 1 authentic, but some document does not count, a limit is exceeded, or what was asked
//! is denied; 2 some file is malformed or not authentic; 3 the command itself could not be carried out.

mod args;
mod check;
mod decision;
mod failure;
mod files;
mod foreign;
mod inspect;
mod issuing;
mod keygen;
mod opening;
mod preview;
mod report;
mod request;
mod revoke;
mod sign;
mod table;
mod trust;
mod verdict;
mod verify;

use args::{Cli, Command};
use clap::Parser;
use failure::Failure;
use std::process::ExitCode;
use verdict::Verdict;

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
        Command::Check(args) => check::run(&args),
        Command::Preview(args) => preview::run(&args),
        Command::Request(args) => request::run(&args),
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
