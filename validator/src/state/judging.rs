//! Judging what a state holds, and remembering what must be remembered of it.

use super::archive::{Archive, Known, lasting};
use super::journal::{Account, Started};
use super::{OpenedState, State};
use crate::documents::license::{License, Metric};
use crate::error::Result;
use crate::judge::account::Judged;
use crate::judge::activations::{Activations, Setting};
use crate::judge::emergency::EmergencyState;
use crate::judge::history::{EmergencyStart, Held, History, Removed};
use crate::judge::judging::{floor, judge, judged_account, judged_product};
use crate::judge::limits::LimitRow;
use crate::judge::member::members;
use crate::judge::preview::Preview;
use crate::judge::question::Question;
use crate::judge::report::Report;
use crate::judge::revocations::Revocations;
use crate::keys::TrustedKeys;
use crate::values::by_id::Amounts;
use crate::values::by_name::ByName;
use crate::verify::files::{File, Verifier};
use crate::verify::verified::Verified;
use crate::verify::verified_document::VerifiedDocument;
use std::collections::BTreeSet;

/// What a state amounts to.
pub(super) struct Judgement {
    pub(super) report: Report,
    /// Whose it is; none where nobody's documents are at hand.
    pub(super) account: Option<Account>,
    /// The emergencies that started.
    pub(super) emergencies: Vec<Started>,
    known: Vec<Known>,
    /// The files that the rows of the report are about.
    shown: Vec<[u8; 32]>,
    files: Vec<File>,
}

/// A report, and the files that its rows are about, row by row.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ByFile {
    /// The report.
    pub report: Report,
    /// The SHA-256 of each file.
    pub digests: Vec<[u8; 32]>,
    /// The files, verified.
    pub files: Vec<File>,
}

