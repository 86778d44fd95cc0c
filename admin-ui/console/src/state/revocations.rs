//! Revocation lists: what the next one of a product is to name, what it changes, and the list once it is signed.

use super::book::Book;
use super::keys::Keys;
use super::licences::Signed;
use super::{Effect, Reading};
use countersign::issue::{Revocation, RevocationListDraft, SigningKey};
use countersign::{
    Date, DocumentType, Envelope, Error, License, RevocationList, Status, TrustedKey, TrustedKeys, UnixTime,
    Verified,
};
use countersign_issuer::{Turned, revoked, turned};
use countersign_kit::Given;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Of a long list of licences, so many are shown; a search finds the others.
pub(crate) const MOST_LICENCES: usize = 200;

/// The page of revocations.
#[derive(Default)]
pub(crate) struct Revocations {
    /// Licences from files that were opened here.
    opened: Vec<Verified<License>>,
    /// Lists from files that were opened here, or signed.
    lists: Vec<Verified<RevocationList>>,
    /// Whose list it is: issuer and product; none before one was chosen.
    target: Option<Target>,
    /// The licences that are marked, each with the highest serial that is revoked.
    pub(crate) marked: BTreeMap<String, Option<u64>>,
    /// The activations that are to be revoked.
    pub(crate) activations: BTreeSet<String>,
    /// Further documents, as they are typed, and of which type they are.
    pub(crate) others: String,
    pub(crate) others_type: Option<DocumentType>,
    pub(crate) search: String,
    pub(crate) reason: String,
    pub(crate) next_update: String,
    /// What the list comes to; none while nothing is named.
    pub(crate) plan: Option<Result<Plan, Error>>,
    pub(crate) signed: Option<Signed>,
    /// What could not be opened, by file.
    pub(crate) refused: Vec<(String, Error)>,
}

/// Whose documents a list is about: their issuer and their product.
pub(crate) type Target = (String, String);

/// What a list comes to.
pub(crate) struct Plan {
    draft: RevocationListDraft,
    /// The list as it will be read, signed by a key that nobody else has.
    list: Verified<RevocationList>,
    /// How many documents and keys the last list named.
    pub(crate) before: usize,
    pub(crate) turned: Vec<Turned>,
    /// Ids that no document at hand has.
    pub(crate) unknown: Vec<String>,
}

/// What is done with revocations.
#[derive(Clone, Debug)]
pub(crate) enum RevocationsAction {
    /// Takes a licence, or the last list, from a file.
    Open(Given),
    /// Chooses whose list it is.
    Choose(usize),
    /// Marks a licence, all its serials.
    Mark(String, bool),
    /// Of a licence that is marked, revokes this serial and those below it alone; none: all.
    Upto(String, Option<u64>),
    /// Names an activation, of this issuer and product.
    Activation(Target, String),
    Spare(String),
    Search(String),
    SetOthers(String),
    SetType(DocumentType),
    SetReason(String),
    SetNextUpdate(String),
    Sign,
    Save,
    Copy,
    /// Takes the list into the ledger.
    Enter,
}

impl Plan {
    /// The serial of the list.
    pub(crate) fn serial(&self) -> u64 {
        self.draft.serial()
    }

    /// How many documents and keys it names.
    pub(crate) fn count(&self) -> usize {
        self.list.count()
    }

    /// The licences that hold no longer.
    pub(crate) fn ended(&self) -> impl Iterator<Item = &Turned> {
        self.turned.iter().filter(|turned| turned.after == Status::Revoked)
    }

    /// The licences that are worth something else because others hold no longer.
    pub(crate) fn others(&self) -> impl Iterator<Item = &Turned> {
        self.turned.iter().filter(|turned| turned.after != Status::Revoked)
    }
}

impl Revocations {
    /// All licences at hand: the ledger's, and those that were opened.
    fn licences<'s>(&'s self, book: Option<&'s Book>) -> impl Iterator<Item = &'s Verified<License>> {
        let own = book.filter(|book| book.ledger.delegate().is_none());
        own.into_iter().flat_map(|book| book.ledger.licenses()).chain(&self.opened)
    }

    fn lists<'s>(&'s self, book: Option<&'s Book>) -> impl Iterator<Item = &'s Verified<RevocationList>> {
        book.into_iter().flat_map(|book| book.ledger.lists()).chain(&self.lists)
    }

