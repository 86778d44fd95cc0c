//! What administrators of an Orange[uc]e server see on the licence page: licences that add up, at the dates of the
//! documentation.
// needs: dist, any engine

use countersign_tests::app::{App, CHANGE};
use countersign_tests::fixtures;
use countersign_tests::webdriver::{Element, Role};

/// Before the support ends, and a day after.
const SUPPORTED: &str = "2014-10-31T12:00:00Z";
const DAY_AFTER: &str = "2014-11-01T00:00:00Z";
/// When the add-on was bought.
const BOUGHT: &str = "2014-06-16T12:00:00Z";

/// The part of the page that shows the account.
const ACCOUNT: &str = "orange-uce · Musterhandel GmbH";
const USERS: &str = "In use: User accounts";

fn site(app: &App<'_>) {
    app.trust_the_vendor();
    app.add("base.lic", &fixtures::read("orange-uce-base.lic"));
    app.type_in(USERS, "19");
    app.find(Role::Region, ACCOUNT).wait_for_text("/ 20 only 1 left");
    app.wait_until_stored("\"amount\":19");
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn o1_the_end_of_support_limits_no_use() {
    App::at(SUPPORTED, |app| {
        site(app);
        let limits = || Element::text(&app.browser.element("table.limits"));
        let (supported, account) = (limits(), app.find(Role::Region, ACCOUNT).text());
        assert!(
            account.contains("31 October 2014 within a day Technical support of Orange[uc]e ends"),
            "{account}"
        );
        assert!(!account.contains("External"), "{account}");
        app.sleep_until(DAY_AFTER);
        app.find(Role::Region, ACCOUNT).wait_for_text("Nothing ends that is known here.");
        assert_eq!(limits(), supported, "nothing else changes");
        app.reload();
        app.find(Role::Region, ACCOUNT).wait_for_text("/ 20 only 1 left");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn o2_licences_add_up_and_the_same_one_once() {
    App::at(BOUGHT, |app| {
        site(app);
        app.add("add-on.lic", &fixtures::read("orange-uce-addon.lic"));
        app.find(Role::Region, ACCOUNT).wait_for_text("/ 25 6 left");
        let again = [
            app.file("again.lic", &fixtures::read("orange-uce-addon.lic")),
            app.file("altered.lic", &fixtures::tampered()),
        ];
        app.find(Role::FileField, "Add licence files…").give(&again.join("\n"));
        // The one after it was read too.
        app.card("altered.lic");
        app.find(Role::Region, ACCOUNT).wait_for_text("/ 25 6 left");
        let text = app.text();
        assert!(
            text.contains("again.lic is already there. Nothing changes.") && !text.contains(CHANGE),
            "{text}"
        );
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn o5_sessions_are_counted_while_they_last() {
    App::at(BOUGHT, |app| {
        site(app);
        app.add("connections.lic", &fixtures::read("orange-uce-connections.lic"));
        let account = app.find(Role::Region, ACCOUNT);
        for (open, left) in [("1", "only 1 left"), ("2", "none left"), ("3", "1 over"), ("1", "only 1 left")]
        {
            app.type_in("In use: External connections (1C)", open);
            account.wait_for_text(&format!("/ 2 {left}"));
        }
        account.wait_for_text("/ 20 only 1 left");
    });
}
