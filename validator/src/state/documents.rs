//! The files of a state.

use super::journal::Account;
use super::{OpenedState, State, StoredDocument};
use crate::carrier::envelope::Envelope;
use crate::documents::license::License;
use crate::documents::revocation_list::RevocationList;
use crate::json::{self, Node, Value};
use crate::judge::account::Judged;
use crate::judge::activations::{Activations, Setting};
use crate::judge::judging::floor;
use crate::judge::member::members;
use crate::judge::question::Question;
use crate::judge::revocations::Revocations;
use crate::judge::stale::Taken;
use crate::values::document_type::DocumentType;
use crate::values::revision::Revision;
use crate::values::time::UnixTime;
use crate::verify::files::{File, Opened, Verifier};
use crate::verify::verified::Verified;
use crate::verify::verified_document::VerifiedDocument;
use countersign_reader::sort;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

impl State {
    /// The files, in the order in which they were added; the removed ones among them.
    pub fn documents(&self) -> Vec<&StoredDocument> {
        self.named_documents().into_iter().map(|(_, document)| document).collect()
    }

    /// The files by their digests, in the order in which they were added.
    pub(super) fn named_documents(&self) -> Vec<(&[u8; 32], &StoredDocument)> {
        let documents: Vec<_> = self.documents.iter().collect();
        // Of one moment, as copies may have them, they stay in the order of their digests.
        let order = sort::order(documents.len(), &|a, b| documents[a].1.added.cmp(&documents[b].1.added));
        order.into_iter().map(|index| documents[index]).collect()
    }

