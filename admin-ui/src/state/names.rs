//! The names of entitlements.

use super::{AccountName, Outcome, State};
use crate::i18n::Language;
use countersign::License;

/// The name of an entitlement, in this language where one of the licences has it; else its id.
pub(crate) fn entitlement_name<'l>(
    language: Language,
    licenses: impl Iterator<Item = &'l License>,
    id: &'l str,
) -> &'l str {
    let mut named = licenses.flat_map(|license| &license.entitlements);
    let name = named.find_map(|entitlement| entitlement.name.as_ref().filter(|_| entitlement.id == id));
    name.map_or(id, |name| name.for_language(language.tag()))
}

impl State {
    /// The name of an entitlement of an account. That of whoever has no licence yet has none of its own: there an
    /// authentic licence of the product may name it that was given and is not added.
    pub(crate) fn entitlement_name<'s>(&'s self, account: &'s AccountName, id: &'s str) -> &'s str {
        let given = self.files.iter().filter_map(|file| match &file.outcome {
            Outcome::License { license, .. } => Some(&***license),
            _ => None,
        });
        let given = given.filter(|license| account.is_entry() && license.product == account.product);
        let own = self.licenses(account).map(|(license, _)| license);
        entitlement_name(self.language, own.chain(given), id)
    }
}
