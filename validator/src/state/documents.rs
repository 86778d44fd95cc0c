//! The files of a state.

use super::{State, StoredDocument};
use crate::documents::revocation_list::RevocationList;
use crate::judge::stale::Taken;
use crate::sort;
use crate::values::revision::Revision;
use crate::values::time::{DAY, UnixTime};
use crate::verify::files::{File, Verifier};
use crate::verify::verified::Verified;
use sha2::{Digest, Sha256};

impl State {
    /// The files, in the order in which they were added; the removed ones among them.
    pub fn documents(&self) -> Vec<&StoredDocument> {
        self.named_documents().into_iter().map(|(_, document)| document).collect()
    }

    /// The files by their digests, in the order in which they were added.
    pub(super) fn named_documents(&self) -> Vec<(&[u8; 32], &StoredDocument)> {
        let documents: Vec<_> = self.documents.iter().collect();
        // Of one instant, they stay in the order of their digests.
        let order = sort::order(documents.len(), &|a, b| documents[a].1.added.cmp(&documents[b].1.added));
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
    /// For each file those of its verification, and [`Code::Stale`](crate::Code::Stale): for a licence of which a higher serial
    /// has started, and for a revocation list or trust update of which a higher serial was taken. Documents
    /// that are not authentic any more, because their key leaked, make nothing stale.
    pub fn add<'b>(
        &mut self,
        files: impl IntoIterator<Item = (&'b str, &'b [u8])>,
        verifier: &Verifier,
        now: UnixTime,
    ) -> Vec<File> {
        let new: Vec<(&str, &[u8])> = files.into_iter().collect();
        let kept = self.named_documents();
        let present = kept.iter().map(|(_, document)| (document.name(), document.bytes()));
        let mut known = verifier.open(present.chain(new.iter().copied())).files;
        let mut added = known.split_off(kept.len());
        let taken = Taken::new(&known, &[]);
        let judged_at = self.not_before_mark(now);
        let mut mended = None;
        for file in &mut added {
            let Ok(document) = &file.outcome else { continue };
            match taken.check_newer(document, judged_at) {
                Ok(()) => mended = mended.max(taken.renewal(document)),
                Err(error) => file.outcome = Err(error),
            }
        }
        let replaced = replaced(&known, &added);
        let replaced: Vec<[u8; 32]> = replaced.into_iter().map(|index| *kept[index].0).collect();
        for digest in replaced {
            self.documents.remove(&digest);
        }
        for ((name, bytes), _) in new.iter().zip(&added).filter(|(_, file)| file.outcome.is_ok()) {
            // A clock that is behind must not make it look as if it had been there long since.
            self.keep(name, bytes, judged_at);
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
        // A clock that is behind must not make it look as if it had not started when it was taken out.
        let at = self.not_before_mark(at);
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

    /// The clock's reading, or its mark where it is behind that.
    fn not_before_mark(&self, now: UnixTime) -> UnixTime {
        now.max(self.clock.mark().unwrap_or(now))
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

/// The revocation lists among the files, by index, that others replace which the same keys signed. Those by
/// other keys are kept, should one of the newer turn out to have leaked.
fn replaced(files: &[File], added: &[File]) -> Vec<usize> {
    let is_replaced = |known: &Verified<RevocationList>| {
        let mut newer = added.iter().filter_map(list).filter(|list| list.replaces(known));
        newer.any(|list| list.signers() == known.signers())
    };
    (0..files.len()).filter(|&index| list(&files[index]).is_some_and(is_replaced)).collect()
}

fn list(file: &File) -> Option<&Verified<RevocationList>> {
    file.document()?.revocation_list()
}
