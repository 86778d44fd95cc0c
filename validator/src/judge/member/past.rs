//! The licences of an account as they were, since they are at hand.

use super::{Member, Place, supersede_by_name, supersede_by_serial};
use crate::judge::history::History;
use crate::judge::status::Status;
use crate::values::period::Periods;
use crate::values::time::UnixTime;
use countersign_reader::sort;

/// When each licence of the account counted up to now: what could once be used is honoured when less may be
/// used now, and nothing beyond it.
///
/// Only what the documents say is believed, and of what the installation remembers no more than a day on
/// which each came and went. So whatever is written into a state by hand, nothing comes of it that these
/// very licences, in some order, could not have given:
/// - A licence counts from when it came, never before it was issued or starts, to when it ends, was taken
///   out, or another that had come took its place. Of two with one serial the first counts until the second
///   comes. One of which it is not remembered when it came, or that came later than now, came when it was
///   issued.
/// - What is revoked, not authentic any more, of another account or for another host never counted.
/// - The product may have had another version: what is for other versions counted.
///
/// None where every licence counts now, and so there was never more than there is.
pub(crate) fn past<'a>(own: &[&Member<'a>], history: &History, now: UnixTime) -> Vec<Member<'a>> {
    let has_ended = |member: &&Member<'_>| {
        let mut ends = member.license.entitlements.iter().filter_map(|entitlement| entitlement.expires);
        !member.counts || !member.shares.is_empty() || ends.any(|end| now >= end)
    };
    if !own.iter().any(has_ended) {
        return Vec::new();
    }
    let held = &history.held;
    let order = sort::order(held.len(), &|a, b| {
        let of = |index: usize| (Place::of(&held[index].license), held[index].since);
        of(a).cmp(&of(b))
    });
    let since = |member: &Member<'_>| {
        let first = order.partition_point(|&index| Place::of(&held[index].license) < member.place);
        let entry = order.get(first).map(|&index| &held[index]);
        let entry = entry.filter(|held| held.since <= now && Place::of(&held.license) == member.place);
        entry.map_or(member.license.issued, |held| held.since.max(member.license.issued))
    };
    let mut members: Vec<Member<'a>> = own.iter().map(|member| member.since(since(member))).collect();
    give_way_to_conflicting(&mut members);
    supersede_by_serial(&mut members, now);
    supersede_by_name(&mut members, now);
    members.iter_mut().for_each(|member| member.settle(now));
    members
}

impl<'a> Member<'a> {
    /// The licence as it was since an instant.
    fn since(&self, since: UnixTime) -> Self {
        let is_here = |code: Status| code != Status::WrongVersion;
        Self {
            place: self.place,
            license: self.license,
            removed: self.removed,
            since: Some(since),
            revoked: self.revoked.clone(),
            misfits: self.misfits.iter().filter(|reason| is_here(reason.code)).cloned().collect(),
            conflicts: false,
            activated: self.activated.clone(),
            shares: self.shares.clone(),
            deactivated: self.deactivated,
            answers_again: self.answers_again,
            spent: Periods::default(),
            successor: None,
            reigns: Periods::default(),
            periods: Periods::default(),
            counts: false,
            changes: false,
        }
    }
}

/// Of documents with one serial each counts until the next one comes.
fn give_way_to_conflicting(members: &mut [Member<'_>]) {
    let one = |a: &Member<'_>, b: &Member<'_>| {
        a.place.license() == b.place.license() && a.place.serial == b.place.serial
    };
    for documents in members.chunk_by_mut(one).filter(|documents| documents.len() > 1) {
        let order = sort::order(documents.len(), &|a, b| documents[a].since.cmp(&documents[b].since));
        for pair in order.windows(2) {
            let next = documents[pair[1]].since;
            let document = &mut documents[pair[0]];
            document.removed = [document.removed, next].into_iter().flatten().min();
        }
    }
}
