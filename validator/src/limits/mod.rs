//! How much of each entitlement is granted, used and left.

use crate::account::Member;
mod row;

pub use row::{FeatureChange, FeatureRow, LimitRow, LimitState, QuantityChange, QuantityRow, Source};

use crate::license::{Entitlement, Metric, Quantity};
use crate::question::Question;
use crate::time::UnixTime;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// What the rows of a report are computed from.
pub(crate) struct Limits<'m, 'a> {
    members: &'m [&'m Member<'a>],
    entry: &'m BTreeMap<String, u64>,
    parts: BTreeMap<&'m str, Vec<Part<'m, 'a>>>,
}

/// An entitlement in a licence.
struct Part<'m, 'a> {
    member: &'m Member<'a>,
    entitlement: &'m Entitlement,
}

impl<'m, 'a> Part<'m, 'a> {
    fn counts_at(&self, instant: UnixTime) -> bool {
        self.member.counts_at(instant) && self.entitlement.expires.is_none_or(|end| instant < end)
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

impl<'m, 'a> Limits<'m, 'a> {
    pub(crate) fn new(members: &'m [&'m Member<'a>], entry: &'m BTreeMap<String, u64>) -> Self {
        let mut parts: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        parts.extend(entry.keys().map(|id| (id.as_str(), Vec::new())));
        for &member in members {
            for entitlement in &member.license.entitlements {
                parts.entry(&entitlement.id).or_default().push(Part { member, entitlement });
            }
        }
        Self { members, entry, parts }
    }

    /// The ids that have a row, in their order.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &'m str> + '_ {
        self.parts.keys().copied()
    }

    pub(crate) fn row(&self, id: &str, question: &Question, now: UnixTime) -> LimitRow {
        let parts = self.parts.get(id).map_or(&[][..], Vec::as_slice);
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
        let used = question.usage.get(&id).copied().unwrap_or(0);
        let sources = standing(parts, metric, now).map(Part::source).collect();
        let next_change =
            change.map(|(at, then)| QuantityChange { at, granted: then.granted, emergency: then.emergency });
        LimitRow::Quantity(QuantityRow::new(id, metric, grant, used, sources, next_change))
    }

    /// The licences whose entitlement of this id counts something else than the row does.
    pub(crate) fn metric_conflicts(&self, id: &str, now: UnixTime) -> Vec<&'m Member<'a>> {
        let parts = self.parts.get(id).map_or(&[][..], Vec::as_slice);
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
        if let Some(&entry) = self.entry.get(id)
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
        let own = parts.iter().flat_map(|part| part.member.turning_points().chain(part.entitlement.expires));
        let mut instants = BTreeSet::new();
        instants.extend(own.filter(|&instant| instant > now));
        if self.entry.contains_key(id) {
            let all = self.members.iter().flat_map(|member| member.turning_points());
            instants.extend(all.filter(|&instant| instant > now));
        }
        let visible = |grant: Grant| (grant.feature, grant.granted, grant.emergency);
        instants
            .into_iter()
            .map(|instant| (instant, self.grant(id, parts, instant)))
            .find(|&(_, grant)| visible(grant) != visible(present))
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
    let first =
        matching(parts, metric, instant).filter(|part| part.member.is_emergency()).min_by_key(|part| {
            let license = part.member.license;
            (license.not_before.unwrap_or(license.issued), license.id.as_str(), license.serial)
        });
    first.map_or(Quantity::ZERO, Part::quantity)
}
