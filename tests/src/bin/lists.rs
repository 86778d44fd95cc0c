//! Prints how long the licence page takes for a licence of many entitlements, and for many licences:
//! `cargo xtask lists`.
//!
//! Files are offered, added, and seen again after a reload; then a number is typed in, and a limit looked for. Each time
//! is until the frame is shown, the median of several runs; beside it the longest time for which the page did not
//! answer.
#![allow(clippy::expect_used, reason = "it fails by panicking, as a test does")]

use countersign_tests::Jws;
use countersign_tests::app::App;
use countersign_tests::webdriver::{Role, wait_for};
use serde_json::{Value, json};
use std::cell::RefCell;

/// How many entitlements each of how many licences has.
const SIZES: [(usize, usize); 4] = [(100, 1), (1_000, 1), (10_000, 1), (3, 1_000)];

const RUNS: usize = 5;

const HEADS: [&str; 8] =
    ["entitlements", "files", "offered", "applied", "shown", "number", "look for", "block"];

/// Takes down for how long the page did not answer.
const WATCH: &str = "window.blocks = [];
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => blocks.push(entry.duration)))
      .observe({ type: 'longtask', buffered: true });";

/// Waits until there is an element, and gives how long that took until its frame was shown.
const APPEARS: &str = "const appears = (selector, change) => new Promise((done) => {
      const start = performance.now();
      const look = () => {
        if (!document.querySelector(selector)) return false;
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
        return true;
      };
      new MutationObserver((_, observer) => { if (look()) observer.disconnect(); })
        .observe(document.body, { childList: true, subtree: true });
      change();
    });
    const shown = (change) => new Promise((done) => {
      const start = performance.now();
      change();
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
    });";

fn main() {
    println!("{}", HEADS.map(|head| format!("{head:>13}")).concat());
    for (entitlements, files) in SIZES {
        let runs = RefCell::new(Vec::new());
        for _ in 0..RUNS {
            App::hosted(|app| runs.borrow_mut().push(Page(app).times(entitlements, files)));
        }
        let runs = runs.into_inner();
        let medians = (0..6).map(|phase| median(runs.iter().map(|times| times[phase]).collect()));
        let medians: String = medians.map(|time| format!("{time:>13.0}")).collect();
        println!("{entitlements:>13}{files:>13}{medians}");
    }
    println!("in milliseconds, medians of {RUNS}");
}

struct Page<'a>(&'a App<'a>);

impl Page<'_> {
    /// What each thing takes, and the longest block of all.
    fn times(&self, entitlements: usize, files: usize) -> [f64; 6] {
        self.0.trust_the_vendor();
        self.0.browser.run(WATCH, json!([]));
        let paths: Vec<String> = (0..files)
            .map(|number| {
                let license = Jws::license(claims(number, entitlements)).armored();
                self.0.file(&format!("licence-{number}.lic"), license.as_bytes())
            })
            .collect();
        let offered = self.offer(&paths);
        let applied = self.measure("return appears('table.limits', () => document.querySelector('.proposal button.primary').click())");
        self.0.wait_until_stored("licence-0.lic");
        let before = self.blocks();
        self.0.reload();
        let shown = "return document.querySelector('table.limits') ? performance.now() : null";
        let shown = wait_for("the table", || self.0.browser.run(shown, json!([])).as_f64());
        self.0.browser.run(WATCH, json!([]));
        let number = self.measure(
            "const field = document.querySelector('.use input');
             const type = (text) => shown(() => {
               field.value = text;
               field.dispatchEvent(new InputEvent('input', { bubbles: true }));
               field.dispatchEvent(new Event('change', { bubbles: true }));
             });
             const times = [];
             for (const text of ['1', '12', '1', '0', '7']) times.push(await type(text));
             return times.sort((a, b) => a - b)[2];",
        );
        let find = self.measure(
            "const field = document.querySelector('#limits-find, #files-find');
             if (!field) return 0;
             const times = [];
             for (const text of ['9', '99', '999', '99', '9']) {
               times.push(await shown(() => {
                 field.value = text;
                 field.dispatchEvent(new InputEvent('input', { bubbles: true }));
               }));
             }
             return times.sort((a, b) => a - b)[2];",
        );
        [offered, applied, shown, number, find, before.max(self.blocks())]
    }

    /// Gives the files, and waits until what they change is shown.
    fn offer(&self, paths: &[String]) -> f64 {
        let start = "window.given = null; window.offered = null;
            addEventListener('change', () => { given = performance.now(); }, { capture: true, once: true });
            new MutationObserver((_, observer) => {
              if (!document.querySelector('.proposal')) return;
              observer.disconnect();
              requestAnimationFrame(() => setTimeout(() => { offered = performance.now() - given; }));
            }).observe(document.body, { childList: true, subtree: true });";
        self.0.browser.run(start, json!([]));
        self.0.find(Role::FileField, "Add licence files…").give(&paths.join("\n"));
        wait_for("the proposal", || self.0.browser.run("return offered", json!([])).as_f64())
    }

    /// The longest time for which the page did not answer so far.
    fn blocks(&self) -> f64 {
        self.measure("await new Promise((done) => setTimeout(done)); return Math.max(0, ...blocks)")
    }

    /// Runs a script that waits, and gives a time.
    fn measure(&self, script: &str) -> f64 {
        let script = ["return (async function () {", APPEARS, script, "}).apply(null, arguments)"].concat();
        self.0.browser.run(&script, json!([])).as_f64().expect("a time")
    }
}

/// A licence with so many entitlements, half of which end one day.
fn claims(number: usize, entitlements: usize) -> String {
    let entitlement = |index: usize| {
        let mut entitlement = json!({
            "id": format!("module_{index:05}"), "metric": "user", "quantity": 10 + index % 90,
            "name": { "en": format!("Module {index}"), "de": format!("Modul {index}") },
        });
        if index % 2 == 1 {
            entitlement["exp"] = json!(2_000_000_000 + (index % 12) * 2_592_000);
        }
        entitlement
    };
    let entitlements: Vec<Value> = (0..entitlements).map(entitlement).collect();
    let claims = json!({
        "ver": 1, "iss": "https://vendor.example", "aud": "ucware", "sub": "long", "jti": format!("LONG-{number}"),
        "iat": 1_700_000_000,
        "lic": {
            "serial": 1, "name": format!("Licence {number}"), "kind": "standard", "perpetual": true,
            "holder": { "name": "Musterfirma" }, "entitlements": entitlements,
        },
    });
    claims.to_string()
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
