//! The licences of a set of files: which of them are the same, contradict each other, or take another's
//! place, and when each of them counts.

mod answers;
mod past;
pub(crate) mod shares;

use crate::documents::license::{License, LicenseKind};
use crate::judge::account::{Account, Judged};
use crate::judge::history::EmergencyStart;
use crate::judge::member::shares::Share;
use crate::judge::question::{Host, Question};
use crate::judge::revocations::Revocations;
use crate::judge::status::{Reason, Side, Status};
use crate::values::period::{Period, Periods};
use crate::values::time::UnixTime;
use crate::verify::verified::Verified;
use answers::{mark_second_answers, spend_requests};
use countersign_reader::sort;
pub(crate) use past::past;

/// The place of a document among the others: those of one licence stand together, by their serials.
/// Only the same document has the same place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place<'a> {
    account: Account<'a>,
    id: &'a str,
    serial: u64,
    issued: UnixTime,
    payload: &'a [u8],
}

impl<'a> Place<'a> {
    pub(crate) fn of(license: &'a Verified<License>) -> Self {
        Self {
            account: license.account_id(),
            id: &license.id,
            serial: license.serial,
            issued: license.issued,
            payload: license.payload(),
        }
    }

    fn license(&self) -> (Account<'a>, &'a str) {
        (self.account, self.id)
    }

    /// Whose licence it is, whatever its serial.
    pub(crate) fn account_and_id(&self) -> (Account<'a>, &'a str) {
        (self.account, self.id)
    }
}

/// One licence among the others, each document once.
#[derive(Debug)]
pub(crate) struct Member<'a> {
    pub(crate) place: Place<'a>,
    pub(crate) license: &'a Verified<License>,
    /// When it was taken out; then it grants nothing, and only what it superseded stays superseded.
    pub(crate) removed: Option<UnixTime>,
    /// Since when it was at hand, where its past is told; none where the present is judged.
    since: Option<UnixTime>,
    revoked: Option<Reason>,
    /// Why it does not count, whatever the time.
    misfits: Vec<Reason>,
    conflicts: bool,
    /// Whether another licence answered its emergency request before.
    pub(crate) answers_again: bool,
    /// When activations activate it here; none where it counts without any.
    pub(crate) activated: Option<Periods>,
    /// What activations give of its entitlements, and when.
    pub(crate) shares: Vec<Share<'a>>,
    /// Whether an activation of it was deactivated here.
    pub(crate) deactivated: bool,
    /// When it adds nothing, because another answer does, or did.
    pub(crate) spent: Periods,
    /// The newest licence that has its place at the judged instant.
    successor: Option<&'a License>,
    /// When other licences have its place.
    reigns: Periods,
    /// When it counts.
    pub(crate) periods: Periods,
    /// Whether it does at the judged instant.
    pub(crate) counts: bool,
    /// Whether that changes later.
    pub(crate) changes: bool,
}

impl<'a> Member<'a> {
    /// The licence as it is where no other is known, nor that it was taken out or revoked.
    pub(crate) fn alone(license: &'a Verified<License>, judged: Judged<'_>, question: &Question) -> Self {
        let mut misfits = judged.mismatches(license);
        misfits.append(&mut license.fit(question));
        Self {
            place: Place::of(license),
            license,
            removed: None,
            since: None,
            revoked: None,
            misfits,
            conflicts: false,
            answers_again: false,
            activated: (license.activation_required && question.host != Host::Any).then(Periods::default),
            shares: Vec::new(),
            deactivated: false,
            spent: Periods::default(),
            successor: None,
            reigns: Periods::default(),
            periods: Periods::default(),
            counts: false,
            changes: false,
        }
    }

    /// Finds out when it counts, once it is known when others have its place.
    pub(crate) fn settle(&mut self, now: UnixTime) {
        if self.is_good() && self.is_at_hand() {
            let start = self.license.not_before.max(self.since);
            let end = [self.license.end(), self.removed].into_iter().flatten().min();
            self.periods = self.reigns.gaps_in(Period::new(start, end));
            if let Some(activated) = &self.activated {
                self.periods = self.periods.common(activated);
            }
            self.counts = self.periods.contains(now);
            self.periods.turning_points(now, &mut |_| self.changes = true);
        }
    }

    /// Whether it may grant anything: one that was taken out did so before, where the past is told.
    pub(crate) fn is_at_hand(&self) -> bool {
        self.removed.is_none() || self.since.is_some()
    }

    pub(crate) fn is_emergency(&self) -> bool {
        self.license.kind == LicenseKind::Emergency
    }

    /// Whether no document at hand revokes it, so that its issue is a date that is certainly past.
    pub(crate) fn holds(&self) -> bool {
        self.revoked.is_none() && self.removed.is_none()
    }

