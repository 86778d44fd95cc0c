//! Whether a document is older than what was taken before.

use crate::documents::license::License;
use crate::error::{Code, Error, Result};
use crate::judge::history::Removed;
use crate::judge::revocations::Revocations;
use crate::values::time::UnixTime;
use crate::verify::files::File;
use crate::verify::verified_document::VerifiedDocument;

/// The documents that were taken before, as far as they are authentic.
pub(crate) struct Taken<'t> {
    files: &'t [File],
    removed: &'t [Removed],
    revocations: Revocations<'t>,
}

impl<'t> Taken<'t> {
    /// The files at hand, and the licences that were taken out.
    pub(crate) fn new(files: &'t [File], removed: &'t [Removed]) -> Self {
        let lists = files.iter().filter_map(|file| file.document()?.revocation_list());
        Self { files, removed, revocations: Revocations::new(lists.collect()) }
    }

    /// Refuses a document of which a newer one was taken and has started.
    ///
    /// # Errors
    /// [`Code::Stale`].
    pub(crate) fn check_newer(&self, document: &VerifiedDocument, now: UnixTime) -> Result<()> {
        let documents = self.files.iter().filter_map(File::document);
        let newest = match document {
            VerifiedDocument::License(license) => {
                let started = self.serials(license).filter(|known| {
                    known.not_before.is_none_or(|start| now >= start) && !self.is_revoked(known)
                });
                started.map(|known| known.serial).max()
            }
            VerifiedDocument::RevocationList(list) => {
                let lists = documents.filter_map(VerifiedDocument::revocation_list);
                lists.filter(|known| known.is_of_one(list)).map(|known| known.serial).max()
            }
            VerifiedDocument::TrustUpdate(update) => {
                let updates = documents.filter_map(VerifiedDocument::trust_update);
                updates.filter(|known| known.issuer == update.issuer).map(|known| known.serial).max()
            }
            VerifiedDocument::EmergencyRequest(_)
            | VerifiedDocument::ActivationRequest(_)
            | VerifiedDocument::Activation(_)
            | VerifiedDocument::Deactivation(_) => None,
        };
        match (newest, document.serial()) {
            (Some(newest), Some(serial)) if serial < newest => {
                Err(Error::new(Code::Stale).with_found(serial).with_needed(format!("{newest} or more")))
            }
            _ => Ok(()),
        }
    }

    /// When a licence was issued that has a higher serial than any that was taken of it.
    pub(crate) fn renewal(&self, document: &VerifiedDocument) -> Option<UnixTime> {
        let license = document.license().filter(|license| !self.is_revoked(license))?;
        let highest = self.serials(license).map(|known| known.serial).max()?;
        (license.serial > highest).then_some(license.issued)
    }

    /// What was taken of a licence.
    fn serials(&self, license: &License) -> impl Iterator<Item = &'t License> {
        let present = self.files.iter().filter_map(|file| file.document()?.license());
        let all = present.chain(self.removed.iter().map(|removed| &removed.license)).map(|known| &**known);
        all.filter(move |known| known.account_id() == license.account_id() && known.id == license.id)
    }

    fn is_revoked(&self, license: &License) -> bool {
        self.revocations.reason(license).is_some()
    }
}
