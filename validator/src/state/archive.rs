//! The licences that a state holds or held, and what they bear out of its journal.

use super::journal::{Account, Started};
use crate::documents::license::{Entitlement, License, LicenseKind, Quantity};
use crate::judge::history::EmergencyStart;
use crate::values::by_name::ByName;
use crate::values::time::UnixTime;
use crate::verify::verified::Verified;
use countersign_reader::sort;
use std::cell::OnceCell;
use std::cmp::Ordering;

/// A licence that was or is at hand.
pub(super) struct Known {
    pub(super) license: Verified<License>,
    pub(super) added: UnixTime,
    digest: OnceCell<[u8; 32]>,
}

impl Known {
    pub(super) fn new(license: Verified<License>, added: UnixTime) -> Self {
        Self { license, added, digest: OnceCell::new() }
    }

    /// Of the licence. Only emergencies ask for this, and hashing a long licence takes a while.
    pub(super) fn digest(&self) -> [u8; 32] {
        *self.digest.get_or_init(|| self.license.digest())
    }
}

/// The licences that were or are at hand, by what is asked of them: to look through all for each emergency
/// is out of the question where there are thousands of both. Each list is made and sorted when an emergency first asks:
/// most installations have none, and are judged at every key that is typed.
pub(super) struct Archive<'k> {
    known: &'k [Known],
    lasting: OnceCell<Vec<&'k Known>>,
    /// By account and id.
    licenses: OnceCell<Vec<&'k Known>>,
    /// By payload: the same document may have come in several files.
    documents: OnceCell<Vec<&'k Known>>,
    /// The entitlements of those that are no emergency licences, by account and id.
    granted: OnceCell<Vec<(&'k Known, &'k Entitlement)>>,
}

/// The place of an account's licence or entitlement with an id.
type Place<'p> = [&'p str; 4];

fn place<'p>(license: &'p License, id: &'p str) -> Place<'p> {
    [&license.issuer, &license.product, &license.account, id]
}

fn place_in<'p>(account: &'p Account, id: &'p str) -> Place<'p> {
    [&account.issuer, &account.product, &account.name, id]
}

/// A list, sorted; what is alike stays in its order.
fn sorted<T: Copy>(list: Vec<T>, compare: &dyn Fn(&T, &T) -> Ordering) -> Vec<T> {
    let order = sort::order(list.len(), &|a, b| compare(&list[a], &list[b]));
    order.into_iter().map(|index| list[index]).collect()
}

/// Those of a sorted list that stand at a place.
fn those_at<T>(list: &[T], compare: impl Fn(&T) -> Ordering) -> &[T] {
    let start = list.partition_point(|item| compare(item).is_lt());
    let count = list[start..].partition_point(|item| compare(item).is_eq());
    &list[start..start + count]
}

/// The licences that grant anything for good, or may have the place of one that does: all but the emergency
/// licences that replace none of these. Only such are noted as seen before an emergency: no other can be what
/// was bought, nor make a difference to it.
pub(super) fn lasting(known: &[Known]) -> Vec<&Known> {
    let is_standing = |known: &&Known| known.license.kind != LicenseKind::Emergency;
    let mut ids: ByName<'_, bool> = ByName::default();
    known.iter().filter(is_standing).for_each(|known| *ids.at(&known.license.id) = true);
    let may_replace = |id: &String| ids.get(id).is_some();
    let lasting = known.iter().filter(|known| {
        let License { id, supersedes, .. } = &*known.license;
        is_standing(known) || may_replace(id) || supersedes.iter().any(may_replace)
    });
    lasting.collect()
}

impl<'k> Archive<'k> {
    pub(super) fn new(known: &'k [Known]) -> Self {
        Self {
            known,
            lasting: OnceCell::new(),
            licenses: OnceCell::new(),
            documents: OnceCell::new(),
            granted: OnceCell::new(),
        }
    }

    /// Those that grant anything for good, or may have the place of one that does.
    fn lasting(&self) -> &[&'k Known] {
        self.lasting.get_or_init(|| lasting(self.known))
    }

