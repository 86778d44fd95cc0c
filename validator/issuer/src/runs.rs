//! Runs of slots that chains hold.

use countersign::Slots;
use std::collections::BTreeMap;

/// The runs that chains hold of one entitlement. Two chains may overlap, where an activation was taken in again
/// that should not have been given.
#[derive(Debug, Clone, Default)]
pub(crate) struct Runs {
    /// The last slot, by the first and the chain.
    held: BTreeMap<(u64, usize, u64), usize>,
    /// The longest run that was ever held: how far back one has to look for what reaches into another.
    longest: u64,
}

impl Runs {
    pub(crate) fn hold(&mut self, chain: usize, slots: Slots) {
        *self.held.entry((slots.first, chain, slots.last)).or_default() += 1;
        self.longest = self.longest.max(slots.count());
    }

    pub(crate) fn let_go(&mut self, chain: usize, slots: Slots) {
        let key = (slots.first, chain, slots.last);
        if let Some(count) = self.held.get_mut(&key) {
            *count -= 1;
            if *count == 0 {
                self.held.remove(&key);
            }
        }
    }

    /// The last slot of what another chain holds of a run.
    pub(crate) fn taken(&self, slots: Slots, own: Option<usize>) -> Option<u64> {
        let from = slots.first.saturating_sub(self.longest);
        let near = self.held.range((from, 0, 0)..=(slots.last, usize::MAX, u64::MAX));
        let others =
            near.map(|(key, _)| *key).filter(|(_, chain, last)| Some(*chain) != own && *last >= slots.first);
        others.map(|(_, _, last)| last).max()
    }
}
