//! The licences that a state holds or held, and what they bear out of its journal.

use super::journal::{Account, Started};
use crate::documents::license::{License, LicenseKind, Quantity};
use crate::judge::history::EmergencyStart;
use crate::sort;
use crate::values::time::UnixTime;
use crate::verify::verified::Verified;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

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

/// What is known by account, and there by id.
type ByAccount<'k, T> = BTreeMap<Account, BTreeMap<&'k str, Vec<T>>>;

/// The licences that were or are at hand, by what is asked of them: to look through all for each emergency
/// is out of the question where there are thousands of both. Each index is made when an emergency first asks:
/// most installations have none, and are judged at every key that is typed.
pub(super) struct Archive<'k> {
    known: &'k [Known],
    lasting: OnceCell<Vec<&'k Known>>,
    licenses: OnceCell<ByAccount<'k, &'k Known>>,
    documents: OnceCell<BTreeMap<&'k [u8], Vec<&'k Known>>>,
    granted: OnceCell<ByAccount<'k, (&'k Known, Quantity)>>,
}

/// The licences that grant anything for good, or may have the place of one that does: all but the emergency
/// licences that replace none of these. Only such are noted as seen before an emergency: no other can be what
/// was bought, nor make a difference to it.
pub(super) fn lasting(known: &[Known]) -> Vec<&Known> {
    let is_standing = |known: &&Known| known.license.kind != LicenseKind::Emergency;
    let ids: BTreeSet<&str> = known.iter().filter(is_standing).map(|known| &*known.license.id).collect();
    let may_replace = |id: &String| ids.contains(id.as_str());
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
        let index = self.licenses.get_or_init(|| {
            let mut index = ByAccount::new();
            for known in self.known {
                let own = index.entry(Account::of(&known.license)).or_default();
                own.entry(&*known.license.id).or_default().push(known);
            }
            index
        });
        index.get(account).and_then(|own| own.get(id)).map_or(&[], Vec::as_slice)
    }

    /// Those with the same payload: the same document may have come in several files.
    pub(super) fn documents(&self, payload: &[u8]) -> &[&'k Known] {
        let index = self.documents.get_or_init(|| {
            let mut index = BTreeMap::<_, Vec<_>>::new();
            for known in self.known {
                index.entry(known.license.payload()).or_default().push(known);
            }
            index
        });
        index.get(payload).map_or(&[], Vec::as_slice)
    }

    /// The parts of those that are no emergency licences, of an account and with an id.
    fn granted(&self, account: &Account, id: &str) -> &[(&'k Known, Quantity)] {
        let index = self.granted.get_or_init(|| {
            let mut index = ByAccount::new();
            for known in self.known.iter().filter(|known| known.license.kind != LicenseKind::Emergency) {
                let own = index.entry(Account::of(&known.license)).or_default();
                for entitlement in &known.license.entitlements {
                    let part = (known, entitlement.quantity.unwrap_or(Quantity::ZERO));
                    own.entry(&*entitlement.id).or_default().push(part);
                }
            }
            index
        });
        index.get(account).and_then(|own| own.get(id)).map_or(&[], Vec::as_slice)
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
        Started { account: started.account.clone(), start }
    }

    /// Whether the licences that were ever at hand could have given, together, what a purchase must:
    /// something that is new, and enough for the highest usage. Dates and replacements do not count here,
    /// because those of the day on which it was bought are not remembered.
    fn could_be_settled(&self, start: &EmergencyStart, account: &Account) -> bool {
        let (mut bought, mut all) = (Quantity::ZERO, Quantity::ZERO);
        for (known, quantity) in self.granted(account, &start.entitlement) {
            let is_new = start.seen.binary_search(&known.digest()).is_err();
            if is_new && known.license.kind == LicenseKind::Standard {
                bought = bought.plus(*quantity);
            }
            all = all.plus(*quantity);
        }
        bought > Quantity::ZERO && all >= Quantity::Limited(start.peak)
    }
}
