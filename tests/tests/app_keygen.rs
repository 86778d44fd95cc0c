//! Files of vendors who use Keygen are read in the app.
//!
//! One is made here; the real ones are read where they are beside the workspace.
// needs: dist, any engine

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use countersign_tests::app::{App, KEYGEN_KEYS};
use countersign_tests::webdriver::Role;
use countersign_tests::{TestKey, armored, folder};
use libtest_mimic::{Arguments, Trial};
use serde::Deserialize;
use serde_json::json;
use std::fs;
use std::process::ExitCode;

/// A real file, as its manifest describes it.
#[derive(Deserialize)]
struct Entry {
    file: String,
    public_key_hex: String,
    license_key: Option<String>,
    fingerprint: Option<String>,
}

fn main() -> ExitCode {
    let mut trials = vec![Trial::test("a_file_is_genuine_once_its_key_is_registered", || {
        App::everywhere(a_file_is_genuine_once_its_key_is_registered);
        Ok(())
    })];
    if let Ok(manifest) = fs::read(folder("../../shared/corpus/manifest.json")) {
        let entries: Vec<Entry> = serde_json::from_slice(&manifest).unwrap();
        trials.push(Trial::test("real_files_are_genuine", move || {
            App::hosted(|app| real_files_are_genuine(app, &entries));
            Ok(())
        }));
    }
    // As every test that needs more than Rust.
    let trials = trials.into_iter().map(|trial| trial.with_ignored_flag(true)).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn a_file_is_genuine_once_its_key_is_registered(app: &App<'_>) {
    let vendor = TestKey::second();
    let contents = keygen_contents("Team plan");
    let signature = vendor.sign(format!("license/{contents}").as_bytes());
    app.choose("vendor.lic", keygen_file(&contents, &signature).as_bytes());
    let card = app.card("vendor.lic").text();
    assert!(card.contains("key_unknown") && !card.contains("Team plan"), "{card}");

    register(app, &vendor.public().map(|byte| format!("{byte:02x}")).concat());
    let card = app.card("Team plan").text();
    assert!(card.contains("Active") && card.contains("The signature holds"), "{card}");

    app.choose("altered.lic", keygen_file(&keygen_contents("Golden plan"), &signature).as_bytes());
    let card = app.card("altered.lic").text();
    assert!(card.contains("signature_invalid") && !card.contains("Golden plan"), "{card}");
}

fn real_files_are_genuine(app: &App<'_>, entries: &[Entry]) {
    assert!(!entries.is_empty());
    register(app, &entries[0].public_key_hex);
    for entry in entries {
        let content = fs::read(folder("../../shared/corpus").join(&entry.file)).unwrap();
        app.choose(&entry.file, &content);
        let card = app.card(&entry.file);
        assert!(
            card.text().contains("Genuine") && card.text().contains("The signature holds"),
            "{}",
            entry.file
        );

        let Some(license_key) = &entry.license_key else { continue };
        app.paste(&card.find(Role::TextField, "Licence key"), license_key);
        if let Some(fingerprint) = &entry.fingerprint {
            app.paste(&card.find(Role::TextField, "Fingerprint of the machine"), fingerprint);
        }
        card.find(Role::Button, "Decrypt").click();
        app.browser.element("main").wait_for_text(&format!("file · {}", entry.file));
    }
}

/// Registers a key for Keygen's files, and goes back to them.
fn register(app: &App<'_>, key: &str) {
    app.go_to("Trusted keys");
    let section = app.find(Role::Region, KEYGEN_KEYS);
    // As long as there is neither a file nor a key of such a vendor, it is folded.
    app.browser.run("document.querySelector('.folded:not([open]) > summary')?.click()", json!([]));
    app.paste(&section.find(Role::TextField, "Text of the key"), key);
    section.find(Role::Button, "Review").click();
    app.find(Role::Button, "Trust").click();
    app.find(Role::Region, KEYGEN_KEYS).wait_for_text("Imported");
    app.go_to("Licence");
    app.find(Role::FileField, "Add licence files…");
}

/// The contents of a licence file that is not encrypted, as Keygen encodes them.
fn keygen_contents(name: &str) -> String {
    let attributes =
        json!({ "name": name, "key": "KEY-1", "expiry": null, "status": "ACTIVE", "metadata": {} });
    let contents = json!({
        "data": { "id": "1", "type": "licenses", "attributes": attributes },
        "meta": { "issued": "2024-01-01T00:00:00.000Z", "expiry": null, "ttl": null },
    });
    STANDARD.encode(contents.to_string())
}

fn keygen_file(contents: &str, signature: &[u8]) -> String {
    let file = json!({ "enc": contents, "sig": STANDARD.encode(signature), "alg": "base64+ed25519" });
    armored("LICENSE FILE", file.to_string())
}
