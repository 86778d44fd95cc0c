//! Files made here in Keygen's way. Those that Keygen made are tested in the workspace's `tests`.

use super::*;
use crate::documents::license::Quantity;
use crate::error::{Code, Error, Result};
use crate::values::base64;
use crate::values::time::UnixTime;
use aes_gcm::aead::Aead as _;
use aes_gcm::{Aes256Gcm, KeyInit as _};
use ed25519_dalek::{Signer as _, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const LICENSE_KEY: &str = "B10760-1B177D";
const FINGERPRINT: &str = "198e9fe5";

fn signing_key() -> SigningKey {
    SigningKey::from_bytes(&[9; 32])
}

fn keys() -> KeygenKeys {
    let hex: String =
        signing_key().verifying_key().as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    KeygenKeys::parse(hex.as_bytes()).unwrap()
}

fn secrets() -> KeygenSecrets {
    KeygenSecrets { license_key: LICENSE_KEY.into(), fingerprint: Some(FINGERPRINT.into()) }
}

fn envelope(label: &str, json: &Value) -> String {
    let body = base64::encode_standard(json.to_string().as_bytes());
    let lines: Vec<_> = body.as_bytes().chunks(60).map(|line| std::str::from_utf8(line).unwrap()).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}

fn signed(label: &str, prefix: &str, enc: &str, alg: &str) -> String {
    let signature = signing_key().sign(format!("{prefix}{enc}").as_bytes()).to_bytes();
    envelope(label, &json!({"enc": enc, "sig": base64::encode_standard(&signature), "alg": alg}))
}

fn plain(contents: &Value) -> String {
    let enc = base64::encode_standard(contents.to_string().as_bytes());
    signed("LICENSE FILE", "license/", &enc, "base64+ed25519")
}

fn encrypted(label: &str, prefix: &str, contents: &Value, secret: &str) -> String {
    let nonce = [5; 12];
    let key = Sha256::digest(secret);
    let sealed = Aes256Gcm::new(&key).encrypt(&nonce.into(), contents.to_string().as_bytes()).unwrap();
    let (ciphertext, tag) = sealed.split_at(sealed.len() - 16);
    let enc = [ciphertext, &nonce, tag].map(base64::encode_standard).join(".");
    signed(label, prefix, &enc, "aes-256-gcm+ed25519")
}

fn license() -> Value {
    json!({
        "data": {
            "id": "L1",
            "type": "licenses",
            "attributes": {
                "name": "Ex\u{202E}ample", "key": LICENSE_KEY, "expiry": "2025-01-01T00:00:00.000Z", "status": "ACTIVE",
                "suspended": false, "maxMachines": 3, "maxUsers": null,
                "metadata": {"seats": 1.5, "note": "two\nlines", "sites": [{"city": "Berlin"}, null]}
            },
            "relationships": {
                "product": {"data": {"type": "products", "id": "P1"}},
                "policy": {"data": {"type": "policies", "id": "Y1"}},
                "group": {"data": null},
                "entitlements": {"data": [{"type": "entitlements", "id": "E1"}, {"type": "entitlements", "id": "E2"}]},
                "machines": {"meta": {"count": 0}}
            }
        },
        "included": [
            {"id": "P1", "type": "products", "attributes": {"name": "Product"}},
            {"id": "E1", "type": "entitlements", "attributes": {"name": "Support", "code": "SUPPORT"}}
        ],
        "meta": {"issued": "2024-01-01T01:00:00.5+01:00", "expiry": "2024-02-01T00:00:00.431Z", "ttl": 2678400}
    })
}

fn machine(license: &Value) -> Value {
    json!({
        "data": {
            "id": "M1",
            "type": "machines",
            "attributes": {"fingerprint": FINGERPRINT, "name": null, "metadata": {}},
            "relationships": {"license": {"data": {"type": "licenses", "id": "L1"}}}
        },
        "included": [license["data"]],
        "meta": {"issued": "2024-01-01T00:00:00Z", "expiry": null}
    })
}

/// The value without the member at the pointer's end.
fn without(mut value: Value, pointer: &str) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    value.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name).unwrap();
    value
}

