//! The packed npm package in a page without a bundler: where loading its module fails, and as a host of its own.
// needs: dist, engines
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use countersign::LockCode;
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

#[test]
#[ignore = "needs the npm package and a browser: run by `cargo xtask test`"]
fn a_browser_is_a_host_with_a_key_that_no_program_reads() {
    let project = Project::with("host");
    let server = StaticServer::start(project.path());
    let browser = Browser::start();
    let shown = || {
        let said = entries::said(&browser, &server.address("index.html"), "Hosts");
        said.split(", ").map(str::to_owned).collect::<Vec<_>>()
    };
    let first = shown();
    let [platform, seed, has_ed25519, cant_be_exported, refused] = &first[..] else { panic!("{first:?}") };
    for code in [platform, seed] {
        assert!(LockCode::parse(code).is_ok(), "{first:?}");
    }
    assert_ne!(platform, seed, "two keys are two hosts");
    assert_eq!(has_ed25519, cant_be_exported, "where the browser has Ed25519, the key is one of its own");
    assert_eq!(refused, "usage_invalid", "a page can't learn parts");
    // The page was loaded anew: the hosts are the ones that they were.
    assert_eq!(shown(), first);
}
