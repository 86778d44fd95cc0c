//! What is done only once it was confirmed.

use super::{AccountName, FileId, Record};
use countersign::{ClauseRow, Code, Keep, Thumbprint};

/// A change of everything that is kept, which waits to be confirmed.
#[derive(Clone, Debug)]
pub(crate) enum Confirm {
    /// A backup is to be merged into what is kept.
    Restore(Box<Backup>),
    /// Everything that is kept is to be deleted.
    DeleteAll,
    /// A key is to be retired, which signed so many of the files.
    RetireKey { thumbprint: Thumbprint, keep: Keep, files: usize },
    /// An activation of this browser is to be given back.
    Return { file: FileId, name: String, license: String },
    /// The emergency that a licence permits is to be started.
    StartEmergency { account: AccountName, entitlement: String, clause: ClauseRow },
}

/// A backup that was read.
#[derive(Clone, Debug)]
pub(crate) struct Backup {
    /// The file.
    pub(crate) name: String,
    pub(super) record: Record,
    /// How many files of the vendor's it has.
    pub(crate) documents: usize,
    /// The keys in it that are not trusted yet, and would be.
    pub(crate) new_keys: Vec<Thumbprint>,
    /// The lines of it that can't be read.
    pub(crate) unread: usize,
}

impl Backup {
    /// Reads a backup.
    ///
    /// # Errors
    /// Why it is none.
    pub(super) fn read(name: String, bytes: &[u8], present: &Record) -> countersign::Result<Self> {
        let (record, unread) = Record::parse(bytes);
        // What a newer version means by its lines is not known here.
        if let Some(newer) = unread.iter().find(|dropped| dropped.error.code() == Code::StateVersion) {
            return Err(newer.error.clone());
        }
        if !Record::is_one(bytes) && record.to_text() == Record::default().to_text() {
            return Err(Code::StateFormat.into());
        }
        let own = present.shared.keys();
        let new = record
            .shared
            .keys()
            .iter()
            .map(|key| key.key.thumbprint())
            .filter(|key| own.get(key).is_none())
            .collect::<Vec<_>>();
        let foreign = record.keygen.iter().map(|key| key.key.thumbprint());
        let foreign = foreign.filter(|key| present.keygen.get(key).is_none());
        Ok(Self {
            name,
            documents: record
                .shared
                .documents()
                .iter()
                .filter(|document| document.removed().is_none())
                .count(),
            new_keys: new.into_iter().chain(foreign).collect(),
            unread: unread.len(),
            record,
        })
    }
}
