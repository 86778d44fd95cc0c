//! Product versions, and which of them a licence covers.

use crate::error::{Code, Error, Result};
use crate::json::Node;
use std::array;
use std::fmt;

/// The most comparators of a requirement, as in Cargo.
const MOST_COMPARATORS: usize = 32;

/// Major, minor and patch.
type Numbers = [u64; 3];

/// Above every version: no number of one is this large.
const NO_END: Numbers = [u64::MAX; 3];

/// The product versions that a licence covers, in Cargo's syntax: `5` covers 5.0.0 up to, but not
/// including, 6.0.0. Pre-release and build parts are dropped before comparing.
///
/// Without pre-releases every comparator is a range of versions, and so are several together. That makes
/// this a tenth of the code of the crate that Cargo uses, with which a test compares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionRequirement {
    text: String,
    range: Range,
}

impl VersionRequirement {
    /// Whether it covers the version.
    pub fn covers(&self, version: &ProductVersion) -> bool {
        (self.range.from..self.range.until).contains(&version.0)
    }

    pub(crate) fn read(node: &Node<'_>) -> Result<Self> {
        let text = node.name()?;
        match Range::parse(&text) {
            Some(range) => Ok(Self { text, range }),
            None => Err(node.refused("a version requirement such as 5 or >=5.1, <7")),
        }
    }
}

/// Writes it as it stands in the document.
impl fmt::Display for VersionRequirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The version of the running product. `5` and `5.1` read as 5.0.0 and 5.1.0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductVersion(Numbers);

impl ProductVersion {
    /// Reads one to three numbers with dots between them, with or without a pre-release or build part.
    ///
    /// # Errors
    /// [`Code::VersionInvalid`].
    pub fn parse(text: &str) -> Result<Self> {
        match Partial::parse(text) {
            Some(Partial { numbers, has_wildcard: false, .. }) => Ok(Self(numbers)),
            _ => Err(Error::new(Code::VersionInvalid).with_found(text)),
        }
    }

    pub(crate) fn read(node: &Node<'_>) -> Result<Self> {
        Self::parse(&node.name()?).map_err(|_| node.refused("a version such as 5.1"))
    }
}

impl fmt::Display for ProductVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, patch] = self.0;
        write!(f, "{major}.{minor}.{patch}")
    }
}

/// The versions from one up to, but not including, another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Range {
    from: Numbers,
    until: Numbers,
}

impl Range {
    const ALL: Range = Range { from: [0; 3], until: NO_END };

    /// Reads comparators with commas between them, or a wildcard alone.
    fn parse(text: &str) -> Option<Self> {
        if is_wildcard(text.trim_matches(' ')) {
            return Some(Self::ALL);
        }
        if text.split(',').count() > MOST_COMPARATORS {
            return None;
        }
        text.split(',').try_fold(Self::ALL, |range, comparator| {
            let Self { from, until } = Self::parse_comparator(comparator.trim_matches(' '))?;
            Some(Self { from: range.from.max(from), until: range.until.min(until) })
        })
    }

    fn parse_comparator(text: &str) -> Option<Self> {
        const OPERATORS: [&str; 7] = [">=", "<=", ">", "<", "=", "~", "^"];
        let operator = OPERATORS.into_iter().find(|operator| text.starts_with(operator)).unwrap_or_default();
        let partial = Partial::parse(text.strip_prefix(operator)?.trim_start_matches(' '))?;
        if partial.has_suffix && partial.given < 3 {
            return None;
        }
        let Partial { numbers, given, .. } = partial;
        let [major, minor, _] = numbers;
        let next = successor(numbers, given - 1);
        let (from, until) = match operator {
            ">=" => (numbers, NO_END),
            ">" => (next, NO_END),
            "<" => ([0; 3], numbers),
            "<=" => ([0; 3], next),
            "=" => (numbers, next),
            "~" => (numbers, successor(numbers, usize::min(given - 1, 1))),
            "" if partial.has_wildcard => (numbers, next),
            // The first number that is not zero stays, or the last that is given.
            _ if major > 0 => (numbers, successor(numbers, 0)),
            _ if minor > 0 => (numbers, successor(numbers, 1)),
            _ => (numbers, next),
        };
        Some(Self { from, until })
    }
}

/// The first version in which the number at an index is the next one.
fn successor(numbers: Numbers, index: usize) -> Numbers {
    array::from_fn(|other| match other {
        _ if other < index => numbers[other],
        _ if other == index => numbers[other] + 1,
        _ => 0,
    })
}

/// One to three numbers, or one or two and wildcards.
struct Partial {
    /// Zero where there is none.
    numbers: Numbers,
    /// How many there are, at least one.
    given: usize,
    has_wildcard: bool,
    /// Whether a pre-release or build part follows.
    has_suffix: bool,
}

