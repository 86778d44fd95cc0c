//! The commands of this workspace: `cargo xtask build`, `run`, `size`, `test`.

mod build;
mod cli;
mod files;
mod setup;
mod shell;
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
