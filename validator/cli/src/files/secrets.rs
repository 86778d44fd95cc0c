//! Files that hold a private key, in any form that one may have.

/// The most bytes in which a key is looked for. A larger file is taken for one: no document is so large.
pub(super) const LONGEST: u64 = 64 << 20;

/// Ed25519 by its object identifier, before a secret of 32 bytes (RFC 8410, section 7).
const ED25519_SECRET: &[u8] = &[0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
/// A key that a passphrase encrypts: PBES2 by its object identifier (RFC 8018, appendix A.4).
const PBES2: &[u8] = &[0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d];

/// Whether a file may hold a private key. Rather one too many: who is refused names another file, and a key
/// that is lost can't be made again.
pub(super) fn may_hold_private_key(bytes: &[u8]) -> bool {
    bytes.len() as u64 > LONGEST
        || [ED25519_SECRET, PBES2].iter().any(|marker| holds(bytes, marker))
        || text_holds_key(&text(bytes))
        || is_bare_key(bytes)
}

/// The letters of a text in UTF-8 or UTF-16, in lower case.
fn text(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().filter(|byte| **byte != 0).map(u8::to_ascii_lowercase).collect()
}

fn text_holds_key(text: &[u8]) -> bool {
    // PEM and OpenSSH say the former, minisign and signify the latter; a JWK has the secret in `d`.
    holds(text, b"private key")
        || holds(text, b"secret key")
        || (holds(text, br#""kty""#) && holds(text, br#""d""#))
}

/// A seed alone, or with its public half: as bytes, in hex or in base64. It looks as a public key does.
fn is_bare_key(bytes: &[u8]) -> bool {
    let text = bytes.trim_ascii();
    let is_hex = text.iter().all(u8::is_ascii_hexdigit);
    let is_base64 = text.iter().all(|byte| byte.is_ascii_alphanumeric() || b"+/-_=".contains(byte));
    match text.len() {
        64 | 128 if is_hex => true,
        43 | 44 | 86 | 88 if is_base64 => true,
        _ => matches!(bytes.len(), 32 | 64) && !bytes.is_ascii(),
    }
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PKCS8: &[u8] = &[
        0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20, 1, 2,
        3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29,
        30, 31, 32,
    ];

    #[test]
    fn a_private_key_is_seen_in_every_form() {
        let pem = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2Vw\n-----END PRIVATE KEY-----\n";
        let utf16: Vec<u8> = pem.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let secrets: [&[u8]; 12] = [
            pem.as_bytes(),
            &utf16,
            b"A letter around it\n-----BEGIN ENCRYPTED PRIVATE KEY-----\n",
            b"-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjE",
            b"untrusted comment: minisign encrypted secret key\nRWQ",
            br#"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"a","d":"b"}]}"#,
            PKCS8,
            &[&[0x30, 0x81, 0x9b, 0x30, 0x57], PBES2].concat(),
            &[0x9f; 32],
            b"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n",
            b"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
            b"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
        ];
        for secret in secrets {
            assert!(may_hold_private_key(secret), "{}", String::from_utf8_lossy(secret));
        }
    }

    #[test]
    fn documents_and_public_keys_are_none() {
        let key_set = include_bytes!("../../../../tests/fixtures/known-answers/keys.json");
        let license = include_bytes!("../../../../tests/fixtures/known-answers/testlizenz.lic");
        let claims = include_bytes!("../../../../tests/fixtures/known-answers/testlizenz.json");
        for public in [&key_set[..], license, claims, b"", b"a note of thirty-two characters.", b"{}\n"] {
            assert!(!may_hold_private_key(public), "{}", String::from_utf8_lossy(public));
        }
    }
}