    /// Adds files, each with its name, and tells what became of each. Only one that is authentic is kept.
    /// One that was removed is put in use again. A revocation list is kept until the next one of the same
    /// signers comes.
    ///
    /// A licence with a higher serial than any that was seen of it mends its account's clock mark, where the
    /// clock is more than a day behind that: see [`ClockMark::reset`](crate::ClockMark::reset). What a deactivation
    /// receipt names is noted for good, also where the receipt is removed.
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
        self.add_and_open(files, verifier, now).0
    }

    /// As [`add`](Self::add), and gives the files of the state as they are then, verified: what
    /// [`open`](Self::open) would give, mostly without verifying them a second time.
    pub fn add_and_open<'b>(
        &mut self,
        files: impl IntoIterator<Item = (&'b str, &'b [u8])>,
        verifier: &Verifier,
        now: UnixTime,
    ) -> (Vec<File>, OpenedState) {
        let new: Vec<(&str, &[u8])> = files.into_iter().collect();
        let kept = self.named_documents();
        let present = kept.iter().map(|(_, document)| (document.name(), document.bytes()));
        let Opened { files: mut known, trust } = verifier.open(present.chain(new.iter().copied()));
        let mut added = known.split_off(kept.len());
        let taken = Taken::new(&known, &[]);
        let in_use = known.iter().zip(&kept).filter(|(_, (_, document))| document.removed().is_none());
        let judged_at = self.judged_at(in_use.map(|(file, _)| file).chain(&added), now);
        let mut mended: BTreeMap<Account, UnixTime> = BTreeMap::new();
        let mut instants = Vec::new();
        let mut is_all_taken = true;
        for file in &mut added {
            let account = file.document().and_then(VerifiedDocument::license).map(|it| Account::of(it));
            let at = account.as_ref().and_then(|account| judged_at.get(account)).copied().unwrap_or(now);
            instants.push(at);
            let Ok(document) = &file.outcome else { continue };
            match taken.check_newer(document, at) {
                Ok(()) => {
                    let mends = account.zip(taken.renewal(document));
                    mended.extend(mends.map(|(account, issued)| {
                        let latest = mended.get(&account).map_or(issued, |latest| issued.max(*latest));
                        (account, latest)
                    }));
                }
                Err(error) => (file.outcome, is_all_taken) = (Err(error), false),
            }
        }
        let replaced = replaced(&known, &added);
        let replaced: Vec<[u8; 32]> = replaced.into_iter().map(|index| *kept[index].0).collect();
        let digests: Vec<[u8; 32]> = kept.iter().map(|(digest, _)| **digest).collect();
        for digest in replaced {
            self.documents.remove(&digest);
        }
        let authentic = new.iter().zip(&added).zip(instants).filter(|((_, file), _)| file.outcome.is_ok());
        for (((name, bytes), _), at) in authentic {
            self.keep(name, bytes, at);
        }
        for receipt in added.iter().filter_map(|file| file.document()?.deactivation()) {
            self.deactivate(receipt.activation.clone(), receipt.serial, now);
        }
        for (account, issued) in mended {
            self.mend_clock(&account, issued, now);
        }
        // What was verified beside a file that is not kept may have been verified by its word.
        let opened = if is_all_taken {
            // Of copies the first gives its name.
            let named = new.iter().zip(&added).rev();
            let named = named.map(|((_, bytes), file)| (Sha256::digest(bytes).into(), file.clone()));
            let files = named.chain(digests.into_iter().zip(known));
            OpenedState::among(self, files, trust.keys().clone())
        } else {
            self.open(verifier)
        };
        (added, opened)
    }

    /// The instant that is judged, for each account that has licences among the files: a clock that is behind
    /// must not make it look as if a licence had been there long since, or an older one were as good.
    fn judged_at<'f>(
        &self,
        files: impl Iterator<Item = &'f File>,
        now: UnixTime,
    ) -> BTreeMap<Account, UnixTime> {
        let documents: Vec<&VerifiedDocument> = files.filter_map(File::document).collect();
        let lists = documents.iter().filter_map(|document| document.revocation_list());
        let revocations = Revocations::new(lists.collect());
        let mut accounts: BTreeMap<Account, Vec<&Verified<License>>> = BTreeMap::new();
        for license in documents.iter().filter_map(|document| document.license()) {
            accounts.entry(Account::of(license)).or_default().push(license);
        }
        let instant = |(account, licenses): (Account, Vec<&Verified<License>>)| {
            let [issuer, product, name] = [&account.issuer, &account.product, &account.name];
            let judged = Judged { issuer: Some(issuer), product: Some(product), name: Some(name) };
            let mut question = Question::at(now);
            question.history.clock = self.clock_for(Some(&account));
            let members = members(&licenses, judged, &revocations, &question);
            let setting = Setting {
                members: &members,
                judged,
                revocations: &revocations,
                receipts: &[],
                question: &question,
            };
            let activations = Activations::among(documents.iter().copied(), &setting);
            let at = question.judged_at(floor(&members, &activations, judged, &revocations, &question));
            (account, at)
        };
        // Put in one by one: to collect them would bring a sort of its own.
        let mut instants = BTreeMap::new();
        instants.extend(accounts.into_iter().map(instant));
        instants
    }

    /// Removes a file. Tells whether it was in use.
    ///
    /// What a licence superseded stays superseded. Revocation lists and trust updates stay in force, and in
    /// the report: nothing revives by taking a file out.
    pub fn remove(&mut self, digest: &[u8; 32], at: UnixTime) -> bool {
        // A clock that is behind must not make it look as if it had not started when it was taken out.
        let account = self.documents.get(digest).and_then(|document| account_in(&document.bytes));
        let at =
            account.and_then(|account| self.clock_for(Some(&account)).mark()).map_or(at, |mark| mark.max(at));
        if self.documents.get(digest).is_none_or(|document| document.revision.removed) {
            return false;
        }
        let at = self.take_moment(at);
        if let Some(document) = self.documents.get_mut(digest) {
            document.revision = document.revision.removed(at);
        }
        true
    }

    /// Takes a removal back. Tells whether the file was removed.
    pub fn restore(&mut self, digest: &[u8; 32], at: UnixTime) -> bool {
        if self.documents.get(digest).is_none_or(|document| !document.revision.removed) {
            return false;
        }
        let at = self.take_moment(at);
        if let Some(document) = self.documents.get_mut(digest) {
            document.revision = document.revision.restored(at);
        }
        true
    }

    pub(super) fn keep(&mut self, name: &str, bytes: &[u8], at: UnixTime) {
        let digest = Sha256::digest(bytes).into();
        if self.documents.contains_key(&digest) {
            self.restore(&digest, at);
            return;
        }
        let at = self.take_moment(at);
        let document = StoredDocument {
            revision: Revision::first(at),
            added: at,
            name: name.to_owned(),
            bytes: bytes.into(),
        };
        self.documents.insert(digest, document);
    }
}

/// The account that the licence in a file names. Nothing is verified for this: the file was when it was added,
/// and one that has been put in another's place since is no licence of any account.
fn account_in(bytes: &[u8]) -> Option<Account> {
    let envelope = Envelope::read_with_limit(bytes, usize::MAX).ok()?;
    if envelope.document_type() != DocumentType::License {
        return None;
    }
    let root = Value::Object(json::parse(&envelope.payload_bytes, "payload").ok()?);
    let root = Node::root(&root);
    let name = |claim| root.required_with(claim, Node::name).ok();
    Some(Account { issuer: name("iss")?, product: name("aud")?, name: name("sub")? })
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
