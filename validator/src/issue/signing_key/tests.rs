//! Private keys as they are read and written.

use super::*;

/// The seed 00 01 … 1f, as OpenSSL 3.0 writes it.
const PEM: &str = "-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f
-----END PRIVATE KEY-----
";
const THUMBPRINT: &str = "1IG2tMH7J2wbJZnOf8LJzQitKf7LMvoAElsuDMVM54Y";
const PASSPHRASE: &str = "correct horse";
const PBKDF2: &str = "-----BEGIN ENCRYPTED PRIVATE KEY-----
MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAigKib1zqt5agICA+gw
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEELs0baD6I/kKd+MoINtbKm8EQLR+
YifXwhMaQaS9NzX/TMg/vT+fJiS17asuPwSd4SN25DpbtttuXPakHXJ6AamQd+U5
G59+PvSIM1boY2r9S50=
-----END ENCRYPTED PRIVATE KEY-----
";
const SCRYPT: &str = "-----BEGIN ENCRYPTED PRIVATE KEY-----
MIGTME8GCSqGSIb3DQEFDTBCMCEGCSsGAQQB2kcECzAUBAifSi/pmSuBEQICBAAC
AQgCAQEwHQYJYIZIAWUDBAEqBBD80ngxRdmy3U9Ke6UcRek6BEBAaSw7gcvV4fGU
wrrr+any5RMYewr0LUg10lIMVqwKiR9MdY/ALV3Nn7eecWFjslrDWNj9bvebm+HW
zyDI0OZp
-----END ENCRYPTED PRIVATE KEY-----
";
/// RFC 8410, section 10.3: version 2, with attributes and the public key.
const VERSION_2: &str = "-----BEGIN PRIVATE KEY-----
MHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
oB8wHQYKKoZIhvcNAQkJFDEPDA1DdXJkbGUgQ2hhaXJzgSEAGb9ECWmEzf6FQbrB
Z9w7lshQhqowtrbLDFw4rXAxZuE=
-----END PRIVATE KEY-----
";
const VERSION_2_PUBLIC: &str = "Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=";

fn refusal(pem: &str, passphrase: Option<&str>) -> &'static str {
    SigningKey::from_pem(pem, passphrase).unwrap_err().code().as_str()
}

#[test]
fn reads_and_writes_what_openssl_writes() {
    let key = SigningKey::from_pem(PEM, None).unwrap();
    assert_eq!(key.public_key().thumbprint().to_string(), THUMBPRINT);
    assert_eq!(*key.to_pem().unwrap(), PEM);
    SigningKey::from_pem(PEM.replace('\n', "\r\n"), None).unwrap();
}

#[test]
fn a_key_is_read_whatever_it_has_been_through() {
    let public = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n";
    for (pem, passphrase) in [(PEM, None), (PBKDF2, Some(PASSPHRASE))] {
        for text in [
            format!("\u{FEFF}{pem}"),
            format!("Bag Attributes\n    friendlyName: vendor\n{pem}{public}"),
            format!("{public}{pem}"),
            pem.replace('\n', " "),
            pem.replace('\n', r"\n"),
            format!("SIGNING_KEY=\"{}\"", pem.replace('\n', r"\n")),
            pem.replace('\n', "\u{A0}\n"),
        ] {
            let utf_16 = format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
            for text in [text.into_bytes(), utf_16] {
                let key = SigningKey::from_pem(&text, passphrase).unwrap();
                assert_eq!(key.public_key().thumbprint().to_string(), THUMBPRINT);
            }
        }
    }
}

