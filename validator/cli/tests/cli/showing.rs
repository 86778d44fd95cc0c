//! `countersign show`.

use crate::folder::{Folder, fixture};
use serde_json::{Value, json};
use std::fs;

const AT: [&str; 4] = ["--keys", "keys.json", "--at", super::AT];

/// A folder with the keys of the fixtures and some of their files.
fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    for name in ["keys.json", "ucware-testlizenz.lic", "orange-uce-base.lic", "orange-uce-emergency.lic"] {
        fs::copy(fixture(name), folder.0.join(name)).unwrap();
    }
    folder
}

fn text(folder: &Folder, more: &[&str], exit: i32) -> String {
    let output = folder.run(&[&["show"], more, &AT[..]].concat());
    assert_eq!(output.status.code(), Some(exit), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn has(text: &str, label: &str, value: &str) -> bool {
    let is_it = |line: &str| line.trim_start().starts_with(label) && line.ends_with(&format!("  {value}"));
    text.lines().any(is_it)
}

#[test]
fn every_claim_of_a_licence_is_shown() {
    let folder = folder("show-license");
    let claims: Value =
        serde_json::from_slice(&fs::read(fixture("ucware-testlizenz.json")).unwrap()).unwrap();
    let shown = text(&folder, &["ucware-testlizenz.lic"], 0);
    fn texts(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::String(text) => found.push(text.clone()),
            Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
            Value::Object(members) => members.values().for_each(|value| texts(value, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    texts(&claims, &mut found);
    assert!(found.len() > 30);
    for text in found {
        assert!(shown.contains(&text), "{text} is not in {shown}");
    }
    for (label, value) in [
        ("ends", "2100-01-01T00:00:00Z"),
        ("end of its grace", "2100-01-08T00:00:00Z"),
        ("de", "Benutzer"),
        ("quantity", "501"),
        ("product", "ucware"),
    ] {
        assert!(has(&shown, label, value), "{label} {value}: {shown}");
    }
    let json = folder.json(&[&["show", "ucware-testlizenz.lic"], &AT[..]].concat(), 0);
    assert_eq!(json["documents"][0]["claims"], claims);
    assert_eq!(json["documents"][0]["status"], "active");
}

#[test]
fn the_payload_is_printed_as_it_was_signed() {
    let folder = folder("show-claims");
    let printed = folder.run(&["show", "orange-uce-base.lic", "--claims", "--keys", "keys.json"]).stdout;
    let signed = fs::read(fixture("orange-uce-base.json")).unwrap();
    assert_eq!(printed, [&signed[..], b"\n"].concat());
}

#[test]
fn nothing_is_shown_of_what_is_not_authentic() {
    let folder = folder("show-forged");
    let output = folder.run(&["show", "ucware-testlizenz.lic", "--at", super::AT]);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(told.contains("key_unknown") && !told.contains("Musterfirma"), "{told}");
    let none = folder.run(&["show", "ucware-testlizenz.lic", "--claims"]);
    assert!(none.status.code() == Some(2) && none.stdout.is_empty(), "{none:?}");
    let json = folder.json(&["show", "ucware-testlizenz.lic"], 2);
    assert_eq!(json["documents"][0]["error"]["code"], "key_unknown");
    assert_eq!(folder.json(&["show"], 3)["error"]["code"], "usage_invalid");
}

#[test]
fn files_of_several_products_are_shown_side_by_side() {
    let folder = folder("show-several");
    let both = ["ucware-testlizenz.lic", "orange-uce-base.lic"];
    let shown = text(&folder, &both, 0);
    assert!(shown.contains("Testlizenz") && shown.contains("Orange[uc]e"), "{shown}");
    let json = folder.json(&[&["show"], &both[..], &AT[..]].concat(), 0);
    assert_eq!(json["documents"][1].get("status"), None);
    // What does not count is told by the exit code, as by verify.
    let ended =
        folder.json(&[&["show", "orange-uce-base.lic", "orange-uce-emergency.lic"], &AT[..]].concat(), 1);
    assert_eq!(ended["documents"][1]["status"], "expired");
}

#[test]
fn lists_updates_and_requests_say_what_they_do() {
    let folder = folder("show-others");
    folder.with_key("root", &["--use", "trust+jwt"]);
    let new = folder.with_key("new", &[]);
    let site = folder.with_installation("site");
    let issuer = ["--issuer", "https://vendor.example"];
    folder.done(
        &[&["trust", "--key", "root.pem", "--add", "new.json", "--out", "1.trust"], &issuer[..]].concat(),
    );
    let due = ["--product", "p", "--next-update", "2100-01-01", "--reason", "returned", "--out", "1.rev"];
    folder.done(&[&["revoke", "A", "B:2", "--key", "new.pem"], &due[..], &issuer].concat());
    let wish = ["--emergency", "users", "--usage", "users=20", "--key", "site.pem", "--at", "2014-05-01"];
    let contact = ["--contact-name", "Sandra Singer", "--reason", "Trade fair", "--out", "wish"];
    let base = ["request", "orange-uce-base.lic", "--keys", "keys.json"];
    folder.done(&[&base, &wish[..], &contact].concat());

    let keys = ["--keys", "root.json", "--keys", "new.json"];
    let shown = text(&folder, &[&["1.trust", "1.rev"], &keys[..]].concat(), 0);
    for (label, value) in [
        ("what it does", "revokes 2 of this issuer and product, from the moment it is loaded"),
        ("next update", "2100-01-02T00:00:00Z"),
        ("reason", "returned"),
        ("kid", new.as_str()),
    ] {
        assert!(has(&shown, label, value), "{label} {value}: {shown}");
    }
    let shown = text(&folder, &["wish", "--keys", "site.json"], 0);
    for (label, value) in [
        ("asks for", "10 more of users, of which 20 of 20 are in use"),
        ("asked by", &format!("installation {site}")),
        ("name", "Sandra Singer"),
        ("reason", "Trade fair"),
    ] {
        assert!(has(&shown, label, value), "{label} {value}: {shown}");
    }
}

#[test]
fn a_licence_of_another_maker_is_shown_as_it_was_understood() {
    let folder = Folder::new("show-foreign");
    crate::adapters::write_token(&folder);
    let jwt = ["old.jwt", "--adapter", "jwt", "--mapping", "map.json", "--keys", "old.key"];
    let shown = folder.json(&[&["show"], &jwt[..]].concat(), 0);
    let claims = &shown["documents"][0]["claims"];
    assert_eq!((&claims["aud"], &claims["sub"]), (&json!("call-studio"), &json!("site-1")));
    assert_eq!(claims["lic"]["entitlements"], json!([{ "id": "users", "metric": "user", "quantity": 25 }]));
    assert_eq!(claims["lic"].get("edition"), None);
}

#[test]
fn verify_says_when_each_document_ends() {
    let folder = folder("verify-ends");
    let told = folder.run(&[&["verify", "ucware-testlizenz.lic"], &AT[..]].concat());
    let told = String::from_utf8(told.stdout).unwrap();
    assert!(told.contains("UCW-TEST-501 (serial 1)  2100-01-01T00:00:00Z  ✓ active"), "{told}");
    let told = folder.run(&[&["verify", "orange-uce-base.lic"], &AT[..]].concat());
    assert!(String::from_utf8(told.stdout).unwrap().contains("(serial 1)  never  ✓ active"));
}