    /// Whose lists can be made: an entry an issuer and product.
    pub(crate) fn targets(&self, book: Option<&Book>) -> BTreeSet<Target> {
        let of_licences =
            self.licences(book).map(|license| (license.issuer.clone(), license.product.clone()));
        let of_lists = self.lists(book).map(|list| (list.issuer.clone(), list.product.clone()));
        let own = |target: &Target| {
            book.is_none_or(|book| book.ledger.delegate().is_some() || book.ledger.issuer() == target.0)
        };
        of_licences.chain(of_lists).chain(self.target.clone()).filter(own).collect()
    }

    /// Whose list it is.
    pub(crate) fn target(&self, book: Option<&Book>) -> Option<Target> {
        let targets = self.targets(book);
        self.target.clone().filter(|target| targets.contains(target)).or_else(|| targets.first().cloned())
    }

    /// The last list of this issuer and product.
    pub(crate) fn last<'s>(&'s self, book: Option<&'s Book>) -> Option<&'s Verified<RevocationList>> {
        let target = self.target(book)?;
        let lists = self.lists(book).filter(|list| (&list.issuer, &list.product) == (&target.0, &target.1));
        lists.max_by_key(|list| list.serial)
    }

    /// The licences of the issuer and product that are searched for, each by its highest serial, in the order of their ids.
    pub(crate) fn found<'s>(&'s self, book: Option<&'s Book>) -> Vec<&'s Verified<License>> {
        let Some(target) = self.target(book) else { return Vec::new() };
        let wanted = self.search.trim().to_lowercase();
        let is_wanted = |license: &License| {
            let texts = [&license.id, &license.account, &license.holder.name, &license.name];
            wanted.is_empty() || texts.iter().any(|text| text.to_lowercase().contains(&wanted))
        };
        let mut newest = BTreeMap::<(&str, &str), &Verified<License>>::new();
        for license in self.licences(book) {
            let is_own = license.issuer == target.0 && license.product == target.1;
            if is_own && (is_wanted(license) || self.marked.contains_key(&license.id)) {
                let known = newest.entry((&license.id, &license.account)).or_insert(license);
                if known.serial < license.serial {
                    *known = license;
                }
            }
        }
        newest.into_values().collect()
    }

    /// What was typed besides, by line: documents, or no document.
    pub(crate) fn read_others(&self) -> Vec<Option<(String, Option<u64>)>> {
        let lines = self.others.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(revoked).collect()
    }

    /// When the next list is due: the day that was typed, which it includes; none where it is no day to come.
    pub(crate) fn due(&self, now: UnixTime) -> Option<UnixTime> {
        Some(Date::parse(self.next_update.trim())?.end()).filter(|due| *due > now)
    }

    fn is_empty(&self) -> bool {
        self.marked.is_empty() && self.activations.is_empty() && self.others.trim().is_empty()
    }

    /// Finds out anew what the list would come to.
    pub(super) fn plan(&mut self, book: Option<&Book>, now: UnixTime) {
        self.plan = None;
        let is_typed = self.read_others().iter().all(Option::is_some);
        if let Some(target) = self.target(book).filter(|_| is_typed && !self.is_empty()) {
            self.plan = Some(self.planned(book, &target, now));
        }
    }

    fn planned(&self, book: Option<&Book>, target: &Target, now: UnixTime) -> Result<Plan, Error> {
        let lists: Vec<_> = self.lists(book).cloned().collect();
        let last = self.last(book);
        // Whether its date is one is said at the field; what the list changes does not depend on the date.
        let due = self.due(now).unwrap_or(UnixTime::MAX);
        let mut draft = match last {
            Some(last) => RevocationListDraft::after(last, due)?,
            None => RevocationListDraft::new(&*target.0, &*target.1, due),
        };
        let reason = Some(self.reason.trim().to_owned()).filter(|reason| !reason.is_empty());
        let others = self.read_others().into_iter().flatten();
        let other_type = self.others_type.unwrap_or(DocumentType::License);
        let marked = self.marked.iter().map(|(id, upto)| (DocumentType::License, (id.clone(), *upto)));
        let activations = self.activations.iter().map(|id| (DocumentType::Activation, (id.clone(), None)));
        let known: HashSet<&str> = self.licences(book).map(|license| &*license.id).collect();
        let mut unknown = Vec::new();
        for (document_type, (id, serial)) in
            marked.chain(activations).chain(others.map(|other| (other_type, other)))
        {
            let is_known = match document_type {
                DocumentType::License => known.contains(&*id),
                DocumentType::Activation => book.is_some_and(|book| book.ledger.licensor(&id).is_some()),
                _ => true,
            };
            if !is_known {
                unknown.push(id.clone());
            }
            draft.revoke(Revocation { document_type, id, serial, at: Some(now), reason: reason.clone() });
        }
        let list = as_read(&draft, now)?;
        let turned = turned(self.licences(book), &lists, &list, now)?;
        Ok(Plan { draft, before: last.map_or(0, |last| last.count()), list, turned, unknown })
    }

