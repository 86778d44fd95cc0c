//! Prints how long after it is opened the single file shows its first verdict: `cargo xtask opening`.
//!
//! Each run is a browser of its own, with nothing cached. The page has the vendor's key built in, as vendors ship
//! it. What counts is from the start of the navigation until the page takes a file, and from when it is given
//! one until the frame with the verdict is shown; what a person needs in between to choose it does not.
#![allow(clippy::panic, clippy::expect_used, reason = "it fails by panicking, as a test does")]

use countersign_tests::webdriver::{Browser, Role, wait_for};
use countersign_tests::{fixtures, provided};
use serde_json::{Value, json};
use std::fs;

const RUNS: usize = 7;

/// Runs before the page's scripts. Takes down when a field takes files, when it is given one, and when what the
/// licence in it would change is offered, which only a verified one is; each once its frame is shown.
const WATCH: &str = "
    window.seen = {};
    const note = (what) => requestAnimationFrame(() => setTimeout(() => { seen[what] ??= performance.now(); }));
    addEventListener('change', () => { seen.given = performance.now(); }, true);
    new MutationObserver(() => {
      if (document.querySelector('input[type=file]')) note('ready');
      if (seen.given && document.querySelector('.proposal')) note('verdict');
    }).observe(document, { childList: true, subtree: true });";

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let page = folder.path().join("countersign.html");
    let license = folder.path().join("licence.lic");
    fs::write(&page, with_keys()).expect("a temporary file");
    fs::write(&license, fixtures::read("ucware-testlizenz.lic")).expect("a temporary file");

    println!("{:>6}{:>12}{:>12}{:>12}", "ms", "until ready", "verdict", "together");
    let mut all: Vec<f64> = (0..RUNS)
        .map(|_| {
            let browser = Browser::start();
            browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH }));
            browser.open(&format!("file://{}", page.display()));
            browser
                .find(Role::FileField, "Add licence files…")
                .give(license.to_str().expect("a path in UTF-8"));
            let seen = wait_for("a verdict", || {
                let seen = browser.run("return window.seen", json!([]));
                seen["verdict"].is_number().then_some(seen)
            });
            let at = |what: &str| seen[what].as_f64().unwrap_or_else(|| panic!("{what}: {seen}"));
            let (ready, verdict) = (at("ready"), at("verdict") - at("given"));
            println!("{:>6}{ready:>12.0}{verdict:>12.0}{:>12.0}", "", ready + verdict);
            ready + verdict
        })
        .collect();
    all.sort_by(f64::total_cmp);
    println!("{:>6}{:>36.0}", "median", all[RUNS / 2]);
}

/// The single file, with the fixtures' key built in.
fn with_keys() -> String {
    let html = fs::read_to_string(provided::dist().join("countersign.html")).expect("the single file");
    let keys: Value = serde_json::from_slice(&fixtures::read("keys.json")).expect("a key set");
    let element = format!("<script type=\"application/json\" id=\"trusted-keys\">{keys}</script></head>");
    html.replacen("</head>", &element, 1)
}
