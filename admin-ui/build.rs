//! Compiles the texts of the page.

use std::process::ExitCode;

fn main() -> ExitCode {
    countersign_texts::build(&["kit/locales"])
}
