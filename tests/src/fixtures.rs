//! The signed fixtures, made from their claims by the product's own signer.

use crate::{armored, folder};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use countersign::issue::{SignedDocument, SigningKey, sign_document};
use countersign::{DocumentType, File, TrustedKey, TrustedKeys, UnixTime, Verifier};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;

/// The issuer of every fixture.
const ISSUER: &str = "https://vendor.example";
/// The one fixture that there is in every carrier.
const IN_EVERY_CARRIER: &str = "ucware-testlizenz";
/// The public half of the key that signs them.
const KEYS: &str = "keys.json";

/// The names of all fixtures, e.g. `ucware-testlizenz`, found by directory.
pub fn names() -> Vec<String> {
    let entries = fs::read_dir(folder("fixtures")).expect("there are fixtures");
    let files = entries.map(|entry| entry.expect("the folder can be read").file_name());
    let mut names: Vec<String> = files
        .filter_map(|file| file.to_str()?.strip_suffix(".json").map(str::to_owned))
        .filter(|name| format!("{name}.json") != KEYS)
        .collect();
    names.sort();
    names
}

/// The claims of a fixture, as its signed files carry them.
pub fn claims(name: &str) -> Vec<u8> {
    read(&format!("{name}.json"))
}

/// The key set that trusts the fixtures.
pub fn trusted_keys() -> TrustedKeys {
    TrustedKeys::parse(&read(KEYS)).expect("the key set is in order")
}

/// The verifier that trusts the fixtures.
pub fn verifier() -> Verifier {
    Verifier::new(trusted_keys())
}

/// The signed fixtures of these names, verified together.
pub fn open(names: &[&str]) -> Vec<File> {
    let files: Vec<(String, Vec<u8>)> = names.iter().map(|name| signed_file(name)).collect();
    verifier().open(files.iter().map(|(name, bytes)| (name.as_str(), &bytes[..]))).files
}

/// A signed fixture, as vendors send it: its file's name and content.
pub fn signed_file(name: &str) -> (String, Vec<u8>) {
    let name = format!("{name}.lic");
    let bytes = read(&name);
    (name, bytes)
}

/// The key that signs the fixtures.
pub fn signing_key() -> SigningKey {
    let pem = String::from_utf8(read("test-key.pem")).expect("PEM is text");
    SigningKey::from_pem(&pem, None).expect("the test key can be read")
}

/// The Testlizenz with 901 users in place of 501, under the signature of the other.
pub fn tampered() -> Vec<u8> {
    let mut jws: Value = serde_json::from_slice(&read("ucware-testlizenz.jws")).expect("a JWS in JSON");
    let claims = String::from_utf8(claims("ucware-testlizenz")).expect("claims in UTF-8");
    jws["payload"] = URL_SAFE_NO_PAD.encode(claims.replace("501", "901")).into();
    armored("SIGNED LICENSE", jws.to_string()).into_bytes()
}

/// Every file below `tests/fixtures` that is made here, by its name.
pub fn files() -> BTreeMap<String, Vec<u8>> {
    let key = signing_key();
    let mut files = BTreeMap::new();
    for name in names() {
        let signed = signed(&name, &key);
        files.insert(format!("{name}.lic"), signed.to_armor().into_bytes());
        if name == IN_EVERY_CARRIER {
            let compact = signed.to_compact().expect("there is one signature");
            files.insert(format!("{name}.jws"), (signed.to_json() + "\n").into_bytes());
            files.insert(format!("{name}.jwt"), (compact + "\n").into_bytes());
        }
    }
    let mut trusted = TrustedKey::new(*key.public_key());
    trusted.issuer = Some(ISSUER.to_owned());
    let mut keys = TrustedKeys::default();
    keys.insert(trusted).expect("an empty set takes a key");
    files.insert(KEYS.to_owned(), keys.to_jwk_set().into_bytes());
    files
}

fn signed(name: &str, key: &SigningKey) -> SignedDocument {
    // The fixtures say themselves when they were issued.
    let never = UnixTime::from_secs(0).expect("0 is an instant");
    sign_document(&claims(name), DocumentType::License, &[key], never)
        .unwrap_or_else(|error| panic!("{name}.json: {error}"))
}

/// A file of the fixtures.
pub fn read(name: &str) -> Vec<u8> {
    fs::read(folder("fixtures").join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}
