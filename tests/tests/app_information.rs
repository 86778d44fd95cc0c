//! The app's page of information: what administrators of an Orange[uc]e server look up there.
// needs: dist, any engine

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign_tests::app::App;
use countersign_tests::app_keyboard::TAB;
use countersign_tests::webdriver::{Element, Role};

/// When the emergency licence begins.
const START: &str = "2014-05-13T10:00:00Z";
/// The day after the purchase.
const BOUGHT: &str = "2014-06-17T12:00:00Z";
/// The last day of support, and the next.
const SUPPORTED: &str = "2014-10-31T12:00:00Z";
const UNSUPPORTED: &str = "2014-11-01T12:00:00Z";

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn o1_the_facts_are_those_of_the_licence_and_support_ends_by_itself() {
    App::at(SUPPORTED, |app| {
        app.with_users(19);
        let facts = app.facts();
        let until = format!("Technical support until {}", app.day("2014-10-31"));
        for fact in [
            until.as_str(),
            "Postal code 90402",
            "City Nürnberg",
            "Region Bayern",
            "User accounts 19 / 20",
            "External connections 0",
            "Emergency period none",
            "Emergency accounts 0 / 0",
        ] {
            assert!(facts.text().contains(fact), "no {fact:?} in {}", facts.text());
        }
        assert!(!facts.text().contains("Ended"), "{}", facts.text());
        let before = facts.text();
        app.sleep_until(UNSUPPORTED);
        facts.wait_for_text(&format!("{until} Ended"));
        assert_eq!(facts.text().replace(" Ended", ""), before, "nothing else changes");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn o2_an_addition_shows_what_it_changes_and_adds_up() {
    App::at(BOUGHT, |app| {
        app.with_users(19);
        app.update_licence("add-on.lic", "orange-uce-addon");
        app.facts().wait_for_text("User accounts 19 / 25");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn o5_connections_are_counted_by_themselves() {
    App::at(START, |app| {
        app.with_users(19);
        app.update_licence("connections.lic", "orange-uce-connections");
        for (open, shown) in [(1, "1 / 2"), (2, "2 / 2 none left"), (3, "3 / 2 1 over"), (0, "0 / 2")] {
            app.go_to("Licence");
            app.type_over("In use: External connections (1C)", &format!("{open}{TAB}"));
            app.wait_until_stored(&format!("\"amount\":{open}"));
            app.go_to("Information");
            app.facts().wait_for_text(&format!("External connections (1C) {shown}"));
            assert!(app.facts().text().contains("User accounts 19 / 20"), "{}", app.facts().text());
        }
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn o6_the_agreement_prints_with_the_facts_and_without_the_controls() {
    App::at(START, |app| {
        app.with_users(19);
        app.find(Role::Link, "Printable version").click();
        app.find(Role::Heading, "Licence agreement and facts");
        let controls = [
            app.find(Role::Button, "Print"),
            app.find(Role::Link, "Back"),
            app.find(Role::Link, "Information"),
            app.find(Role::Menu, "Language"),
        ];
        assert!(controls.iter().all(Element::is_displayed));
        app.on_paper(|| {
            assert!(!controls.iter().any(Element::is_displayed));
            let paper = app.text();
            for text in [
                "Musterhandel GmbH",
                "19 / 20",
                "UCE-2013-0020",
                "1. Grant",
                "Its end does not limit the use of the software.",
            ] {
                assert!(paper.contains(text), "no {text:?} in {paper}");
            }
            // Its lines are lines: nothing of them is written out as a character's number.
            assert!(!paper.contains("\\u{"), "{paper}");
        });
        app.find(Role::Link, "Back").click();
        app.facts();
    });
}
