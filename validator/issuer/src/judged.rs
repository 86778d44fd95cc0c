//! Licences as the ledger sees them: which document of each holds, and whether it counts.

use countersign::{
    AuthenticRow, DocumentOutcome, Entitlement, File, Host, License, LicenseKind, Question, Report,
    RevocationList, Status, UnixTime, Verified, VerifiedDocument, judge,
};
use std::collections::{BTreeMap, BTreeSet};

/// The licences of one account at an instant.
#[derive(Debug, Clone)]
pub(crate) struct JudgedLicenses {
    /// By their `jti`.
    licenses: BTreeMap<String, JudgedLicense>,
    /// The licences that a licence names as superseded, in any of its serials that supersede, with that one's issue.
    named: BTreeMap<String, Vec<(String, UnixTime)>>,
    /// From when on they have to be judged again, to know which of them count.
    until: Option<UnixTime>,
}

/// A licence by its highest serial that has started.
#[derive(Debug, Clone)]
pub(crate) struct JudgedLicense {
    pub(crate) license: Verified<License>,
    pub(crate) status: Status,
}

impl JudgedLicense {
    pub(crate) fn entitlement(&self, id: &str) -> Option<&Entitlement> {
        self.license.entitlements.iter().find(|entitlement| entitlement.id == id)
    }
}

impl JudgedLicenses {
    /// Judges the licences of one account as if on any host.
    pub(crate) fn new(
        licenses: &[Verified<License>],
        lists: &[Verified<RevocationList>],
        now: UnixTime,
    ) -> countersign::Result<Self> {
        if licenses.is_empty() {
            return Ok(Self { licenses: BTreeMap::new(), named: BTreeMap::new(), until: None });
        }
        let report = report(licenses, lists, now)?;
        let at = report.judged_at;
        let mut judged: BTreeMap<String, JudgedLicense> = BTreeMap::new();
        let mut named: BTreeMap<String, Vec<(String, UnixTime)>> = BTreeMap::new();
        for (license, row) in licenses.iter().zip(&report.documents) {
            let DocumentOutcome::Authentic(row) = &row.outcome else { continue };
            let candidate = JudgedLicense { license: license.clone(), status: row.status };
            if supersedes(license, row) {
                let older = license.supersedes.iter().map(|older| (older.clone(), license.issued));
                named.entry(license.id.clone()).or_default().extend(older);
            }
            let rank = |judged: &JudgedLicense| {
                (judged.license.not_before.is_none_or(|start| start <= at), judged.license.serial)
            };
            match judged.get_mut(&license.id) {
                Some(known) if rank(known) >= rank(&candidate) => {}
                Some(known) => *known = candidate,
                None => {
                    judged.insert(license.id.clone(), candidate);
                }
            }
        }
        let turns = licenses.iter().flat_map(|license| [license.not_before, license.expires, license.end()]);
        Ok(Self { licenses: judged, named, until: turns.flatten().filter(|turn| *turn > at).min() })
    }

    /// Whether what was judged holds at this instant too.
    pub(crate) fn hold_at(&self, now: UnixTime) -> bool {
        self.until.is_none_or(|until| now < until)
    }

    pub(crate) fn get(&self, id: &str) -> Option<&JudgedLicense> {
        self.licenses.get(id)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &JudgedLicense> {
        self.licenses.values()
    }

    /// A licence and those that it supersedes, also indirectly: their chains claim of its pool.
    pub(crate) fn pool_of<'j>(&'j self, id: &'j str) -> Vec<&'j str> {
        let (mut pool, mut seen) = (vec![id], BTreeSet::from([id]));
        let mut next = 0;
        while let Some(newer) = pool.get(next) {
            next += 1;
            for (older, issued) in self.named.get(*newer).into_iter().flatten() {
                let is_older = self.get(older).is_some_and(|older| older.license.issued <= *issued);
                if is_older && seen.insert(older) {
                    pool.push(older);
                }
            }
        }
        pool
    }
}

/// What licences of one account are worth as if on any host, with the lists that are about them: a row each, first
/// the licences'.
pub(crate) fn report(
    licenses: &[Verified<License>],
    lists: &[Verified<RevocationList>],
    now: UnixTime,
) -> countersign::Result<Report> {
    let mut question = Question::at(now);
    question.host = Host::Any;
    let mut about = Vec::new();
    if let Some(first) = licenses.first() {
        question.issuer = Some(first.issuer.clone());
        question.product = Some(first.product.clone());
        question.account = Some(first.account.clone());
        about.extend(
            lists.iter().filter(|list| list.issuer == first.issuer && list.product == first.product).cloned(),
        );
    }
    let documents = licenses.iter().cloned().map(VerifiedDocument::from);
    let documents = documents.chain(about.into_iter().map(VerifiedDocument::from));
    let files: Vec<File> =
        documents.map(|document| File { name: String::new(), outcome: Ok(document) }).collect();
    judge(&files, &question)
}

/// Whether a licence supersedes those that it names, as far as that is a matter of the licence alone: a later serial
/// that names none undoes nothing, and a revoked one never superseded any.
fn supersedes(license: &License, row: &AuthenticRow) -> bool {
    let undoes = |status| match status {
        Status::Revoked | Status::Conflict | Status::NotYetValid => true,
        Status::Expired => license.kind != LicenseKind::Standard,
        _ => false,
    };
    !row.reasons.iter().any(|reason| undoes(reason.code))
}
