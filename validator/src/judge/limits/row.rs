//! The rows of a report.

use super::grant::Grant;
use crate::documents::license::{Metric, Quantity};
use crate::seats::SeatLimits;
use crate::values::time::UnixTime;
use serde::Serialize;

/// What is granted of one entitlement, and how much of it is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum LimitRow {
    /// A feature, which is granted or not.
    Feature(FeatureRow),
    /// A quantity.
    Quantity(QuantityRow),
}

impl LimitRow {
    /// The entitlement's id.
    pub fn id(&self) -> &str {
        match self {
            LimitRow::Feature(row) => &row.id,
            LimitRow::Quantity(row) => &row.id,
        }
    }

    /// How many seats there may be.
    pub fn seats(&self) -> SeatLimits {
        match self {
            LimitRow::Feature(row) if row.granted => SeatLimits::all(Quantity::Unlimited),
            LimitRow::Feature(_) => SeatLimits::all(Quantity::ZERO),
            LimitRow::Quantity(row) => row.seats(),
        }
    }

    /// The row, on these grounds.
    pub(super) fn on(mut self, grounds: Grounds) -> Self {
        match &mut self {
            LimitRow::Feature(row) => row.grounds = grounds,
            LimitRow::Quantity(row) => row.grounds = grounds,
        }
        self
    }

    /// When it changes next.
    pub(crate) fn next_turn(&self) -> Option<UnixTime> {
        match self {
            LimitRow::Feature(row) => row.next_change.map(|change| change.at),
            LimitRow::Quantity(row) => row.next_change.map(|change| change.at),
        }
    }

    /// Whether anything is granted.
    pub(crate) fn grants(&self) -> bool {
        match self {
            LimitRow::Feature(row) => row.granted,
            LimitRow::Quantity(row) => row.granted.plus(row.emergency) > Quantity::ZERO,
        }
    }

    /// The row of an entitlement among rows that are in the order of their ids.
    pub(crate) fn find<'r>(rows: &'r [LimitRow], id: &str) -> Option<&'r LimitRow> {
        let index = rows.binary_search_by(|row| row.id().cmp(id)).ok()?;
        rows.get(index)
    }
}

/// A feature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FeatureRow {
    /// The entitlement's id.
    pub id: String,
    /// Always [`Metric::Feature`].
    pub metric: Metric,
    /// Whether it is granted.
    pub granted: bool,
    /// The licences that grant it.
    pub sources: Vec<Source>,
    /// When that changes with the files at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_change: Option<FeatureChange>,
    #[serde(skip)]
    pub(crate) grounds: Grounds,
}

/// A quantity of users, devices, sessions or hosts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct QuantityRow {
    /// The entitlement's id.
    pub id: String,
    /// What is counted.
    pub metric: Metric,
    /// The sum that the standing licences grant.
    pub granted: Quantity,
    /// What an emergency licence grants on top.
    pub emergency: Quantity,
    /// How much is in use.
    pub used: u64,
    /// How much more may be used.
    pub available: Quantity,
    /// How much of the emergency quantity is in use.
    pub emergency_used: u64,
    /// By how much usage is over what is granted.
    pub over_by: u64,
    /// How much may be used with the overage that the licences permit.
    pub allowed: Quantity,
    /// What that amounts to.
    pub state: LimitState,
    /// Where the granted quantity comes from.
    pub sources: Vec<Source>,
    /// When that changes with the files at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_change: Option<QuantityChange>,
    #[serde(skip)]
    pub(crate) grounds: Grounds,
}

/// What decisions ask about an entitlement besides its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Grounds {
    /// Why nothing is granted where nothing is.
    pub(crate) footing: Footing,
    /// Whether a licence would give it, or more of it, if it were activated for that on this host.
    pub(crate) needs_activation: bool,
    /// Whether a licence at hand has it given to people; none where no licence names it.
    pub(crate) assignable: Option<bool>,
    /// The device families that need it.
    pub(crate) families: Vec<String>,
    /// The most that was allowed before.
    pub(crate) once: Quantity,
}

