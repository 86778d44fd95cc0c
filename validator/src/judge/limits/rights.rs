//! All that is known of one entitlement, now, before, and later.

use super::grant::{Grant, Tally};
use super::part::{Part, metric};
use super::row::{FeatureChange, FeatureRow, Footing, Grounds, LimitRow, QuantityChange, QuantityRow};
use crate::documents::license::{Metric, Quantity};
use crate::judge::emergency::Emergency;
use crate::values::by_id::Amounts;
use crate::values::period::Periods;
use crate::values::time::UnixTime;
use countersign_reader::sort;

/// All that is known of one entitlement.
pub(super) struct Rights<'l, 'm, 'a> {
    pub(super) id: &'l str,
    pub(super) parts: &'l [Part<'m, 'a>],
    /// The metric, where all parts have the same.
    pub(super) metric: Option<Metric>,
    /// The parts in emergency licences.
    pub(super) emergencies: Vec<&'l Part<'m, 'a>>,
    pub(super) emergency: Option<&'l Emergency<'a>>,
    /// The limit that stands in while no licence counts.
    pub(super) entry: Option<u64>,
    pub(super) licensed: &'l Periods,
    pub(super) now: UnixTime,
}

impl Rights<'_, '_, '_> {
    pub(super) fn row(&self, usage: &Amounts) -> LimitRow {
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

    pub(super) fn metric_at(&self, instant: UnixTime) -> Metric {
        self.metric.unwrap_or_else(|| metric(self.parts, instant))
    }

    pub(super) fn grounds(&self, once: Quantity) -> Grounds {
        let needs_activation = self.parts.iter().any(|part| part.needs_activation(self.now));
        let assignable =
            (!self.parts.is_empty()).then(|| self.parts.iter().any(|part| part.entitlement.assignable));
        Grounds { footing: self.footing(), needs_activation, assignable, families: self.families(), once }
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

    pub(super) fn grant(&self) -> Grant {
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
        let mut change = None;
        self.walk(&turns, self.now, &mut |instant, tally| {
            let grant = self.complete(tally, instant);
            change = (grant.visible() != present.visible()).then_some((instant, grant));
            change.is_some()
        });
        change
    }

    /// The most that was ever allowed up to now. What an emergency lent is no part of it: that is blocked
    /// once it ends.
    pub(super) fn most(&self, metric: Metric) -> Quantity {
        let start = UnixTime::MIN;
        let mut turns: Vec<(i64, Option<usize>)> = Vec::new();
        for (index, part) in self.parts.iter().enumerate() {
            part.every_turning_point(start, &mut |turn| turns.push((turn, Some(index))));
        }
        if self.entry.is_some() {
            self.licensed.turning_points(start, &mut |turn| turns.push((turn, None)));
        }
        // Before the first licence there was none.
        let mut most = Quantity::Limited(self.entry.unwrap_or(0));
        let mut tell = |instant: UnixTime, tally: &Tally| {
            if instant <= self.now && (self.entry.is_none() || self.licensed.contains(instant)) {
                most = most.max(tally.grant(metric).allowed);
            }
            instant > self.now
        };
        turns.push((start.as_secs(), None));
        self.walk(&turns, start, &mut tell);
        most
    }

    /// Goes through instants, at which the parts with these indices may begin or cease to count, and tells
    /// of each what counts then, until that is enough.
    fn walk(
        &self,
        turns: &[(i64, Option<usize>)],
        start: UnixTime,
        is_enough: &mut dyn FnMut(UnixTime, &Tally) -> bool,
    ) {
        let order = sort::order(turns.len(), &|a, b| turns[a].0.cmp(&turns[b].0));
        let mut tally = Tally::new();
        let mut counting: Vec<bool> = self.parts.iter().map(|part| part.counts_at(start)).collect();
        self.parts.iter().filter(|part| part.counts_at(start)).for_each(|part| tally.add(part));
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
            if is_enough(instant, &tally) {
                return;
            }
        }
    }
}
