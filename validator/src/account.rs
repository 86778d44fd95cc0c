//! The licences of a set of files: which of them are the same, contradict each other, or take another's
//! place, and when each of them counts.

use crate::license::{License, LicenseKind};
use crate::question::Question;
use crate::status::{Reason, Side, Status};
use crate::time::UnixTime;
use crate::verified::Verified;
use std::collections::{BTreeMap, BTreeSet};

/// Whom a licence is for. Nothing of one account ever touches another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Account<'a> {
    pub(crate) issuer: &'a str,
    pub(crate) product: &'a str,
    pub(crate) name: &'a str,
}

/// The account that is judged, as far as it is known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Judged<'a> {
    pub(crate) issuer: Option<&'a str>,
    pub(crate) product: Option<&'a str>,
    pub(crate) name: Option<&'a str>,
}

impl Judged<'_> {
    /// Whether a licence is of this account.
    pub(crate) fn includes(self, license: &License) -> bool {
        self.mismatch(license).is_none()
    }

    /// Why a licence is not of this account.
    fn mismatch(self, license: &License) -> Option<Reason> {
        let sides = [
            (Status::WrongProduct, license.product.as_str(), self.product),
            (Status::WrongAccount, &license.account, self.name),
            (Status::WrongAccount, &license.issuer, self.issuer),
        ];
        sides.into_iter().find_map(|(code, found, needed)| {
            let needed = needed.filter(|&needed| needed != found)?;
            Some(Reason { code, found: Side::text(found), needed: Side::text(needed) })
        })
    }
}

impl License {
    pub(crate) fn account_id(&self) -> Account<'_> {
        Account { issuer: &self.issuer, product: &self.product, name: &self.account }
    }

    /// The order in which licences came into being.
    pub(crate) fn age(&self) -> (UnixTime, &str, u64) {
        (self.issued, &self.id, self.serial)
    }
}

/// A period in which a licence counts: from its start up to, but not including, its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Period {
    pub(crate) start: Option<UnixTime>,
    pub(crate) end: Option<UnixTime>,
}

impl Period {
    pub(crate) fn contains(self, instant: UnixTime) -> bool {
        self.start.is_none_or(|start| instant >= start) && self.end.is_none_or(|end| instant < end)
    }
}

/// One licence among the others, each document once.
#[derive(Debug)]
pub(crate) struct Member<'a> {
    pub(crate) license: &'a Verified<License>,
    /// Why it does not count, whatever the time.
    misfits: Vec<Reason>,
    conflicts: bool,
    /// When other licences take its place, and which.
    superseded: Vec<(Period, &'a License)>,
}

impl<'a> Member<'a> {
    /// Whether it counts at an instant.
    pub(crate) fn counts_at(&self, instant: UnixTime) -> bool {
        let own = Period { start: self.license.not_before, end: self.license.end() };
        self.misfits.is_empty()
            && !self.conflicts
            && own.contains(instant)
            && !self.superseded.iter().any(|(period, _)| period.contains(instant))
    }

    /// The instants at which it may begin or cease to count.
    pub(crate) fn turning_points(&self) -> impl Iterator<Item = UnixTime> + '_ {
        let superseded = self.superseded.iter().flat_map(|(period, _)| [period.start, period.end]);
        [self.license.not_before, self.license.end()].into_iter().chain(superseded).flatten()
    }

    pub(crate) fn is_emergency(&self) -> bool {
        self.license.kind == LicenseKind::Emergency
    }

    /// Every reason for its status at an instant, in the order of [`Status`]; the first is its status.
    pub(crate) fn reasons(&self, instant: UnixTime) -> Vec<Reason> {
        let mut reasons = Vec::new();
        if self.conflicts {
            let (found, needed) = (Side::Serial(self.license.serial), Side::Text("one document".into()));
            reasons.push(Reason { code: Status::Conflict, found, needed });
        }
        let superseding = self.superseded.iter().filter(|(period, _)| period.contains(instant));
        if let Some((_, by)) = superseding.max_by_key(|(_, by)| by.age()) {
            let found = Side::Text(format!("{} {}", self.license.id, self.license.serial));
            let needed = Side::Text(format!("{} {}", by.id, by.serial));
            reasons.push(Reason { code: Status::Superseded, found, needed });
        }
        reasons.extend_from_slice(&self.misfits);
        reasons.extend(self.license.time_reason(instant));
        reasons
    }
}

/// Puts the licences beside each other. One that is given twice is there once.
pub(crate) fn members<'a>(
    licenses: &[&'a Verified<License>],
    judged: Judged<'_>,
    question: &Question,
) -> Vec<Member<'a>> {
    let mut members: Vec<Member<'a>> = Vec::new();
    let mut seen = BTreeSet::new();
    for &license in licenses {
        if seen.insert(license.payload()) {
            let misfits = judged.mismatch(license).into_iter().chain(license.fit(question)).collect();
            members.push(Member { license, misfits, conflicts: false, superseded: Vec::new() });
        }
    }
    mark_conflicts(&mut members);
    mark_superseded(&mut members);
    members
}

fn mark_conflicts(members: &mut [Member<'_>]) {
    let mut counts: BTreeMap<(Account<'_>, &str, u64), usize> = BTreeMap::new();
    for member in members.iter() {
        *counts.entry(identity(member.license)).or_default() += 1;
    }
    for member in members.iter_mut() {
        member.conflicts = counts.get(&identity(member.license)).is_some_and(|&count| count > 1);
    }
}

fn identity(license: &License) -> (Account<'_>, &str, u64) {
    (license.account_id(), &license.id, license.serial)
}

/// Notes for each licence which others take its place, and when.
fn mark_superseded(members: &mut [Member<'_>]) {
    let mut successors: BTreeMap<(Account<'_>, &str), Vec<&License>> = BTreeMap::new();
    for member in members.iter().filter(|member| can_supersede(member)) {
        let license: &License = member.license;
        let others = license.supersedes.iter().filter(|id| **id != license.id);
        for id in others.chain([&license.id]) {
            successors.entry((license.account_id(), id)).or_default().push(license);
        }
    }
    for member in members.iter_mut() {
        let license: &License = member.license;
        let Some(candidates) = successors.get(&(license.account_id(), license.id.as_str())) else { continue };
        let taking = candidates.iter().filter(|by| {
            if by.id == license.id { by.serial > license.serial } else { license.issued <= by.issued }
        });
        member.superseded = taking.map(|by| (reign(by), *by)).collect();
    }
}

/// A licence that does not count here must not take the place of one that does.
fn can_supersede(member: &Member<'_>) -> bool {
    let foreign = |reason: &Reason| matches!(reason.code, Status::WrongProduct | Status::WrongAccount);
    !member.conflicts && member.misfits.iter().all(foreign)
}

/// When a licence supersedes others: from its start on; for good if it was bought, else while it runs.
fn reign(license: &License) -> Period {
    let end = match license.kind {
        LicenseKind::Standard => None,
        LicenseKind::Trial | LicenseKind::Temporary | LicenseKind::Emergency => license.end(),
    };
    Period { start: license.not_before, end }
}
