//! Retiring a key that an administrator imported.

use super::{Announcement, OpenedFile, Outcome, State};
use countersign::{Keep, Retirement, Thumbprint, TrustedKey};

impl State {
    /// The files of the record that a key signed.
    pub(crate) fn signed_by(&self, key: &Thumbprint) -> usize {
        let signed = |file: &OpenedFile| match &file.outcome {
            Outcome::License { license, .. } => license.signers().contains(key),
            Outcome::Other { document, .. } => document.signers().contains(key),
            _ => false,
        };
        self.files.iter().filter(|file| file.kept.is_some() && signed(file)).count()
    }

    /// Retires an imported key from now on. It stays in the list, so that importing it once more does not
    /// bring it back unnoticed.
    pub(super) fn retire_key(&mut self, thumbprint: &Thumbprint, keep: Keep) {
        let Some(key) = self.record.shared.keys().get(thumbprint).cloned() else { return };
        self.undo = None;
        let now = self.now;
        let shared = self.edit().shared_mut();
        shared.remove_key(thumbprint, now);
        let retired = Some(Retirement { at: now, keep });
        // It was just removed: there is no other entry that this one could contradict.
        shared.add_key(TrustedKey { retired, ..key }, now).unwrap_or_default();
        self.announce(Announcement::Retired);
        self.observe();
    }
}
