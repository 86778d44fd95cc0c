//! Why the command could not be carried out.

use crate::args::Format;
use anstyle::{AnsiColor, Style};
use countersign::{Code, Error};
use std::fmt;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// The exit code of a failure.
pub(crate) const EXIT: u8 = 3;

/// A usage error, a file that can't be read or written, or a bad key set.
pub(crate) struct Failure {
    code: &'static str,
    message: String,
}

impl Failure {
    pub(crate) fn usage(message: impl fmt::Display) -> Self {
        Self { code: Code::UsageInvalid.as_str(), message: message.to_string() }
    }

    pub(crate) fn unreadable(path: &Path, error: &std::io::Error) -> Self {
        let message = format!("{}: {error}. Check the name and that you may read it.", path.display());
        Self { code: "file_unreadable", message }
    }

    pub(crate) fn unwritable(path: &Path, error: &std::io::Error) -> Self {
        let message = match error.kind() {
            std::io::ErrorKind::AlreadyExists => {
                format!(
                    "{} is there already, and a key is never overwritten. Choose another name.",
                    path.display()
                )
            }
            _ => format!("{}: {error}. Check the folder and that you may write to it.", path.display()),
        };
        Self { code: "file_unwritable", message }
    }

    /// A file that was written, is of no use, and can't be removed.
    pub(crate) fn leftover(path: &Path) -> Self {
        let message =
            format!("The key could not be written. Remove {} before you try again.", path.display());
        Self { code: "file_unwritable", message }
    }

    /// An error in a file that the command needs, such as a key set.
    pub(crate) fn in_file(path: &Path, error: &Error) -> Self {
        Self { code: error.code().as_str(), message: format!("{}: {error}", path.display()) }
    }

    /// An error in what an option says.
    pub(crate) fn in_option(option: &str, error: &Error) -> Self {
        let found = error.found().unwrap_or("something else");
        let message = format!("{option} is {found}. Needed: {}.", error.needed().unwrap_or("a plain line"));
        Self { code: error.code().as_str(), message }
    }

    /// Says why, and gives the exit code.
    pub(crate) fn report(&self, format: Format) -> ExitCode {
        self.tell(format);
        ExitCode::from(EXIT)
    }

    /// Says why.
    pub(crate) fn tell(&self, format: Format) {
        match format {
            Format::Json => {
                let error = serde_json::json!({ "error": { "code": self.code, "message": self.message } });
                // Where nothing can be printed, the exit code still tells.
                let _ = crate::files::print(&format!("{error:#}\n"));
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
        Self { code: error.code().as_str(), message: error.to_string() }
    }
}