impl Partial {
    fn parse(text: &str) -> Option<Self> {
        let (rest, build) = text.split_once('+').map_or((text, None), |(rest, build)| (rest, Some(build)));
        let (core, pre) = rest.split_once('-').map_or((rest, None), |(core, pre)| (core, Some(pre)));
        let sound = build.is_none_or(|build| build.split('.').all(is_identifier))
            && pre.is_none_or(|pre| pre.split('.').all(|part| is_identifier(part) && !is_padded(part)));
        if !sound || core.split('.').count() > 3 {
            return None;
        }
        let has_suffix = pre.is_some() || build.is_some();
        let mut partial = Self { numbers: [0; 3], given: 0, has_wildcard: false, has_suffix };
        for (number, part) in partial.numbers.iter_mut().zip(core.split('.')) {
            if partial.given > 0 && is_wildcard(part) {
                partial.has_wildcard = true;
            } else if partial.has_wildcard || is_padded(part) {
                return None;
            } else {
                *number = parse_number(part)?;
                partial.given += 1;
            }
        }
        Some(partial)
    }
}

fn is_wildcard(part: &str) -> bool {
    matches!(part, "*" | "x" | "X")
}

fn is_identifier(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn is_number(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether it is a number with zeros before it.
fn is_padded(part: &str) -> bool {
    part.len() > 1 && part.starts_with('0') && is_number(part)
}

/// A number that has a successor.
fn parse_number(part: &str) -> Option<u64> {
    if !is_number(part) {
        return None;
    }
    part.parse().ok().filter(|&number| number < u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Value;
    use proptest::prelude::*;
    use semver::{Prerelease, Version, VersionReq};

    fn covers(requirement: &str, version: &str) -> bool {
        let value = Value::String(requirement.into());
        let requirement = VersionRequirement::read(&Node::root(&value)).unwrap();
        requirement.covers(&ProductVersion::parse(version).unwrap())
    }

    #[test]
    fn a_major_version_covers_its_minor_ones() {
        assert!(covers("5", "5.0") && covers("5", "5.1") && covers("5", "5.1.9"));
        assert!(!covers("5", "6.0") && !covers("5", "4.9.9"));
        assert!(covers(">=5.1, <7", "6.9") && !covers(">=5.1, <7", "5.0"));
    }

    #[test]
    fn pre_release_and_build_do_not_count() {
        assert!(covers("5", "5.0.0-rc.1+linux") && covers(">=5.0.0-rc.2", "5.0.0-rc.1"));
        assert!(!covers("5", "6.0.0-alpha"));
    }

    #[test]
    fn what_is_no_version_is_refused() {
        for text in ["", "5.", "five", "5.1.2.3", "-1", "05.1", "5 .1", "5.1-", "99999999999999999999"] {
            assert_eq!(ProductVersion::parse(text).unwrap_err().code(), Code::VersionInvalid, "{text}");
        }
    }

    /// Comparators, most of them good: of small numbers, so that many cover a version of small numbers.
    fn comparator() -> impl Strategy<Value = String> {
        let operator = prop_oneof![30 => " ?(|=|>|>=|<|<=|~|\\^) ?", 1 => ">>|> =|a"];
        let number =
            prop_oneof![30 => "[0-3]", 4 => "[*xX]", 1 => "|0[0-9]|1[0-9]{17,19}|18446744073709551616"];
        let suffix =
            prop_oneof![15 => "", 2 => "-[a0-]{1,2}(\\.[0a]{0,2})?", 2 => "\\+[a0.]{1,3}", 1 => "[-+]| "];
        (operator, proptest::collection::vec(number, 1..5), suffix, " ?")
            .prop_map(|(operator, numbers, suffix, end)| operator + &numbers.join(".") + &suffix + &end)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn requirements_are_read_as_cargo_reads_them(
            comparators in proptest::collection::vec(comparator(), 1..4),
        ) {
            let text = comparators.join(",");
            let cargo = VersionReq::parse(&text).ok().map(|mut requirement| {
                requirement.comparators.iter_mut().for_each(|comparator| comparator.pre = Prerelease::EMPTY);
                requirement
            });
            let range = Range::parse(&text);
            prop_assert_eq!(range.is_some(), cargo.is_some(), "{}", text);
            let (Some(range), Some(cargo)) = (range, cargo) else { return Ok(()) };
            for version in (0..125).map(|number| [number / 25, number / 5 % 5, number % 5]) {
                let [major, minor, patch] = version;
                let covers = (range.from..range.until).contains(&version);
                prop_assert_eq!(covers, cargo.matches(&Version::new(major, minor, patch)), "{} {:?}", text, version);
            }
        }

        #[test]
        fn versions_are_read_as_cargo_reads_them(text in comparator()) {
            let ours = ProductVersion::parse(&text).ok().map(|version| version.to_string());
            let cargo = Version::parse(&text).ok();
            let cargo = cargo.map(|version| format!("{}.{}.{}", version.major, version.minor, version.patch));
            // Cargo wants three numbers.
            if text.split(['-', '+']).next().is_some_and(|numbers| numbers.split('.').count() == 3) {
                prop_assert_eq!(ours, cargo, "{}", text);
            }
        }
    }
}
