//! `countersign deactivate`: a host gives its activation back.

use crate::Verdict;
use crate::args::{Deactivate, Format};
use crate::failure::Failure;
use crate::files::{self, Existing, shown};
use crate::issuing::{signing_key, write};
use crate::machine;
use crate::opening::{read_all, read_keys};
use crate::sign::now;
use countersign::issue::DeactivationDraft;
use countersign::{ActivationName, State, UnixTime, VerifiedDocument, Verifier, fold_case};
use serde_json::json;
use std::fs::File;
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

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
    // Whoever has the receipt could free the seat: it is noted here before there is one.
    if let Some(path) = &args.state {
        note(path, &draft.activation, draft.serial, now)?;
    }
    write(&signed, &args.output)?;
    if args.output.file().is_some() {
        tell(&draft, format)?;
    }
    Ok(Verdict::Good)
}

/// Notes in a state that an activation is no longer used: as one more line, so that nothing else of the file is
/// touched, also what this version can't read.
fn note(path: &Path, activation: &ActivationName, serial: u64, now: UnixTime) -> Result<(), Failure> {
    let mut noted = State::new(fold_case);
    noted.deactivate(activation.clone(), serial, now);
    let lines = noted.to_lines();
    let opened = File::options().read(true).append(true).open(path);
    let mut file = match opened {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return files::create(Some(path), &lines, Existing::Kept);
        }
        opened => opened.map_err(|error| Failure::unwritable(path, &error))?,
    };
    files::note_input(path);
    let mut text = Vec::new();
    let read = file.lock().and_then(|()| file.read_to_end(&mut text));
    read.map_err(|error| Failure::unreadable(path, &error))?;
    let state = machine::state(path, &text)?;
    if state.past_deactivations().any(|noted| noted.activation == activation && noted.serial >= serial) {
        return Ok(());
    }
    // A line that was cut off must not swallow the new one.
    let begin = if text.ends_with(b"\n") { "" } else { "\n" };
    let entries = lines.split_once('\n').map_or("", |(_, entries)| entries);
    let written = file.write_all([begin, entries].concat().as_bytes()).and_then(|()| file.sync_all());
    written.map_err(|error| Failure::unwritable(path, &error))
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
