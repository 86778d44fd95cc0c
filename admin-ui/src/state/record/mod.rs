//! What is kept from one visit to the next.

mod section;
#[cfg(test)]
mod tests;

pub(crate) use section::{Section, Stored, Unread};

use super::AccountName;
use crate::fold::fold;
use countersign::{
    Amounts, Denial, Dropped, EmergencyStart, OpenedState, Preview, Question, Report, Result, State,
    Thumbprint, TrustedKeys, UnixTime, Verifier,
};
use std::collections::BTreeMap;
use std::rc::Rc;

/// How every text of a record begins.
const HEADER: &[u8] = b"{\"countersign\":\"state\"";

/// A state of the core's with nothing in it.
pub(super) fn blank() -> State {
    State::new(fold)
}

/// The core's state, in the parts that change each by itself, and beside it the keys of vendors who use
/// Keygen.
///
/// The core has one state for one account. Here are those of several: what they share, and for each what is
/// its own.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    /// The files, the keys, the clock, and what happened.
    pub(crate) shared: Rc<State>,
    /// The people of each account, their seats, and what was typed in to be in use.
    accounts: BTreeMap<AccountName, Rc<State>>,
    pub(crate) keygen: TrustedKeys,
}

impl Default for Record {
    fn default() -> Self {
        let shared = Rc::new(blank());
        Self { shared, accounts: BTreeMap::new(), keygen: TrustedKeys::default() }
    }
}

impl Record {
    /// Whether a file is a record, be it damaged.
    pub(super) fn is_one(bytes: &[u8]) -> bool {
        bytes.trim_ascii_start().starts_with(HEADER)
    }

    /// Reads what [`to_text`](Self::to_text) wrote: all that can be read, and which lines could not.
    pub(crate) fn parse(text: &[u8]) -> (Self, Vec<Dropped>) {
        section::parse(text)
    }

    /// Writes it; two records that hold the same are written the same.
    pub(crate) fn to_text(&self) -> String {
        self.sections(None).into_iter().map(|section| section.text).collect()
    }

    /// The parts that are not the very ones of an earlier record, to be stored each by itself.
    pub(crate) fn changed_since(&self, earlier: &Record) -> Vec<Section> {
        self.sections(Some(earlier))
    }

    /// Whether any part is not the very one of an earlier record.
    pub(super) fn differs_from(&self, earlier: &Record) -> bool {
        let same = |(name, own): (&AccountName, &Rc<State>)| {
            earlier.accounts.get(name).is_some_and(|other| Rc::ptr_eq(own, other))
        };
        !Rc::ptr_eq(&self.shared, &earlier.shared)
            || self.keygen != earlier.keygen
            || !self.accounts.iter().all(same)
    }

    /// Imports another one. Of a key that both have with other constraints, the own one stands.
    pub(crate) fn merge(&mut self, other: Record) {
        self.shared_mut().merge(Rc::unwrap_or_clone(other.shared));
        for (name, account) in other.accounts {
            match self.accounts.get_mut(&name) {
                Some(present) => Rc::make_mut(present).merge(Rc::unwrap_or_clone(account)),
                None => drop(self.accounts.insert(name, account)),
            }
        }
        for key in other.keygen.iter().cloned() {
            self.keygen.insert(key).unwrap_or_default();
        }
    }

    /// What all accounts share, to be changed.
    pub(crate) fn shared_mut(&mut self) -> &mut State {
        let shared = Rc::make_mut(&mut self.shared);
        // Of one second it is told what was done first, to whichever part.
        self.accounts.values().for_each(|account| shared.follow(account));
        shared
    }

    /// What is each account's own.
    pub(super) fn accounts(&self) -> impl Iterator<Item = (&AccountName, &State)> {
        self.accounts.iter().map(|(name, own)| (name, &**own))
    }

    /// What is an account's own, where it has anything.
    pub(crate) fn account(&self, name: &AccountName) -> Option<&State> {
        self.accounts.get(name).map(|account| &**account)
    }

    /// The same as it is kept: as long as nothing changes, the very one.
    pub(super) fn account_rc(&self, name: &AccountName) -> Option<&Rc<State>> {
        self.accounts.get(name)
    }

    /// What is an account's own, to be changed.
    pub(crate) fn account_mut(&mut self, name: &AccountName) -> &mut State {
        let mut order = blank();
        order.follow(&self.shared);
        self.accounts.values().for_each(|account| order.follow(account));
        let new = || Rc::new(blank());
        let account = Rc::make_mut(self.accounts.entry(name.clone()).or_insert_with(new));
        account.follow(&order);
        account
    }

