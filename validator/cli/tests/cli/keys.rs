//! `countersign keygen` and `keys`.

use crate::folder::{Folder, known};
use serde_json::{Value, json};
use std::fs;

fn set(folder: &Folder, name: &str) -> Value {
    serde_json::from_slice(&fs::read(folder.0.join(name)).unwrap()).unwrap()
}

#[test]
fn a_passphrase_encrypts_the_private_key() {
    let folder = Folder::new("passphrase");
    folder.write("secret.txt", "correct horse\nbattery\n");
    folder.with_key("k", &["--passphrase-file", "secret.txt"]);
    let pem = fs::read_to_string(folder.0.join("k.pem")).unwrap();
    assert!(pem.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"), "{pem}");
    let sign = ["sign", &known("testlizenz.json"), "--allow-past", "--key", "k.pem"];
    assert_eq!(folder.json(&sign, 3)["error"]["code"], "key_secret");
    folder.done(&[&sign[..], &["--passphrase-file", "secret.txt"]].concat());
    let derived = folder.json(&["keys", "k.pem", "--passphrase-file", "secret.txt"], 0);
    assert_eq!(derived["keys"][0]["thumbprint"], set(&folder, "k.json")["keys"][0]["kid"]);
    folder.write("empty.txt", "\n");
    let empty =
        ["keygen", "--out", "e.pem", "--public", "e.json", "--issuer", "x", "--passphrase-file", "empty.txt"];
    assert_eq!(folder.json(&empty, 3)["error"]["code"], "key_secret");
    assert!(!folder.0.join("e.json").exists());
}

#[test]
fn a_key_says_what_it_is_trusted_for() {
    let folder = Folder::new("limits");
    let period = ["--nbf", "2027-01-01", "--exp", "2027-12-31"];
    folder.with_key("k", &[&["--product", "a", "--product", "b"], &period[..]].concat());
    let key = &set(&folder, "k.json")["keys"][0];
    assert_eq!(key["products"], json!(["a", "b"]));
    assert_eq!((&key["nbf"], &key["exp"]), (&json!(1_798_761_600), &json!(1_830_297_600)));
    let never =
        ["keygen", "--out", "n.pem", "--public", "n.json", "--issuer", "x", "--nbf", "2", "--exp", "2"];
    assert_eq!(folder.json(&never, 3)["error"]["code"], "usage_invalid");
}

#[test]
fn sets_are_derived_joined_and_split() {
    let folder = Folder::new("sets");
    let [one, two] = ["one", "two"].map(|name| folder.with_key(name, &[]));
    folder.done(&["keys", "one.pem", "--issuer", "https://vendor.example", "--out", "derived.json"]);
    assert_eq!(set(&folder, "derived.json"), set(&folder, "one.json"));
    let joined = folder.json(&["keys", "one.json", "derived.json", "two.json", "--out", "both.json"], 0);
    assert_eq!(joined["keys"].as_array().unwrap().len(), 2);
    folder.done(&["keys", "both.json", "--only", &two, "--out", "split.json"]);
    assert_eq!(set(&folder, "split.json"), set(&folder, "two.json"));
    assert_eq!(folder.json(&["keys", "two.json", "--only", &one], 3)["error"]["code"], "usage_invalid");
    let printed = folder.done(&["keys", "two.json", "--out", "-"]);
    assert_eq!(serde_json::from_str::<Value>(&printed).unwrap(), set(&folder, "two.json"));
    // What a set says of a key stands; only a key without an issuer takes the options.
    let kept = folder.json(&["keys", "one.json", "two.pem", "--issuer", "other", "--product", "p"], 0);
    let row =
        |kid: &str| kept["keys"].as_array().unwrap().iter().find(|row| row["thumbprint"] == kid).unwrap();
    assert_eq!((&row(&one)["issuer"], row(&one).get("products")), (&json!("https://vendor.example"), None));
    assert_eq!((&row(&two)["issuer"], &row(&two)["products"]), (&json!("other"), &json!(["p"])));
}

#[test]
fn a_thumbprint_is_shown_as_it_is_read_out() {
    let folder = Folder::new("read-out");
    let kid = folder.with_key("k", &["--use", "license+jwt"]);
    let told = folder.done(&["keys", "k.json"]);
    let groups = told.lines().find_map(|line| line.strip_prefix("read out")).unwrap().trim();
    assert_eq!(groups.replace(' ', ""), kid);
    assert!(groups.split(' ').all(|group| group.len() <= 4));
    assert!(told.contains("signs       license+jwt\n"), "{told}");
    folder.write("bad.txt", "no key at all");
    assert_eq!(folder.json(&["keys", "bad.txt"], 3)["error"]["code"], "key_format");
}
