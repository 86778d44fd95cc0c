//! The app compares two licences, or one with what is in force, and prints that.
// needs: dist, any engine

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign_tests::app::{App, CHANGE};
use countersign_tests::fixtures;
use countersign_tests::webdriver::Role;

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn a_file_that_is_not_added_is_compared_with_what_is_in_force() {
    App::everywhere(|app| {
        app.trust_the_vendor();
        app.add("testlizenz.lic", &fixtures::read("ucware-testlizenz.lic"));
        app.choose("less.lic", &fixtures::read("ucware-downgrade.lic"));
        app.find(Role::Region, CHANGE).find(Role::Link, "Compare less.lic").click();
        app.find(Role::Heading, "Compare");
        let table = app.browser.element(".comparison");
        table.wait_for_text("In force now: musterfirma");
        table.wait_for_text("(not added yet)");
        table.wait_for_text("Client bundle differs 500 5");
        assert!(!table.text().contains("Users"), "what is alike is folded away: {}", table.text());
        app.find(Role::Button, "Show also what is alike").click();
        table.wait_for_text("Users 501 501");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn any_two_licences_are_compared_and_printed() {
    App::hosted(|app| {
        app.trust_the_vendor();
        app.add("base.lic", &fixtures::read("orange-uce-base.lic"));
        app.add("add-on.lic", &fixtures::read("orange-uce-addon.lic"));
        app.find(Role::Link, "Compare base.lic").click();
        app.find(Role::Menu, "Left").choose("Orange[uc]e, 5 further users · add-on.lic");
        let table = app.browser.element(".comparison");
        table.wait_for_text("Licence id");
        let (menu, back) = (app.find(Role::Menu, "Left"), app.find(Role::Link, "Back to the licence"));
        app.on_paper(|| {
            assert!(!menu.is_displayed() && !back.is_displayed());
            let paper = app.text();
            for words in ["User accounts differs 5 20", "Licence id differs", "differences."] {
                assert!(paper.contains(words), "no {words:?} in {paper}");
            }
        });
        back.click();
        app.find(Role::Heading, "Licence");
    });
}
