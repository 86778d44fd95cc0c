//! How much of each entitlement is granted, used and left.

mod row;

pub use row::{FeatureChange, FeatureRow, LimitRow, LimitState, QuantityChange, QuantityRow, Source};

use crate::account::Member;
use crate::license::{Entitlement, Metric, Quantity};
use crate::question::{Amounts, Question};
use crate::sort;
use crate::time::UnixTime;
use std::cmp::Ordering;

/// What the rows of a report are computed from.
pub(crate) struct Limits<'m, 'a> {
    members: &'m [&'m Member<'a>],
    entry: &'m Amounts,
    /// In the order of their ids.
    parts: Vec<Part<'m, 'a>>,
    /// The ids that have a row, in their order.
    ids: Vec<&'m str>,
}

/// An entitlement in a licence.
#[derive(Clone, Copy)]
struct Part<'m, 'a> {
    member: &'m Member<'a>,
    entitlement: &'m Entitlement,
}

impl<'m, 'a> Part<'m, 'a> {
    fn id(&self) -> &'m str {
        &self.entitlement.id
    }

    fn counts_at(&self, instant: UnixTime) -> bool {
        self.member.counts_at(instant) && self.entitlement.expires.is_none_or(|end| instant < end)
    }

    fn next_turning_point(&self, instant: UnixTime) -> Option<UnixTime> {
        let end = self.entitlement.expires.filter(|&end| end > instant);
        [self.member.next_turning_point(instant), end].into_iter().flatten().min()
    }

    fn end(&self) -> Option<UnixTime> {
        [self.member.license.end(), self.entitlement.expires].into_iter().flatten().min()
    }

    fn quantity(&self) -> Quantity {
        self.entitlement.quantity.unwrap_or(Quantity::ZERO)
    }

    fn source(&self) -> Source {
        let license = self.member.license;
        Source {
            jti: license.id.clone(),
            serial: license.serial,
            quantity: self.entitlement.quantity,
            end: self.end(),
        }
    }
}

/// What is granted of one entitlement at an instant.
#[derive(PartialEq, Eq, Clone, Copy)]
pub(super) struct Grant {
    feature: bool,
    granted: Quantity,
    emergency: Quantity,
    allowed: Quantity,
}

impl Grant {
    /// What a reader would notice a change of.
    fn visible(self) -> (bool, Quantity, Quantity) {
        (self.feature, self.granted, self.emergency)
    }
}

impl<'m, 'a> Limits<'m, 'a> {
    pub(crate) fn new(members: &'m [&'m Member<'a>], entry: &'m Amounts) -> Self {
        let mut parts: Vec<Part<'m, 'a>> = Vec::new();
        for &member in members {
            parts.extend(member.license.entitlements.iter().map(|entitlement| Part { member, entitlement }));
        }
        let order = sort::order(parts.len(), &|a, b| parts[a].id().cmp(parts[b].id()));
        let parts: Vec<_> = order.into_iter().map(|index| parts[index]).collect();
        let mut ids: Vec<&str> = parts.iter().map(Part::id).collect();
        ids.dedup();
        ids.extend(entry.iter().map(|(id, _)| id));
        let mut ids = sort::sorted(ids, |a, b| a.cmp(b));
        ids.dedup();
        Self { members, entry, parts, ids }
    }

    /// The ids that have a row, in their order.
    pub(crate) fn ids(&self) -> &[&'m str] {
        &self.ids
    }

    /// The entitlements with this id, in the order of their licences.
    fn parts(&self, id: &str) -> &[Part<'m, 'a>] {
        let start = self.parts.partition_point(|part| part.id() < id);
        let from = &self.parts[start..];
        &from[..from.partition_point(|part| part.id() == id)]
    }

    pub(crate) fn row(&self, id: &str, question: &Question, now: UnixTime) -> LimitRow {
        let parts = self.parts(id);
        let metric = metric(parts, now);
        let grant = self.grant(id, parts, now);
        let change = self.next_change(id, parts, now, grant);
        let id = id.to_owned();
        if metric == Metric::Feature {
            let sources = matching(parts, metric, now).map(Part::source).collect();
            let next_change = change.map(|(at, grant)| FeatureChange { at, granted: grant.feature });
            return LimitRow::Feature(FeatureRow {
                id,
                metric,
                granted: grant.feature,
                sources,
                next_change,
            });
        }
        let used = question.usage.get(&id).unwrap_or(0);
        let sources = standing(parts, metric, now).map(Part::source).collect();
        let next_change =
            change.map(|(at, then)| QuantityChange { at, granted: then.granted, emergency: then.emergency });
        LimitRow::Quantity(QuantityRow::new(id, metric, grant, used, sources, next_change))
    }

