//! What became of files that were to be added.

use super::{OpenedState, State};
use crate::error::Code;
use crate::judge::account::Judged;
use crate::judge::history::Removed;
use crate::judge::member::{Member, Place, members, settle};
use crate::judge::question::{Host, Question};
use crate::judge::revocations::Revocations;
use crate::values::time::UnixTime;
use crate::verify::files::{File, Verifier};
use crate::verify::verified_document::VerifiedDocument;
use countersign_reader::sort;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// What became of a file that was to be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Became {
    /// It is in use now.
    New,
    /// It was in use already, or the same document in another file was: nothing has changed for it.
    Known,
    /// It is kept, and another licence has its place.
    Superseded,
    /// A later one was taken before.
    Stale,
    /// It is no authentic document.
    Refused,
}

/// What a state came to by taking files over.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct TakenOver {
    /// The files in the order given.
    pub files: Vec<File>,
    /// What became of each.
    pub became: Vec<Became>,
    /// The files that were removed because they were not among them, by SHA-256.
    pub removed: Vec<[u8; 32]>,
    /// The files of the state as they are then, verified.
    pub opened: OpenedState,
}

/// Removes what is not among the files, by their digests, and tells what that was.
type Clear<'c> = dyn Fn(&mut State, &[[u8; 32]]) -> Vec<[u8; 32]> + 'c;

impl Became {
    /// Every outcome.
    pub const ALL: &'static [Became] =
        &[Became::New, Became::Known, Became::Superseded, Became::Stale, Became::Refused];
}

impl State {
    /// As [`add`](Self::add), and tells what became of each: one that is in use already is none that is stale, so that a
    /// folder may be read again and again.
    pub fn add_and_tell<'b>(
        &mut self,
        files: impl IntoIterator<Item = (&'b str, &'b [u8])>,
        verifier: &Verifier,
        now: UnixTime,
    ) -> TakenOver {
        self.take_over(files.into_iter().collect(), verifier, now, &|_, _| Vec::new())
    }

    /// Has the state hold what a folder holds: [adds](Self::add_and_tell) the files, and removes those in use that are not
    /// among them, be they good or refused. Of an unchanged folder nothing changes.
    pub fn sync<'b>(
        &mut self,
        files: impl IntoIterator<Item = (&'b str, &'b [u8])>,
        verifier: &Verifier,
        now: UnixTime,
    ) -> TakenOver {
        self.take_over(files.into_iter().collect(), verifier, now, &|state, digests| {
            let present = sort::sorted(digests.to_vec(), |a, b| a.cmp(b));
            let in_use = state.documents.iter().filter(|(_, document)| document.removed().is_none());
            let gone =
                in_use.map(|(digest, _)| *digest).filter(|digest| present.binary_search(digest).is_err());
            let gone: Vec<[u8; 32]> = gone.collect();
            gone.into_iter().filter(|digest| state.remove(digest, now)).collect()
        })
    }

    fn take_over(
        &mut self,
        files: Vec<(&str, &[u8])>,
        verifier: &Verifier,
        now: UnixTime,
        clear: &Clear<'_>,
    ) -> TakenOver {
        let digests: Vec<[u8; 32]> = files.iter().map(|(_, bytes)| Sha256::digest(bytes).into()).collect();
        let in_use = self.documents.iter().filter(|(_, document)| document.removed().is_none());
        // In their order.
        let before: Vec<[u8; 32]> = in_use.map(|(digest, _)| *digest).collect();
        let (mut added, opened) = self.add_and_open(files, verifier, now);
        let removed = clear(self, &digests);
        for (file, digest) in added.iter_mut().zip(&digests) {
            let is_there = || before.binary_search(digest).is_ok();
            if is_stale(file)
                && is_there()
                && let Ok(present) = opened.file(digest)
            {
                file.outcome = present.outcome.clone();
            }
        }
        let known = known(before.iter().filter_map(|digest| opened.document(digest)), &added);
        let superseded = self.superseded(&opened, &added, now);
        let became =
            added.iter().zip(known).zip(superseded).map(|((file, known), superseded)| match &file.outcome {
                Err(_) if is_stale(file) => Became::Stale,
                Err(_) => Became::Refused,
                Ok(_) if known => Became::Known,
                Ok(_) if superseded => Became::Superseded,
                Ok(_) => Became::New,
            });
        let became: Vec<Became> = became.collect();
        TakenOver { files: added, became, removed, opened }
    }

    /// Of each file whether it is a licence whose place another one has, whatever the product's version and host.
    fn superseded(&self, opened: &OpenedState, added: &[File], now: UnixTime) -> Vec<bool> {
        let mut question = Question::at(now);
        question.host = Host::Any;
        let (mut present, mut lists) = (Vec::new(), Vec::new());
        for (digest, stored) in &self.documents {
            match (opened.document(digest), stored.removed()) {
                (Some(VerifiedDocument::RevocationList(list)), _) => lists.push(list),
                (Some(VerifiedDocument::License(license)), None) => present.push(license),
                (Some(VerifiedDocument::License(license)), Some(at)) => {
                    question.history.removed.push(Removed { license: license.clone(), at });
                }
                _ => {}
            }
        }
        let anybody = Judged { issuer: None, product: None, name: None };
        let mut members = members(&present, anybody, &Revocations::new(lists), &question);
        settle(&mut members, &[], now);
        let is_superseded = |file: &File| {
            let place = Place::of(file.document()?.license()?);
            let index = members.binary_search_by(|member| member.place.cmp(&place)).ok()?;
            members.get(index).map(Member::is_superseded)
        };
        added.iter().map(|file| is_superseded(file).unwrap_or_default()).collect()
    }
}

fn is_stale(file: &File) -> bool {
    file.outcome.as_ref().is_err_and(|error| error.code() == Code::Stale)
}

/// Of each file whether its document was there before, or comes twice.
fn known<'d>(before: impl Iterator<Item = &'d VerifiedDocument>, added: &'d [File]) -> Vec<bool> {
    let mut documents: Vec<(Option<usize>, &VerifiedDocument)> = before.map(|known| (None, known)).collect();
    let numbered = added.iter().enumerate();
    documents.extend(numbered.filter_map(|(index, file)| Some((Some(index), file.document()?))));
    let place = |index: usize| {
        let document = documents[index].1;
        (document.document_type().typ(), document.payload())
    };
    // Equals stay in their order: the first of them was there first.
    let order = sort::order(documents.len(), &|a, b| place(a).cmp(&place(b)));
    let mut known = vec![false; added.len()];
    for same in order.chunk_by(|&a, &b| place(a) == place(b)) {
        for index in same.iter().skip(1).filter_map(|&index| documents[index].0) {
            known[index] = true;
        }
    }
    known
}
