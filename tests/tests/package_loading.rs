//! The packed npm package in a page without a bundler, where loading its module fails and where it does not.
// needs: dist, engines
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use countersign_tests::webdriver::Browser;
use countersign_tests::{Project, StaticServer, entries};
use std::fs;

const MISSING: &str = "CountersignError module_missing countersign/inline";
const BLOCKED: &str = "CountersignError module_blocked wasm-unsafe-eval";
const LOADED: &str = "loaded";

#[test]
#[ignore = "needs the npm package and a browser: run by `cargo xtask test`"]
fn what_loading_fails_by_is_told_with_its_remedy() {
    let project = Project::with("loading");
    let module = fs::read(project.path().join("node_modules/countersign/countersign_bg.wasm")).unwrap();
    // Served as what it is not.
    project.write("not.wasm", "<!doctype html>");
    project.write("renamed.bin", module);
    let browser = Browser::start();
    let outcomes = |policy: &str| {
        let server = StaticServer::with_policy(project.path(), policy);
        entries::said(&browser, &server.address("index.html"), "Loaded")
    };

    let open = "default-src 'self' data: 'wasm-unsafe-eval'";
    let [no_address, a_page, no_module, no_url] = [MISSING; 4];
    assert_eq!(outcomes(open), [no_address, a_page, no_module, no_url, LOADED, LOADED].join(", "));
    // What is inside the JavaScript needs no connection.
    let unconnected = format!("{open}; connect-src 'none'");
    assert_eq!(outcomes(&unconnected), [MISSING, MISSING, MISSING, MISSING, MISSING, LOADED].join(", "));
    assert_eq!(outcomes("default-src 'self' data:"), [BLOCKED; 6].join(", "));
}
