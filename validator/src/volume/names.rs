//! The names in an answer.

use std::net::IpAddr;

/// The name that is asked for, without the domain.
pub(super) const SERVICE: &str = "_vlmcs._tcp";
/// The longest name of the DNS, in characters (RFC 1035, 2.3.4).
const LONGEST: usize = 253;
/// The longest part of one.
const LONGEST_PART: usize = 63;

/// Whether it is the name that is asked for, in some domain.
pub(super) fn is_service(name: &str) -> bool {
    let same = |prefix: &str| prefix.eq_ignore_ascii_case(SERVICE);
    match name.get(..SERVICE.len()) {
        Some(prefix) => same(prefix) && name[SERVICE.len()..].chars().next().is_none_or(|c| c == '.'),
        None => false,
    }
}

/// Whether it could be a name or an address, which labels are not: something with a dot or a colon inside, or of a
/// service.
pub(super) fn is_name(word: &str) -> bool {
    word.starts_with('_') || is_address(word) || word.trim_end_matches(['.', ':']).contains('.')
}

pub(super) fn is_address(word: &str) -> bool {
    let word = word.split('#').next().unwrap_or_default();
    word.trim_matches(['[', ']', ',']).parse::<IpAddr>().is_ok()
}

/// Where a record leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// To a host.
    Host(String),
    /// Nowhere: the service is decidedly not available at this domain (RFC 2782, "Target").
    Nowhere,
}

/// The host that a record names; none where that is no name of a host.
pub(super) fn target(word: &str) -> Option<Target> {
    if word == "." {
        return Some(Target::Nowhere);
    }
    let name = word.strip_suffix('.').unwrap_or(word);
    let part = |part: &str| {
        let count = part.chars().count();
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        (1..=LONGEST_PART).contains(&count) && part.chars().all(is_part)
    };
    // A number is no host, nor is an address: a record that has one there lacks something before.
    let is_number = name.chars().all(|c| c.is_ascii_digit() || c == '.');
    let is_host = name.chars().count() <= LONGEST && !is_number && name.split('.').all(part);
    is_host.then(|| Target::Host(name.to_lowercase()))
}

/// A number as the DNS has it: 16 bits, in decimal digits.
pub(super) fn number(word: &str) -> Option<u16> {
    word.bytes().all(|byte| byte.is_ascii_digit()).then(|| word.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_service_is_known_in_every_domain_and_no_other_is() {
        for name in ["_vlmcs._tcp", "_VLMCS._TCP.example.com.", "_vlmcs._tcp.exa..."] {
            assert!(is_service(name), "{name}");
        }
        for name in ["_vlmcs._tcpx", "_vlmcs._udp.example.com", "_ldap._tcp", "vlmcs._tcp", "_vlmcs._tc", "é"]
        {
            assert!(!is_service(name), "{name}");
        }
    }

    #[test]
    fn a_host_is_a_name_and_no_number() {
        let host = |name: &str| Some(Target::Host(name.to_owned()));
        assert_eq!(target("KMS.Example.COM."), host("kms.example.com"));
        assert_eq!(target("kms-01"), host("kms-01"));
        assert_eq!(target("."), Some(Target::Nowhere));
        for word in
            ["", "10.0.0.1", "1688", "kms..example", "kms.exam…", "kms.exa...", "a b", "kms:1688", "-–"]
        {
            assert_eq!(target(word), None, "{word}");
        }
        assert_eq!(target(&"a.".repeat(200)), None);
        assert_eq!(target(&"a".repeat(64)), None);
        assert_eq!(
            (number("65535"), number("65536"), number("+1"), number("")),
            (Some(65535), None, None, None)
        );
    }
}
