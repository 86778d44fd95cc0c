//! The files of a state.

use super::{State, StoredDocument};
use crate::document::VerifiedDocument;
use crate::error::{Code, Error, Result};
use crate::license::License;
use crate::open::{File, Verifier};
use crate::revision::Revision;
use crate::revocation::RevocationList;
use crate::revocations::Revocations;
use crate::sort;
use crate::time::{DAY, UnixTime};
use crate::verified::Verified;
use sha2::{Digest, Sha256};

impl State {
    /// The files, in the order in which they were added; the removed ones among them.
    pub fn documents(&self) -> Vec<&StoredDocument> {
        let documents: Vec<&StoredDocument> = self.documents.values().collect();
        // Of one instant, they stay in the order of their digests.
        let order = sort::order(documents.len(), &|a, b| documents[a].added.cmp(&documents[b].added));
        order.into_iter().map(|index| documents[index]).collect()
    }

    /// Adds files, each with its name, and tells what became of each. Only one that is authentic is kept.
    /// One that was removed is put in use again. A revocation list is kept until the next one of the same
    /// signers comes.
    ///
    /// A licence with a higher serial than any that was seen of it mends a clock mark that the clock is
    /// more than a day behind of: see [`ClockMark::reset`](crate::ClockMark::reset).
    ///
    /// # Errors
    /// For each file those of its verification, and [`Code::Stale`]: for a licence of which a higher serial
    /// has started, and for a revocation list or trust update of which a higher serial was taken. Documents
    /// that are not authentic any more, because their key leaked, make nothing stale.
    pub fn add<'b>(
        &mut self,
        files: impl IntoIterator<Item = (&'b str, &'b [u8])>,
        verifier: &Verifier,
        now: UnixTime,
    ) -> Vec<File> {
        let new: Vec<(&str, &[u8])> = files.into_iter().collect();
        let kept = self.documents();
        let present = kept.iter().map(|document| (document.name(), document.bytes()));
        let mut known = verifier.open(present.chain(new.iter().copied())).files;
        let mut added = known.split_off(kept.len());
        let taken = Taken::new(&known);
        let mut mended = None;
        for file in &mut added {
            let Ok(document) = &file.outcome else { continue };
            match taken.refuse_stale(document, now.max(self.clock.mark().unwrap_or(now))) {
                Ok(()) => mended = mended.max(taken.renewal(document)),
                Err(error) => file.outcome = Err(error),
            }
        }
        let replaced = taken.replaced_by(&added);
        let replaced: Vec<[u8; 32]> = replaced.into_iter().map(|index| kept[index].digest()).collect();
        for digest in replaced {
            self.documents.remove(&digest);
        }
        for ((name, bytes), _) in new.iter().zip(&added).filter(|(_, file)| file.outcome.is_ok()) {
            self.keep(name, bytes, now);
        }
        if let Some(issued) = mended
            && self.clock.mark().is_some_and(|mark| now < mark.plus_secs(-DAY))
        {
            self.clock.reset(issued);
        }
        added
    }

    /// Removes a file. Tells whether it was in use.
    ///
    /// What a licence superseded stays superseded. Revocation lists and trust updates stay in force, and in
    /// the report: nothing revives by taking a file out.
    pub fn remove(&mut self, digest: &[u8; 32], at: UnixTime) -> bool {
        let present = self.documents.get_mut(digest).filter(|document| !document.revision.removed);
        let Some(document) = present else { return false };
        document.revision = document.revision.removed(at);
        true
    }

    /// Takes a removal back. Tells whether the file was removed.
    pub fn restore(&mut self, digest: &[u8; 32], at: UnixTime) -> bool {
        let removed = self.documents.get_mut(digest).filter(|document| document.revision.removed);
        let Some(document) = removed else { return false };
        document.revision = document.revision.restored(at);
        true
    }

    pub(super) fn keep(&mut self, name: &str, bytes: &[u8], at: UnixTime) {
        let digest = Sha256::digest(bytes).into();
        if self.documents.contains_key(&digest) {
            self.restore(&digest, at);
            return;
        }
        let document = StoredDocument {
            revision: Revision::first(at),
            added: at,
            name: name.to_owned(),
            bytes: bytes.to_vec(),
        };
        self.documents.insert(digest, document);
    }
}

/// The documents that were taken before, as far as they are still authentic.
struct Taken<'k> {
    files: &'k [File],
    revocations: Revocations<'k>,
}

impl<'k> Taken<'k> {
    fn new(files: &'k [File]) -> Self {
        let lists = files.iter().filter_map(File::document).filter_map(VerifiedDocument::revocation_list);
        Self { files, revocations: Revocations::new(lists.collect()) }
    }

    fn documents(&self) -> impl Iterator<Item = &'k VerifiedDocument> {
        self.files.iter().filter_map(File::document)
    }

    /// The serials of a licence that were taken.
    fn serials(&self, license: &License) -> impl Iterator<Item = &'k Verified<License>> {
        let licenses = self.documents().filter_map(VerifiedDocument::license);
        licenses.filter(|known| known.account_id() == license.account_id() && known.id == license.id)
    }

    fn refuse_stale(&self, document: &VerifiedDocument, now: UnixTime) -> Result<()> {
        let newest = match document {
            VerifiedDocument::License(license) => {
                let started = |known: &&Verified<License>| {
                    known.not_before.is_none_or(|start| start <= now)
                        && self.revocations.reason(known).is_none()
                };
                self.serials(license).filter(started).map(|known| known.serial).max()
            }
            VerifiedDocument::RevocationList(list) => {
                let lists = self.documents().filter_map(VerifiedDocument::revocation_list);
                lists.filter(|known| is_of_one(known, list)).map(|known| known.serial).max()
            }
            VerifiedDocument::TrustUpdate(update) => {
                let updates = self.documents().filter_map(VerifiedDocument::trust_update);
                updates.filter(|known| known.issuer == update.issuer).map(|known| known.serial).max()
            }
            VerifiedDocument::EmergencyRequest(_) => None,
        };
        match (newest, document.serial()) {
            (Some(newest), Some(serial)) if serial < newest => Err(Error::new(Code::Stale)
                .with_at("serial")
                .with_found(serial)
                .with_needed(format!("{newest} or more"))),
            _ => Ok(()),
        }
    }

    /// When a licence was issued that has a higher serial than any that was seen of it.
    fn renewal(&self, document: &VerifiedDocument) -> Option<UnixTime> {
        let license = document.license().filter(|license| self.revocations.reason(license).is_none())?;
        let highest = self.serials(license).map(|known| known.serial).max()?;
        (license.serial > highest).then_some(license.issued)
    }

    /// The revocation lists, by index, that others replace which the same keys signed. Those by other keys
    /// are kept, should one of the newer turn out to have leaked.
    fn replaced_by(&self, added: &[File]) -> Vec<usize> {
        let list = |file: &'k File| file.document()?.revocation_list();
        let newer = |known: &Verified<RevocationList>| {
            let added = added.iter().filter_map(|file| file.document()?.revocation_list());
            let mut newer = added.filter(|list| is_of_one(list, known) && list.serial > known.serial);
            newer.any(|list| list.signers() == known.signers())
        };
        let indices = 0..self.files.len();
        indices.filter(|&index| list(&self.files[index]).is_some_and(newer)).collect()
    }
}

/// Whether two lists are of one issuer and product, so that one replaces the other.
fn is_of_one(a: &RevocationList, b: &RevocationList) -> bool {
    a.issuer == b.issuer && a.product == b.product
}
