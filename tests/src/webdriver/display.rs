//! A display that nobody sees, for a browser that can't be had without one.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// An X server of our own, on a free number.
pub(super) struct Display {
    process: Child,
    name: String,
}

impl Display {
    pub(super) fn start(program: &Path) -> Self {
        let mut command = Command::new(program);
        // It writes the number that it found free to standard output.
        command.args(["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let output = process.stdout.take().expect("standard output is a pipe");
        let number = BufReader::new(output).lines().map_while(Result::ok).next();
        let number = number.expect("the X server says its number");
        Self { process, name: format!(":{}", number.trim()) }
    }

    /// What `DISPLAY` names it by.
    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
