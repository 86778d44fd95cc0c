//! What ends in the time to come.

use super::{AccountName, State};
use countersign::{Date, License, Status, UnixTime, VerifiedDocument};

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
        let at = |instant: UnixTime, what| Coming { when: When::At(instant), what };
        for account in &self.accounts {
            let lasting = self.licenses(&account.name).filter(|(_, judgement)| {
                judgement.status.counts() || judgement.status == Status::NotYetValid
            });
            for (license, _) in lasting {
                let end = license.expires.filter(|end| *end > self.now).or(license.end());
                coming.extend(end.map(|end| at(end, Ending::License(license))));
                let support = license.support_until;
                coming.extend(
                    support.map(|day| Coming { when: When::After(day), what: Ending::Support(license) }),
                );
                let ending = license.entitlements.iter().filter_map(|entitlement| {
                    let end = entitlement.expires.filter(|end| Some(*end) != license.expires)?;
                    Some(at(end, Ending::Entitlement { license, id: &entitlement.id }))
                });
                coming.extend(ending);
            }
            let rows = account.report.iter().flat_map(|report| &report.emergency);
            let started = rows.filter(|row| {
                row.clause.as_ref().is_some_and(|clause| row.license.as_ref() == Some(&clause.license))
            });
            coming.extend(started.filter_map(|row| {
                Some(at(row.end?, Ending::Emergency { account: &account.name, id: &row.id }))
            }));
        }
        let lists = self.vendor_lists();
        let due = lists.iter().filter(|list| !list.is_replaced).filter_map(|list| match list.document {
            VerifiedDocument::RevocationList(list) => {
                let what = Ending::RevocationList {
                    issuer: &list.issuer,
                    product: &list.product,
                    serial: list.serial,
                };
                Some(at(list.next_update, what))
            }
            _ => None,
        });
        coming.extend(due);
        coming.retain(|coming| coming.when.end() > self.now);
        coming.sort_by_key(|coming| coming.when.end());
        coming
    }
}
