//! What is granted of one entitlement at an instant.

use super::part::Part;
use crate::documents::license::{Metric, Quantity};

/// What is granted of one entitlement at an instant.
#[derive(Clone, Copy)]
pub(super) struct Grant {
    pub(super) feature: bool,
    pub(super) granted: Quantity,
    pub(super) emergency: Quantity,
    pub(super) allowed: Quantity,
}

impl Grant {
    /// What a reader would notice a change of.
    pub(super) fn visible(self) -> (bool, Quantity, Quantity) {
        (self.feature, self.granted, self.emergency)
    }

    /// The entry limit takes the place of what licences would grant.
    pub(super) fn stand_in(&mut self, entry: u64) {
        self.granted = Quantity::Limited(entry);
        self.allowed = self.granted;
    }

    pub(super) fn add_emergency(&mut self, quantity: u64) {
        self.emergency = Quantity::Limited(quantity);
        self.allowed = self.allowed.plus(self.emergency);
    }
}

/// The sums over the parts that count, by their metric. Parts come and go as time goes on, so a sum must not
/// forget by how much it is above the largest quantity.
pub(super) struct Tally([Sums; Metric::ALL.len()]);

#[derive(Default, Clone, Copy)]
struct Sums {
    parts: Sum,
    granted: Sum,
    allowed: Sum,
}

#[derive(Default, Clone, Copy)]
struct Sum {
    limited: u128,
    unlimited: usize,
}

impl Tally {
    pub(super) fn new() -> Self {
        Self([Sums::default(); Metric::ALL.len()])
    }

    pub(super) fn add(&mut self, part: &Part<'_, '_>) {
        self.change(part, Sum::add);
    }

    pub(super) fn subtract(&mut self, part: &Part<'_, '_>) {
        self.change(part, Sum::subtract);
    }

    pub(super) fn grant(&self, metric: Metric) -> Grant {
        let sums = self.0[metric as usize];
        Grant {
            feature: metric == Metric::Feature && sums.parts.limited > 0,
            granted: sums.granted.quantity(),
            emergency: Quantity::ZERO,
            allowed: sums.allowed.quantity(),
        }
    }

    fn change(&mut self, part: &Part<'_, '_>, change: fn(&mut Sum, Quantity)) {
        if !part.gives() {
            return;
        }
        let sums = &mut self.0[part.metric as usize];
        change(&mut sums.parts, Quantity::Limited(1));
        // Emergency licences are never summed.
        if let Some(quantity) = part.quantity
            && !part.member.is_emergency()
        {
            change(&mut sums.granted, quantity);
            change(&mut sums.allowed, part.entitlement.overage.allowed(quantity));
        }
    }
}

impl Sum {
    fn add(&mut self, quantity: Quantity) {
        match quantity {
            Quantity::Limited(number) => self.limited += u128::from(number),
            Quantity::Unlimited => self.unlimited += 1,
        }
    }

    fn subtract(&mut self, quantity: Quantity) {
        match quantity {
            Quantity::Limited(number) => self.limited -= u128::from(number),
            Quantity::Unlimited => self.unlimited -= 1,
        }
    }

    fn quantity(self) -> Quantity {
        if self.unlimited > 0 {
            return Quantity::Unlimited;
        }
        Quantity::ZERO.plus(Quantity::Limited(u64::try_from(self.limited).unwrap_or(u64::MAX)))
    }
}
