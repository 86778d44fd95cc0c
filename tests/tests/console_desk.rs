//! A licence desk with the issuer's console: requests answered, ledgers shared with the command line, keys locked.
// needs: dist, cli, any engine

#![allow(clippy::unwrap_used, clippy::panic, reason = "all of this file is tests")]

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use countersign::issue::SigningKey;
use countersign_tests::app::App;
use countersign_tests::app_console::{Machine, PASSPHRASE};
use countersign_tests::provided;
use countersign_tests::webdriver::Role;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;

const STUDIO: (&str, &str) = ("call-studio", "CVP-STUDIO-3");
const SERVICES: (&str, &str) = ("call-services", "CVP-SERVICES-100");
const LEDGER: &str = "countersign.ledger";

#[test]
#[ignore = "needs the console, the command line and browsers: run by `cargo xtask test`"]
fn seats_are_answered_up_to_the_last_and_count_on_their_host_alone() {
    App::console(|app| {
        desk(app);
        let hosts = ["A", "B", "C"].map(Machine::new);
        let mut answers = Vec::new();
        for (host, name) in hosts.iter().zip(["A", "B", "C"]) {
            app.ask(&host.request(STUDIO.0, STUDIO.1, seats())).wait_for_text("costs 1 of");
            answers.push(app.sign_and_hand_out());
            app.dismiss(name);
        }
        let refused = app.ask(&Machine::new("D").request(STUDIO.0, STUDIO.1, seats()));
        refused.wait_for_text("3 of 3 are claimed");
        assert_eq!(app.refusal("Fewer are left than are asked for"), "seats_exhausted");
        app.find(Role::Button, "Text for the customer").click();
        app.find(Role::Menu, "Language of the customer").choose("Deutsch");
        let text = app.find(Role::TextField, "Text for the customer").value();
        assert!(text.contains("weniger frei als verlangt") && text.contains("seats_exhausted"), "{text}");

        let folder = tempfile::tempdir().unwrap();
        for (host, status) in [(&hosts[0], "active"), (&hosts[1], "wrong_host")] {
            assert_eq!(judged(folder.path(), "call-studio-seats.lic", &answers[0], host), status);
        }
    });
}

#[test]
#[ignore = "needs the console, the command line and browsers: run by `cargo xtask test`"]
fn sessions_cost_the_difference_and_do_not_come_back() {
    App::console(|app| {
        desk(app);
        let (a, b) = (Machine::new("A"), Machine::new("B"));
        let sessions = |host: &Machine, wanted| host.request(SERVICES.0, SERVICES.1, ("sessions", wanted));
        for (host, name, wanted, costs) in [
            (&a, "A", 10, "0 → 10 Simultaneous sessions · costs 10 of 100 free"),
            (&a, "A", 25, "10 → 25 Simultaneous sessions · costs 15 of 90 free"),
            (&b, "B", 75, "0 → 75 Simultaneous sessions · costs 75 of 75 free"),
            (&a, "A", 25, "25 → 25 Simultaneous sessions · costs 0 of 0 free"),
        ] {
            app.ask(&sessions(host, wanted)).wait_for_text(costs);
            app.sign_and_hand_out();
            app.dismiss(name);
        }
        for (host, name, wanted, words, code) in [
            (&a, "A", 10, "can't be returned", "sessions_not_returnable"),
            (&Machine::new("C"), "C", 1, "Fewer sessions are left", "sessions_exhausted"),
        ] {
            app.ask(&sessions(host, wanted)).wait_for_text(words);
            assert_eq!(app.refusal(words), code);
            app.dismiss(name);
        }
    });
}

