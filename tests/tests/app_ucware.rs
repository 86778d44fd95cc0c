//! What administrators of a UCware phone server do in the app: one licence file, sized by the users.
// needs: dist, any engine

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign_tests::app::{App, CHANGE};
use countersign_tests::app_keyboard::{ENTER, SPACE};
use countersign_tests::app_seats::{OVER, numbered, thirty_people};
use countersign_tests::fixtures;
use countersign_tests::webdriver::Role;

/// What the vendor builds into the page: five users may be registered without a licence.
const ENTRY: &str = "<meta name=\"countersign-entry\" content=\"ucware users=5\">";

const USERS: [&str; 7] =
    ["supervisor", "gerd.gudlat", "sandra.singer", "user0000", "user0001", "user0002", "user0003"];

/// Opens the Testlizenz and imports a list of people.
fn server(app: &App<'_>, list: &str) {
    app.open_the_seats();
    app.import_list("people.csv", list.as_bytes()).find(Role::Button, "Close").click();
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn u1_with_no_file_the_entry_limit_holds() {
    App::built_with(ENTRY, |app| {
        app.find(Role::Region, "No licence yet").wait_for_text("Entry");
        app.go_to("Seats");
        app.find(Role::Button, "Add a person").click();
        let register = |number: usize| {
            app.find(Role::TextField, "User name").give(&format!("user{number}"));
            app.find(Role::Button, "Add").click();
        };
        for number in 1..=5 {
            register(number);
            app.find(Role::Button, &format!("Take user{number} off the list"));
        }
        register(6);
        assert_eq!(app.refusal("All 5 seats of users are given."), "limit_exhausted");
        assert!(!app.text().contains("user6"), "{}", app.text());
    });
}

/// The guide's own example.
#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn an_entry_limit_of_none_locks_nobody_out() {
    const LIMITS: &str = "<meta name=\"countersign-entry\" content=\"ucware users=5 client_bundle=0\">";
    App::built_with(LIMITS, |app| {
        app.find(Role::Region, "No licence yet").wait_for_text("Entry");
        app.go_to("Seats");
        app.import_list("five.csv", ["username,firstname,lastname\n", &numbered(5)].concat().as_bytes())
            .wait_for_text("5 people were added.");
        app.find(Role::Button, "Close").click();
        app.find(Role::Button, "Add a person").click();
        app.find(Role::TextField, "User name").give("sixth");
        app.find(Role::Button, "Add").click();
        assert_eq!(app.refusal("All 5 seats of users are given."), "limit_exhausted");
        app.go_to("Licence");
        app.trust_the_vendor();
        app.go_to("Licence");
        app.choose("testlizenz.lic", &fixtures::read("ucware-testlizenz.lic"));
        app.find(Role::Region, CHANGE).wait_for_text("Client bundle");
        app.find(Role::Region, "No licence yet").wait_for_text("Client bundle");
    });
}

