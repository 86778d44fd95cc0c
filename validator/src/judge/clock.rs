//! The high-water mark of the clock: the latest instant that an installation knows to be past.

use crate::values::revision::Revision;
use crate::values::time::{DAY, UnixTime};
use std::cmp::Reverse;

/// How far above the mark a reading is taken at its word.
const AT_ONCE: i64 = DAY;
/// How far apart two readings are that confirm each other.
const CONFIRMING: i64 = 3_600;

/// The latest instant that an installation knows to be past, so that setting the clock back does not bring
/// an ended licence to life.
///
/// A reading up to 24 hours above the mark raises it at once. A reading further ahead may come from a clock
/// that is wrong: it is kept as pending, and counts only once a reading at least an hour later confirms it.
/// Until then a clock that is set right again leaves no trace, so that nobody is locked out by mistake. A
/// mark that did get too far ahead is mended by a signed licence: [`reset`](Self::reset).
///
/// ```
/// use countersign::{ClockMark, UnixTime};
///
/// # fn main() -> countersign::Result<()> {
/// let at = |hours: i64| UnixTime::from_secs(1_700_000_000 + hours * 3_600);
/// let mut clock = ClockMark::default();
/// clock.observe(at(0)?);
/// clock.observe(at(1)?); // An hour later: the first reading is confirmed.
/// assert_eq!(clock.mark(), Some(at(1)?));
///
/// clock.observe(at(9_000)?); // A year ahead, which nothing confirms.
/// assert!(!clock.is_confirmed(at(9_000)?));
/// clock.observe(at(2)?); // Set right again: no harm is done.
/// assert_eq!((clock.mark(), clock.pending()), (Some(at(2)?), None));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ClockMark {
    mark: Option<UnixTime>,
    /// A reading more than 24 hours above the mark; where there is no mark, the first reading of all.
    pending: Option<UnixTime>,
    /// How often a signed licence has set the mark.
    resets: u64,
}

impl ClockMark {
    /// A mark from what was stored of one: [`mark`](Self::mark), [`pending`](Self::pending) and
    /// [`resets`](Self::resets).
    pub fn from_parts(mark: Option<UnixTime>, pending: Option<UnixTime>, resets: u64) -> Self {
        Self { mark, pending, resets: resets.min(Revision::LARGEST) }
    }

    /// The mark; none before the first reading was confirmed.
    pub fn mark(&self) -> Option<UnixTime> {
        self.mark
    }

    /// The reading that waits to be confirmed.
    pub fn pending(&self) -> Option<UnixTime> {
        self.pending
    }

    /// How often a signed licence has set the mark.
    pub fn resets(&self) -> u64 {
        self.resets
    }

    /// Takes a reading of the clock. Once more with the same reading changes nothing.
    pub fn observe(&mut self, now: UnixTime) {
        if let Some(pending) = self.pending
            && now >= pending.plus_secs(CONFIRMING)
        {
            // Raised to the reading that was confirmed; this one is judged by the new mark.
            self.mark = self.mark.max(Some(pending));
            self.pending = None;
        }
        match self.mark {
            // Near the mark or behind it: whatever was ahead of it was no right reading.
            Some(mark) if now <= mark.plus_secs(AT_ONCE) => {
                self.mark = Some(mark.max(now));
                self.pending = None;
            }
            _ => self.pending = Some(self.pending.map_or(now, |pending| pending.min(now))),
        }
    }

    /// Whether a reading is one that needs no confirming. Without a mark every one is, because nothing
    /// speaks against it.
    pub fn is_confirmed(&self, now: UnixTime) -> bool {
        self.mark.is_none_or(|mark| now <= mark.plus_secs(AT_ONCE))
    }

    /// Sets the mark to the issue (`iat`) of a signed licence, be it higher or lower.
    ///
    /// The caller does so for a licence with a higher serial than any that was seen for its `jti`, once.
    pub fn reset(&mut self, to: UnixTime) {
        *self = Self::from_parts(Some(to), None, self.resets + 1);
    }

