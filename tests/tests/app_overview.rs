//! The app's overview of an account: what it has, how much of it is in use, where each number comes from.
// needs: dist, any engine

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign_tests::app::App;
use countersign_tests::fixtures;
use countersign_tests::webdriver::Role;

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
        let overview = app.find(Role::Region, "Testlizenz").text();
        for fact in [
            "Testlizenz Active Enterprise · Trial",
            "Musterfirma Christian-Pommer-Straße 23, 38112 Braunschweig, DE",
            "Next change",
            "/ 501 501 left",
            "/ 500 500 left",
        ] {
            assert!(overview.contains(fact), "no {fact:?} in {overview}");
        }
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn every_number_says_where_it_comes_from() {
    App::everywhere(|app| {
        app.trust_the_vendor();
        app.add("base.lic", &fixtures::read("orange-uce-base.lic"));
        app.add("add-on.lic", &fixtures::read("orange-uce-addon.lic"));
        let overview = app.find(Role::Region, "Orange[uc]e");
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
        let overview = app.find(Role::Region, "Orange[uc]e");
        overview.wait_for_text("/ 20 only 1 left");
        app.wait_until_stored("\"amount\":19");
        app.reload();
        app.find(Role::Region, "Orange[uc]e").wait_for_text("/ 20 only 1 left");
        app.type_in(USERS, "22");
        app.find(Role::Region, "Orange[uc]e").wait_for_text("/ 20 2 over");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn of_several_accounts_one_is_chosen() {
    App::everywhere(|app| {
        app.trust_the_vendor();
        app.add("testlizenz.lic", &fixtures::read("ucware-testlizenz.lic"));
        app.add("base.lic", &fixtures::read("orange-uce-base.lic"));
        let accounts = app.find(Role::Region, "Which account do you want to see?");
        accounts.find(Role::Button, "Musterfirma · ucware · musterfirma").click();
        app.find(Role::Region, "Testlizenz");
        app.find(Role::Region, "Accounts");
    });
}

/// The field for the users in use.
const USERS: &str = "In use: User accounts";
