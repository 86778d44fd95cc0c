//! The app is used by keyboard alone.
// needs: dist, engines

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign_tests::app::{App, CHANGE, VENDOR};
use countersign_tests::app_keyboard::{ENTER, TAB};
use countersign_tests::fixtures;
use countersign_tests::webdriver::Role;

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn a_key_is_trusted_and_a_licence_verified_without_a_pointer() {
    App::everywhere(|app| {
        app.press_on("Trusted keys", ENTER);
        app.find(Role::Heading, "Trusted keys");
        app.tab_to("Text of the key");
        app.insert(&text("keys.json"));
        app.press_on("Review", ENTER);
        app.find(Role::Heading, "Do you trust this key?");
        app.press_on("Trust", ENTER);
        app.find(Role::Button, &format!("Remove the key {VENDOR}"));

        app.press_on("Licence", ENTER);
        app.find(Role::FileField, "Choose files…");
        app.tab_to("Text of a licence");
        app.insert(&text("ucware-testlizenz.lic"));
        app.press_on("Check", ENTER);
        app.find(Role::Heading, CHANGE);
        app.press_on("Apply", ENTER);
        assert!(app.card("Testlizenz").text().contains("Active"));
        app.browser.element("[role=status]").wait_for_text("Pasted text: genuine. Status: Active.");

        app.press_on("Remove Pasted text", ENTER);
        app.find(Role::Heading, CHANGE);
        app.press_on("Apply", ENTER);
        app.browser.element("[role=status]").wait_for_text("Pasted text was removed from the list.");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn the_first_stop_skips_to_the_content() {
    App::everywhere(|app| {
        app.browser.press(TAB);
        let skip = app.browser.focused().unwrap();
        assert_eq!(skip.name().unwrap(), "Skip to the content");
        assert!(skip.is_displayed());
        app.browser.press(ENTER);
        app.browser.press(TAB);
        assert!(app.browser.focused().unwrap().is(Role::FileField, "Choose files…"));
    });
}

fn text(fixture: &str) -> String {
    String::from_utf8(fixtures::read(fixture)).unwrap()
}
