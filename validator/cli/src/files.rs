//! Reading and writing files.

use crate::failure::Failure;
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::Path;

/// The most of a file that is read where nobody sets a limit: more than any document may have.
const LARGEST: usize = 64 << 20;

/// Reads a file, or standard input where the name is `-`.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    read_up_to(path, LARGEST)
}

/// As [`read`]; of a file larger than `most` bytes, one byte more than that, so that its size is refused
/// without reading it all.
pub(crate) fn read_up_to(path: &Path, most: usize) -> Result<Vec<u8>, Failure> {
    let most = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    let outcome = if path == Path::new("-") {
        std::io::stdin().take(most).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    outcome.map_err(|error| Failure::unreadable(path, &error))?;
    Ok(bytes)
}

/// Reads a text file.
pub(crate) fn read_text(path: &Path) -> Result<String, Failure> {
    String::from_utf8(read(path)?)
        .map_err(|_| Failure::unreadable(path, &std::io::Error::other("it is not a text in UTF-8")))
}

/// Writes a new file, and never over an existing one.
pub(crate) fn create(path: &Path, content: &str, secrecy: Secrecy) -> Result<(), Failure> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if secrecy == Secrecy::OwnerOnly {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    let written = options.open(path).and_then(|mut file| file.write_all(content.as_bytes()));
    written.map_err(|error| Failure::unwritable(path, &error))
}

/// Who may read a new file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Secrecy {
    /// As the system has it for new files.
    Default,
    /// Its owner alone, where the system knows that.
    OwnerOnly,
}

/// Writes a file, or to standard output where there is none.
pub(crate) fn write(path: Option<&Path>, content: &str) -> Result<(), Failure> {
    match path {
        Some(path) => std::fs::write(path, content).map_err(|error| Failure::unwritable(path, &error)),
        None => print(content),
    }
}

/// Prints a text; its colours go away where standard output is no terminal.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut output = anstream::stdout().lock();
    let printed = output.write_all(text.as_bytes()).and_then(|()| output.flush());
    printed.map_err(|error| Failure::unwritable(Path::new("standard output"), &error))
}

/// A value as JSON text.
pub(crate) fn to_json(value: &impl serde::Serialize) -> Result<String, Failure> {
    serde_json::to_string_pretty(value).map(|json| json + "\n").map_err(Failure::usage)
}
