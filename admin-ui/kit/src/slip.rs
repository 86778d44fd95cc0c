//! Slips: what is wanted for a machine that signs no request of its own, in one line that the console fills its form in by.
//!
//! A slip is nobody's word: it proves nothing, as a lock code does not that is told on the telephone. It is written as
//!
//! ```text
//! countersign-slip:1?license=CVP-STUDIO-3&lock_code=CS1-…&want=seats:1&description=studio-7
//! ```
//!
//! with `lock_code` once or three times, `want` once for each entitlement, and `description` where there is one. What is not a letter, a digit or one of `-._~:` is percent-encoded (RFC 3986), in UTF-8.

use countersign::LockCode;
use std::fmt::Write as _;

/// How every slip begins.
const START: &str = "countersign-slip:1?";

/// The longest slip that is read, in bytes.
const LONGEST: usize = 4_096;

/// What is wanted, and for which machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slip {
    /// The licence, by its `jti`.
    pub license: String,
    /// The lock codes of the machine, or of three redundant ones.
    pub lock_codes: Vec<LockCode>,
    /// How much is wanted, by entitlement id.
    pub wants: Vec<(String, u64)>,
    /// What people call the machine.
    pub description: Option<String>,
}

impl Slip {
    /// The slip in one line.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = START.to_owned();
        write_member(&mut text, "license", &self.license);
        for code in &self.lock_codes {
            write_member(&mut text, "lock_code", &code.to_string());
        }
        for (id, wanted) in &self.wants {
            write_member(&mut text, "want", &format!("{id}:{wanted}"));
        }
        if let Some(description) = &self.description {
            write_member(&mut text, "description", description);
        }
        text
    }

    /// The slip in a text, such as an e-mail; none where there is none, or not a whole one.
    #[must_use]
    pub fn find(text: &str) -> Option<Self> {
        let (_, rest) = text.split_once(START)?;
        let line = rest.split(char::is_whitespace).next().filter(|line| line.len() <= LONGEST)?;
        let mut slip = Self::default();
        for member in line.split('&') {
            let (name, value) = member.split_once('=')?;
            let value = decode(value)?;
            match name {
                "license" => slip.license = value,
                "lock_code" => slip.lock_codes.push(LockCode::parse(&value).ok()?),
                "want" => {
                    let (id, wanted) = value.rsplit_once(':')?;
                    slip.wants.push((id.to_owned(), wanted.parse().ok()?));
                }
                "description" => slip.description = Some(value),
                // One that is not known could say that something else is wanted.
                _ => return None,
            }
        }
        (!slip.license.is_empty() && matches!(slip.lock_codes.len(), 1 | 3)).then_some(slip)
    }
}

fn write_member(text: &mut String, name: &str, value: &str) {
    if !text.ends_with('?') {
        text.push('&');
    }
    text.push_str(name);
    text.push('=');
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:".contains(&byte) {
            text.push(byte.into());
        } else {
            // Writing to a string can't fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
}

fn decode(value: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = value.as_bytes();
    while let [first, others @ ..] = rest {
        rest = others;
        if *first == b'%' {
            let (digits, others) = rest.split_at_checked(2)?;
            bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
            rest = others;
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "CS1-8GQ29-GDASW-AFJAK-AZW37-EKD7J";

    fn slip() -> Slip {
        Slip {
            license: "CVP-STUDIO-3".into(),
            lock_codes: vec![LockCode::parse(CODE).unwrap()],
            wants: vec![("seats".into(), 1), ("a:b".into(), 20)],
            description: Some("Büro & Lager = 100 %\nlinks".into()),
        }
    }

    #[test]
    fn a_slip_is_found_in_an_email_as_it_was_written() {
        let text = slip().to_text();
        assert!(!text.contains(char::is_whitespace), "{text}");
        assert_eq!(Slip::find(&text), Some(slip()));
        assert_eq!(Slip::find(&format!("Dear vendor,\r\n\r\n{text}\r\nYours")), Some(slip()));
        let triad = Slip { lock_codes: vec![LockCode::parse(CODE).unwrap(); 3], ..slip() };
        assert_eq!(Slip::find(&triad.to_text()), Some(triad));
    }

    #[test]
    fn what_is_no_whole_slip_is_none() {
        let text = slip().to_text();
        let without = |member: &str| {
            text.split_inclusive(['?', '&']).filter(|part| !part.starts_with(member)).collect::<String>()
        };
        for wrong in [
            text.replace("slip:1", "slip:2"),
            text.replace("7J", "7K"),
            text.replace("seats:1", "seats"),
            text.replace("seats:1", "seats:-1"),
            text.replace("&want", "&wish"),
            text.replace("%26", "%2"),
            text.replace("%26", "%FF"),
            without("license"),
            without("lock_code"),
            format!("{text}&lock_code={CODE}"),
            format!("{text}{}", "x".repeat(LONGEST)),
            String::new(),
        ] {
            assert_eq!(Slip::find(&wrong), None, "{wrong}");
        }
    }
}
