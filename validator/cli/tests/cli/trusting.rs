//! `countersign trust`.

use crate::folder::{Folder, known, payload};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

const ISSUER: [&str; 2] = ["--issuer", "https://vendor.example"];

/// A folder with a root, the key of the licence `t.lic`, and a new key.
fn with_keys(name: &str) -> (Folder, String, String) {
    let folder = Folder::with_license(name);
    folder.with_key("root", &["--use", "trust+jwt"]);
    let new = folder.with_key("new", &["--use", "license+jwt", "--use", "revocation-list+jwt"]);
    let keys: Value = serde_json::from_slice(&std::fs::read(folder.0.join("keys.json")).unwrap()).unwrap();
    let old = keys["keys"][0]["kid"].as_str().unwrap().to_owned();
    (folder, old, new)
}

/// The `tru` of an update that the command makes.
fn tru(folder: &Folder, arguments: &[&str]) -> Value {
    let made = folder.done(&[&["trust", "--json", "--key", "root.pem"], arguments].concat());
    let claims = payload(&made);
    assert_eq!(claims["iss"], "https://vendor.example");
    claims["tru"].clone()
}

fn failure(folder: &Folder, arguments: &[&str]) -> String {
    let arguments = [&["trust"], arguments].concat();
    folder.json(&arguments, 3)["error"]["code"].as_str().unwrap().to_owned()
}

#[test]
fn the_first_update_adds_and_retires() {
    let (folder, old, new) = with_keys("trust-first");
    let retire = format!("{old}=before:2026-01-01T00:00:00Z");
    let add = ["--add", "new.json", "--keys", "keys.json", "--retire", &retire];
    let tru = tru(&folder, &[&ISSUER[..], &add].concat());
    assert_eq!(tru["serial"], 1);
    let keys = tru["keys"].as_array().unwrap();
    assert_eq!((keys.len(), &keys[0]["kid"]), (1, &json!(new)));
    assert_eq!(keys[0]["uses"], json!(["license+jwt", "revocation-list+jwt"]));
    assert_eq!(tru["retired"], json!([{ "kid": old, "at": 1_767_225_600, "keep": "before" }]));
}

#[test]
fn the_next_update_says_again_what_the_last_one_said() {
    let (folder, old, new) = with_keys("trust-next");
    let first = ["trust", "--key", "root.pem", "--add", "keys.json", "--out", "1.trust"];
    let told = folder.json(&[&first[..], &ISSUER].concat(), 0);
    assert_eq!((&told["serial"], &told["keys"]), (&json!(1), &json!([old])));
    let retire = format!("{old}=leaked");
    let next = ["--previous", "1.trust", "--add", "new.json", "--retire", &retire];
    let told = folder.json(&[&["trust", "--key", "root.pem", "--out", "2.trust"], &next[..]].concat(), 0);
    assert_eq!((&told["serial"], &told["retired"]), (&json!(2), &json!([old])));
    let third = tru(&folder, &["--previous", "2.trust"]);
    let mut kids: Vec<_> = third["keys"].as_array().unwrap().iter().map(|key| key["kid"].clone()).collect();
    kids.sort_by_key(|kid| *kid != json!(old));
    assert_eq!((&third["serial"], kids), (&json!(3), vec![json!(old), json!(new)]));
    assert_eq!(third["retired"][0]["keep"], "none");
}

#[test]
fn documents_of_a_leaked_key_that_are_listed_stay_good() {
    let (folder, old, _) = with_keys("trust-listed");
    let listed = ["--retire", "keys.json=listed", "--keep", "t.lic"];
    let tru = tru(&folder, &[&ISSUER[..], &listed].concat());
    let digest = Sha256::digest(std::fs::read(known("testlizenz.json")).unwrap());
    assert_eq!(tru["retired"][0]["kid"], json!(old));
    assert_eq!(tru["retired"][0]["keep"], json!([URL_SAFE_NO_PAD.encode(digest)]));
    assert_eq!(
        failure(&folder, &[&["--key", "root.pem"], &ISSUER[..], &listed[..2]].concat()),
        "usage_invalid"
    );
    // A file by another key vouches for nothing here.
    folder.done(&["sign", &known("testlizenz.json"), "--allow-past", "--key", "new.pem", "--out", "n.lic"]);
    let other = ["--key", "root.pem", "--add", "new.json", "--keep", "n.lic"];
    assert_eq!(failure(&folder, &[&other[..], &ISSUER, &listed].concat()), "usage_invalid");
    std::fs::write(folder.0.join("forged.lic"), "-----BEGIN SIGNED LICENSE-----\n").unwrap();
    let forged = ["--key", "root.pem", "--keep", "forged.lic"];
    assert_eq!(failure(&folder, &[&forged[..], &ISSUER, &listed].concat()), "armor_end_missing");
}

#[test]
fn an_update_that_would_do_nothing_or_harm_is_not_made() {
    let (folder, old, new) = with_keys("trust-refused");
    let failure = |more: &[&str]| failure(&folder, &[&["--key", "root.pem"], &ISSUER[..], more].concat());
    for rule in ["", "lost", "before:soon", "before:"] {
        assert_eq!(failure(&["--retire", &format!("{new}={rule}")]), "usage_invalid", "{rule}");
    }
    assert_eq!(failure(&["--retire", &new]), "usage_invalid");
    assert_eq!(failure(&["--retire", "absent.json=leaked"]), "file_unreadable");
    // Nobody knows this key: most likely there is a mistake in its name.
    assert_eq!(failure(&["--retire", &format!("{old}=leaked")]), "usage_invalid");
    assert_eq!(failure(&["--add", "root.json"]), "key_use");
    assert_eq!(failure(&["--add", "root.pem"]), "key_private");
    let root: Value = serde_json::from_slice(&std::fs::read(folder.0.join("root.json")).unwrap()).unwrap();
    let root = format!("{}=leaked", root["keys"][0]["kid"].as_str().unwrap());
    assert_eq!(failure(&["--keys", "root.json", "--retire", &root]), "key_use");
    assert_eq!(failure(&["--previous", "t.lic"]), "header_typ_mismatch");
    folder.done(&["trust", "--key", "new.pem", "--issuer", "https://vendor.example", "--out", "x.trust"]);
    assert_eq!(failure(&["--previous", "x.trust"]), "key_unknown");
}
