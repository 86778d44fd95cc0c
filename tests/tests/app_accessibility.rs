//! axe-core finds nothing to complain of in the app, light or dark.
// needs: dist, npm, chromium

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign_tests::app::App;
use countersign_tests::provided;
use countersign_tests::webdriver::Role;
use serde_json::{Value, json};
use std::fs;

const SCRIPT: &str = "
    const { violations, passes } = await axe.run(document, { resultTypes: ['violations'] });
    const nodes = (rule) => rule.nodes.map((node) => `${rule.id}: ${node.failureSummary} ${node.html}`);
    return { violations: violations.flatMap(nodes), rules: passes.length };";

#[test]
#[ignore = "needs the app, axe-core and Chromium: run by `cargo xtask test`"]
fn axe_finds_nothing() {
    let axe = fs::read_to_string(provided::node_modules().join("axe-core/axe.min.js")).unwrap();
    App::hosted(|app| {
        app.in_every_state(|state| {
            app.browser.run(&axe, json!([]));
            for scheme in ["light", "dark"] {
                // A colour on its way to another one is neither.
                app.emulate(
                    "screen",
                    &[("prefers-color-scheme", scheme), ("prefers-reduced-motion", "reduce")],
                );
                let page = app.browser.run(&format!("return (async () => {{ {SCRIPT} }})()"), json!([]));
                assert_eq!(page["violations"], Value::Array(Vec::new()), "{state}, {scheme}: {page:#}");
                assert!(page["rules"].as_u64().unwrap() > 20, "{page}");
            }
        });
    });
}

#[test]
#[ignore = "needs the app and Chromium: run by `cargo xtask test`"]
fn the_appearance_can_be_chosen() {
    App::everywhere(|app| {
        app.emulate("screen", &[("prefers-color-scheme", "light")]);
        let background =
            || app.browser.run("return getComputedStyle(document.body).backgroundColor", json!([]));
        let light = background();
        app.find(Role::Menu, "Appearance").choose("Dark");
        let dark = background();
        assert_ne!(light, dark);
        app.emulate("screen", &[("prefers-color-scheme", "dark")]);
        app.find(Role::Menu, "Appearance").choose("Light");
        assert_eq!(background(), light);
        app.find(Role::Menu, "Appearance").choose("System");
        assert_eq!(background(), dark);
    });
}