#[test]
fn what_can_not_be_read_is_named_to_who_has_the_key() {
    let block = |label: &str, body: &str| format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----\n");
    let rsa = "MCkCAQAwDQYJKoZIhvcNAQEBBQAEFQAAAAAAAAAAAAAAAAAAAAAAAAAAAA==";
    let der = base64::decode_standard(PEM.lines().nth(1).unwrap().as_bytes()).unwrap();
    for (pem, found) in [
        (block("OPENSSH PRIVATE KEY", "b3BlbnNzaC1rZXktdjEA"), "an OpenSSH private key"),
        (block("EC PRIVATE KEY", "MHcCAQEEIA=="), "an EC key"),
        (block("RSA PRIVATE KEY", "Proc-Type: 4,ENCRYPTED\n\nMHcC"), "an RSA key"),
        (block("PRIVATE KEY", rsa), "an RSA key"),
        (block("PUBLIC KEY", "MCowBQYDK2VwAyEA"), "a public key"),
        (PEM.repeat(2), "more than one private key"),
        (PEM.replace("MC4", "M:C4"), ":"),
        (PEM[..90].into(), "The -----END line that belongs to the -----BEGIN line is missing"),
        ("{\"kty\":\"OKP\"}".into(), "a JSON document"),
        ("PuTTY-User-Key-File-3: ssh-ed25519\n".into(), "a PuTTY key"),
        ("untrusted comment: minisign encrypted secret key\nRWRT\n".into(), "a minisign key"),
        ("ssh-ed25519 AAAA".into(), "an SSH public key"),
        ("Dear vendor".into(), "no -----BEGIN PRIVATE KEY----- line"),
    ] {
        let error = SigningKey::from_pem(&pem, None).unwrap_err();
        assert_eq!((error.code(), error.found()), (Code::KeyFormat, Some(found)), "{error}");
        assert!(error.remedy().contains("countersign keygen") && !error.to_string().contains("PEM Base64"));
    }
    for (bytes, found) in
        [(der, "DER, which openssl pkey -inform DER turns into PEM"), (vec![0x9C; 32], "32 raw bytes")]
    {
        assert_eq!(SigningKey::from_pem(bytes, None).unwrap_err().found(), Some(found));
    }
}

#[test]
fn a_seed_is_the_whole_key() {
    let key = SigningKey::from_pem(PEM, None).unwrap();
    let again = SigningKey::from_seed(&key.seed()).unwrap();
    assert_eq!(again.public_key(), key.public_key());
    assert_eq!(again.sign(b"message"), key.sign(b"message"));
}

#[test]
fn reads_version_2() {
    let key = SigningKey::from_pem(VERSION_2, None).unwrap();
    let public = crate::TrustedKeys::parse(VERSION_2_PUBLIC.as_bytes()).unwrap();
    assert!(public.get(&key.public_key().thumbprint()).is_some());
    assert!(key.to_pem().unwrap().contains("MC4CAQAwBQYDK2Vw"));
}

#[test]
fn reads_encrypted_keys() {
    for pem in [PBKDF2, SCRYPT] {
        let key = SigningKey::from_pem(pem, Some(PASSPHRASE)).unwrap();
        assert_eq!(key.public_key().thumbprint().to_string(), THUMBPRINT);
        assert_eq!(refusal(pem, None), "key_secret");
        assert_eq!(refusal(pem, Some("")), "key_secret");
    }
    for guess in 0..300 {
        assert_eq!(refusal(PBKDF2, Some(&guess.to_string())), "key_secret");
    }
}

#[test]
fn what_it_encrypts_it_reads() {
    let key = SigningKey::from_pem(PEM, None).unwrap();
    let pems = [0, 1].map(|_| key.to_encrypted_pem(PASSPHRASE).unwrap());
    assert_ne!(pems[0], pems[1], "the salt is another");
    let again = SigningKey::from_pem(&pems[0], Some(PASSPHRASE)).unwrap();
    assert_eq!(again.public_key(), key.public_key());
    assert_eq!(refusal(&pems[0], None), "key_secret");
    assert_eq!(key.to_encrypted_pem("").unwrap_err().code(), Code::KeySecret);
}