    /// Those of an account with an id.
    fn licenses(&self, account: &Account, id: &str) -> &[&'k Known] {
        let list = self.licenses.get_or_init(|| {
            let all: Vec<&Known> = self.known.iter().collect();
            sorted(all, &|a: &&Known, b: &&Known| {
                place(&a.license, &a.license.id).cmp(&place(&b.license, &b.license.id))
            })
        });
        those_at(list, |known| place(&known.license, &known.license.id).cmp(&place_in(account, id)))
    }

    /// Those with the same payload.
    pub(super) fn documents(&self, payload: &[u8]) -> &[&'k Known] {
        let list = self.documents.get_or_init(|| {
            let all: Vec<&Known> = self.known.iter().collect();
            sorted(all, &|a: &&Known, b: &&Known| a.license.payload().cmp(b.license.payload()))
        });
        those_at(list, |known| known.license.payload().cmp(payload))
    }

    /// The parts of those that are no emergency licences, of an account and with an id.
    fn granted(&self, account: &Account, id: &str) -> &[(&'k Known, &'k Entitlement)] {
        let list = self.granted.get_or_init(|| {
            let standing = self.known.iter().filter(|known| known.license.kind != LicenseKind::Emergency);
            let parts = standing.flat_map(|known| {
                known.license.entitlements.iter().map(move |entitlement| (known, entitlement))
            });
            sorted(parts.collect(), &|a: &(&Known, &Entitlement), b: &(&Known, &Entitlement)| {
                place(&a.0.license, &a.1.id).cmp(&place(&b.0.license, &b.1.id))
            })
        });
        those_at(list, |(known, part)| place(&known.license, &part.id).cmp(&place_in(account, id)))
    }

    /// The licences that were known before an instant, as far as that can still be told: none that was
    /// issued later, unless it was there.
    pub(super) fn seen_before(&self, start: UnixTime) -> Vec<[u8; 32]> {
        let before =
            self.lasting().iter().filter(|known| known.license.issued < start || known.added < start);
        before.map(|known| known.digest()).collect()
    }

    /// An entry of the journal as far as the documents bear it out: it began when its emergency licence
    /// says; what was at hand before was seen; where nothing unseen could be the purchase that it tells of,
    /// none was made; and it lasts no longer than its licence says.
    pub(super) fn borne_out(&self, started: &Started) -> Started {
        let mut start = started.start.clone();
        let of_this = self.licenses(&started.account, &started.start.license);
        let licenses = || of_this.iter().map(|known| &*known.license);
        let emergencies = licenses().filter(|license| license.kind == LicenseKind::Emergency);
        start.at = emergencies.map(|license| license.start()).min().unwrap_or(start.at);
        let before = self.lasting().iter().filter(|known| known.added < start.at);
        start.seen.extend(before.map(|known| known.digest()));
        start.seen = sort::sorted(start.seen, |a, b| a.cmp(b));
        start.seen.dedup();
        if start.settled.is_some() && !self.could_be_settled(&start, &started.account) {
            start.settled = None;
        }
        let clauses = licenses().filter_map(|license| license.emergency.as_ref());
        if let Some(end) = clauses.map(|clause| clause.end(start.at)).max() {
            start.end = start.end.min(end);
        }
        Started { account: started.account.clone(), start, order: started.order }
    }

    /// Whether the licences that were ever at hand could have given, together, what a purchase must:
    /// something that is new, and enough for the highest usage. Dates and replacements do not count here,
    /// because those of the day on which it was bought are not remembered.
    fn could_be_settled(&self, start: &EmergencyStart, account: &Account) -> bool {
        let (mut bought, mut all) = (Quantity::ZERO, Quantity::ZERO);
        for (known, part) in self.granted(account, &start.entitlement) {
            let quantity = part.quantity.unwrap_or(Quantity::ZERO);
            let is_new = start.seen.binary_search(&known.digest()).is_err();
            if is_new && known.license.kind == LicenseKind::Standard {
                bought = bought.plus(quantity);
            }
            all = all.plus(quantity);
        }
        bought > Quantity::ZERO && all >= Quantity::Limited(start.peak)
    }
}
