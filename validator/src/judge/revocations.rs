//! The revocation lists of a set of files.

use crate::documents::activation::Activation;
use crate::documents::license::License;
use crate::documents::revocation_list::RevocationList;
use crate::judge::status::{Reason, Side, Status};
use crate::values::by_name::ByName;
use crate::values::document_type::DocumentType;
use crate::values::thumbprint::Thumbprint;
use crate::verify::verified::Verified;
use countersign_reader::sort;

/// The revocation lists among the files: of each issuer and product the ones with the highest serial.
pub(crate) struct Revocations<'a> {
    lists: Vec<&'a Verified<RevocationList>>,
    /// The highest serial, by issuer and product.
    newest: ByName<'a, u64>,
}

impl<'a> Revocations<'a> {
    pub(crate) fn new(all: Vec<&'a Verified<RevocationList>>) -> Self {
        // In one order, however the files were given, and each once.
        let order = sort::order(all.len(), &|a, b| all[a].payload().cmp(all[b].payload()));
        let mut lists: Vec<_> = order.into_iter().map(|index| all[index]).collect();
        lists.dedup_by(|one, other| one.payload() == other.payload());
        let mut newest: ByName<'a, u64> = ByName::default();
        for list in &all {
            let serial = newest.at_both(&list.issuer, &list.product);
            *serial = list.serial.max(*serial);
        }
        // Two lists with one serial both hold: neither may hide what the other revokes.
        lists.retain(|list| newest.get_both(&list.issuer, &list.product) == Some(&list.serial));
        Self { lists, newest }
    }

    /// The serial of the list that replaced one, where one did.
    pub(crate) fn replaced(&self, list: &RevocationList) -> Option<u64> {
        let newest = self.newest.get_both(&list.issuer, &list.product).copied();
        newest.filter(|newest| *newest > list.serial)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &'a RevocationList> {
        self.lists.iter().map(|list| &***list)
    }

    /// Why a licence does not hold any more.
    pub(crate) fn reason(&self, license: &License) -> Option<Reason> {
        self.reason_by(&license.issuer, &license.product, &|list| {
            list.revokes(DocumentType::License, &license.id, license.serial)
        })
    }

    /// Why an activation of an issuer's licence does not hold any more: it was revoked, or the customer's key that
    /// signed it.
    pub(crate) fn activation_reason(
        &self,
        activation: &Activation,
        issuer: &str,
        delegate: Option<Thumbprint>,
    ) -> Option<Reason> {
        self.reason_by(issuer, &activation.product, &|list| {
            list.revokes(DocumentType::Activation, &activation.id, activation.serial)
                || delegate.is_some_and(|key| list.revokes_delegate(&key))
        })
    }

    fn reason_by(
        &self,
        issuer: &str,
        product: &str,
        revokes: &dyn Fn(&RevocationList) -> bool,
    ) -> Option<Reason> {
        let by =
            self.iter().find(|list| list.issuer == issuer && list.product == product && revokes(list))?;
        let found = Side::Text(format!("{} {}", by.id, by.serial));
        let needed = Side::Text("no list that names it".into());
        Some(Reason { code: Status::Revoked, found, needed })
    }
}

impl RevocationList {
    /// Whether it is of another list's issuer and product, so that one replaces the other.
    pub(crate) fn is_of_one(&self, other: &RevocationList) -> bool {
        self.issuer == other.issuer && self.product == other.product
    }

    /// Whether it takes the place of another list of its issuer and product.
    pub(crate) fn replaces(&self, other: &RevocationList) -> bool {
        self.is_of_one(other) && self.serial > other.serial
    }
}
