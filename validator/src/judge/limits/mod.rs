//! How much of each entitlement is granted, used and left.

mod grant;
mod part;
mod rights;
mod row;

pub use row::{FeatureChange, FeatureRow, LimitRow, LimitState, QuantityChange, QuantityRow, Source};
pub(crate) use row::{Footing, Grounds};

use crate::documents::license::{Entitlement, Metric, Quantity};
use crate::judge::emergency::Emergency;
use crate::judge::member::Member;
use crate::values::by_id::Amounts;
use crate::values::period::Periods;
use crate::values::time::UnixTime;
use countersign_reader::{bytes, sort};
use part::{Part, metric, only_metric};
use rights::Rights;

/// What the rows of a report are computed from.
pub(crate) struct Limits<'m, 'a> {
    entry: &'m Amounts,
    emergencies: &'m [Emergency<'a>],
    /// In the order of their ids.
    entitlements: Vec<Named<'m, 'a>>,
    /// When a licence counts that is no emergency licence, so that the entry limits do not stand in.
    licensed: Periods,
    now: UnixTime,
}

/// The entitlements with one id, in the order of their licences.
struct Named<'m, 'a> {
    id: &'m str,
    parts: Vec<Part<'m, 'a>>,
}

impl<'m, 'a> Limits<'m, 'a> {
    /// The limits as they are at the judged instant, at which the members were settled.
    pub(crate) fn new(
        members: &'m [&'m Member<'a>],
        entry: &'m Amounts,
        emergencies: &'m [Emergency<'a>],
        now: UnixTime,
    ) -> Self {
        Self::of(members, entry, emergencies, now, None)
    }

    /// The same of one entitlement alone, where an id is given.
    pub(crate) fn of(
        members: &'m [&'m Member<'a>],
        entry: &'m Amounts,
        emergencies: &'m [Emergency<'a>],
        now: UnixTime,
        only: Option<&str>,
    ) -> Self {
        let present = || members.iter().copied().filter(|member| member.is_at_hand());
        let entitlements =
            ids(present(), entry, only).into_iter().map(|id| Named { id, parts: Vec::new() }).collect();
        let mut limits = Self { entry, emergencies, entitlements, licensed: Periods::default(), now };
        // Licences of one vendor mostly name the same ids in the same order: try there before searching.
        let mut last: Vec<usize> = Vec::new();
        for member in present() {
            for (nth, entitlement) in wanted(member, only) {
                let Ok(index) = limits.find_from(last.get(nth).copied().unwrap_or(nth), &entitlement.id)
                else {
                    continue;
                };
                match last.get_mut(nth) {
                    Some(same) => *same = index,
                    None => last.push(index),
                }
                if member.shares.is_empty() {
                    limits.entitlements[index].parts.push(Part::new(member, entitlement, now));
                }
            }
            for share in &member.shares {
                let entitlement = &member.license.entitlements[share.entitlement];
                if let Ok(index) = limits.find(&entitlement.id) {
                    limits.entitlements[index].parts.push(Part::shared(member, entitlement, share, now));
                }
            }
            if !member.is_emergency() {
                member.periods.iter().for_each(|period| limits.licensed.insert(period));
            }
        }
        limits
    }

    /// The index of the entitlements with this id.
    fn find(&self, id: &str) -> Result<usize, usize> {
        self.entitlements.binary_search_by(|named| named.id.cmp(id))
    }

    /// The same, where it is likely to be at an index: ten thousand are looked up at every verdict.
    fn find_from(&self, likely: usize, id: &str) -> Result<usize, usize> {
        match self.entitlements.get(likely) {
            Some(named) if named.id == id => Ok(likely),
            _ => self.find(id),
        }
    }

    /// Whether a licence counts that is no emergency licence, so that the entry limits do not stand in.
    pub(crate) fn is_licensed(&self) -> bool {
        self.licensed.contains(self.now)
    }

    /// Whether an id has a row.
    pub(crate) fn names(&self, id: &str) -> bool {
        self.find(id).is_ok()
    }

    /// The rows with the grounds that decisions are made on. Who asks for no decision does not compute, nor
    /// download, them.
    ///
    /// `past` is made of the same licences as they were since they are at hand.
    pub(crate) fn grounded_rows(&self, usage: &Amounts, past: &Limits<'_, '_>) -> Vec<LimitRow> {
        let row = |(place, named)| {
            let rights = self.rights(named);
            let once = past.most(place, rights.id, rights.metric_at(self.now));
            rights.row(usage).on(rights.grounds(once))
        };
        self.entitlements.iter().enumerate().map(row).collect()
    }

    #[cfg(any(feature = "js-slim", test))]
    pub(crate) fn rows(&self, usage: &Amounts) -> Vec<LimitRow> {
        self.entitlements.iter().map(|named| self.rights(named).row(usage)).collect()
    }

    /// What is granted of each entitlement, apart from emergencies, in the order of their ids.
    pub(crate) fn grants(&self) -> Vec<(String, Quantity)> {
        let granted = |named| self.rights(named).grant().granted;
        self.entitlements.iter().map(|named| (named.id.to_owned(), granted(named))).collect()
    }

    /// The most that was ever allowed of an entitlement, likely to be at an index, up to now: overage included and
    /// emergencies not.
    fn most(&self, likely: usize, id: &str, metric: Metric) -> Quantity {
        let index = self.find_from(likely, id);
        index.map_or(Quantity::ZERO, |index| self.rights(&self.entitlements[index]).most(metric))
    }

    /// The ids and the licences whose entitlement of that id counts something else than its row does.
    pub(crate) fn metric_conflicts(&self) -> Vec<(&'m str, &'m Member<'a>)> {
        let mut conflicts = Vec::new();
        for Named { id, parts } in
            self.entitlements.iter().filter(|named| only_metric(&named.parts).is_none())
        {
            let metric = metric(parts, self.now);
            let differing = parts.iter().filter(|part| part.metric != metric && part.counts);
            conflicts.extend(differing.map(|part| (*id, part.member)));
        }
        conflicts
    }

    fn rights<'l>(&'l self, Named { id, parts }: &'l Named<'m, 'a>) -> Rights<'l, 'm, 'a> {
        Rights {
            id,
            parts,
            metric: only_metric(parts),
            emergencies: parts.iter().filter(|part| part.is_emergency()).collect(),
            // They are in the order of their ids.
            emergency: (self.emergencies.binary_search_by(|emergency| emergency.id.cmp(id)).ok())
                .map(|index| &self.emergencies[index]),
            entry: self.entry.get(id),
            licensed: &self.licensed,
            now: self.now,
        }
    }
}

/// What a licence grants, all of it or what has an id, each with its place.
fn wanted<'m>(member: &'m Member<'_>, only: Option<&str>) -> impl Iterator<Item = (usize, &'m Entitlement)> {
    let all = member.license.entitlements.iter().enumerate();
    all.filter(move |(_, entitlement)| {
        only.is_none_or(|id| bytes::equal(entitlement.id.as_bytes(), id.as_bytes()))
    })
}

/// The ids that are named, all of them or one alone, in their order.
fn ids<'m, 'a: 'm>(
    members: impl Iterator<Item = &'m Member<'a>>,
    entry: &'m Amounts,
    only: Option<&str>,
) -> Vec<&'m str> {
    let mut ids: Vec<&'m str> = entry.iter().map(|(id, _)| id).collect();
    ids.retain(|id| only.is_none_or(|only| only == *id));
    let mut last: &[Entitlement] = &[];
    for member in members {
        let own = &member.license.entitlements;
        for (nth, entitlement) in wanted(member, only) {
            if last.get(nth).is_none_or(|same| same.id != entitlement.id) {
                ids.push(&entitlement.id);
            }
        }
        last = own;
    }
    let mut ids = sort::sorted(ids, |a, b| a.cmp(b));
    ids.dedup();
    ids
}
