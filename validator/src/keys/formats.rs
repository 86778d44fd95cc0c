//! The formats that public keys come in, told apart by their first bytes.

use super::other_forms::{self, private, unreadable};
use super::{PublicKey, TrustedKey, TrustedKeys, jwk};
use crate::carrier::armor::Block;
use crate::carrier::plain::{contains, decoded, plain};
use crate::error::{Code, Error, Result};
use crate::values::base64;

/// The most bytes of a key file: some thousands of keys, and less than a second of arithmetic.
const LARGEST: usize = 1 << 20;

/// How the BEGIN lines of private keys end, whatever their kind.
const PRIVATE_KEY: &[u8] = b"PRIVATE KEY-----";

/// DER of a SubjectPublicKeyInfo up to the key itself (RFC 8410, section 4).
const SPKI_PREFIX: &[u8] = &[0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
const SPKI_LENGTH: usize = SPKI_PREFIX.len() + 32;

/// The wire format of an OpenSSH key up to the key itself (RFC 8709, section 4).
const SSH_PREFIX: &[u8] = b"\0\0\0\x0bssh-ed25519\0\0\0\x20";

/// What a minisign or signify public key begins with, before the 8 bytes of its own key id.
const MINISIGN_ALGORITHM: &[u8] = b"Ed";
const MINISIGN_LENGTH: usize = 2 + 8 + 32;
/// The lengths of the secret keys of signify and minisign.
const MINISIGN_SECRET_LENGTHS: [usize; 2] = [104, 158];

impl TrustedKeys {
    /// Reads a JWK set, or one JWK, with the constraints that it states, and no other format.
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    pub fn parse_jwk_set(bytes: &[u8]) -> Result<TrustedKeys> {
        check_size(bytes)?;
        let text = decoded(bytes);
        if is_json(&text) {
            jwk::read(&text)
        } else {
            Err(unreadable("no JSON object").with_needed("a JWK set"))
        }
    }

    /// Reads a key file of any format:
    /// - a JWK set, or one JWK, with the constraints that it states,
    /// - public keys in PEM (`-----BEGIN PUBLIC KEY-----`), as OpenSSL writes them, one or several, with any
    ///   text around, also in one line and with `\n` for its line ends; or one such key in DER,
    /// - lines `ssh-ed25519 …` of OpenSSH, one or several; blank lines and lines with `#` between them are
    ///   passed over,
    /// - a minisign or signify public key, with its comment line or without,
    /// - 32 bytes as 64 hexadecimal digits, as base64, or as base64url without padding.
    ///
    /// A text may have a byte order mark, and be in UTF-16 with one. Keys of all but the first are without
    /// constraints: see [`TrustedKey::new`].
    ///
    /// # Errors
    /// A `json_…` code where a JWK set is not strict JSON, [`Code::KeyPrivate`] where a private key was
    /// given, [`Code::KeyFormat`] where the format is none of these, those of [`PublicKey::from_bytes`],
    /// [`Code::KeyThumbprint`] or [`Code::KeyInvalid`] where an entry is wrong. `at` names the entry; one
    /// that is refused refuses the file.
    pub fn parse(bytes: &[u8]) -> Result<TrustedKeys> {
        check_size(bytes)?;
        let mut set = TrustedKeys::default();
        let mut add = |key| set.insert(TrustedKey::new(key));
        let text = decoded(bytes);
        if is_json(&text) {
            return jwk::read(&text);
        }
        if is_binary(&text) {
            add(read_binary(bytes)?)?;
            return Ok(set);
        }
        let text = plain(bytes);
        if contains(&text, PRIVATE_KEY) {
            return Err(private("a block whose label ends in PRIVATE KEY"));
        }
        if Block::each(&text, |block| add(read_block(block)?)).map_err(of_a_key)? > 0 {
            return Ok(set);
        }
        // From the end alone, so that lines keep their numbers.
        let text = std::str::from_utf8(text.trim_ascii_end()).map_err(|_| unreadable("binary data"))?;
        if let Some(error) = other_forms::text(text) {
            return Err(error);
        }
        let lines: Vec<Line<'_>> = lines(text).collect();
        match lines.as_slice() {
            [] => return Err(unreadable("nothing but comments")),
            [comment, key] if comment.text.starts_with("untrusted comment:") => {
                add(key.read(read_minisign)?)?;
            }
            [line] if !line.text.contains(' ') => add(line.read(read_bare)?)?,
            _ => {
                for line in &lines {
                    add(line.read(read_openssh)?)?;
                }
            }
        }
        Ok(set)
    }
}

/// Reads another maker's key file of any format, each key with the name that a JWK set gives to it. Such a set
/// may hold keys of other kinds beside, which are passed over.
#[cfg(any(feature = "jwt", feature = "keygen"))]
pub(crate) fn read_foreign(
    bytes: &[u8],
    mut add: impl FnMut(TrustedKey, Option<String>) -> Result<()>,
) -> Result<()> {
    check_size(bytes)?;
    let text = decoded(bytes);
    if is_json(&text) {
        return jwk::read_foreign(&text, &mut add);
    }
    TrustedKeys::parse(bytes)?.iter().try_for_each(|key| add(key.clone(), None))
}

fn check_size(bytes: &[u8]) -> Result<()> {
    if bytes.len() > LARGEST {
        let found = format_args!("{} bytes", bytes.len());
        return Err(Error::new(Code::SizeTooLarge).with_found(found).with_needed("at most 1 MiB"));
    }
    if bytes.trim_ascii().is_empty() { Err(Code::SizeEmpty.into()) } else { Ok(()) }
}

/// Whether the text is a JSON object.
fn is_json(text: &[u8]) -> bool {
    text.trim_ascii_start().starts_with(b"{")
}

/// Whether it is no text. Around a block of PEM any text may stand, also such as is no UTF-8.
fn is_binary(bytes: &[u8]) -> bool {
    bytes.contains(&0) || (bytes.len() <= SPKI_LENGTH && std::str::from_utf8(bytes).is_err())
}

fn read_binary(bytes: &[u8]) -> Result<PublicKey> {
    key_after(SPKI_PREFIX, bytes).ok_or_else(|| other_forms::binary(bytes))?
}

fn read_block(block: Block<'_>) -> Result<PublicKey> {
    if block.label != "PUBLIC KEY" {
        return Err(other_forms::block(block.label));
    }
    let der = block.decode()?;
    key_after(SPKI_PREFIX, &der).ok_or_else(|| other_forms::der(&der))?
}

/// An error about a block, as it is one about a key file.
fn of_a_key(error: Error) -> Error {
    let code = error.code();
    if !code.as_str().starts_with("armor_") && !code.as_str().starts_with("encoding_") {
        return error;
    }
    let found = error.found().unwrap_or(code.meaning()).to_owned();
    error
        .with_code(Code::KeyFormat)
        .with_found(found)
        .with_needed("-----BEGIN PUBLIC KEY----- and a key in base64")
}

/// A line with something on it.
struct Line<'a> {
    number: usize,
    text: &'a str,
}

