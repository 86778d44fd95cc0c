//! Files that hold a private key, in any form that one may have.

use base64::alphabet;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::engine::{DecodePaddingMode, Engine as _};
use serde_json::Value;

/// The most bytes in which a key is looked for. A larger file is taken for one: no document is so large.
pub(super) const LONGEST: u64 = 64 << 20;

/// The fewest letters of base64 in which a key is looked for: a secret of 32 bytes has more.
const SHORTEST: usize = 40;
/// Ed25519 by its object identifier, before a secret of 32 bytes (RFC 8410, section 7).
const ED25519_SECRET: &[u8] = &[0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
/// A key that a passphrase encrypts: PBES2 by its object identifier (RFC 8018, appendix A.4).
const PBES2: &[u8] = &[0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d];

/// How deep texts are looked into that stand in texts: a key in base64 in a JSON file in base64.
const DEPTH: u8 = 3;

/// What a text says that is a private key, in lower case: PEM, PuTTY, age and its plugins, and what OpenSSH has inside
/// its armour.
const FORMS: [&[u8]; 6] = [
    b"private key-----",
    b"private key block-----",
    b"putty-user-key-file-",
    b"age-secret-key-",
    b"age-plugin-",
    b"openssh-key-v1",
];

/// What a text says that may be one, also minisign's and signify's. A licence may say so of what it is for: it is looked
/// for in the file as it stands alone, and not in what it encodes.
const WORDS: [&[u8]; 2] = [b"private key", b"secret key"];

/// The members of a JWK that are secret: of a symmetric key, of pairs of numbers and of curves, of RSA (RFC 7518,
/// section 6), and of the kinds that came later.
const JWK_SECRETS: [&str; 9] = ["k", "d", "p", "q", "dp", "dq", "qi", "oth", "priv"];

/// What reads base64 of either alphabet, once that is one; the end of a run is not looked at.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Whether a file may hold a private key. Rather one too many: who is refused names another file, and a key
/// that is lost can't be made again.
pub(super) fn may_hold_private_key(bytes: &[u8]) -> bool {
    bytes.len() as u64 > LONGEST || holds_key(bytes, DEPTH) || is_bare_key(bytes)
}

fn holds_key(bytes: &[u8], depth: u8) -> bool {
    let Some(deeper) = depth.checked_sub(1) else { return false };
    is_der_key(bytes)
        || [ED25519_SECRET, PBES2].iter().any(|marker| holds(bytes, marker))
        || text_holds_key(&text(bytes), deeper)
}

/// PKCS#8, PKCS#1, SEC 1 and PKCS#12 begin with their version, which nothing public does.
fn is_der_key(bytes: &[u8]) -> bool {
    let content = match bytes {
        [0x30, length, content @ ..] if *length < 0x80 => content,
        [0x30, 0x81, _, content @ ..] | [0x30, 0x82, _, _, content @ ..] => content,
        _ => return false,
    };
    matches!(content, [0x02, 0x01, 0 | 1 | 3, ..])
}

/// The letters of a text in UTF-8 or UTF-16, without the mark that it may begin with.
fn text(bytes: &[u8]) -> Vec<u8> {
    let marks: [&[u8]; 3] = [b"\xEF\xBB\xBF", b"\xFF\xFE", b"\xFE\xFF"];
    let bytes = marks.iter().find_map(|mark| bytes.strip_prefix(*mark)).unwrap_or(bytes);
    bytes.iter().copied().filter(|byte| *byte != 0).collect()
}

fn text_holds_key(text: &[u8], deeper: u8) -> bool {
    let lower = text.to_ascii_lowercase();
    let is_file = deeper + 1 == DEPTH;
    FORMS.iter().any(|form| holds(&lower, form))
        || (is_file && WORDS.iter().any(|word| holds(&lower, word)))
        || json_holds_key(text, deeper).unwrap_or_else(|| is_file && may_have_jwk(&lower))
        || base64_holds_key(text, deeper)
}

/// Whether one of the JSON values that a text is made of holds a key; none where it is no such text.
fn json_holds_key(text: &[u8], deeper: u8) -> Option<bool> {
    let values = serde_json::Deserializer::from_slice(text).into_iter::<Value>();
    values.map(Result::ok).try_fold(false, |holds, value| Some(holds || value_holds_key(&value?, deeper)))
}

fn value_holds_key(value: &Value, deeper: u8) -> bool {
    match value {
        Value::String(text) => holds_key(text.as_bytes(), deeper),
        Value::Array(items) => items.iter().any(|item| value_holds_key(item, deeper)),
        Value::Object(members) => {
            (members.contains_key("kty") && JWK_SECRETS.iter().any(|secret| members.contains_key(*secret)))
                || members.values().any(|value| value_holds_key(value, deeper))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Whether a text in which JSON may stand, among other things or with mistakes, has the members of a secret JWK.
fn may_have_jwk(lower: &[u8]) -> bool {
    let has = |name: &str| holds(lower, format!("\"{name}\"").as_bytes());
    has("kty") && JWK_SECRETS.iter().any(|secret| has(secret))
}

/// Whether base64 in a text is that of a key, in whatever lines it stands and behind whatever word: where the letters
/// before it belong to it nobody knows, so that it is read from each of the four places where it could begin.
fn base64_holds_key(text: &[u8], deeper: u8) -> bool {
    let as_it_is = text.split(|byte| !is_base64(*byte));
    let joined: Vec<u8> = text.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let joined = joined.split(|byte| !is_base64(*byte));
    as_it_is.chain(joined).filter(|run| run.len() >= SHORTEST).any(|run| {
        let run: Vec<u8> = run.iter().map(|byte| standard(*byte)).collect();
        (0..4).any(|start| {
            let run = &run[start..];
            // No bytes end with one letter of four.
            let whole = run.len() - usize::from(run.len() % 4 == 1);
            BASE64.decode(&run[..whole]).is_ok_and(|decoded| holds_key(&decoded, deeper))
        })
    })
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte)
}

/// A letter of the alphabet for addresses as the usual one has it.
fn standard(byte: u8) -> u8 {
    match byte {
        b'-' => b'+',
        b'_' => b'/',
        other => other,
    }
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
    memchr::memmem::find(bytes, part).is_some()
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
        let base64 = |bytes: &[u8]| BASE64.encode(bytes);
        let der = base64(PKCS8);
        // In the midst of what it is known by, and after no whole number of bytes.
        let wrapped = format!("{}\r\n  {}", &der[..15], &der[15..]);
        let twice = base64(base64(pem.as_bytes()).as_bytes());
        let texts = [
            der.clone(),
            der.replace('+', "-").replace('/', "_"),
            wrapped.clone(),
            format!("\u{FEFF}{der}\n"),
            format!("export SIGNING_KEY={der}"),
            format!("a: {der}"),
            format!("key {der}"),
            serde_json::json!({ "data": { "key.pem": twice } }).to_string(),
            serde_json::json!(["-", wrapped]).to_string(),
            serde_json::json!({ "jwk": r#"{"kty":"OKP","crv":"Ed25519","\u0064":"b"}"# }).to_string(),
            base64(br#"{"kty":"OKP","crv":"Ed25519","d":"b"}"#),
        ];
        // RSA, a curve's key and PKCS#12, by how they begin.
        let ders: [&[u8]; 4] = [
            &[0x30, 0x82, 0x04, 0xbd, 2, 1, 0, 0x30, 0x0d, 6, 9],
            &[0x30, 0x82, 0x04, 0xa3, 2, 1, 0, 2, 0x82, 1, 1],
            &[0x30, 0x77, 2, 1, 1, 4, 0x20],
            &[0x30, 0x82, 0x09, 0x61, 2, 1, 3, 0x30, 0x82],
        ];
        let secrets: [&[u8]; 21] = [
            pem.as_bytes(),
            &utf16,
            b"A letter around it\n-----BEGIN ENCRYPTED PRIVATE KEY-----\n",
            b"-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjE",
            b"untrusted comment: minisign encrypted secret key\nRWQ",
            b"PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: aes256-cbc\n",
            b"# created: 2026-01-01T00:00:00Z\n# public key: age1q\nAGE-SECRET-KEY-1QQQ\n",
            b"AGE-PLUGIN-YUBIKEY-1QQQ\n",
            br#"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"a","d":"b"}]}"#,
            br#"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"a","\u0064":"b"}]}"#,
            br#"{"\u006b\u0074\u0079":"OKP","crv":"Ed25519","x":"a","d":"b"}"#,
            br#"{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMko"}"#,
            br#"{"one":1} {"kty":"oct","\u006b":"AyM1"}"#,
            br#"{"kty":"OKP","d":"b",} // with a mistake in it"#,
            br#"{"kty":"AKP","alg":"ML-DSA-44","priv":"b"}"#,
            PKCS8,
            &[&[0x30, 0x81, 0x9b, 0x30, 0x57], PBES2].concat(),
            &[0x9f; 32],
            b"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n",
            b"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
            b"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
        ];
        let secrets = secrets.into_iter().chain(ders).chain(texts.iter().map(|text| text.as_bytes()));
        for secret in secrets {
            assert!(may_hold_private_key(secret), "{}", String::from_utf8_lossy(secret));
        }
    }

    #[test]
    fn documents_and_public_keys_are_none() {
        let key_set = include_bytes!("../../../../tests/fixtures/known-answers/keys.json");
        let license = include_bytes!("../../../../tests/fixtures/known-answers/testlizenz.lic");
        let claims = include_bytes!("../../../../tests/fixtures/known-answers/testlizenz.json");
        // An Ed25519 key, and a seat of somebody called `d` beside a public JWK.
        let spki = [&[0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0][..], &[0x9f; 32]].concat();
        let pem = format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", BASE64.encode(&spki));
        let state = b"{\"key\":{\"jwk\":{\"kty\":\"OKP\",\"x\":\"a\"}}}\n{\"seat\":{\"person\":\"d\"}}\n";
        let payload =
            BASE64.encode(br#"{"name":"Private Key Manager","jwk":{"kty":"OKP","x":"a"},"sub":"d"}"#);
        let jws = format!("e30.{payload}.AAAA");
        let publics: [&[u8]; 10] = [
            key_set,
            license,
            claims,
            b"",
            b"a note of thirty-two characters.",
            b"{}\n",
            &spki,
            pem.as_bytes(),
            state,
            jws.as_bytes(),
        ];
        for public in publics {
            assert!(!may_hold_private_key(public), "{}", String::from_utf8_lossy(public));
        }
    }
}
