//! An entitlement in a licence.

use super::Source;
use crate::documents::license::{Entitlement, Metric, Quantity};
use crate::judge::member::Member;
use crate::judge::member::shares::Share;
use crate::values::time::UnixTime;
use std::cmp::Ordering;

/// An entitlement in a licence.
#[derive(Clone, Copy)]
pub(super) struct Part<'m, 'a> {
    pub(super) member: &'m Member<'a>,
    pub(super) entitlement: &'m Entitlement,
    // What is asked of every part stands here: to look it up in the licences is most of the time where there
    // are very many.
    pub(super) metric: Metric,
    pub(super) quantity: Option<Quantity>,
    /// Whether it counts at the judged instant.
    pub(super) counts: bool,
    /// Whether that changes later.
    changes: bool,
    /// What an activation gives of it; none where the licence needs no activation.
    share: Option<&'m Share<'a>>,
}

impl<'m, 'a> Part<'m, 'a> {
    pub(super) fn new(member: &'m Member<'a>, entitlement: &'m Entitlement, now: UnixTime) -> Self {
        let ended = entitlement.expires.is_some_and(|end| now >= end);
        Self {
            member,
            entitlement,
            metric: entitlement.metric,
            quantity: entitlement.quantity,
            counts: member.counts && !ended,
            changes: member.changes || (entitlement.expires.is_some() && !ended),
            share: None,
        }
    }

    /// What an activation gives of the entitlement.
    pub(super) fn shared(
        member: &'m Member<'a>,
        entitlement: &'m Entitlement,
        share: &'m Share<'a>,
        now: UnixTime,
    ) -> Self {
        let whole = Self::new(member, entitlement, now);
        let counts = whole.counts && share.periods.contains(now);
        Self { quantity: share.quantity, counts, changes: true, share: Some(share), ..whole }
    }

    /// Whether it gives anything while it counts: of an activated licence, an activation says so.
    pub(super) fn gives(&self) -> bool {
        self.share.is_none_or(|share| share.activation.is_some())
    }

    pub(super) fn counts_at(&self, instant: UnixTime) -> bool {
        self.member.periods.contains(instant)
            && self.share.is_none_or(|share| share.periods.contains(instant))
            && self.entitlement.expires.is_none_or(|end| instant < end)
    }

    /// Whether it is of an emergency licence.
    pub(super) fn is_emergency(&self) -> bool {
        self.member.is_emergency()
    }

    /// Whether its request is worth nothing more at an instant.
    pub(super) fn is_spent(&self, instant: UnixTime) -> bool {
        self.member.spent.contains(instant)
    }

    /// Whether it does not count for its dates alone.
    pub(super) fn has_ended(&self, now: UnixTime) -> bool {
        let own_end = self.entitlement.expires.is_some_and(|end| now >= end);
        self.member.has_ended(now) || (self.member.counts && own_end)
    }

    /// Whether the licence would give it, or more of it, if it were activated for that on this host.
    pub(super) fn needs_activation(&self, now: UnixTime) -> bool {
        let is_partly_given = self.counts
            && self.share.is_some_and(|share| !self.gives() || share.quantity < self.entitlement.quantity);
        let has_ended = self.entitlement.expires.is_some_and(|end| now >= end);
        is_partly_given || (self.member.awaits_activation(now) && !has_ended)
    }

    /// Tells when it may begin or cease to count, or its licence does, after an instant.
    pub(super) fn turning_points(&self, after: UnixTime, tell: &mut dyn FnMut(i64)) {
        if self.changes {
            self.every_turning_point(after, tell);
        }
    }

    /// The same where it may have changed before the judged instant.
    pub(super) fn every_turning_point(&self, after: UnixTime, tell: &mut dyn FnMut(i64)) {
        self.member.periods.turning_points(after, tell);
        self.member.spent.turning_points(after, tell);
        if let Some(share) = self.share {
            share.periods.turning_points(after, tell);
        }
        if let Some(end) = self.entitlement.expires.filter(|&end| end > after) {
            tell(end.as_secs());
        }
    }

    pub(super) fn source(&self) -> Source {
        let license = self.member.license;
        let activation = self.share.and_then(|share| share.activation);
        let activated_until = activation.and_then(|activation| activation.expires);
        Source {
            jti: license.id.clone(),
            serial: license.serial,
            quantity: self.quantity,
            activation: activation.map(|activation| activation.id.clone()),
            end: [license.end(), self.entitlement.expires, activated_until].into_iter().flatten().min(),
        }
    }
}

/// The metric that all parts have.
pub(super) fn only_metric(parts: &[Part<'_, '_>]) -> Option<Metric> {
    let first = parts.first()?.metric;
    parts.iter().all(|part| part.metric == first).then_some(first)
}

/// The metric of the earliest licence that counts, else of the latest there is.
pub(super) fn metric(parts: &[Part<'_, '_>], instant: UnixTime) -> Metric {
    let counting = parts.iter().filter(|part| part.member.periods.contains(instant)).min_by(by_age);
    let chosen = counting.or_else(|| parts.iter().max_by(by_age));
    chosen.map_or(Metric::User, |part| part.metric)
}

fn by_age(a: &&Part<'_, '_>, b: &&Part<'_, '_>) -> Ordering {
    let (a, b) = (a.member.license, b.member.license);
    (a.age(), a.payload()).cmp(&(b.age(), b.payload()))
}
