//! The app's emergencies: asked for, answered, running, locked, settled; and started by the licence itself.
// needs: dist, any engine

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign::{EmergencyRequest, Envelope, TrustedKeys, Verified};
use countersign_tests::app::App;
use countersign_tests::app_keyboard::{ENTER, TAB};
use countersign_tests::webdriver::Role;
use countersign_tests::{Claims, Jws, fixtures};
use serde_json::json;

/// When the emergency licence begins.
const START: &str = "2014-05-13T10:00:00Z";
/// The day after it ended.
const DAY_AFTER: &str = "2014-06-14T12:00:00Z";
/// The day after the purchase.
const BOUGHT: &str = "2014-06-17T12:00:00Z";

const ACTIONS: &str = "What you can do";
const REQUEST: &str = "Request emergency licence…";

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn o3_and_o4_an_emergency_is_asked_for_runs_locks_and_is_settled() {
    App::at(START, |app| {
        app.with_users(20);
        app.find(Role::Button, REQUEST).click();
        app.find(Role::Button, "Make the request").click();
        let made = app.find(Role::Region, "The request is ready");
        assert!(
            made.text().contains("10 more: User accounts, of which 20 of 20 are in use"),
            "{}",
            made.text()
        );
        made.find(Role::Button, "Done").click();

        app.update_licence("emergency.lic", "orange-uce-emergency");
        let facts = app.facts();
        facts.wait_for_text("Emergency licence Running");
        let period = [app.day("2014-05-13"), app.day("2014-06-13")].join(" – ");
        assert!(facts.text().contains(&period), "{}", facts.text());
        app.use_accounts(21);
        app.facts().wait_for_text("Emergency accounts 1 / 10");
        let actions = app.find(Role::Region, ACTIONS).text();
        assert!(actions.contains("an emergency licence is running until"), "{actions}");
        assert!(!actions.contains(REQUEST), "{actions}");

        app.sleep_until(DAY_AFTER);
        app.facts().wait_for_text("Emergency licence Locked");
        app.facts().wait_for_text("One account is blocked");
        let actions = app.find(Role::Region, ACTIONS);
        assert!(!actions.text().contains(REQUEST), "{}", actions.text());
        for way in ["nothing was bought", "Buy a permanent licence", "Free as many accounts as are blocked"] {
            assert!(actions.text().contains(way), "no {way:?} in {}", actions.text());
        }
        let code = "return document.querySelector('.denial').dataset.code";
        assert_eq!(app.browser.run(code, json!([])), json!("emergency_locked"));

        app.sleep_until(BOUGHT);
        app.update_licence("add-on.lic", "orange-uce-addon");
        app.facts().wait_for_text("User accounts 21 / 25");
        app.facts().wait_for_text("Emergency licence Available");
        assert!(!app.facts().text().contains("blocked"), "{}", app.facts().text());
        app.find(Role::Button, REQUEST);
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn o4_who_is_blocked_is_named() {
    App::at(START, |app| {
        app.trust_the_vendor();
        app.add("base.lic", &fixtures::read("orange-uce-base.lic"));
        app.go_to("Seats");
        let users: Vec<String> = (1..=20).map(|number| format!("user{number:02}\n")).collect();
        app.import_list("people.csv", ["username\n", &users.concat()].concat().as_bytes());
        app.find(Role::Button, "Close").click();
        app.go_to("Information");
        app.update_licence("emergency.lic", "orange-uce-emergency");
        app.go_to("Seats");
        app.find(Role::Button, "Add a person").click();
        app.find(Role::TextField, "User name").give(&format!("sandra.singer{ENTER}"));
        app.wait_until_stored("sandra.singer");
        app.go_to("Information");
        app.facts().wait_for_text("Emergency accounts 1 / 10");
        app.sleep_until(DAY_AFTER);
        app.facts().wait_for_text("One account is blocked sandra.singer");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn the_vendor_reads_the_request_that_is_saved_sent_or_photographed() {
    App::at(START, |app| {
        app.with_users(20);
        app.find(Role::Button, REQUEST).click();
        app.type_over("How many more", "3");
        app.type_over("Reason", "Trade fair");
        app.find(Role::Button, "Make the request").click();
        let made = app.find(Role::Region, "The request is ready");

        let key =
            app.saved("installation-key.json", || made.find(Role::Button, "Save the public key…").click());
        let keys = TrustedKeys::parse(&key).unwrap();
        let text = made.find(Role::TextField, "Text for an e-mail");
        let letter = app.browser.run("return arguments[0].value", json!([text.reference()]));
        let letter = letter.as_str().unwrap();
        assert!(letter.starts_with("Musterhandel GmbH asks for an emergency licence: 3 more"), "{letter}");
        let request: Verified<EmergencyRequest> =
            Envelope::read(letter.as_bytes()).unwrap().verify(&keys).unwrap();
        assert_eq!((request.quantity, request.registered, request.granted), (3, 20, 20));
        assert_eq!(request.reason.as_deref(), Some("Trade fair"));
        assert_eq!(request.contact.as_ref().unwrap().name.as_deref(), Some("Sandra Singer"));

        let name = format!("emergency-request-{}.lic", request.id);
        let file = app.saved(&name, || made.find(Role::Button, "Save as a file…").click());
        let again: Verified<EmergencyRequest> = Envelope::read(&file).unwrap().verify(&keys).unwrap();
        assert_eq!(again.id, request.id);
        let mail = app
            .browser
            .run("return decodeURIComponent(document.querySelector('a[href^=\"mailto:\"]').href)", json!([]));
        assert!(mail.as_str().unwrap().ends_with(letter), "{mail}");
        let modules = "return document.querySelector('.qr-code path').getAttribute('d').length";
        assert!(app.browser.run(modules, json!([])).as_u64().unwrap() > 1_000);
        // A click enlarges it, and another makes it small again.
        let width = || {
            let script = "return document.querySelector('.qr-code').getBoundingClientRect().width";
            app.browser.run(script, json!([])).as_f64().unwrap()
        };
        let small = width();
        app.browser.element(".qr > summary").click();
        assert!(width() > small, "{} after {small}", width());
        app.browser.element(".qr > summary").click();
        assert_eq!(width(), small);

        // The installation keeps its key from one request to the next.
        app.visit();
        app.go_to("Information");
        app.find(Role::Button, REQUEST).click();
        app.find(Role::Button, "Make the request").click();
        let made = app.find(Role::Region, "The request is ready");
        let groups = made.text().replace(' ', "");
        assert!(groups.contains(&request.installation.to_string()), "{groups}");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn what_is_wrong_with_a_request_stands_at_its_field_and_what_was_typed_stays() {
    App::at(START, |app| {
        app.with_users(20);
        app.find(Role::Button, REQUEST).click();
        app.type_over("How many more", "11");
        app.type_over("Your name", " ");
        app.type_over("E-mail", "gerd");
        app.find(Role::Button, "Make the request").click();
        let form = app.find(Role::Region, "Request an emergency licence");
        form.wait_for_text("Please give a whole number from 1 to 10.");
        assert!(form.text().contains("Please fill this in."), "{}", form.text());
        assert!(form.text().contains("This is not an e-mail address."), "{}", form.text());
        assert_eq!(app.browser.focused().unwrap().name().unwrap(), "How many more");
        app.browser.element("[role=status]").wait_for_text("3 fields need your attention.");

        app.type_over("How many more", "4");
        app.type_over("Your name", "Gerd Gudlat");
        app.go_to("Trusted keys");
        app.find(Role::Heading, "Trusted keys");
        app.go_to("Information");
        for (field, text) in [("How many more", "4"), ("Your name", "Gerd Gudlat"), ("E-mail", "gerd")] {
            let field = app.find(Role::TextField, field);
            assert_eq!(app.browser.run("return arguments[0].value", json!([field.reference()])), json!(text));
        }
        app.type_over("E-mail", "gerd@musterhandel.example");
        app.find(Role::Button, "Make the request").click();
        app.find(Role::Region, "The request is ready");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn an_emergency_is_asked_for_by_keyboard_alone() {
    App::at(START, |app| {
        app.with_users(20);
        app.press_on(REQUEST, ENTER);
        app.find(Role::Heading, "Request an emergency licence");
        assert_eq!(app.browser.focused().unwrap().name().unwrap(), "What you need more of");
        app.tab_to("Reason");
        "Trade fair".chars().for_each(|letter| app.browser.press(letter));
        app.press_on("Make the request", ENTER);
        app.find(Role::Heading, "The request is ready");
        app.browser.element("[role=status]").wait_for_text("The request is ready.");
        app.tab_to("Text for an e-mail");
        app.press_on("Done", ENTER);
        app.browser.press(TAB);
        assert_eq!(app.browser.focused().unwrap().name().unwrap(), REQUEST);
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn an_emergency_that_the_licence_permits_is_started_once_that_was_confirmed() {
    App::at(START, |app| {
        app.trust_the_vendor();
        let clause = json!({ "entitlement": "users", "quantity": 5, "months": 1 });
        let license = Claims::new("L-1").users(20).with("lic.emergency", clause);
        app.add("clause.lic", Jws::license(license.payload()).compact().as_bytes());
        app.go_to("Information");
        app.find(Role::Button, "Start emergency: users").click();
        let asked = app.find(Role::Region, "Start the emergency now?");
        assert!(asked.text().contains("exceeded by 5 for one month"), "{}", asked.text());
        asked.find(Role::Button, "Cancel").click();
        app.find(Role::Button, "Start emergency: users").click();
        app.find(Role::Region, "Start the emergency now?").find(Role::Button, "Start").click();
        let facts = app.facts();
        facts.wait_for_text("Emergency licence Running");
        assert!(facts.text().contains("Emergency accounts 0 / 5"), "{}", facts.text());
        assert!(app.stored().contains("\"emergency\""));
    });
}
