//! Running other programs.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

/// Runs a program with text on its standard input, and returns what it printed.
///
/// # Panics
/// Where the program fails, with all that it printed.
pub(crate) fn run(command: &mut Command, input: &str) -> String {
    let output = output(command, input);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(
        output.status.success(),
        "{command:?}: {}\n{}\n{}",
        output.status,
        text(&output.stdout),
        text(&output.stderr)
    );
    text(&output.stdout)
}

fn output(command: &mut Command, input: &str) -> Output {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let mut stdin = child.stdin.take().expect("standard input is a pipe");
    std::thread::scope(|scope| {
        // Beside reading what it prints: neither pipe may fill up.
        scope.spawn(move || {
            // A program that has read enough has closed it; whether it failed, its status says.
            drop(stdin.write_all(input.as_bytes()));
        });
        child.wait_with_output().expect("a child's output can be read")
    })
}
