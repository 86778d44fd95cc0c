//! Licences in the issuer's console: many from a table, the next serial of an older one, own templates; and emergency
//! requests, which are answered with one.
// needs: dist, cli, any engine

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign::issue::{EmergencyRequestDraft, SigningKey};
use countersign::{Contact, DocumentType, Envelope, TrustedKey, TrustedKeys, UnixTime};
use countersign_tests::app::App;
use countersign_tests::fixtures;
use countersign_tests::provided;
use countersign_tests::webdriver::Role;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

#[test]
#[ignore = "needs the console, the command line and browsers: run by `cargo xtask test`"]
fn a_table_becomes_licences_in_one_file() {
    App::console(|app| {
        begin(app);
        let table: String = (1..=200).map(|row| format!("{row};Musterfirma {row};{row}\n")).collect();
        let file = app.file("sites.csv", format!("site;name;sessions\n{table}").as_bytes());
        app.find(Role::FileField, "Open a licence, a table or templates…").give(&file);
        app.find(Role::Region, "Many licences, from a table").wait_for_text("{{sessions}}");
        for (field, text) in [
            ("Licence id", "SITE-{{site}}"),
            ("Account", "{{site}}"),
            ("Holder", "{{name}}"),
            ("Quantity of sessions", "{{sessions:number}}"),
        ] {
            app.type_in(field, text);
        }
        // What the first row makes.
        app.find(Role::Region, "What the customer will see").wait_for_text("Musterfirma 1");
        app.find(Role::Button, "Sign all rows").click();
        app.find(Role::Region, "Many licences, from a table").wait_for_text("200 licences are signed.");
        let zip = app.saved("licences.zip", || {
            app.find(Role::Button, "Save all in one file (zip)").click();
        });
        let folder = tempfile::tempdir().unwrap();
        let names = unpacked(&zip, folder.path());
        assert_eq!((names.len(), names.contains(&"SITE-200.lic".to_owned())), (200, true));
        assert_eq!(status(folder.path(), "SITE-200.lic"), "active");
    });
}

#[test]
#[ignore = "needs the console and browsers: run by `cargo xtask test`"]
fn rows_that_are_refused_are_named_and_nothing_is_given() {
    App::console(|app| {
        begin(app);
        app.type_in("Licence id", "SITE-{{site}}");
        let file = app.file("sites.csv", b"site,name\n1,A\n1,B\n,C\n");
        app.find(Role::FileField, "Open a licence, a table or templates…").give(&file);
        app.find(Role::Button, "Sign all rows").click();
        let table = app.find(Role::Region, "Many licences, from a table");
        table.wait_for_text("Refused rows: 1 of 3.");
        table.wait_for_text("SITE-1 is the id of another row too.");
    });
}

#[test]
#[ignore = "needs the console and browsers: run by `cargo xtask test`"]
fn the_next_serial_follows_an_older_one_and_templates_are_kept() {
    App::console(|app| {
        begin(app);
        let file = app.file("old.lic", &fixtures::read("call-services-sessions.lic"));
        app.find(Role::FileField, "Open a licence, a table or templates…").give(&file);
        let differs = app.find(Role::Region, "Follows licence CVP-SERVICES-100, serial 1");
        differs.wait_for_text("lic.serial 1 2");
        app.type_in("Quantity of sessions", "150");
        differs.wait_for_text("lic.entitlements.sessions.quantity 100 150");
        app.find(Role::Button, "Sign the licence").click();
        let compact = app.saved("CVP-SERVICES-100.jwt", || app.find(Role::Button, "Save as JWT").click());
        assert!(Envelope::read(&compact).is_ok());
        // A template is there again after the page was loaded anew, and in the file for another browser.
        app.find(Role::Button, "All claims, as JSON").click();
        app.find(Role::TextField, "Name of the template").give("Our sessions");
        app.find(Role::Button, "Keep as a template").click();
        app.find(Role::Button, "Our sessions");
        app.console_at("#/", "Requests");
        app.reload();
        app.console_at("#/licences", "Licences");
        app.find(Role::Button, "Our sessions").click();
        app.find(Role::Region, "What the customer will see").wait_for_text("150");
        let saved = app.saved("templates.json", || app.find(Role::Button, "Save your templates").click());
        app.find(Role::Button, "Remove: Our sessions").click();
        let file = app.file("templates.json", &saved);
        app.find(Role::FileField, "Open a licence, a table or templates…").give(&file);
        app.find(Role::Button, "Our sessions");
        app.find(Role::Button, "Remove: Our sessions").click();
    });
}