    /// Takes over another installation's mark, or an older one of this installation, where it is higher.
    /// One that was reset more often is: else importing an old state would bring a wrong mark back.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        let rank = |clock: &Self| (clock.resets, clock.mark, clock.pending.map(Reverse));
        if rank(&other) > rank(&self) { other } else { self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HOUR: i64 = 3_600;
    /// 2026-01-01.
    const START: i64 = 1_767_225_600;

    fn at(secs: i64) -> UnixTime {
        UnixTime::from_secs(secs).unwrap()
    }

    fn marked(mark: i64) -> ClockMark {
        ClockMark::from_parts(Some(at(mark)), None, 0)
    }

    /// The mark and the pending reading, relative to the start, after these readings.
    fn after(mut clock: ClockMark, readings: &[i64]) -> (Option<i64>, Option<i64>) {
        readings.iter().for_each(|&reading| clock.observe(at(START + reading)));
        let relative = |instant: UnixTime| instant.as_secs() - START;
        (clock.mark().map(relative), clock.pending().map(relative))
    }

    #[test]
    fn up_to_a_day_ahead_is_taken_at_once() {
        assert_eq!(after(marked(START), &[1]), (Some(1), None));
        assert_eq!(after(marked(START), &[DAY]), (Some(DAY), None));
        assert_eq!(after(marked(START), &[DAY + 1]), (Some(0), Some(DAY + 1)));
        assert_eq!(after(marked(START), &[-1]), (Some(0), None));
    }

    #[test]
    fn a_reading_far_ahead_is_confirmed_by_one_an_hour_later() {
        let far = 30 * DAY;
        assert_eq!(after(marked(START), &[far, far + HOUR - 1]), (Some(0), Some(far)));
        assert_eq!(after(marked(START), &[far, far + HOUR - 1, far + HOUR]), (Some(far + HOUR), None));
        assert_eq!(after(marked(START), &[far, far + HOUR]), (Some(far + HOUR), None));
        assert_eq!(after(marked(START), &[far, far + DAY]), (Some(far + DAY), None));
    }

    #[test]
    fn it_is_raised_to_the_confirmed_reading_and_not_to_a_later_one() {
        let (far, farther) = (30 * DAY, 31 * DAY + 1);
        assert_eq!(after(marked(START), &[far, farther]), (Some(far), Some(farther)));
        assert_eq!(after(marked(START), &[far, 3_650 * DAY, far + HOUR]), (Some(far + HOUR), None));
    }

    #[test]
    fn a_lower_reading_takes_the_place_of_a_pending_one() {
        let (far, nearer) = (3_650 * DAY, 2 * DAY);
        assert_eq!(after(marked(START), &[far, nearer]), (Some(0), Some(nearer)));
        assert_eq!(after(marked(START), &[far, nearer, nearer + HOUR - 1]), (Some(0), Some(nearer)));
        assert_eq!(after(marked(START), &[far, nearer, nearer + HOUR]), (Some(nearer + HOUR), None));
    }

    #[test]
    fn a_clock_set_right_again_leaves_no_trace() {
        let far = 3_650 * DAY;
        assert_eq!(after(marked(START), &[far, DAY]), (Some(DAY), None));
        assert_eq!(after(marked(START), &[far, 0, far]), (Some(0), Some(far)));
        assert_eq!(after(marked(START), &[far, -400 * DAY]), (Some(0), None));
    }

    #[test]
    fn the_first_reading_of_all_is_confirmed_too() {
        let new = ClockMark::default;
        assert_eq!(after(new(), &[5]), (None, Some(5)));
        assert_eq!(after(new(), &[5, HOUR + 4]), (None, Some(5)));
        assert_eq!(after(new(), &[5, HOUR + 5]), (Some(HOUR + 5), None));
        assert_eq!(after(new(), &[3_650 * DAY, 5]), (None, Some(5)));
        assert_eq!(after(new(), &[5, 3_650 * DAY]), (Some(5), Some(3_650 * DAY)));
    }

    #[test]
    fn a_reading_within_a_day_of_the_mark_needs_no_confirming() {
        assert!(marked(START).is_confirmed(at(START + DAY)));
        assert!(!marked(START).is_confirmed(at(START + DAY + 1)));
        assert!(marked(START).is_confirmed(at(START - 400 * DAY)));
        assert!(ClockMark::default().is_confirmed(at(START)));
        assert!(ClockMark::from_parts(None, Some(at(0)), 0).is_confirmed(at(START)));
    }

    #[test]
    fn a_signed_licence_mends_a_mark_that_is_too_far_ahead() {
        let mut clock = ClockMark::from_parts(Some(at(START + 3_650 * DAY)), Some(UnixTime::MAX), 0);
        clock.reset(at(START));
        assert_eq!(clock, ClockMark::from_parts(Some(at(START)), None, 1));
        assert!(clock.is_confirmed(at(START + DAY)));
        // It is also raised by one.
        clock.reset(at(START + 9));
        assert_eq!((clock.mark(), clock.resets()), (Some(at(START + 9)), 2));
        // Nor does a count that was edited in keep it from being mended.
        let mut edited = ClockMark::from_parts(Some(UnixTime::MAX), None, u64::MAX);
        edited.reset(at(START));
        assert_eq!(edited.mark(), Some(at(START)));
    }

    #[test]
    fn an_older_export_undoes_neither_a_mark_nor_its_mending() {
        let (low, high) = (marked(START), marked(START + 1));
        assert_eq!(high.merge(low), high);
        assert_eq!(low.merge(high), high);
        let mut mended = marked(START + 3_650 * DAY);
        let wrong = mended;
        mended.reset(at(START));
        assert_eq!(mended.merge(wrong), mended);
        assert_eq!(wrong.merge(mended), mended);
        let pending = |secs| ClockMark::from_parts(Some(at(START)), Some(at(secs)), 0);
        assert_eq!(low.merge(pending(START + 9)), pending(START + 9));
        assert_eq!(pending(START + 9).merge(pending(START + 8)), pending(START + 8));
    }

    fn any_clock() -> impl Strategy<Value = ClockMark> {
        let instant = || proptest::option::of((0..4_i64).prop_map(at));
        (instant(), instant(), 0..3_u64)
            .prop_map(|(mark, pending, resets)| ClockMark::from_parts(mark, pending, resets))
    }

    proptest! {
        #[test]
        fn a_reading_never_lowers_the_mark_and_counts_once(
            readings in proptest::collection::vec(0..100_i64, 1..40),
        ) {
            let mut clock = ClockMark::default();
            for reading in readings.into_iter().map(|reading| at(START + reading * 2_000)) {
                let before = clock;
                clock.observe(reading);
                prop_assert!(clock.mark() >= before.mark());
                let mut again = clock;
                again.observe(reading);
                prop_assert_eq!(again, clock);
            }
        }

        #[test]
        fn merging_is_the_same_in_any_order(a in any_clock(), b in any_clock(), c in any_clock()) {
            prop_assert_eq!(a.merge(b), b.merge(a));
            prop_assert_eq!(a.merge(b).merge(c), a.merge(b.merge(c)));
            prop_assert_eq!(a.merge(b).merge(b), a.merge(b));
        }
    }
}
