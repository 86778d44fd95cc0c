//! The guide to a licence desk with two HTML files: what is pressed is what stands there, in that order.
// needs: dist, any engine

#![allow(clippy::unwrap_used, clippy::panic, reason = "all of this file is tests")]

use countersign_tests::app::{App, CHANGE, VENDOR};
use countersign_tests::app_console::{ISSUER, PASSPHRASE};
use countersign_tests::app_desk::{LICENCE, licence};
use countersign_tests::webdriver::Role;
use countersign_tests::{fixtures, provided};
use std::cell::RefCell;

const GUIDE: &str = include_str!("../../validator/guide/desk.md");

/// What stands in bold from the first part on, to be pressed one after the other.
struct Steps(RefCell<Vec<&'static str>>);

impl Steps {
    fn of_guide() -> Self {
        let (_, steps) = GUIDE.split_once("## At the vendor, once").unwrap();
        let (steps, _) = steps.split_once("## Codes by").unwrap();
        let mut bold: Vec<&str> = steps.split("**").skip(1).step_by(2).collect();
        bold.reverse();
        Self(RefCell::new(bold))
    }

    /// The next one, which has to be this.
    fn next(&self, label: &'static str) -> &'static str {
        assert_eq!(self.0.borrow_mut().pop(), Some(label), "the guide goes on otherwise");
        label
    }
}

#[test]
#[ignore = "needs both pages and browsers: run by `cargo xtask test`"]
fn the_steps_of_the_guide_work() {
    let customer = format!("file://{}", provided::dist().join("countersign.html").display());
    App::console(|desk| {
        App::served_at(customer.clone(), |site| walk(&Steps::of_guide(), desk, site));
    });
}

fn walk(guide: &Steps, desk: &App<'_>, site: &App<'_>) {
    let licence = licence("seats", "host", 3);
    vendor(guide, desk, &licence);

    site.go_to(guide.next("Trusted keys"));
    site.import_keys("keys.json", &fixtures::read("keys.json"));
    site.find(Role::Button, guide.next("Trust")).click();
    site.find(Role::Button, &format!("Remove the key {VENDOR}"));
    site.go_to(guide.next("Licence"));
    site.find(Role::FileField, guide.next("Add licence files…"))
        .give(&site.file("studio.lic", licence.as_bytes()));
    site.find(Role::Region, CHANGE).find(Role::Button, guide.next("Apply")).click();
    site.find(Role::Button, "Remove studio.lic");

    site.go_to(guide.next("Activation"));
    site.find(Role::Button, &[guide.next("Ask for activation…"), "Call Studio"].join(" ")).click();
    site.type_in("Description of the machine", "studio-7");
    site.find(Role::Button, guide.next("Make the request")).click();
    let name = format!("activation-request-{LICENCE}.lic");
    site.find(Role::Heading, "The request is ready");
    let request = site.saved(&name, || site.find(Role::Button, guide.next("Save as a file…")).click());

    desk.console_at("#/", guide.next("Requests"));
    let file = desk.file("request.lic", &request);
    desk.find(Role::FileField, guide.next("Choose requests…")).give(&file);
    desk.browser.element("main").wait_for_text("costs 1 of 3");
    desk.find(Role::Button, guide.next("Sign and hand out")).click();
    let mail = desk.find(Role::TextField, "Text for an e-mail").value();
    desk.find(Role::Button, guide.next("Save file")).click();

    site.find(Role::FileField, guide.next("Choose the answer…"))
        .give(&site.file("answer.lic", mail.as_bytes()));
    let change = site.find(Role::Region, CHANGE);
    change.wait_for_text("It is for this browser and counts here.");
    change.find(Role::Button, guide.next("Apply")).click();
    site.browser.element("main").wait_for_text("It is activated in this browser.");

    site.find(Role::Button, &[guide.next("Give back…"), "studio-7"].join(" ")).click();
    site.find(Role::Region, "Give this activation back?").find(Role::Button, guide.next("Give back")).click();
    site.find(Role::Heading, "It is given back");
    let receipt = site.find(Role::TextField, "Text for an e-mail").value();

    desk.console_at("#/ledger", guide.next("Ledger"));
    desk.find(Role::FileField, guide.next("Choose documents…"))
        .give(&desk.file("receipt.txt", receipt.as_bytes()));
    desk.browser.element("main").wait_for_text("0 claimed · 3 free");
    let ledger =
        desk.saved("countersign.ledger", || desk.find(Role::Button, guide.next("Save ledger")).click());
    assert_eq!(String::from_utf8(ledger).unwrap().lines().count(), 4);
    assert!(guide.0.borrow().is_empty(), "the guide goes on");
}

fn vendor(guide: &Steps, desk: &App<'_>, licence: &str) {
    desk.console_at("#/keys", guide.next("Keys"));
    let pem = desk.file("test-key.pem", &fixtures::read("test-key.pem"));
    desk.find(Role::FileField, guide.next("Choose key file…")).give(&pem);
    desk.find(Role::Heading, "Import this signing key");
    for field in ["#passphrase-import", "#passphrase-import-again"] {
        desk.browser.element(field).give(PASSPHRASE);
    }
    desk.find(Role::Button, guide.next("Import")).click();
    desk.find(Role::Button, "Lock now");
    desk.console_at("#/ledger", guide.next("Ledger"));
    desk.find(Role::TextField, "Issuer").give(ISSUER);
    desk.find(Role::Button, guide.next("Begin a new ledger")).click();
    desk.find(Role::Heading, "countersign.ledger");
    let file = desk.file("studio.lic", licence.as_bytes());
    desk.find(Role::FileField, guide.next("Choose documents…")).give(&file);
    desk.browser.element("main").wait_for_text("licence DESK-1, serial 1");
}