fn with(mut value: Value, pointer: &str, member: Value) -> Value {
    *value.pointer_mut(pointer).unwrap() = member;
    value
}

fn verify(file: &str) -> Result<VerifiedKeygenFile> {
    KeygenFile::read(file.as_bytes())?.verify(&keys())
}

fn contents(file: &str) -> Result<KeygenContents> {
    verify(file)?.contents(Some(&secrets()))
}

fn code<T: std::fmt::Debug>(result: Result<T, Error>) -> &'static str {
    result.unwrap_err().code().as_str()
}

fn at(secs: i64) -> UnixTime {
    UnixTime::from_secs(secs).unwrap()
}

#[test]
fn a_license_file_says_what_it_holds() {
    let contents = contents(&plain(&license())).unwrap();
    assert_eq!(contents.issued.to_string(), "2024-01-01T00:00:00Z");
    assert_eq!(contents.machine, None);
    let license = contents.license.unwrap();
    assert_eq!(license.name.as_deref(), Some("Ex\u{FFFD}ample"));
    assert_eq!(license.expires.unwrap().to_string(), "2025-01-01T00:00:00Z");
    let labels = [&license.product, &license.policy].map(|reference| reference.as_ref().unwrap().label());
    assert_eq!(labels, ["Product", "Y1"]);
    assert_eq!(license.max_machines, Some(Quantity::Limited(3)));
    assert_eq!((license.max_users, license.max_cores), (Some(Quantity::Unlimited), None));
    assert_eq!(license.metadata["seats"], "1.5");
    assert_eq!(license.metadata["note"], "two\nlines");
    assert_eq!(license.metadata["sites[0].city"], "Berlin");
    assert_eq!(license.metadata["sites[1]"], "null");
    let codes: Vec<_> = contents.entitlements.iter().map(|e| (e.id.as_str(), e.code.as_deref())).collect();
    assert_eq!(codes, [("E1", Some("SUPPORT")), ("E2", None)]);
}

#[test]
fn a_machine_file_has_its_licence_where_it_is_included() {
    let whole = machine(&license());
    let secret = format!("{LICENSE_KEY}{FINGERPRINT}");
    let opened = contents(&encrypted("MACHINE FILE", "machine/", &whole, &secret)).unwrap();
    assert_eq!(opened.machine.unwrap().fingerprint, FINGERPRINT);
    assert_eq!(opened.license.unwrap().id, "L1");
    let alone = without(whole, "/included");
    let opened = contents(&encrypted("MACHINE FILE", "machine/", &alone, &secret)).unwrap();
    assert_eq!((opened.license, opened.file_expires), (None, None));
}

#[test]
fn both_lives_must_hold() {
    let opened = contents(&plain(&license())).unwrap();
    let end = opened.file_expires.unwrap().as_secs();
    // The file ends in the midst of a second, which still counts from its beginning.
    assert_eq!(end, 1_706_745_601);
    assert_eq!(opened.status_at(at(end - 1)), KeygenStatus::Active);
    assert_eq!(opened.status_at(at(end)), KeygenStatus::Expired);

    let forever = with(license(), "/meta/expiry", Value::Null);
    let opened = contents(&plain(&forever)).unwrap();
    assert_eq!(opened.end(), Some(at(1_735_689_600)));
    assert_eq!(opened.status_at(at(1_735_689_599)), KeygenStatus::Active);
    assert_eq!(opened.status_at(at(1_735_689_600)), KeygenStatus::Expired);

    let forever = with(forever, "/data/attributes/expiry", Value::Null);
    let opened = contents(&plain(&forever)).unwrap();
    assert_eq!(opened.end(), None);
    assert_eq!(opened.status_at(UnixTime::MAX), KeygenStatus::Active);

    let suspended = with(forever, "/data/attributes/suspended", json!(true));
    assert_eq!(contents(&plain(&suspended)).unwrap().status_at(at(0)), KeygenStatus::Suspended);
}

