//! The names of entitlements.

use super::{AccountName, State};
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
    /// The name of an entitlement of an account.
    pub(crate) fn entitlement_name<'s>(&'s self, account: &'s AccountName, id: &'s str) -> &'s str {
        entitlement_name(self.language, self.licenses(account).map(|(license, _)| license), id)
    }
}