    pub(super) fn reduce(
        &mut self,
        action: RevocationsAction,
        book: Option<&Book>,
        keys: &Keys,
        now: UnixTime,
    ) -> Vec<Effect> {
        match action {
            RevocationsAction::Save => {
                let save = self.signed.as_ref().map(|signed| Effect::Save {
                    name: format!("{}.rev", signed.id),
                    text: signed.armor.clone(),
                });
                return save.into_iter().collect();
            }
            RevocationsAction::Copy => {
                return self.signed.iter().map(|signed| Effect::Copy(signed.armor.clone())).collect();
            }
            RevocationsAction::Sign => {
                if let Some(key) = keys.signing() {
                    self.sign(book, key, now);
                }
                return Vec::new();
            }
            RevocationsAction::Open(given) => self.open(given, keys),
            RevocationsAction::Choose(index) => {
                self.target = self.targets(book).into_iter().nth(index);
                self.marked.clear();
            }
            RevocationsAction::Mark(id, true) => drop(self.marked.insert(id, None)),
            RevocationsAction::Mark(id, false) => drop(self.marked.remove(&id)),
            RevocationsAction::Upto(id, upto) => drop(self.marked.insert(id, upto)),
            RevocationsAction::Activation(target, id) => {
                if self.target(book).as_ref() != Some(&target) {
                    self.marked.clear();
                    self.activations.clear();
                }
                self.target = Some(target);
                self.activations.insert(id);
            }
            RevocationsAction::Spare(id) => drop(self.activations.remove(&id)),
            RevocationsAction::Search(text) => {
                self.search = text;
                return Vec::new();
            }
            RevocationsAction::SetOthers(text) => self.others = text,
            RevocationsAction::SetType(document_type) => self.others_type = Some(document_type),
            RevocationsAction::SetReason(text) => self.reason = text,
            RevocationsAction::SetNextUpdate(text) => self.next_update = text,
            // The ledger's to do.
            RevocationsAction::Enter => return Vec::new(),
        }
        self.signed = None;
        self.plan(book, now);
        Vec::new()
    }

    fn open(&mut self, given: Given, keys: &Keys) {
        let (name, bytes) = match given {
            Given::File { name, bytes } => (name, bytes),
            Given::Pasted(text) => (String::new(), text.into_bytes()),
            _ => return,
        };
        self.refused.clear();
        let reading = Reading { keys };
        let read = Envelope::read(&bytes).and_then(|envelope| match envelope.document_type() {
            DocumentType::RevocationList => reading.previous(&bytes).map(|list| self.lists.push(list)),
            // Of any other type, the refusal says what was found.
            _ => reading.previous(&bytes).map(|license| self.opened.push(license)),
        });
        if let Err(error) = read {
            self.refused.push((name, error));
        }
    }

    fn sign(&mut self, book: Option<&Book>, key: &SigningKey, now: UnixTime) {
        let (Some(target), Some(_)) = (self.target(book), self.due(now)) else { return };
        let signed = self.planned(book, &target, now).and_then(|plan| {
            let signed = plan.draft.sign(&[key], now)?;
            let (armor, compact) = (signed.to_armor(), signed.to_compact().unwrap_or_default());
            let list = countersign_issuer::previous(
                armor.as_bytes(),
                &[*key.public_key()],
                &TrustedKeys::default(),
            )?;
            Ok((Signed { id: format!("{}-{}", file_part(&target.1), plan.serial()), armor, compact }, list))
        });
        match signed {
            Ok((signed, list)) => {
                // The next one follows this one, also before the ledger has it.
                self.lists.push(list);
                (self.signed, self.plan) = (Some(signed), None);
                (self.marked, self.activations, self.others) = Default::default();
            }
            Err(error) => self.plan = Some(Err(error)),
        }
    }
}

/// A list as who verifies it reads it, signed by a key that nobody else has.
fn as_read(draft: &RevocationListDraft, now: UnixTime) -> Result<Verified<RevocationList>, Error> {
    let key = SigningKey::generate()?;
    let mut keys = TrustedKeys::default();
    keys.insert(TrustedKey::new(*key.public_key()))?;
    Envelope::read(draft.sign(&[&key], now)?.to_armor().as_bytes())?.verify(&keys)
}

/// What of a name goes into a file's name.
pub(super) fn file_part(name: &str) -> String {
    name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(64).collect()
}
