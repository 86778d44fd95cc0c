//! The orders of an account, and what came of each.

use super::{AccountName, Activated, State};
use countersign::{License, Order, Status};

/// An order, with the licences that came of it, the first one first.
pub(crate) struct Ordered<'s> {
    pub(crate) order: &'s Order,
    pub(crate) licenses: Vec<(&'s License, Status)>,
}

impl State {
    /// The orders of an account, the last one first. Licences of one order have all of its numbers in common.
    pub(crate) fn orders<'s>(&'s self, account: &'s AccountName) -> Vec<Ordered<'s>> {
        let mut orders: Vec<Ordered<'s>> = Vec::new();
        let mut licenses: Vec<_> = self.licenses(account).collect();
        licenses.sort_by_key(|(license, _)| (license.issued, license.serial));
        for (license, judgement) in licenses {
            let Some(order) = &license.order else { continue };
            let entry = (license, judgement.status);
            match orders.iter_mut().find(|known| numbers(known.order) == numbers(order)) {
                Some(known) if known.licenses.iter().any(|(other, _)| is_same(other, license)) => {}
                Some(known) => known.licenses.push(entry),
                None => orders.push(Ordered { order, licenses: vec![entry] }),
            }
        }
        orders.reverse();
        orders
    }

    /// The codes of a licence: the activations that are at hand.
    pub(crate) fn codes_of<'s>(&'s self, account: &AccountName, license: &License) -> Vec<Activated<'s>> {
        self.activated_hosts(account).into_iter().filter(|it| it.activation.license == license.id).collect()
    }

    /// The licences that a licence renews, or that renew it: later or earlier ones of other orders that grant something
    /// that it grants.
    pub(crate) fn beside<'s>(
        &'s self,
        account: &'s AccountName,
        license: &License,
    ) -> Vec<(&'s License, Status)> {
        let grants = |other: &License| {
            let mut ids = other.entitlements.iter().map(|entitlement| &entitlement.id);
            ids.any(|id| license.entitlements.iter().any(|own| own.id == *id))
        };
        let is_other = |other: &License| match (&other.order, &license.order) {
            (Some(other), Some(own)) => numbers(other) != numbers(own),
            (other, own) => other.is_some() || own.is_some(),
        };
        let others = self.licenses(account).filter(|(other, _)| is_other(other) && grants(other));
        others.map(|(other, judgement)| (other, judgement.status)).collect()
    }
}

/// What an order is known by.
fn numbers(order: &Order) -> [Option<&str>; 3] {
    [&order.order_number, &order.customer_order_number, &order.purchase_order_number].map(Option::as_deref)
}

/// Whether both are one document, in whichever carrier.
fn is_same(one: &License, other: &License) -> bool {
    one.id == other.id && one.serial == other.serial
}
