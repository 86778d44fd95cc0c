//! What the files of the record amount to.

use super::opened::Read;
use super::{Account, AccountName, FileId, Judgement, KeyFamily, OpenedFile, Record, State};
use crate::order::order;
use countersign::{Code, DocumentOutcome, File, Question, Report, Result, VerifiedDocument, Verifier};
use std::rc::Rc;

/// A file of the record, verified.
struct Kept {
    digest: [u8; 32],
    file: File,
    bytes: Rc<[u8]>,
    /// Whether it was taken out; lists and updates stay in force all the same.
    removed: bool,
}

impl State {
    pub(super) fn verifier(&self) -> Verifier {
        Verifier::new(self.keyring.trusted(KeyFamily::Countersign).clone())
    }

    /// Takes note of the clock and of what happened, and shows what the record amounts to.
    pub(super) fn observe(&mut self) {
        let mut record = Record::clone(&self.record);
        self.judge(|verifier, account, asked| record.observe(verifier, account, asked));
        if !record.changed_since(&self.record).is_empty() {
            *self.edit() = record;
        }
        // Counted among the others, they may be over.
        if self.adopt_entry() | self.register_everybody() {
            self.observe();
        }
    }

    /// As [`observe`](Self::observe), of a record that was read: what says of no account that it is its own
    /// is the only one's.
    pub(super) fn observe_read(&mut self) {
        self.observe();
        if let [only] = self.accounts.as_slice()
            && self.record.has_unowned()
        {
            let (name, now) = (only.name.clone(), self.now);
            self.edit().adopt(&name, now);
            self.observe();
        }
    }

    /// Shows what the record amounts to, and takes note of nothing.
    pub(super) fn show(&mut self) {
        let record = Rc::clone(&self.record);
        self.judge(|verifier, account, asked| record.report(verifier, account, asked));
    }

    /// Verifies every file anew and judges those of the record, account by account.
    fn judge(&mut self, mut report: impl FnMut(&Verifier, &AccountName, Question) -> Result<Report>) {
        self.keyring.follow(&self.record);
        let verifier = self.verifier();
        let kept = self.verify(&verifier);
        let mut judgements: Vec<Option<Result<Judgement>>> = vec![None; kept.len()];
        self.accounts.clear();
        for account in self.with_entry(accounts(&kept)) {
            let report = report(&verifier, &account, self.question(&account));
            // The report has a row for each file that is not removed, in this order.
            let judged = kept.iter().enumerate().filter(|(_, kept)| !is_gone(kept));
            for (row, (index, kept)) in judged.enumerate() {
                let Ok(VerifiedDocument::License(license)) = &kept.file.outcome else { continue };
                if AccountName::of(license) == account {
                    judgements[index] = Some(judgement(&report, row));
                }
            }
            let course = report
                .as_ref()
                .map(|report| self.record.course(&verifier, &account, self.question(&account), report));
            self.accounts.push(Account { name: account, course: course.unwrap_or_default(), report });
        }
        self.list(kept, judgements);
        self.propose();
    }

    /// Verifies the files of the record, and those that were only given.
    fn verify(&mut self, verifier: &Verifier) -> Vec<Kept> {
        let documents = self.record.shared.documents();
        let given: Vec<Rc<OpenedFile>> =
            self.files.iter().filter(|file| file.kept.is_none()).cloned().collect();
        let all = documents.iter().map(|document| (document.name(), document.bytes()));
        let all = all.chain(given.iter().map(|file| (file.name.as_str(), file.bytes())));
        let mut files = verifier.open(all).files;
        let given_files = files.split_off(documents.len());
        let kept = documents.iter().zip(files).map(|(document, file)| Kept {
            digest: document.digest(),
            file,
            bytes: document.bytes().into(),
            removed: document.removed().is_some(),
        });
        let kept = kept.collect();
        let checked = given.iter().zip(given_files).map(|(given, file)| {
            let read = Read { name: &given.name, bytes: given.bytes(), outcome: file.outcome };
            Rc::new(OpenedFile::new(given.id, read, given.secrets.clone(), &self.keyring))
        });
        let checked: Vec<Rc<OpenedFile>> = checked.collect();
        for file in &mut self.files {
            if let Some(again) = checked.iter().find(|again| again.id == file.id) {
                // One that a newer one made useless is so for good.
                if !file.is_stale() {
                    *file = Rc::clone(again);
                }
            }
        }
        kept
    }

    /// Lists the files of the record that are in force beneath those that were only given, the last one
    /// first.
    fn list(&mut self, kept: Vec<Kept>, judgements: Vec<Option<Result<Judgement>>>) {
        let earlier = std::mem::take(&mut self.files);
        let (mut files, earlier): (Vec<_>, Vec<_>) =
            earlier.into_iter().partition(|file| file.kept.is_none());
        // The places of the earlier ones, by what is in them.
        let places = order(earlier.len(), &|a, b| earlier[a].kept.cmp(&earlier[b].kept));
        let mut known = vec![None; earlier.len()];
        let mut new = Vec::new();
        for (kept, judgement) in kept.into_iter().zip(judgements) {
            if is_gone(&kept) {
                continue;
            }
            let before =
                places.binary_search_by(|place| earlier[*place as usize].kept.cmp(&Some(kept.digest)));
            let before = before.ok().map(|index| places[index] as usize);
            let id = before.map_or_else(|| FileId(self.take_id()), |place| earlier[place].id);
            let read = Read { name: &kept.file.name, bytes: &kept.bytes, outcome: kept.file.outcome };
            let mut file = OpenedFile::new(id, read, None, &self.keyring);
            file.judgement = judgement;
            file.kept = Some(kept.digest);
            match before {
                Some(place) => known[place] = Some(Rc::new(file)),
                None => new.push(Rc::new(file)),
            }
        }
        files.extend(new.into_iter().rev());
        // Those that were there stay where they are.
        files.extend(known.into_iter().flatten());
        self.files = files;
    }
}

/// Whether a file of the record is in force no more.
fn is_gone(kept: &Kept) -> bool {
    let in_force = matches!(
        kept.file.outcome,
        Ok(VerifiedDocument::RevocationList(_) | VerifiedDocument::TrustUpdate(_))
    );
    kept.removed && !in_force
}

fn accounts(kept: &[Kept]) -> Vec<AccountName> {
    let mut accounts = Vec::new();
    for kept in kept.iter().filter(|kept| !is_gone(kept)) {
        let Ok(VerifiedDocument::License(license)) = &kept.file.outcome else { continue };
        let account = AccountName::of(license);
        if !accounts.contains(&account) {
            accounts.push(account);
        }
    }
    accounts
}

fn judgement(report: &Result<Report>, row: usize) -> Result<Judgement> {
    let report = report.as_ref().map_err(Clone::clone)?;
    match report.documents.get(row).map(|row| &row.outcome) {
        Some(DocumentOutcome::Authentic(row)) => Ok(Judgement {
            at: report.judged_at,
            status: row.status,
            reasons: row.reasons.clone(),
            warnings: report.warnings.clone(),
        }),
        Some(DocumentOutcome::Unproven(_)) => Err(Code::ActivationMissing.into()),
        Some(DocumentOutcome::Refused { error }) => Err(error.clone()),
        None => Err(Code::UsageInvalid.into()),
    }
}
