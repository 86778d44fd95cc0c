//! The app's overview of an account: what it has, how much of it is in use, where each number comes from.
// needs: dist, any engine

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign_tests::app::App;
use countersign_tests::fixtures;
use countersign_tests::webdriver::Role;
use serde_json::json;

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn before_the_first_licence_the_edition_is_entry() {
    App::everywhere(|app| {
        let overview = app.find(Role::Region, "No licence yet");
        assert!(overview.text().contains("Entry"), "{}", overview.text());
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn the_status_is_read_in_one_glance() {
    App::everywhere(|app| {
        app.trust_the_vendor();
        app.add("testlizenz.lic", &fixtures::read("ucware-testlizenz.lic"));
        let overview = app.find(Role::Region, "ucware · Musterfirma").text();
        for fact in [
            "ucware · Musterfirma Active",
            "Christian-Pommer-Straße 23, 38112 Braunschweig, Germany · Enterprise · Trial",
            "Users: 501 → 0",
            "Active Testlizenz testlizenz.lic",
            "/ 501",
            "/ 500",
        ] {
            assert!(overview.contains(fact), "no {fact:?} in {overview}");
        }
        assert!(!overview.contains(" days"), "nobody counts the days of decades: {overview}");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn every_number_says_where_it_comes_from() {
    App::everywhere(|app| {
        app.trust_the_vendor();
        app.add("base.lic", &fixtures::read("orange-uce-base.lic"));
        app.add("add-on.lic", &fixtures::read("orange-uce-addon.lic"));
        let overview = app.find(Role::Region, "orange-uce · Musterhandel GmbH");
        let question = overview.find(Role::Button, "Where does 25 come from?");
        question.click();
        let answer = overview.text();
        assert!(answer.contains("): 20") && answer.contains("): 5"), "{answer}");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn use_is_typed_in_and_kept() {
    App::everywhere(|app| {
        app.trust_the_vendor();
        app.add("base.lic", &fixtures::read("orange-uce-base.lic"));
        app.type_in(USERS, "19");
        let overview = app.find(Role::Region, "orange-uce · Musterhandel GmbH");
        overview.wait_for_text("/ 20 only 1 left");
        app.wait_until_stored("\"amount\":19");
        app.reload();
        app.find(Role::Region, "orange-uce · Musterhandel GmbH").wait_for_text("/ 20 only 1 left");
        app.type_in(USERS, "22");
        app.find(Role::Region, "orange-uce · Musterhandel GmbH").wait_for_text("/ 20 2 over");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn of_several_accounts_one_is_chosen() {
    App::everywhere(|app| {
        app.trust_the_vendor();
        app.add("testlizenz.lic", &fixtures::read("ucware-testlizenz.lic"));
        app.add("base.lic", &fixtures::read("orange-uce-base.lic"));
        let accounts = app.find(Role::Region, "Which customer account do you want to see?");
        accounts.find(Role::Button, "Musterfirma · ucware · musterfirma").click();
        app.find(Role::Region, "ucware · Musterfirma");
        app.find(Role::Region, "Customer accounts");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn users_are_never_above_what_is_granted_and_the_rest_is_under_the_emergency() {
    App::at("2014-05-20T09:00:00Z", |app| {
        app.trust_the_vendor();
        app.add("base.lic", &fixtures::read("orange-uce-base.lic"));
        app.add("emergency.lic", &fixtures::read("orange-uce-emergency.lic"));
        app.type_in(USERS, "21");
        app.browser.element("[data-emergency=users]").wait_for_text("1 / 10 9 left");
        app.browser.element("[data-entitlement=users]").wait_for_text("20 / 20 none left");
        app.browser.element(".matter").wait_for_text("1 of 10 are in use under it");
        app.browser.element(".next").wait_for_text("in 24 days User accounts: 30 → 20");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn what_is_left_stands_only_where_use_is_known() {
    App::hosted(|app| {
        app.trust_the_vendor();
        app.add("base.lic", &fixtures::read("orange-uce-base.lic"));
        let users = app.browser.element("[data-entitlement=users]");
        assert!(!users.text().contains("left"), "{}", users.text());
        app.type_in(USERS, "0");
        users.wait_for_text("/ 20 20 left");
    });
}

/// The field for the users in use.
const USERS: &str = "In use: User accounts";

/// A clock that is behind is told its mark, by how much it is behind, what that means, and the ways out, in each language.
#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn a_clock_that_is_behind_is_told_by_how_much_and_the_ways_out() {
    App::at("2014-05-20T09:00:00Z", |app| {
        app.trust_the_vendor();
        app.add("base.lic", &fixtures::read("orange-uce-base.lic"));
        app.wait_until_stored("base.lic");
        // The clock's first reading is confirmed by use.
        app.sleep_until("2014-05-20T11:00:00Z");
        app.sleep_until("2014-05-14T10:00:00Z");
        app.browser.element("ul.clock");
        for (language, parts) in [
            ("en", ["6 days behind", "higher serial"]),
            ("de", ["6 Tage", "höheren Seriennummer"]),
            ("fr", ["6 jours", "numéro de série plus élevé"]),
            ("ru", ["6 дней", "более высоким серийным номером"]),
        ] {
            let choose = "const [language] = arguments;
                const field = document.querySelector('#language');
                field.value = language;
                field.dispatchEvent(new Event('change', { bubbles: true }));";
            app.browser.run(choose, json!([language]));
            app.wait_until("return document.documentElement.lang === arguments[0]", json!([language]));
            let told = app.browser.element("ul.clock").text();
            for part in parts {
                assert!(told.contains(part), "no {part:?} in {told}");
            }
            // The mark, once where it is told and once where the vendor is told of it.
            assert_eq!(told.matches("2014").count(), 2, "{told}");
        }
    });
}
