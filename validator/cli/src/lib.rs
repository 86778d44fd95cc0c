//! The `countersign` command: makes keys, signs documents, verifies and judges files.
//!
//! Exit codes: 0 every document counts, takes effect or is superseded, and nothing is over its limit, or what
//! was asked is allowed; 1 authentic, but some document does not count, a limit is exceeded, or what was asked
//! is denied; 2 some file is malformed or not authentic; 3 the command itself could not be carried out.

#![forbid(unsafe_code)]

mod activate;
mod args;
mod check;
mod deactivate;
mod decision;
mod failure;
mod files;
mod foreign;
mod host;
mod inspect;
mod issuing;
mod keygen;
mod keys;
mod ledger;
mod machine;
mod opening;
mod pages;
mod preview;
mod report;
mod request;
mod revoke;
mod show;
mod sign;
mod table;
mod trust;
mod verdict;
mod verify;
mod volume;

use args::{Cli, Command, Format};
use clap::{CommandFactory as _, FromArgMatches as _};
use failure::Failure;
use std::process::ExitCode;
use verdict::Verdict;

/// Carries out the command line that the process was started with.
pub fn main() -> ExitCode {
    let matches = command().try_get_matches_from(args::spread(std::env::args_os()));
    let understood = matches.and_then(|matches| Ok((Cli::from_arg_matches(&matches)?, matches)));
    let (Cli { command, format }, matches) = match understood {
        Ok(understood) => understood,
        Err(error) => return failure::usage(error),
    };
    for (argument, path) in args::named_files(&self::command(), &matches) {
        files::note_named(&argument, path);
    }
    match run(command, format) {
        Ok(Verdict::Good) => ExitCode::SUCCESS,
        Ok(Verdict::DoesNotCount) => ExitCode::from(1),
        Ok(Verdict::Refused) => ExitCode::from(2),
        Err(failure) => failure.report(format),
    }
}

/// All commands and options, as the command line knows them.
pub fn command() -> clap::Command {
    let command = Cli::command().after_help(args::EXIT_CODES);
    fn explained(command: clap::Command) -> clap::Command {
        command.after_help(args::EXIT_CODES).mut_subcommands(explained)
    }
    command.mut_subcommands(explained)
}

fn run(command: Command, format: Format) -> Result<Verdict, Failure> {
    match command {
        Command::Keygen(args) => keygen::run(&args, format),
        Command::Keys(args) => keys::run(&args, format),
        Command::Sign(args) => sign::run(&args, format),
        Command::Revoke(args) => revoke::run(&args, format),
        Command::Trust(args) => trust::run(&args, format),
        Command::Verify(args) => verify::run(&args, format),
        Command::Show(args) => show::run(&args, format),
        Command::Check(args) => check::run(&args, format),
        Command::Preview(args) => preview::run(&args, format),
        Command::Request(args) => request::run(&args, format),
        Command::Host(args) => host::run(&args, format),
        Command::Activate(args) => activate::run(&args, format),
        Command::Deactivate(args) => deactivate::run(&args, format),
        Command::Ledger(args) => ledger::run(&args.command, format),
        Command::Volume(args) => volume::run(&args.command, format),
        Command::Inspect(args) => inspect::run(&args, format),
        Command::Completions(args) => pages::completions(&args, format),
        Command::Man(args) => pages::man(&args, format),
    }
}
