//! What can be saved of the state, as files of other formats.

mod calendar;
mod history;
mod ics;
mod limits;

pub(crate) use calendar::summary as ending_summary;

use crate::i18n::{CATALOGUE, Texts};
use crate::state::State;

/// A file that can be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Export {
    /// What happened, as a table (RFC 4180).
    HistoryTable,
    /// What happened, as JSON.
    HistoryJson,
    /// What ends in the time to come, with alarms (RFC 5545).
    Calendar,
    /// The report of the account that is shown, as JSON.
    Report,
    /// Its limits, as a table (RFC 4180).
    Limits,
}

impl Export {
    /// The name of the file.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::HistoryTable => "licence-history.csv",
            Self::HistoryJson => "licence-history.json",
            Self::Calendar => "licence-calendar.ics",
            Self::Report => "licence-report.json",
            Self::Limits => "licence-limits.csv",
        }
    }

    /// The contents; none where there is nothing to save.
    pub(crate) fn text(self, state: &State) -> Option<String> {
        let report = || state.account()?.report.as_ref().ok();
        match self {
            Self::HistoryTable => Some(history::table(state)),
            Self::HistoryJson => Some(history::json(state)),
            Self::Calendar => Some(calendar::calendar(&Texts::new(state.language, &CATALOGUE), state)),
            Self::Report => serde_json::to_string_pretty(report()?).ok(),
            Self::Limits => Some(limits::table(state, state.account()?, report()?)),
        }
    }
}