    /// The licences whose entitlement of this id counts something else than the row does.
    pub(crate) fn metric_conflicts(&self, id: &str, now: UnixTime) -> Vec<&'m Member<'a>> {
        let parts = self.parts(id);
        let metric = metric(parts, now);
        let differing = parts.iter().filter(|part| part.entitlement.metric != metric && part.counts_at(now));
        differing.map(|part| part.member).collect()
    }

    fn grant(&self, id: &str, parts: &[Part<'_, '_>], instant: UnixTime) -> Grant {
        let metric = metric(parts, instant);
        let mut grant = Grant {
            feature: matching(parts, metric, instant).next().is_some() && metric == Metric::Feature,
            granted: Quantity::ZERO,
            emergency: emergency(parts, metric, instant),
            allowed: Quantity::ZERO,
        };
        for part in standing(parts, metric, instant) {
            grant.granted = grant.granted.plus(part.quantity());
            grant.allowed = grant.allowed.plus(part.entitlement.overage.allowed(part.quantity()));
        }
        if let Some(entry) = self.entry.get(id)
            && !self.licensed(instant)
        {
            grant.granted = Quantity::Limited(entry);
            grant.allowed = grant.granted;
        }
        grant.allowed = grant.allowed.plus(grant.emergency);
        grant
    }

    /// Whether a licence counts that is no emergency licence, so that the entry limits do not stand in.
    pub(crate) fn licensed(&self, instant: UnixTime) -> bool {
        self.members.iter().any(|member| !member.is_emergency() && member.counts_at(instant))
    }

    /// The first later instant at which what is granted is another, and what it is then.
    fn next_change(
        &self,
        id: &str,
        parts: &[Part<'_, '_>],
        now: UnixTime,
        present: Grant,
    ) -> Option<(UnixTime, Grant)> {
        let has_entry = self.entry.get(id).is_some();
        let mut instant = now;
        loop {
            let own = parts.iter().filter_map(|part| part.next_turning_point(instant)).min();
            let others = self.members.iter().filter(|_| has_entry);
            let others = others.filter_map(|member| member.next_turning_point(instant)).min();
            instant = [own, others].into_iter().flatten().min()?;
            let grant = self.grant(id, parts, instant);
            if grant.visible() != present.visible() {
                return Some((instant, grant));
            }
        }
    }
}

/// The metric of the earliest licence that counts, else of the latest there is.
fn metric(parts: &[Part<'_, '_>], instant: UnixTime) -> Metric {
    let counting = parts.iter().filter(|part| part.member.counts_at(instant)).min_by(by_age);
    let chosen = counting.or_else(|| parts.iter().max_by(by_age));
    chosen.map_or(Metric::User, |part| part.entitlement.metric)
}

fn by_age(a: &&Part<'_, '_>, b: &&Part<'_, '_>) -> Ordering {
    let (a, b) = (a.member.license, b.member.license);
    (a.age(), a.payload()).cmp(&(b.age(), b.payload()))
}

/// The parts that count, of the row's metric.
fn matching<'p, 'm, 'a>(
    parts: &'p [Part<'m, 'a>],
    metric: Metric,
    instant: UnixTime,
) -> impl Iterator<Item = &'p Part<'m, 'a>> {
    parts.iter().filter(move |part| part.entitlement.metric == metric && part.counts_at(instant))
}

/// Those of them that are summed.
fn standing<'p, 'm, 'a>(
    parts: &'p [Part<'m, 'a>],
    metric: Metric,
    instant: UnixTime,
) -> impl Iterator<Item = &'p Part<'m, 'a>> {
    matching(parts, metric, instant).filter(|part| !part.member.is_emergency())
}

/// What the one emergency licence that started first adds: they are never summed.
fn emergency(parts: &[Part<'_, '_>], metric: Metric, instant: UnixTime) -> Quantity {
    let first = matching(parts, metric, instant)
        .filter(|part| part.member.is_emergency() && !part.member.answers_again)
        .min_by_key(|part| {
            let license = part.member.license;
            (license.start(), license.id.as_str(), license.serial)
        });
    first.map_or(Quantity::ZERO, Part::quantity)
}
