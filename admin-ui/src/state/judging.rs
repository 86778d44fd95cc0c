//! What the files of the record amount to.

use super::opened::Read;
use super::{Account, AccountName, FileId, Judgement, KeyFamily, OpenedFile, Record, State};
use crate::order::order;
use countersign::{
    Code, DocumentOutcome, File, OpenedState, Question, Report, Result, Status, StoredDocument, TrustedKeys,
    VerifiedDocument, Verifier,
};
use std::rc::Rc;

/// The files of the record as they were verified, good as long as no file and no key comes or goes.
pub(super) struct Verification {
    /// Those of this vendor, and those of vendors who use Keygen.
    keys: [TrustedKeys; 2],
    pub(super) opened: Rc<OpenedState>,
}

/// A file of the record, verified.
struct Kept<'r> {
    digest: [u8; 32],
    document: &'r StoredDocument,
    file: &'r File,
}

impl State {
    pub(super) fn verifier(&self) -> Verifier {
        Verifier::new(self.keyring.trusted(KeyFamily::Countersign).clone())
    }

    /// Takes note of the clock and of what happened, and shows what the record amounts to.
    pub(super) fn observe(&mut self) {
        let mut record = Record::clone(&self.record);
        self.judge(|opened, account, asked| record.observe(opened, account, asked));
        if record.differs_from(&self.record) {
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
        self.judge(|opened, account, asked| record.report(opened, account, asked));
    }

    /// Judges the files of the record, account by account. They are verified only where a file or a key came or
    /// went since: an amount that is typed in changes neither.
    fn judge(&mut self, mut report: impl FnMut(&OpenedState, &AccountName, Question) -> Result<Report>) {
        self.keyring.follow(&self.record);
        let (verified, is_fresh) = self.verify();
        let record = Rc::clone(&self.record);
        let kept = record.shared.documents_in(&verified.opened).unwrap_or_default();
        let kept = kept.into_iter().map(|(digest, document, file)| Kept { digest: *digest, document, file });
        let kept: Vec<Kept<'_>> = kept.filter(Kept::is_judged).collect();
        let mut judgements: Vec<Option<Result<Judgement>>> = vec![None; kept.len()];
        let mut judged = Vec::new();
        for account in self.with_entry(accounts(&kept)) {
            let report = report(&verified.opened, &account, self.question(&account));
            // The report has a row for each of these files, in this order.
            for (row, kept) in kept.iter().enumerate() {
                let is_own = match &kept.file.outcome {
                    Ok(VerifiedDocument::License(license)) => account.is_of(license),
                    // Who issued it may be a customer's key, of which the account's name tells nothing.
                    Ok(VerifiedDocument::Activation(activation)) => {
                        let is_judged = matches!(&judgements[row], Some(Ok(known)) if known.status != Status::WrongAccount);
                        !is_judged
                            && account.product == activation.product
                            && account.name == activation.account
                    }
                    _ => false,
                };
                if is_own {
                    judgements[row] = Some(judgement(&report, row));
                }
            }
            judged.push(Account { name: account, report });
        }
        self.accounts = Rc::new(judged);
        self.list(kept, judgements, is_fresh);
        self.propose();
    }

    /// Verifies the files of the record, to be judged later.
    pub(super) fn prepare(&mut self) {
        self.keyring.follow(&self.record);
        let keys = self.keyring.trusted(KeyFamily::Countersign).clone();
        self.prepared = Some((keys, Rc::new(self.record.shared.open(&self.verifier()))));
    }

    /// The files of the record, verified, and whether that was done just now: then those that were only given are
    /// verified anew, too.
    pub(super) fn verify(&mut self) -> (Rc<Verification>, bool) {
        let keys =
            [KeyFamily::Countersign, KeyFamily::Keygen].map(|family| self.keyring.trusted(family).clone());
        let known = self.verified.as_ref();
        let known = known.filter(|known| known.keys == keys && known.opened.is_of(&self.record.shared));
        if let Some(known) = known {
            return (Rc::clone(known), false);
        }
        // Keys may have come or gone since.
        let is_still =
            |by: &TrustedKeys, opened: &OpenedState| *by == keys[0] && opened.is_of(&self.record.shared);
        let prepared = self.prepared.take().filter(|(by, opened)| is_still(by, opened));
        let opened = prepared
            .map(|(_, opened)| opened)
            .unwrap_or_else(|| Rc::new(self.record.shared.open(&self.verifier())));
        let verified = Rc::new(Verification { keys, opened });
        self.verified = Some(Rc::clone(&verified));
        self.verify_given();
        (verified, true)
    }

    /// Verifies those that were only given, beside the files of the record: what is in these may name the keys.
    pub(super) fn verify_given(&mut self) {
        let given: Vec<Rc<OpenedFile>> =
            self.files.iter().filter(|file| file.kept.is_none()).cloned().collect();
        if given.is_empty() {
            return;
        }
        let documents = self.record.shared.documents();
        let all = documents.iter().map(|document| (document.name(), document.bytes()));
        let all = all.chain(given.iter().map(|file| (file.name.as_str(), file.bytes())));
        let given_files = self.verifier().open(all).files.split_off(documents.len());
        let checked = given
            .iter()
            .zip(given_files)
            .map(|(given, file)| Rc::new(given.renewed(file.outcome, &self.keyring)));
        let checked: Vec<Rc<OpenedFile>> = checked.collect();
        for file in &mut self.files {
            if let Some(again) = checked.iter().find(|again| again.id == file.id) {
                // One that a newer one made useless is so for good.
                if !file.is_stale() {
                    *file = Rc::clone(again);
                }
            }
        }
    }

    /// Lists the files of the record that are in force beneath those that were only given, the last one
    /// first. Those that were not verified anew are what they were.
    fn list(&mut self, kept: Vec<Kept<'_>>, judgements: Vec<Option<Result<Judgement>>>, is_fresh: bool) {
        let earlier = std::mem::take(&mut self.files);
        let (mut files, earlier): (Vec<_>, Vec<_>) =
            earlier.into_iter().partition(|file| file.kept.is_none());
        // The places of the earlier ones, by what is in them.
        let places = order(earlier.len(), &|a, b| earlier[a].kept.cmp(&earlier[b].kept));
        let mut known = vec![None; earlier.len()];
        let mut new = Vec::new();
        for (kept, judgement) in kept.into_iter().zip(judgements).filter(|(kept, _)| !kept.is_gone()) {
            let before =
                places.binary_search_by(|place| earlier[*place as usize].kept.cmp(&Some(kept.digest)));
            let before = before.ok().map(|index| places[index] as usize);
            let mut file = match before {
                Some(place) if !is_fresh => OpenedFile::clone(&earlier[place]),
                Some(place) => earlier[place].renewed(kept.file.outcome.clone(), &self.keyring),
                None => {
                    let id = FileId(self.take_id());
                    let (name, bytes) = (kept.document.name(), kept.document.bytes());
                    let read = Read { name, bytes, outcome: kept.file.outcome.clone() };
                    OpenedFile::new(id, read, None, &self.keyring)
                }
            };
            (file.judgement, file.kept) = (judgement, Some(kept.digest));
            let file = Rc::new(file);
            match before {
                Some(place) => known[place] = Some(file),
                None => new.push(file),
            }
        }
        files.extend(new.into_iter().rev());
        // Those that were there stay where they are.
        files.extend(known.into_iter().flatten());
        self.files = files;
    }
}

impl Kept<'_> {
    /// Whether it is in force no more: it was taken out. Lists and updates stay in force all the same.
    fn is_gone(&self) -> bool {
        let in_force = matches!(
            self.file.outcome,
            Ok(VerifiedDocument::RevocationList(_) | VerifiedDocument::TrustUpdate(_))
        );
        self.document.removed().is_some() && !in_force
    }

    /// Whether the report has a row for it: what was given back stays so, too.
    fn is_judged(&self) -> bool {
        !self.is_gone() || matches!(self.file.outcome, Ok(VerifiedDocument::Deactivation(_)))
    }
}

fn accounts(kept: &[Kept<'_>]) -> Vec<AccountName> {
    let mut accounts: Vec<AccountName> = Vec::new();
    for kept in kept {
        let Ok(VerifiedDocument::License(license)) = &kept.file.outcome else { continue };
        if !accounts.iter().any(|account| account.is_of(license)) {
            accounts.push(AccountName::of(license));
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
