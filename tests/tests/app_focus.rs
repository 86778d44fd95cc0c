//! What happens is where one looks: it has the focus, it is on screen, and Escape closes it.
// needs: dist, any engine

use countersign_tests::app::{App, CHANGE};
use countersign_tests::app_keyboard::ESCAPE;
use countersign_tests::app_seats::thirty_people;
use countersign_tests::fixtures;
use countersign_tests::webdriver::Role;
use serde_json::json;

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn a_sample_opens_as_genuine_on_the_first_screen() {
    App::hosted(|app| {
        app.find(Role::Button, "UCware: trial licence").click();
        app.find(Role::Region, CHANGE).wait_for_text("Genuine, issued by https://vendor.example");
        has_the_focus(app, "proposal-title");
        app.browser.press(ESCAPE);
        has_the_focus(app, "content");
        assert!(!app.text().contains(CHANGE), "{}", app.text());
        // Which key that was is said, and that anybody has it.
        app.find(Role::Region, "Samples").wait_for_text("Anybody can sign with it");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn what_is_refused_or_answered_takes_the_focus_wherever_one_is_on_the_page() {
    App::hosted(|app| {
        app.trust_the_vendor();
        app.add("licence.lic", &fixtures::read("ucware-testlizenz.lic"));
        let end = || app.browser.run("scrollTo(0, document.documentElement.scrollHeight)", json!([]));
        end();
        app.choose("altered.lic", &fixtures::tampered());
        app.card("altered.lic");
        has_the_focus(app, "given");
        // Its button goes with it, and the keyboard goes on from the page.
        app.find(Role::Button, "Remove altered.lic").click();
        has_the_focus(app, "content");
        end();
        app.choose("again.lic", &fixtures::read("ucware-testlizenz.lic"));
        app.browser.element("main").wait_for_text("again.lic is already there.");
        has_the_focus(app, "notices");
        app.browser.press(ESCAPE);
        has_the_focus(app, "content");
        assert!(!app.text().contains("is already there"), "{}", app.text());
        end();
        app.find(Role::Button, "Delete everything…").click();
        has_the_focus(app, "review-title");
        app.browser.press(ESCAPE);
        has_the_focus(app, "content");
        assert!(!app.text().contains("Delete everything?"), "{}", app.text());
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn the_keyboard_goes_on_from_the_page_where_a_button_can_be_used_no_more() {
    App::hosted(|app| {
        app.open_the_seats();
        app.import_list("people.csv", thirty_people().as_bytes()).find(Role::Button, "Close").click();
        for (button, stored) in [("Reset", false), ("Save one change", true)] {
            app.tick("Client bundle", "supervisor");
            app.find(Role::Button, button).click();
            has_the_focus(app, "content");
            app.wait_for_count("Client bundle", if stored { "(1/500)" } else { "(0/500)" });
        }
    });
}

/// Waits until an element has the focus and begins on screen, or is the page itself.
fn has_the_focus(app: &App<'_>, id: &str) {
    let script = "const [id] = arguments;
        const active = document.activeElement;
        if (active.id !== id) return false;
        const { top } = active.getBoundingClientRect();
        return id === 'content' || (top >= 0 && top < innerHeight)";
    app.wait_until(script, json!([id]));
}
