//! Periods of time, and sets of them.

use crate::values::time::UnixTime;

/// A period: from its start up to, but not including, its end. Without a start it has always been, without
/// an end it lasts for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Period {
    /// In Unix seconds.
    start: i64,
    /// In Unix seconds.
    end: i64,
}

impl Period {
    pub(crate) fn new(start: Option<UnixTime>, end: Option<UnixTime>) -> Self {
        Self {
            start: start.map_or(i64::MIN, UnixTime::as_secs),
            end: end.map_or(i64::MAX, UnixTime::as_secs),
        }
    }

    pub(crate) fn contains(self, instant: UnixTime) -> bool {
        (self.start..self.end).contains(&instant.as_secs())
    }

    /// What is in both.
    pub(crate) fn common(self, other: Period) -> Option<Period> {
        let common = Period { start: self.start.max(other.start), end: self.end.min(other.end) };
        (!common.is_empty()).then_some(common)
    }

    fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Tells its boundaries after an instant.
    pub(crate) fn turning_points(self, after: UnixTime, tell: &mut dyn FnMut(i64)) {
        for turn in [self.start, self.end] {
            if !self.is_empty() && turn > after.as_secs() && turn < i64::MAX {
                tell(turn);
            }
        }
    }
}

/// Periods apart from each other, in their order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Periods(Vec<Period>);

impl Periods {
    pub(crate) fn contains(&self, instant: UnixTime) -> bool {
        let next = self.0.partition_point(|period| period.start <= instant.as_secs());
        next.checked_sub(1).is_some_and(|index| self.0[index].contains(instant))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Period> {
        self.0.iter().copied()
    }

    /// Tells the boundaries of each after an instant.
    pub(crate) fn turning_points(&self, after: UnixTime, tell: &mut dyn FnMut(i64)) {
        self.iter().for_each(|period| period.turning_points(after, tell));
    }

    /// Adds a period; those that it meets become one with it.
    pub(crate) fn insert(&mut self, mut period: Period) {
        if period.is_empty() {
            return;
        }
        let first = self.0.partition_point(|other| other.end < period.start);
        let met = self.0[first..].partition_point(|other| other.start <= period.end);
        if met > 0 {
            period.start = period.start.min(self.0[first].start);
            period.end = period.end.max(self.0[first + met - 1].end);
        }
        self.0.splice(first..first + met, [period]);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is in both sets.
    pub(crate) fn common(&self, other: &Periods) -> Periods {
        let (mut common, mut one, mut two) =
            (Vec::new(), self.0.iter().peekable(), other.0.iter().peekable());
        while let (Some(a), Some(b)) = (one.peek(), two.peek()) {
            common.extend(a.common(**b));
            if a.end <= b.end {
                one.next()
            } else {
                two.next()
            };
        }
        Periods(common)
    }

    /// What is in this set and not in the other.
    pub(crate) fn without(&self, other: &Periods) -> Periods {
        Periods(self.0.iter().flat_map(|period| other.gaps_in(*period).0).collect())
    }

    /// What of a period is outside of these.
    pub(crate) fn gaps_in(&self, within: Period) -> Periods {
        let mut gaps = Vec::new();
        let mut start = within.start;
        for taken in &self.0 {
            gaps.push(Period { start, end: taken.start.min(within.end) });
            start = start.max(taken.end);
        }
        gaps.push(Period { start, end: within.end });
        gaps.retain(|gap| !gap.is_empty());
        Periods(gaps)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(start: i64, end: i64) -> Period {
        Period { start, end }
    }

    fn at(secs: i64) -> UnixTime {
        UnixTime::from_secs(secs).unwrap()
    }

    #[test]
    fn a_period_includes_its_start_and_not_its_end() {
        let period = Period::new(Some(at(5)), Some(at(8)));
        assert_eq!([4, 5, 7, 8].map(|secs| period.contains(at(secs))), [false, true, true, false]);
        let always = Period::new(None, None);
        assert!(always.contains(at(0)) && always.contains(UnixTime::MAX));
        let turning_points = |period: Period, now| {
            let mut turns: Vec<i64> = Vec::new();
            period.turning_points(at(now), &mut |turn| turns.push(turn));
            turns
        };
        assert!(turning_points(always, 0).is_empty());
        let turning = |now| turning_points(period, now);
        assert_eq!((turning(4), turning(5), turning(7), turning(8)), (vec![5, 8], vec![8], vec![8], vec![]));
    }

    proptest::proptest! {
        #[test]
        fn a_set_contains_what_one_of_its_periods_contains_and_its_gaps_the_rest(
            given in proptest::collection::vec((0_i64..30, 0_i64..30), 0..8),
            start in 0_i64..30, end in 0_i64..30,
        ) {
            let mut set = Periods::default();
            for &(start, end) in &given {
                set.insert(period(start, end));
            }
            let gaps = set.gaps_in(period(start, end));
            for secs in 0..31 {
                let contained = given.iter().any(|&(start, end)| (start..end).contains(&secs));
                proptest::prop_assert_eq!(set.contains(at(secs)), contained);
                proptest::prop_assert_eq!(gaps.contains(at(secs)), !contained && (start..end).contains(&secs));
            }
            for set in [&set, &gaps] {
                proptest::prop_assert!(set.0.windows(2).all(|pair| pair[0].end < pair[1].start));
            }
        }
    }
}
