//! How much of each entitlement is granted, used and left.

mod grant;
mod part;
mod row;

pub(crate) use row::Footing;
pub use row::{FeatureChange, FeatureRow, LimitRow, LimitState, QuantityChange, QuantityRow, Source};

use crate::emergency::Emergency;
use crate::license::Metric;
use crate::member::Member;
use crate::period::Periods;
use crate::question::{Amounts, Question};
use crate::sort;
use crate::time::UnixTime;
use grant::{Grant, Tally};
use part::{Part, metric, only_metric};

/// What the rows of a report are computed from.
pub(crate) struct Limits<'m, 'a> {
    entry: &'m Amounts,
    emergencies: &'m [Emergency<'a>],
    /// The ids that have a row, in their order.
    ids: Vec<&'m str>,
    /// The entitlements of each id, in the order of their licences.
    parts: Vec<Vec<Part<'m, 'a>>>,
    /// When a licence counts that is no emergency licence, so that the entry limits do not stand in.
    licensed: Periods,
}

impl<'m, 'a> Limits<'m, 'a> {
    pub(crate) fn new(
        members: &'m [&'m Member<'a>],
        entry: &'m Amounts,
        emergencies: &'m [Emergency<'a>],
    ) -> Self {
        let present = || members.iter().filter(|member| member.removed.is_none());
        let ids = ids(present(), entry);
        let mut parts: Vec<Vec<Part<'m, 'a>>> = ids.iter().map(|_| Vec::new()).collect();
        // Licences of one vendor mostly name the same ids in the same order: try there before searching.
        let mut slots: Vec<usize> = Vec::new();
        let mut licensed = Periods::default();
        for member in present() {
            for (nth, entitlement) in member.license.entitlements.iter().enumerate() {
                let guess = slots.get(nth).copied().filter(|&slot| ids[slot] == entitlement.id);
                let Some(slot) = guess.or_else(|| ids.binary_search(&entitlement.id.as_str()).ok()) else {
                    continue;
                };
                slots.truncate(nth);
                slots.push(slot);
                parts[slot].push(Part { member, entitlement });
            }
            if !member.is_emergency() {
                member.periods.iter().for_each(|period| licensed.insert(period));
            }
        }
        Self { entry, emergencies, ids, parts, licensed }
    }

    /// Whether a licence counts that is no emergency licence, so that the entry limits do not stand in.
    pub(crate) fn licensed(&self, instant: UnixTime) -> bool {
        self.licensed.contains(instant)
    }

    /// Whether an id has a row.
    pub(crate) fn names(&self, id: &str) -> bool {
        self.ids.binary_search(&id).is_ok()
    }

    pub(crate) fn rows(&self, question: &Question, now: UnixTime) -> Vec<LimitRow> {
        let slots = self.ids.iter().zip(&self.parts);
        slots.map(|(id, parts)| self.entitlement(id, parts).row(question, now)).collect()
    }

    /// What is granted of an entitlement at an instant, apart from emergencies.
    pub(crate) fn granted(&self, id: &str, now: UnixTime) -> crate::license::Quantity {
        let parts = self.ids.binary_search(&id).map_or(&[][..], |slot| &self.parts[slot]);
        self.entitlement(id, parts).grant(now).granted
    }

    /// The ids and the licences whose entitlement of that id counts something else than its row does.
    pub(crate) fn metric_conflicts(&self, now: UnixTime) -> Vec<(&'m str, &'m Member<'a>)> {
        let mut conflicts = Vec::new();
        for (&id, parts) in self.ids.iter().zip(&self.parts) {
            if only_metric(parts).is_some() {
                continue;
            }
            let metric = metric(parts, now);
            let differing = |part: &&Part<'_, '_>| part.entitlement.metric != metric && part.counts_at(now);
            conflicts.extend(parts.iter().filter(differing).map(|part| (id, part.member)));
        }
        conflicts
    }

    fn entitlement<'l>(&'l self, id: &'l str, parts: &'l [Part<'m, 'a>]) -> Rights<'l, 'm, 'a> {
        Rights {
            id,
            parts,
            metric: only_metric(parts),
            emergencies: parts.iter().filter(|part| part.is_emergency()).collect(),
            emergency: self.emergencies.iter().find(|emergency| emergency.id == id),
            entry: self.entry.get(id),
            licensed: &self.licensed,
        }
    }
}

