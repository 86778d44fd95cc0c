//! Revocation lists made in the issuer's console: shown first, signed, followed, and read by the command line.
// needs: dist, cli, any engine

#![allow(clippy::unwrap_used, clippy::panic, reason = "all of this file is tests")]

use countersign_tests::app::App;
use countersign_tests::fixtures;
use countersign_tests::provided;
use countersign_tests::webdriver::Role;
use std::fs;
use std::path::Path;
use std::process::Command;

const LICENCES: [&str; 2] = ["call-studio-seats.lic", "call-services-sessions.lic"];

#[test]
#[ignore = "needs the console, the command line and browsers: run by `cargo xtask test`"]
fn a_list_is_shown_first_and_revokes_what_it_showed() {
    App::console(|app| {
        app.import_vendor_key();
        app.begin_ledger();
        app.enter(LICENCES[1]);
        app.browser.element("main").wait_for_text("licence CVP-SERVICES-100, serial 1");
        app.console_at("#/revocations", "Revocations");
        app.find(Role::CheckBox, "Musterkontakt GmbH · licence CVP-SERVICES-100, serial 1").click();
        let changes = app.find(Role::Region, "What it changes");
        changes.wait_for_text("List 1: 1 entries, 1 of them new");
        changes.wait_for_text("These hold no longer");
        // Nothing is signed before it is said when the next one is due.
        changes.wait_for_text("Say when the next list is due");
        app.find(Role::TextField, "Next list due").give("2100-01-01");
        app.find(Role::Button, "Sign the list").click();
        let first = app.saved("call-services-1.rev", || {
            app.find(Role::Button, "Save file").click();
        });
        app.find(Role::Button, "Put it into the ledger").click();
        app.browser.element("main").wait_for_text("0 hosts");
        assert_eq!(status(LICENCES[1], &first), "revoked");

        // The next one, for what no file here has.
        app.console_at("#/revocations", "Revocations");
        app.find(Role::Button, "Documents that are not at hand").click();
        app.find(Role::TextField, "Ids, one a line").give("L-1:3");
        app.find(Role::Region, "What it changes").wait_for_text("List 2: 2 entries, 1 of them new");
        app.find(Role::Region, "What it changes").wait_for_text("Nothing at hand has the id L-1");
        app.find(Role::Button, "Sign the list").click();
        let second = app.saved("call-services-2.rev", || {
            app.find(Role::Button, "Save file").click();
        });
        assert_eq!(status(LICENCES[1], &second), "revoked");
    });
}

/// What the command line says of a licence of the fixtures, with a list.
fn status(license: &str, list: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, content: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let files = [
        write("a.lic", &fixtures::read(license)),
        write("a.rev", list),
        write("keys.json", &fixtures::read("keys.json")),
    ];
    let output = Command::new(provided::command())
        .args(["--format", "json", "verify", &files[0], &files[1], "--keys", &files[2]])
        .output()
        .unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let _: &Path = folder.path();
    report["documents"][0]["status"].as_str().unwrap().to_owned()
}
