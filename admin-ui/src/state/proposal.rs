//! A change of the files, shown before it is made.

use super::activation::{activation, status_in};
use super::{
    AccountName, Announcement, FileId, Import, KeyFamily, Notice, OpenedFile, Outcome, Record, State,
};
use countersign::{
    Activation, AuthenticRow, Code, DocumentOutcome, Host, LicenseKind, OpenedState, Preview, Report, Result,
    Status, StoredDocument, TrustedKeys,
};
use std::collections::BTreeSet;
use std::rc::Rc;

/// What would change if the files that were given were added, and others taken out.
#[derive(Clone)]
pub(crate) struct Proposal {
    /// The files that would come.
    pub(crate) adding: Vec<Rc<OpenedFile>>,
    /// The files that would go.
    pub(crate) removing: Vec<Rc<OpenedFile>>,
    /// What it would come to, for each account that it touches.
    pub(crate) accounts: Vec<(AccountName, Result<Preview>)>,
    /// Of the activations that would come, what each is worth wherever its machine is, and in this browser.
    pub(crate) activations: Vec<(FileId, Option<Status>, Option<Status>)>,
    record: Record,
    /// The files of that record, verified, and by which keys.
    pub(super) opened: (TrustedKeys, Rc<OpenedState>),
}

/// A change whose files are added, and of which it is not made out yet what it comes to.
#[derive(Clone)]
pub(super) struct Staged {
    fresh: Vec<Rc<OpenedFile>>,
    removing: Vec<Rc<OpenedFile>>,
    record: Record,
    opened: (TrustedKeys, Rc<OpenedState>),
}

impl Staged {
    pub(super) fn fresh(&self) -> &[Rc<OpenedFile>] {
        &self.fresh
    }
}

/// What the last change, which can still be taken back, did to the files, by their names.
pub(crate) struct ChangedFiles<'a> {
    pub(crate) added: Vec<&'a str>,
    pub(crate) removed: Vec<&'a str>,
}

/// A licence that would not count any more, or would not count though it came.
pub(crate) struct NotCounting<'a> {
    /// The file.
    pub(crate) file: &'a str,
    pub(crate) status: Status,
}

impl State {
    /// Works out what the files would change that were given and not added yet, and those that are to go.
    pub(super) fn propose(&mut self) {
        self.proposal = None;
        let adding: Vec<Rc<OpenedFile>> =
            self.files.iter().rev().filter(|file| file.is_proposed()).cloned().collect();
        let removing: Vec<Rc<OpenedFile>> =
            self.files.iter().filter(|file| self.removing.contains(&file.id)).cloned().collect();
        if adding.is_empty() && removing.is_empty() {
            return;
        }
        let mut record = Record::clone(&self.record);
        for file in &removing {
            if let Some(digest) = file.kept {
                record.shared_mut().remove(&digest, self.now);
            }
        }
        let files = adding.iter().map(|file| (file.name.as_str(), file.bytes()));
        let (outcomes, opened) = record.shared_mut().add_and_open(files, &self.verifier(), self.now);
        let mut fresh = Vec::new();
        for (file, added) in adding.into_iter().zip(outcomes) {
            match added.outcome {
                Ok(_) => fresh.push(file),
                Err(error) => self.refuse(file.id, Outcome::Refused(error)),
            }
        }
        if fresh.is_empty() && removing.is_empty() {
            return;
        }
        let keys = self.keyring.trusted(KeyFamily::Countersign).clone();
        self.preview_of(Staged { fresh, removing, record, opened: (keys, Rc::new(opened)) });
    }

