//! What a revocation list is to name, and what it changes.

use crate::judged;
use countersign::{
    DocumentOutcome, DocumentType, License, RevocationList, Status, Thumbprint, UnixTime, Verified,
};
use std::collections::{BTreeMap, HashSet};

/// A document to revoke as it is written, e.g. `L-1:3`: its `jti`, and the highest serial that is revoked; without
/// one, all are. None where the text is neither.
pub fn revoked(text: &str) -> Option<(String, Option<u64>)> {
    let (id, serial) = match text.split_once(':') {
        None => (text, None),
        Some((id, serial)) => (id, Some(serial.parse().ok().filter(|&serial| serial > 0)?)),
    };
    (!id.is_empty()).then(|| (id.to_owned(), serial))
}

/// A licence that is worth something else because of a list.
#[derive(Debug, Clone)]
pub struct Turned {
    /// The licence.
    pub license: Verified<License>,
    /// Its status, as on any host, without the list.
    pub before: Status,
    /// And with the list.
    pub after: Status,
}

/// The licences that a list of their issuer and product changes, beside the lists that there are: those that it revokes,
/// and those that one of these superseded. In the order of the accounts, and in each of the licences as they are given.
///
/// # Errors
/// Those of judging the licences.
pub fn turned<'l>(
    licenses: impl IntoIterator<Item = &'l Verified<License>>,
    lists: &[Verified<RevocationList>],
    list: &Verified<RevocationList>,
    now: UnixTime,
) -> countersign::Result<Vec<Turned>> {
    let (mut accounts, mut seen) = (BTreeMap::<&str, Vec<Verified<License>>>::new(), HashSet::new());
    for license in licenses {
        let is_own = license.issuer == list.issuer && license.product == list.product;
        if is_own && seen.insert(license.digest()) {
            accounts.entry(&license.account).or_default().push(license.clone());
        }
    }
    let before: Vec<_> = lists
        .iter()
        .filter(|known| known.issuer == list.issuer && known.product == list.product)
        .cloned()
        .collect();
    let after: Vec<_> = before.iter().cloned().chain([list.clone()]).collect();
    let mut all = Vec::new();
    for account in accounts.values().filter(|account| account.iter().any(|one| is_named(one, &before, list)))
    {
        let statuses = |lists: &[_]| -> countersign::Result<Vec<Option<Status>>> {
            Ok(judged::report(account, lists, now)?
                .documents
                .iter()
                .map(|row| status(&row.outcome))
                .collect())
        };
        for (license, turn) in account.iter().zip(statuses(&before)?.into_iter().zip(statuses(&after)?)) {
            if let (Some(before), Some(after)) = turn
                && before != after
            {
                all.push(Turned { license: license.clone(), before, after });
            }
        }
    }
    Ok(all)
}

/// Whether a list may change what a licence is worth: it names that, or a key that the licence delegates to, or no
/// longer does.
fn is_named(license: &License, before: &[Verified<RevocationList>], list: &RevocationList) -> bool {
    let names = |list: &RevocationList| {
        let kids = license.delegates.iter().map(|named| named.key.thumbprint());
        let kids: Vec<Thumbprint> = kids.filter(|kid| list.revokes_delegate(kid)).collect();
        (list.revokes(DocumentType::License, &license.id, license.serial), kids)
    };
    let newest = before.iter().max_by_key(|known| known.serial);
    newest.map_or((false, Vec::new()), |known| names(known)) != names(list)
}

fn status(outcome: &DocumentOutcome) -> Option<Status> {
    match outcome {
        DocumentOutcome::Authentic(row) => Some(row.status),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_named_by_its_id_and_the_highest_serial() {
        assert_eq!(revoked("L-1"), Some(("L-1".into(), None)));
        assert_eq!(revoked("L-1:3"), Some(("L-1".into(), Some(3))));
        for nothing in ["", ":3", "L-1:", "L-1:0", "L-1:x", "L-1:3:4", "L-1:-1"] {
            assert_eq!(revoked(nothing), None, "{nothing}");
        }
    }
}
