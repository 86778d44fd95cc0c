//! The app is used by keyboard alone.
// needs: dist, chromium

#![allow(clippy::unwrap_used, clippy::panic, reason = "all of this file is tests")]

use countersign_tests::app::{App, CHANGE, VENDOR};
use countersign_tests::fixtures;
use countersign_tests::webdriver::{Element, Role};
use serde_json::json;

const TAB: char = '\u{E004}';
const ENTER: char = '\u{E007}';

/// More than there are stops on any page.
const STOPS: usize = 60;

#[test]
#[ignore = "needs the app and Chromium: run by `cargo xtask test`"]
fn a_key_is_trusted_and_a_licence_verified_without_a_pointer() {
    App::everywhere(|app| {
        tab_to(app, "Trusted keys");
        app.browser.press(ENTER);
        app.find(Role::Heading, "Trusted keys");
        tab_to(app, "Text of the key");
        insert(app, &fixtures::read("keys.json"));
        tab_to(app, "Review");
        app.browser.press(ENTER);
        app.find(Role::Heading, "Do you trust this key?");
        tab_to(app, "Trust");
        app.browser.press(ENTER);
        app.find(Role::Button, &format!("Remove the key {VENDOR}"));

        tab_to(app, "Licence");
        app.browser.press(ENTER);
        app.find(Role::FileField, "Choose files…");
        tab_to(app, "Text of a licence");
        insert(app, &fixtures::read("ucware-testlizenz.lic"));
        tab_to(app, "Check");
        app.browser.press(ENTER);
        app.find(Role::Heading, CHANGE);
        tab_to(app, "Apply");
        app.browser.press(ENTER);
        assert!(app.card("Testlizenz").text().contains("Active"));
        app.browser.element("[role=status]").wait_for_text("Pasted text: genuine. Status: Active.");

        tab_to(app, "Remove Pasted text");
        app.browser.press(ENTER);
        app.find(Role::Heading, CHANGE);
        tab_to(app, "Apply");
        app.browser.press(ENTER);
        app.browser.element("[role=status]").wait_for_text("Pasted text was removed from the list.");
    });
}

#[test]
#[ignore = "needs the app and Chromium: run by `cargo xtask test`"]
fn the_first_stop_skips_to_the_content() {
    App::everywhere(|app| {
        app.browser.press(TAB);
        let skip = app.browser.focused().unwrap();
        assert_eq!(skip.name().unwrap(), "Skip to the content");
        assert!(skip.is_displayed());
        app.browser.press(ENTER);
        app.browser.press(TAB);
        assert_eq!(app.browser.focused().unwrap().name().unwrap(), "Choose files…");
    });
}

/// Goes from stop to stop until one with a name has the focus. Each shows that it has it.
fn tab_to<'a>(app: &'a App<'_>, name: &str) -> Element<'a> {
    let mut passed = Vec::new();
    for _ in 0..STOPS {
        app.browser.press(TAB);
        let Some(stop) = app.browser.focused() else { continue };
        let found = stop.name().unwrap_or_default();
        assert!(shows_focus(app, &stop), "{found:?} does not show that it has the focus");
        if found == name {
            return stop;
        }
        passed.push(found);
    }
    panic!("no stop is {name:?}: {passed:?}");
}

fn shows_focus(app: &App<'_>, stop: &Element<'_>) -> bool {
    let script = "const [stop] = arguments;
        if (stop === document.body) return true;
        // A field for files is transparent: its label stands for it.
        const seen = stop.type === 'file' ? stop.labels[0] : stop;
        const { outlineStyle, outlineWidth } = getComputedStyle(seen);
        return outlineStyle !== 'none' && outlineWidth !== '0px';";
    app.browser.run(script, json!([stop.reference()])) == json!(true)
}

fn insert(app: &App<'_>, text: &[u8]) {
    let text = str::from_utf8(text).unwrap();
    app.browser.devtools("Input.insertText", json!({ "text": text }));
}
