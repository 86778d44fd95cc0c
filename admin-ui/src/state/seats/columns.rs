//! What the licences of an account let be given to people.

use super::{Column, Table};
use crate::order::order;
use crate::state::{AccountName, State};
use countersign::{LimitRow, Quantity, QuantityRow};
use std::collections::BTreeMap;

impl State {
    /// Has the seats page show the account that is chosen, as it is.
    pub(in crate::state) fn show_seats(&mut self) {
        let Some(account) = self.account() else {
            if self.seats.table.is_some() {
                self.seats.put(None);
            }
            return;
        };
        let columns = self.columns(&account.name);
        let own = self.record.account_rc(&account.name);
        let is_shown =
            self.seats.table.as_ref().is_some_and(|table| table.shows(&account.name, own, &columns));
        if !is_shown {
            let table = Table::new(account.name.clone(), own.cloned(), columns);
            self.seats.put(Some(table));
        }
    }

    /// The entitlements that are given to people one by one, in the order in which the licences name them.
    fn columns(&self, name: &AccountName) -> Vec<Column> {
        let columns = self.user_limits(name, QuantityRow::is_assignable);
        let licenses: Vec<_> = self.licenses(name).map(|(license, _)| license).collect();
        let named = licenses.iter().rev().flat_map(|license| &license.entitlements);
        let mut places: BTreeMap<String, u64> = BTreeMap::new();
        for (place, entitlement) in (0..).zip(named) {
            if !places.contains_key(&entitlement.id) {
                places.insert(entitlement.id.clone(), place);
            }
        }
        let place = |index: usize| places.get(&columns[index].id);
        let order = order(columns.len(), &|a, b| place(a).cmp(&place(b)));
        order.into_iter().map(|index| columns[index as usize].clone()).collect()
    }

    /// The entitlements that count everybody on the list, each with its limit.
    pub(crate) fn registrations(&self, name: &AccountName) -> Vec<Column> {
        let mut rows = self.user_limits(name, |row| !row.is_assignable());
        // Beside a built-in limit that lets people on the list, an entitlement of 0 is one that nobody has, and being on
        // the list needs none of it.
        if name.is_entry() && rows.iter().any(|column| column.granted > Quantity::ZERO) {
            rows.retain(|column| column.granted > Quantity::ZERO);
        }
        rows
    }

    fn user_limits(&self, name: &AccountName, is_wanted: impl Fn(&QuantityRow) -> bool) -> Vec<Column> {
        let account = self.accounts.iter().find(|account| account.name == *name);
        let report = account.and_then(|account| account.report.as_ref().ok());
        let rows = report.into_iter().flat_map(|report| &report.limits).filter_map(|row| match row {
            LimitRow::Quantity(row) if Column::counts_people(row) && is_wanted(row) => Some(Column::of(row)),
            _ => None,
        });
        rows.collect()
    }

    /// Counts everybody on the list in each entitlement that does so: also those who came before its licence.
    /// Nobody is turned out by that; whoever is too many is over.
    pub(in crate::state) fn register_everybody(&mut self) -> bool {
        let mut is_changed = false;
        let accounts: Vec<AccountName> = self.accounts.iter().map(|account| account.name.clone()).collect();
        for name in accounts {
            let Some(own) = self.record.account(&name) else { continue };
            let people = own.roster.people().count() as u64;
            if people == 0 {
                continue;
            }
            let ids: Vec<String> = self.registrations(&name).into_iter().map(|column| column.id).collect();
            let lacking: Vec<String> = ids.into_iter().filter(|id| own.roster.count(id) < people).collect();
            let now = self.now;
            for id in lacking {
                let roster = &mut self.edit().account_mut(&name).roster;
                let names: Vec<String> = roster.people().map(|person| person.name.clone()).collect();
                for person in names {
                    // Without a limit there is no denial, and everybody is on the list.
                    roster.assign(&person, &id, now, Quantity::Unlimited).unwrap_or_default();
                }
                is_changed = true;
            }
        }
        is_changed
    }
}
