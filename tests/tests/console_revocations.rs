//! Revocation lists and trust updates made in the issuer's console: shown first, signed, followed, read by the command
//! line.
// needs: dist, cli, any engine

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign::Envelope;
use countersign::issue::SigningKey;
use countersign_tests::app::App;
use countersign_tests::app_console::{ISSUER, PASSPHRASE};
use countersign_tests::app_keyboard::SPACE;
use countersign_tests::fixtures;
use countersign_tests::provided;
use countersign_tests::webdriver::Role;
use std::fs;
use std::process::Command;

const LICENCE: &str = "call-services-sessions.lic";
const MARK: &str = "Musterkontakt GmbH · licence CVP-SERVICES-100, serial 1";

#[test]
#[ignore = "needs the console, the command line and browsers: run by `cargo xtask test`"]
fn a_list_is_shown_first_and_revokes_what_it_showed() {
    App::console(|app| {
        desk(app);
        app.console_at("#/revocations", "Revocations");
        app.find(Role::Checkbox, MARK).click();
        let changes = app.find(Role::Region, "What it changes");
        changes.wait_for_text("List 1 · entries: 1, new: 1");
        changes.wait_for_text(MARK);
        // Nothing is signed before it is said when the next one is due.
        changes.wait_for_text("Say when the next list is due");
        app.find(Role::TextField, "Next list due").give("2100-01-01");
        app.find(Role::Button, "Sign the list").click();
        let first = app.saved("call-services-1.rev", || app.find(Role::Button, "Save file").click());
        app.find(Role::Button, "Put it into the ledger").click();
        app.find(Role::Heading, "Ledger");
        app.find(Role::Region, "Musterkontakt GmbH · licence CVP-SERVICES-100, serial 1")
            .wait_for_text("Revoked");
        assert_eq!(status(&first), "revoked");

        // The next one, for what no file here has.
        app.console_at("#/revocations", "Revocations");
        app.find(Role::Button, "Documents that are not at hand").click();
        app.find(Role::TextField, "Ids, one a line").give("L-1:3");
        let changes = app.find(Role::Region, "What it changes");
        changes.wait_for_text("List 2 · entries: 2, new: 1");
        changes.wait_for_text("Nothing at hand has the id L-1");
        app.find(Role::Button, "Sign the list").click();
        let second = app.saved("call-services-2.rev", || app.find(Role::Button, "Save file").click());
        assert_eq!(status(&second), "revoked");
    });
}

#[test]
#[ignore = "needs the console, the command line and browsers: run by `cargo xtask test`"]
fn a_list_is_made_by_keyboard_alone() {
    App::console(|app| {
        desk(app);
        app.console_at("#/revocations", "Revocations");
        app.press_on(MARK, SPACE);
        app.find(Role::Region, "What it changes").wait_for_text(MARK);
        app.tab_to("Next list due");
        app.insert("2100-01-01");
        app.press_on("Sign the list", SPACE);
        app.find(Role::Button, "Put it into the ledger");
    });
}

#[test]
#[ignore = "needs the console, the command line and browsers: run by `cargo xtask test`"]
fn an_update_is_signed_by_the_root_and_read_by_the_command_line() {
    App::console(|app| {
        desk(app);
        // A root, which is then open; the vendor's key leaked.
        let root = SigningKey::generate().unwrap();
        app.console_at("#/keys", "Keys");
        let pem = app.file("root.pem", root.to_pem().unwrap().as_bytes());
        app.find(Role::FileField, "Choose key file…").give(&pem);
        for field in ["#passphrase-import", "#passphrase-import-again"] {
            app.browser.element(field).give(PASSPHRASE);
        }
        app.find(Role::Button, "Import").click();
        app.find(Role::Button, "Change keys: a trust update").click();
        let vendor = SigningKey::from_pem(fixtures::read("test-key.pem"), None).unwrap();
        let menu = format!("Key {}", vendor.public_key().thumbprint());
        app.find(Role::Menu, &menu).choose("leaked: nothing that it signed is good");
        let says = app.find(Role::Region, "What it says, and what falls");
        says.wait_for_text("One licence of the ledger is refused once the update is taken in");
        says.wait_for_text("Sign again, with a good key, the licences that fall");
        let public = app.saved("root.json", || {
            app.find(Role::Button, "Save its public half for builds to embed").click();
        });
        assert!(String::from_utf8(public.clone()).unwrap().contains(ISSUER));
        app.find(Role::Button, "Sign the update").click();
        let update = app.saved("trust-1.trust", || app.find(Role::Button, "Save file").click());
        assert!(Envelope::read(&update).is_ok());
        let folder = tempfile::tempdir().unwrap();
        let verify = |files: &[(&str, &[u8])]| {
            let paths: Vec<_> =
                files.iter().map(|(name, content)| written(folder.path(), name, content)).collect();
            let keys = [("keys.json", fixtures::read("keys.json")), ("root.json", public.clone())];
            let keys = keys.map(|(name, content)| written(folder.path(), name, &content));
            let arguments = paths.iter().map(String::as_str);
            let arguments = arguments.chain(["--keys", &keys[0], "--keys", &keys[1], "--format", "json"]);
            let output = Command::new(provided::cli()).arg("verify").args(arguments).output().unwrap();
            String::from_utf8(output.stdout).unwrap()
        };
        let licence = fixtures::read(LICENCE);
        assert!(!verify(&[("a.lic", &licence)]).contains("key_retired"));
        let refused = verify(&[("a.lic", &licence), ("1.trust", &update)]);
        assert!(refused.contains("key_retired"), "{refused}");
    });
}

/// A key that is open, and a ledger with a licence.
fn desk(app: &App<'_>) {
    app.import_vendor_key();
    app.begin_ledger();
    app.enter(LICENCE);
    app.browser.element("main").wait_for_text("licence CVP-SERVICES-100, serial 1");
}

/// What the command line says of the licence, with a list.
fn status(list: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        ("a.lic", fixtures::read(LICENCE)),
        ("a.rev", list.to_vec()),
        ("k.json", fixtures::read("keys.json")),
    ];
    let [licence, list, keys] = files.map(|(name, content)| written(folder.path(), name, &content));
    let arguments = ["verify", &licence, &list, "--keys", &keys, "--format", "json"];
    let output = Command::new(provided::cli()).args(arguments).output().unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    report["documents"][0]["status"].as_str().unwrap().to_owned()
}

fn written(folder: &std::path::Path, name: &str, content: &[u8]) -> String {
    let path = folder.join(name);
    fs::write(&path, content).unwrap();
    path.to_str().unwrap().to_owned()
}
