//! `countersign revoke`.

use crate::folder::{Folder, payload};
use serde_json::{Value, json};

const ISSUER: [&str; 4] = ["--issuer", "https://vendor.example", "--product", "ucware"];
const DUE: [&str; 4] = ["--key", "k.pem", "--next-update", "2100-01-01T00:00:00Z"];

/// The `rev` of a list that the command makes.
fn rev(folder: &Folder, arguments: &[&str]) -> Value {
    let made = folder.done(&[&["revoke", "--json"], &DUE[..], arguments].concat());
    let claims = payload(&made);
    assert_eq!((&claims["iss"], &claims["aud"]), (&json!("https://vendor.example"), &json!("ucware")));
    claims["rev"].clone()
}

fn failure(folder: &Folder, arguments: &[&str]) -> String {
    folder.json(&[&["revoke"], arguments].concat(), 3)["error"]["code"].as_str().unwrap().to_owned()
}

#[test]
fn the_first_list_names_what_was_given() {
    let folder = Folder::with_license("revoke-first");
    std::fs::write(folder.0.join("ids.txt"), "C\n\n  D:4\r\n").unwrap();
    let keys: Value = serde_json::from_slice(&std::fs::read(folder.0.join("keys.json")).unwrap()).unwrap();
    let kid = keys["keys"][0]["kid"].as_str().unwrap();
    let more =
        ["A", "B:2", "--from", "ids.txt", "--delegate", kid, "--at", "900", "--reason", "returned", "--typ"];
    let rev = rev(&folder, &[&ISSUER[..], &more, &["activation+jwt"]].concat());
    let entry = |id: &str, serial: Option<u64>| {
        let mut entry = json!({ "jti": id, "typ": "activation+jwt" });
        if let Some(serial) = serial {
            entry["serial"] = serial.into();
        }
        entry["at"] = 900.into();
        entry["reason"] = "returned".into();
        entry
    };
    let expected = json!({
        "serial": 1,
        "next_update": 4_102_444_800_u64,
        "revoked": [
            entry("A", None),
            entry("B", Some(2)),
            entry("C", None),
            entry("D", Some(4)),
            { "kid": kid, "at": 900, "reason": "returned" },
        ],
    });
    assert_eq!(rev, expected);
}

#[test]
fn the_next_list_takes_over_the_last_one() {
    let folder = Folder::with_license("revoke-next");
    let first = [&["revoke", "A", "--at", "900", "--out", "1.rev"], &DUE[..], &ISSUER[..]].concat();
    let told = folder.json(&first, 0);
    assert_eq!((&told["serial"], &told["named"], &told["digests"]), (&json!(1), &json!(1), &json!(0)));
    assert_eq!(told["typ"], "revocation-list+jwt");
    let second = ["revoke", "D", "E:3", "--digests", "--previous", "1.rev", "--out", "2.rev"];
    let told = folder.json(&[&second, &DUE[..]].concat(), 0);
    assert_eq!((&told["serial"], &told["named"], &told["digests"]), (&json!(2), &json!(2), &json!(1)));

    let third = rev(&folder, &["--previous", "2.rev"]);
    assert_eq!(third["serial"], 3);
    assert_eq!(third["revoked"][0], json!({ "jti": "A", "at": 900 }));
    assert_eq!((&third["revoked"][1]["jti"], &third["revoked"][1]["serial"]), (&json!("E"), &json!(3)));
    assert_eq!(third["digests"].as_str().map(str::len), Some(11), "8 bytes: {third}");
}

#[test]
fn another_key_of_the_issuers_may_sign_the_next_list() {
    let folder = Folder::with_license("revoke-key");
    folder.done(&[&["revoke", "A", "--out", "1.rev"], &DUE[..], &ISSUER[..]].concat());
    folder.with_key("new", &[]);
    let next = ["--key", "new.pem", "--next-update", "2100-01-01T00:00:00Z", "--previous", "1.rev"];
    assert_eq!(failure(&folder, &next), "key_unknown");
    folder.done(&[&["revoke", "--keys", "keys.json"], &next[..]].concat());
}

#[test]
fn a_list_that_would_mislead_is_not_made() {
    let folder = Folder::with_license("revoke-refused");
    folder.done(&[&["revoke", "A", "--out", "1.rev"], &DUE[..], &ISSUER[..]].concat());
    let failure = |arguments: &[&str]| failure(&folder, arguments);
    let due = |more: &[&'static str]| [&DUE[..], more].concat();
    assert_eq!(failure(&due(&["A"])), "usage_invalid", "no issuer");
    assert_eq!(failure(&due(&["--previous", "1.rev", "--product", "other"])), "usage_invalid");
    assert_eq!(failure(&due(&["--previous", "t.lic"])), "header_typ_mismatch");
    assert_eq!(failure(&due(&["--previous", "absent.rev"])), "file_unreadable");
    for id in ["A B", "A:0", "A:", ":1", "A:x", ""] {
        let code = if id == "A B" { "claims_value" } else { "usage_invalid" };
        assert_eq!(failure(&due(&["--previous", "1.rev", id])), code, "{id}");
    }
    assert_eq!(failure(&due(&["--previous", "1.rev", "A", "--digests", "--reason", "x"])), "usage_invalid");
    assert_eq!(failure(&due(&["--previous", "1.rev", "--delegate", "key-1"])), "usage_invalid");
    let past = ["--key", "k.pem", "--previous", "1.rev", "--next-update", "1000000000"];
    assert_eq!(failure(&past), "usage_invalid");
    assert_eq!(failure(&[&past[..5], &["soon"]].concat()), "instant_invalid");
}
