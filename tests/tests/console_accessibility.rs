//! axe-core finds nothing to complain of in the issuer's console, light or dark, and nothing runs off a narrow screen.
// needs: dist, npm, chromium

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign::issue::{EmergencyRequestDraft, SigningKey};
use countersign::{Contact, UnixTime};
use countersign_tests::app::App;
use countersign_tests::app_console::{Machine, PASSPHRASE};
use countersign_tests::fixtures;
use countersign_tests::provided;
use countersign_tests::webdriver::Role;
use serde_json::{Value, json};
use std::fs;

const SCRIPT: &str = "
    const { violations, passes } = await axe.run(document, { resultTypes: ['violations'] });
    const nodes = (rule) => rule.nodes.map((node) => `${rule.id}: ${node.failureSummary} ${node.html}`);
    return { violations: violations.flatMap(nodes), rules: passes.length };";

#[test]
#[ignore = "needs the console, axe-core and Chromium: run by `cargo xtask test`"]
fn axe_finds_nothing_in_the_console() {
    let axe = fs::read_to_string(provided::node_modules().join("axe-core/axe.min.js")).unwrap();
    App::console_hosted(|app| {
        app.browser.run(&axe, json!([]));
        in_every_state(app, |state| {
            for appearance in ["Light", "Dark"] {
                app.appear(appearance);
                let page = app.browser.run(&format!("return (async () => {{ {SCRIPT} }})()"), json!([]));
                assert_eq!(page["violations"], Value::Array(Vec::new()), "{state}, {appearance}: {page:#}");
                assert!(page["rules"].as_u64().unwrap() > 15, "{page}");
            }
            for (width, height) in [(1_280, 900), (390, 844)] {
                let size =
                    json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
                app.browser.devtools("Emulation.setDeviceMetricsOverride", size);
                let wider =
                    "return document.documentElement.scrollWidth > document.documentElement.clientWidth";
                assert_eq!(app.browser.run(wider, json!([])), json!(false), "{state} is wider than {width}");
            }
        });
    });
}

/// Goes through what the console can look like.
fn in_every_state(app: &App<'_>, look: impl Fn(&str)) {
    look("requests-empty");
    app.console_at("#/keys", "Keys");
    look("keys-empty");
    app.import_vendor_key();
    look("keys");
    app.begin_ledger();
    app.enter("call-services-sessions.lic");
    app.browser.element("main").wait_for_text("licence CVP-SERVICES-100, serial 1");
    let sessions =
        |host: &Machine, wanted| host.request("call-services", "CVP-SERVICES-100", ("sessions", wanted));
    let machine = Machine::new("IVR server A, rack 3");
    app.ask(&sessions(&machine, 10)).wait_for_text("costs 10 of 100 free");
    look("request-new");
    app.sign_and_hand_out();
    look("request-answered");
    app.ask(&sessions(&machine, 25)).wait_for_text("costs 15 of 90 free");
    look("request-again");
    app.ask(&sessions(&machine, 5)).wait_for_text("can't be returned");
    app.find(Role::Button, "Text for the customer").click();
    look("request-refused");
    app.find(Role::Button, "Type lock codes in…").click();
    app.find(Role::TextField, "Lock codes, one a line").give("CS1-11111-11111-11111-11111-11111");
    app.browser.element("main").wait_for_text("Line 1:");
    look("request-typed");
    app.console_at("#/ledger", "Ledger");
    app.find(Role::Button, "Release… IVR server A, rack 3").click();
    app.find(Role::TextField, "Reason");
    look("ledger");
    app.console_at("#/licences", "Licences");
    app.find(Role::Button, "SPSS Statistics").click();
    app.find(Role::Region, "What the customer will see").wait_for_text("Universität Musterstadt");
    look("licences");
    let table = app.file("sites.csv", b"site;name\n1;A\n1;B\n");
    app.find(Role::FileField, "Open a licence, a table or templates…").give(&table);
    app.find(Role::Button, "Sign all rows").click();
    app.find(Role::Region, "Many licences, from a table").wait_for_text("Refused rows: 2 of 2.");
    look("licences-many");
    app.find(Role::Button, "Close the table").click();
    let older = app.file("old.lic", &fixtures::read("call-services-sessions.lic"));
    app.find(Role::FileField, "Open a licence, a table or templates…").give(&older);
    app.find(Role::Region, "Follows licence CVP-SERVICES-100, serial 1");
    look("licences-next");
    app.console_at("#/revocations", "Revocations");
    app.find(Role::Checkbox, "Musterkontakt GmbH · licence CVP-SERVICES-100, serial 1").click();
    app.find(Role::Region, "What it changes").wait_for_text("serial 1");
    look("revocations");
    app.find(Role::TextField, "Next list due").give("2100-01-01");
    app.find(Role::Button, "Sign the list").click();
    app.find(Role::Button, "Put it into the ledger");
    look("revocations-signed");
    app.console_at("#/keys", "Keys");
    // A root that is open, so that the other key may be spoken of.
    app.find(Role::Button, "Make a signing key").click();
    for field in ["#passphrase-make", "#passphrase-make-again"] {
        app.browser.element(field).give(PASSPHRASE);
    }
    app.find(Role::Button, "Make the key").click();
    app.find(Role::Button, "Change keys: a trust update").click();
    app.browser.element(".steps select").choose("leaked: nothing that it signed is good");
    app.find(Role::Region, "What it says, and what falls").wait_for_text("Sign again, with a good key");
    look("rotation");
    app.ask(&emergency()).wait_for_text("An installation’s request is read with its public key");
    look("emergency-unknown");
}

/// A request of an installation that nobody here knows.
fn emergency() -> String {
    let draft = EmergencyRequestDraft {
        product: "call-services".into(),
        account: "musterkontakt".into(),
        license: "CVP-SERVICES-100".into(),
        entitlement: "sessions".into(),
        quantity: None,
        registered: 100,
        granted: 100,
        contact: Contact::default(),
        reason: None,
    };
    let now = UnixTime::from_secs(1_764_210_000).unwrap();
    draft.sign(&SigningKey::generate().unwrap(), now).unwrap().to_armor()
}
