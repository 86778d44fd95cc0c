//! The licences of other makers.

use crate::folder::{Folder, known};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signer as _, SigningKey};
use serde_json::{Value, json};

/// Of the documentation of `countersign::jwt`.
const TOKEN: &str = include_str!("../../../src/adapters/jwt/example.jwt");
const TOKEN_KEY: &str = "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8";

fn mapping() -> Value {
    json!({
        "typ": "JWT",
        "iss": "shop.example",
        "aud": "studio",
        "product": "call-studio",
        "account": { "claim": "/sub" },
        "name": { "value": "Studio licence" },
        "holder": { "name": { "claim": "/customer/name" } },
        "without_exp": "perpetual",
        "entitlements": [{ "id": "users", "metric": "user", "quantity": { "claim": "/seats" } }],
    })
}

/// Writes a token, the key that it needs and what it means.
pub(crate) fn write_token(folder: &Folder) {
    folder.write("old.jwt", TOKEN);
    folder.write("map.json", &mapping().to_string());
    folder.write("old.key", TOKEN_KEY);
}

#[test]
fn tokens_of_an_application_are_reported_as_its_mapping_says() {
    let folder = Folder::with_license("jwt");
    write_token(&folder);
    let jwt = ["verify", "old.jwt", "--adapter", "jwt", "--mapping", "map.json", "--keys", "old.key"];
    let verify = |more: &[&str], exit| folder.json(&[&jwt[..], more].concat(), exit);
    let report = verify(&["--usage", "users=19"], 0);
    assert_eq!((&report["product"], &report["account"]), (&"call-studio".into(), &"site-1".into()));
    assert_eq!(report["documents"][0]["status"], "active");
    assert_eq!(report["limits"][0]["available"], 6);
    verify(&["--usage", "users=26"], 1);
    assert_eq!(verify(&["--product", "other"], 1)["documents"][0]["status"], "wrong_product");
    let both = verify(&["t.lic"], 2);
    assert_eq!(both["documents"][1]["error"]["code"], "encoding_segments");
    let text = String::from_utf8(folder.run(&jwt).stdout).unwrap();
    assert!(text.contains("old-1") && text.contains("active") && text.contains("users"), "{text}");
    let check = [&["check", "users"], &jwt[1..], &["--usage", "users=25"]].concat();
    assert_eq!(folder.json(&check, 1)["limit"], 25);
    let preview = [&["preview"], &jwt[2..], &["--add", "old.jwt"]].concat();
    assert_eq!(folder.json(&preview, 0)["differences"][0]["after"]["granted"], 25);
    // Off unless it is asked for.
    let without = folder.json(&["verify", "old.jwt", "--keys", "old.key"], 2);
    assert_eq!(without["documents"][0]["error"]["code"], "header_typ");
    let unkeyed = folder.json(&jwt[..6], 2);
    assert_eq!(unkeyed["documents"][0]["error"]["code"], "key_unknown");
    assert_eq!(verify(&["--max-size", "100"], 2)["documents"][0]["error"]["code"], "size_too_large");
}

/// The application's old tokens beside the licence files that it sells now.
#[test]
fn an_old_token_and_a_new_licence_file_add_up() {
    let folder = Folder::with_license("mixed");
    let claims = json!({
        "iss": "https://vendor.example", "aud": "call-studio", "sub": "site-1",
        "lic": {
            "serial": 1, "name": "New licence", "kind": "standard", "perpetual": true,
            "holder": { "name": "Musterhandel GmbH" },
            "entitlements": [{ "id": "users", "metric": "user", "quantity": 10 }],
        },
    });
    folder.write("new.json", &claims.to_string());
    folder.write("map.json", &mapping().to_string());
    folder.write("old.jwt", TOKEN);
    folder.write("old.key", TOKEN_KEY);
    let signed = folder.run(&["sign", "new.json", "--key", "k.pem", "--out", "new.lic"]);
    assert!(signed.status.success(), "{signed:?}");
    let verify = |more: &[&str], exit| {
        let files = ["verify", "old.jwt", "new.lic", "--adapter", "jwt", "--mapping", "map.json"];
        folder.json(&[&files[..], more].concat(), exit)
    };
    // Only where the mapping says so in so many words.
    let keys = ["--keys", "keys.json", "--adapter-keys", "old.key"];
    for issuer in [None, Some("https://vendor.example")] {
        let mut mapping = mapping();
        if let Some(issuer) = issuer {
            mapping["issuer"] = issuer.into();
        }
        folder.write("map.json", &mapping.to_string());
        assert_eq!(verify(&keys, 3)["error"]["code"], "account_ambiguous");
        let own = verify(&[&keys[..], &["--issuer", "https://vendor.example"]].concat(), 1);
        assert_eq!(own["documents"][0]["status"], "wrong_account");
        assert_eq!(own["limits"][0]["granted"], 10);
    }
    let mut mapping = mapping();
    mapping["native_issuer"] = "https://vendor.example".into();
    folder.write("map.json", &mapping.to_string());
    let report = verify(&keys, 0);
    assert_eq!(report["limits"][0]["granted"], 35);
    // No key of the one kind is trusted for the other.
    let swapped = verify(&["--keys", "old.key", "--adapter-keys", "keys.json"], 2);
    let codes: Vec<_> =
        swapped["documents"].as_array().unwrap().iter().map(|row| &row["error"]["code"]).collect();
    assert_eq!(codes, ["signature_invalid", "key_unknown"]);
    // What is neither is told as by itself.
    folder.write("letter.txt", "Dear customer");
    let letter = verify(&["letter.txt", "--keys", "keys.json", "--adapter-keys", "old.key"], 2);
    assert_eq!(letter["documents"][2]["error"]["code"], "armor_missing");
}

