//! What activations give of the licences that they activate.

use super::Member;
use crate::documents::license::{Entitlement, Metric, Model, Quantity};
use crate::documents::slots::Slots;
use crate::judge::activations::Activating;
use crate::values::by_name::ByName;
use crate::values::period::Periods;
use crate::values::thumbprint::Thumbprint;

/// What one activation gives of an entitlement, while it is the newest that gives any.
#[derive(Debug, Clone)]
pub(crate) struct Share<'a> {
    /// The entitlement, by its place in the licence.
    pub(crate) entitlement: usize,
    /// How much; none for a feature.
    pub(crate) quantity: Option<Quantity>,
    /// The activation; none where no activation gives any.
    pub(crate) activation: Option<&'a crate::documents::activation::Activation>,
    pub(crate) periods: Periods,
}

/// Gives the licences what their activations give.
pub(crate) fn share<'a>(members: &mut [Member<'a>], activating: &[Activating<'a>], deactivated: &[usize]) {
    for &index in deactivated {
        members[index].deactivated = true;
    }
    for of_one in activating.chunk_by(|a, b| a.member == b.member) {
        let member = &mut members[of_one[0].member];
        let Some(activated) = &mut member.activated else { continue };
        for activating in of_one {
            activating.periods.iter().for_each(|period| activated.insert(period));
        }
        member.shares = shares(&member.license.entitlements, of_one);
    }
}

/// Of each entitlement the newest activation that gives something of it.
fn shares<'a>(entitlements: &[Entitlement], activating: &[Activating<'a>]) -> Vec<Share<'a>> {
    let mut by_id: ByName<'_, usize> = ByName::default();
    for (index, entitlement) in entitlements.iter().enumerate() {
        *by_id.at(&entitlement.id) = index;
    }
    let mut shares = Vec::new();
    let mut taken = vec![Periods::default(); entitlements.len()];
    let mut all = Periods::default();
    for newest in activating {
        newest.periods.iter().for_each(|period| all.insert(period));
        for (id, granted) in newest.activation.grants.iter() {
            let Some(&index) = by_id.get(id) else { continue };
            let Some(quantity) = given(&entitlements[index], newest, granted) else { continue };
            let taken = &mut taken[index];
            let periods = newest.periods.without(taken);
            newest.periods.iter().for_each(|period| taken.insert(period));
            if !periods.is_empty() {
                let activation = Some(&**newest.activation);
                shares.push(Share { entitlement: index, quantity, activation, periods });
            }
        }
    }
    for (index, entitlement) in entitlements.iter().enumerate() {
        let periods = all.without(&taken[index]);
        if !periods.is_empty() {
            let quantity = entitlement.quantity.map(|_| Quantity::ZERO);
            shares.push(Share { entitlement: index, quantity, activation: None, periods });
        }
    }
    shares
}

/// How much an activation gives of an entitlement: `None` where it gives nothing, `Some(None)` of a feature.
fn given(entitlement: &Entitlement, newest: &Activating<'_>, granted: u64) -> Option<Option<Quantity>> {
    if newest.delegate.is_some() && !entitlement.delegable {
        return None;
    }
    if entitlement.metric == Metric::Feature {
        return Some(None);
    }
    let host = &newest.activation.host;
    let is_copied = host.lock_codes.len() > 1 && !host.has_quorum;
    let granted =
        if is_copied && entitlement.model == Some(Model::AuthorizedCopy) { granted.min(1) } else { granted };
    let given = match entitlement.quantity? {
        Quantity::Unlimited => granted,
        Quantity::Limited(quantity) => {
            let slots = newest.delegate.map(|key| slots(entitlement, newest, key, quantity));
            granted.min(quantity).min(slots.unwrap_or(granted))
        }
    };
    (given > 0).then_some(Some(Quantity::Limited(given)))
}

/// How many slots it has that are not above the quantity, and within those of the key that signed it.
fn slots(entitlement: &Entitlement, newest: &Activating<'_>, key: Thumbprint, quantity: u64) -> u64 {
    let Some(own) = newest.activation.slots.get(&entitlement.id) else { return 0 };
    let own = Slots { first: own.first, last: own.last.min(quantity) };
    if own.first > own.last {
        return 0;
    }
    let delegate = newest.licensed.delegates.iter().find(|delegate| delegate.key.thumbprint() == key);
    let given = delegate.and_then(|delegate| delegate.slots_of(&entitlement.id, own));
    given.map_or(0, Slots::count)
}