impl Default for Grounds {
    fn default() -> Self {
        Self {
            footing: Footing::default(),
            needs_activation: false,
            assignable: None,
            families: Vec::new(),
            once: Quantity::ZERO,
        }
    }
}

/// What an entitlement rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Footing {
    /// A licence that counts names the entitlement, or an entry limit stands in.
    Counting,
    /// A licence that named it has ended.
    Ended,
    /// No licence that counts, or did, names it.
    #[default]
    Missing,
}

/// How usage stands to a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LimitState {
    /// Enough is left.
    Ok,
    /// Little is left.
    Low,
    /// Nothing is left.
    Exhausted,
    /// More is used than granted, as the licence permits.
    Overage,
    /// More is used than is permitted.
    Over,
}

/// A licence's part in a limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Source {
    /// The licence's id.
    pub jti: String,
    /// Its serial.
    pub serial: u64,
    /// How much it grants; none for a feature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
    /// The activation that gives it on this host, where the licence needs one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activation: Option<String>,
    /// The first instant at which it no longer does, by its own dates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<UnixTime>,
}

/// The next change of a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FeatureChange {
    /// When.
    pub at: UnixTime,
    /// Whether it is granted from then on.
    pub granted: bool,
}

/// The next change of a quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct QuantityChange {
    /// When.
    pub at: UnixTime,
    /// What is granted from then on.
    pub granted: Quantity,
    /// What an emergency licence grants from then on.
    pub emergency: Quantity,
}

impl QuantityRow {
    /// How many seats there may be.
    pub fn seats(&self) -> SeatLimits {
        SeatLimits {
            granted: self.granted.plus(self.emergency),
            allowed: self.allowed,
            honoured: self.allowed.max(self.grounds.once),
        }
    }

    pub(super) fn new(
        id: String,
        metric: Metric,
        grant: Grant,
        used: u64,
        sources: Vec<Source>,
        next_change: Option<QuantityChange>,
    ) -> Self {
        let total = grant.granted.plus(grant.emergency);
        let above_granted = grant.granted.limit().map_or(0, |granted| used.saturating_sub(granted));
        Self {
            id,
            metric,
            granted: grant.granted,
            emergency: grant.emergency,
            used,
            available: match total {
                Quantity::Limited(total) => Quantity::Limited(total.saturating_sub(used)),
                Quantity::Unlimited => Quantity::Unlimited,
            },
            emergency_used: grant.emergency.limit().map_or(0, |emergency| emergency.min(above_granted)),
            over_by: total.limit().map_or(0, |total| used.saturating_sub(total)),
            allowed: grant.allowed,
            state: LimitState::of(used, total, grant.allowed),
            sources,
            next_change,
            grounds: Grounds::default(),
        }
    }
}

impl LimitState {
    /// Every state.
    pub const ALL: &'static [LimitState] =
        &[LimitState::Ok, LimitState::Low, LimitState::Exhausted, LimitState::Overage, LimitState::Over];

    fn of(used: u64, total: Quantity, allowed: Quantity) -> Self {
        let Quantity::Limited(total) = total else { return LimitState::Ok };
        if allowed.limit().is_some_and(|allowed| used > allowed) {
            return LimitState::Over;
        }
        match total.checked_sub(used) {
            None => LimitState::Overage,
            Some(0) => LimitState::Exhausted,
            Some(left) if is_low(left, total) => LimitState::Low,
            Some(_) => LimitState::Ok,
        }
    }
}

/// When little is left: the thresholds that administrators know from their licence servers.
fn is_low(left: u64, total: u64) -> bool {
    // Totals are sums that end at 2^53 − 1, so that these products fit.
    let percent = |percent: u64| left * 100 <= total * percent;
    match total {
        0..=1 => false,
        2..=15 => left <= 1,
        16..=25 => left <= 2,
        26..=99 => percent(10),
        100..=999 => percent(8),
        _ => percent(5),
    }
}
