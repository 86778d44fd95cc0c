//! How many tests ran, by what test runners print.

use std::fmt;
use std::iter::Sum;

/// Numbers of tests.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) passed: usize,
    pub(super) failed: usize,
    pub(super) skipped: usize,
}

impl Counts {
    /// Adds up the closing lines of cargo's test runner and of wasm-bindgen's, which are alike:
    /// `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
    pub(super) fn of(log: &str) -> Self {
        log.lines()
            .filter_map(|line| line.trim_start().strip_prefix("test result: "))
            .map(Self::of_line)
            .sum()
    }

    fn of_line(line: &str) -> Self {
        let number = |unit: &str| {
            let (before, _) = line.split_once(unit)?;
            before.rsplit([' ', ';']).next()?.parse().ok()
        };
        let count = |unit| number(unit).unwrap_or_default();
        Self { passed: count(" passed"), failed: count(" failed"), skipped: count(" ignored") }
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |total, counts| Self {
            passed: total.passed + counts.passed,
            failed: total.failed + counts.failed,
            skipped: total.skipped + counts.skipped,
        })
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_are_added_up() {
        let log = "test a ... ok\n\
            test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.02s\n\
            \x20   test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 filtered out\n";
        assert_eq!(Counts::of(log), Counts { passed: 16, failed: 2, skipped: 1 });
    }

    #[test]
    fn the_closing_line_has_the_form_that_other_programs_read() {
        let counts = Counts { passed: 16, failed: 2, skipped: 1 };
        assert_eq!(counts.to_string(), "16 passed, 2 failed, 1 skipped");
    }
}
