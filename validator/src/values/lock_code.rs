//! Lock codes: what a person reads out or types to identify a machine.

use crate::error::{Code, Error, Result};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt;

const PREFIX: &str = "CS1";
/// Crockford's base32: no I, L, O or U, which are misread or make words.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SYMBOLS: usize = 25;
const CHECK_SYMBOLS: usize = 2;
const GROUP: usize = 5;

/// A machine's lock code: `CS1-` and five groups of five characters, the last two of which are a check.
///
/// Any two wrong or swapped characters are noticed while typing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LockCode([u8; SYMBOLS]);

/// A property of a machine, e.g. its key or host name, of which only a digest is kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    name: String,
    digest: Option<[u8; 32]>,
}

impl Part {
    /// A part from its name (`key`, `machine_id`, `hostname`, `mac`, `disk`, `board`) and value. One with
    /// an empty value never counts: too many machines would share it.
    pub fn new(name: &str, value: &str) -> Self {
        let digest = (!value.is_empty()).then(|| Sha256::digest([name, value].join("\0")).into());
        Self { name: name.to_owned(), digest }
    }
}

impl LockCode {
    /// The lock code of the machine that has these parts; none where no part counts. Of parts with one
    /// name one counts, whatever their order.
    pub fn from_parts(parts: &[Part]) -> Option<Self> {
        let mut digests = BTreeMap::new();
        for part in parts {
            if let Some(digest) = &part.digest {
                let chosen = digests.entry(part.name.as_str()).or_insert(digest);
                *chosen = digest.min(chosen);
            }
        }
        if digests.is_empty() {
            return None;
        }
        let mut hash = Sha256::new();
        for (name, digest) in digests {
            hash.update(name);
            hash.update([0]);
            hash.update(crate::values::base64::encode_url(digest));
            hash.update(b"\n");
        }
        Some(Self::from_digest(&hash.finalize().into()))
    }

    /// The first 115 bits as 23 characters, and the check.
    fn from_digest(digest: &[u8; 32]) -> Self {
        let mut symbols = [0; SYMBOLS];
        for (index, symbol) in symbols[..SYMBOLS - CHECK_SYMBOLS].iter_mut().enumerate() {
            let bit = index * 5;
            let pair = u16::from(digest[bit / 8]) << 8 | u16::from(digest[bit / 8 + 1]);
            *symbol = (pair >> (11 - bit % 8) & 31) as u8;
        }
        let [high, low] = remainder(&symbols);
        symbols[SYMBOLS - 2] = high;
        symbols[SYMBOLS - 1] = low;
        Self(symbols)
    }

    /// Reads a lock code as people type it: lower case, `O` for `0`, `I` and `L` for `1`, with spaces or
    /// without hyphens.
    ///
    /// # Errors
    /// [`Code::LockCodeInvalid`], with the character that can't stand there, or where the check does not
    /// hold.
    pub fn parse(text: &str) -> Result<Self> {
        let invalid = || Error::new(Code::LockCodeInvalid).with_found(text);
        let typed: String =
            text.chars().filter(|c| !matches!(c, '-' | ' ')).collect::<String>().to_ascii_uppercase();
        // The prefix is read like the rest of it: `cs l` is `CS1`.
        let body = typed.strip_prefix("CS").and_then(|rest| rest.strip_prefix(['1', 'I', 'L']));
        let body = body.ok_or_else(|| invalid().with_needed(format!("{PREFIX}-…")))?;
        let count = body.chars().count();
        if count != SYMBOLS {
            return Err(invalid().with_needed(format!("{SYMBOLS} characters after {PREFIX}, not {count}")));
        }
        let mut symbols = [0; SYMBOLS];
        for (index, (symbol, c)) in symbols.iter_mut().zip(body.chars()).enumerate() {
            *symbol = value(c).ok_or_else(|| {
                Error::new(Code::LockCodeInvalid)
                    .with_at(format_args!("group {}", index / GROUP + 1))
                    .with_found(c)
                    .with_needed("a letter or digit other than U")
            })?;
        }
        let remainder = remainder(&symbols);
        if remainder != [0, 0] {
            let needed = "other characters: the check at its end does not hold";
            return Err(invalid().with_needed(match only_mistake(remainder) {
                Some(at) => format!("{needed}; if one alone is wrong, it is in group {}", at / GROUP + 1),
                None => needed.to_owned(),
            }));
        }
        Ok(Self(symbols))
    }
}

