//! Product versions, and which of them a licence covers.

use crate::error::{Code, Error, Result};
use crate::json::Node;
use core::fmt;
use semver::{BuildMetadata, Prerelease, Version, VersionReq};

/// The product versions that a licence covers, in Cargo's syntax: `5` covers 5.0.0 up to, but not
/// including, 6.0.0. Pre-release and build parts are dropped before comparing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionRequirement {
    text: String,
    requirement: VersionReq,
}

impl VersionRequirement {
    /// Whether it covers the version.
    pub fn covers(&self, version: &ProductVersion) -> bool {
        self.requirement.matches(&version.0)
    }

    pub(crate) fn read(node: &Node<'_>) -> Result<Self> {
        let text = node.name()?;
        let mut requirement = VersionReq::parse(&text)
            .map_err(|_| node.refused("a version requirement such as 5 or >=5.1, <7"))?;
        for comparator in &mut requirement.comparators {
            comparator.pre = Prerelease::EMPTY;
        }
        Ok(Self { text, requirement })
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
pub struct ProductVersion(Version);

impl ProductVersion {
    /// Reads one to three numbers with dots between them, with or without a pre-release or build part.
    ///
    /// # Errors
    /// [`Code::VersionInvalid`].
    pub fn parse(text: &str) -> Result<Self> {
        let invalid = || Error::new(Code::VersionInvalid).with_found(text);
        let (numbers, suffix) = text.split_at(text.find(['-', '+']).unwrap_or(text.len()));
        let padding = match numbers.split('.').count() {
            1 => ".0.0",
            2 => ".0",
            _ => "",
        };
        let mut version = Version::parse(&format!("{numbers}{padding}{suffix}")).map_err(|_| invalid())?;
        version.pre = Prerelease::EMPTY;
        version.build = BuildMetadata::EMPTY;
        Ok(Self(version))
    }
}

impl fmt::Display for ProductVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Value;

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
}
