//! Slots: which of a number of units each activation of a customer's own issuing takes.

use crate::documents::license::entitlement_id;
use crate::error::{Code, Result};
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
    fn read(node: &Node<'_>) -> Result<Self> {
        let mut ends = node.list_of(2..=2, |end| end.integer(1..=LARGEST_INTEGER as u64))?.into_iter();
        let (Some(first), Some(last)) = (ends.next(), ends.next()) else {
            return Err(node.error(Code::ClaimsLength));
        };
        if first > last {
            let error = node.error(Code::ClaimsRange).with_found(format_args!("{first} to {last}"));
            return Err(error.with_needed("the first slot, and then the last"));
        }
        Ok(Self { first, last })
    }

    /// Reads the slots of several entitlements.
    pub(crate) fn read_by_id(node: &Node<'_>) -> Result<ById<Self>> {
        by_id(node, Self::read)
    }
}

/// Reads the members of an object, each of which is named by an entitlement's id.
pub(crate) fn by_id<T: Copy>(node: &Node<'_>, read: fn(&Node<'_>) -> Result<T>) -> Result<ById<T>> {
    let mut values = Vec::new();
    for (_, value) in node.members()? {
        values.push((value.member_name(entitlement_id)?, read(&value)?));
    }
    Ok(values.into_iter().collect())
}
