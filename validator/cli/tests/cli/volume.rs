//! Scenarios K1 to K4 on the command line.

use crate::examples::FORM;
use crate::folder::{Folder, fixture};
use serde_json::{Value, json};
use std::process::{Command, Stdio};

const GENERIC: &str = "2MG3G-3BNTT-3MFW9-KDQW3-TCK7R";
const MAK: &str = "BCDFG-HJKMP-QRTVW-XY234-6789B";

const FOUND: &str = "Server:  dc1.example.com\r\nAddress:  10.0.0.1\r\n\r\n\
    _vlmcs._tcp.a.example  SRV service location:\r\n\t  priority       = 10\r\n\t  weight         = 0\r\n\
    \t  port           = 1688\r\n\t  svr hostname   = second.example\r\n\
    _vlmcs._tcp.b.example  SRV service location:\r\n\t  priority       = 0\r\n\t  weight         = 0\r\n\
    \t  port           = 1689\r\n\t  svr hostname   = FIRST.example\r\n";
const NONE: &str = "*** dc1.example.com can't find _vlmcs._tcp: Non-existent domain\r\n";
const NO_ANSWER: &str = ";; connection timed out; no servers could be reached\n";
const BROKEN: &str =
    "_vlmcs._tcp.a.example SRV service location:\n priority = 0\n weight = 0\n port = many\n";

/// A folder with what was looked up, a key, and the licences for KMS and for 20 systems by MAK.
fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.with_key("k", &[]);
    for method in ["kms", "mak"] {
        let claims = fixture(&format!("skype-room-{method}.json"));
        folder.done(&["sign", &claims, "--key", "k.pem", "--out", &format!("{method}.lic")]);
    }
    let texts =
        [("found.txt", FOUND), ("none.txt", NONE), ("no_answer.txt", NO_ANSWER), ("broken.txt", BROKEN)];
    for (name, text) in texts {
        folder.write(name, text);
    }
    folder
}

#[test]
fn k1_what_was_looked_up_is_told_with_its_exit_code() {
    let folder = folder("volume-kms");
    let found = json!({ "result": "found", "hosts": [
        { "host": "first.example", "port": 1689, "priority": 0, "weight": 0 },
        { "host": "second.example", "port": 1688, "priority": 10, "weight": 0 },
    ] });
    assert_eq!(folder.json(&["volume", "kms", "found.txt"], 0), found);
    assert_eq!(folder.json(&["volume", "kms", "none.txt"], 1), json!({ "result": "none", "hosts": [] }));
    assert_eq!(
        folder.json(&["volume", "kms", "no_answer.txt"], 1),
        json!({ "result": "no_answer", "hosts": [] })
    );
    let broken = json!({ "result": "not_understood", "hosts": [], "line": 4 });
    assert_eq!(folder.json(&["volume", "kms", "broken.txt"], 2), broken);
    let text = |file: &str| String::from_utf8(folder.run(&["volume", "kms", file]).stdout).unwrap();
    assert!(text("found.txt").contains("first.example   1689  0         0"), "{}", text("found.txt"));
    assert!(text("broken.txt").contains("Line 4 is not understood: port = many"), "{}", text("broken.txt"));
    assert_eq!(folder.json(&["volume", "kms", "absent.txt"], 3)["error"]["code"], "file_unreadable");
    std::fs::write(folder.0.join("large.txt"), vec![b'\n'; (1 << 20) + 1]).unwrap();
    assert_eq!(folder.json(&["volume", "kms", "large.txt"], 2)["error"]["code"], "size_too_large");
}

#[test]
fn k1_standard_input_is_read_as_powershell_redirects_it() {
    let folder = folder("volume-stdin");
    let utf16: Vec<u8> =
        std::iter::once(0xFEFF).chain(FOUND.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    std::fs::write(folder.0.join("utf16.txt"), utf16).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_countersign"))
        .args(["volume", "kms", "-", "--format", "json"])
        .stdin(std::fs::File::open(folder.0.join("utf16.txt")).unwrap())
        .stderr(Stdio::null())
        .output()
        .unwrap();
    let value: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.code(), &value["hosts"][0]["host"]), (Some(0), &"first.example".into()));
}

#[test]
fn k2_a_key_is_known_or_its_mistake_is_named() {
    let folder = folder("volume-key");
    let generic = json!({ "key": GENERIC, "kind": "generic", "name": "Office 2013 for Lync" });
    for words in
        [&[GENERIC][..], &["2mg3g3bntt3mfw9kdqw3tck7r"], &["2mg3g", "3bntt", "3mfw9", "kdqw3", "tck7r"]]
    {
        assert_eq!(folder.json(&[&["volume", "key"], words].concat(), 0), generic);
    }
    assert_eq!(folder.json(&["volume", "key", MAK], 0), json!({ "key": MAK, "kind": "other" }));
    let error = &folder.json(&["volume", "key", "2MG3G-3BNTT-3MFO9-KDQW3-TCK7R"], 2)["error"];
    assert_eq!(
        (&error["code"], &error["at"], &error["found"]),
        (&"product_key_invalid".into(), &"group 3, character 4".into(), &"O".into())
    );
    assert_eq!(folder.json(&["volume", "key", "2MG3G-3BNTT"], 2)["error"]["at"], "group 3");
    folder.json(&["volume", "key"], 3);
}

