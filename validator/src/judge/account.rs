//! Accounts: whom a document is for.

use crate::documents::activation::Activation;
use crate::documents::license::License;
use crate::documents::revocation_list::RevocationList;
use crate::judge::revocations::Revocations;
use crate::judge::status::{Reason, Side, Status};
use crate::values::time::UnixTime;

/// Whom a licence is for. Nothing of one account ever touches another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Account<'a> {
    pub(crate) issuer: &'a str,
    pub(crate) product: &'a str,
    pub(crate) name: &'a str,
}

/// The account that is judged, as far as it is known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Judged<'a> {
    pub(crate) issuer: Option<&'a str>,
    pub(crate) product: Option<&'a str>,
    pub(crate) name: Option<&'a str>,
}

impl Judged<'_> {
    /// Whether a licence is of this account.
    pub(crate) fn includes(self, license: &License) -> bool {
        fits(self.product, &license.product)
            && fits(self.name, &license.account)
            && fits(self.issuer, &license.issuer)
    }

    /// Why a licence is not of this account.
    pub(crate) fn mismatches(self, license: &License) -> Vec<Reason> {
        mismatches([
            (Status::WrongProduct, &license.product, self.product),
            (Status::WrongAccount, &license.account, self.name),
            (Status::WrongAccount, &license.issuer, self.issuer),
        ])
    }
}

impl Judged<'_> {
    /// Why an activation is not of this account. One that a customer's key signed names the customer's key as its
    /// issuer, and so only its product and account are told apart.
    pub(crate) fn activation_mismatches(self, activation: &Activation, is_delegated: bool) -> Vec<Reason> {
        let issuer = self.issuer.filter(|_| !is_delegated);
        mismatches([
            (Status::WrongProduct, &activation.product, self.product),
            (Status::WrongAccount, &activation.account, self.name),
            (Status::WrongAccount, &activation.issuer, issuer),
        ])
    }
}

impl<'j> Judged<'j> {
    /// The revocation lists of its issuer and product, as far as these are known.
    pub(crate) fn lists<'r>(
        self,
        revocations: &'r Revocations<'r>,
    ) -> impl Iterator<Item = &'r RevocationList> + use<'r, 'j> {
        revocations
            .iter()
            .filter(move |list| fits(self.issuer, &list.issuer) && fits(self.product, &list.product))
    }

    /// Why a revocation list does not concern it.
    pub(crate) fn list_mismatches(self, list: &RevocationList) -> Vec<Reason> {
        mismatches([
            (Status::WrongProduct, &list.product, self.product),
            (Status::WrongAccount, &list.issuer, self.issuer),
        ])
    }
}

fn fits(needed: Option<&str>, found: &str) -> bool {
    needed.is_none_or(|needed| needed == found)
}

/// What differs from what is needed, where that is known. Each code stands once: of another account's name and issuer,
/// the name says enough.
fn mismatches<const N: usize>(sides: [(Status, &String, Option<&str>); N]) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for (code, found, needed) in sides {
        if let Some(needed) = needed
            && needed != found
            && reasons.iter().all(|reason: &Reason| reason.code != code)
        {
            reasons.push(Reason { code, found: Side::text(found), needed: Side::text(needed) });
        }
    }
    reasons
}

impl License {
    pub(crate) fn account_id(&self) -> Account<'_> {
        Account { issuer: &self.issuer, product: &self.product, name: &self.account }
    }

    /// The order in which licences came into being.
    pub(crate) fn age(&self) -> (UnixTime, &str, u64) {
        (self.issued, &self.id, self.serial)
    }
}
