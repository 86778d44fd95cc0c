//! What was last done to an entry, so that copies that went their own ways can be put together again.

use crate::json::LARGEST_INTEGER;
use crate::values::time::UnixTime;

/// What was last done to an entry: that it was put in or taken out, and when.
///
/// Of two copies of an entry the later revision holds. Revisions are numbered, because a clock may be
/// wrong: an older copy is never taken for the newer one, whatever the instants say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Revision {
    /// 1 for the first.
    pub(crate) number: u64,
    pub(crate) at: UnixTime,
    /// Whether the entry was taken out. Of two revisions that are otherwise the same, that one holds.
    pub(crate) removed: bool,
}

impl Revision {
    pub(crate) const LARGEST: u64 = LARGEST_INTEGER as u64;

    /// An entry that is new.
    pub(crate) fn first(at: UnixTime) -> Self {
        Self { number: 1, at, removed: false }
    }

    /// The entry is put in once more.
    pub(crate) fn restored(self, at: UnixTime) -> Self {
        self.next(at, false)
    }

    /// The entry is taken out.
    pub(crate) fn removed(self, at: UnixTime) -> Self {
        self.next(at, true)
    }

    fn next(self, at: UnixTime, removed: bool) -> Self {
        Self { number: self.number.saturating_add(1).min(Self::LARGEST), at, removed }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(secs: i64) -> UnixTime {
        UnixTime::from_secs(secs).unwrap()
    }

    #[test]
    fn what_was_done_last_holds_whatever_the_clock_said() {
        let first = Revision::first(at(9));
        let removed = first.removed(at(5));
        let restored = removed.restored(at(1));
        assert!(first < removed && removed < restored);
        assert_eq!((first.removed, removed.removed, restored.removed), (false, true, false));
        assert_eq!((first.number, removed.number, restored.number), (1, 2, 3));
        assert_eq!((removed.at, restored.at), (at(5), at(1)));
    }

    #[test]
    fn of_two_at_once_the_later_holds_and_then_the_removal() {
        let first = Revision::first(at(5));
        assert!(first.removed(at(6)) < first.restored(at(7)));
        assert!(first.restored(at(6)) < first.removed(at(6)));
    }

    #[test]
    fn a_number_stays_one_that_can_be_written() {
        let last = Revision { number: Revision::LARGEST, ..Revision::first(at(1)) };
        assert_eq!(last.removed(at(2)), Revision { number: Revision::LARGEST, at: at(2), removed: true });
    }
}