#[test]
fn a_bad_date_never_means_never() {
    for pointer in ["/meta/expiry", "/meta/issued", "/data/attributes/expiry"] {
        assert_eq!(code(contents(&plain(&without(license(), pointer)))), "claims_missing", "{pointer}");
        for (date, expected) in [
            (json!(""), "claims_value"),
            (json!("2024-02-30T00:00:00Z"), "claims_value"),
            (json!("2024-02-01"), "claims_value"),
            (json!("2024-02-01T00:00:00"), "claims_value"),
            (json!("1969-12-31T23:59:59Z"), "claims_value"),
            (json!(1_706_745_600), "claims_type"),
            (json!(false), "claims_type"),
        ] {
            assert_eq!(code(contents(&plain(&with(license(), pointer, date)))), expected, "{pointer}");
        }
    }
}

#[test]
fn genuine_is_known_before_the_contents_are() {
    let file = verify(&encrypted("LICENSE FILE", "license/", &license(), LICENSE_KEY)).unwrap();
    assert!(file.is_encrypted());
    assert_eq!(file.kind(), KeygenKind::LicenseFile);
    assert_eq!(code(file.contents(None)), "key_secret");
    let wrong = KeygenSecrets { license_key: "B10760".into(), fingerprint: None };
    assert_eq!(code(file.contents(Some(&wrong))), "key_secret");
    assert_eq!(file.contents(Some(&secrets())).unwrap().license.unwrap().id, "L1");
    assert!(!format!("{:?}", secrets()).contains(LICENSE_KEY));

    let machine = encrypted("MACHINE FILE", "machine/", &machine(&license()), LICENSE_KEY);
    let error = verify(&machine).unwrap().contents(Some(&wrong)).unwrap_err();
    assert_eq!((error.code(), error.needed()), (Code::KeySecret, Some("the fingerprint of the machine")));
}

#[test]
fn only_a_registered_key_makes_a_file_genuine() {
    let file = || KeygenFile::read(plain(&license()).as_bytes()).unwrap();
    assert_eq!(code(file().verify(&KeygenKeys::default())), "key_unknown");
    let demo = b"e8601e48b69383ba520245fd07971e983d06d22c4257cfd82304601479cee788";
    let mut several = KeygenKeys::parse(demo).unwrap();
    assert_eq!(code(file().verify(&several)), "signature_invalid");
    several.extend(keys()).unwrap();
    several.extend(keys()).unwrap();
    assert_eq!(file().verify(&several).unwrap().signer().as_bytes().len(), 32);
}

#[test]
fn a_file_is_not_one_of_the_other_kind() {
    let contents = base64::encode_standard(license().to_string().as_bytes());
    let relabelled = signed("MACHINE FILE", "license/", &contents, "base64+ed25519");
    assert_eq!(code(verify(&relabelled)), "signature_invalid");
    let signed_so = signed("MACHINE FILE", "machine/", &contents, "base64+ed25519");
    assert_eq!(code(verify(&signed_so).unwrap().contents(None)), "claims_value");
}

