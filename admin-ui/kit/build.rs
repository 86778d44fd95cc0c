//! Compiles the texts that the pages share.

use std::process::ExitCode;

fn main() -> ExitCode {
    countersign_texts::build(&[])
}
