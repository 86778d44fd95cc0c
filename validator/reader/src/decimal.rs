//! The value of a decimal number, for documents of other makers.

use super::LARGEST_INTEGER;

/// How many digits the largest integer has.
const DIGITS: usize = 16;

/// The value of a number, as far as it is of use here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decimal {
    /// The largest integer that is not above it, and whether there is a fraction beyond that.
    Between {
        /// The integer.
        floor: i64,
        /// Whether there is a fraction.
        fraction: bool,
    },
    /// It is further from zero than any integer that every JSON reader holds exactly.
    Large,
}

impl Decimal {
    /// Reads a number in the grammar of JSON (RFC 8259, section 6), but for the leading zeros of its integer
    /// part; none where it is no such number.
    pub fn read(literal: &str) -> Option<Self> {
        let (mantissa, exponent) = literal.split_once(['e', 'E']).unwrap_or((literal, "0"));
        let magnitude = mantissa.strip_prefix('-').unwrap_or(mantissa);
        let (whole, fraction) = magnitude.split_once('.').unwrap_or((magnitude, "0"));
        let unsigned = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if ![whole, fraction, unsigned].into_iter().all(are_digits) {
            return None;
        }
        // An exponent of more digits than these moves the point past all that a document can hold.
        let exponent =
            exponent.parse().unwrap_or(if exponent.starts_with('-') { i64::MIN } else { i64::MAX });
        let mut digits = whole.bytes().chain(fraction.bytes()).skip_while(|&digit| digit == b'0').peekable();
        if digits.peek().is_none() {
            return Some(Decimal::Between { floor: 0, fraction: false });
        }
        let zeros = whole.len() + fraction.len() - digits.clone().count();
        // How many of the digits from the first that is not zero stand before the point.
        let before =
            exponent.saturating_add_unsigned(whole.len() as u64).saturating_sub_unsigned(zeros as u64);
        if before > DIGITS as i64 {
            return Some(Decimal::Large);
        }
        let mut integer = 0;
        for _ in 0..before {
            integer = integer * 10 + i64::from(digits.next().unwrap_or(b'0') - b'0');
        }
        let fraction = digits.any(|digit| digit != b'0');
        let floor = if magnitude.len() < mantissa.len() { -integer - i64::from(fraction) } else { integer };
        let is_large = integer + i64::from(fraction) > LARGEST_INTEGER;
        Some(if is_large { Decimal::Large } else { Decimal::Between { floor, fraction } })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(floor: i64, fraction: bool) -> Option<Decimal> {
        Some(Decimal::Between { floor, fraction })
    }

    #[test]
    fn numbers_have_their_values() {
        for (literal, value) in [
            ("0", between(0, false)),
            ("-0", between(0, false)),
            ("-0.0e-7", between(0, false)),
            ("0e99999999999999999999", between(0, false)),
            ("19.0", between(19, false)),
            ("1.83e9", between(1_830_000_000, false)),
            ("1.83E+9", between(1_830_000_000, false)),
            ("183000000000e-2", between(1_830_000_000, false)),
            ("0.00000000183e18", between(1_830_000_000, false)),
            ("1.8300000005e9", between(1_830_000_000, true)),
            ("-1.5", between(-2, true)),
            ("-1.50e1", between(-15, false)),
            ("0.5", between(0, true)),
            ("-0.5", between(-1, true)),
            ("1e-99999999999999999999", between(0, true)),
            ("9007199254740991", between(LARGEST_INTEGER, false)),
            ("-9007199254740991.0", between(-LARGEST_INTEGER, false)),
            ("9007199254740991.5", Some(Decimal::Large)),
            ("9007199254740992", Some(Decimal::Large)),
            ("-1e400", Some(Decimal::Large)),
            ("1e99999999999999999999", Some(Decimal::Large)),
            ("", None),
            ("1.", None),
            (".5", None),
            ("1e", None),
            ("1e+-5", None),
            ("+1", None),
            ("1.5.5", None),
            ("1e5e5", None),
            ("--1", None),
        ] {
            assert_eq!(Decimal::read(literal), value, "{literal}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_value_does_not_depend_on_how_it_is_written(value in -1_000_000_000_000_i64..=1_000_000_000_000, places in 0..20_usize) {
            let sign = if value < 0 { "-" } else { "" };
            let digits = format!("{:0>width$}", value.unsigned_abs(), width = places + 1);
            let (whole, fraction) = digits.split_at(digits.len() - places);
            let literal = format!("{sign}{whole}.{fraction}0e{places}");
            proptest::prop_assert_eq!(Decimal::read(&literal), between(value, false));
            let scaled = format!("{value}{}e-{places}", "0".repeat(places));
            proptest::prop_assert_eq!(Decimal::read(&scaled), between(value, false));
        }
    }
}
