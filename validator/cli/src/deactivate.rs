//! `countersign deactivate`: a host gives its activation back.

use crate::Verdict;
use crate::args::{Deactivate, Format};
use crate::failure::Failure;
use crate::files::{self, Existing, NewFile, Prepared, Secrecy, shown};
use crate::issuing::{Ready, signing_key};
use crate::machine;
use crate::opening::{read_all, read_keys};
use crate::sign::now;
use countersign::issue::DeactivationDraft;
use countersign::{State, UnixTime, VerifiedDocument, Verifier, fold_case};
use serde_json::json;
use std::fs::{File, Metadata};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

/// The argument that names the state.
const STATE: &str = "state";

pub(crate) fn run(args: &Deactivate, format: Format) -> Result<Verdict, Failure> {
    let now = args.at.at()?.map_or_else(now, Ok)?;
    let key = signing_key(&args.host_key, None)?;
    let verifier = Verifier::new(read_keys(&args.keys)?);
    let paths = std::iter::once(args.activation.as_path()).chain(args.licenses.iter().map(PathBuf::as_path));
    let contents = read_all(paths, None)?;
    let files = verifier.open(contents.iter().map(|(name, bytes)| (name.as_str(), &bytes[..]))).files;
    if let Some((path, error)) =
        files.iter().find_map(|file| Some((&file.name, file.outcome.as_ref().err()?)))
    {
        return Err(Failure::in_file(Path::new(path), error).exit(2));
    }
    let first = files.first().and_then(|file| file.outcome.as_ref().ok());
    let Some(activation) = first.and_then(VerifiedDocument::activation) else {
        let message =
            format!("{} is no activation. Give the activation of this host.", shown(&args.activation));
        return Err(Failure::usage(message));
    };
    let mut draft = DeactivationDraft::of(activation);
    draft.reason.clone_from(&args.reason);
    let signed = draft.sign(&key, now)?;
    let noted = args.state.as_deref().map(|path| Note::new(path, &draft, now)).transpose()?;
    let receipt = Ready::new(&signed, &args.output)?;
    // Whoever has the receipt could free the seat: it is noted here before there is one.
    match (noted, receipt) {
        // Both or none: by one name there would be a state in the place of the receipt.
        (Some(Note::New(state)), Ready::File(receipt)) => state.and(receipt).place()?,
        (noted, receipt) => {
            noted.map_or(Ok(()), Note::write)?;
            receipt.write()?;
        }
    }
    if args.output.file().is_some() {
        tell(&draft, format)?;
    }
    Ok(Verdict::Good)
}

/// The note in a state that an activation is no longer used, ready to be written: what is refused is refused by then.
enum Note {
    /// It is there already.
    Known,
    /// There is no such file yet.
    New(Prepared),
    /// One more line of a file that nobody else writes to, so that nothing else of it is touched, also what this
    /// version can't read.
    Line { file: File, path: PathBuf, length: u64, line: String },
}

impl Note {
    fn new(path: &Path, draft: &DeactivationDraft, now: UnixTime) -> Result<Self, Failure> {
        let (activation, serial) = (&draft.activation, draft.serial);
        let mut noted = State::new(fold_case);
        noted.deactivate(activation.clone(), serial, now);
        let lines = noted.to_lines();
        // A link that leads nowhere is there, and is refused as an output is.
        if path.symlink_metadata().is_err_and(|error| error.kind() == ErrorKind::NotFound) {
            let (secrecy, existing) = (Secrecy::Default, Existing::Kept);
            let file = NewFile { path, content: &lines, secrecy, existing };
            return Ok(Note::New(files::prepare(&[file])?));
        }
        let target = files::extendable(path, STATE)?;
        let mut file = locked(&target).map_err(|error| Failure::unwritable(path, &error))?;
        let mut text = Vec::new();
        file.read_to_end(&mut text).map_err(|error| Failure::unreadable(path, &error))?;
        let length = text.len() as u64;
        let path = path.to_owned();
        if text.is_empty() {
            return Ok(Note::Line { file, path, length, line: lines });
        }
        let state = machine::whole_state(&path, &text)?;
        if state.past_deactivations().any(|noted| noted.activation == activation && noted.serial >= serial) {
            return Ok(Note::Known);
        }
        // The last line may have no line feed after it.
        let begin = if text.ends_with(b"\n") { "" } else { "\n" };
        let entries = lines.split_once('\n').map_or("", |(_, entries)| entries);
        Ok(Note::Line { file, path, length, line: [begin, entries].concat() })
    }

    fn write(self) -> Result<(), Failure> {
        match self {
            Note::Known => Ok(()),
            Note::New(file) => file.place(),
            Note::Line { mut file, path, length, line } => {
                let written = file.write_all(line.as_bytes()).and_then(|()| file.sync_all());
                written.map_err(|error| {
                    // Half a line would make it a file that is no state.
                    let _ = file.set_len(length).and_then(|()| file.sync_all());
                    Failure::unwritable(&path, &error)
                })
            }
        }
    }
}

/// A file to add to, while nobody else writes to it. Another may have been put in its place while one waited.
fn locked(path: &Path) -> io::Result<File> {
    loop {
        let file = File::options().read(true).append(true).open(path)?;
        file.lock()?;
        if is_same(&file.metadata()?, &path.metadata()?) {
            return Ok(file);
        }
    }
}

#[cfg(unix)]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// Where a file that is locked can't be replaced.
#[cfg(not(unix))]
fn is_same(_: &Metadata, _: &Metadata) -> bool {
    true
}

fn tell(draft: &DeactivationDraft, format: Format) -> Result<(), Failure> {
    let name = &draft.activation;
    files::print(&match format {
        Format::Json => files::to_json(&json!({
            "typ": "deactivation+jwt",
            "activation": name.id,
            "license": name.license,
            "serial": draft.serial,
        }))?,
        Format::Text => format!(
            "activation  {} serial {}\nlicence     {}\n",
            countersign::printable(&name.id),
            draft.serial,
            countersign::printable(&name.license)
        ),
    })
}
