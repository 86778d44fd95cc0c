//! Lock codes: what a person reads out or types to identify a machine.

use crate::error::{Code, Error, Result};
use crate::json::Node;
use crate::values::base64;
use crate::values::part::{Part, PartName};
use sha2::{Digest, Sha256};
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

impl LockCode {
    /// The lock code of the machine that has these parts: it is made of the parts `key` and `machine_id` alone,
    /// of those of the two that are there; none where neither is. Of parts with one name one counts, whatever
    /// their order.
    pub fn of(parts: &[Part]) -> Option<Self> {
        let named = |name| parts.iter().filter(move |part| part.name() == name).min();
        // In the order of their names.
        let [key, machine_id] = [PartName::Key, PartName::MachineId].map(named);
        if key.is_none() && machine_id.is_none() {
            return None;
        }
        let mut hash = Sha256::new();
        for part in key.into_iter().chain(machine_id) {
            hash.update(part.name().as_str());
            hash.update([0]);
            hash.update(base64::encode_url(part.digest()));
            hash.update(b"\n");
        }
        Some(Self::from_digest(&hash.finalize().into()))
    }

    pub(crate) fn read(node: &Node<'_>) -> Result<Self> {
        Self::parse(node.string()?).map_err(|_| node.refused("a lock code, CS1-…"))
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

    fn part(name: PartName, value: &str) -> Part {
        Part::new(name, value).unwrap()
    }

    fn codes() -> Vec<LockCode> {
        ["a", "b", "server-7"]
            .map(|value| LockCode::of(&[part(PartName::MachineId, value)]).unwrap())
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
    fn the_key_and_the_machine_id_alone_count_each_once_and_in_any_order() {
        use PartName::{Disk, Hostname, Key, MachineId};
        let of = |parts: &[(PartName, &str)]| {
            let parts: Vec<_> = parts.iter().filter_map(|(name, value)| Part::new(*name, value)).collect();
            LockCode::of(&parts)
        };
        let code = of(&[(Key, "k"), (MachineId, "m")]);
        assert_eq!(of(&[(MachineId, "m"), (Hostname, "h"), (Key, "k"), (Disk, "d"), (MachineId, "m")]), code);
        let several = of(&[(Key, "k"), (MachineId, "m"), (MachineId, "n")]);
        assert_eq!(of(&[(MachineId, "n"), (MachineId, "m"), (Key, "k")]), several);
        for other in
            [[(Key, "k"), (MachineId, "n")], [(Key, "l"), (MachineId, "m")], [(Key, "m"), (MachineId, "k")]]
        {
            assert_ne!(of(&other), code);
        }
        assert_ne!(of(&[(Key, "k")]), of(&[(MachineId, "k")]));
        assert_eq!(of(&[(Hostname, "h"), (MachineId, "")]), None);
        assert_eq!(of(&[]), None);
    }

    /// The first host of the examples: its key is that of the seed of 32 bytes of 50.
    #[test]
    fn a_known_host_has_its_known_code() {
        let key = "59CYLi5W5ci-wnWcv7MwrUM1-h67sooj7KxLhmSn_4Y".parse().unwrap();
        let machine_id = part(PartName::MachineId, "4c4c4544-0042-3510-8052-b4c04f4e3732");
        let code = LockCode::of(&[machine_id, Part::of_key(key)]).unwrap();
        assert_eq!(code.to_string(), "CS1-8GQ29-GDASW-AFJAK-AZW37-EKD7J");
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
