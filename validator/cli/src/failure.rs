//! Why the command could not be carried out.

use crate::args::Format;
use crate::files::{self, shown};
use anstyle::{AnsiColor, Style};
use clap::error::ContextValue;
use countersign::{Code, Error, printable};
use countersign_issuer::{Refusal, RefusalCode, Shortage};
use serde_json::{Map, Value};
use std::fmt;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// The exit code of most failures.
const EXIT: u8 = 3;

/// A usage error, a file that can't be read or written, or a bad key set; or what a command refuses to do.
pub(crate) struct Failure {
    code: &'static str,
    message: String,
    exit: u8,
    /// What programs are told beside.
    more: Map<String, Value>,
}

impl Failure {
    /// Whatever the message repeats of files and of the command line is escaped here, in the one place
    /// through which every failure goes.
    pub(crate) fn new(code: &'static str, message: impl fmt::Display) -> Self {
        let message = message.to_string();
        let lines: Vec<_> = message.split('\n').map(printable).collect();
        Self { code, message: lines.join("\n"), exit: EXIT, more: Map::new() }
    }

    /// The same with another exit code.
    pub(crate) fn exit(self, exit: u8) -> Self {
        Self { exit, ..self }
    }

    /// The exit code.
    pub(crate) fn exit_code(&self) -> u8 {
        self.exit
    }

    /// Whether it is a document that is malformed or not authentic.
    pub(crate) fn is_of_document(&self) -> bool {
        self.exit == 2
    }

    /// The same about a file.
    pub(crate) fn about(mut self, path: &Path) -> Self {
        self.message = format!("{}: {}", shown(path), self.message);
        self
    }

    /// The same with where it is.
    pub(crate) fn at(self, at: &str) -> Self {
        self.with("at", Some(at))
    }

    /// The same with something more for programs.
    fn with(mut self, name: &str, value: Option<impl Into<Value>>) -> Self {
        if let Some(value) = value {
            self.more.insert(name.to_owned(), value.into());
        }
        self
    }

    pub(crate) fn usage(message: impl fmt::Display) -> Self {
        Self::new(Code::UsageInvalid.as_str(), message)
    }

    pub(crate) fn unreadable(path: &Path, error: &std::io::Error) -> Self {
        let message = format!("{}: {error}. Check the name and that you may read it.", shown(path));
        Self::new("file_unreadable", message)
    }

    pub(crate) fn unwritable(path: &Path, error: &std::io::Error) -> Self {
        let message = format!("{}: {error}. Check the folder and that you may write to it.", shown(path));
        Self::new("file_unwritable", message)
    }

    /// A file that is there, and that no new one takes the place of.
    pub(crate) fn kept(path: &Path, why: &str) -> Self {
        Self::new("file_unwritable", format!("{} {why}.", shown(path)))
    }

    /// A file that was written, is of no use, and can't be removed.
    pub(crate) fn leftover(path: &Path) -> Self {
        let message = format!(
            "What belongs to {} could not be written. Remove that file before you try again.",
            shown(path)
        );
        Self::new("file_unwritable", message)
    }

    /// An error in a file that the command needs, such as a key set.
    pub(crate) fn in_file(path: &Path, error: &Error) -> Self {
        Self::new(error.code().as_str(), format!("{}: {error}", shown(path)))
    }

    /// A product key with a mistake in it: malformed, as a file can be.
    pub(crate) fn in_key(error: &Error) -> Self {
        Self::new(error.code().as_str(), error)
            .exit(2)
            .with("at", error.at())
            .with("found", error.found())
            .with("needed", error.needed())
    }

    /// An error in what an option says.
    pub(crate) fn in_option(option: &str, error: &Error) -> Self {
        let found = error.found().unwrap_or("something else");
        let needed = error.needed().unwrap_or("a plain line");
        Self::new(error.code().as_str(), format!("{option} is {found}. Needed: {needed}."))
    }

