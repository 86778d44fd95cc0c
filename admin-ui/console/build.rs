//! Compiles the texts of the console.

use std::process::ExitCode;

fn main() -> ExitCode {
    countersign_texts::build(&["../kit/locales"])
}