/// A licence file of Keygen's form, encrypted where there are other contents than plain ones.
fn keygen_file(enc: &str, alg: &str) -> (String, String) {
    let key = SigningKey::from_bytes(&[9; 32]);
    let sig = STANDARD.encode(key.sign(format!("license/{enc}").as_bytes()).to_bytes());
    let json = json!({ "enc": enc, "sig": sig, "alg": alg }).to_string();
    let file =
        format!("-----BEGIN LICENSE FILE-----\n{}\n-----END LICENSE FILE-----\n", STANDARD.encode(json));
    (file, STANDARD.encode(key.verifying_key().as_bytes()))
}

#[test]
fn files_of_keygen_are_reported_like_any_licence() {
    let folder = Folder::new("keygen");
    let contents = json!({
        "data": {
            "id": "L1", "type": "licenses",
            "attributes": { "name": "Team", "expiry": "2025-01-01T00:00:00Z", "suspended": false, "maxUsers": 20 },
            "relationships": { "product": { "data": { "type": "products", "id": "P1" } } },
        },
        "meta": { "issued": "2024-01-01T00:00:00Z", "expiry": null },
    });
    let (file, key) = keygen_file(&STANDARD.encode(contents.to_string()), "base64+ed25519");
    folder.write("team.lic", &file);
    folder.write("keygen.key", &key);
    let keygen = ["--adapter", "keygen", "--keys", "keygen.key"];
    let verify = |more: &[&str], exit| folder.json(&[&["verify"], more, &keygen[..]].concat(), exit);
    let report = verify(&["team.lic", "--at", "2024-05-01T00:00:00Z", "--usage", "users=19"], 0);
    assert_eq!((&report["product"], &report["account"]), (&"P1".into(), &"L1".into()));
    assert_eq!(report["limits"][1]["available"], 1);
    let own = verify(&["team.lic", "--at", "2024-05-01T00:00:00Z", "--account", "site-1"], 0);
    assert_eq!(own["account"], "site-1");
    verify(&["team.lic", "--at", "2024-05-01T00:00:00Z", "--usage", "users=21"], 1);
    let issuer = |more: &[&str]| {
        let files = ["team.lic", "--at", "2024-05-01T00:00:00Z"];
        verify(&[&files[..], more].concat(), 0)["documents"][0]["issuer"].as_str().unwrap().to_owned()
    };
    assert!(issuer(&[]).starts_with("keygen:"));
    assert_eq!(issuer(&["--native-issuer", "https://vendor.example"]), "https://vendor.example");
    let empty = verify(&["team.lic", "--native-issuer", ""], 3);
    assert_eq!(empty["error"]["code"], "usage_invalid");
    assert_eq!(verify(&["team.lic", "--at", "2025-01-01T00:00:00Z"], 1)["documents"][0]["status"], "expired");
    // Genuine, but closed to whoever has no licence key: it does not count, and is no forgery.
    let part = |length: usize| STANDARD.encode(vec![0; length]);
    let (closed, _) = keygen_file(&[part(32), part(12), part(16)].join("."), "aes-256-gcm+ed25519");
    folder.write("closed.lic", &closed);
    assert_eq!(verify(&["closed.lic"], 1)["documents"][0]["error"]["code"], "key_secret");
    assert_eq!(
        verify(&["closed.lic", "--license-key", "wrong"], 1)["documents"][0]["error"]["code"],
        "key_secret"
    );
    assert_eq!(
        verify(&[&known("testlizenz.lic")], 2)["documents"][0]["error"]["code"],
        "armor_label_unknown"
    );
    let host = verify(&["team.lic", "--fingerprint", "f", "--host", "CS1-00000"], 3);
    assert_eq!(host["error"]["code"], "lock_code_invalid");
}
