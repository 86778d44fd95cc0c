//! The clock's mark, and the marks of accounts whose own licences set one.

use super::State;
use super::journal::Account;
use crate::judge::clock::ClockMark;
use crate::values::time::{DAY, UnixTime};

impl State {
    /// What an account is judged by: the [`clock`](Self::clock), unless one of the account's own licences set a
    /// mark. No licence of another account moves it.
    pub fn clock_of(&self, issuer: &str, product: &str, account: &str) -> ClockMark {
        let [issuer, product, name] = [issuer, product, account].map(str::to_owned);
        self.clock_for(Some(&Account { issuer, product, name }))
    }

    /// How often a signed licence has set the mark of its account.
    pub fn clock_resets(&self) -> u64 {
        self.marks.values().map(ClockMark::resets).sum()
    }

    /// Takes over what the clock has shown to a later copy of this state, and no mark that a licence set there:
    /// for who goes back to how it was before.
    pub fn take_readings(&mut self, later: &Self) {
        self.clock = self.clock.merge(later.clock);
        for (account, own) in &mut self.marks {
            let later = later.marks.get(account).filter(|later| later.resets() == own.resets());
            *own = later.map_or(*own, |later| own.merge(*later));
        }
    }

    /// What an account is judged by; where it is not known which, the clock.
    pub(super) fn clock_for(&self, account: Option<&Account>) -> ClockMark {
        account.and_then(|account| self.marks.get(account)).copied().unwrap_or(self.clock)
    }

    /// Takes a reading of the clock, which is the same for all accounts.
    pub(super) fn observe_clock(&mut self, now: UnixTime) {
        self.clock.observe(now);
        self.marks.values_mut().for_each(|mark| mark.observe(now));
    }

    /// Sets the mark of an account to the issue of one of its licences, where the clock is more than a day
    /// behind it.
    pub(super) fn mend_clock(&mut self, account: &Account, issued: UnixTime, now: UnixTime) {
        let mut clock = self.clock_for(Some(account));
        if clock.mark().is_some_and(|mark| now < mark.plus_secs(-DAY)) {
            clock.reset(issued);
            self.marks.insert(account.clone(), clock);
        }
    }

    /// Puts another state's clock and marks in. Nobody's licences set the clock itself: of two the higher holds.
    pub(super) fn merge_clocks(&mut self, other: &Self) {
        self.clock = self.clock.merge(other.clock);
        for (account, mark) in &other.marks {
            self.merge_mark(account.clone(), *mark);
        }
    }

    /// Puts a mark in as a copy has it.
    pub(super) fn merge_mark(&mut self, account: Account, mark: ClockMark) {
        let own = self.marks.entry(account).or_insert(mark);
        *own = own.merge(mark);
    }
}
