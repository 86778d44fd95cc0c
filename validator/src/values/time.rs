//! Instants and calendar dates. Nothing here reads a clock: "now" is always an argument.

use crate::error::{Code, Error, Result};
use crate::json::Node;
use serde::Serialize;
use std::fmt;

/// The seconds of a day.
pub(crate) const DAY: i64 = 86_400;

/// An instant: whole seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// In documents it lies between 1970 and the end of the year 9999; sums of such instants and periods may
/// lie beyond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct UnixTime(i64);

impl UnixTime {
    /// The last instant that a document can name: 9999-12-31T23:59:59Z.
    pub const MAX: UnixTime = UnixTime(253_402_300_799);

    /// The first instant that a document can name.
    pub(crate) const MIN: UnixTime = UnixTime(0);

    /// An instant from seconds since the Unix epoch, 0 to 253402300799.
    ///
    /// # Errors
    /// [`Code::InstantInvalid`] outside of that range: most often milliseconds taken for seconds.
    pub fn from_secs(secs: i64) -> Result<Self> {
        if (0..=Self::MAX.0).contains(&secs) {
            Ok(Self(secs))
        } else {
            Err(Error::new(Code::InstantInvalid).with_found(secs).with_needed("0 to 253402300799"))
        }
    }

    /// The error for a text that names no instant.
    pub fn unreadable(text: &str) -> Error {
        Error::new(Code::InstantInvalid).with_found(text)
    }

    /// Seconds since the Unix epoch.
    pub fn as_secs(self) -> i64 {
        self.0
    }

    /// A sum of instants and periods, which may lie beyond what documents can name.
    pub(crate) fn from_sum(secs: i64) -> Self {
        Self(secs)
    }

    /// The same time of the day so many calendar months later, on the month's last day where it has none of
    /// that number: one month after 31 January is the end of February.
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        let Ok(instant) = time::OffsetDateTime::from_unix_timestamp(self.0) else { return self };
        let total = instant.year() * 12 + i32::from(u8::from(instant.month())) - 1 + months as i32;
        let (year, month) = (total.div_euclid(12), total.rem_euclid(12) as u8 + 1);
        let Ok(month) = time::Month::try_from(month) else { return self };
        let day = instant.day().min(month.length(year));
        let date = time::Date::from_calendar_date(year, month, day);
        date.map_or(self, |date| Self(instant.replace_date(date).unix_timestamp()))
    }

    /// The instant so many seconds later, or earlier where negative.
    pub(crate) fn plus_secs(self, secs: i64) -> Self {
        Self(self.0.saturating_add(secs))
    }

    /// The instant so many days of 86,400 seconds later.
    pub(crate) fn plus_days(self, days: u32) -> Self {
        self.plus_secs(i64::from(days) * DAY)
    }

    pub(crate) fn read(node: &Node<'_>) -> Result<Self> {
        // The range fits, so the cast can't wrap.
        Ok(Self(node.integer(0..=Self::MAX.0 as u64)? as i64))
    }
}

/// A calendar date, `YYYY-MM-DD`, of the proleptic Gregorian calendar, years 0001 to 9999.
///
/// As an end it is inclusive: the day itself still counts, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(time::Date);

impl Date {
    /// Reads `YYYY-MM-DD`; none where the text is anything else or no such day exists.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let number = |range: std::ops::Range<usize>| {
            let digits = &bytes[range];
            digits
                .iter()
                .all(u8::is_ascii_digit)
                .then(|| digits.iter().fold(0_u16, |number, digit| number * 10 + u16::from(digit - b'0')))
        };
        let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
        let month = time::Month::try_from(u8::try_from(month).ok()?).ok()?;
        if year == 0 {
            return None;
        }
        time::Date::from_calendar_date(i32::from(year), month, u8::try_from(day).ok()?).ok().map(Self)
    }

    /// The first instant after the day: 00:00:00 UTC of the next one.
    pub fn end(self) -> UnixTime {
        UnixTime(self.0.midnight().assume_utc().unix_timestamp() + DAY)
    }

    /// The first instant of the day: 00:00:00 UTC.
    pub fn start(self) -> UnixTime {
        self.end().plus_secs(-DAY)
    }

    /// Whether the day is over.
    pub fn has_ended(self, now: UnixTime) -> bool {
        now >= self.end()
    }

    pub(crate) fn read(node: &Node<'_>) -> Result<Self> {
        Self::parse(node.string()?).ok_or_else(|| node.refused("a day as YYYY-MM-DD"))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), u8::from(self.0.month()), self.0.day())
    }
}

impl Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Writes an instant as RFC 3339 in UTC, e.g. `2026-01-31T12:00:00Z`.
impl fmt::Display for UnixTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Ok(instant) = time::OffsetDateTime::from_unix_timestamp(self.0) else {
            return write!(f, "@{}", self.0);
        };
        let (hour, minute, second) = instant.to_hms();
        write!(f, "{}T{hour:02}:{minute:02}:{second:02}Z", Date(instant.date()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_ends_with_its_last_second() {
        let date = Date::parse("2014-10-31").unwrap();
        let end = date.end();
        assert_eq!(end.to_string(), "2014-11-01T00:00:00Z");
        assert!(!date.has_ended(end.plus_secs(-1)));
        assert!(date.has_ended(end));
    }

    #[test]
    fn only_real_days_are_dates() {
        for text in [
            "2023-02-30",
            "2023-02-29",
            "0000-01-01",
            "2023-13-01",
            "2023-00-10",
            "2023-01-00",
            "2023-1-01",
            "23-01-01",
            "2023/01/01",
            "+023-01-01",
            "2023-01-01T",
            "",
            "２０２３-01-01",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        for text in ["2024-02-29", "0001-01-01", "9999-12-31", "2000-02-29"] {
            assert_eq!(Date::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Date::parse("9999-12-31").unwrap().end(), UnixTime::MAX.plus_secs(1));
    }

    #[test]
    fn milliseconds_are_no_seconds() {
        assert_eq!(UnixTime::from_secs(1_739_263_655_000).unwrap_err().code(), Code::InstantInvalid);
        assert_eq!(UnixTime::from_secs(-1).unwrap_err().code(), Code::InstantInvalid);
        assert_eq!(UnixTime::from_secs(253_402_300_799).unwrap(), UnixTime::MAX);
    }
}
