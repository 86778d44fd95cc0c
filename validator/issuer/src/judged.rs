//! Licences as the ledger sees them: which document of each holds, and whether it counts.

use countersign::{
    DocumentOutcome, Entitlement, File, Host, License, Question, RevocationList, Status, UnixTime, Verified,
    VerifiedDocument, judge,
};
use std::collections::{BTreeMap, BTreeSet};

/// The licences of one account at an instant.
#[derive(Debug, Clone)]
pub(crate) struct JudgedLicenses {
    /// By their `jti`.
    licenses: BTreeMap<String, JudgedLicense>,
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
        let Some(first) = licenses.first() else {
            return Ok(Self { licenses: BTreeMap::new(), until: None });
        };
        let mut question = Question::at(now);
        question.host = Host::Any;
        question.issuer = Some(first.issuer.clone());
        question.product = Some(first.product.clone());
        question.account = Some(first.account.clone());
        let documents = licenses.iter().cloned().map(VerifiedDocument::from);
        let lists = lists.iter().filter(|list| list.issuer == first.issuer && list.product == first.product);
        let documents = documents.chain(lists.cloned().map(VerifiedDocument::from));
        let files: Vec<File> =
            documents.map(|document| File { name: String::new(), outcome: Ok(document) }).collect();
        let report = judge(&files, &question)?;
        let at = report.judged_at;
        let mut judged: BTreeMap<String, JudgedLicense> = BTreeMap::new();
        for (license, row) in licenses.iter().zip(&report.documents) {
            let DocumentOutcome::Authentic(row) = &row.outcome else { continue };
            let candidate = JudgedLicense { license: license.clone(), status: row.status };
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
        Ok(Self { licenses: judged, until: turns.flatten().filter(|turn| *turn > at).min() })
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
        while let Some(judged) = pool.get(next).map(|id| self.get(id)) {
            next += 1;
            let Some(JudgedLicense { license, .. }) = judged else { continue };
            for named in license.supersedes.iter().map(String::as_str) {
                let is_older = self.get(named).is_some_and(|older| older.license.issued <= license.issued);
                if is_older && seen.insert(named) {
                    pool.push(named);
                }
            }
        }
        pool
    }
}
