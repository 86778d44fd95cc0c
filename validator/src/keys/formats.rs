//! The formats that public keys come in, told apart by their first bytes.

use super::{PublicKey, TrustedKey, TrustedKeys, jwk};
use crate::error::{Code, Error, Result};
use crate::values::base64;

/// The most bytes of a key file: some thousands of keys, and less than a second of arithmetic.
const LARGEST: usize = 1 << 20;

/// How the BEGIN lines of private keys end, whatever their kind.
const PRIVATE_KEY: &[u8] = b"PRIVATE KEY-----";

/// DER of a SubjectPublicKeyInfo up to the key itself (RFC 8410, section 4).
const SPKI_PREFIX: &[u8] = &[0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

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
        read_json(bytes)?.ok_or_else(|| unreadable("no JSON object").with_needed("a JWK set"))
    }

    /// Reads a key file of any format:
    /// - a JWK set, or one JWK, with the constraints that it states,
    /// - public keys in PEM (`-----BEGIN PUBLIC KEY-----`), as OpenSSL writes them, one or several,
    /// - lines `ssh-ed25519 …` of OpenSSH, one or several; blank lines and lines with `#` between them are
    ///   passed over,
    /// - a minisign or signify public key, with its comment line or without,
    /// - 32 bytes as 64 hexadecimal digits, as base64, or as base64url without padding.
    ///
    /// Keys of all but the first are without constraints: see [`TrustedKey::new`].
    ///
    /// # Errors
    /// A `json_…` code where a JWK set is not strict JSON, [`Code::KeyPrivate`] where a private key was
    /// given, [`Code::KeyFormat`] where the format is none of these, those of [`PublicKey::from_bytes`],
    /// [`Code::KeyThumbprint`] or [`Code::KeyInvalid`] where an entry is wrong. `at` names the entry; one
    /// that is refused refuses the file.
    pub fn parse(bytes: &[u8]) -> Result<TrustedKeys> {
        if let Some(set) = read_json(bytes)? {
            return Ok(set);
        }
        // From the end alone, so that lines keep their numbers.
        let text = std::str::from_utf8(bytes.trim_ascii_end()).map_err(|_| Code::KeyFormat)?;
        if bytes.windows(PRIVATE_KEY.len()).any(|window| window == PRIVATE_KEY) {
            return Err(Code::KeyPrivate.into());
        }
        let lines: Vec<Line<'_>> = lines(text).collect();
        let mut set = TrustedKeys::default();
        let mut add = |key| set.insert(TrustedKey::new(key));
        match lines.as_slice() {
            [] => return Err(unreadable("nothing but comments")),
            [first, ..] if first.text.starts_with("-----BEGIN ") => {
                // Blocks of PEM (RFC 7468, section 13), and nothing between them.
                for block in lines.split_inclusive(|line| line.text.starts_with("-----END ")) {
                    add(read_pem_block(block)?)?;
                }
            }
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

/// Reads a key file that is a JSON object; none where it is something else.
fn read_json(bytes: &[u8]) -> Result<Option<TrustedKeys>> {
    if bytes.len() > LARGEST {
        let found = format_args!("{} bytes", bytes.len());
        return Err(Error::new(Code::SizeTooLarge).with_found(found).with_needed("at most 1 MiB"));
    }
    match bytes.trim_ascii().first() {
        None => Err(Code::SizeEmpty.into()),
        Some(b'{') => jwk::read(bytes).map(Some),
        Some(_) => Ok(None),
    }
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

fn read_pem_block(block: &[Line<'_>]) -> Result<PublicKey> {
    let [begin, body @ .., end] = block else { return Err(unreadable("a part of a PEM block")) };
    for (line, needed) in [(begin, "-----BEGIN PUBLIC KEY-----"), (end, "-----END PUBLIC KEY-----")] {
        if line.text != needed {
            return Err(line.locate(unreadable("another line").with_needed(needed)));
        }
    }
    let base64: String = body.iter().map(|line| line.text).collect();
    let der = decode(base64::decode_standard, &base64);
    der.and_then(|der| key_after(SPKI_PREFIX, &der)).map_err(|error| begin.locate(error))
}

/// `ssh-ed25519`, the key in base64, and a comment that may be absent.
fn read_openssh(line: &str) -> Result<PublicKey> {
    let mut words = line.split_ascii_whitespace();
    match (words.next(), words.next()) {
        (Some("ssh-ed25519"), Some(base64)) => {
            key_after(SSH_PREFIX, &decode(base64::decode_standard, base64)?)
        }
        (Some(kind), Some(_)) if kind.starts_with("ssh-") || kind.starts_with("ecdsa-") => {
            Err(unreadable(kind).with_needed("ssh-ed25519"))
        }
        _ => Err(unreadable("a line of another kind")),
    }
}

fn read_minisign(base64: &str) -> Result<PublicKey> {
    let bytes = decode(base64::decode_standard, base64)?;
    if bytes.starts_with(MINISIGN_ALGORITHM) && MINISIGN_SECRET_LENGTHS.contains(&bytes.len()) {
        return Err(Code::KeyPrivate.into());
    }
    if !bytes.starts_with(MINISIGN_ALGORITHM) || bytes.len() != MINISIGN_LENGTH {
        return Err(unreadable("another minisign file than a public key"));
    }
    PublicKey::from_slice(&bytes[MINISIGN_LENGTH - 32..])
}

/// A key without anything around it, told from others by its length.
fn read_bare(text: &str) -> Result<PublicKey> {
    match text.len() {
        64 => PublicKey::from_slice(
            &decode_hex(text).ok_or_else(|| unreadable("64 characters, not all of them hexadecimal"))?,
        ),
        44 => PublicKey::from_slice(&decode(base64::decode_standard, text)?),
        43 => PublicKey::from_slice(&decode(base64::decode_url, text)?),
        _ if text.starts_with("RW") => read_minisign(text),
        length => Err(unreadable(&format!("a word of {length} bytes"))),
    }
}

fn key_after(prefix: &[u8], bytes: &[u8]) -> Result<PublicKey> {
    let key = bytes.strip_prefix(prefix).ok_or_else(|| unreadable("a key of another algorithm or form"))?;
    PublicKey::from_slice(key)
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

/// Says what was found without quoting it, as it may be a secret that was given by mistake.
fn unreadable(found: &str) -> Error {
    Error::new(Code::KeyFormat).with_found(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The key of the seed 00 01 … 1f in every format, as OpenSSL, OpenSSH and minisign write them.
    const HEX: &str = "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8";
    const BASE64: &str = "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=";
    const BASE64URL: &str = "A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg";
    const PEM: &str = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAA6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=\n-----END PUBLIC KEY-----\n";
    const SSH: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";
    const MINISIGN: &str = "RWQAAQIDBAUGBwOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";
    /// Two more keys that were made by `ssh-keygen` and by minisign's author.
    const OTHER_SSH: &str =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA6LkI7Dok+pNqBTTyCf2+MhDtCXnDwgfik5c/e8shQn vendor key";
    const OTHER_MINISIGN: &str = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3";
    const OTHER_HEX: &str = "0e8b908ec3a24fa936a0534f209fdbe3210ed0979c3c207e293973f7bcb21427";

    fn parse(text: &str) -> Result<TrustedKeys> {
        TrustedKeys::parse(text.as_bytes())
    }

    fn code(text: &str) -> &'static str {
        parse(text).unwrap_err().code().as_str()
    }

    #[test]
    fn every_format_gives_the_same_key() {
        let expected = parse(HEX).unwrap();
        assert_eq!(
            expected.iter().next().unwrap().key.thumbprint().to_string(),
            "1IG2tMH7J2wbJZnOf8LJzQitKf7LMvoAElsuDMVM54Y"
        );
        for text in [
            &HEX.to_uppercase(),
            &format!("\r\n {HEX}\r\n"),
            BASE64,
            BASE64URL,
            PEM,
            &PEM.replace('\n', "\r\n"),
            PEM.trim_end(),
            &format!("{PEM}\n# twice\n{PEM}"),
            SSH,
            &format!("# vendor\n\n{SSH} licences@vendor.example\n"),
            MINISIGN,
            &format!("untrusted comment: minisign public key 706050403020100\n{MINISIGN}\n"),
            &expected.to_jwk_set(),
        ] {
            assert_eq!(parse(text).unwrap(), expected, "{text}");
        }
    }

    #[test]
    fn keys_of_other_tools_are_read() {
        assert_eq!(parse(OTHER_SSH).unwrap(), parse(OTHER_HEX).unwrap());
        parse(OTHER_MINISIGN).unwrap();
    }

    #[test]
    fn several_blocks_or_lines_are_a_set() {
        assert_eq!(parse(&format!("{SSH}\n{OTHER_SSH}\n")).unwrap().len(), 2);
        let other = format!("{}{}", "MCowBQYDK2VwAyEA", "DouQjsOiT6k2oFNPIJ/b4yEO0JecPCB+KTlz97yyFCc=");
        let block = format!("-----BEGIN PUBLIC KEY-----\n{other}\n-----END PUBLIC KEY-----");
        assert_eq!(parse(&format!("{PEM}{block}")).unwrap().len(), 2);
    }

    #[test]
    fn private_keys_are_refused_as_such() {
        let minisign = |length: usize| {
            let mut bytes = vec![0; length];
            bytes[..4].copy_from_slice(b"EdSc");
            format!("untrusted comment: minisign encrypted secret key\n{}\n", base64::encode_standard(&bytes))
        };
        for text in [
            "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n-----END PRIVATE KEY-----\n",
            "-----BEGIN OPENSSH PRIVATE KEY-----\n",
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\n",
            &format!("{PEM}-----BEGIN EC PRIVATE KEY-----\n"),
            &minisign(158),
            &minisign(104),
        ] {
            assert_eq!(code(text), "key_private", "{text}");
        }
    }

    #[test]
    fn what_is_nearly_a_key_is_refused() {
        for text in [
            &HEX[1..],
            &HEX.replace('a', "g"),
            &BASE64.replace('=', ""),
            &BASE64.replace("bg=", "bh="),
            &BASE64URL.replace("bg", "bh"),
            &format!("{BASE64URL}="),
            &format!("{HEX} {HEX}"),
            &format!("{HEX}\n{HEX}"),
            &format!("{MINISIGN}AA"),
            &MINISIGN.replace("RWQ", "RWR").replace("RW", "RX"),
            &SSH.replace("ssh-ed25519", "ssh-rsa"),
            &SSH.replace("NTE5AAAAIA", "NTE5AAAAIQ"),
            &format!("no-pty {SSH}"),
            "ssh-ed25519",
            &PEM.replace("MCowBQYDK2Vw", "MCowBQYDK2Vu"),
            &PEM.replace("-----END PUBLIC KEY-----", ""),
            &PEM.replace("-----END PUBLIC", "-----END SIGNED"),
            &PEM.replace("A6EHv", "A6 EHv"),
            &format!("{PEM}{HEX}"),
            &PEM.replace("PUBLIC KEY", "CERTIFICATE"),
            "\u{FEFF}ssh",
            "Dear vendor,\nplease find the key attached",
            "[]",
            "# a comment",
        ] {
            assert_eq!(code(text), "key_format", "{text}");
        }
        assert_eq!(TrustedKeys::parse(b"\x89PNG\r\n\x1a\n").unwrap_err().code(), Code::KeyFormat);
        assert_eq!(code(&"0".repeat(64)), "key_weak");
        assert_eq!(parse(&format!("{SSH}\n\nssh-dss AAAA")).unwrap_err().at(), Some("line 3"));
    }

    #[test]
    fn sizes_have_limits() {
        assert_eq!(code(""), "size_empty");
        assert_eq!(code(" \r\n"), "size_empty");
        assert_eq!(code(&" ".repeat(LARGEST + 1)), "size_too_large");
        let loader = include_str!("../../npm/arguments.js");
        assert!(loader.contains(&format!("LARGEST_KEY_FILE = {} << 20;", LARGEST >> 20)));
    }

    #[test]
    fn a_secret_given_by_mistake_is_not_quoted() {
        let secret = HEX.repeat(2);
        for text in [secret.clone(), format!("key {secret}")] {
            assert!(!parse(&text).unwrap_err().to_string().contains(&HEX[..8]));
        }
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>) {
            let _ = TrustedKeys::parse(&bytes);
        }

        #[test]
        fn no_change_of_a_byte_makes_it_panic(format in 0_usize..6, at: proptest::sample::Index, byte: u8) {
            let jwk_set = parse(HEX).unwrap().to_jwk_set();
            let mut bytes = [HEX, BASE64, PEM, SSH, MINISIGN, &jwk_set][format].as_bytes().to_vec();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            let _ = TrustedKeys::parse(&bytes);
        }
    }
}
