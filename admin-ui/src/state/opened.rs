//! The files that were opened, and what came of them.

use super::{Contents, KeyFamily, KeygenOutcome, Keyring, keygen};
use countersign::keygen::KeygenSecrets;
use countersign::{
    Carrier, Code, DocumentOutcome, DocumentType, Envelope, Error, File, Host, License, Question, Result,
    Status, Thumbprint, TrustedKeys, UnixTime, Verified, Warning, judge,
};
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
    /// Of an authentic licence: what it is worth beside the others that are open.
    pub(crate) judgement: Option<Result<Judgement>>,
    /// What was entered to decrypt it.
    pub(super) secrets: Option<KeygenSecrets>,
    bytes: Rc<[u8]>,
}

/// What came of a file.
#[derive(Clone)]
pub(crate) enum Outcome {
    /// It is an authentic licence.
    License { structure: Structure, license: Rc<Verified<License>> },
    /// It is a document, but no trusted signature over it holds, or it does not say what it should: nothing
    /// of its contents may be shown.
    Unverified { structure: Structure, error: Error },
    /// It is a file of another vendor, who uses Keygen.
    Keygen(KeygenOutcome),
    /// It is not a document.
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
    /// Of the licences of the account together.
    pub(crate) warnings: Vec<Warning>,
}

impl OpenedFile {
    pub(super) fn check(
        id: FileId,
        name: String,
        bytes: Rc<[u8]>,
        secrets: Option<KeygenSecrets>,
        keyring: &Keyring,
    ) -> Self {
        let outcome = examine(&bytes, secrets.as_ref(), keyring);
        Self { id, name, outcome, judgement: None, secrets, bytes }
    }

    pub(super) fn check_again(&self, secrets: Option<KeygenSecrets>, keyring: &Keyring) -> Self {
        Self::check(self.id, self.name.clone(), Rc::clone(&self.bytes), secrets, keyring)
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
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
            Outcome::Keygen(_) | Outcome::Unverified { .. } | Outcome::Refused(_) | Outcome::KeyFile => {
                Vec::new()
            }
        };
        dates.into_iter().filter(|instant| *instant > now).min()
    }
}

fn examine(bytes: &[u8], secrets: Option<&KeygenSecrets>, keyring: &Keyring) -> Outcome {
    let envelope = match Envelope::read(bytes) {
        Ok(envelope) => envelope,
        Err(error) => return examine_other(bytes, secrets, keyring, error),
    };
    let structure = Structure {
        document_type: envelope.document_type(),
        carrier: envelope.carrier(),
        key_ids: envelope.key_ids().collect(),
    };
    match envelope.verify(keyring.trusted(KeyFamily::Countersign)) {
        Ok(license) => Outcome::License { structure, license: Rc::new(license) },
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

/// Issuer, product and account.
type Account = [String; 3];

/// Judges the licences at an instant: those of one account beside each other, so that one that was
/// superseded is seen to be.
pub(super) fn judge_all(files: &mut [Rc<OpenedFile>], now: UnixTime) {
    let mut accounts: Vec<(Account, Vec<(usize, File)>)> = Vec::new();
    for (index, file) in files.iter().enumerate() {
        let Outcome::License { license, .. } = &file.outcome else { continue };
        let account = [license.issuer.clone(), license.product.clone(), license.account.clone()];
        let licence = File { name: file.name.clone(), outcome: Ok(Verified::clone(license).into()) };
        match accounts.iter_mut().find(|(own, _)| *own == account) {
            Some((_, licences)) => licences.push((index, licence)),
            None => accounts.push((account, vec![(index, licence)])),
        }
    }
    for ([_, product, account], licences) in accounts {
        let (indexes, licences): (Vec<usize>, Vec<File>) = licences.into_iter().unzip();
        let mut question = Question::at(now);
        question.product = Some(product);
        question.account = Some(account);
        question.host = Host::Any;
        let judgements = judge_account(&licences, &question);
        for (index, judgement) in indexes.into_iter().zip(judgements) {
            Rc::make_mut(&mut files[index]).judgement = Some(judgement);
        }
    }
}

fn judge_account(licences: &[File], question: &Question) -> Vec<Result<Judgement>> {
    let report = match judge(licences, question) {
        Ok(report) => report,
        Err(error) => return vec![Err(error); licences.len()],
    };
    let judgement = |outcome: DocumentOutcome| match outcome {
        DocumentOutcome::Refused { error } => Err(error),
        DocumentOutcome::Authentic(row) => {
            Ok(Judgement { at: report.judged_at, status: row.status, warnings: report.warnings.clone() })
        }
    };
    report.documents.into_iter().map(|row| judgement(row.outcome)).collect()
}
