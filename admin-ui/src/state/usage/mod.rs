//! Amounts in use that another page or a file tells, in place of being typed in.

mod message;
mod table;

pub(crate) use message::Heard;

use super::{AccountName, Announcement, State};
use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

/// The most that can be in use: what JavaScript counts exactly.
const MOST: u64 = (1 << 53) - 1;

/// The amounts of an account that were told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) account: AccountName,
    /// By entitlement.
    pub(crate) usage: BTreeMap<String, u64>,
}

/// An amount that is being typed. It is kept as it is: whatever happens meanwhile takes nothing of it away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Typing {
    pub(crate) account: AccountName,
    pub(crate) entitlement: String,
    pub(crate) text: String,
}

/// Who told which amounts: the origin of a page, by account and entitlement.
pub(crate) type Tellers = BTreeMap<(AccountName, String), String>;

/// The way back to a page that said something: takes an answer in JSON.
#[derive(Clone)]
pub(crate) struct Reply(Rc<dyn Fn(&str)>);

impl Reply {
    pub(crate) fn new(answer: impl Fn(&str) + 'static) -> Self {
        Self(Rc::new(answer))
    }

    pub(crate) fn answer(&self, answer: &str) {
        (self.0)(answer);
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reply")
    }
}

impl State {
    /// What stands in the field for the amount of an entitlement in use.
    pub(crate) fn usage_text(&self, account: &AccountName, entitlement: &str) -> String {
        let typing = self.typing.as_ref();
        let typing = typing.filter(|it| it.account == *account && it.entitlement == entitlement);
        let kept = || self.record.account(account)?.usage_of(entitlement);
        match typing {
            Some(typing) => typing.text.clone(),
            None => kept().map(|amount| amount.to_string()).unwrap_or_default(),
        }
    }

    /// Takes amounts over, and remembers who told them, where that was a page.
    pub(super) fn take_told(&mut self, told: Told, origin: Option<&str>) {
        let present = self.record.account(&told.account).map(countersign::State::usage).unwrap_or_default();
        let now = self.now;
        let mut changed = false;
        for (entitlement, amount) in told.usage {
            let place = (told.account.clone(), entitlement);
            if present.get(&place.1) != Some(amount) {
                self.edit().account_mut(&told.account).set_usage(&place.1, amount, now);
                changed = true;
            }
            match origin {
                Some(origin) => drop(self.tellers.insert(place, origin.to_owned())),
                None => drop(self.tellers.remove(&place)),
            }
        }
        if changed {
            self.undo = None;
            self.observe();
        }
    }

    /// Takes amounts over that stand in a file.
    pub(super) fn take_usage_table(&mut self, name: String, bytes: &[u8]) {
        let Some(account) = self.account().map(|account| account.name.clone()) else { return };
        match table::read(bytes, self.language) {
            Ok(usage) => {
                let count = usage.len();
                self.take_told(Told { account, usage }, None);
                self.announce(Announcement::UsageTaken { count });
            }
            Err(lines) => self.notify(super::Notice::UsageRefused { name, lines }),
        }
    }
}

#[cfg(test)]
mod tests;