    /// Makes out what a change comes to.
    pub(super) fn preview(&mut self, staged: Staged) {
        let Staged { fresh, removing, record, opened } = staged;
        let (verified, _) = self.verify();
        let mut names = Vec::new();
        for file in fresh.iter().chain(&removing) {
            if let Outcome::License { license, .. } = &file.outcome {
                let name = AccountName::of(license);
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        let preview = |name| {
            let preview =
                self.record.preview(&verified.opened, (&record, &opened.1), &name, self.question(&name));
            (name, preview)
        };
        let mut accounts: Vec<_> = names.into_iter().map(preview).collect();
        if fresh.iter().any(|file| matches!(file.outcome, Outcome::Other { .. })) {
            // A list or an update may touch any account.
            let named = |name: &AccountName| accounts.iter().any(|(named, _)| named == name);
            let others = self.accounts.iter().map(|account| &account.name).filter(|name| !named(name));
            let others: Vec<_> =
                others.cloned().map(preview).filter(|(_, preview)| is_change(preview)).collect();
            accounts.extend(others);
        }
        let activations = fresh.iter().filter_map(|file| {
            let activation = activation(file)?;
            let by = |host| self.status_among(&record, &opened.1, activation, host);
            Some((file.id, by(Host::Any), by(self.here())))
        });
        let activations = activations.collect();
        self.proposal =
            Some(Rc::new(Proposal { adding: fresh, removing, accounts, activations, record, opened }));
    }

    /// Makes the change that is shown.
    pub(super) fn apply_proposal(&mut self) {
        let Some(proposal) = self.proposal.take().map(Rc::unwrap_or_clone) else { return };
        let before = Rc::clone(&self.record);
        let is_final = proposal.adding.iter().any(|file| file.is_final());
        *self.edit() = proposal.record;
        self.undo = (!is_final).then_some(before);
        self.prepared = Some(proposal.opened);
        for file in self.files.iter_mut().filter(|file| file.is_proposed()) {
            // What it is is known, and its place too.
            let file = Rc::make_mut(file);
            file.kept = Some(file.digest());
        }
        self.lay_aside();
        self.observe();
        if let Some(file) = proposal.removing.last() {
            self.announce(Announcement::Removed { name: file.name.clone() });
        }
        if let Some(file) = proposal.adding.last() {
            self.announce_verdict(file.bytes());
        }
    }

    /// Lays the change aside; what was given for it is gone.
    pub(super) fn lay_aside(&mut self) {
        self.notices.retain(|(_, notice)| *notice != Notice::Pending);
        self.proposal = None;
        self.removing.clear();
        self.files.retain(|file| !file.is_proposed());
    }

    /// Goes back to how it was before the last change. What the clock has shown since is not forgotten.
    pub(super) fn undo(&mut self) {
        let Some(before) = self.undo.take() else { return };
        let mut record = Record::clone(&before);
        record.shared_mut().take_readings(&self.record.shared);
        *self.edit() = record;
        // What an import says came of it is so no more.
        if matches!(self.seats.import, Some(Import::Done(_))) {
            self.seats.import = None;
        }
        self.announce(Announcement::Undone);
        self.show();
    }

    /// What the last change did to the files; none where no change can be taken back.
    pub(crate) fn changed_files(&self) -> Option<ChangedFiles<'_>> {
        let before = self.undo.as_ref()?;
        let names = |record, other| {
            let other: BTreeSet<&[u8]> = present(other).map(StoredDocument::bytes).collect();
            present(record).filter(|file| !other.contains(file.bytes())).map(StoredDocument::name).collect()
        };
        Some(ChangedFiles { added: names(&self.record, before), removed: names(before, &self.record) })
    }

    /// What an activation comes to among the files of a record, on a machine.
    fn status_among(
        &self,
        record: &Record,
        opened: &OpenedState,
        activation: &Activation,
        host: Host,
    ) -> Option<Status> {
        let files = record.shared.documents_in(opened).unwrap_or_default();
        let there = files.iter().filter(|(_, document, _)| document.removed().is_none());
        let mut licenses =
            there.filter_map(|(_, _, file)| file.outcome.as_ref().ok()?.license()).filter(|license| {
                license.product == activation.product
                    && license.account == activation.account
                    && license.id == activation.license
            });
        let Some(license) = licenses.next() else { return Some(Status::LicenseMissing) };
        let name = AccountName::of(license);
        let mut question = self.question(&name);
        question.host = host;
        status_in(&record.report(opened, &name, question).ok()?, activation)
    }

    fn refuse(&mut self, id: FileId, outcome: Outcome) {
        if let Some(file) = self.files.iter_mut().find(|file| file.id == id) {
            Rc::make_mut(file).outcome = outcome;
        }
    }
}

impl OpenedFile {
    /// The name of the licence in it, if it is one.
    pub(crate) fn title(&self) -> &str {
        match &self.outcome {
            Outcome::License { license, .. } => &license.name,
            _ => "",
        }
    }

    /// Whether it is an authentic licence.
    pub(crate) fn is_license(&self) -> bool {
        matches!(self.outcome, Outcome::License { .. })
    }

    /// Whether it is authentic and not part of the record yet.
    pub(crate) fn is_proposed(&self) -> bool {
        self.kept.is_none() && matches!(self.outcome, Outcome::License { .. } | Outcome::Other { .. })
    }

    /// Whether to add it can't be taken back: what was revoked or retired must not revive, and that an
    /// emergency has started must not be forgotten.
    fn is_final(&self) -> bool {
        match &self.outcome {
            Outcome::License { license, .. } => license.kind == LicenseKind::Emergency,
            Outcome::Other { .. } => true,
            _ => false,
        }
    }

    /// Whether it was found to be of no use beside what is there already.
    pub(super) fn is_stale(&self) -> bool {
        matches!(&self.outcome, Outcome::Refused(error) if error.code() == Code::Stale)
    }
}

/// The files of a record that are in use.
fn present(record: &Record) -> impl Iterator<Item = &StoredDocument> {
    record.shared.documents().into_iter().filter(|document| document.removed().is_none())
}

/// Whether an account would notice anything.
fn is_change(preview: &Result<Preview>) -> bool {
    preview
        .as_ref()
        .map_or(true, |preview| !preview.differences.is_empty() || !not_counting(preview).is_empty())
}

/// The licences that would not count, and either do now or would come.
pub(crate) fn not_counting(preview: &Preview) -> Vec<NotCounting<'_>> {
    let counted = |row: &AuthenticRow| {
        let mut before =
            rows(&preview.before).filter(|(_, other)| other.jti == row.jti && other.serial == row.serial);
        before.next().is_none_or(|(_, other)| other.counts)
    };
    let after = rows(&preview.after).filter(|(_, row)| !row.counts && is_judged(row.status) && counted(row));
    after.map(|(file, row)| NotCounting { file, status: row.status }).collect()
}

/// Whether a document is of the account that the report is about.
fn is_judged(status: Status) -> bool {
    !matches!(status, Status::WrongAccount | Status::WrongProduct)
}

fn rows(report: &Report) -> impl Iterator<Item = (&str, &AuthenticRow)> {
    report.documents.iter().filter_map(|row| match &row.outcome {
        DocumentOutcome::Authentic(authentic) => Some((row.file.as_str(), authentic)),
        DocumentOutcome::Unproven(_) | DocumentOutcome::Refused { .. } => None,
    })
}
