//! The commands of this workspace: `cargo xtask build`, `run`, `size`, `fixtures`, `test`.

mod build;
mod cli;
mod files;
mod serve;
mod setup;
mod shell;
mod size;
mod suite;
mod workspace;

use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::Command::from_args().and_then(cli::Command::run) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