#[test]
fn k2_each_case_has_its_plan() {
    let folder = folder("volume-plan");
    let keys = ["--keys", "k.json"];
    for (words, plan, exit) in [
        (&["--kms", "found.txt", "--key", GENERIC][..], "automatic", 0),
        (&["--kms", "found.txt", "--key", GENERIC, "kms.lic"], "automatic", 0),
        (&["--kms", "none.txt", "--key", GENERIC], "kms_missing", 1),
        (&["--kms", "none.txt", "--key", GENERIC, "kms.lic"], "kms_missing", 1),
        (&["--kms", "no_answer.txt", "--key", GENERIC], "unknown", 1),
        (&["--kms", "broken.txt", "--key", GENERIC], "unknown", 1),
        (&["--key", GENERIC], "unknown", 1),
        (&["--key", MAK], "mak", 0),
        (&["--key", MAK, "mak.lic"], "mak", 0),
        (&["--key", MAK, "--kms", "found.txt", "mak.lic", "kms.lic"], "mak", 0),
        (&["--key", GENERIC, "--kms", "found.txt", "mak.lic", "kms.lic"], "automatic", 0),
        (&["--key", MAK, "kms.lic"], "no_license", 1),
        (&["--key", GENERIC, "--kms", "found.txt", "mak.lic"], "no_license", 1),
        (&["--kms", "found.txt"], "no_license", 1),
        (&["kms.lic"], "no_license", 1),
        // A licence that does not count permits nothing.
        (&["--key", GENERIC, "--kms", "found.txt", "kms.lic", "--at", "0"], "automatic", 0),
        (&["--key", GENERIC, "--kms", "found.txt", "kms.lic", "--product", "other"], "no_license", 1),
    ] {
        let planned = folder.json(&[&["volume", "plan"], words, &keys].concat(), exit);
        assert_eq!(planned["plan"], plan, "{words:?}");
        assert!(planned["next"].as_str().is_some_and(|next| next.ends_with(['.', '1'])), "{planned}");
    }
    let plan = ["volume", "plan", "--key", GENERIC, "--kms", "found.txt"];
    let unknown = folder.json(&[&plan[..], &["kms.lic"]].concat(), 2);
    assert_eq!(unknown["plan"], "no_license", "no key is trusted");
    assert_eq!(folder.json(&["volume", "plan", "--key", "2MG3G"], 2)["error"]["code"], "product_key_invalid");
    assert_eq!(folder.json(&["volume", "plan", "--kms", "-", "-"], 3)["error"]["code"], "usage_invalid");
}

#[test]
fn k3_a_form_is_written_as_text_and_as_json_and_none_with_a_field_missing() {
    let folder = folder("volume-form");
    let form = [&["volume", "form"], &FORM[..]].concat();
    let text = folder.done(&form);
    assert!(text.contains("Company:                   Musterkonferenz AG\n"), "{text}");
    let written = folder.json(&form, 0);
    assert_eq!((&written["systems"], &written["contact"]["name"]), (&12.into(), &"Zoë Luczak".into()));
    for field in FORM.chunks(2) {
        let others: Vec<&str> = FORM.chunks(2).filter(|other| other != &field).flatten().copied().collect();
        let error = &folder.json(&[&["volume", "form"], &others[..]].concat(), 3)["error"];
        assert!(error["message"].as_str().unwrap().contains(field[0]), "{error}");
    }
    let all = folder.json(&["volume", "form"], 3);
    let at = "company, contact.name, contact.email, contact.phone, systems, deployment_date";
    assert_eq!(all["error"]["at"], at);
    folder.json(&["volume", "form", "--date", "2026-02-30"], 3);
}

#[test]
fn k4_the_report_says_what_licences_permit() {
    let folder = folder("volume-report");
    let volume = |files: &[&str]| {
        folder.json(&[&["verify"], files, &["--keys", "k.json"]].concat(), 0)["volume"].clone()
    };
    assert_eq!(volume(&["mak.lic"]), json!({ "method": "mak", "quantity": 20 }));
    assert_eq!(volume(&["kms.lic"]), json!({ "method": "kms", "client_kind": "client" }));
    let both = volume(&["kms.lic", "mak.lic"]);
    assert_eq!((&both["client_kind"], &both["quantity"]), (&"client".into(), &20.into()));
    assert_eq!(folder.json(&["verify"], 0).get("volume"), None);
    // The 21st system is denied.
    for (used, exit) in [("seats=19", 0), ("seats=20", 1)] {
        folder.json(&["check", "seats", "mak.lic", "--keys", "k.json", "--usage", used], exit);
    }
}
