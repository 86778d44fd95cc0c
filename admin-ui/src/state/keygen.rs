//! Keygen's licence and machine files.

use countersign::keygen::{KeygenContents, KeygenFile, KeygenKeys, KeygenKind, KeygenSecrets};
use countersign::{Code, Error, Result, Thumbprint, TrustedKeys};
use std::rc::Rc;

/// What came of a Keygen file.
#[derive(Clone)]
pub(crate) enum KeygenOutcome {
    /// A registered key signed it.
    Authentic { kind: KeygenKind, signer: Thumbprint, contents: Contents },
    /// It is a Keygen file, but no registered key's signature over it holds.
    Unverified { kind: KeygenKind, error: Error },
}

/// The contents of an authentic file.
#[derive(Clone)]
pub(crate) enum Contents {
    /// They can be read.
    Open(Rc<KeygenContents>),
    /// They are encrypted, and nothing was entered to decrypt them.
    Locked,
    /// They can't be read, or what was entered does not decrypt them.
    Refused(Error),
}

/// Checks a Keygen file; none where it is something else.
pub(super) fn examine(
    bytes: &[u8],
    registered: &TrustedKeys,
    secrets: Option<&KeygenSecrets>,
) -> Option<Result<KeygenOutcome>> {
    let file = match KeygenFile::read(bytes) {
        Ok(file) => file,
        Err(error) if is_foreign(&error) => return None,
        Err(error) => return Some(Err(error)),
    };
    let kind = file.kind();
    Some(Ok(match verify(file, registered, secrets) {
        Ok((signer, contents)) => KeygenOutcome::Authentic { kind, signer, contents },
        Err(error) => KeygenOutcome::Unverified { kind, error },
    }))
}

/// Whether it was refused before anything was found that only Keygen writes.
fn is_foreign(error: &Error) -> bool {
    matches!(
        error.code(),
        Code::SizeEmpty
            | Code::SizeTooLarge
            | Code::ArmorMissing
            | Code::ArmorRepeated
            | Code::ArmorEndMissing
            | Code::ArmorLabelUnknown
    )
}

fn verify(
    file: KeygenFile,
    registered: &TrustedKeys,
    secrets: Option<&KeygenSecrets>,
) -> Result<(Thumbprint, Contents)> {
    let keys = if registered.is_empty() {
        KeygenKeys::default()
    } else {
        KeygenKeys::parse(registered.to_jwk_set().as_bytes())?
    };
    let file = file.verify(&keys)?;
    let contents = match file.contents(secrets) {
        Ok(contents) => Contents::Open(Rc::new(contents)),
        Err(_) if file.is_encrypted() && secrets.is_none() => Contents::Locked,
        Err(error) => Contents::Refused(error),
    };
    Ok((file.signer(), contents))
}
