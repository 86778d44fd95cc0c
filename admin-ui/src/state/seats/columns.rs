//! What the licences of an account let be given to people.

use super::{Column, Table};
use crate::order::order;
use crate::state::{AccountName, State};
use countersign::{LimitRow, Quantity};
use std::collections::{BTreeMap, BTreeSet};

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
        let mut columns = self.user_limits(name);
        let assignable = self.assignable(name);
        columns.retain(|column| assignable.contains(column.id.as_str()));
        let licenses: Vec<_> = self.licenses(name).map(|(license, _)| license).collect();
        let named = licenses.iter().rev().flat_map(|license| &license.entitlements);
        let mut places = BTreeMap::new();
        for (place, entitlement) in named.enumerate() {
            places.entry(entitlement.id.as_str()).or_insert(place);
        }
        let place = |index: usize| places.get(columns[index].id.as_str());
        let order = order(columns.len(), &|a, b| place(a).cmp(&place(b)));
        order.into_iter().map(|index| columns[index as usize].clone()).collect()
    }

    /// The entitlements that count everybody on the list, each with its limit.
    pub(crate) fn registrations(&self, name: &AccountName) -> Vec<Column> {
        let assignable = self.assignable(name);
        let rows = self.user_limits(name).into_iter();
        rows.filter(|column| !assignable.contains(column.id.as_str())).collect()
    }

    fn user_limits(&self, name: &AccountName) -> Vec<Column> {
        let account = self.accounts.iter().find(|account| account.name == *name);
        let report = account.and_then(|account| account.report.as_ref().ok());
        let rows = report.into_iter().flat_map(|report| &report.limits).filter_map(|row| match row {
            LimitRow::Quantity(row) if Column::counts_people(row) => Some(Column::of(row)),
            _ => None,
        });
        rows.collect()
    }

    fn assignable<'s>(&'s self, name: &'s AccountName) -> BTreeSet<&'s str> {
        let entitlements = self.licenses(name).flat_map(|(license, _)| &license.entitlements);
        entitlements
            .filter(|entitlement| entitlement.assignable)
            .map(|entitlement| &*entitlement.id)
            .collect()
    }

    /// Counts everybody on the list in each entitlement that does so: also those who came before its licence.
    /// Nobody is turned out by that; whoever is too many is over.
    pub(in crate::state) fn register_everybody(&mut self) -> bool {
        let mut is_changed = false;
        let accounts: Vec<AccountName> = self.accounts.iter().map(|account| account.name.clone()).collect();
        for name in accounts {
            let ids: Vec<String> = self.registrations(&name).into_iter().map(|column| column.id).collect();
            let Some(own) = self.record.account(&name) else { continue };
            let people = own.roster.people().count() as u64;
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
