//! Judging what a state holds, and remembering what must be remembered of it.

use super::journal::{Account, Started};
use super::{OpenedState, State};
use crate::documents::license::{License, LicenseKind, Metric, Quantity};
use crate::error::Result;
use crate::judge::account::Judged;
use crate::judge::emergency::EmergencyState;
use crate::judge::history::{EmergencyStart, History, Removed};
use crate::judge::judging::{judge, judged_account, judged_product};
use crate::judge::limits::LimitRow;
use crate::judge::member::members;
use crate::judge::preview::{Granted, Preview};
use crate::judge::question::Question;
use crate::judge::report::Report;
use crate::judge::revocations::Revocations;
use crate::keys::TrustedKeys;
use crate::values::by_id::Amounts;
use crate::values::time::UnixTime;
use crate::verify::files::{File, Verifier};
use crate::verify::verified::Verified;
use crate::verify::verified_document::VerifiedDocument;

/// A licence that was or is at hand.
struct Known {
    license: Verified<License>,
    added: UnixTime,
}

/// What a state amounts to.
pub(super) struct Judgement {
    pub(super) report: Report,
    /// Whose it is; none where nobody's documents are at hand.
    pub(super) account: Option<Account>,
    /// The emergencies that started.
    pub(super) emergencies: Vec<Started>,
    known: Vec<Known>,
}

impl State {
    /// The embedder's own keys, and beside them those that an administrator imported: what to make the
    /// [`Verifier`] from. For a key that is in both, the embedder's own entry stands.
    pub fn keys_beside(&self, own: &TrustedKeys) -> TrustedKeys {
        let mut keys = self.keys();
        own.iter().for_each(|key| keys.replace(key.clone()));
        keys
    }

    /// Verifies the documents again and judges them. The question's history is this state's. Of an
    /// entitlement, what is in use is what the question says; else how many seats are taken; else what was
    /// typed in.
    ///
    /// # Errors
    /// Those of [`judge`](crate::judge()).
    pub fn report(&self, verifier: &Verifier, question: &Question) -> Result<Report> {
        self.report_opened(&self.open(verifier), question)
    }

    /// As [`report`](Self::report), of files that were verified before.
    ///
    /// # Errors
    /// Those of [`judge`](crate::judge()); [`Code::UsageInvalid`](crate::Code::UsageInvalid) where a file
    /// came since.
    pub fn report_opened(&self, opened: &OpenedState, question: &Question) -> Result<Report> {
        Ok(self.judge(opened, question)?.report)
    }

    /// As [`report`](Self::report), of the present instant as the clock has it, and remembers what must be
    /// remembered: the clock's reading, the emergencies that started, and their highest usage. To be called
    /// at the start, every hour or so, and after every change.
    ///
    /// # Errors
    /// Those of [`judge`](crate::judge()). The clock's reading is remembered all the same.
    pub fn observe(&mut self, verifier: &Verifier, question: &Question) -> Result<Report> {
        self.clock.observe(question.now);
        let judgement = self.judge(&self.open(verifier), question)?;
        for mut started in judgement.emergencies {
            if started.start.at <= judgement.report.judged_at {
                update(&mut started.start, &judgement.report);
                self.journal.record(started);
            }
        }
        Ok(judgement.report)
    }

    /// What another state, made from this one, would come to. To see what a file would change before it is
    /// added or removed, add it to a [`clone`](Clone::clone): nothing is remembered, and what is then done
    /// is what was seen.
    ///
    /// # Errors
    /// Those of [`judge`](crate::judge()).
    pub fn preview(&self, after: &State, verifier: &Verifier, question: &Question) -> Result<Preview> {
        let before = self.report(verifier, question)?;
        let mut preview = Preview::between(before, after.report(verifier, question)?);
        for difference in preview.differences.iter_mut().filter(|difference| difference.over_by > 0) {
            let granted = match difference.after {
                Some(Granted::Quantity { granted, emergency }) => granted.plus(emergency),
                Some(Granted::Feature(_)) => continue,
                None => Quantity::ZERO,
            };
            let over = after.roster.over(&difference.id, granted);
            difference.over_users = over.iter().map(|seat| seat.person.name.clone()).collect();
        }
        Ok(preview)
    }