#[test]
fn a_public_key_of_another_secret_is_refused() {
    let other = SigningKey::generate().unwrap();
    let mut document = SecretDocument::from_pem(VERSION_2).unwrap().1.as_bytes().to_vec();
    let start = document.len() - 32;
    document[start..].copy_from_slice(other.public_key().as_bytes());
    let document = SecretDocument::try_from(document).unwrap();
    let pem = document.to_pem("PRIVATE KEY", LineEnding::LF).unwrap();
    assert_eq!(refusal(&pem, None), "key_invalid");
}

#[test]
fn other_files_are_refused() {
    for pem in [
        "",
        "PEM",
        &PEM.replace("PRIVATE", "PUBLIC"),
        &PEM.replace("MC4CAQAwBQYDK2Vw", "MC4CAQAwBQYDK2Vu"),
        &PEM.replace("MC4C", "MC4D"),
        &PEM[..90],
    ] {
        assert_eq!(refusal(pem, Some(PASSPHRASE)), "key_format", "{pem}");
    }
}

#[test]
fn new_keys_differ_and_are_not_shown() {
    let (one, two) = (SigningKey::generate().unwrap(), SigningKey::generate().unwrap());
    assert_ne!(one.public_key(), two.public_key());
    assert_eq!(format!("{one:?}"), format!("SigningKey({})", one.public_key().thumbprint()));
}

/// A key as ssh-keygen writes it, with one of its parts as it should not be.
fn openssh(spoil: &str) -> String {
    let string = |bytes: &[u8]| [&(bytes.len() as u32).to_be_bytes()[..], bytes].concat();
    let key = SigningKey::from_pem(PEM, None).unwrap();
    let public = match spoil {
        "public" => [7; 32],
        _ => *key.public_key().as_bytes(),
    };
    let algorithm: &[u8] = if spoil == "algorithm" { b"ssh-ed448" } else { b"ssh-ed25519" };
    let checks: [u8; 8] = if spoil == "checks" { [0, 0, 0, 1, 0, 0, 0, 2] } else { [0, 0, 0, 1, 0, 0, 0, 1] };
    let secret = [&key.seed()[..], if spoil == "secret" { &[8; 32] } else { &public }].concat();
    let padding: &[u8] = if spoil == "padding" { &[1, 2, 4] } else { &[1, 2, 3] };
    let named = [string(algorithm), string(&public)].concat();
    let inner = [&checks[..], &named, &string(&secret), &string(b"me@host"), padding].concat();
    let cipher: &[u8] = if spoil == "cipher" { b"aes256-ctr" } else { b"none" };
    let count = if spoil == "count" { 2_u32 } else { 1 };
    let head = [b"openssh-key-v1\0", &string(cipher)[..], &string(b"none"), &string(b"")].concat();
    let whole = [&head[..], &count.to_be_bytes(), &string(&named), &string(&inner)].concat();
    let whole = match spoil {
        "end" => &whole[..whole.len() - 5],
        _ => &whole[..],
    };
    let body = base64::encode_standard(whole);
    format!("-----BEGIN OPENSSH PRIVATE KEY-----\n{body}\n-----END OPENSSH PRIVATE KEY-----\n")
}

#[test]
fn what_ssh_keygen_writes_is_read_and_what_it_would_not_write_is_refused() {
    let key = SigningKey::from_pem(openssh(""), None).unwrap();
    assert_eq!(key.public_key().thumbprint().to_string(), THUMBPRINT);
    for (spoil, code) in [
        ("public", Code::KeyInvalid),
        ("secret", Code::KeyFormat),
        ("algorithm", Code::KeyFormat),
        ("checks", Code::KeyFormat),
        ("padding", Code::KeyFormat),
        ("count", Code::KeyFormat),
        ("end", Code::KeyFormat),
        ("cipher", Code::KeySecret),
    ] {
        let error = SigningKey::from_pem(openssh(spoil), None).unwrap_err();
        assert_eq!(error.code(), code, "{spoil}: {error}");
    }
    let two = SigningKey::from_pem(format!("{}{PEM}", openssh("")), None).unwrap_err();
    assert_eq!(two.found(), Some("more than one private key"));
}
