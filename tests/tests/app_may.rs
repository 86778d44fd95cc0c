//! The app's answers to "May I …?": the core's, with the reason and the ways out.
// needs: dist, any engine

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign_tests::app::App;
use countersign_tests::fixtures;
use countersign_tests::webdriver::Role;

fn answers(app: &App<'_>, words: &str) {
    app.browser.element(".may .answer").wait_for_text(words);
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn a_yealink_phone_needs_no_licence_and_the_501st_cisco_phone_is_denied() {
    App::everywhere(|app| {
        app.trust_the_vendor();
        app.add("testlizenz.lic", &fixtures::read("ucware-testlizenz.lic"));
        app.type_in("In use: Cisco devices", "500");
        let may = app.find(Role::Region, "May I …?");
        may.find(Role::Menu, "more of").choose("a device, by its make");
        answers(app, "Say how many, and of a device who makes it.");
        app.type_in("of the make", "Yealink");
        answers(app, "Yes Devices of Yealink need no licence.");
        app.type_in("of the make", "Cisco");
        answers(app, "No 500 of 500 are in use, so there is no room for 1 more.");
        let answer = app.browser.element(".may .answer");
        for way in ["Free some that are not needed.", "Add a licence for more."] {
            assert!(answer.text().contains(way), "no {way:?} in {}", answer.text());
        }
        assert_eq!(app.refusal("no room for 1 more"), "limit_exhausted");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn the_third_connection_is_denied_and_when_one_ends_the_next_is_allowed() {
    App::hosted(|app| {
        app.trust_the_vendor();
        app.add("connections.lic", &fixtures::read("orange-uce-connections.lic"));
        app.type_in("In use: External connections (1C)", "2");
        app.find(Role::Menu, "more of").choose("External connections (1C)");
        answers(app, "No 2 of 2 are in use, so there is no room for 1 more.");
        app.type_in("In use: External connections (1C)", "1");
        answers(app, "Yes 1 of 2 are in use, so there is room for 1 more.");
        app.type_in("How many more", "2");
        answers(app, "No 1 of 2 are in use, so there is no room for 2 more.");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn who_has_no_seat_is_told_how_to_get_one_and_unknown_use_is_told() {
    App::hosted(|app| {
        app.trust_the_vendor();
        app.add("testlizenz.lic", &fixtures::read("ucware-testlizenz.lic"));
        answers(app, "How much is in use is not known here");
        app.find(Role::Menu, "more of").choose("Client bundle");
        app.type_in("for", "gerd.gudlat");
        answers(app, "No gerd.gudlat has no seat.");
        app.find(Role::Region, "May I …?").find(Role::Link, "Give the person a seat").click();
        app.find(Role::Heading, "Seats");
    });
}