    pub(super) fn judge(&self, opened: &OpenedState, question: &Question) -> Result<Judgement> {
        let mut question = question.clone();
        question.usage = self.usage_beside(&question.usage);
        question.history = History { clock: self.clock, ..History::default() };
        let mut files = Vec::new();
        let mut known = Vec::new();
        for (digest, document) in self.named_documents() {
            let file = opened.file(digest)?;
            if let Some(license) = file.document().and_then(VerifiedDocument::license) {
                known.push(Known { license: license.clone(), added: document.added });
            }
            match (document.removed(), &file.outcome) {
                (Some(at), Ok(VerifiedDocument::License(license))) => {
                    question.history.removed.push(Removed { license: license.clone(), at });
                }
                (Some(_), Err(_)) => {}
                (
                    Some(_),
                    Ok(
                        VerifiedDocument::EmergencyRequest(_)
                        | VerifiedDocument::ActivationRequest(_)
                        | VerifiedDocument::Activation(_),
                    ),
                ) => {}
                // What was revoked, retired or given back stays so, also where its document is said to be removed.
                _ => files.push(file.clone()),
            }
        }
        let licenses = licenses(&files);
        let judged = judged_account(&licenses, judged_product(&licenses, &question)?, &question)?;
        let account = Account::judged(judged);
        let emergencies = self.emergencies(&files, &known, judged, &question);
        question.history.emergencies = emergencies.iter().map(|started| started.start.clone()).collect();
        let mut report = judge(&files, &question)?;
        self.name_blocked(&mut report);
        Ok(Judgement { report, account, emergencies, known })
    }

    fn usage_beside(&self, given: &Amounts) -> Amounts {
        let owned = |(id, amount): (&str, u64)| (id.to_owned(), amount);
        // Of several with one id the last counts.
        let typed = self.usage();
        let noted = typed.iter().chain(self.roster.counts()).chain(given.iter());
        noted.map(owned).collect()
    }

    /// The emergencies of the judged account: those that are remembered, and those of emergency licences of
    /// which nothing is, be it that they are new or that their entry was lost.
    fn emergencies(
        &self,
        files: &[File],
        known: &[Known],
        judged: Judged<'_>,
        question: &Question,
    ) -> Vec<Started> {
        let remembered = self.journal.iter().filter(|started| started.account.is(judged));
        let mut emergencies: Vec<Started> = remembered.map(|started| borne_out(started, known)).collect();
        let lists = files.iter().filter_map(|file| file.document()?.revocation_list());
        let revocations = Revocations::new(lists.collect());
        for member in members(&licenses(files), judged, &revocations, question) {
            let license: &Verified<License> = member.license;
            let Some(end) = license.end().filter(|_| member.is_emergency() && member.takes_effect()) else {
                continue;
            };
            let added = known.iter().filter(|known| known.license.payload() == license.payload());
            // One that was over when it came is none that started here.
            let is_here = question.now < end || added.map(|known| known.added).any(|added| added < end);
            if member.answers_again || !judged.includes(license) || !is_here {
                continue;
            }
            let counted =
                license.entitlements.iter().filter(|entitlement| entitlement.metric != Metric::Feature);
            for entitlement in counted {
                let is_this = |started: &Started| {
                    started.start.license == license.id && started.start.entitlement == entitlement.id
                };
                if !emergencies.iter().any(is_this) {
                    let start = EmergencyStart {
                        entitlement: entitlement.id.clone(),
                        license: license.id.clone(),
                        at: license.start(),
                        end,
                        seen: seen_before(license.start(), known),
                        peak: 0,
                        settled: None,
                    };
                    emergencies.push(Started { account: Account::of(license), start });
                }
            }
        }
        emergencies
    }

