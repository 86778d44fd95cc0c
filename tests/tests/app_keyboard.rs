//! The app is used by keyboard alone.
// needs: dist, engines

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign_tests::app::{App, CHANGE};
use countersign_tests::app_keyboard::{ENTER, TAB};
use countersign_tests::webdriver::Role;

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn a_key_is_trusted_and_a_licence_verified_without_a_pointer() {
    App::everywhere(|app| {
        app.add_by_keyboard("ucware-testlizenz.lic");
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
        assert!(app.browser.focused().unwrap().is(Role::FileField, "Add licence files…"));
    });
}