#[test]
#[ignore = "needs the console, the command line and browsers: run by `cargo xtask test`"]
fn the_command_line_and_the_console_keep_one_ledger() {
    App::console(|app| {
        desk(app);
        let sessions = |host: &Machine| host.request(SERVICES.0, SERVICES.1, ("sessions", 10));
        app.ask(&sessions(&Machine::new("A")));
        app.sign_and_hand_out();
        // What is not saved is there again, and still said to be not saved.
        app.reload();
        app.find(Role::Link, "countersign.ledger · not saved");
        let text = app.save_ledger(LEDGER);
        app.find(Role::Link, "countersign.ledger · saved");

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(LEDGER);
        fs::write(&path, &text).unwrap();
        let ledger = path.to_str().unwrap();
        let keys = fixture("keys.json");
        cli(&["ledger", "verify", "--ledger", ledger, "--keys", &keys]);
        let request = folder.path().join("b.request");
        fs::write(&request, sessions(&Machine::new("B"))).unwrap();
        let (request, out) = (request.to_str().unwrap(), folder.path().join("b.lic"));
        let key = fixture("test-key.pem");
        cli(&[
            "activate",
            request,
            "--ledger",
            ledger,
            "--key",
            &key,
            "--keys",
            &keys,
            "--out",
            out.to_str().unwrap(),
        ]);
        let written = fs::read(&path).unwrap();
        assert!(written.starts_with(&text) && written.len() > text.len());

        let file = app.file("theirs.ledger", &written);
        app.find(Role::Button, "Open a ledger, or begin one").click();
        app.find(Role::FileField, "Open ledger…").give(&file);
        app.find(Role::Heading, "theirs.ledger");
        app.browser.element("main").wait_for_text("100 bought · 20 claimed · 80 free");
        assert_eq!(app.save_ledger("theirs.ledger"), written);
        // One byte of an entry is another: which one is told.
        let broken = String::from_utf8(written).unwrap().replacen("\"n\":2", "\"n\":3", 1);
        let file = app.file("broken.ledger", broken.as_bytes());
        app.find(Role::FileField, "Open ledger…").give(&file);
        app.browser.element("main").wait_for_text("it lacks 3 entries that this browser has");
        app.find(Role::Button, "Replace it").click();
        app.find(Role::Region, "This ledger can’t be read").wait_for_text("Where 2");
    });
}

#[test]
#[ignore = "needs the console and browsers: run by `cargo xtask test`"]
fn nothing_of_a_private_key_is_stored_or_shown() {
    App::console(|app| {
        let key = SigningKey::generate().unwrap();
        let pem = key.to_pem().unwrap().to_string();
        app.console_at("#/keys", "Keys");
        app.find(Role::FileField, "Choose key file…").give(&app.file("own.pem", pem.as_bytes()));
        app.find(Role::Heading, "Import this signing key");
        for field in ["#passphrase-import", "#passphrase-import-again"] {
            app.browser.element(field).give(PASSPHRASE);
        }
        app.find(Role::Button, "Import").click();
        app.find(Role::Button, "Lock now");
        holds_nothing_of(app, &key);
        app.find(Role::Button, "Lock now").click();
        app.find(Role::Button, "Unlock");
        holds_nothing_of(app, &key);
        // The browser keeps it all the same, and it opens by its passphrase alone.
        app.console_at("#/", "Requests");
        app.reload();
        app.console_at("#/keys", "Keys");
        app.find(Role::Button, "Unlock");
        let field = app.browser.element("input[type=password][id^=passphrase-unlock]");
        field.give("incorrect horse");
        app.find(Role::Button, "Unlock").click();
        app.wait_until("return !!document.querySelector('[data-code=key_secret]')", json!([]));
        app.browser.element("input[type=password][id^=passphrase-unlock]").give(PASSPHRASE);
        app.find(Role::Button, "Unlock").click();
        app.find(Role::Button, "Lock now");
        let print = key.public_key().thumbprint();
        let saved = app.saved("signing-key.pem", || {
            app.find(Role::Button, &format!("Save encrypted key: {print}")).click();
        });
        let read = SigningKey::from_pem(saved, Some(PASSPHRASE)).unwrap();
        assert_eq!(read.public_key(), key.public_key());
    });
}

