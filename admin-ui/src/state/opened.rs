//! The files that were opened, and what came of them.

use super::{Contents, KeyFamily, KeygenOutcome, Keyring, keygen};
use countersign::keygen::KeygenSecrets;
use countersign::{
    Carrier, Code, DocumentType, Envelope, Error, License, Reason, Result, Status, Thumbprint, TrustedKeys,
    UnixTime, Verified, VerifiedDocument, Warning,
};
use sha2::{Digest, Sha256};
use std::fmt;
use std::rc::Rc;

/// Identifies an opened file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FileId(pub(super) u32);

impl fmt::Display for FileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// A file that was opened.
#[derive(Clone)]
pub(crate) struct OpenedFile {
    pub(crate) id: FileId,
    pub(crate) name: String,
    pub(crate) outcome: Outcome,
    /// Of an authentic licence or activation: what it is worth beside the others of its account.
    pub(crate) judgement: Option<Result<Judgement>>,
    /// Where it is part of the record: the SHA-256 by which it is known there.
    pub(crate) kept: Option<[u8; 32]>,
    /// What was entered to decrypt it.
    pub(super) secrets: Option<KeygenSecrets>,
    bytes: Rc<[u8]>,
}

/// What came of a file.
#[derive(Clone)]
pub(crate) enum Outcome {
    /// It is an authentic licence.
    License { structure: Structure, license: Rc<Verified<License>> },
    /// It is an authentic document of another type.
    Other { structure: Structure, document: Rc<VerifiedDocument> },
    /// It is a document, but no trusted signature over it holds, or it does not say what it should: nothing
    /// of its contents may be shown.
    Unverified { structure: Structure, error: Error },
    /// It is a file of another vendor, who uses Keygen.
    Keygen(KeygenOutcome),
    /// It is not a document, or one that is of no use any more.
    Refused(Error),
    /// It is a public key, or several.
    KeyFile,
}

/// What can be said of a document without trusting anything in it.
#[derive(Clone, Debug)]
pub(crate) struct Structure {
    pub(crate) document_type: DocumentType,
    pub(crate) carrier: Carrier,
    /// The keys that it says signed it.
    pub(crate) key_ids: Vec<Thumbprint>,
}

/// What a licence is worth at an instant.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Judgement {
    pub(crate) at: UnixTime,
    pub(crate) status: Status,
    /// Every reason for that, the weightiest first.
    pub(crate) reasons: Vec<Reason>,
    /// Of the licences of the account together.
    pub(crate) warnings: Vec<Warning>,
}

/// A file, and what the verifier made of it.
pub(super) struct Read<'a> {
    pub(super) name: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) outcome: Result<VerifiedDocument>,
}

impl OpenedFile {
    pub(super) fn new(id: FileId, read: Read<'_>, secrets: Option<KeygenSecrets>, keyring: &Keyring) -> Self {
        Self {
            id,
            name: read.name.to_owned(),
            bytes: read.bytes.into(),
            outcome: examine(read, None, secrets.as_ref(), keyring),
            judgement: None,
            kept: None,
            secrets,
        }
    }

    /// The same file, of which the verifier made this now.
    pub(super) fn renewed(&self, outcome: Result<VerifiedDocument>, keyring: &Keyring) -> Self {
        let read = Read { name: &self.name, bytes: &self.bytes, outcome };
        let structure = match &self.outcome {
            Outcome::License { structure, .. }
            | Outcome::Other { structure, .. }
            | Outcome::Unverified { structure, .. } => Some(structure),
            Outcome::Keygen(_) | Outcome::Refused(_) | Outcome::KeyFile => None,
        };
        Self { outcome: examine(read, structure, self.secrets.as_ref(), keyring), ..self.clone() }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// SHA-256, by which the record knows it.
    pub(super) fn digest(&self) -> [u8; 32] {
        Sha256::digest(&self.bytes).into()
    }

    /// The next instant after `now` that one of its dates names.
    pub(super) fn next_change(&self, now: UnixTime) -> Option<UnixTime> {
        let dates: Vec<UnixTime> = match &self.outcome {
            Outcome::License { license, .. } => {
                let ends = license.entitlements.iter().map(|entitlement| entitlement.expires);
                let support_end = license.support_until.map(|day| day.end());
                let own = [license.not_before, license.expires, license.end(), support_end];
                own.into_iter().chain(ends).flatten().collect()
            }
            Outcome::Keygen(KeygenOutcome::Authentic { contents: Contents::Open(contents), .. }) => {
                contents.end().into_iter().collect()
            }
            Outcome::Keygen(_)
            | Outcome::Other { .. }
            | Outcome::Unverified { .. }
            | Outcome::Refused(_)
            | Outcome::KeyFile => Vec::new(),
        };
        dates.into_iter().filter(|instant| *instant > now).min()
    }
}

impl Structure {
    fn read(bytes: &[u8]) -> Result<Self> {
        let envelope = Envelope::read(bytes)?;
        Ok(Self {
            document_type: envelope.document_type(),
            carrier: envelope.carrier(),
            key_ids: envelope.key_ids().collect(),
        })
    }
}

/// What came of a file. Its structure is what the bytes say: known once, it need not be read again.
fn examine(
    read: Read<'_>,
    known: Option<&Structure>,
    secrets: Option<&KeygenSecrets>,
    keyring: &Keyring,
) -> Outcome {
    let structure = match known.cloned().map_or_else(|| Structure::read(read.bytes), Ok) {
        Ok(structure) => structure,
        Err(error) => return examine_other(read.bytes, secrets, keyring, error),
    };
    match read.outcome {
        Ok(VerifiedDocument::License(license)) => Outcome::License { structure, license: Rc::new(license) },
        Ok(document) => Outcome::Other { structure, document: Rc::new(document) },
        // It is authentic: there is nothing to hide, nor any use for it.
        Err(error) if error.code() == Code::Stale => Outcome::Refused(error),
        Err(error) => Outcome::Unverified { structure, error },
    }
}

/// What is no document of ours may be another vendor's, or a key: a private one is most worth telling apart.
fn examine_other(bytes: &[u8], secrets: Option<&KeygenSecrets>, keyring: &Keyring, error: Error) -> Outcome {
    match keygen::examine(bytes, keyring.trusted(KeyFamily::Keygen), secrets) {
        Some(Ok(outcome)) => return Outcome::Keygen(outcome),
        Some(Err(error)) => return Outcome::Refused(error),
        None => {}
    }
    match TrustedKeys::parse(bytes) {
        Ok(keys) if !keys.is_empty() => Outcome::KeyFile,
        Err(private) if private.code() == Code::KeyPrivate => Outcome::Refused(private),
        _ => Outcome::Refused(error),
    }
}