/// The value of a typed character, 0 to 31.
fn value(c: char) -> Option<u8> {
    let c = match c {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    ALPHABET.iter().position(|&symbol| char::from(symbol) == c).map(|value| value as u8)
}

/// The remainder of the symbols, as coefficients with the highest first, by (x − α)(x − α²) over GF(32)
/// with α = 2. It is zero for a whole code; for one whose last two symbols are zero it is the check.
fn remainder(symbols: &[u8; SYMBOLS]) -> [u8; CHECK_SYMBOLS] {
    let [linear, constant] = [2 ^ 4, 8];
    symbols
        .iter()
        .fold([0, 0], |[high, low], &symbol| [low ^ times(high, linear), symbol ^ times(high, constant)])
}

/// Where the one wrong character is, if no more than one is wrong. Of several nothing is known.
fn only_mistake(found: [u8; CHECK_SYMBOLS]) -> Option<usize> {
    (0..SYMBOLS).find(|&at| {
        let mut unit = [0; SYMBOLS];
        unit[at] = 1;
        // The check is linear: a mistake shows as a multiple of what a difference of 1 would show.
        let unit = remainder(&unit);
        (1..32).any(|difference| unit.map(|symbol| times(difference, symbol)) == found)
    })
}

/// The product in GF(32) modulo x⁵ + x² + 1.
fn times(a: u8, b: u8) -> u8 {
    const MODULUS: u16 = 0b100101;
    let mut product = (0..5).filter(|bit| b >> bit & 1 == 1).fold(0, |sum, bit| sum ^ u16::from(a) << bit);
    for bit in (5..9).rev() {
        if product >> bit & 1 == 1 {
            product ^= MODULUS << (bit - 5);
        }
    }
    product as u8
}

impl fmt::Display for LockCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(PREFIX)?;
        for group in self.0.chunks(GROUP) {
            f.write_str("-")?;
            for &symbol in group {
                write!(f, "{}", char::from(ALPHABET[usize::from(symbol)]))?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for LockCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LockCode({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes() -> Vec<LockCode> {
        ["a", "b", "server-7"]
            .map(|value| LockCode::from_parts(&[Part::new("hostname", value)]).unwrap())
            .to_vec()
    }

    #[test]
    fn is_read_as_it_was_meant() {
        for code in codes() {
            let text = code.to_string();
            assert_eq!(text.len(), 33);
            let typed = text.to_lowercase().replace('-', " ").replace('0', "o").replacen('1', "l", 9);
            assert_eq!(LockCode::parse(&text).unwrap(), code);
            assert_eq!(LockCode::parse(&typed).unwrap(), code, "{typed}");
            assert_eq!(LockCode::parse(&text.replace('-', "")).unwrap(), code);
        }
    }

    #[test]
    fn any_one_wrong_and_any_two_swapped_characters_are_noticed() {
        let noticed = |symbols: [u8; SYMBOLS]| remainder(&symbols) != [0, 0];
        for LockCode(symbols) in codes() {
            for at in 0..SYMBOLS {
                for wrong in (0..32).filter(|&wrong| wrong != symbols[at]) {
                    let mut altered = symbols;
                    altered[at] = wrong;
                    assert!(noticed(altered));
                    // Two wrong ones: with every other place and a fixed difference.
                    for other in (0..SYMBOLS).filter(|&other| other != at) {
                        let mut twice = altered;
                        twice[other] ^= 1 + (wrong % 31);
                        assert!(noticed(twice));
                    }
                }
                for other in (0..SYMBOLS).filter(|&other| symbols[other] != symbols[at]) {
                    let mut altered = symbols;
                    altered.swap(at, other);
                    assert!(noticed(altered));
                }
            }
        }
    }

    #[test]
    fn the_group_of_a_single_mistake_is_told() {
        for LockCode(symbols) in codes() {
            for at in 0..SYMBOLS {
                let mut altered = symbols;
                altered[at] ^= 9;
                let error = LockCode::parse(&LockCode(altered).to_string()).unwrap_err();
                let group = format!("it is in group {}", at / GROUP + 1);
                assert!(error.needed().unwrap().ends_with(&group), "{error}");
            }
        }
    }

    #[test]
    fn parts_count_once_in_any_order_and_not_when_empty() {
        let parts = |parts: &[(&str, &str)]| {
            let parts: Vec<_> = parts.iter().map(|(name, value)| Part::new(name, value)).collect();
            LockCode::from_parts(&parts)
        };
        let code = parts(&[("hostname", "a"), ("mac", "b")]);
        assert_eq!(parts(&[("mac", "b"), ("disk", ""), ("hostname", "a"), ("mac", "b")]), code);
        let several = parts(&[("hostname", "a"), ("mac", "b"), ("mac", "c")]);
        assert_eq!(parts(&[("mac", "c"), ("mac", "b"), ("hostname", "a")]), several);
        assert_ne!(parts(&[("hostname", "a")]), code);
        assert_eq!(parts(&[("disk", "")]), None);
        assert_eq!(parts(&[]), None);
    }

    #[test]
    fn what_can_not_stand_there_is_named() {
        let error = LockCode::parse("CS1-00000-0U000-00000-00000-00000").unwrap_err();
        assert_eq!((error.code(), error.at()), (Code::LockCodeInvalid, Some("group 2")));
        for text in ["", "CS1", "CS2-00000-00000-00000-00000-00000", "CS1-00000-00000-00000-00000-0000", "é"]
        {
            assert_eq!(LockCode::parse(text).unwrap_err().code(), Code::LockCodeInvalid, "{text}");
        }
    }
}
