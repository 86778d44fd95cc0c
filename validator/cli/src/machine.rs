//! The machine that files are judged on: who it is, what it has proved, and what was deactivated there.

use crate::failure::Failure;
use crate::files::{self, shown};
use crate::issuing::signing_key;
use countersign::{Code, Deactivated, Host, HostIdentity, HostProof, LockCode, State, Thumbprint, fold_case};
use std::io::Write as _;
use std::path::Path;

/// The machine of `--host`, with the key that `--host-key` proves: whoever holds the private half could sign any
/// challenge, so having it is the proof.
pub(crate) fn host(host: Option<&str>, key: Option<&Path>) -> Result<Host, Failure> {
    let proved = key.map(proved_key).transpose()?;
    let Some(text) = host else { return Ok(Host::Unknown) };
    if text == "any" {
        return Ok(Host::Any);
    }
    match (LockCode::parse(text), proved) {
        (Ok(code), None) => Ok(Host::LockCode(code)),
        (Ok(code), proved) => Ok(Host::Proved(HostProof::of_lock_code(code, proved))),
        (Err(error), _) if !names_file(text) => Err(error.into()),
        (Err(_), proved) => {
            let identity = host_file(Path::new(text))?;
            let own = identity.key().map(|key| key.thumbprint());
            if proved.is_some() && proved != own {
                let _ = writeln!(
                    anstream::stderr(),
                    "--host-key is not the key of {}: that one is not proved.",
                    shown(text)
                );
            }
            Ok(Host::Proved(HostProof::new(&identity, proved)))
        }
    }
}

/// Whether a word that is no lock code is the name of a file: there is one, or it looks as if there should be.
fn names_file(text: &str) -> bool {
    let path = Path::new(text);
    path.is_file() || path.extension().is_some() || path.components().count() > 1
}

/// Reads a host file.
pub(crate) fn host_file(path: &Path) -> Result<HostIdentity, Failure> {
    HostIdentity::parse(&files::read(path)?).map_err(|error| Failure::in_file(path, &error))
}

fn proved_key(path: &Path) -> Result<Thumbprint, Failure> {
    Ok(signing_key(path, None)?.public_key().thumbprint())
}

/// The redundant servers that are alive; none where nothing is known of them.
pub(crate) fn alive(codes: &[String]) -> Result<Option<Vec<LockCode>>, Failure> {
    if codes.is_empty() {
        return Ok(None);
    }
    Ok(Some(lock_codes(codes)?))
}

/// Lock codes as people type them.
pub(crate) fn lock_codes(codes: &[String]) -> Result<Vec<LockCode>, Failure> {
    codes.iter().map(|code| Ok(LockCode::parse(code)?)).collect()
}

/// What the journal of a state says was deactivated.
pub(crate) fn deactivations(path: Option<&Path>) -> Result<Vec<Deactivated>, Failure> {
    let Some(path) = path else { return Ok(Vec::new()) };
    let state = state(path, &files::read(path)?)?;
    let noted = state.past_deactivations();
    Ok(noted
        .map(|noted| Deactivated { activation: noted.activation.clone(), serial: noted.serial })
        .collect())
}

/// Reads a state that something is to be written to: a file that is no state from its first line to its last is refused.
pub(crate) fn whole_state(path: &Path, bytes: &[u8]) -> Result<State, Failure> {
    let (state, dropped) = State::parse(bytes, fold_case);
    let Some(dropped) = dropped.first() else { return Ok(state) };
    let (name, line, error) = (shown(path), dropped.line, &dropped.error);
    let code = if error.code() == Code::StateVersion { Code::StateVersion } else { Code::StateFormat };
    Err(Failure::new(
        code.as_str(),
        format!(
            "{name} is not added to, since line {line} is none of a state: {error} Give the state of this \
             installation, without a line that is damaged, or the name of a new file."
        ),
    ))
}

/// Reads a state. A line that is damaged costs that line alone, and is named.
pub(crate) fn state(path: &Path, bytes: &[u8]) -> Result<State, Failure> {
    let (state, dropped) = State::parse(bytes, fold_case);
    for dropped in dropped {
        if dropped.error.code() == Code::StateFormat || dropped.error.code() == Code::StateVersion {
            return Err(Failure::in_file(path, &dropped.error));
        }
        let (name, line, error) = (shown(path), dropped.line, dropped.error);
        let said = countersign::printable(&error.to_string());
        let _ = writeln!(anstream::stderr(), "{name}, line {line} is passed over: {said}");
    }
    Ok(state)
}