#[test]
#[ignore = "needs the console and browsers: run by `cargo xtask test`"]
fn a_licence_is_made_from_a_template_and_entered() {
    App::console(|app| {
        desk(app);
        app.console_at("#/licences", "Licences");
        app.find(Role::Button, "Call Services").click();
        app.type_in("Quantity of sessions", "250");
        app.type_in("Licence id", "CVP-SERVICES-250");
        app.find(Role::Region, "What the customer will see").wait_for_text("250");
        app.find(Role::Button, "Sign the licence").click();
        let saved = app.saved("CVP-SERVICES-250.lic", || app.find(Role::Button, "Save licence").click());
        assert!(saved.starts_with(b"-----BEGIN"));
        app.find(Role::Button, "Put it into the ledger").click();
        app.browser.element("main").wait_for_text("licence CVP-SERVICES-250, serial 1");
        app.browser.element("main").wait_for_text("250 bought · 0 claimed · 250 free");
    });
}

/// A key that is open, and a ledger with two licences.
fn desk(app: &App<'_>) {
    app.import_vendor_key();
    app.begin_ledger();
    for (name, id) in [("call-studio-seats.lic", STUDIO.1), ("call-services-sessions.lic", SERVICES.1)] {
        app.enter(name);
        app.browser.element("main").wait_for_text(&format!("licence {id}, serial 1"));
    }
}

/// What is wanted of a seat.
fn seats() -> (&'static str, u64) {
    ("seats", 1)
}

/// The page, its stores, and its address hold no form of the secret.
fn holds_nothing_of(app: &App<'_>, key: &SigningKey) {
    let script = "return new Promise((resolve, reject) => {
        const open = indexedDB.open('countersign-console', 1);
        open.onerror = reject;
        open.onsuccess = () => {
          const stores = [...open.result.objectStoreNames];
          const transaction = open.result.transaction(stores);
          const all = stores.map((store) => new Promise((done) => {
            const request = transaction.objectStore(store).getAll();
            request.onsuccess = () => done(JSON.stringify(request.result));
          }));
          Promise.all(all).then((texts) => {
            open.result.close();
            const fields = [...document.querySelectorAll('input, textarea')].map(({ value }) => value);
            const kept = [localStorage, sessionStorage].map((store) => JSON.stringify({ ...store }));
            const page = document.documentElement.outerHTML.replace(/<script[^]*?<\\/script>/g, '');
            resolve([...texts, ...fields, ...kept, page, location.href].join('\\n'));
          });
        };
      });";
    let held = app.browser.run(script, json!([]));
    let held = held.as_str().unwrap();
    // It holds the key, as it is meant to.
    assert!(
        held.contains("ENCRYPTED PRIVATE KEY") && held.contains(&key.public_key().thumbprint().to_string())
    );
    let seed = key.seed();
    let hex: String = seed.iter().map(|byte| format!("{byte:02x}")).collect();
    let pem = key.to_pem().unwrap();
    let body: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    let numbers = seed.iter().map(u8::to_string).collect::<Vec<_>>().join(",");
    for secret in
        [hex, STANDARD.encode(*seed), URL_SAFE_NO_PAD.encode(*seed), body, numbers, PASSPHRASE.to_owned()]
    {
        assert!(!held.contains(&secret), "the secret is there as {secret}");
    }
}

/// What an activation is worth on a host, by the command line.
fn judged(folder: &Path, license: &str, activation: &str, host: &Machine) -> String {
    let write = |name: &str, content: &[u8]| {
        let path = folder.join(name);
        fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let activation = write("activation.lic", activation.as_bytes());
    let identity = write("host.json", host.identity.to_json().as_bytes());
    let key = write("host.pem", host.key.to_pem().unwrap().as_bytes());
    let (license, keys) = (fixture(license), fixture("keys.json"));
    let arguments =
        ["verify", &license, &activation, "--keys", &keys, "--host", &identity, "--host-key", &key];
    let output = Command::new(provided::cli()).args(arguments).args(["--format", "json"]).output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    let rows = report["documents"].as_array().unwrap_or_else(|| panic!("{report:#}"));
    let row =
        rows.iter().find(|row| row["file"].as_str().is_some_and(|name| name.ends_with("activation.lic")));
    row.unwrap_or_else(|| panic!("{report:#}"))["status"].as_str().unwrap().to_owned()
}

fn cli(arguments: &[&str]) {
    let output = Command::new(provided::cli()).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn fixture(name: &str) -> String {
    countersign_tests::folder("fixtures").join(name).to_str().unwrap().to_owned()
}
