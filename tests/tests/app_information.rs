//! The app's page of information: what administrators of an Orange[uc]e server look up and do there.
// needs: dist, engines

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign::{EmergencyRequest, Envelope, TrustedKeys, Verified};
use countersign_tests::app::{App, CHANGE};
use countersign_tests::app_keyboard::{ENTER, TAB};
use countersign_tests::webdriver::{Element, Role};
use countersign_tests::{Claims, Jws, fixtures};
use serde_json::json;

/// When the emergency licence begins.
const START: &str = "2014-05-13T10:00:00Z";
/// The day after it ended.
const DAY_AFTER: &str = "2014-06-14T12:00:00Z";
/// The day after the purchase.
const BOUGHT: &str = "2014-06-17T12:00:00Z";
/// The last day of support, and the next.
const SUPPORTED: &str = "2014-10-31T12:00:00Z";
const UNSUPPORTED: &str = "2014-11-01T12:00:00Z";

const COMPANY: &str = "Musterhandel GmbH";
const ACTIONS: &str = "What you can do";
const REQUEST: &str = "Request emergency licence…";

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn o1_the_facts_are_those_of_the_licence_and_support_ends_by_itself() {
    App::at(SUPPORTED, |app| {
        with_users(app, 19);
        let facts = app.find(Role::Region, COMPANY);
        let until = format!("Technical support until {}", day(app, "2014-10-31"));
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
        with_users(app, 19);
        update(app, "add-on.lic", "orange-uce-addon");
        app.find(Role::Region, COMPANY).wait_for_text("User accounts 19 / 25");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn o3_and_o4_an_emergency_is_asked_for_runs_locks_and_is_settled() {
    App::at(START, |app| {
        with_users(app, 20);
        app.find(Role::Button, REQUEST).click();
        app.find(Role::Button, "Make the request").click();
        let made = app.find(Role::Region, "The request is ready");
        assert!(
            made.text().contains("10 more: User accounts, of which 20 of 20 are in use"),
            "{}",
            made.text()
        );
        made.find(Role::Button, "Done").click();

        update(app, "emergency.lic", "orange-uce-emergency");
        let facts = app.find(Role::Region, COMPANY);
        facts.wait_for_text("Emergency licence Running");
        let period = [day(app, "2014-05-13"), day(app, "2014-06-13")].join(" – ");
        assert!(facts.text().contains(&period), "{}", facts.text());
        use_accounts(app, 21);
        facts_of(app).wait_for_text("Emergency accounts 1 / 10");
        let actions = app.find(Role::Region, ACTIONS).text();
        assert!(actions.contains("an emergency licence is running until"), "{actions}");
        assert!(!actions.contains(REQUEST), "{actions}");

        app.sleep_until(DAY_AFTER);
        facts_of(app).wait_for_text("Emergency licence Locked");
        facts_of(app).wait_for_text("One account is blocked");
        let actions = app.find(Role::Region, ACTIONS);
        assert!(!actions.text().contains(REQUEST), "{}", actions.text());
        for way in ["nothing was bought", "Buy a permanent licence", "Free as many accounts as are blocked"] {
            assert!(actions.text().contains(way), "no {way:?} in {}", actions.text());
        }
        let code = "return document.querySelector('.denial').dataset.code";
        assert_eq!(app.browser.run(code, json!([])), json!("emergency_locked"));

        app.sleep_until(BOUGHT);
        update(app, "add-on.lic", "orange-uce-addon");
        facts_of(app).wait_for_text("User accounts 21 / 25");
        facts_of(app).wait_for_text("Emergency licence Available");
        assert!(!facts_of(app).text().contains("blocked"), "{}", facts_of(app).text());
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
        update(app, "emergency.lic", "orange-uce-emergency");
        app.go_to("Seats");
        app.find(Role::Button, "Add a person").click();
        app.find(Role::TextField, "User name").give(&format!("sandra.singer{ENTER}"));
        app.wait_until_stored("sandra.singer");
        app.go_to("Information");
        facts_of(app).wait_for_text("Emergency accounts 1 / 10");
        app.sleep_until(DAY_AFTER);
        facts_of(app).wait_for_text("One account is blocked sandra.singer");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn o5_connections_are_counted_by_themselves() {
    App::at(START, |app| {
        with_users(app, 19);
        update(app, "connections.lic", "orange-uce-connections");
        for (open, shown) in [(1, "1 / 2"), (2, "2 / 2 none left"), (3, "3 / 2 1 over"), (0, "0 / 2")] {
            app.go_to("Licence");
            give(app, "In use: External connections (1C)", &format!("{open}{TAB}"));
            app.wait_until_stored(&format!("\"amount\":{open}"));
            app.go_to("Information");
            facts_of(app).wait_for_text(&format!("External connections (1C) {shown}"));
            assert!(facts_of(app).text().contains("User accounts 19 / 20"), "{}", facts_of(app).text());
        }
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn the_vendor_reads_the_request_that_is_saved_sent_or_photographed() {
    App::at(START, |app| {
        with_users(app, 20);
        app.find(Role::Button, REQUEST).click();
        give(app, "How many more", "3");
        give(app, "Reason", "Trade fair");
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
        with_users(app, 20);
        app.find(Role::Button, REQUEST).click();
        give(app, "How many more", "11");
        give(app, "Your name", " ");
        give(app, "E-mail", "gerd");
        app.find(Role::Button, "Make the request").click();
        let form = app.find(Role::Region, "Request an emergency licence");
        form.wait_for_text("Please give a whole number from 1 to 10.");
        assert!(form.text().contains("Please fill this in."), "{}", form.text());
        assert!(form.text().contains("This is not an e-mail address."), "{}", form.text());
        assert_eq!(app.browser.focused().unwrap().name().unwrap(), "How many more");
        app.browser.element("[role=status]").wait_for_text("3 fields need your attention.");

        give(app, "How many more", "4");
        give(app, "Your name", "Gerd Gudlat");
        app.go_to("Trusted keys");
        app.find(Role::Heading, "Trusted keys");
        app.go_to("Information");
        for (field, text) in [("How many more", "4"), ("Your name", "Gerd Gudlat"), ("E-mail", "gerd")] {
            let field = app.find(Role::TextField, field);
            assert_eq!(app.browser.run("return arguments[0].value", json!([field.reference()])), json!(text));
        }
        give(app, "E-mail", "gerd@musterhandel.example");
        app.find(Role::Button, "Make the request").click();
        app.find(Role::Region, "The request is ready");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn an_emergency_is_asked_for_by_keyboard_alone() {
    App::at(START, |app| {
        with_users(app, 20);
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
        let facts = facts_of(app);
        facts.wait_for_text("Emergency licence Running");
        assert!(facts.text().contains("Emergency accounts 0 / 5"), "{}", facts.text());
        assert!(app.stored().contains("\"emergency\""));
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn o6_the_agreement_prints_with_the_facts_and_without_the_controls() {
    App::at(START, |app| {
        with_users(app, 19);
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
                COMPANY,
                "19 / 20",
                "UCE-2013-0020",
                "1. Grant",
                "Its end does not limit the use of the software.",
            ] {
                assert!(paper.contains(text), "no {text:?} in {paper}");
            }
        });
        app.find(Role::Link, "Back").click();
        app.find(Role::Region, COMPANY);
    });
}

/// Adds the base licence, with so many of its 20 users in use, and goes to the page.
fn with_users(app: &App<'_>, users: u64) {
    app.trust_the_vendor();
    app.add("base.lic", &fixtures::read("orange-uce-base.lic"));
    use_accounts(app, users);
}

/// A day as the page writes it, in the browser's region.
fn day(app: &App<'_>, day: &str) -> String {
    let script = "const region = navigator.languages.find((tag) => tag.split('-')[0] === 'en') ?? 'en-GB';
        const format = { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' };
        return new Intl.DateTimeFormat(region, format).format(new Date(arguments[0]));";
    app.browser.run(script, json!([day])).as_str().unwrap().to_owned()
}

/// Types in how many users there are, and comes back.
fn use_accounts(app: &App<'_>, users: u64) {
    app.go_to("Licence");
    give(app, "In use: User accounts", &format!("{users}{TAB}"));
    app.wait_until_stored(&format!("\"amount\":{users}"));
    app.go_to("Information");
    app.find(Role::Heading, "Information");
}

/// Adds a file on this page, after a look at what it changes.
fn update(app: &App<'_>, name: &str, fixture: &str) {
    let file = app.file(name, &fixtures::read(&format!("{fixture}.lic")));
    app.find(Role::FileField, "Update licence…").give(&file);
    app.find(Role::Region, CHANGE).find(Role::Button, "Apply").click();
    app.wait_until("return document.querySelector('.proposal') === null", json!([]));
}

fn facts_of<'a>(app: &'a App<'_>) -> Element<'a> {
    app.find(Role::Region, COMPANY)
}

/// Types into a field, in place of what stands there.
fn give(app: &App<'_>, field: &str, text: &str) {
    let field = app.find(Role::TextField, field);
    app.browser.run("arguments[0].select()", json!([field.reference()]));
    field.give(text);
}