    /// Whether it would count here if nothing had taken its place, while its time is.
    pub(crate) fn is_good(&self) -> bool {
        self.takes_effect() && self.misfits.is_empty()
    }

    /// Whether it does not count for its dates alone.
    pub(crate) fn has_ended(&self, now: UnixTime) -> bool {
        self.is_good()
            && self.removed.is_none()
            && self.successor.is_none()
            && self.activated.as_ref().is_none_or(|activated| activated.contains(now))
            && self.license.end().is_some_and(|end| now >= end)
    }

    /// Whether it would count if it were activated on this host.
    pub(crate) fn awaits_activation(&self, now: UnixTime) -> bool {
        let time = Period::new(self.license.not_before, self.license.end());
        self.is_good()
            && self.removed.is_none()
            && self.successor.is_none()
            && self.activated.as_ref().is_some_and(|activated| !activated.contains(now))
            && time.contains(now)
    }

    /// Whether it no longer holds its own place.
    pub(crate) fn is_superseded(&self) -> bool {
        self.successor.is_some()
    }

    /// Every reason for its status at the judged instant, in the order of [`Status`]; the first is its
    /// status.
    pub(crate) fn reasons(&self, now: UnixTime) -> Vec<Reason> {
        let mut reasons = Vec::new();
        reasons.extend(self.revoked.clone());
        if self.conflicts {
            let (found, needed) = (Side::Serial(self.license.serial), Side::Text("one document".into()));
            reasons.push(Reason { code: Status::Conflict, found, needed });
        }
        if let Some(by) = self.successor {
            let found = Side::Text(format!("{} {}", self.license.id, self.license.serial));
            let needed = Side::Text(format!("{} {}", by.id, by.serial));
            reasons.push(Reason { code: Status::Superseded, found, needed });
        }
        self.own_reasons(now, &mut |reason| reasons.push(reason.clone()));
        reasons
    }

    /// Tells those of its reasons that no other document gives it, which are the last ones.
    pub(crate) fn own_reasons(&self, now: UnixTime, tell: &mut dyn FnMut(&Reason)) {
        let activation = self.activation_reason(now);
        let dates = self.license.time_reason(now);
        self.misfits.iter().chain(&activation).chain(&dates).for_each(tell);
    }

    /// Whether it counts in its own account here while its time is. Only such a licence may take the place
    /// of another; one that was taken out, only if it had begun to.
    pub(crate) fn takes_effect(&self) -> bool {
        let foreign = |reason: &Reason| matches!(reason.code, Status::WrongProduct | Status::WrongAccount);
        let started = |removed: UnixTime| self.license.not_before.is_none_or(|start| start <= removed);
        self.revoked.is_none()
            && !self.conflicts
            && self.misfits.iter().all(foreign)
            && self.removed.is_none_or(started)
    }

    /// Whether no activation activates it, where it needs one.
    fn activation_reason(&self, now: UnixTime) -> Option<Reason> {
        let activated = self.activated.as_ref()?;
        let code = if self.deactivated { Status::Deactivated } else { Status::ActivationRequired };
        let needed = Side::Text("activation".into());
        (!activated.contains(now)).then_some(Reason { code, found: Side::Nothing, needed })
    }

    /// Whether another document has its identity and serial.
    pub(crate) fn conflicts(&self) -> bool {
        self.conflicts
    }

    fn claim(&self, upto: i64) -> Claim<'a> {
        Claim { upto, by: self.license, reigns: self.reigns_over_others() }
    }

    /// Gives it what the activations of the same licence give, where it is judged among others.
    pub(crate) fn activate_as(&mut self, same: &Self) {
        self.activated.clone_from(&same.activated);
        self.shares.clone_from(&same.shares);
        self.deactivated = same.deactivated;
    }

    /// When it supersedes others: while it is activated, where it must be.
    fn reigns_over_others(&self) -> Periods {
        let mut reigns = Periods::default();
        reigns.insert(self.reign());
        match &self.activated {
            Some(activated) => reigns.common(activated),
            None => reigns,
        }
    }

    /// When it supersedes others by its own dates: from its start on; for good if it was bought, else while it runs.
    fn reign(&self) -> Period {
        let end = match self.license.kind {
            LicenseKind::Standard => None,
            LicenseKind::Trial | LicenseKind::Temporary | LicenseKind::Emergency => self.license.end(),
        };
        Period::new(self.license.not_before.max(self.since), end)
    }
}

