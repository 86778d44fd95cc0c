//! What was last done to an entry, so that copies that went their own ways can be put together again.

use crate::json::LARGEST_INTEGER;
use crate::values::time::UnixTime;

/// An instant, and which of its changes: in one second several things are done, and it is to be told which came
/// first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment {
    pub(crate) at: UnixTime,
    /// 0 for the first of its second.
    pub(crate) order: u32,
}

impl From<UnixTime> for Moment {
    fn from(at: UnixTime) -> Self {
        Self { at, order: 0 }
    }
}

/// Numbers the changes of each second.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moments {
    next: Moment,
    /// Whether the last one is for several changes.
    is_shared: bool,
}

impl Default for Moments {
    fn default() -> Self {
        Self { next: UnixTime::MIN.into(), is_shared: false }
    }
}

impl Moments {
    /// The moment of a change that is made now.
    pub(crate) fn take(&mut self, at: UnixTime) -> Moment {
        if self.next.at != at {
            self.next = at.into();
        }
        let taken = self.next;
        self.next.order = taken.order.saturating_add(1);
        self.is_shared = false;
        taken
    }

    /// The same for one of several changes of which it does not matter which came first: as long as nothing else
    /// happens they have one moment.
    pub(crate) fn share(&mut self, at: UnixTime) -> Moment {
        if self.is_shared && self.next.at == at {
            return Moment { at, order: self.next.order.saturating_sub(1) };
        }
        let taken = self.take(at);
        self.is_shared = true;
        taken
    }

    /// Goes on after a change that was made already.
    pub(crate) fn pass(&mut self, made: Moment) {
        self.follow(&Self { next: Moment { order: made.order.saturating_add(1), ..made }, is_shared: false });
    }

    /// Goes on after the changes that others numbered.
    pub(crate) fn follow(&mut self, others: &Self) {
        if others.next > self.next {
            *self = *others;
        }
    }
}

/// What was last done to an entry: that it was put in or taken out, and when.
///
/// Of two copies of an entry the later revision holds. Revisions are numbered, because a clock may be
/// wrong: an older copy is never taken for the newer one, whatever the instants say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Revision {
    /// 1 for the first.
    pub(crate) number: u64,
    pub(crate) at: UnixTime,
    /// Which change of that second.
    pub(crate) order: u32,
    /// Whether the entry was taken out. Of two revisions that are otherwise the same, that one holds.
    pub(crate) removed: bool,
}

impl Revision {
    pub(crate) const LARGEST: u64 = LARGEST_INTEGER as u64;

    /// An entry that is new.
    pub(crate) fn first(at: impl Into<Moment>) -> Self {
        let Moment { at, order } = at.into();
        Self { number: 1, at, order, removed: false }
    }

    /// The entry is put in once more.
    pub(crate) fn restored(self, at: impl Into<Moment>) -> Self {
        self.next(at.into(), false)
    }

    /// The entry is taken out.
    pub(crate) fn removed(self, at: impl Into<Moment>) -> Self {
        self.next(at.into(), true)
    }

    /// When that was.
    pub(crate) fn moment(&self) -> Moment {
        Moment { at: self.at, order: self.order }
    }

    fn next(self, Moment { at, order }: Moment, removed: bool) -> Self {
        Self { number: self.number.saturating_add(1).min(Self::LARGEST), at, order, removed }
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
        assert_eq!(
            last.removed(at(2)),
            Revision { number: Revision::LARGEST, at: at(2), order: 0, removed: true }
        );
    }

    #[test]
    fn changes_of_one_second_are_told_apart() {
        let mut moments = Moments::default();
        let order = |moment: Moment| (moment.at.as_secs(), moment.order);
        assert_eq!([5, 5, 6, 5].map(|secs| order(moments.take(at(secs)))), [(5, 0), (5, 1), (6, 0), (5, 0)]);
        // Several may have one.
        assert_eq!([0; 3].map(|_| order(moments.share(at(5)))), [(5, 1); 3]);
        assert_eq!((order(moments.take(at(5))), order(moments.share(at(5)))), ((5, 2), (5, 3)));
        moments.pass(Moment { at: at(5), order: 1 });
        assert_eq!(order(moments.share(at(5))), (5, 3), "what was passed already changes nothing");
        moments.pass(Moment { at: at(5), order: 7 });
        assert_eq!(order(moments.share(at(5))), (5, 8));
        let mut elsewhere = Moments::default();
        elsewhere.follow(&moments);
        assert_eq!(order(elsewhere.take(at(5))), (5, 9));
    }
}
