//! What may be used without a licence.

use super::{AccountName, Record, State};
use countersign::{Amounts, UnixTime};

/// What the vendor built into the page: how much of a product may be used while no licence of it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) product: String,
    pub(crate) limits: Amounts,
}

impl Entry {
    /// Reads the product's id, and after it each limit as `id=number`, with spaces between. None where it is
    /// anything else.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut words = text.split_ascii_whitespace();
        let product = words.next().filter(|product| !product.contains('='))?.to_owned();
        let limit = |word: &str| {
            let (id, number) = word.split_once('=')?;
            Some((id.to_owned(), number.parse().ok()?))
        };
        let limits: Vec<(String, u64)> = words.map(limit).collect::<Option<_>>()?;
        (!limits.is_empty()).then(|| Self { product, limits: limits.into_iter().collect() })
    }

    /// The account of whoever has no licence yet.
    pub(super) fn account(&self) -> AccountName {
        AccountName { issuer: String::new(), product: self.product.clone(), name: String::new() }
    }
}

impl AccountName {
    /// Whether it is that of whoever has no licence yet.
    pub(crate) fn is_entry(&self) -> bool {
        self.issuer.is_empty() && self.name.is_empty()
    }
}

impl State {
    /// The accounts to be judged: those of the licences, and while there is none of the product that may be
    /// used without one, the account of whoever has no licence yet.
    pub(super) fn with_entry(&self, mut accounts: Vec<AccountName>) -> Vec<AccountName> {
        if let Some(entry) = &self.entry
            && accounts.iter().all(|account| account.product != entry.product)
        {
            accounts.push(entry.account());
        }
        accounts
    }

    /// Who was registered without a licence is registered in the first account that has one. Tells whether
    /// there was anybody.
    pub(super) fn adopt_entry(&mut self) -> bool {
        let Some(entry) = &self.entry else { return false };
        let mut licensed = self
            .accounts
            .iter()
            .filter(|account| account.name.product == entry.product && !account.name.is_entry());
        let (Some(first), None) = (licensed.next(), licensed.next()) else { return false };
        let (from, to, now) = (entry.account(), first.name.clone(), self.now);
        let is_needed = self
            .record
            .account(&from)
            .is_some_and(|own| own.roster.people().next().is_some() || own.usage().iter().next().is_some());
        if is_needed {
            self.edit().move_account(&from, &to, now);
        }
        is_needed
    }
}

impl Record {
    /// Gives one account what another one has.
    fn move_account(&mut self, from: &AccountName, to: &AccountName, now: UnixTime) {
        let given = self.empty_account(from);
        let usage = given.usage();
        let own = self.account_mut(to);
        own.roster.merge(given.roster);
        for (entitlement, amount) in usage.iter() {
            own.set_usage(entitlement, amount, now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_read_as_they_are_documented() {
        let entry = Entry::parse("ucware users=5 client_bundle=0").unwrap();
        assert_eq!(entry.product, "ucware");
        assert_eq!(entry.limits.iter().collect::<Vec<_>>(), [("client_bundle", 0), ("users", 5)]);
        for wrong in ["", "ucware", "users=5", "ucware users", "ucware users=-1", "ucware users=many"] {
            assert_eq!(Entry::parse(wrong), None, "{wrong}");
        }
    }
}