    /// Names the users who are blocked, where users are known: those who came last.
    fn name_blocked(&self, report: &mut Report) {
        for row in report.emergency.iter_mut().filter(|row| row.blocked > 0) {
            let granted = report.limits.iter().find_map(|limit| match limit {
                LimitRow::Quantity(limit) if limit.id == row.id => Some(limit.granted),
                _ => None,
            });
            let Some(granted) = granted else { continue };
            let blocked = self.roster.over(&row.id, granted);
            row.blocked_users = blocked.iter().map(|seat| seat.person.name.clone()).collect();
        }
    }
}

impl Judgement {
    /// The licences that were or are at hand, by their digests.
    pub(super) fn seen(&self) -> Vec<[u8; 32]> {
        self.known.iter().map(|known| known.license.digest()).collect()
    }
}

/// The licences among the files.
fn licenses(files: &[File]) -> Vec<&Verified<License>> {
    files.iter().filter_map(|file| file.document()?.license()).collect()
}

/// The licences that were known before an instant, as far as that can still be told: none that was issued
/// later, unless it was there.
fn seen_before(start: UnixTime, known: &[Known]) -> Vec<[u8; 32]> {
    let before = known.iter().filter(|known| known.license.issued < start || known.added < start);
    before.map(|known| known.license.digest()).collect()
}

/// An entry of the journal as far as the documents bear it out: it began when its emergency licence says;
/// what was at hand before was seen; where nothing unseen could be the purchase that it tells of, none was
/// made; and it lasts no longer than its licence says.
fn borne_out(started: &Started, known: &[Known]) -> Started {
    let mut start = started.start.clone();
    let of_this =
        |license: &&License| license.id == started.start.license && Account::of(license) == started.account;
    let licenses = || known.iter().map(|known| &*known.license).filter(of_this);
    let emergencies = licenses().filter(|license| license.kind == LicenseKind::Emergency);
    start.at = emergencies.map(License::start).min().unwrap_or(start.at);
    let before = known.iter().filter(|known| known.added < start.at);
    start.seen.extend(before.map(|known| known.license.digest()));
    if !could_be_settled(&start, &started.account, known) {
        start.settled = None;
    }
    let clauses = licenses().filter_map(|license| license.emergency.as_ref());
    if let Some(end) = clauses.map(|clause| clause.end(start.at)).max() {
        start.end = start.end.min(end);
    }
    Started { account: started.account.clone(), start }
}

/// Whether the licences that were ever at hand could have given, together, what a purchase must: something
/// that is new, and enough for the highest usage. Dates and replacements do not count here, because those of
/// the day on which it was bought are not remembered.
fn could_be_settled(start: &EmergencyStart, account: &Account, known: &[Known]) -> bool {
    let (mut bought, mut all) = (Quantity::ZERO, Quantity::ZERO);
    for Known { license, .. } in known.iter().filter(|known| Account::of(&known.license) == *account) {
        let named = license.entitlements.iter().find(|entitlement| entitlement.id == start.entitlement);
        let quantity = named.and_then(|entitlement| entitlement.quantity).unwrap_or(Quantity::ZERO);
        match license.kind {
            LicenseKind::Emergency => {}
            LicenseKind::Standard if !start.seen.contains(&license.digest()) => {
                bought = bought.plus(quantity);
                all = all.plus(quantity);
            }
            _ => all = all.plus(quantity),
        }
    }
    bought > Quantity::ZERO && all >= Quantity::Limited(start.peak)
}

/// Notes of an emergency what the report tells of it.
fn update(start: &mut EmergencyStart, report: &Report) {
    if start.settled.is_some() {
        return;
    }
    start.peak = start.peak.max(used(report, &start.entitlement));
    let row = report.emergency.iter().find(|row| row.id == start.entitlement);
    // Emergencies are settled one after the other: the row is about the first that is not.
    let is_settled = row.is_some_and(|row| match (row.start, &row.license) {
        (Some(at), Some(license)) => (start.at, &start.license) < (at, license),
        _ => row.state == EmergencyState::Armed,
    });
    if is_settled {
        start.settled = Some(report.judged_at);
    }
}

/// How much of an entitlement is in use.
pub(super) fn used(report: &Report, entitlement: &str) -> u64 {
    match report.limit(entitlement) {
        Some(LimitRow::Quantity(row)) => row.used,
        _ => 0,
    }
}
