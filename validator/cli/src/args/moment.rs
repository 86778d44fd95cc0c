//! Points in time on the command line.

use countersign::{Date, UnixTime};
use std::io::Write as _;
use time::format_description::well_known::Rfc3339;

/// A point in time as it was given: Unix seconds, RFC 3339, or a calendar date for its whole day in UTC.
#[derive(Clone, Debug)]
pub(crate) struct Moment {
    /// Of a date, the start of the day.
    instant: UnixTime,
    date: Option<Date>,
}

impl Moment {
    /// Reads one. A fraction of a second is dropped.
    pub(crate) fn parse(text: &str) -> countersign::Result<Self> {
        let unreadable = UnixTime::unreadable(text);
        if let Some(date) = Date::parse(text) {
            let instant = UnixTime::from_secs(date.start().as_secs()).map_err(|_| unreadable)?;
            return Ok(Self { instant, date: Some(date) });
        }
        if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            let instant = UnixTime::from_secs(text.parse().map_err(|_| unreadable)?)?;
            return Ok(Self { instant, date: None });
        }
        // The library takes any character for the T.
        if !matches!(text.as_bytes().get(10), Some(b'T' | b't')) {
            return Err(unreadable);
        }
        let instant = time::OffsetDateTime::parse(text, &Rfc3339).map_err(|_| unreadable)?;
        Ok(Self { instant: UnixTime::from_secs(instant.unix_timestamp())?, date: None })
    }

    /// The instant that it names as a moment: of a date, the last second of its day, on which what ends with
    /// that day still holds.
    pub(crate) fn last_second(&self, option: &str) -> UnixTime {
        let last = |date: Date| UnixTime::from_secs(date.end().as_secs() - 1).unwrap_or(UnixTime::MAX);
        self.told(option, self.date.map_or(self.instant, last))
    }

    /// The instant that it names as an end: of a date, the first one after its day.
    pub(crate) fn end(&self, option: &str) -> UnixTime {
        self.told(option, self.date.map_or(self.instant, Date::end))
    }

    /// The instant that it names as a beginning: of a date, the first one of its day.
    pub(crate) fn start(&self, option: &str) -> UnixTime {
        self.told(option, self.instant)
    }

    /// Says how a date was read: on standard error, for it is no part of any result.
    fn told(&self, option: &str, instant: UnixTime) -> UnixTime {
        if let Some(date) = self.date {
            let _ = writeln!(anstream::stderr(), "{option} {date} is read as {instant}.");
        }
        instant
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::Moment;

    #[test]
    fn instants_are_seconds_or_rfc_3339() {
        for (text, seconds) in [
            ("0", 0),
            ("1769860800", 1_769_860_800),
            ("2026-01-31T12:00:00Z", 1_769_860_800),
            ("2026-01-31t12:00:00z", 1_769_860_800),
            ("2026-01-31T12:00:00.999999999Z", 1_769_860_800),
            ("2026-01-31T12:00:00+02:00", 1_769_853_600),
            ("2026-01-31T12:00:00-00:00", 1_769_860_800),
            ("2026-12-31T23:59:60Z", 1_798_761_599),
            ("9999-12-31T23:59:59Z", 253_402_300_799),
        ] {
            assert_eq!(Moment::parse(text).unwrap().instant.as_secs(), seconds, "{text}");
        }
        for text in [
            "",
            "soon",
            "-1",
            "253402300800",
            "2026-01-31T12:00:00",
            "2026-01-31T12:00Z",
            "2026-01-31 12:00:00Z",
            "2026-01-31T12:00:00Z[UTC]",
            "2026-01-31T12:00:00+0200",
            "2026-02-29T12:00:00Z",
            "2026-01-31T24:00:00Z",
            "1969-12-31T23:59:59Z",
            "9999-12-31T23:59:59-01:00",
        ] {
            assert_eq!(Moment::parse(text).unwrap_err().code().as_str(), "instant_invalid", "{text}");
        }
    }

    #[test]
    fn a_date_is_its_day() {
        let day = Moment::parse("2027-12-31").unwrap();
        assert_eq!(day.start("--nbf").to_string(), "2027-12-31T00:00:00Z");
        assert_eq!(day.last_second("--at").to_string(), "2027-12-31T23:59:59Z");
        assert_eq!(day.end("--exp").to_string(), "2028-01-01T00:00:00Z");
        let instant = Moment::parse("1769860800").unwrap();
        for read in [Moment::start, Moment::last_second, Moment::end] {
            assert_eq!(read(&instant, "--at").as_secs(), 1_769_860_800);
        }
        for text in ["2027-02-30", "1969-12-31", "2027-12-31T", "31.12.2027"] {
            assert_eq!(Moment::parse(text).unwrap_err().code().as_str(), "instant_invalid", "{text}");
        }
    }
}
