//! Slots: which of a number of units each activation of a customer's own issuing takes.

use crate::documents::license::entitlement_id;
use crate::error::Result;
use crate::json::{LARGEST_INTEGER, Node};
use crate::values::by_id::ById;

/// A run of slots, counted from 1: the first and the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slots {
    /// The first.
    pub first: u64,
    /// The last, which may be the first.
    pub last: u64,
}

/// The first slot alone.
impl Default for Slots {
    fn default() -> Self {
        Self { first: 1, last: 1 }
    }
}

impl Slots {
    /// How many there are.
    pub fn count(self) -> u64 {
        self.last.saturating_sub(self.first).saturating_add(1)
    }

    /// Those that are in both runs.
    pub fn common(self, other: Slots) -> Option<Slots> {
        let common = Slots { first: self.first.max(other.first), last: self.last.min(other.last) };
        (common.first <= common.last).then_some(common)
    }

    /// Reads `[first, last]`.
    pub(crate) fn read(node: &Node<'_>) -> Result<Self> {
        let mut ends = [1, 1];
        node.each(2..=2, &mut |end| {
            let least = ends[1];
            ends = [least, end.integer(least..=LARGEST_INTEGER as u64)?];
            Ok(())
        })?;
        Ok(Self { first: ends[0], last: ends[1] })
    }
}

/// Reads the members of an object, each of which is named by an entitlement's id.
pub(crate) fn by_id<T: Copy + Default>(node: &Node<'_>, read: fn(&Node<'_>) -> Result<T>) -> Result<ById<T>> {
    Ok(ById::of_unique(members_by_id(node, read)?))
}

/// The same in their order, for few members: the small module of the npm package has no sort of them.
pub(crate) fn members_by_id<T>(
    node: &Node<'_>,
    read: fn(&Node<'_>) -> Result<T>,
) -> Result<Vec<(String, T)>> {
    let mut values = Vec::new();
    for (_, value) in node.members()? {
        values.push((value.member_name(entitlement_id)?, read(&value)?));
    }
    Ok(values)
}