#[test]
#[ignore = "needs the console, the command line and browsers: run by `cargo xtask test`"]
fn an_emergency_request_is_answered_for_its_installation() {
    App::console(|app| {
        app.import_vendor_key();
        app.begin_ledger();
        app.enter("call-services-sessions.lic");
        app.browser.element("main").wait_for_text("licence CVP-SERVICES-100, serial 1");
        let installation = SigningKey::generate().unwrap();
        app.ask(&request(&installation))
            .wait_for_text("An installation’s request is read with its public key");
        // Its administrator sends the key, and the request is read again.
        let mut keys = TrustedKeys::default();
        let uses = Some(vec![DocumentType::EmergencyRequest]);
        keys.insert(TrustedKey { uses, ..TrustedKey::new(*installation.public_key()) }).unwrap();
        app.console_at("#/keys", "Keys");
        let file = app.file("installation.json", keys.to_jwk_set().as_bytes());
        app.find(Role::FileField, "Choose key file…").give(&file);
        app.find(Role::Button, "Trust").click();
        app.console_at("#/", "Requests");
        let asked = app.browser.element("article");
        asked.wait_for_text("10 more Simultaneous sessions until");
        asked.wait_for_text("100 of 100, as it says");
        asked.wait_for_text("Trade fair");
        app.type_in("How many more", "11");
        assert_eq!(app.refusal("That can't be asked for"), "usage_invalid");
        app.type_in("How many more", "5");
        asked.wait_for_text("5 more Simultaneous sessions until");
        let armor = app.sign_and_hand_out();
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.lic"), &armor).unwrap();
        fs::write(folder.path().join("b.lic"), fixtures::read("call-services-sessions.lic")).unwrap();
        let print = installation.public_key().thumbprint().to_string();
        assert_eq!(status_on(folder.path(), "a.lic", &["--installation", &print]), "active");
        let other = SigningKey::generate().unwrap().public_key().thumbprint().to_string();
        assert_eq!(status_on(folder.path(), "a.lic", &["--installation", &other]), "wrong_host");
        // What no rule refuses, the desk may.
        app.ask(&request(&installation)).wait_for_text("10 more Simultaneous sessions until");
        app.find(Role::Button, "Refuse…").click();
        app.find(Role::TextField, "Why").give("Please buy more.");
        let text = app.find(Role::TextField, "Text for the customer").value();
        assert!(text.contains("CVP-SERVICES-100") && text.contains("Please buy more."), "{text}");
    });
}

/// A key that is open, and a template.
fn begin(app: &App<'_>) {
    app.import_vendor_key();
    app.console_at("#/licences", "Licences");
    app.find(Role::Button, "Call Services").click();
    app.find(Role::Region, "What the customer will see");
    // Any host may count it here.
    app.type_in("Activation (“required”, or nothing)", "");
}

fn request(installation: &SigningKey) -> String {
    let draft = EmergencyRequestDraft {
        product: "call-services".into(),
        account: "musterkontakt".into(),
        license: "CVP-SERVICES-100".into(),
        entitlement: "sessions".into(),
        quantity: None,
        registered: 100,
        granted: 100,
        contact: Contact::default(),
        reason: Some("Trade fair".into()),
    };
    let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    let now = UnixTime::from_secs(i64::try_from(seconds).unwrap()).unwrap();
    draft.sign(installation, now).unwrap().to_armor()
}

/// Unpacks a file, and gives the names of what is in it.
fn unpacked(zip: &[u8], folder: &Path) -> Vec<String> {
    let archive = rawzip::ZipArchive::from_slice(zip).unwrap();
    let mut names = Vec::new();
    for entry in archive.entries() {
        let entry = entry.unwrap();
        let name = String::from_utf8(entry.file_path().as_bytes().to_vec()).unwrap();
        fs::write(folder.join(&name), archive.get_entry(entry.wayfinder()).unwrap().data()).unwrap();
        names.push(name);
    }
    names
}

fn status(folder: &Path, name: &str) -> String {
    status_on(folder, name, &[])
}

/// What the command line says of a licence, of an installation.
fn status_on(folder: &Path, name: &str, more: &[&str]) -> String {
    let keys = countersign_tests::folder("fixtures").join("keys.json");
    let output = Command::new(provided::cli())
        .arg("verify")
        .arg(folder.join(name))
        .arg("--keys")
        .arg(keys)
        .args(["--format", "json"])
        .args(more)
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    report["documents"][0]["status"].as_str().unwrap().to_owned()
}