/// Puts the licences beside each other, in the order of their places. One that is given twice is there
/// once.
pub(crate) fn members<'a>(
    licenses: &[&'a Verified<License>],
    judged: Judged<'_>,
    revocations: &Revocations<'_>,
    question: &'a Question,
) -> Vec<Member<'a>> {
    let present = licenses.iter().map(|&license| (license, None));
    let removed = question.history.removed.iter().map(|removed| (&removed.license, Some(removed.at)));
    let all: Vec<_> = present.chain(removed).collect();
    // Equals stay in their order, so that of a document that is there again its presence comes first.
    let order = sort::order(all.len(), &|a, b| Place::of(all[a].0).cmp(&Place::of(all[b].0)));
    let mut members: Vec<Member<'a>> = Vec::new();
    for index in order {
        let (license, removed) = all[index];
        let place = Place::of(license);
        if members.last().is_some_and(|member| member.place == place) {
            continue;
        }
        let revoked = revocations.reason(license);
        members.push(Member { removed, revoked, ..Member::alone(license, judged, question) });
    }
    mark_conflicts(&mut members);
    mark_second_answers(&mut members);
    members
}

/// Finds out which licences have the place of which others, and so when each counts.
pub(crate) fn settle(members: &mut [Member<'_>], started: &[EmergencyStart], now: UnixTime) {
    supersede_by_serial(members, now);
    supersede_by_name(members, now);
    members.iter_mut().for_each(|member| member.settle(now));
    spend_requests(members, started);
}

fn mark_conflicts(members: &mut [Member<'_>]) {
    let one = |a: &Member<'_>, b: &Member<'_>| {
        a.place.license() == b.place.license() && a.place.serial == b.place.serial
    };
    for documents in members.chunk_by_mut(one) {
        // Taking all but one of them out settles the matter for that one.
        let present = documents.iter().filter(|member| member.removed.is_none()).count();
        let several = documents.len() > 1;
        for member in documents {
            member.conflicts = if member.removed.is_none() { present > 1 } else { several };
        }
    }
}

/// A licence that has the place of those whose key (their serial, or when they were issued) is not above its
/// own.
struct Claim<'a> {
    upto: i64,
    by: &'a License,
    reigns: Periods,
}

/// A higher serial has the place of the lower ones of its licence.
fn supersede_by_serial(members: &mut [Member<'_>], now: UnixTime) {
    // Serials are below 2^53.
    let serial = |member: &Member<'_>| member.license.serial as i64;
    for documents in members.chunk_by_mut(|a, b| a.place.license() == b.place.license()) {
        if documents.len() > 1 {
            let effective = documents.iter().filter(|member| member.takes_effect());
            let claims = effective.map(|member| member.claim(serial(member) - 1)).collect();
            supersede(documents, claims, &serial, now);
        }
    }
}

/// A licence has the place of those that it names, of its account and not younger than itself.
fn supersede_by_name(members: &mut [Member<'_>], now: UnixTime) {
    let issued = |member: &Member<'_>| member.license.issued.as_secs();
    let mut named = Vec::new();
    for (index, member) in members.iter().enumerate().filter(|(_, member)| member.takes_effect()) {
        let others = member.license.supersedes.iter().filter(|id| **id != member.license.id);
        named.extend(others.map(|id| ((member.place.account, id.as_str()), index)));
    }
    let order = sort::order(named.len(), &|a, b| named[a].cmp(&named[b]));
    for same in order.chunk_by(|&a, &b| named[a].0 == named[b].0) {
        let license = named[same[0]].0;
        let claim = |&nth: &usize| members[named[nth].1].claim(issued(&members[named[nth].1]));
        let claims = same.iter().map(claim).collect();
        let first = members.partition_point(|member| member.place.license() < license);
        let count = members[first..].partition_point(|member| member.place.license() == license);
        supersede(&mut members[first..first + count], claims, &issued, now);
    }
}

/// Gives way to the claims, all in one pass from the highest key down: what reigns over one document reigns
/// over those with lower keys too.
fn supersede<'a>(
    documents: &mut [Member<'a>],
    claims: Vec<Claim<'a>>,
    key: &dyn Fn(&Member<'_>) -> i64,
    now: UnixTime,
) {
    let order = sort::order(documents.len(), &|a, b| key(&documents[b]).cmp(&key(&documents[a])));
    let by_reach = sort::order(claims.len(), &|a, b| claims[b].upto.cmp(&claims[a].upto));
    let mut waiting = by_reach.into_iter().map(|index| &claims[index]).peekable();
    let mut reigns = Periods::default();
    let mut newest = None;
    for index in order {
        let document = &mut documents[index];
        while let Some(claim) = waiting.next_if(|claim| claim.upto >= key(document)) {
            claim.reigns.iter().for_each(|reign| reigns.insert(reign));
            if claim.reigns.contains(now) {
                newest = newer(newest, claim.by);
            }
        }
        reigns.iter().for_each(|reign| document.reigns.insert(reign));
        if let Some(by) = newest {
            document.successor = newer(document.successor, by);
        }
    }
}

/// Of two licences the one that was issued last.
fn newer<'a>(one: Option<&'a License>, other: &'a License) -> Option<&'a License> {
    match one {
        Some(one) if one.age() >= other.age() => Some(one),
        _ => Some(other),
    }
}
