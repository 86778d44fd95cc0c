//! The licences of a set of files: which of them are the same, contradict each other, or take another's
//! place, and when each of them counts.

use crate::license::{License, LicenseKind};
use crate::question::Question;
use crate::sort;
use crate::status::{Reason, Side, Status};
use crate::time::UnixTime;
use crate::verified::Verified;

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
        self.mismatches(license).next().is_none()
    }

    /// Why a licence is not of this account.
    fn mismatches(self, license: &License) -> impl Iterator<Item = Reason> {
        let sides = [
            (Status::WrongProduct, license.product.as_str(), self.product),
            (Status::WrongAccount, &license.account, self.name),
            (Status::WrongAccount, &license.issuer, self.issuer),
        ];
        sides.into_iter().filter_map(|(code, found, needed)| {
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
}

/// One licence among the others, each document once.
#[derive(Debug)]
pub(crate) struct Member<'a> {
    pub(crate) place: Place<'a>,
    pub(crate) license: &'a Verified<License>,
    /// Why it does not count, whatever the time.
    misfits: Vec<Reason>,
    conflicts: bool,
    /// Whether another licence answered its emergency request before; then it adds nothing.
    pub(crate) answers_again: bool,
    /// The licences that take its place, each while it reigns.
    successors: Vec<&'a License>,
}

impl<'a> Member<'a> {
    /// Whether it counts at an instant.
    pub(crate) fn counts_at(&self, instant: UnixTime) -> bool {
        let own = Period { start: self.license.not_before, end: self.license.end() };
        self.misfits.is_empty()
            && !self.conflicts
            && own.contains(instant)
            && !self.successors.iter().any(|by| reign(by).contains(instant))
    }

    /// The first instant after this one at which it may begin or cease to count.
    pub(crate) fn next_turning_point(&self, instant: UnixTime) -> Option<UnixTime> {
        let mut next = None;
        let mut consider = |period: Period| {
            let turns = [period.start, period.end, next];
            next = turns.into_iter().flatten().filter(|&turn| turn > instant).min();
        };
        consider(Period { start: self.license.not_before, end: self.license.end() });
        self.successors.iter().for_each(|by| consider(reign(by)));
        next
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
        let reigning = self.successors.iter().filter(|by| reign(by).contains(instant));
        if let Some(by) = reigning.max_by_key(|by| by.age()) {
            let found = Side::Text(format!("{} {}", self.license.id, self.license.serial));
            let needed = Side::Text(format!("{} {}", by.id, by.serial));
            reasons.push(Reason { code: Status::Superseded, found, needed });
        }
        reasons.extend_from_slice(&self.misfits);
        reasons.extend(self.license.time_reason(instant));
        reasons
    }

    /// Whether it counts here while its time is. Only such a licence may take the place of another.
    fn is_good(&self) -> bool {
        let foreign = |reason: &Reason| matches!(reason.code, Status::WrongProduct | Status::WrongAccount);
        !self.conflicts && self.misfits.iter().all(foreign)
    }
}

/// Puts the licences beside each other, in the order of their places. One that is given twice is there
/// once.
pub(crate) fn members<'a>(
    licenses: &[&'a Verified<License>],
    judged: Judged<'_>,
    question: &Question,
) -> Vec<Member<'a>> {
    let order = sort::order(licenses.len(), &|a, b| Place::of(licenses[a]).cmp(&Place::of(licenses[b])));
    let mut members: Vec<Member<'a>> = Vec::new();
    for index in order {
        let place = Place::of(licenses[index]);
        if members.last().is_some_and(|member| member.place == place) {
            continue;
        }
        let license = licenses[index];
        let misfits = judged.mismatches(license).chain(license.fit(question)).collect();
        members.push(Member {
            place,
            license,
            misfits,
            conflicts: false,
            answers_again: false,
            successors: Vec::new(),
        });
    }
    mark_conflicts(&mut members);
    mark_second_answers(&mut members);
    mark_successors(&mut members);
    members
}

fn mark_conflicts(members: &mut [Member<'_>]) {
    let one = |a: &Member<'_>, b: &Member<'_>| {
        a.place.license() == b.place.license() && a.place.serial == b.place.serial
    };
    for documents in members.chunk_by_mut(one) {
        let conflicts = documents.len() > 1;
        documents.iter_mut().for_each(|member| member.conflicts = conflicts);
    }
}

/// Of the emergency licences that answer one request, only the one that starts first ever adds anything:
/// else a request would be worth as many emergencies as it has answers. Its later serials are it again.
fn mark_second_answers(members: &mut [Member<'_>]) {
    let answers: Vec<usize> = (0..members.len())
        .filter(|&index| members[index].is_emergency() && members[index].is_good())
        .collect();
    let request = |index: usize| (members[index].place.account, members[index].license.request.as_deref());
    let start = |index: usize| (members[index].license.start(), members[index].place.id);
    let order = sort::order(answers.len(), &|a, b| {
        let (a, b) = (answers[a], answers[b]);
        (request(a), start(a)).cmp(&(request(b), start(b)))
    });
    let order: Vec<usize> = order.into_iter().map(|index| answers[index]).collect();
    let again: Vec<usize> = order
        .chunk_by(|&a, &b| request(a) == request(b))
        .flat_map(|same| same.iter().filter(|&&index| members[index].place.id != members[same[0]].place.id))
        .copied()
        .collect();
    for index in again {
        members[index].answers_again = true;
    }
}

/// Notes for each licence which others take its place.
fn mark_successors(members: &mut [Member<'_>]) {
    for index in 0..members.len() {
        if !members[index].is_good() {
            continue;
        }
        let (by, account) = (members[index].license, members[index].place.account);
        let others = by.supersedes.iter().filter(|id| **id != by.id);
        for id in others.chain([&by.id]) {
            let named = (account, id.as_str());
            let first = members.partition_point(|member| member.place.license() < named);
            for member in members[first..].iter_mut().take_while(|member| member.place.license() == named) {
                let replaced = member.license;
                let takes_place =
                    if *id == by.id { by.serial > replaced.serial } else { replaced.issued <= by.issued };
                if takes_place {
                    member.successors.push(by);
                }
            }
        }
    }
}

/// When a licence supersedes others: from its start on; for good if it was bought, else while it runs.
fn reign(license: &License) -> Period {
    let end = match license.kind {
        LicenseKind::Standard => None,
        LicenseKind::Trial | LicenseKind::Temporary | LicenseKind::Emergency => license.end(),
    };
    Period { start: license.not_before, end }
}
