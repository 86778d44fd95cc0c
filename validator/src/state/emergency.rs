//! Starting the emergency that a licence permits.

use super::State;
use super::journal::Started;
use super::judging::used;
use crate::emergency::EmergencyState;
use crate::error::Error;
use crate::history::EmergencyStart;
use crate::open::Verifier;
use crate::question::Question;
use crate::report::{Report, Warning};
use crate::time::UnixTime;
use serde::Serialize;
use std::fmt;

/// Why an emergency was not started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum EmergencyDenial {
    /// No licence that counts permits one without a new file.
    EmergencyUnavailable,
    /// One runs.
    EmergencyRunning {
        /// When it ends.
        end: UnixTime,
    },
    /// One ended and nothing was bought.
    EmergencyLocked,
    /// The clock is more than a day behind what is certainly past.
    ClockRollback {
        /// By how many seconds.
        by: i64,
    },
    /// The clock is more than a day ahead of the mark, and no second reading has confirmed it.
    ClockUnconfirmed,
    /// The documents could not be judged.
    NotJudged {
        /// Why.
        error: Error,
    },
}

impl EmergencyDenial {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            EmergencyDenial::EmergencyUnavailable => "emergency_unavailable",
            EmergencyDenial::EmergencyRunning { .. } => "emergency_running",
            EmergencyDenial::EmergencyLocked => "emergency_locked",
            EmergencyDenial::ClockRollback { .. } => "clock_rollback",
            EmergencyDenial::ClockUnconfirmed => "clock_unconfirmed",
            EmergencyDenial::NotJudged { .. } => "not_judged",
        }
    }
}

impl fmt::Display for EmergencyDenial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            EmergencyDenial::EmergencyUnavailable => {
                "No licence permits to start an emergency. Request an emergency licence."
            }
            EmergencyDenial::EmergencyRunning { end } => {
                return write!(f, "An emergency runs until {end}. Buy what is needed before it ends.");
            }
            EmergencyDenial::EmergencyLocked => {
                "The last emergency ended and nothing was bought. Buy what is needed."
            }
            EmergencyDenial::ClockRollback { .. } => "The clock is behind. Set it right.",
            EmergencyDenial::ClockUnconfirmed => {
                "The clock is far ahead of when it was last seen. Check it, and try again in an hour."
            }
            EmergencyDenial::NotJudged { error } => return error.fmt(f),
        })
    }
}

impl std::error::Error for EmergencyDenial {}

impl State {
    /// Starts the emergency that a licence's own clause permits: from now on, for as many calendar months
    /// as the clause says.
    ///
    /// # Errors
    /// The denial, and then nothing has changed.
    pub fn start_emergency(
        &mut self,
        entitlement: &str,
        verifier: &Verifier,
        question: &Question,
    ) -> Result<EmergencyStart, EmergencyDenial> {
        let judgement =
            self.judge(verifier, question).map_err(|error| EmergencyDenial::NotJudged { error })?;
        let report = &judgement.report;
        let row = report.emergency.iter().find(|row| row.id == entitlement);
        let row = row.ok_or(EmergencyDenial::EmergencyUnavailable)?;
        match (row.state, row.end) {
            (EmergencyState::Armed, _) => {}
            (EmergencyState::Running, Some(end)) => return Err(EmergencyDenial::EmergencyRunning { end }),
            _ => return Err(EmergencyDenial::EmergencyLocked),
        }
        let clause = row.clause.as_ref().ok_or(EmergencyDenial::EmergencyUnavailable)?;
        check_clock(report)?;
        let account = judgement.account.clone().ok_or(EmergencyDenial::EmergencyUnavailable)?;
        let start = EmergencyStart {
            entitlement: entitlement.to_owned(),
            license: clause.license.clone(),
            at: report.judged_at,
            // At most 12.
            end: report.judged_at.plus_months(clause.months as u32),
            seen: judgement.seen(),
            peak: used(report, entitlement),
            settled: None,
        };
        self.journal.record(Started { account, start: start.clone() });
        Ok(start)
    }
}

fn check_clock(report: &Report) -> Result<(), EmergencyDenial> {
    for warning in &report.warnings {
        if let Warning::ClockRollback { by } = warning {
            return Err(EmergencyDenial::ClockRollback { by: *by });
        }
    }
    if report.clock_confirmed { Ok(()) } else { Err(EmergencyDenial::ClockUnconfirmed) }
}
