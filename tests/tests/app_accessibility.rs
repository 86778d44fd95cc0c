//! axe-core finds nothing to complain of in the app, light or dark.
// needs: dist, npm, engines

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign_tests::app::App;
use countersign_tests::provided;
use serde_json::{Value, json};
use std::fs;

const SCRIPT: &str = "
    const { violations, passes } = await axe.run(document, { resultTypes: ['violations'] });
    const nodes = (rule) => rule.nodes.map((node) => `${rule.id}: ${node.failureSummary} ${node.html}`);
    return { violations: violations.flatMap(nodes), rules: passes.length };";

#[test]
#[ignore = "needs the app, axe-core and browsers: run by `cargo xtask test`"]
fn axe_finds_nothing() {
    let axe = fs::read_to_string(provided::node_modules().join("axe-core/axe.min.js")).unwrap();
    App::hosted(|app| {
        app.in_every_state(|state| {
            app.browser.run(&axe, json!([]));
            for appearance in ["Light", "Dark"] {
                app.appear(appearance);
                let page = app.browser.run(&format!("return (async () => {{ {SCRIPT} }})()"), json!([]));
                assert_eq!(page["violations"], Value::Array(Vec::new()), "{state}, {appearance}: {page:#}");
                assert!(page["rules"].as_u64().unwrap() > 20, "{page}");
            }
        });
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn the_appearance_can_be_chosen() {
    App::everywhere(|app| {
        let shown = "return [getComputedStyle(document.body).backgroundColor,
            matchMedia('(prefers-color-scheme: dark)').matches]";
        let shown = |appearance| {
            app.appear(appearance);
            let shown = app.browser.run(shown, json!([]));
            (shown[0].clone(), shown[1].as_bool().unwrap())
        };
        let [(system, is_dark), (dark, _), (light, _)] = ["System", "Dark", "Light"].map(shown);
        assert_ne!(light, dark);
        assert_eq!(system, if is_dark { dark } else { light });
    });
}
