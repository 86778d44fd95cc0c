//! The command, as a user runs it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod activating;
mod activation_scenarios;
mod activation_words;
mod adapters;
mod asking;
mod examples;
mod folder;
mod hostile;
mod installation;
mod keys;
mod ledgers;
mod named;
mod outputs;
mod printed;
mod remedies;
mod revoking;
mod showing;
mod signing;
mod trusting;
mod volume;

use folder::{Folder, known};
use serde_json::Value;
use std::process::Command;

const AT: &str = "2025-02-25T16:13:20Z";

#[test]
fn what_it_signs_it_verifies() {
    let folder = Folder::with_license("signs");
    for form in ["--armor", "--json", "--compact"] {
        let signed = folder.run(&["sign", &known("testlizenz.json"), "--allow-past", "--key", "k.pem", form]);
        std::fs::write(folder.0.join("copy.lic"), signed.stdout).unwrap();
        let report =
            folder.json(&["verify", "copy.lic", "--keys", "keys.json", "--at", AT, "--usage", "users=30"], 0);
        assert_eq!(report["documents"][0]["status"], "active");
        assert_eq!(report["limits"][4]["available"], 471);
    }
}

#[test]
fn every_type_that_is_read_is_signed() {
    let folder = Folder::with_license("types");
    let keys: Value = serde_json::from_slice(&std::fs::read(folder.0.join("keys.json")).unwrap()).unwrap();
    let own = keys["keys"][0]["kid"].as_str().unwrap();
    let vendor = "https://vendor.example";
    for (typ, issuer, claims) in [
        ("revocation-list+jwt", vendor, r#""rev":{"serial":1,"next_update":2000000000}"#),
        ("trust+jwt", vendor, r#""tru":{"serial":1,"keys":[]}"#),
        (
            "emergency-request+jwt",
            own,
            r#""emr":{"license":"L-1","entitlement":"users","registered":1,"granted":1}"#,
        ),
    ] {
        let claims = format!(r#"{{"iss":"{issuer}","aud":"p","sub":"site-1",{claims}}}"#);
        std::fs::write(folder.0.join("claims.json"), claims).unwrap();
        let out = ["--out", "signed", "--force"];
        let signed = folder.run(
            &[&["sign", "claims.json", "--allow-past", "--typ", typ, "--key", "k.pem"], &out[..]].concat(),
        );
        assert!(signed.status.success(), "{signed:?}");
        assert_eq!(folder.json(&["inspect", "signed"], 0)["typ"], typ);
        let other = folder.run(&["sign", "claims.json", "--key", "k.pem"]);
        assert_eq!(other.status.code(), Some(3), "a {typ} is no licence: {other:?}");
    }
    let unread = folder.run(&["sign", "claims.json", "--typ", "activation+jwt", "--key", "k.pem"]);
    assert_eq!(unread.status.code(), Some(3), "{unread:?}");
}

#[test]
fn the_exit_code_tells_what_it_came_to() {
    let folder = Folder::with_license("exit");
    let verify = |more: &[&str], exit| {
        folder.json(&[&["verify", "t.lic", "--keys", "keys.json"], more].concat(), exit)
    };
    verify(&["--at", AT], 0);
    assert_eq!(verify(&["--at", "1767830400"], 1)["documents"][0]["status"], "expired");
    assert_eq!(verify(&["--at", AT, "--usage", "users=502"], 1)["limits"][4]["state"], "over");
    assert_eq!(verify(&["--at", AT, "--product", "other"], 1)["documents"][0]["status"], "wrong_product");
    let other = folder.json(&["verify", "t.lic", "--keys", &known("keys.json")], 2);
    assert_eq!(other["documents"][0]["error"]["code"], "key_unknown");
    let none = folder.json(&["verify", "t.lic"], 2);
    assert_eq!(none["documents"][0]["error"]["code"], "key_unknown");
    // The worst of several wins, and the others are judged all the same.
    std::fs::write(folder.0.join("cut.lic"), "-----BEGIN SIGNED LICENSE-----\n").unwrap();
    let both = folder.json(&["verify", "t.lic", "cut.lic", "--keys", "keys.json", "--at", "1767830400"], 2);
    assert_eq!(both["documents"][0]["status"], "expired");
    assert_eq!(both["documents"][1]["error"]["code"], "armor_end_missing");
    assert_eq!(verify(&["--max-size", "100"], 2)["documents"][0]["error"]["code"], "size_too_large");
}

#[test]
fn what_can_not_be_carried_out_is_said_with_a_code() {
    let folder = Folder::with_license("usage");
    for (arguments, code) in [
        (&["verify", "absent.lic", "--keys", "keys.json"][..], "file_unreadable"),
        (&["verify", "t.lic", "--keys", "t.lic"], "key_format"),
        (&["verify", "t.lic", "--keys", "k.pem"], "key_private"),
        (&["verify", "t.lic", "--keys", "keys.json", "--host", "CS1-00000"], "lock_code_invalid"),
        (&["verify", "t.lic", "--keys", "keys.json", "--at", "yesterday"], "instant_invalid"),
        (&["verify", "t.lic", "--at", "2026-01-31 12:00:00Z"], "instant_invalid"),
        (&["verify", "t.lic", "--at", "+5"], "instant_invalid"),
        (&["verify", "t.lic", "--at", "1739263655000"], "instant_invalid"),
        (&["verify", "t.lic", "--product-version", "five"], "version_invalid"),
        (&["verify", "t.lic", "--product", ""], "usage_invalid"),
        (&["verify", "--usage", "users=1", "--usage", "users=9"], "usage_invalid"),
        (&["verify", "-", "-"], "usage_invalid"),
        (&["verify", "t.lic", "--adapter", "jwt"], "usage_invalid"),
        (&["verify", "t.lic", "--adapter", "jwt", "--mapping", "absent.json"], "file_unreadable"),
        (&["verify", "t.lic", "--adapter", "jwt", "--mapping", "keys.json"], "usage_invalid"),
        (&["verify", "t.lic", "--adapter", "jwt", "--mapping", "t.lic"], "json_syntax"),
        (&["verify", "t.lic", "--adapter", "jwt", "--fingerprint", "f"], "usage_invalid"),
        (&["verify", "t.lic", "--adapter", "keygen", "--mapping", "keys.json"], "usage_invalid"),
        (&["verify", "t.lic", "--adapter", "keygen", "--keys", "t.lic"], "key_format"),
        (&["verify", "t.lic", "--mapping", "keys.json"], "usage_invalid"),
        (&["verify", "--entry", "users"], "usage_invalid"),
        (&["verify", "--entry", "users=9007199254740992"], "usage_invalid"),
        (&["inspect", "absent.lic"], "file_unreadable"),
        (&["unknown"], "usage_invalid"),
    ] {
        assert_eq!(folder.json(arguments, 3)["error"]["code"], code, "{arguments:?}");
    }
}

#[test]
fn no_file_gives_the_entry_report() {
    let folder = Folder::new("entry");
    let report = folder.json(&["verify", "--entry", "users=5", "--usage", "users=5"], 0);
    assert_eq!((&report["edition"], &report["limits"][0]["state"]), (&"Entry".into(), &"exhausted".into()));
    folder.json(&["verify", "--entry", "users=5", "--usage", "users=6"], 1);
}

#[test]
fn an_existing_key_is_never_overwritten() {
    let folder = Folder::with_license("overwrite");
    let before = std::fs::read(folder.0.join("k.pem")).unwrap();
    for (out, public) in [("k.pem", "new.json"), ("new.pem", "keys.json")] {
        let output = folder.run(&["keygen", "--out", out, "--public", public, "--issuer", "x"]);
        assert_eq!(output.status.code(), Some(3), "{output:?}");
    }
    assert_eq!(std::fs::read(folder.0.join("k.pem")).unwrap(), before);
    assert!(!folder.0.join("new.pem").exists() && !folder.0.join("new.json").exists());
}

#[test]
fn a_key_set_that_nobody_could_read_is_not_made() {
    let folder = Folder::new("issuer");
    for issuer in ["", "a\u{202e}b", &"x".repeat(5_000)] {
        let output = folder.run(&["keygen", "--out", "k.pem", "--public", "keys.json", "--issuer", issuer]);
        assert_eq!(output.status.code(), Some(3), "{output:?}");
    }
    // Only an installation's own key, which signs requests and nothing else, is for no issuer.
    let request = "emergency-request+jwt";
    for more in [&[][..], &["--use", "license+jwt", "--use", request], &["--use", request, "--issuer", "x"]] {
        let output = folder.run(&[&["keygen", "--out", "k.pem", "--public", "keys.json"], more].concat());
        assert_eq!(output.status.code(), Some(3), "{output:?}");
    }
    let same = folder.run(&["keygen", "--out", "same", "--public", "same", "--issuer", "x"]);
    assert_eq!(same.status.code(), Some(3), "{same:?}");
    assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), 0, "nothing is left behind");
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_can_not_be_written_is_a_failure() {
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let status = Command::new(env!("CARGO_BIN_EXE_countersign")).arg("verify").stdout(full).status().unwrap();
    assert_eq!(status.code(), Some(3));
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_a_new_key() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with_license("mode");
    let mode = std::fs::metadata(folder.0.join("k.pem")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn inspecting_shows_the_key_that_is_needed_and_nothing_of_the_payload() {
    let folder = Folder::with_license("inspect");
    let seen = folder.json(&["inspect", "t.lic"], 0);
    assert_eq!(
        (&seen["verified"], &seen["typ"], &seen["carrier"]),
        (&false.into(), &"license+jwt".into(), &"armor".into())
    );
    let keys: Value = serde_json::from_slice(&std::fs::read(folder.0.join("keys.json")).unwrap()).unwrap();
    assert_eq!(seen["signatures"], serde_json::json!([{ "alg": "EdDSA", "kid": keys["keys"][0]["kid"] }]));
    let text = String::from_utf8(folder.run(&["inspect", "t.lic"]).stdout).unwrap();
    assert!(text.contains("NOT VERIFIED") && !text.contains("Musterfirma"), "{text}");
    assert!(!text.contains('\u{1b}'), "colours go away where the output is no terminal: {text:?}");
}

#[test]
fn standard_input_is_read() {
    use std::io::Write;
    use std::process::Stdio;
    let folder = Folder::with_license("stdin");
    let mut child = Command::new(env!("CARGO_BIN_EXE_countersign"))
        .args(["verify", "-", "--keys", "keys.json", "--at", AT])
        .current_dir(&folder.0)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let license = std::fs::read(folder.0.join("t.lic")).unwrap();
    child.stdin.take().unwrap().write_all(&license).unwrap();
    assert!(child.wait().unwrap().success());
}
