//! Who has a session of a pool that a page around the app hands over.
// needs: dist, any engine

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign_tests::app::App;
use countersign_tests::webdriver::Role;
use countersign_tests::{StaticServer, fixtures, provided};
use serde_json::{Value, json};
use std::fs;
use tempfile::TempDir;

/// In the account's pool, a hundred sessions are licensed.
const ACCOUNT: &str = "musterkontakt";

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn who_has_a_session_since_when_stands_beside_the_limit() {
    let (_folder, server) = site();
    App::served_at(server.address(""), |app| {
        around(app, &server);
        let leases: Vec<Value> =
            (1..=120).map(|number| lease(&format!("client {number:03}"), &json!({}))).collect();
        let told = tell(app, &pool(&snapshot(&leases)));
        assert_eq!(
            (&told["ok"], &told["account"], &told["unknown"]),
            (&json!(true), &json!(ACCOUNT), &json!([]))
        );
        in_the_frame(app, "location.hash = '#/sessions'");
        let origin = server.address("").trim_end_matches('/').to_owned();
        wait_for_words(app, &format!("Handed over by {origin}, as of"));
        wait_for_words(app, "Simultaneous sessions 20 over 120 100");
        // A long list is shown in parts, and looked through.
        wait_for_words(app, "client 050");
        let shown = in_the_frame(app, "return document.querySelectorAll('td.when').length");
        assert_eq!(shown, json!(100), "two cells of each of 50 rows");
        in_the_frame(
            app,
            "const find = document.getElementById('sessions-find');
             find.value = 'CLIENT 11';
             find.dispatchEvent(new window.InputEvent('input', { bubbles: true }))",
        );
        wait_for_words(app, "client 119");
        assert!(!words(app).contains("client 001"));
        // What comes next takes the place of this.
        let borrowed = lease("anna", &json!({ "state": "borrowed" }));
        let lingering = lease("bert", &json!({ "state": "lingering", "id": "doors" }));
        let told = tell(app, &pool(&snapshot(&[lingering, borrowed])));
        assert_eq!((&told["ok"], &told["unknown"]), (&json!(true), &json!(["doors"])));
        wait_for_words(app, "doors 1 over · 1 returned and still kept 1 not included");
        wait_for_words(app, "Simultaneous sessions 1 borrowed 1 100");
        app.visit();
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn what_is_no_pool_is_answered_and_shown_and_harms_nothing() {
    const HTML: &str = "<img src=x onerror=top.document.title='owned'>";
    let (_folder, server) = site();
    App::served_at(server.address(""), |app| {
        around(app, &server);
        let good = snapshot(&[lease(HTML, &json!({}))]);
        assert_eq!(tell(app, &pool(&good))["ok"], json!(true));
        in_the_frame(app, "location.hash = '#/sessions'");
        wait_for_words(app, HTML);
        let deceiving = snapshot(&[lease("a\u{202e}b", &json!({}))]);
        let twice = snapshot(&[lease("a", &json!({})), lease("a", &json!({}))]);
        let for_ever = snapshot(&[lease("a", &json!({ "until": 9_000_000_000_i64 }))]);
        for (text, code, at) in [
            ("", "pool_format", "snapshot"),
            ("{\"countersign\":\"pool\",\"version\":3,\"at\":1}\n", "pool_version", "snapshot"),
            (&deceiving, "pool_entry", "line 2, lease.client"),
            (&twice, "pool_entry", "line 3"),
            (&for_ever, "pool_entry", "line 2, lease.until"),
            (&"x".repeat((4 << 20) + 1), "size_too_large", "snapshot"),
            (&"\n".repeat(4 << 20), "pool_format", "line, byte 0"),
            (&"[".repeat(4 << 20), "pool_format", "snapshot"),
        ] {
            let refused = tell(app, &pool(text));
            assert_eq!((&refused["ok"], &refused["error"]["code"]), (&json!(false), &json!(code)));
            assert_eq!(refused["error"]["at"], json!(at), "{code}");
            let script = format!("return document.querySelector('main [data-code={code}]') !== null");
            app.wait_until(&in_frame(&script), json!([]));
        }
        // What was told before is still there, as text.
        assert!(words(app).contains(HTML) && words(app).contains("was refused"), "{}", words(app));
        for wrong in [json!(1), json!(null), json!({})] {
            let refused = tell(app, &json!({ "countersign": "pool", "version": 1, "snapshot": wrong }));
            assert_eq!(
                (&refused["error"]["code"], &refused["error"]["at"]),
                (&json!("usage_invalid"), &json!("snapshot"))
            );
        }
        assert_eq!(tell(app, &pool(&good))["ok"], json!(true));
        app.wait_until(&in_frame("return document.querySelector('[data-code]') === null"), json!([]));
        assert_eq!(app.browser.run("return document.title", json!([])), "Around");
        let images = in_the_frame(app, "return document.querySelectorAll('#app img').length");
        assert_eq!(images, json!(0));
        app.visit();
    });
}

#[test]
#[ignore = "needs the app, axe-core and browsers: run by `cargo xtask test`"]
fn a_refusal_is_in_the_readers_language_and_nothing_of_a_pool_is_kept() {
    let (_folder, server) = site();
    App::served_at(server.address(""), |app| {
        around(app, &server);
        tell(app, &pool(&snapshot(&[lease("anna", &json!({}))])));
        tell(app, &pool("{}\n"));
        in_the_frame(app, "location.hash = '#/sessions'");
        for (language, word) in
            [("de", "wurde abgelehnt"), ("fr", "a été refusé"), ("ru", "отклонено"), ("en", "was refused")]
        {
            let script = format!(
                "const menu = document.getElementById('language');
                 menu.value = '{language}';
                 menu.dispatchEvent(new window.Event('change', {{ bubbles: true }}))"
            );
            in_the_frame(app, &script);
            wait_for_words(app, word);
        }
        app.visit();
        app.reload_at("#/sessions");
        app.find(Role::Heading, "Sessions");
        app.find(Role::Region, "Sessions").wait_for_text("No page has handed over who has a session.");
    });
}

fn snapshot(leases: &[Value]) -> String {
    let header = json!({ "countersign": "pool", "version": 2, "at": 1_764_000_000, "leases": leases.len() });
    let lines = leases.iter().map(|lease| json!({ "lease": lease }).to_string() + "\n");
    [header.to_string() + "\n"].into_iter().chain(lines).collect()
}

fn lease(client: &str, other: &Value) -> Value {
    let mut lease = json!({ "id": "sessions", "client": client, "since": 1_763_999_000, "until": 1_764_000_060, "ttl": 300 });
    lease.as_object_mut().unwrap().extend(other.as_object().unwrap().clone());
    lease
}

fn pool(snapshot: &str) -> Value {
    json!({ "countersign": "pool", "version": 1, "id": "p", "snapshot": snapshot })
}

/// The site, and a page that shows it in a frame.
fn site() -> (TempDir, StaticServer) {
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(provided::dist().join("site")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    let around =
        "<!doctype html><meta charset=\"utf-8\"><title>Around</title><link rel=\"icon\" href=\"data:,\">";
    fs::write(folder.path().join("around.html"), around).unwrap();
    let server = StaticServer::without_policy(folder.path());
    (folder, server)
}

/// Adds the licence of the pool, and goes to the page around.
fn around(app: &App<'_>, server: &StaticServer) {
    app.trust_the_vendor();
    app.add("sessions.lic", &fixtures::read("call-services-sessions.lic"));
    app.wait_until_stored("sessions.lic");
    app.browser.open(&server.address("around.html"));
    let script = "return new Promise((ready) => {
        const frame = document.createElement('iframe');
        frame.style = 'width: 1000px; height: 800px';
        addEventListener('message', ({ data }) => { if (data.countersign === 'ready') ready(true); });
        frame.src = 'index.html';
        document.body.append(frame);
      })";
    app.browser.run(script, json!([]));
}

/// Says something to the app in the frame, and waits for the answer.
fn tell(app: &App<'_>, message: &Value) -> Value {
    let script = "const [message] = arguments;
        return new Promise((answered) => {
          addEventListener('message', ({ data }) => answered(data), { once: true });
          document.querySelector('iframe').contentWindow.postMessage(message, '*');
        });";
    app.browser.run(script, json!([message]))
}

/// A script that runs in the frame, as far as it speaks of `document`, `location` and `window`.
fn in_frame(script: &str) -> String {
    format!(
        "const frame = document.querySelector('iframe');
         return ((document, location, window) => {{ {script} }})(frame.contentDocument, frame.contentWindow.location, frame.contentWindow)"
    )
}

fn in_the_frame(app: &App<'_>, script: &str) -> Value {
    app.browser.run(&in_frame(script), json!([]))
}

/// All that is seen in the frame.
fn words(app: &App<'_>) -> String {
    in_the_frame(app, "return document.body.innerText").as_str().unwrap().to_owned()
}

fn wait_for_words(app: &App<'_>, words: &str) {
    let script = in_frame("return document.body.innerText.replace(/\\s+/g, ' ').includes(WORDS)")
        .replace("WORDS", &json!(words).to_string());
    app.wait_until(&script, json!([]));
}
