//! Running other programs, and telling what is done and why.

use std::ffi::OsStr;
use std::fs::File;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::{env, fmt};

use anyhow::{Context as _, Result, bail};

/// Where the words of these commands and of the programs that they start go.
#[derive(Debug)]
pub(crate) enum Shell {
    /// To the terminal.
    Terminal,
    /// To a log, shown later or never.
    Log(File),
}

impl Shell {
    /// Says one thing: a topic and a sentence.
    pub(crate) fn say(&self, topic: &str, text: impl fmt::Display) {
        let line = format!("{topic:>12}  {text}");
        match self {
            Self::Terminal => println!("{line}"),
            // A log that can't be written must not stop the work that it is about.
            Self::Log(file) => drop(writeln!(&*file, "{line}")),
        }
    }

    /// Runs a program to its end.
    ///
    /// # Errors
    /// When it can't be started, or ends with another code than 0.
    pub(crate) fn run(&self, command: &mut Command) -> Result<()> {
        command.stdin(Stdio::null());
        if let Self::Log(file) = self {
            writeln!(&*file, "$ {}", spoken(command))?;
            command.stdout(file.try_clone()?).stderr(file.try_clone()?);
        }
        let status = command.status().with_context(|| format!("starting `{}`", spoken(command)))?;
        if !status.success() {
            bail!("`{}` ended with {status}", spoken(command));
        }
        Ok(())
    }
}

/// Something is missing on this machine that these commands may not or can't install.
///
/// A step of the tests that ends with it is skipped; everything else stops.
#[derive(Debug)]
pub(crate) struct Unavailable {
    reason: String,
    remedy: String,
}

impl Unavailable {
    /// A reason, and what a person can do about it.
    pub(crate) fn new(reason: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { reason: reason.into(), remedy: remedy.into() }
    }
}

impl fmt::Display for Unavailable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}; {}", self.reason, self.remedy)
    }
}

impl std::error::Error for Unavailable {}

/// Runs a program to its end and returns what it printed, trimmed.
///
/// # Errors
/// When it can't be started, ends with another code than 0, or prints no UTF-8.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let output =
        command.stdin(Stdio::null()).output().with_context(|| format!("starting `{}`", spoken(command)))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` ended with {}: {}", spoken(command), output.status, complaint.trim());
    }
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

/// The file of a program on the search path.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let file = format!("{program}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|dir| dir.join(&file)).find(|path| path.is_file())
}

/// The search path with a folder put first.
///
/// # Errors
/// When the folder's name can't be part of a search path.
pub(crate) fn path_with(first: PathBuf) -> Result<std::ffi::OsString> {
    let rest = env::var_os("PATH").unwrap_or_default();
    Ok(env::join_paths(std::iter::once(first).chain(env::split_paths(&rest)))?)
}

/// npm has another file name where programs need an extension.
pub(crate) fn npm() -> Command {
    Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

fn spoken(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