/// The ids that licences and entry limits name, each once, in their order.
fn ids<'m, 'a: 'm>(members: impl Iterator<Item = &'m &'m Member<'a>>, entry: &'m Amounts) -> Vec<&'m str> {
    let mut ids: Vec<&str> = entry.iter().map(|(id, _)| id).collect();
    let mut previous = 0..0;
    for member in members {
        let start = ids.len();
        for (nth, entitlement) in member.license.entitlements.iter().enumerate() {
            // What the licence before names in the same place is there already.
            if ids[previous.clone()].get(nth) != Some(&entitlement.id.as_str()) {
                ids.push(&entitlement.id);
            }
        }
        if ids.len() - start == member.license.entitlements.len() {
            previous = start..ids.len();
        }
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
}

impl Rights<'_, '_, '_> {
    fn row(&self, question: &Question, now: UnixTime) -> LimitRow {
        let metric = self.metric_at(now);
        let grant = self.grant(now);
        let change = self.next_change(now, grant);
        let id = self.id.to_owned();
        let counting = |part: &&Part<'_, '_>| part.entitlement.metric == metric && part.counts_at(now);
        let sources = self.parts.iter().filter(counting);
        if metric == Metric::Feature {
            return LimitRow::Feature(FeatureRow {
                id,
                metric,
                granted: grant.feature,
                sources: sources.map(Part::source).collect(),
                next_change: change.map(|(at, grant)| FeatureChange { at, granted: grant.feature }),
                footing: self.footing(now),
            });
        }
        let used = question.usage.get(self.id).unwrap_or(0);
        let sources = sources.filter(|part| !part.member.is_emergency()).map(Part::source).collect();
        let next_change =
            change.map(|(at, then)| QuantityChange { at, granted: then.granted, emergency: then.emergency });
        let mut row = QuantityRow::new(id, metric, grant, used, sources, next_change);
        row.footing = self.footing(now);
        row.families = self.families();
        LimitRow::Quantity(row)
    }

    fn metric_at(&self, instant: UnixTime) -> Metric {
        self.metric.unwrap_or_else(|| metric(self.parts, instant))
    }

    /// What the entitlement rests on.
    fn footing(&self, now: UnixTime) -> Footing {
        let stands_in = self.entry.is_some() && !self.licensed.contains(now);
        if stands_in || self.parts.iter().any(|part| part.counts_at(now)) {
            Footing::Counting
        } else if self.parts.iter().any(|part| part.has_ended(now)) {
            Footing::Ended
        } else {
            Footing::Missing
        }
    }

    /// The device families that need it.
    fn families(&self) -> Vec<String> {
        let named = self.parts.iter().filter_map(|part| part.entitlement.applies_to.as_ref()).flatten();
        let mut families = sort::sorted(named.cloned().collect(), String::cmp);
        families.dedup();
        families
    }

    fn grant(&self, now: UnixTime) -> Grant {
        let mut tally = Tally::default();
        self.parts.iter().filter(|part| part.counts_at(now)).for_each(|part| tally.add(part));
        self.complete(&tally, now)
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
        let counting = |part: &&&Part<'_, '_>| part.entitlement.metric == metric && part.counts_at(instant);
        let licenses = self.emergencies.iter().filter(counting);
        let licenses = licenses.map(|part| {
            let license = part.member.license;
            let quantity = part.entitlement.quantity.and_then(|quantity| quantity.limit());
            (license.start(), license.id.as_str(), license.serial, quantity.unwrap_or(0))
        });
        let clause = self.emergency.and_then(|emergency| emergency.clause_at(instant));
        licenses.chain(clause).min().map_or(0, |(_, _, _, quantity)| quantity)
    }

    fn locked_from(&self) -> Option<UnixTime> {
        self.emergency.and_then(Emergency::locked_from)
    }

    /// The first later instant at which what is granted is another, and what it is then.
    fn next_change(&self, now: UnixTime, present: Grant) -> Option<(UnixTime, Grant)> {
        let mut turns: Vec<(i64, Option<usize>)> = Vec::new();
        for (index, part) in self.parts.iter().enumerate() {
            turns.extend(part.turning_points(now).map(|turn| (turn, Some(index))));
        }
        if self.entry.is_some() {
            let licensed = self.licensed.iter().flat_map(|period| period.turning_points(now));
            turns.extend(licensed.map(|turn| (turn, None)));
        }
        let locked = self.locked_from().filter(|&locked| locked > now);
        turns.extend(locked.map(|locked| (locked.as_secs(), None)));
        let order = sort::order(turns.len(), &|a, b| turns[a].0.cmp(&turns[b].0));
        let mut tally = Tally::default();
        let mut counting: Vec<bool> = self.parts.iter().map(|part| part.counts_at(now)).collect();
        self.parts.iter().zip(&counting).filter(|(_, counts)| **counts).for_each(|(part, _)| tally.add(part));
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
