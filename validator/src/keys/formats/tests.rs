//! Keys in every format, and what is nearly one.

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
    let block = |label: &str, body: &str| format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----\n");
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
            "---- BEGIN SSH2 PUBLIC KEY ----\nComment: \"x\"\nAAAA\n---- END SSH2 PUBLIC KEY ----\n".into(),
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
        format!(r#"{{"keys":[{{"kty":"OKP","crv":"Ed25519","x":"{BASE64URL}","d":"{BASE64URL}"}}]}}"#).into(),
    ] {
        assert_eq!(TrustedKeys::parse(&private).unwrap_err().code(), Code::KeyPrivate);
    }
}

#[test]
fn sizes_have_limits() {
    assert_eq!(code(""), "size_empty");
    assert_eq!(code(" \r\n"), "size_empty");
    assert_eq!(code(&" ".repeat(LARGEST + 1)), "size_too_large");
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
