//! The revocation lists and trust updates that are kept.

use super::{KeyFamily, OpenedFile, Outcome, State};
use countersign::{DocumentType, TrustedKeys, VerifiedDocument, Verifier};
use std::borrow::Cow;

/// A revocation list or a trust update of the record. Taken out, it is in force all the same.
pub(crate) struct VendorList<'s> {
    pub(crate) file: &'s OpenedFile,
    pub(crate) document: &'s VerifiedDocument,
    /// Whether a later one has taken its place.
    pub(crate) is_replaced: bool,
}

impl State {
    /// The lists and updates, the newest file first.
    pub(crate) fn vendor_lists(&self) -> Vec<VendorList<'_>> {
        let lists: Vec<(&OpenedFile, &VerifiedDocument)> =
            self.files.iter().filter_map(|file| Some((&**file, list(file)?))).collect();
        let is_replaced = |document: &VerifiedDocument| {
            lists
                .iter()
                .any(|(_, other)| scope(other) == scope(document) && other.serial() > document.serial())
        };
        let listed = lists.iter().map(|(file, document)| VendorList {
            file,
            document,
            is_replaced: is_replaced(document),
        });
        listed.collect()
    }

    /// The keys that were imported and don't count, because those that came with the page stand in their place.
    pub(crate) fn idle_keys(&self) -> Vec<countersign::TrustedKey> {
        let trusted = self.keyring.trusted(KeyFamily::Countersign);
        let imported = self.record.shared.keys();
        let idle = imported.iter().filter(|key| trusted.get(&key.key.thumbprint()).is_none());
        idle.cloned().collect()
    }

    /// The keys that verify licences, as the trust updates leave them.
    pub(crate) fn keys_in_force(&self) -> TrustedKeys {
        let keys = self.keyring.trusted(KeyFamily::Countersign).clone();
        let lists = self.vendor_lists();
        let updates = lists.iter().filter(|list| matches!(list.document, VerifiedDocument::TrustUpdate(_)));
        let updates = updates.map(|list| (list.file.name.as_str(), list.file.bytes()));
        Verifier::new(keys).open(updates).trust.keys().clone()
    }
}

fn list(file: &OpenedFile) -> Option<&VerifiedDocument> {
    let Outcome::Other { document, .. } = &file.outcome else { return None };
    let is_list =
        matches!(**document, VerifiedDocument::RevocationList(_) | VerifiedDocument::TrustUpdate(_));
    (file.kept.is_some() && is_list).then_some(document)
}

/// Whose documents or keys it is about: of one such, the highest serial holds.
fn scope(document: &VerifiedDocument) -> (DocumentType, Cow<'_, str>, Option<&str>) {
    let product = match document {
        VerifiedDocument::RevocationList(list) => Some(list.product.as_str()),
        _ => None,
    };
    (document.document_type(), document.issuer(), product)
}