impl<'a> Line<'a> {
    fn read(&self, read: fn(&'a str) -> Result<PublicKey>) -> Result<PublicKey> {
        read(self.text).map_err(|error| self.locate(error))
    }

    /// The error, which is about this line.
    fn locate(&self, error: Error) -> Error {
        error.with_at(format_args!("line {}", self.number))
    }
}

fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    text.lines()
        .enumerate()
        .map(|(index, line)| Line { number: index + 1, text: line.trim_ascii() })
        .filter(|line| !line.text.is_empty() && !line.text.starts_with('#'))
}

/// `ssh-ed25519`, the key in base64, and a comment that may be absent.
fn read_openssh(line: &str) -> Result<PublicKey> {
    let mut words = line.split_ascii_whitespace();
    match (words.next(), words.next()) {
        (Some("ssh-ed25519"), Some(base64)) => {
            let blob = decode(base64::decode_standard, base64)?;
            key_after(SSH_PREFIX, &blob).ok_or_else(|| unreadable("a key of another algorithm or form"))?
        }
        (Some(kind), Some(_)) if ["ssh-", "ecdsa-", "sk-"].iter().any(|other| kind.starts_with(other)) => {
            Err(unreadable(kind).with_needed("ssh-ed25519"))
        }
        _ => Err(unreadable("a line of another kind")),
    }
}

fn read_minisign(base64: &str) -> Result<PublicKey> {
    let bytes = decode(base64::decode_standard, base64)?;
    if bytes.starts_with(MINISIGN_ALGORITHM) && MINISIGN_SECRET_LENGTHS.contains(&bytes.len()) {
        return Err(private("a minisign secret key"));
    }
    if !bytes.starts_with(MINISIGN_ALGORITHM) || bytes.len() != MINISIGN_LENGTH {
        return Err(unreadable("another minisign file than a public key"));
    }
    PublicKey::from_slice(&bytes[MINISIGN_LENGTH - 32..])
}

/// A key without anything around it, told from others by its length.
fn read_bare(text: &str) -> Result<PublicKey> {
    match text.len() {
        64 if let Some(key) = decode_hex(text) => PublicKey::from_slice(&key),
        44 => PublicKey::from_slice(&decode(base64::decode_standard, text)?),
        43 => PublicKey::from_slice(&decode(base64::decode_url, text)?),
        _ if text.starts_with("RW") => read_minisign(text),
        length => Err(match base64::decode_standard(text.as_bytes()) {
            Ok(der) if der.starts_with(SPKI_PREFIX) => unreadable("DER in base64 without lines around it")
                .with_needed("-----BEGIN PUBLIC KEY----- before it, and -----END PUBLIC KEY----- after"),
            Ok(der) if der.starts_with(&[0x30]) => other_forms::der(&der),
            _ if length == 64 => unreadable("64 characters, not all of them hexadecimal"),
            _ => unreadable(&format!("a word of {length} bytes")),
        }),
    }
}

/// The key that stands after the prefix of its format; none where another prefix is before it.
fn key_after(prefix: &[u8], bytes: &[u8]) -> Option<Result<PublicKey>> {
    bytes.strip_prefix(prefix).map(PublicKey::from_slice)
}

fn decode_hex(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for pair in text.as_bytes().chunks(2) {
        let byte =
            pair.iter().try_fold(0, |byte, &digit| Some(byte << 4 | char::from(digit).to_digit(16)? as u8));
        bytes.push(byte?);
    }
    Some(bytes)
}

/// What is wrong with the base64 of a key file is a matter of its format.
fn decode(decode: fn(&[u8]) -> Result<Vec<u8>>, text: &str) -> Result<Vec<u8>> {
    decode(text.as_bytes()).map_err(|error| error.with_code(Code::KeyFormat).with_needed("base64 of a key"))
}

#[cfg(test)]
mod tests;