impl State {
    /// The embedder's own keys, and beside them those that an administrator imported: what to make the
    /// [`Verifier`] from. Of a key that the embedder names, only the embedder's own word holds, whatever an
    /// import says of the same key: one that was retired, or limited, stays so. Of an issuer that the embedder
    /// names, nobody else brings a root: what signs that issuer's trust updates is for the embedder to say.
    pub fn keys_beside(&self, own: &TrustedKeys) -> TrustedKeys {
        own.with_others(&self.keys())
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

    /// As [`report_opened`](Self::report_opened), and the files that its rows are about, row by row, with their SHA-256.
    ///
    /// # Errors
    /// Those of [`report_opened`](Self::report_opened).
    pub fn report_by_file(&self, opened: &OpenedState, question: &Question) -> Result<ByFile> {
        let Judgement { report, shown, files, .. } = self.judge(opened, question)?;
        Ok(ByFile { report, digests: shown, files })
    }

    /// As [`report`](Self::report), of the present instant as the clock has it, and remembers what must be
    /// remembered: the clock's reading, the emergencies that started, and their highest usage. To be called
    /// at the start, every hour or so, and after every change.
    ///
    /// # Errors
    /// Those of [`judge`](crate::judge()). The clock's reading is remembered all the same.
    pub fn observe(&mut self, verifier: &Verifier, question: &Question) -> Result<Report> {
        let opened = self.open(verifier);
        self.observe_opened(&opened, question)
    }

    /// As [`observe`](Self::observe), of files that were verified before: for who observes whenever an amount
    /// changes.
    ///
    /// # Errors
    /// Those of [`report_opened`](Self::report_opened). The clock's reading is remembered all the same.
    pub fn observe_opened(&mut self, opened: &OpenedState, question: &Question) -> Result<Report> {
        self.observe_clock(question.now);
        let judgement = self.judge(opened, question)?;
        for mut started in judgement.emergencies {
            if started.start.at <= judgement.report.judged_at {
                update(&mut started.start, &judgement.report);
                self.journal.record(started);
            }
        }
        Ok(judgement.report)
    }

    /// Whether another state, of the same installation, remembers the same of clock, emergencies and
    /// deactivations: whether there is anything to store after [`observe`](Self::observe).
    pub fn remembers_as(&self, other: &State) -> bool {
        self.clock == other.clock && self.marks == other.marks && self.journal == other.journal
    }

    /// What another state, made from this one, would come to. To see what a file would change before it is
    /// added or removed, add it to a [`clone`](Clone::clone): nothing is remembered, and what is then done
    /// is what was seen.
    ///
    /// # Errors
    /// Those of [`judge`](crate::judge()).
    pub fn preview(&self, after: &State, verifier: &Verifier, question: &Question) -> Result<Preview> {
        self.preview_opened(&self.open(verifier), after, &after.open(verifier), question)
    }

    /// As [`preview`](Self::preview), of files that were verified before.
    ///
    /// # Errors
    /// Those of [`report_opened`](Self::report_opened).
    pub fn preview_opened(
        &self,
        opened: &OpenedState,
        after: &State,
        after_opened: &OpenedState,
        question: &Question,
    ) -> Result<Preview> {
        let before = self.report_opened(opened, question)?;
        let mut preview = Preview::between(before, after.report_opened(after_opened, question)?);
        for difference in preview.differences.iter_mut().filter(|difference| difference.over_by > 0) {
            let over = preview.after.over(&difference.id, &after.roster);
            difference.over_users = over.iter().map(|seat| seat.person.name.clone()).collect();
        }
        Ok(preview)
    }

    pub(super) fn judge(&self, opened: &OpenedState, asked: &Question) -> Result<Judgement> {
        let mut question = asked.clone();
        question.usage = self.usage_beside(&question.usage);
        question.history = History { deactivations: self.journal.deactivated(), ..History::default() };
        let mut files = Vec::new();
        let mut known = Vec::new();
        let mut shown = Vec::new();
        for (digest, document) in self.named_documents() {
            let file = opened.file(digest)?;
            if let Some(license) = file.document().and_then(VerifiedDocument::license) {
                known.push(Known::new(license.clone(), document.added()));
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
                _ => {
                    files.push(file.clone());
                    shown.push(*digest);
                }
            }
        }
        let held = |known: &Known| Held { license: known.license.clone(), since: known.added };
        question.history.held = known.iter().map(held).collect();
        let licenses = licenses(&files);
        let judged = judged_account(&licenses, judged_product(&licenses, asked)?, asked)?;
        let account = Account::judged(judged);
        question.history.clock = self.clock_for(account.as_ref());
        let emergencies = self.emergencies(&files, &known, judged, &question);
        question.history.emergencies = emergencies.iter().map(|started| started.start.clone()).collect();
        let mut report = judge(&files, &question)?;
        self.name_blocked(&mut report);
        Ok(Judgement { report, account, emergencies, known, shown, files })
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
        let archive = Archive::new(known);
        // Who took another installation's state over remembers what started there, too.
        let elsewhere = known
            .iter()
            .filter(|known| judged.includes(&known.license) && known.license.elsewhere(question).is_some());
        let mut ids: ByName<'_, bool> = ByName::default();
        elsewhere.for_each(|known| *ids.at(&known.license.id) = true);
        let remembered = self
            .journal
            .iter()
            .filter(|started| started.account.is(judged) && ids.get(&started.start.license).is_none());
        let mut emergencies: Vec<Started> = remembered.map(|started| archive.borne_out(started)).collect();
        let remembered = emergencies.iter().map(|Started { start, .. }| (&start.license, &start.entitlement));
        // Put in one by one: to collect them would bring a sort of its own.
        let mut told: BTreeSet<(String, String)> = BTreeSet::new();
        told.extend(remembered.map(|(license, entitlement)| (license.clone(), entitlement.clone())));
        let lists = files.iter().filter_map(|file| file.document()?.revocation_list());
        let revocations = Revocations::new(lists.collect());
        let members = members(&licenses(files), judged, &revocations, question);
        let setting =
            Setting { members: &members, judged, revocations: &revocations, receipts: &[], question };
        let activations = Activations::among(files.iter().filter_map(File::document), &setting);
        let judged_at = question.judged_at(floor(&members, &activations, judged, &revocations, question));
        for member in members {
            let license: &Verified<License> = member.license;
            let Some(end) = license.end().filter(|_| member.is_emergency() && member.takes_effect()) else {
                continue;
            };
            let mut added = archive.documents(license.payload()).iter();
            // One that was over when it came is none that started here.
            let is_here = judged_at < end || added.any(|known| known.added < end);
            if member.answers_again || !judged.includes(license) || !is_here {
                continue;
            }
            let counted =
                license.entitlements.iter().filter(|entitlement| entitlement.metric != Metric::Feature);
            let seen = archive.seen_before(license.start());
            for entitlement in counted {
                if told.insert((license.id.clone(), entitlement.id.clone())) {
                    let start = EmergencyStart {
                        entitlement: entitlement.id.clone(),
                        license: license.id.clone(),
                        at: license.start(),
                        end,
                        seen: seen.clone(),
                        peak: 0,
                        settled: None,
                    };
                    emergencies.push(Started { account: Account::of(license), start, order: None });
                }
            }
        }
        emergencies
    }

    /// Names the users who are blocked, where users are known: those who came last.
    fn name_blocked(&self, report: &mut Report) {
        for row in report.emergency.iter_mut().filter(|row| row.blocked > 0) {
            let Some(LimitRow::Quantity(limit)) = LimitRow::find(&report.limits, &row.id) else { continue };
            let granted = limit.granted;
            let blocked = self.roster.over(&row.id, granted);
            row.blocked_users = blocked.iter().map(|seat| seat.person.name.clone()).collect();
        }
    }
}

impl Judgement {
    /// The licences that were or are at hand, by their digests.
    pub(super) fn seen(&self) -> Vec<[u8; 32]> {
        lasting(&self.known).into_iter().map(Known::digest).collect()
    }
}

/// The licences among the files.
fn licenses(files: &[File]) -> Vec<&Verified<License>> {
    files.iter().filter_map(|file| file.document()?.license()).collect()
}

/// Notes of an emergency what the report tells of it.
fn update(start: &mut EmergencyStart, report: &Report) {
    if start.settled.is_some() {
        return;
    }
    start.peak = start.peak.max(used(report, &start.entitlement));
    let row = report.emergency_row(&start.entitlement);
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
