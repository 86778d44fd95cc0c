//! In the app, every change of the files is shown before it is made, and can be taken back.
// needs: dist, any engine

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign_tests::app::{App, CHANGE};
use countersign_tests::fixtures;
use countersign_tests::webdriver::Role;
use serde_json::json;

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn a_downgrade_shows_who_would_be_over_before_it_is_made() {
    App::everywhere(|app| {
        app.trust_the_vendor();
        app.add("testlizenz.lic", &fixtures::read("ucware-testlizenz.lic"));
        app.find(Role::TextField, "In use: Client bundle").give("7\u{E004}");
        app.wait_until_stored("\"amount\":7");

        app.choose("downgrade.lic", &fixtures::read("ucware-downgrade.lic"));
        let change = app.find(Role::Region, CHANGE);
        let text = change.text();
        assert!(text.contains("downgrade.lic") && text.contains("Client bundle 2 over 500 5"), "{text}");
        assert!(text.contains("testlizenz.lic will not count: Replaced"), "{text}");
        change.find(Role::Button, "Cancel").click();
        app.find(Role::Region, "ucware · Musterfirma").wait_for_text("/ 500 493 left");
        assert!(!app.stored().contains("downgrade.lic"));

        app.add("downgrade.lic", &fixtures::read("ucware-downgrade.lic"));
        app.find(Role::Region, "ucware · Musterfirma").wait_for_text("/ 5 2 over");
        app.wait_until_stored("downgrade.lic");
        app.find(Role::Region, "Last change").find(Role::Button, "Undo").click();
        app.find(Role::Region, "ucware · Musterfirma").wait_for_text("/ 500 493 left");
        app.wait_until_not_stored("downgrade.lic");
        app.reload();
        app.find(Role::Region, "ucware · Musterfirma").wait_for_text("/ 500 493 left");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn of_several_files_those_that_are_no_use_are_named_and_the_others_kept() {
    App::everywhere(|app| {
        app.trust_the_vendor();
        let files = [
            app.file("base.lic", &fixtures::read("orange-uce-base.lic")),
            app.file("altered.lic", &fixtures::tampered()),
            app.file("add-on.lic", &fixtures::read("orange-uce-addon.lic")),
        ];
        app.find(Role::FileField, "Add licence files…").give(&files.join("\n"));
        let change = app.find(Role::Region, CHANGE);
        change.wait_for_text("nothing 25");
        let refused = app.card("altered.lic").text();
        assert!(refused.contains("signature_invalid") && refused.contains("What to do:"), "{refused}");
        app.apply();
        app.find(Role::Region, "orange-uce · Musterhandel GmbH").wait_for_text("/ 25");
        app.card("altered.lic");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn an_older_licence_than_the_one_at_hand_is_refused() {
    App::everywhere(|app| {
        app.trust_the_vendor();
        app.add("downgrade.lic", &fixtures::read("ucware-downgrade.lic"));
        app.choose("testlizenz.lic", &fixtures::read("ucware-testlizenz.lic"));
        let card = app.card("testlizenz.lic");
        assert!(card.text().contains("stale"), "{}", card.text());
        card.find(Role::Button, "Remove testlizenz.lic").click();
        app.find(Role::Region, "ucware · Musterfirma").wait_for_text("/ 5");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn a_document_is_exported_as_it_came_with_what_was_signed() {
    App::everywhere(|app| {
        app.trust_the_vendor();
        let content = fixtures::read("orange-uce-base.lic");
        app.add("base.lic", &content);
        assert_eq!(app.saved("base.lic", || app.find(Role::Button, "Save base.lic").click()), content);
        let card = app.card("Orange[uc]e");
        card.find(Role::Button, "Show what was signed").click();
        card.wait_for_text("\"iss\":");
        assert_eq!(app.browser.run("return document.querySelectorAll('pre').length", json!([])), 1);
    });
}
