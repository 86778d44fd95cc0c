//! How much of each entitlement is granted, used and left.

mod grant;
mod part;
mod row;

pub(crate) use row::Footing;
pub use row::{FeatureChange, FeatureRow, LimitRow, LimitState, QuantityChange, QuantityRow, Source};

use crate::documents::license::{Entitlement, Metric, Quantity};
use crate::judge::emergency::Emergency;
use crate::judge::member::Member;
use crate::sort;
use crate::values::by_id::Amounts;
use crate::values::period::Periods;
use crate::values::time::UnixTime;
use grant::{Grant, Tally};
use part::{Part, metric, only_metric};
use row::Grounds;

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
        let present = || members.iter().copied().filter(|member| member.removed.is_none());
        let entitlements =
            ids(present(), entry).into_iter().map(|id| Named { id, parts: Vec::new() }).collect();
        let mut limits = Self { entry, emergencies, entitlements, licensed: Periods::default(), now };
        // Licences of one vendor mostly name the same ids in the same order: try there before searching.
        let mut last: Vec<usize> = Vec::new();
        for member in present() {
            for (nth, entitlement) in member.license.entitlements.iter().enumerate() {
                let guess = last.get(nth).filter(|&&index| limits.entitlements[index].id == entitlement.id);
                let Ok(index) = guess.map_or_else(|| limits.find(&entitlement.id), |&index| Ok(index)) else {
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
    pub(crate) fn grounded_rows(&self, usage: &Amounts) -> Vec<LimitRow> {
        let row = |rights: Rights<'_, '_, '_>| rights.row(usage).on(rights.grounds());
        self.entitlements.iter().map(|named| row(self.rights(named))).collect()
    }

    #[cfg(any(feature = "js-slim", test))]
    pub(crate) fn rows(&self, usage: &Amounts) -> Vec<LimitRow> {
        self.entitlements.iter().map(|named| self.rights(named).row(usage)).collect()
    }

    /// What is granted of an entitlement, apart from emergencies.
    pub(crate) fn granted(&self, id: &str) -> Quantity {
        self.find(id).map_or(Quantity::ZERO, |index| self.rights(&self.entitlements[index]).grant().granted)
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
            emergency: self.emergencies.iter().find(|emergency| emergency.id == *id),
            entry: self.entry.get(id),
            licensed: &self.licensed,
            now: self.now,
        }
    }
}

/// The ids that are named, in their order.
fn ids<'m, 'a: 'm>(members: impl Iterator<Item = &'m Member<'a>>, entry: &'m Amounts) -> Vec<&'m str> {
    let mut ids: Vec<&'m str> = entry.iter().map(|(id, _)| id).collect();
    let mut last: &[Entitlement] = &[];
    for member in members {
        let own = &member.license.entitlements;
        for (nth, entitlement) in own.iter().enumerate() {
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

/// All that is known of one entitlement.
struct Rights<'l, 'm, 'a> {
    id: &'l str,
    parts: &'l [Part<'m, 'a>],
    /// The metric, where all parts have the same.
    metric: Option<Metric>,
    /// The parts in emergency licences.
    emergencies: Vec<&'l Part<'m, 'a>>,
    emergency: Option<&'l Emergency<'a>>,
    /// The limit that stands in while no licence counts.
    entry: Option<u64>,
    licensed: &'l Periods,
    now: UnixTime,
}

impl Rights<'_, '_, '_> {
    fn row(&self, usage: &Amounts) -> LimitRow {
        let used = usage.get(self.id).unwrap_or(0);
        let metric = self.metric_at(self.now);
        let grant = self.grant();
        let change = self.next_change(grant);
        let id = self.id.to_owned();
        let sources = self.parts.iter().filter(|part| part.metric == metric && part.counts && part.gives());
        if metric == Metric::Feature {
            return LimitRow::Feature(FeatureRow {
                id,
                metric,
                granted: grant.feature,
                sources: sources.map(Part::source).collect(),
                next_change: change.map(|(at, grant)| FeatureChange { at, granted: grant.feature }),
                grounds: Grounds::default(),
            });
        }
        let sources = sources.filter(|part| !part.member.is_emergency()).map(Part::source).collect();
        let next_change =
            change.map(|(at, then)| QuantityChange { at, granted: then.granted, emergency: then.emergency });
        LimitRow::Quantity(QuantityRow::new(id, metric, grant, used, sources, next_change))
    }

    fn metric_at(&self, instant: UnixTime) -> Metric {
        self.metric.unwrap_or_else(|| metric(self.parts, instant))
    }

    fn grounds(&self) -> Grounds {
        Grounds { footing: self.footing(), families: self.families() }
    }

    /// What the entitlement rests on.
    fn footing(&self) -> Footing {
        let stands_in = self.entry.is_some() && !self.licensed.contains(self.now);
        if stands_in || self.parts.iter().any(|part| part.counts) {
            Footing::Counting
        } else if self.parts.iter().any(|part| part.has_ended(self.now)) {
            Footing::Ended
        } else {
            Footing::Missing
        }
    }

    /// The device families that need it, as the licences that hold their places have them; where none does,
    /// as any had them: what was licensed once is not free because its licence is gone.
    fn families(&self) -> Vec<String> {
        let holding = |part: &&Part<'_, '_>| !part.member.is_superseded();
        let all = !self.parts.iter().any(|part| holding(&part));
        let named = self.parts.iter().filter(|part| all || holding(part));
        let named = named.filter_map(|part| part.entitlement.applies_to.as_ref()).flatten();
        let mut families = sort::sorted(named.cloned().collect(), String::cmp);
        families.dedup();
        families
    }

    fn grant(&self) -> Grant {
        let mut tally = Tally::new();
        self.parts.iter().filter(|part| part.counts).for_each(|part| tally.add(part));
        self.complete(&tally, self.now)
    }

    /// What is granted at an instant at which the parts in the tally count.
    fn complete(&self, tally: &Tally, instant: UnixTime) -> Grant {
        let metric = self.metric_at(instant);
        let mut grant = tally.grant(metric);
        if let Some(entry) = self.entry
            && !self.licensed.contains(instant)
        {
            grant.stand_in(entry);
        }
        if metric != Metric::Feature {
            grant.add_emergency(self.emergency(metric, instant));
        }
        grant
    }

    /// What the one emergency that started first adds: they are never summed.
    fn emergency(&self, metric: Metric, instant: UnixTime) -> u64 {
        if self.locked_from().is_some_and(|locked| instant >= locked) {
            return 0;
        }
        let counting = |part: &&&Part<'_, '_>| {
            part.metric == metric && part.counts_at(instant) && !part.is_spent(instant)
        };
        let licenses = self.emergencies.iter().filter(counting);
        let licenses = licenses.map(|part| {
            let license = part.member.license;
            let quantity = part.quantity.and_then(|quantity| quantity.limit());
            (license.start(), license.id.as_str(), license.serial, quantity.unwrap_or(0))
        });
        let clause = self.emergency.and_then(|emergency| emergency.clause_at(instant));
        licenses.chain(clause).min().map_or(0, |(_, _, _, quantity)| quantity)
    }

    fn locked_from(&self) -> Option<UnixTime> {
        self.emergency.and_then(Emergency::locked_from)
    }

    /// The first later instant at which what is granted is another, and what it is then.
    fn next_change(&self, present: Grant) -> Option<(UnixTime, Grant)> {
        let mut turns: Vec<(i64, Option<usize>)> = Vec::new();
        for (index, part) in self.parts.iter().enumerate() {
            part.turning_points(self.now, &mut |turn| turns.push((turn, Some(index))));
        }
        if self.entry.is_some() {
            self.licensed.turning_points(self.now, &mut |turn| turns.push((turn, None)));
        }
        if let Some(locked) = self.locked_from().filter(|&locked| locked > self.now) {
            turns.push((locked.as_secs(), None));
        }
        if turns.is_empty() {
            return None;
        }
        let order = sort::order(turns.len(), &|a, b| turns[a].0.cmp(&turns[b].0));
        let mut tally = Tally::new();
        let mut counting: Vec<bool> = self.parts.iter().map(|part| part.counts).collect();
        self.parts.iter().filter(|part| part.counts).for_each(|part| tally.add(part));
        for together in order.chunk_by(|&a, &b| turns[a].0 == turns[b].0) {
            let instant = UnixTime::from_sum(turns[together[0]].0);
            for index in together.iter().filter_map(|&turn| turns[turn].1) {
                let counts = self.parts[index].counts_at(instant);
                match (counting[index], counts) {
                    (false, true) => tally.add(&self.parts[index]),
                    (true, false) => tally.subtract(&self.parts[index]),
                    _ => {}
                }
                counting[index] = counts;
            }
            let grant = self.complete(&tally, instant);
            if grant.visible() != present.visible() {
                return Some((instant, grant));
            }
        }
        None
    }
}