    /// Takes from an account what is its own.
    pub(super) fn empty_account(&mut self, name: &AccountName) -> State {
        std::mem::replace(self.account_mut(name), blank())
    }

    /// Whether there are people or amounts of which it is not said whose they are: the state of an
    /// application for one account has such.
    pub(super) fn has_unowned(&self) -> bool {
        self.shared.roster.people().next().is_some() || self.shared.usage().iter().next().is_some()
    }

    /// Gives an account the people and amounts of which it is not said whose they are.
    pub(super) fn adopt(&mut self, name: &AccountName, now: UnixTime) {
        let usage = self.shared.usage();
        let roster = std::mem::replace(&mut self.shared_mut().roster, blank().roster);
        for (entitlement, _) in usage.iter() {
            self.shared_mut().clear_usage(entitlement, now);
        }
        let account = self.account_mut(name);
        account.roster.merge(roster);
        for (entitlement, amount) in usage.iter() {
            account.set_usage(entitlement, amount, now);
        }
    }

    /// What the files, which were verified before, come to for an account.
    ///
    /// # Errors
    /// Those of [`State::report_opened`].
    pub(super) fn report(&self, opened: &OpenedState, name: &AccountName, asked: Question) -> Result<Report> {
        self.whole(name).report_opened(opened, &self.question(name, asked))
    }

    /// As [`report`](Self::report), and remembers what must be remembered.
    ///
    /// # Errors
    /// Those of [`State::observe_opened`].
    pub(super) fn observe(
        &mut self,
        opened: &OpenedState,
        name: &AccountName,
        asked: Question,
    ) -> Result<Report> {
        let question = self.question(name, asked);
        let mut whole = self.whole(name);
        let report = whole.observe_opened(opened, &question);
        whole.roster = blank().roster;
        // Where nothing was learned it stays the very part that is stored.
        if !whole.remembers_as(&self.shared) {
            self.shared = Rc::new(whole);
        }
        report
    }

    /// Starts the emergency that a licence of an account permits; where that is denied, nothing changes.
    ///
    /// # Errors
    /// Those of [`State::start_emergency`].
    pub(super) fn start_emergency(
        &mut self,
        entitlement: &str,
        verifier: &Verifier,
        name: &AccountName,
        question: Question,
    ) -> Result<Result<EmergencyStart, Denial>> {
        let mut whole = self.whole(name);
        let started = whole.start_emergency(entitlement, verifier, &self.question(name, question))?;
        whole.roster = State::new(fold).roster;
        self.shared = Rc::new(whole);
        Ok(started)
    }

    /// What would change for an account if another record took the place of this one, of which the files were
    /// verified before, too.
    ///
    /// # Errors
    /// Those of [`State::preview_opened`].
    pub(super) fn preview(
        &self,
        opened: &OpenedState,
        (after, after_opened): (&Record, &OpenedState),
        name: &AccountName,
        asked: Question,
    ) -> Result<Preview> {
        let question = self.question(name, asked);
        self.whole(name).preview_opened(opened, &after.whole(name), after_opened, &question)
    }

    /// The core's state of an account: what is shared, with its people.
    pub(super) fn whole(&self, name: &AccountName) -> State {
        let mut whole = State::clone(&self.shared);
        if let Some(account) = self.account(name) {
            whole.roster = account.roster.clone();
        }
        whole
    }

    /// The question about an account, with what is in use. Seats are counted, before anything that was typed
    /// in.
    pub(super) fn question(&self, name: &AccountName, mut question: Question) -> Question {
        if let Some(account) = self.account(name) {
            let usage = account.usage();
            let typed = usage.iter().filter(|(entitlement, _)| account.roster.count(entitlement) == 0);
            question.usage =
                typed.map(|(entitlement, amount)| (entitlement.to_owned(), amount)).collect::<Amounts>();
        }
        question
    }

    /// Ceases to trust keys of vendors who use Keygen.
    fn forget_keygen(&mut self, keys: &[Thumbprint]) {
        for key in keys {
            self.keygen.remove(key);
        }
    }

    /// Trusts keys of vendors who use Keygen.
    ///
    /// # Errors
    /// `key_invalid` where one of them is there with other constraints; then none has been added.
    pub(super) fn import_keygen(&mut self, keys: TrustedKeys) -> Result<()> {
        self.keygen.extend(keys)
    }
}