/// What the product does not have is not told as none of it.
#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn a_phone_server_is_told_of_no_connections_and_no_emergency() {
    App::everywhere(|app| {
        app.trust_the_vendor();
        app.add("testlizenz.lic", &fixtures::read("ucware-testlizenz.lic"));
        app.go_to("Information");
        let facts = app.find(Role::Region, "Musterfirma");
        facts.wait_for_text("Unify devices");
        let text = facts.text();
        assert!(!text.contains("External connections") && !text.contains("mergency"), "{text}");
        for told in ["31 December 2099", "Grace", "7 January 2100"] {
            assert!(text.contains(told), "no {told:?} in {text}");
        }
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn u2_the_status_shows_what_the_file_says() {
    App::built_with(ENTRY, |app| {
        app.trust_the_vendor();
        app.choose("testlizenz.lic", &fixtures::read("ucware-testlizenz.lic"));
        app.find(Role::Region, CHANGE).wait_for_text("Client bundle nothing 500");
        app.apply();
        let status = app.find(Role::Region, "ucware · Musterfirma");
        status.wait_for_text("ucware · Musterfirma Active");
        let text = status.text();
        app.card("Testlizenz").wait_for_text("Valid until 31 December 2099");
        for fact in [
            "Christian-Pommer-Straße 23, 38112 Braunschweig, Germany · Enterprise · Trial",
            "7 January 2100",
            "Users Users",
            "/ 501",
            "Unify devices Devices",
            "Cisco devices Devices",
            "/ 500",
        ] {
            assert!(text.contains(fact), "no {fact:?} in {text}");
        }
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn u3_seats_are_given_reset_and_saved() {
    App::everywhere(|app| {
        server(app, &thirty_people());
        let tick = || {
            USERS.iter().for_each(|user| app.tick("Client bundle", user));
            USERS.iter().take(5).for_each(|user| app.tick("Attendant", user));
            app.wait_for_count("Client bundle", "(7/500)");
            app.wait_for_count("Attendant", "(5/500)");
        };
        tick();
        app.find(Role::TextField, "Search").give("a");
        // Gudlat, Sandra, and everybody whose name is "Last" and a number, but not the supervisor.
        app.find(Role::Region, "Seats").wait_for_text("29 shown");
        app.find(Role::Button, "Reset").click();
        app.wait_for_count("Client bundle", "(0/500)");
        app.wait_for_count("Attendant", "(0/500)");

        app.find(Role::TextField, "Search").give("\u{E003}");
        tick();
        app.find(Role::Button, "Save 12 changes").click();
        app.wait_until_stored("\"attendant\"");
        app.reload_at("#/seats");
        app.wait_for_count("Client bundle", "(7/500)");
        app.wait_for_count("Attendant", "(5/500)");
        assert!(app.find(Role::Checkbox, "Attendant for sandra.singer").is_ticked());
        assert!(!app.find(Role::Checkbox, "Attendant for user0003").is_ticked());
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn u4_the_501st_seat_is_refused_with_both_ways_out() {
    App::hosted(|app| {
        server(app, &["user name\n", &numbered(501)].concat());
        app.find(Role::Checkbox, "Client bundle for everybody who is shown").click();
        app.wait_for_count("Client bundle", "(500/500)");
        app.search("user0500");
        app.tick("Client bundle", "user0500");
        assert_eq!(app.refusal("All 500 seats of Client bundle are given."), "limit_exhausted");
        assert_eq!(app.refusal("Take one back from somebody"), "limit_exhausted");
        assert_eq!(app.refusal("open a licence for more"), "limit_exhausted");
        assert!(!app.find(Role::Checkbox, "Client bundle for user0500").is_ticked());

        app.search("user0000");
        app.tick("Client bundle", "user0000");
        app.wait_for_count("Client bundle", "(499/500)");
        app.search("user0500");
        app.tick("Client bundle", "user0500");
        app.wait_for_count("Client bundle", "(500/500)");
        assert!(app.find(Role::Checkbox, "Client bundle for user0500").is_ticked());
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn u5_a_downgrade_is_seen_before_and_takes_no_seat() {
    App::everywhere(|app| {
        server(app, &thirty_people());
        USERS.iter().for_each(|user| app.tick("Client bundle", user));
        app.find(Role::Button, "Save 7 changes").click();
        app.wait_until_stored("\"client_bundle\"");

        app.go_to("Licence");
        app.choose("downgrade.lic", &fixtures::read("ucware-downgrade.lic"));
        let change = app.find(Role::Region, CHANGE);
        change.wait_for_text("Client bundle 2 over: user0003, user0002 500 5");
        app.apply();
        app.find(Role::Region, "ucware · Musterfirma").wait_for_text("/ 5 2 over");

        app.go_to("Seats");
        app.wait_for_count("Client bundle", "(7/5)");
        app.find(Role::Region, OVER).wait_for_text("Client bundle: 2 are over.");
        for user in USERS {
            assert!(app.find(Role::Checkbox, &format!("Client bundle for {user}")).is_ticked(), "{user}");
        }
        app.tick("Client bundle", "user0004");
        assert_eq!(app.refusal("All 5 seats of Client bundle are given."), "limit_exhausted");
        let take_back = |user: &str| {
            let button = format!("Take Client bundle back from {user}");
            app.find(Role::Region, OVER).find(Role::Button, &button).click();
        };
        take_back("user0003");
        app.find(Role::Region, OVER).wait_for_text("Client bundle: one is over.");
        take_back("user0002");
        app.wait_for_count("Client bundle", "(5/5)");
        assert!(!app.text().contains(OVER), "{}", app.text());
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn u6_phones_are_counted_by_their_family() {
    App::everywhere(|app| {
        app.trust_the_vendor();
        app.add("testlizenz.lic", &fixtures::read("ucware-testlizenz.lic"));
        let cisco = app.browser.element("[data-entitlement=cisco_phones]");
        app.type_in("In use: Cisco devices", "500");
        cisco.wait_for_text("none left");
        app.type_in("In use: Cisco devices", "501");
        cisco.wait_for_text("1 over");
        // They take nothing from the others, and a family that no licence names is not counted at all.
        app.browser.element("[data-entitlement=unify_phones]").wait_for_text("/ 500");
        assert!(!app.find(Role::Region, "ucware · Musterfirma").text().contains("Yealink"));
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn u3_by_keyboard_alone() {
    App::hosted(|app| {
        app.add_by_keyboard("ucware-testlizenz.lic");
        app.card("Testlizenz");
        app.press_on("Seats", ENTER);
        app.find(Role::Heading, "Seats");
        // What opens is the system's dialogue, which is used by keyboard too, and which no test can see.
        app.choose_list("people.csv", thirty_people().as_bytes());
        app.press_on("Import", ENTER);
        app.find(Role::Region, "people.csv is imported");
        app.press_on("Close", ENTER);

        const DOWN: char = '\u{E015}';
        const RIGHT: char = '\u{E014}';
        const LEFT: char = '\u{E012}';
        let boxes = |keys: &[char]| keys.iter().for_each(|key| app.browser.press(*key));
        app.tab_to("Client bundle for gerd.gudlat");
        boxes(&[SPACE, RIGHT, SPACE]);
        for _ in 0..4 {
            boxes(&[DOWN, SPACE, LEFT, SPACE, RIGHT]);
        }
        boxes(&[DOWN, LEFT, SPACE, DOWN, SPACE]);
        app.wait_for_count("Client bundle", "(7/500)");
        app.wait_for_count("Attendant", "(5/500)");
        app.tab_to("Search");
        app.browser.press('a');
        app.browser.element("main").wait_for_text("29 shown");
        app.press_on("Reset", ENTER);
        app.wait_for_count("Client bundle", "(0/500)");
        // The table is one stop: the box that was gone to last.
        app.press_on("Client bundle for user0004", SPACE);
        app.press_on("Save one change", ENTER);
        app.wait_until_stored("\"client_bundle\"");
        app.reload_at("#/seats");
        app.wait_for_count("Client bundle", "(1/500)");
    });
}
