//! What the app saves and prints of an account: its report, its limits, a proof of entitlement.
// needs: dist, engines

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign_tests::app::{App, VENDOR};
use countersign_tests::webdriver::{Element, Role};
use countersign_tests::{fixtures, schemas};
use serde_json::Value;

const SAVE: &str = "Save and print";

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn the_report_is_the_one_that_the_schema_describes() {
    App::everywhere(|app| {
        with_licences(app);
        let saved = app.saved("licence-report.json", || save(app, "Report (JSON)…"));
        let report: Value = serde_json::from_slice(&saved).unwrap();
        let schema = schemas::report();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let problems: Vec<String> = validator.iter_errors(&report).map(|error| error.to_string()).collect();
        assert!(problems.is_empty(), "{problems:#?}");
        assert_eq!((&report["account"], &report["product"]), (&"site-1".into(), &"orange-uce".into()));
        let users = report["limits"].as_array().unwrap().iter().find(|row| row["id"] == "users").unwrap();
        assert_eq!((&users["granted"], &users["used"]), (&25.into(), &19.into()));
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn the_limits_are_a_table() {
    App::everywhere(|app| {
        with_licences(app);
        let table = app.saved("licence-limits.csv", || save(app, "Limits (CSV)…"));
        assert_eq!(
            String::from_utf8(table).unwrap(),
            "id,name,metric,used,granted,emergency,available,state,next_change\r\n\
             users,User accounts,user,19,25,0,6,ok,\r\n"
        );
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn the_proof_of_entitlement_prints_alone() {
    App::everywhere(|app| {
        with_licences(app);
        app.find(Role::Link, "Proof of entitlement").click();
        app.find(Role::Heading, "Proof of entitlement");
        let controls = [
            app.find(Role::Button, "Print"),
            app.find(Role::Link, "Back"),
            app.find(Role::Link, "Trusted keys"),
        ];
        assert!(controls.iter().all(Element::is_displayed));
        app.on_paper(|| {
            assert!(!controls.iter().any(Element::is_displayed));
            let paper = app.text();
            for text in [
                "Musterhandel GmbH",
                "orange-uce",
                "UCE-2013-0020",
                "UCE-2014-0005",
                "Order number 2014-0612",
                "25",
                "the signatures of these licences were verified",
            ] {
                assert!(paper.contains(text), "no {text:?} in {paper}");
            }
            assert!(paper.replace(' ', "").contains(VENDOR), "{paper}");
        });
    });
}

/// 20 users and 5 further ones, of whom 19 are in use.
fn with_licences(app: &App<'_>) {
    app.trust_the_vendor();
    app.add("base.lic", &fixtures::read("orange-uce-base.lic"));
    app.add("add-on.lic", &fixtures::read("orange-uce-addon.lic"));
    app.find(Role::TextField, "In use: User accounts").give("19\u{E004}");
    app.wait_until_stored("\"amount\":19");
}

fn save(app: &App<'_>, button: &str) {
    app.find(Role::Region, SAVE).find(Role::Button, button).click();
}
