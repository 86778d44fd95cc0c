//! Starting the emergency that a licence permits.

use super::State;
use super::journal::Started;
use super::judging::used;
use crate::error::Result;
use crate::judge::decide::Denial;
use crate::judge::history::EmergencyStart;
use crate::judge::question::Question;
use crate::verify::files::Verifier;

impl State {
    /// Starts the emergency that a licence's own clause permits: from now on, for as many calendar months
    /// as the clause says. Where it is denied, nothing has changed; why it is,
    /// [`Report::may_start_emergency`](crate::Report::may_start_emergency) tells beforehand.
    ///
    /// # Errors
    /// Those of [`judge`](crate::judge()).
    pub fn start_emergency(
        &mut self,
        entitlement: &str,
        verifier: &Verifier,
        question: &Question,
    ) -> Result<Result<EmergencyStart, Denial>> {
        let judgement = self.judge(&self.open(verifier), question)?;
        let report = &judgement.report;
        let clause = match report.may_start_emergency(entitlement) {
            Ok(clause) => clause,
            Err(denial) => return Ok(Err(denial)),
        };
        let Some(account) = judgement.account.clone() else { return Ok(Err(Denial::NoLicense)) };
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
        let order = Some(self.take_moment(start.at).order);
        self.journal.record(Started { account, start: start.clone(), order });
        Ok(Ok(start))
    }
}
