//! The packed npm package, bundled by Vite and used in a browser.
// needs: dist, npm, chromium

use countersign_tests::webdriver::{Browser, Role, wait_for};
use countersign_tests::{Project, StaticServer, folder, paths};
use std::fs;

#[test]
#[ignore = "needs the npm package, Vite and Chromium: run by `cargo xtask test`"]
fn a_production_build_works_in_a_browser() {
    let project = Project::with("vite");
    for (name, fixture) in [("keys.json", "keys.json"), ("license.lic", "ucware-testlizenz.lic")] {
        project.write(&format!("public/{name}"), fs::read(folder("fixtures").join(fixture)).unwrap());
    }
    project.tool("vite/bin/vite.js", &["build", "--logLevel", "warn"]);

    let built = project.path().join("dist");
    let modules: Vec<_> = paths(&built).into_iter().filter(|path| path.ends_with(".wasm")).collect();
    assert_eq!(modules.len(), 1, "{modules:?}");

    let server = StaticServer::start(&built);
    let browser = Browser::start();
    browser.open(&server.address("index.html"));
    let verdict = browser.find(Role::Region, "Verdict");
    wait_for("a verdict", || (!verdict.text().is_empty()).then_some(()));
    assert_eq!(verdict.text(), "Testlizenz for Musterfirma: active");
    assert_eq!(browser.console(), [""; 0]);
    let asked = browser.requests();
    let modules = asked.iter().filter(|address| address.ends_with(".wasm"));
    assert_eq!(modules.count(), 1, "{asked:?}");
}