#[test]
fn the_envelope_is_strict() {
    let good = json!({"enc": "e30=", "sig": base64::encode_standard(&[0; 64]), "alg": "base64+ed25519"});
    let read = |json: Value| KeygenFile::read(envelope("LICENSE FILE", &json).as_bytes());
    assert!(read(good.clone()).is_ok());
    for (json, expected) in [
        (without(good.clone(), "/sig"), "json_envelope"),
        (with(good.clone(), "/sig", Value::Null), "json_envelope"),
        (json!({"enc": "e30=", "sig": "", "alg": "base64+ed25519", "key": ""}), "json_envelope"),
        (with(good.clone(), "/alg", json!("base64+Ed25519")), "header_alg"),
        (with(good.clone(), "/alg", json!("base64+rsa-sha256")), "header_alg"),
        (with(good.clone(), "/alg", json!("none")), "header_alg"),
        (with(good.clone(), "/enc", json!("e30")), "encoding_padding"),
        (with(good.clone(), "/enc", json!("e31=")), "encoding_trailing_bits"),
        (with(good.clone(), "/sig", json!("\u{E9}")), "encoding_base64"),
        (with(good.clone(), "/alg", json!("aes-256-gcm+ed25519")), "encoding_segments"),
        (json!({"enc": "AA==.AA==.AA==", "sig": "", "alg": "aes-256-gcm+ed25519"}), "encoding_padding"),
    ] {
        assert_eq!(code(read(json.clone())), expected, "{json}");
    }
    assert_eq!(
        code(read(with(good.clone(), "/sig", json!("AAAA"))).unwrap().verify(&keys())),
        "signature_malformed"
    );
    assert_eq!(code(KeygenFile::read(envelope("SIGNED LICENSE", &good).as_bytes())), "armor_label_unknown");
    assert_eq!(code(KeygenFile::read(good.to_string().as_bytes())), "armor_missing");
    assert_eq!(code(KeygenFile::read(b"")), "size_empty");
}

#[test]
fn contents_of_another_form_are_refused() {
    for enc in ["", "{}", "[1", "{\"data\":5}"] {
        let file =
            signed("LICENSE FILE", "license/", &base64::encode_standard(enc.as_bytes()), "base64+ed25519");
        let code = code(contents(&file));
        assert!(["json_syntax", "claims_missing", "claims_type"].contains(&code), "{enc} {code}");
    }
}

/// Published by Keygen with its examples, and signed with the key of its demonstration account.
const SIGNED_KEY: &str = "key/eyJ0ZXN0IjoxfQ==._f34UAAtNKM8TXGLlnblBGCLSy22Oa_gjp4jn0CpvEuwQ2gAcH0IntFKwtbyV5iWnH9_x8l0R144oHp2_GviAw==";

#[test]
fn a_signed_licence_key_is_verified() {
    let demo =
        KeygenKeys::parse(b"e8601e48b69383ba520245fd07971e983d06d22c4257cfd82304601479cee788").unwrap();
    let verify = |text: &str| KeygenKey::read(text.as_bytes())?.verify(&demo);
    assert_eq!(verify(SIGNED_KEY).unwrap().data(), br#"{"test":1}"#);
    assert!(verify(&format!(" {}\r\n", SIGNED_KEY.trim_end_matches('='))).is_ok());
    assert!(KeygenKey::is_one(SIGNED_KEY.as_bytes()) && !KeygenKey::is_one(b"-----BEGIN"));
    for (text, expected) in [
        (SIGNED_KEY.replace("eyJ0", "eyJ1"), "signature_invalid"),
        (SIGNED_KEY.replace("._f3", "._f4"), "signature_invalid"),
        (SIGNED_KEY.replace("fQ==", "fQ"), "signature_invalid"),
        (SIGNED_KEY.replace("fQ==", "fR=="), "encoding_trailing_bits"),
        (SIGNED_KEY.replace("GviAw==", "Gvi"), "signature_malformed"),
        (SIGNED_KEY.replace('.', ""), "encoding_segments"),
        (SIGNED_KEY.replace("==.", "==.."), "encoding_base64"),
        (SIGNED_KEY.replace("key/", "Key/"), "armor_missing"),
        ("key/.".into(), "signature_malformed"),
    ] {
        assert_eq!(code(verify(&text)), expected, "{text}");
    }
    assert_eq!(code(KeygenKey::read(SIGNED_KEY.as_bytes()).unwrap().verify(&keys())), "signature_invalid");
}
