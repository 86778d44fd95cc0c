//! Calendar dates that are none.

use super::Class;
use super::claims::with_terms;

pub(super) fn add(class: &mut Class) {
    let until = |text: &str| with_terms(&format!(r#""support_until":{text},"#));
    for (name, date) in [
        ("leap-day", "2024-02-29"),
        ("leap-day-of-2000", "2000-02-29"),
        ("first-day", "0001-01-01"),
        ("last-day", "9999-12-31"),
    ] {
        class.license(name, "ok", "A real day.", until(&format!(r#""{date}""#)));
    }
    for (name, date) in [
        ("february-30", "2024-02-30"),
        ("february-29-of-2023", "2023-02-29"),
        ("february-29-of-1900", "1900-02-29"),
        ("april-31", "2024-04-31"),
        ("month-0", "2024-00-10"),
        ("month-13", "2024-13-01"),
        ("day-0", "2024-01-00"),
        ("day-32", "2024-01-32"),
        ("year-0", "0000-01-01"),
        ("year-10000", "10000-01-01"),
        ("year-negative", "-001-01-01"),
        ("year-of-two-digits", "24-01-01"),
        ("month-of-one-digit", "2024-1-01"),
        ("day-first", "31.10.2014"),
        ("month-first", "10/31/2014"),
        ("slashes", "2014/10/31"),
        ("without-hyphens", "20141031"),
        ("week", "2014-W44-5"),
        ("day-of-year", "2014-304"),
        ("with-time", "2014-10-31T00:00:00Z"),
        ("with-zone", "2014-10-31Z"),
        ("with-offset", "2014-10-31+14:00"),
        ("leap-second", "2016-12-31T23:59:60Z"),
        ("with-space", "2014-10-31 "),
        ("with-plus", "+014-10-31"),
        ("with-minus-sign-of-typography", "2014−10−31"),
        ("full-width-digits", "２０１４-10-31"),
        ("word", "never"),
        ("empty", ""),
    ] {
        let claims = until(&format!(r#""{date}""#));
        class.license(name, "claims_value", "A day is YYYY-MM-DD, and real.", claims);
    }
    class.license("null", "claims_type", "null never stands for absent.", until("null"));
    class.license("number", "claims_type", "A day is a text.", until("20141031"));
    class.license("instant", "claims_type", "A day is no instant.", until("1414800000"));
    class.license(
        "of-order",
        "claims_value",
        "Every date is read as strictly.",
        with_terms(r#""order":{"date":"2024-02-30"},"#),
    );
}
