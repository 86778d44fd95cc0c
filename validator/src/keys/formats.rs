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
            &format!("Vendor key, valid from 2026\nSubject: licences\n\n{PEM}-- \nVendor"),
            &format!("{PEM}{OTHER_HEX}"),
            &PEM.replace('\n', " "),
            &PEM.replace('\n', r"\n"),
            &format!("KEY=\"{}\"", PEM.replace('\n', r"\r\n")),
            &PEM.replace("A6EHv", "A6\u{A0}\u{200B}EHv"),
            &PEM.replace('\n', "\n> "),
            SSH,
            &format!("# vendor\n\n{SSH} licences@vendor.example\n"),
            MINISIGN,
            &format!("untrusted comment: minisign public key 706050403020100\n{MINISIGN}\n"),
            &expected.to_jwk_set(),
        ] {
            assert_eq!(parse(text).unwrap(), expected, "{text}");
            let marked = format!("\u{FEFF}{text}");
            assert_eq!(parse(&marked).unwrap(), expected, "{text}");
            for unit in [u16::to_le_bytes, u16::to_be_bytes] {
                let utf_16: Vec<u8> = marked.encode_utf16().flat_map(unit).collect();
                assert_eq!(TrustedKeys::parse(&utf_16).unwrap(), expected, "{text}");
            }
        }
        let in_latin_1 = [b"Schl\xFCssel\n", PEM.as_bytes()].concat();
        assert_eq!(TrustedKeys::parse(&in_latin_1).unwrap(), expected);
        assert_eq!(TrustedKeys::parse(&der()).unwrap(), expected);
    }

    fn der() -> Vec<u8> {
        base64::decode_standard(PEM.lines().nth(1).unwrap().as_bytes()).unwrap()
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
            &PEM.replace("A6EHv", "A6>EHv"),
            &PEM.replace("A6EHv", "A6\u{200D}EHv"),
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

    /// What is no key that is read, and what is said of it.
    #[test]
    fn what_can_not_be_read_is_named() {
        let block =
            |label: &str, body: &str| format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----\n");
        let spki = |algorithm: &[u8]| {
            base64::encode_standard(
                &[&[0x30, 0x2A, 0x30, 0x05, 0x06, 3][..], algorithm, &[3, 0x21, 0], &[7; 32]].concat(),
            )
        };
        let rsa = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01];
        let pkcs8 = "MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
        let private_der = base64::decode_standard(pkcs8.as_bytes()).unwrap();
        // The beginning of a certificate that OpenSSL made, and the end of one of a key that is encrypted.
        let certificate = base64::decode_standard(b"MIIBPjCB8aADAgECAhQ6AAAA").unwrap();
        let raw = parse(HEX).unwrap().iter().next().unwrap().key.as_bytes().to_vec();
        let pem_cases = [
            (block("CERTIFICATE", "MIIB"), "an X.509 certificate"),
            (block("PGP PUBLIC KEY BLOCK", "Version: 1\n\nmDME"), "an OpenPGP key or message"),
            (block("RSA PUBLIC KEY", "MIIB"), "an RSA key"),
            (block("SIGNED LICENSE", "e30="), "a signed document"),
            (block("PUBLIC KEY", &spki(&rsa)), "an RSA key"),
            (block("PUBLIC KEY", &spki(&[0x2A, 0x86, 0x48, 0xCE, 0x3D, 2, 1])), "an EC key"),
            (block("PUBLIC KEY", &spki(&[0x2B, 0x65, 0x6E])), "an X25519 key"),
            (
                "---- BEGIN SSH2 PUBLIC KEY ----\nComment: \"x\"\nAAAA\n---- END SSH2 PUBLIC KEY ----\n"
                    .into(),
                "an SSH2 public key (RFC 4716)",
            ),
            (format!("[{{\"kty\":\"OKP\",\"x\":\"{BASE64URL}\"}}]"), "a JSON list"),
            ("untrusted comment: signature\nRWQ\ntrusted comment: x\nAA==\n".into(), "a minisign signature"),
            (base64::encode_standard(&der()), "DER in base64 without lines around it"),
            ("sk-ssh-ed25519@openssh.com AAAA".into(), "sk-ssh-ed25519@openssh.com"),
            (PEM[..60].to_owned(), "The -----END line that belongs to the -----BEGIN line is missing"),
        ];
        let binary_cases = [
            (raw, "32 raw bytes"),
            (certificate, "an X.509 certificate"),
            (vec![0; 100], "binary data"),
            (vec![0xFF; 100], "binary data"),
        ];
        for (bytes, found) in
            pem_cases.into_iter().map(|(text, found)| (text.into_bytes(), found)).chain(binary_cases)
        {
            let error = TrustedKeys::parse(&bytes).unwrap_err();
            assert_eq!((error.code(), error.found()), (Code::KeyFormat, Some(found)), "{error}");
        }
        for private in [
            private_der,
            pkcs8.into(),
            block("OPENSSH PRIVATE KEY", "b3Bl").replace('\n', "\\n").into(),
            "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n".into(),
            "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n".into(),
            format!(r#"{{"keys":[{{"kty":"OKP","crv":"Ed25519","x":"{BASE64URL}","d":"{BASE64URL}"}}]}}"#)
                .into(),
        ] {
            assert_eq!(TrustedKeys::parse(&private).unwrap_err().code(), Code::KeyPrivate);
        }
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
