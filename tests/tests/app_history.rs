//! The app's history: what was done, what comes, and both as files for other programs.
// needs: dist, any engine

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign_tests::app::{App, VENDOR};
use countersign_tests::fixtures;
use countersign_tests::webdriver::{Element, Role};
use serde_json::{Value, json};

/// When the emergency licence begins.
const START: &str = "2014-05-13T10:00:00Z";
/// The day after it ended.
const DAY_AFTER: &str = "2014-06-14T12:00:00Z";
/// The day after the purchase.
const BOUGHT: &str = "2014-06-17T12:00:00Z";

const COMING: &str = "Coming up";
const PAST: &str = "What was done";

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn what_was_done_is_told_the_last_first_and_narrowed_down() {
    App::at(START, |app| {
        an_emergency_that_was_settled(app);
        app.remove("add-on.lic");
        app.go_to("History");
        let past = app.find(Role::Region, PAST);
        let order = [
            "File removed add-on.lic",
            "Emergency settled by a purchase User accounts",
            "File added add-on.lic",
            "Emergency ended unpaid User accounts",
            "File added emergency.lic",
            "File added base.lic",
        ];
        past.wait_for_text("File removed");
        let text = past.text();
        for event in order {
            assert!(text.contains(event), "no {event:?} in {text}");
        }
        assert!(
            text.find(order[0]) < text.find(order[3]) && text.find(order[3]) < text.find(order[5]),
            "{text}"
        );
        assert!(text.replace(' ', "").contains(VENDOR), "the key is there: {text}");

        past.find(Role::Menu, "Show").choose("Emergencies");
        let events = "return [...document.querySelectorAll('[data-event]')].map((row) => row.dataset.event)";
        assert_eq!(
            app.browser.run(events, json!([])),
            json!(["emergency_settled", "emergency_ended", "emergency_started"])
        );
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn the_history_is_saved_for_other_programs() {
    App::at(START, |app| {
        app.trust_the_vendor();
        app.add("=1+1,x.lic", &fixtures::read("orange-uce-base.lic"));
        app.go_to("History");
        let past = app.find(Role::Region, PAST);
        let table = app.saved("licence-history.csv", || save(&past, "Save as a table (CSV)…"));
        let table = String::from_utf8(table).unwrap();
        assert!(table.starts_with("at,event,file,key,account,entitlement,number\r\n"), "{table}");
        assert!(table.contains(",file_added,\"'=1+1,x.lic\",,,,\r\n"), "{table}");
        let list = app.saved("licence-history.json", || save(&past, "Save as JSON…"));
        let list: Value = serde_json::from_slice(&list).unwrap();
        let added = list.as_array().unwrap().iter().find(|event| event["event"] == "file_added").unwrap();
        assert_eq!(added["file"], "=1+1,x.lic");
        assert!(added["at"].as_str().unwrap().ends_with('Z'), "{added}");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn what_comes_is_saved_as_a_calendar_with_reminders() {
    App::at(START, |app| {
        app.trust_the_vendor();
        app.add("base.lic", &fixtures::read("orange-uce-base.lic"));
        app.add("emergency.lic", &fixtures::read("orange-uce-emergency.lic"));
        app.go_to("History");
        let coming = app.find(Role::Region, COMING);
        let text = coming.text();
        let first = text.find("Licence ends: Orange[uc]e, emergency licence (Musterhandel GmbH)").unwrap();
        let second = text.find("Technical support ends: Orange[uc]e (Musterhandel GmbH)").unwrap();
        assert!(first < second, "{text}");

        let calendar = app.saved("licence-calendar.ics", || save(&coming, "Save as a calendar…"));
        let calendar = String::from_utf8(calendar).unwrap().replace("\r\n ", "");
        for line in [
            "DTSTART:20140613T100000Z",
            "DTSTART;VALUE=DATE:20141031",
            "SUMMARY:Licence ends: Orange[uc]e\\, emergency licence (Musterhandel GmbH)",
            "TRIGGER:-P30D",
            "TRIGGER:-P7D",
        ] {
            assert!(calendar.contains(&format!("\r\n{line}\r\n")), "no {line:?} in {calendar}");
        }
        assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 2, "{calendar}");

        app.sleep_until(BOUGHT);
        app.wait_until("return document.querySelectorAll('.coming .rows > div').length === 1", json!([]));
        assert!(coming.text().contains("Technical support ends"), "{}", coming.text());
    });
}

/// A site that bought what it needed after its emergency had ended.
fn an_emergency_that_was_settled(app: &App<'_>) {
    app.trust_the_vendor();
    app.add("base.lic", &fixtures::read("orange-uce-base.lic"));
    app.find(Role::TextField, "In use: User accounts").give("20\u{E004}");
    app.wait_until_stored("\"amount\":20");
    app.add("emergency.lic", &fixtures::read("orange-uce-emergency.lic"));
    app.sleep_until(DAY_AFTER);
    app.sleep_until(BOUGHT);
    app.add("add-on.lic", &fixtures::read("orange-uce-addon.lic"));
}

fn save(region: &Element<'_>, button: &str) {
    region.find(Role::Button, button).click();
}
