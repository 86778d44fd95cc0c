//! The time that a picture shows, from its left edge to its right one.

use countersign::{Date, UnixTime};

/// By how many months the marks beneath may be apart.
const APART: [u32; 9] = [1, 2, 3, 6, 12, 24, 60, 120, 600];

const DAY: i64 = 86_400;

/// A stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Axis {
    pub(crate) from: UnixTime,
    pub(crate) to: UnixTime,
}

/// A mark beneath a picture: the first instant of a month, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) at: UnixTime,
    /// Whether it is told by its year, else by its month.
    pub(crate) is_year: bool,
}

impl Axis {
    /// How many marks there may be: as many as a narrow screen has room for.
    pub(crate) const MARKS: usize = 7;

    /// The place of the right edge, in hundredths of a per cent.
    pub(crate) const END: u32 = 10_000;

    /// From an instant to a bit after the last of others, or for a quarter of a year.
    pub(crate) fn after(now: UnixTime, last: Option<UnixTime>) -> Self {
        let ahead = last.map_or(0, |last| last.as_secs() - now.as_secs()).max(90 * DAY);
        Self { from: now, to: moved(now, ahead + ahead / 8) }
    }

    /// Around an instant: as far ahead as something ends within five years, and a third as far back.
    pub(crate) fn around(now: UnixTime, instants: impl Iterator<Item = UnixTime> + Clone) -> Self {
        let farthest = now.plus_months(60);
        let last = instants.clone().filter(|at| *at <= farthest && *at > now).max();
        let Self { to, .. } = Self::after(now, last.or(Some(now.plus_months(12))));
        let back = (to.as_secs() - now.as_secs()) / 3;
        let first = instants.filter(|at| *at < now).min();
        let since = first.map_or(0, |first| now.as_secs() - first.as_secs()).clamp(back / 4, back);
        Self { from: moved(now, -since), to }
    }

    /// Where an instant is, in hundredths of a per cent from the left; the edge for what is beyond.
    pub(crate) fn place(&self, at: UnixTime) -> u32 {
        let width = (self.to.as_secs() - self.from.as_secs()).max(1);
        let place = (at.as_secs() - self.from.as_secs()).clamp(0, width);
        u32::try_from(place.saturating_mul(i64::from(Self::END)) / width).unwrap_or(Self::END)
    }

    /// Whether any of a stretch is to be seen.
    pub(crate) fn shows(&self, from: UnixTime, until: Option<UnixTime>) -> bool {
        from < self.to && until.is_none_or(|until| until > self.from)
    }

    /// The marks beneath, the first first.
    pub(crate) fn marks(&self) -> Vec<Mark> {
        let Some(first) = month(self.from) else { return Vec::new() };
        for apart in APART {
            let mut marks = Vec::new();
            // From a year's beginning on, so that years are among the marks.
            let mut at = first;
            for step in 1.. {
                if at >= self.to || marks.len() > Self::MARKS {
                    break;
                }
                if at > self.from {
                    marks.push(Mark { at, is_year: apart >= 12 || is_january(at) });
                }
                let next = first.plus_months(apart.saturating_mul(step));
                // There is nothing after the end of time.
                if next <= at {
                    break;
                }
                at = next;
            }
            if marks.len() <= Self::MARKS {
                return marks;
            }
        }
        Vec::new()
    }
}

/// The beginning of an instant's year, in UTC.
fn month(at: UnixTime) -> Option<UnixTime> {
    Date::parse(&[at.to_string().get(..4)?, "-01-01"].concat()).map(Date::start)
}

fn is_january(at: UnixTime) -> bool {
    at.to_string().get(5..7) == Some("01")
}

fn moved(at: UnixTime, secs: i64) -> UnixTime {
    UnixTime::from_secs(at.as_secs().saturating_add(secs)).unwrap_or(if secs < 0 {
        at
    } else {
        UnixTime::MAX
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> UnixTime {
        Date::parse(text).unwrap().start()
    }

    fn marks(from: &str, to: &str) -> Vec<String> {
        let marks = Axis { from: day(from), to: day(to) }.marks();
        marks.iter().map(|mark| mark.at.to_string()[..if mark.is_year { 4 } else { 7 }].to_owned()).collect()
    }

    #[test]
    fn marks_are_few_and_begin_with_years() {
        assert_eq!(marks("2014-05-20", "2014-08-20"), ["2014-06", "2014-07", "2014-08"]);
        assert_eq!(marks("2013-11-20", "2014-10-01"), ["2014", "2014-03", "2014-05", "2014-07", "2014-09"]);
        assert_eq!(marks("2014-05-20", "2019-08-20"), ["2015", "2016", "2017", "2018", "2019"]);
        assert_eq!(marks("2014-05-20", "2099-12-31").len(), 1, "decades: one mark in half a century");
        for years in 1..200 {
            let to = day("2014-05-20").plus_months(12 * years);
            let count = Axis { from: day("2014-05-20"), to }.marks().len();
            assert!(count <= Axis::MARKS, "{years} years have {count} marks");
        }
    }

    #[test]
    fn what_is_beyond_stands_at_the_edge() {
        let axis = Axis { from: day("2014-01-01"), to: day("2014-01-11") };
        let places = ["2013-12-01", "2014-01-01", "2014-01-06", "2014-01-11", "2099-01-01"];
        assert_eq!(places.map(|at| axis.place(day(at))), [0, 0, 5_000, 10_000, 10_000]);
        assert_eq!(axis.place(UnixTime::MAX), 10_000);
        assert!(axis.shows(day("2013-01-01"), None) && !axis.shows(day("2014-01-11"), None));
        assert!(!axis.shows(day("2013-01-01"), Some(day("2014-01-01"))));
    }

    #[test]
    fn what_ends_soon_is_not_lost_beside_what_ends_in_decades() {
        let now = day("2014-05-20");
        let ends = [day("2014-06-13"), day("2099-12-31")];
        let axis = Axis::around(now, ends.into_iter());
        assert!(axis.from < now && axis.to < day("2014-10-01"), "{axis:?}");
        assert!(axis.to > day("2014-06-13"));
        let nothing = Axis::around(now, std::iter::empty());
        assert!(nothing.to > day("2015-05-20"), "a year where nothing ends");
        assert!(Axis::around(UnixTime::MAX, std::iter::empty()).marks().len() <= Axis::MARKS);
    }
}