    /// What went wrong, as a value.
    pub(crate) fn code(&self) -> &'static str {
        self.code
    }

    /// The same in words.
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// Says why, and gives the exit code.
    pub(crate) fn report(&self, format: Format) -> ExitCode {
        self.tell(format);
        ExitCode::from(self.exit)
    }

    /// What programs are told.
    pub(crate) fn to_json(&self) -> Value {
        let mut error = serde_json::json!({ "code": self.code, "message": self.message });
        if let Some(members) = error.as_object_mut() {
            members.extend(self.more.clone());
        }
        error
    }

    /// Says why.
    pub(crate) fn tell(&self, format: Format) {
        match format {
            Format::Json => {
                let error = serde_json::json!({ "error": self.to_json() });
                // Where nothing can be printed, the exit code still tells.
                let _ = files::to_json(&error).and_then(|json| files::print(&json));
            }
            Format::Text => {
                let red = Style::new().fg_color(Some(AnsiColor::Red.into())).bold();
                let _ = writeln!(anstream::stderr(), "{red}error{red:#} [{}]: {}", self.code, self.message);
            }
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::new(error.code().as_str(), error)
    }
}

impl From<countersign_issuer::Failure> for Failure {
    fn from(failure: countersign_issuer::Failure) -> Self {
        match &failure {
            countersign_issuer::Failure::Document(error) => Self::new(failure.code(), &failure)
                .exit(2)
                .with("found", error.found())
                .with("needed", error.needed()),
            countersign_issuer::Failure::Refused(refusal) => Self::refused(refusal),
            _ => Self::new(failure.code(), &failure),
        }
    }
}

impl Failure {
    /// A refusal by rule; but a ledger that is broken can't be used at all.
    fn refused(refusal: &Refusal) -> Self {
        let is_broken = refusal.code == RefusalCode::LedgerBroken;
        let entry = refusal.at.as_deref().filter(|_| is_broken).and_then(|at| at.parse::<u64>().ok());
        let failure = Self::new(refusal.code.as_str(), refusal)
            .exit(if is_broken { EXIT } else { 1 })
            .with("at", refusal.at.as_deref().filter(|_| !is_broken))
            .with("n", entry)
            .with("found", refusal.found.as_deref())
            .with("needed", refusal.needed.as_deref());
        let Some(Shortage { limit, used, requested, left }) = refusal.shortage else { return failure };
        let amounts = [("limit", limit), ("used", used), ("requested", requested), ("left", left)];
        amounts.into_iter().fold(failure, |failure, (name, amount)| failure.with(name, Some(amount)))
    }
}

/// What the command line itself came to: help and the version are no failure; a usage error is one, told in
/// the format that was asked for.
pub(crate) fn usage(error: clap::Error) -> ExitCode {
    if !error.use_stderr() {
        // Nobody reads the help through a pipe that is closed.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let error = without_raw_words(error);
    if asks_for_json() {
        return Failure::usage(error.render().to_string().trim_end()).report(Format::Json);
    }
    let _ = error.print();
    ExitCode::from(EXIT)
}

/// The words of the command line that an error repeats, escaped.
fn without_raw_words(mut error: clap::Error) -> clap::Error {
    let words: Vec<_> = error.context().map(|(kind, value)| (kind, value.clone())).collect();
    for (kind, value) in words {
        let escaped = match value {
            ContextValue::String(word) => ContextValue::String(printable(&word)),
            ContextValue::Strings(words) => {
                ContextValue::Strings(words.iter().map(|word| printable(word)).collect())
            }
            ContextValue::StyledStrs(tips) => {
                ContextValue::StyledStrs(tips.iter().map(|tip| printable(&tip.to_string()).into()).collect())
            }
            other => other,
        };
        error.insert(kind, escaped);
    }
    error
}

/// Whether the command line, which could not be understood, asks for JSON.
fn asks_for_json() -> bool {
    let words: Vec<_> = std::env::args_os().skip(1).collect();
    words.iter().any(|word| word == "--format=json")
        || words.windows(2).any(|pair| pair[0] == "--format" && pair[1] == "json")
}
