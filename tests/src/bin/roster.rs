//! Prints how long the seats page takes, by the number of the people: `cargo xtask roster`.
//!
//! A list is imported, looked through, ticked, saved, and read again after a reload. Each time is until the
//! frame is shown; that of saving until it is stored; of an import there is also the longest time for which the page did
//! not answer. What matters is how the rows of one run stand to each
//! other, and that a keystroke and a tick take less than a person notices.
#![allow(clippy::expect_used, reason = "it fails by panicking, as a test does")]

use countersign_tests::Jws;
use countersign_tests::app::App;
use countersign_tests::webdriver::{Role, wait_for};
use serde_json::{Value, json};
use std::fmt::Write as _;

const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];

/// Words that are typed letter by letter: they match everybody, some and nobody.
const WORDS: [&str; 4] = ["user", "user.0123", "gerd", "singer x"];

const TICKS: usize = 20;

/// Runs what changes the page, and gives how long it takes until the frame with the change is shown.
const SHOWN: &str = "const shown = (change) => new Promise((done) => {
      const start = performance.now();
      change();
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
    });";

/// Takes down for how long the page did not answer.
const WATCH: &str = "window.blocks = [];
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => blocks.push(entry.duration)))
      .observe({ type: 'longtask', buffered: false });";

fn main() {
    let heads =
        ["people", "import", "block", "key p50", "key p95", "tick p50", "tick p95", "all", "save", "reload"];
    println!("{}", heads.map(|head| format!("{head:>10}")).concat());
    for size in SIZES {
        App::hosted(|app| println!("{size:>10}{}", Seats(app).times(size)));
    }
    println!("in milliseconds");
}

struct Seats<'a>(&'a App<'a>);

impl Seats<'_> {
    /// What each thing takes, in a row.
    fn times(&self, people: usize) -> String {
        self.0.trust_the_vendor();
        self.0.add("wide.lic", Jws::license(claims(people)).armored().as_bytes());
        self.0.go_to("Seats");
        let [import, block] = self.import(people);
        let (keys, ticks) = (self.type_words(), self.tick());
        let (all, save, reload) = (self.tick_all(), self.save(), self.reload());
        let times =
            [import, block, at(&keys, 50), at(&keys, 95), at(&ticks, 50), at(&ticks, 95), all, save, reload];
        times.map(|time| format!("{time:>10.0}")).concat()
    }

    /// How long it takes, and for how long at most the page does not answer meanwhile.
    fn import(&self, people: usize) -> [f64; 2] {
        self.0.browser.run(WATCH, json!([]));
        self.0.choose_list("people.csv", list(people).as_bytes());
        let time = self.measure(
            "const start = performance.now();
            return new Promise((done) => {
              new MutationObserver((_, observer) => {
                if (!document.querySelector('table.seats')) return;
                observer.disconnect();
                requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
              }).observe(document.body, { childList: true, subtree: true });
              document.querySelector('.proposal button.primary').click();
            });",
        );
        let block = "await new Promise((done) => setTimeout(done)); return Math.max(0, ...blocks)";
        let block = self.measure(block);
        self.0.find(Role::Button, "Close").click();
        [time, block]
    }

    fn type_words(&self) -> Vec<f64> {
        let script = [
            SHOWN,
            "const field = document.querySelector('input[type=search]');
            const type = (text) => shown(() => {
              field.value = text;
              field.dispatchEvent(new InputEvent('input', { bubbles: true }));
            });
            const times = [];
            for (const word of arguments[0]) {
              for (let length = 1; length <= word.length; length += 1) times.push(await type(word.slice(0, length)));
              for (let length = word.length - 1; length >= 0; length -= 1) times.push(await type(word.slice(0, length)));
            }
            return times;",
        ];
        numbers(&self.run(&script.concat(), json!([WORDS])))
    }

    fn tick(&self) -> Vec<f64> {
        let script = [
            SHOWN,
            "const times = [];
            for (let row = 0; row < arguments[0]; row += 1) {
              times.push(await shown(() => document.querySelector(`#seat-${row}-0`).click()));
            }
            return times;",
        ];
        numbers(&self.run(&script.concat(), json!([TICKS])))
    }

    fn tick_all(&self) -> f64 {
        let script = [SHOWN, "return shown(() => document.querySelector('.seats thead input').click());"];
        self.measure(&script.concat())
    }

    /// Saves, and waits until the store has it.
    fn save(&self) -> f64 {
        self.measure(
            "const turn = () => new Promise((done, fail) => {
              const open = indexedDB.open('countersign', 1);
              open.onerror = fail;
              open.onsuccess = () => {
                const request = open.result.transaction('records').objectStore('records').get('turn');
                request.onsuccess = () => { open.result.close(); done(request.result); };
              };
            });
            const before = await turn();
            const start = performance.now();
            document.querySelector('.seats-tools button.primary').click();
            while (await turn() === before);
            return performance.now() - start;",
        )
    }

    /// Loads the page anew, and waits until the table is there.
    fn reload(&self) -> f64 {
        self.0.reload_at("#/seats");
        let shown = "return document.querySelector('table.seats') ? performance.now() : null";
        wait_for("the table", || self.0.browser.run(shown, json!([])).as_f64())
    }

    fn measure(&self, script: &str) -> f64 {
        self.run(script, json!([])).as_f64().expect("a time")
    }

    /// Runs a script that waits.
    fn run(&self, script: &str, arguments: Value) -> Value {
        let script = ["return (async function () {", script, "}).apply(null, arguments)"].concat();
        self.0.browser.run(&script, arguments)
    }
}

/// A licence for so many people, of whom nine in ten can have a seat.
fn claims(people: usize) -> String {
    let entitlements = json!([
        { "id": "users", "metric": "user", "quantity": people },
        { "id": "client_bundle", "metric": "user", "quantity": people - people / 10, "assignable": true },
        { "id": "attendant", "metric": "user", "quantity": 500, "assignable": true },
    ]);
    let claims = json!({
        "ver": 1, "iss": "https://vendor.example", "aud": "ucware", "sub": "wide", "jti": "WIDE-1",
        "iat": 1_700_000_000,
        "lic": {
            "serial": 1, "name": "Wide", "kind": "standard", "perpetual": true,
            "holder": { "name": "Musterfirma" }, "entitlements": entitlements,
        },
    });
    claims.to_string()
}

/// A list of people, not in their order, as a directory has them.
fn list(people: usize) -> String {
    let mut list = String::from("username,firstname,lastname\n");
    for number in 0..people {
        let first = ["Gerd", "Sandra", "Vivien", "Karl"][number % 4];
        let last = ["Gudlat", "Singer", "Vogt"][number % 3];
        // Writing to a string can't fail.
        let _ = writeln!(list, "user.{:07},{first},{last}", number * 7_919 % 10_000_019);
    }
    list
}

fn numbers(times: &Value) -> Vec<f64> {
    let mut times: Vec<f64> = times.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    times.sort_by(f64::total_cmp);
    times
}

/// The time that so many hundredths of the others are not above.
fn at(times: &[f64], percent: usize) -> f64 {
    times[(times.len() - 1) * percent / 100]
}
