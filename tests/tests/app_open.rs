//! A licence is opened in the app: chosen, dropped or pasted; genuine, altered or none at all.
// needs: dist, engines

use countersign_tests::app::App;
use countersign_tests::webdriver::Role;
use countersign_tests::{Vector, fixtures, folder};
use serde_json::json;
use std::fs;

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn a_genuine_file_says_what_it_grants() {
    App::everywhere(|app| {
        app.trust_the_vendor();
        app.add("licence.lic", &fixtures::read("ucware-testlizenz.lic"));
        let card = app.card("Testlizenz").text();
        for fact in [
            "Active",
            "Holder Musterfirma",
            "Address Christian-Pommer-Straße 23 38112 Braunschweig Germany",
            "Edition Enterprise",
            "Users users Users 501",
            "Client bundle client_bundle Given to named users Users 500",
            "Cisco devices cisco_phones For: cisco Devices 500",
            "The signature holds",
            "1IG2 tMH7 J2wb JZnO f8LJ zQit Kf7L MvoA Elsu DMVM 54Y",
        ] {
            assert!(card.contains(fact), "no {fact:?} in {card}");
        }
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn of_an_altered_file_nothing_is_shown_but_the_error() {
    App::everywhere(|app| {
        app.trust_the_vendor();
        app.choose("altered.lic", &fixtures::tampered());
        let card = app.card("altered.lic").text();
        assert!(card.contains("Not verified") && card.contains("signature_invalid"), "{card}");
        assert!(card.contains("What to do: Do not use it. Get the file from the vendor again."), "{card}");
        // The single file has scripts beside the app.
        let html = app.browser.run("return document.getElementById('app').outerHTML", json!([])).to_string();
        for claim in
            ["901", "501", "Musterfirma", "Braunschweig", "Enterprise", "client_bundle", "UCW-TEST-501"]
        {
            assert!(!html.contains(claim), "{claim} is in the page");
        }
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn another_kind_of_file_is_told_to_be_no_licence() {
    let vector = fs::read(folder("vectors/wrong-file/png.vec")).unwrap();
    let picture = Vector::parse(&vector).unwrap().body;
    assert!(picture.starts_with(b"\x89PNG"));
    App::everywhere(|app| {
        app.choose("holiday.png", &picture);
        let card = app.card("holiday.png").text();
        assert!(card.contains("Refused") && card.contains("This can't be read as a licence file."), "{card}");
        assert!(card.contains("armor_missing"), "{card}");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn an_email_with_the_licence_in_it_is_pasted() {
    let block = String::from_utf8(fixtures::read("ucware-testlizenz.lic")).unwrap();
    let quoted: String = block.lines().map(|line| format!("> {line}\n")).collect();
    let email = format!("Dear customer,\n\nplease find your licence below.\n\n{quoted}\nKind regards\n");
    App::everywhere(|app| {
        app.trust_the_vendor();
        app.paste(&app.find(Role::TextField, "Text of a licence"), &email);
        app.find(Role::Button, "Check").click();
        app.apply();
        let card = app.card("Testlizenz").text();
        assert!(card.contains("Musterfirma") && card.contains("Pasted text"), "{card}");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn a_file_is_dropped_anywhere_on_the_page() {
    App::everywhere(|app| {
        app.trust_the_vendor();
        app.drop_file("dropped.lic", &fixtures::read("ucware-testlizenz.lic"));
        app.apply();
        assert!(app.card("Testlizenz").text().contains("dropped.lic"));
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn a_file_whose_key_is_unknown_is_verified_once_the_key_is_trusted() {
    App::everywhere(|app| {
        app.choose("licence.lic", &fixtures::read("ucware-testlizenz.lic"));
        let card = app.card("licence.lic");
        assert!(card.text().contains("key_unknown"), "{}", card.text());
        // What can be done is there: the key's file is chosen on the card, and is looked at before it is trusted.
        card.find(Role::Link, "Paste its text");
        card.find(Role::FileField, "Import the vendor’s key…")
            .give(&app.file("keys.json", &fixtures::read("keys.json")));
        app.find(Role::Heading, "Do you trust this key?");
        app.find(Role::Button, "Trust").click();
        app.apply();
        assert!(app.card("Testlizenz").text().contains("Active"));
    });
}
