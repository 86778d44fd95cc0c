//! What is granted of an entitlement as time goes on.

use super::Axis;
use crate::state::course::Curve;
use crate::state::{Account, State};
use countersign::{LimitRow, Quantity, UnixTime};

/// What is granted of one entitlement from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chart<'s> {
    pub(crate) id: &'s str,
    /// From each instant on, the first of them now.
    pub(crate) levels: Vec<Level>,
    /// How much is in use, where that is known.
    pub(crate) used: Option<u64>,
}

/// What is granted from an instant on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Level {
    pub(crate) at: UnixTime,
    pub(crate) granted: Quantity,
    /// What an emergency adds to that.
    pub(crate) emergency: Quantity,
}

/// The pictures of an account's limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Charts<'s> {
    pub(crate) axis: Axis,
    /// Those of which what is granted changes, the next first.
    pub(crate) charts: Vec<Chart<'s>>,
    /// How many more of them there are.
    pub(crate) more: usize,
    /// How many never change, as far as is known.
    pub(crate) steady: usize,
}

impl Level {
    pub(crate) fn total(&self) -> Quantity {
        self.granted.plus(self.emergency)
    }
}

impl Chart<'_> {
    /// The most that is granted at any time, or is in use.
    pub(crate) fn highest(&self) -> u64 {
        let granted = self.levels.iter().filter_map(|level| level.total().limit());
        granted.chain(self.used).max().unwrap_or(0).max(1)
    }
}

impl State {
    /// What is granted of each number of the account that is shown, as far as the files at hand tell.
    pub(crate) fn charts<'s>(&'s self, account: &'s Account) -> Charts<'s> {
        let rows = account.report.iter().flat_map(|report| &report.limits);
        let numbers = rows.filter(|row| matches!(row, LimitRow::Quantity(_))).count();
        let (curves, changing) = self.curves();
        let chart = |curve: &'s Curve| {
            let row = account.report.as_ref().ok()?.limit(&curve.id)?;
            let LimitRow::Quantity(row) = row else { return None };
            let now = Level { at: self.now, granted: row.granted, emergency: row.emergency };
            let levels = [now].into_iter().chain(curve.levels.iter().copied()).collect();
            let used = self.knows_use(account, &curve.id).then_some(row.used);
            Some(Chart { id: &curve.id, levels, used })
        };
        let charts: Vec<Chart<'s>> = curves.iter().filter_map(chart).collect();
        let last = charts.iter().filter_map(|chart| chart.levels.last()).map(|level| level.at).max();
        let (more, steady) = (changing.saturating_sub(curves.len()), numbers.saturating_sub(changing));
        Charts { axis: Axis::after(self.now, last), charts, more, steady }
    }
}
