//! What ends in the time to come.

use super::{AccountName, State};
use crate::order::sort_by_key;
use countersign::{ClauseRow, Date, License, Status, UnixTime, VerifiedDocument};

/// Something that ends.
#[derive(Clone, Debug)]
pub(crate) struct Coming<'s> {
    pub(crate) when: When,
    pub(crate) what: Ending<'s>,
}

/// When something ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// At this instant.
    At(UnixTime),
    /// With this day, which is still included.
    After(Date),
}

/// What ends.
#[derive(Clone, Debug)]
pub(crate) enum Ending<'s> {
    License(&'s License),
    Support(&'s License),
    Entitlement {
        license: &'s License,
        id: &'s str,
    },
    /// The emergency that a licence's own clause permits; one of an emergency licence ends with it.
    Emergency {
        account: &'s AccountName,
        id: &'s str,
    },
    /// The next revocation list of this issuer and product is due.
    RevocationList {
        issuer: &'s str,
        product: &'s str,
        serial: u64,
    },
}

impl When {
    /// The first instant after it.
    pub(crate) fn end(self) -> UnixTime {
        match self {
            Self::At(instant) => instant,
            Self::After(day) => day.end(),
        }
    }
}

impl State {
    /// What ends, the next first.
    pub(crate) fn coming(&self) -> Vec<Coming<'_>> {
        let mut coming = Vec::new();
        let mut put = |when: When, what| {
            if when.end() > self.now {
                coming.push(Coming { when, what });
            }
        };
        for account in self.accounts.iter() {
            for (license, judgement) in self.licenses(&account.name) {
                if !judgement.status.counts() && judgement.status != Status::NotYetValid {
                    continue;
                }
                if let Some(end) = license.expires.filter(|end| *end > self.now).or(license.end()) {
                    put(When::At(end), Ending::License(license));
                }
                if let Some(day) = license.support_until {
                    put(When::After(day), Ending::Support(license));
                }
                for entitlement in &license.entitlements {
                    if let Some(end) = entitlement.expires.filter(|end| Some(*end) != license.expires) {
                        put(When::At(end), Ending::Entitlement { license, id: &entitlement.id });
                    }
                }
            }
            for row in account.report.iter().flat_map(|report| &report.emergency) {
                let is_own = |clause: &ClauseRow| row.license.as_ref() == Some(&clause.license);
                if let Some(end) = row.end.filter(|_| row.clause.as_ref().is_some_and(is_own)) {
                    put(When::At(end), Ending::Emergency { account: &account.name, id: &row.id });
                }
            }
        }
        for list in self.vendor_lists().iter().filter(|list| !list.is_replaced) {
            if let VerifiedDocument::RevocationList(list) = list.document {
                let (issuer, product) = (&*list.issuer, &*list.product);
                put(
                    When::At(list.next_update),
                    Ending::RevocationList { issuer, product, serial: list.serial },
                );
            }
        }
        // Of what ends at one instant, what was named first.
        sort_by_key(&mut coming, |coming| coming.when.end());
        coming
    }
}
