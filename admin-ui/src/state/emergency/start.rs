//! Starting the emergency that a licence permits.

use crate::state::{AccountName, Announcement, Confirm, Record, State};

impl State {
    /// Asks whether to start the emergency that a licence permits.
    pub(in crate::state) fn confirm_emergency(&mut self, entitlement: String) {
        let Some(account) = self.account() else { return };
        let Ok(report) = &account.report else { return };
        let Ok(clause) = report.may_start_emergency(&entitlement).cloned() else { return };
        let account = account.name.clone();
        self.confirm = Some(Confirm::StartEmergency { account, entitlement, clause });
    }

    /// Starts it. Where that is denied meanwhile, nothing changes, and the page says why.
    pub(in crate::state) fn start_emergency(&mut self, account: &AccountName, entitlement: &str) {
        let mut record = Record::clone(&self.record);
        let started = record.start_emergency(entitlement, &self.verifier(), account, self.question(account));
        if matches!(started, Ok(Ok(_))) {
            // What began can't be taken back.
            self.undo = None;
            *self.edit() = record;
            self.announce(Announcement::EmergencyStarted);
        }
        self.observe();
    }
}
