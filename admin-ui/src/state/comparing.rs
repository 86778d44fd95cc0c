//! Two licences side by side, or a licence and what is in force.

use super::{Account, AccountName, FileId, OpenedFile, Outcome, State};
use countersign::{Granted, License, LimitRow};
use std::collections::BTreeMap;

/// What can stand on one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// A licence that is open here, be it added or not.
    File(FileId),
    /// What the licences of an account grant together now.
    InForce(AccountName),
}

/// What is compared; what is not chosen is what suggests itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Comparing {
    pub(crate) left: Option<Side>,
    pub(crate) right: Option<Side>,
    /// Whether what both sides have alike is shown too.
    pub(crate) all: bool,
}

/// A side, with what it says.
#[derive(Clone, Copy)]
pub(crate) enum Compared<'s> {
    License(&'s OpenedFile, &'s License),
    InForce(&'s Account),
}

/// What one entitlement is on both sides; none where a side does not name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pair<'s> {
    pub(crate) id: &'s str,
    pub(crate) sides: [Option<Share>; 2],
}

/// What a side grants of an entitlement, as far as the two are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Share {
    pub(crate) granted: Granted,
    /// Its own end, in a licence where it has one.
    pub(crate) expires: Option<countersign::UnixTime>,
}

impl Pair<'_> {
    pub(crate) fn differs(&self) -> bool {
        self.sides[0] != self.sides[1]
    }
}

impl State {
    /// All that can be compared: what is in force of each account, then the licences, those first that only wait
    /// to be added.
    pub(crate) fn comparable(&self) -> Vec<(Side, Compared<'_>)> {
        let accounts = self.accounts.iter().filter(|account| account.report.is_ok());
        let accounts =
            accounts.map(|account| (Side::InForce(account.name.clone()), Compared::InForce(account)));
        let files = self.files.iter().filter_map(|file| match &file.outcome {
            Outcome::License { license, .. } => Some((Side::File(file.id), Compared::License(file, license))),
            _ => None,
        });
        accounts.chain(files).collect()
    }

    /// The two sides that are compared: those that were chosen, else what is in force and what would come, else the
    /// two licences that came last. None where there are no two.
    pub(crate) fn compared(&self) -> Option<[(Side, Compared<'_>); 2]> {
        let all = self.comparable();
        let find = |side: &Option<Side>| {
            let side = side.as_ref()?;
            all.iter().find(|(other, _)| other == side).cloned()
        };
        let files: Vec<_> = all.iter().filter(|(side, _)| matches!(side, Side::File(_))).collect();
        let right = find(&self.comparing.right).or_else(|| files.first().copied().cloned())?;
        let in_force = |right: &Compared<'_>| match right {
            Compared::License(file, license) if file.kept.is_none() => {
                all.iter().find(|(side, _)| matches!(side, Side::InForce(name) if name.is_of(license)))
            }
            _ => None,
        };
        let other = || {
            let suggested =
                in_force(&right.1).or_else(|| files.iter().copied().find(|(side, _)| *side != right.0));
            suggested.or_else(|| all.iter().find(|(side, _)| *side != right.0)).cloned()
        };
        let left = find(&self.comparing.left).or_else(other)?;
        Some([left, right])
    }
}

impl<'s> Compared<'s> {
    /// What it grants, by entitlement, and in which order the entitlements stand.
    fn granted(self) -> Vec<(&'s str, Share)> {
        match self {
            Self::License(_, license) => license
                .entitlements
                .iter()
                .map(|entitlement| {
                    let granted = match entitlement.quantity {
                        Some(granted) => {
                            Granted::Quantity { granted, emergency: countersign::Quantity::ZERO }
                        }
                        None => Granted::Feature(true),
                    };
                    let share = Share { granted, expires: entitlement.expires };
                    (entitlement.id.as_str(), share)
                })
                .collect(),
            Self::InForce(account) => account
                .report
                .iter()
                .flat_map(|report| &report.limits)
                .map(|row| {
                    let granted = match row {
                        LimitRow::Feature(row) => Granted::Feature(row.granted),
                        LimitRow::Quantity(row) => {
                            Granted::Quantity { granted: row.granted, emergency: row.emergency }
                        }
                    };
                    (row.id(), Share { granted, expires: None })
                })
                .collect(),
        }
    }
}

/// The entitlements of both sides, in the order of the first licence of the two.
pub(crate) fn pairs<'s>(sides: [Compared<'s>; 2]) -> Vec<Pair<'s>> {
    let mut pairs: Vec<Pair<'s>> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    // An account's rows are in the order of their ids, a licence's in its vendor's.
    let order = if matches!(sides[0], Compared::InForce(_)) { [1, 0] } else { [0, 1] };
    for side in order {
        for (id, share) in sides[side].granted() {
            let place = *places.entry(id).or_insert(pairs.len());
            if place == pairs.len() {
                pairs.push(Pair { id, sides: [None, None] });
            }
            pairs[place].sides[side] = Some(share);
        }
    }
    pairs
}
