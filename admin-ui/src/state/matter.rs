//! What matters most about an account: the one thing that its administrator should know first.

use super::{Account, State};
use crate::order::sort_by_key;
use countersign::{EmergencyState, LimitRow, LimitState, Quantity, Status, UnixTime};

/// What matters most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Matter {
    /// An emergency ended unpaid: so many of an entitlement are blocked.
    Blocked { id: String, blocked: u64 },
    /// More of an entitlement is in use than is granted.
    Over { id: String, by: u64 },
    /// An emergency runs.
    Emergency { id: String, used: u64, granted: Quantity, end: UnixTime },
    /// The licence has ended, and counts for a while.
    Grace { end: UnixTime },
    /// The licence ends soon.
    Expiring { end: UnixTime },
}

/// A row of an account's report, and what it is called.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit<'s> {
    pub(crate) row: &'s LimitRow,
    pub(crate) name: &'s str,
}

impl State {
    /// What matters most about an account now, if anything does.
    pub(crate) fn matter(&self, account: &Account) -> Option<Matter> {
        let report = account.report.as_ref().ok()?;
        let blocked = report.emergency.iter().find(|row| row.blocked > 0);
        let blocked = blocked.map(|row| Matter::Blocked { id: row.id.clone(), blocked: row.blocked });
        let over = report.limits.iter().find_map(|row| match row {
            LimitRow::Quantity(row) if row.state == LimitState::Over => {
                Some(Matter::Over { id: row.id.clone(), by: row.over_by })
            }
            _ => None,
        });
        let running = report.emergency.iter().find_map(|row| {
            let end = row.end.filter(|_| row.state == EmergencyState::Running)?;
            Some(Matter::Emergency { id: row.id.clone(), used: row.used, granted: row.quantity, end })
        });
        let ending = || {
            let (license, judgement) = self.lead(&account.name)?;
            match judgement.status {
                Status::Grace => Some(Matter::Grace { end: license.end()? }),
                Status::Expiring => Some(Matter::Expiring { end: license.expires? }),
                _ => None,
            }
        };
        blocked.or(over).or(running).or_else(ending)
    }

    /// The rows of an account's report in the vendor's order: as the licences name them, the leading one first.
    pub(crate) fn limits<'s>(&'s self, account: &'s Account) -> Vec<Limit<'s>> {
        let Ok(report) = &account.report else { return Vec::new() };
        let mut licenses: Vec<_> = self.licenses(&account.name).map(|(license, _)| license).collect();
        sort_by_key(&mut licenses, |license| license.issued);
        if let Some((lead, _)) = self.lead(&account.name) {
            licenses.retain(|license| !std::ptr::eq(*license, lead));
            licenses.insert(0, lead);
        }
        // The rows are in the order of their ids.
        let mut places = vec![(usize::MAX, None); report.limits.len()];
        let tag = self.language.tag();
        let entitlements = licenses.into_iter().flat_map(|license| &license.entitlements);
        // Many a licence has its entitlements in the order of their ids, too: look at the next row before searching.
        let mut next = 0;
        for (place, entitlement) in entitlements.enumerate() {
            if report.limits.get(next).is_none_or(|row| row.id() != entitlement.id) {
                let row = report.limits.binary_search_by(|row| row.id().cmp(&entitlement.id));
                let Ok(row) = row else { continue };
                next = row;
            }
            let Some((first, name)) = places.get_mut(next) else { continue };
            next += 1;
            *first = place.min(*first);
            *name = name.or_else(|| Some(entitlement.name.as_ref()?.for_language(tag)));
        }
        let rows = report.limits.iter().zip(places);
        let mut rows: Vec<_> = rows
            .map(|(row, (place, name))| {
                let name = match name {
                    None if account.name.is_entry() => self.entitlement_name(&account.name, row.id()),
                    name => name.unwrap_or_else(|| row.id()),
                };
                (place, Limit { row, name })
            })
            .collect();
        sort_by_key(&mut rows, |(place, _)| *place);
        rows.into_iter().map(|(_, limit)| limit).collect()
    }

    /// Whether anybody said how much of an entitlement is in use: it was typed in or told, or people are
    /// counted.
    pub(crate) fn knows_use(&self, account: &Account, id: &str) -> bool {
        self.record
            .account(&account.name)
            .is_some_and(|own| own.usage_of(id).is_some() || own.roster.count(id) > 0)
    }
}
