//! The packed npm package, bundled by Vite and used in a browser.
// needs: dist, npm, chromium

use countersign_tests::webdriver::{Browser, Role, wait_for};
use countersign_tests::{Project, StaticServer, fixtures, paths};

#[test]
#[ignore = "needs the npm package, Vite and Chromium: run by `cargo xtask test`"]
fn a_production_build_works_in_a_browser() {
    assert_eq!(shown("vite", "ucware-testlizenz.lic", "Verdict"), "Testlizenz for Musterfirma: active");
}

#[test]
#[ignore = "needs the npm package, Vite and Chromium: run by `cargo xtask test`"]
fn a_page_has_the_small_module_alone() {
    assert_eq!(
        shown("vite-slim", "ucware-testlizenz.lic", "Verdict"),
        "Testlizenz for Musterfirma: active, 501 users"
    );
}

#[test]
#[ignore = "needs the npm package, Vite and Chromium: run by `cargo xtask test`"]
fn a_page_keeps_a_state() {
    let seats = shown("vite-state", "orange-uce-base.lic", "Seats");
    assert_eq!(seats, "21 people, 0 lines dropped, ＪÜRGEN: limit_exhausted (limit 20)");
}

/// What a region of a project's page says, built for production with a licence beside it. The one module
/// that it imports is bundled, and asked for once.
fn shown(sources: &str, license: &str, region: &str) -> String {
    let project = Project::with(sources);
    for (name, fixture) in [("keys.json", "keys.json"), ("license.lic", license)] {
        project.write(&format!("public/{name}"), fixtures::read(fixture));
    }
    project.tool("vite/bin/vite.js", &["build", "--logLevel", "warn"]);

    let built = project.path().join("dist");
    let modules: Vec<_> = paths(&built).into_iter().filter(|path| path.ends_with(".wasm")).collect();
    assert_eq!(modules.len(), 1, "{modules:?}");

    let server = StaticServer::start(&built);
    let browser = Browser::start();
    browser.open(&server.address("index.html"));
    let region = browser.find(Role::Region, region);
    wait_for("a text", || (!region.text().is_empty()).then_some(()));
    assert_eq!(browser.console(), [""; 0]);
    let asked = browser.requests();
    let modules = asked.iter().filter(|address| address.ends_with(".wasm"));
    assert_eq!(modules.count(), 1, "{asked:?}");
    region.text()
}
