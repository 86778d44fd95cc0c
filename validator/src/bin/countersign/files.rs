//! Reading and writing files.

use crate::failure::Failure;
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::Path;

/// The most of a file that is read where the verifier sets no lower limit.
const LARGEST: u64 = 64 << 20;

/// Reads a file, or standard input where the name is `-`. A file larger than anything that is accepted is
/// cut, so that its size is refused without reading it all.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let outcome = if path == Path::new("-") {
        std::io::stdin().take(LARGEST).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(LARGEST).read_to_end(&mut bytes))
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
        None => std::io::stdout()
            .write_all(content.as_bytes())
            .map_err(|error| Failure::unwritable(Path::new("standard output"), &error)),
    }
}
