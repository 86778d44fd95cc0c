//! The hosted app opens with its server gone, and says when a newer version of it is there.
// needs: dist, chromium
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use countersign_tests::app::App;
use countersign_tests::webdriver::{Browser, Role, wait_for};
use countersign_tests::{StaticServer, fixtures, paths, provided};
use serde_json::json;
use std::fs;
use std::net::TcpStream;
use std::path::Path;
use tempfile::TempDir;

const WORKER: &str = "service-worker.js";
const NOTICE: &str = "A new version of this page is ready.";

/// A copy of the site, which a newer one can take the place of.
fn site() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let built = provided::dist().join("site");
    for path in app_files(&built) {
        fs::copy(built.join(&path), folder.path().join(&path)).unwrap();
    }
    folder
}

/// The files of the app: those at the top of the site.
fn app_files(site: &Path) -> Vec<String> {
    paths(site).into_iter().filter(|path| !path.contains('/')).collect()
}

/// Changes the app, as another build would.
fn build_anew(site: &Path) {
    let change = |file: &str, from: &str, to: &str| {
        let text = fs::read_to_string(site.join(file)).unwrap();
        assert_eq!(text.matches(from).count(), 1, "{from} in {file}");
        fs::write(site.join(file), text.replace(from, to)).unwrap();
    };
    change("index.html", "<body>", "<body data-version=\"2\">");
    change(WORKER, "const VERSION = '", "const VERSION = '2");
}

/// Opens the page, and waits until the browser keeps it.
fn open<'a>(browser: &'a Browser, server: &StaticServer) -> App<'a> {
    let app = App::visited(browser, server.address(""));
    app.wait_until("return navigator.serviceWorker.ready.then(() => true)", json!([]));
    app
}

/// Ends a server, and waits until nobody answers in its place.
fn end(server: StaticServer) {
    let socket = server.socket();
    drop(server);
    wait_for("the server to be gone", || TcpStream::connect(socket).is_err().then_some(()));
}

fn is_new(app: &App<'_>) -> bool {
    app.browser.run("return document.body.dataset.version === '2'", json!([])) == json!(true)
}

#[test]
#[ignore = "needs the app and Chromium: run by `cargo xtask test`"]
fn a_licence_is_verified_with_the_server_gone() {
    let site = site();
    let (browser, server) = (Browser::start(), StaticServer::without_policy(site.path()));
    let app = open(&browser, &server);
    let socket = server.socket();
    end(server);

    app.reload();
    app.trust_the_vendor();
    app.add("licence.lic", &fixtures::read("ucware-testlizenz.lic"));
    assert!(app.card("Testlizenz").text().contains("Active"));
    // By its other name, and from a link to one of its pages.
    for address in ["index.html", "#/keys"] {
        browser.open(&format!("http://{socket}/{address}"));
        app.find(Role::Link, "Trusted keys");
    }
}

#[test]
#[ignore = "needs the app and Chromium: run by `cargo xtask test`"]
fn what_is_kept_is_the_app_and_nothing_else() {
    let site = site();
    let (browser, server) = (Browser::start(), StaticServer::without_policy(site.path()));
    let app = open(&browser, &server);
    let script = "return caches.keys().then(async (names) => {
        const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
        return [names.length, kept.flat().map(({ url }) => new URL(url).pathname.slice(1)).sort()];
    })";
    let mut expected = app_files(site.path());
    expected.retain(|path| path != WORKER);
    for path in &mut expected {
        if path == "index.html" {
            path.clear();
        }
    }
    expected.sort();
    assert_eq!(app.browser.run(script, json!([])), json!([1, expected]));
}

#[test]
#[ignore = "needs the app and Chromium: run by `cargo xtask test`"]
fn a_newer_version_is_told_of_and_taken() {
    let site = site();
    let (browser, server) = (Browser::start(), StaticServer::without_policy(site.path()));
    let app = open(&browser, &server);
    app.reload();
    assert!(!app.text().contains(NOTICE));

    build_anew(site.path());
    app.reload();
    let notice = app.find(Role::Button, "Reload");
    assert!(app.text().contains(NOTICE));
    assert!(!is_new(&app), "the older version stays until it is asked for");
    notice.click();
    wait_for("the newer version", || is_new(&app).then_some(()));
    app.find(Role::Heading, "Licence");
    app.wait_until("return caches.keys().then((names) => names.length === 1)", json!([]));

    end(server);
    app.reload();
    assert!(is_new(&app) && !app.text().contains(NOTICE));
}

#[test]
#[ignore = "needs the app: run by `cargo xtask test`"]
fn the_single_file_has_no_worker() {
    let html = fs::read_to_string(provided::dist().join("countersign.html")).unwrap();
    for word in ["serviceWorker", "manifest", "trustedTypes"] {
        assert!(!html.contains(word), "{word}");
    }
}
