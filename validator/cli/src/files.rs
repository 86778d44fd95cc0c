//! Reading, writing and printing: every command does it here.

mod output;
mod secrets;

pub(crate) use output::{
    Existing, NewFile, Prepared, Secrecy, create, create_all, extendable, is_made, prepare,
};

use crate::failure::Failure;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{IsTerminal as _, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The most of a file that is read where nobody sets a limit: more than any document may have.
const LARGEST: usize = 64 << 20;

/// What this process has read, and what its command line names, so that no command can write over it: kept here, where
/// all reading is done, and not by each command, which could forget some of it.
static INPUTS: Mutex<Vec<Input>> = Mutex::new(Vec::new());

/// A file that is not overwritten.
struct Input {
    path: PathBuf,
    /// The argument that names it; none where it was read.
    argument: Option<String>,
}

/// Whether a name stands for standard input or standard output.
pub(crate) fn is_standard(path: &Path) -> bool {
    path == Path::new("-")
}

/// Reads a file, or standard input where the name is `-`.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    read_up_to(path, LARGEST)
}

/// As [`read`]; of a file larger than `most` bytes, one byte more than that, so that its size is refused
/// without reading it all.
pub(crate) fn read_up_to(path: &Path, most: usize) -> Result<Vec<u8>, Failure> {
    note_input(path);
    let most = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    let outcome = if is_standard(path) {
        std::io::stdin().take(most).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    outcome.map_err(|error| Failure::unreadable(path, &error))?;
    Ok(bytes)
}

/// Notes a file that is read elsewhere.
pub(crate) fn note_input(path: &Path) {
    note(Input { path: path.to_owned(), argument: None });
}

/// Notes a file that an argument names, whether the command comes to read it or not.
pub(crate) fn note_named(argument: &str, path: PathBuf) {
    note(Input { path, argument: Some(argument.to_owned()) });
}

fn note(input: Input) {
    INPUTS.lock().unwrap_or_else(PoisonError::into_inner).push(input);
}

/// Reads a text file.
pub(crate) fn read_text(path: &Path) -> Result<String, Failure> {
    String::from_utf8(read(path)?)
        .map_err(|_| Failure::unreadable(path, &std::io::Error::other("it is not a text in UTF-8")))
}

/// Whether this process has read a file, or its command line names it, by whatever name, through links and as standard
/// input; what one argument names, the one that the file is written for, is left out.
fn is_input(path: &Path, but: Option<&str>) -> std::io::Result<bool> {
    let file = same_file::Handle::from_path(path)?;
    let inputs = INPUTS.lock().unwrap_or_else(PoisonError::into_inner);
    // One that is gone by now can't be written over.
    let mut others = inputs.iter().filter(|input| but.is_none() || input.argument.as_deref() != but);
    Ok(others.any(|Input { path, .. }| {
        let input =
            if is_standard(path) { same_file::Handle::stdin() } else { same_file::Handle::from_path(path) };
        input.is_ok_and(|input| input == file)
    }))
}

/// Prints a text; its colours go away where standard output is no terminal.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut output = anstream::stdout().lock();
    let printed = output.write_all(text.as_bytes()).and_then(|()| output.flush());
    printed.map_err(|error| Failure::unwritable(Path::new("standard output"), &error))
}

/// Prints bytes as they are, and a new line: for programs. On a terminal what could steer one is escaped, as
/// JSON escapes it.
pub(crate) fn print_verbatim(json: &[u8]) -> Result<(), Failure> {
    let mut output = std::io::stdout().lock();
    let printed = if output.is_terminal() {
        writeln!(output, "{}", escaped(&String::from_utf8_lossy(json)))
    } else {
        output.write_all(json).and_then(|()| output.write_all(b"\n"))
    };
    let printed = printed.and_then(|()| output.flush());
    printed.map_err(|error| Failure::unwritable(Path::new("standard output"), &error))
}

/// A value as JSON text. What could steer a terminal or reorder a line is escaped there too, although JSON
/// permits some of it as it stands.
pub(crate) fn to_json(value: &impl serde::Serialize) -> Result<String, Failure> {
    serde_json::to_string_pretty(value).map(|json| escaped(&json) + "\n").map_err(Failure::usage)
}

fn escaped(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        if matches!(c, '\n' | '\t' | '\r')
            || countersign::printable(c.encode_utf8(&mut [0; 4])).len() == c.len_utf8()
        {
            escaped.push(c);
        } else {
            // Outside of strings there are no such characters, and all of them have four digits.
            escaped += &format!("\\u{:04x}", u32::from(c));
        }
    }
    escaped
}

/// A file's name, or another word of the command line, as it is shown: what it could do to a terminal is
/// escaped.
pub(crate) fn shown(name: impl AsRef<OsStr>) -> String {
    if is_standard(name.as_ref().as_ref()) {
        return "standard input".to_owned();
    }
    countersign::printable(&name.as_ref().to_string_lossy())
}
