//! A long ledger in the issuer's console: searched at once, and never lost to a file that can't be read.
// needs: dist, any engine

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign::issue::SigningKey;
use countersign::{HostIdentity, Part, PartName, TrustedKeys, UnixTime};
use countersign_issuer::{Added, Ask, Ledger, Typed};
use countersign_tests::app::App;
use countersign_tests::app_console::ISSUER;
use countersign_tests::fixtures;
use countersign_tests::webdriver::Role;
use serde_json::{Value, json};

/// More than a page would show in time if it showed them all.
const HOSTS: usize = 3_000;

/// The most rows that the page may have, whatever is in the ledger.
const MOST_ROWS: u64 = 150;

/// Types into the search, and tells after how many milliseconds the next picture of the page is there.
const TYPE: &str = "const [text] = arguments;
    const field = document.querySelector('#search');
    const start = performance.now();
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, text);
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    return new Promise((resolve) => requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => resolve(performance.now() - start);
      channel.port2.postMessage(null);
    }));";

#[test]
#[ignore = "needs the console and browsers: run by `cargo xtask test`"]
fn a_long_ledger_is_searched_and_shown_in_part() {
    let ledger = ledger(HOSTS);
    App::console_hosted(|app| {
        app.import_vendor_key();
        app.console_at("#/ledger", "Ledger");
        let file = app.file("long.ledger", ledger.as_bytes());
        app.find(Role::FileField, "Open ledger…").give(&file);
        app.find(Role::Heading, "long.ledger");
        let rows =
            || app.browser.run("return document.querySelectorAll('.hosts tbody tr').length", json!([]));
        let count = || rows().as_u64().unwrap();
        assert!((100..=MOST_ROWS).contains(&count()), "{}", count());
        for (text, found) in [("host 29", MOST_ROWS), ("host 2999", 1), ("no such host", 0), ("", MOST_ROWS)]
        {
            let took: Vec<Value> = (1..=text.len().max(1))
                .map(|end| app.browser.run(TYPE, json!([&text[..end.min(text.len())]])))
                .collect();
            eprintln!("{text:?}: {took:?} ms from key to picture");
            assert!(count() <= found, "{text}: {}", count());
        }
        app.find(Role::TextField, "Find a host, a lock code or a licence").give("host");
        let before = count();
        app.find(Role::Button, "Show more").click();
        app.wait_until(
            "return document.querySelectorAll('.hosts tbody tr').length > arguments[0]",
            json!([before]),
        );

        // A file that is none, and one with an entry that is not as it was written.
        for broken in ["{\"n\":0}\n".to_owned(), ledger.replacen("\"n\":7,", "\"n\":8,", 1)] {
            let file = app.file("broken.ledger", broken.as_bytes());
            app.console_at("#/ledger", "Ledger");
            let is_closed = "return !document.querySelector('#ledger-file')?.closest('details')?.open";
            if app.browser.run(is_closed, json!([])) == json!(true) {
                app.find(Role::Button, "Open a ledger, or begin one").click();
            }
            app.find(Role::FileField, "Open ledger…").give(&file);
        }
        app.find(Role::Button, "Replace it").click();
        app.find(Role::Region, "This ledger can’t be read")
            .wait_for_text("The ledger that was open stays open.");
        app.find(Role::Heading, "long.ledger");
    });
}

/// A ledger with a licence of the fixtures, and so many hosts.
fn ledger(hosts: usize) -> String {
    let key = SigningKey::from_pem(fixtures::read("test-key.pem"), None).unwrap();
    let keys = TrustedKeys::parse(&fixtures::read("keys.json")).unwrap();
    let keys = countersign_issuer::with_own_key(keys, key.public_key(), ISSUER).unwrap();
    let now = UnixTime::from_secs(1_764_210_000).unwrap();
    let (mut ledger, mut text) = Ledger::new(ISSUER, &keys, now).unwrap();
    text.push('\n');
    let Added::Entry(entry) = ledger.add(&licence(&key, hosts), now).unwrap() else { unreachable!() };
    text += &(entry.line + "\n");
    let ask = Ask {
        grants: [("sessions".to_owned(), 1)].into_iter().collect(),
        until: None,
        matching: None,
        comment: None,
    };
    for host in 0..hosts {
        let parts = Part::new(PartName::MachineId, &format!("machine {host}"));
        let identity = HostIdentity::new(None, parts, None).unwrap();
        let typed = Typed {
            lock_codes: vec![identity.lock_code()],
            has_quorum: false,
            license: "LONG-1".to_owned(),
            replaces: None,
            description: Some(format!("Host {host}")),
        };
        let answer = ledger.answer_typed(&typed, &ask, &key, now).unwrap();
        text += &(answer.appended.unwrap().line + "\n");
    }
    text
}

/// A licence with as many sessions as there are hosts.
fn licence(key: &SigningKey, sessions: usize) -> Vec<u8> {
    let claims = json!({
        "iss": ISSUER, "aud": "call-services", "sub": "musterkontakt", "jti": "LONG-1", "iat": 1_764_000_000, "ver": 1,
        "lic": {
            "serial": 1, "name": "Call Services", "kind": "standard", "perpetual": true, "activation": "required",
            "holder": { "name": "Musterkontakt GmbH" },
            "entitlements": [{ "id": "sessions", "metric": "session", "quantity": sessions }],
        },
    });
    let now = UnixTime::from_secs(1_764_210_000).unwrap();
    let typ = countersign::DocumentType::License;
    let signed = countersign::issue::sign_document(claims.to_string().as_bytes(), typ, &[key], now).unwrap();
    signed.to_armor().into_bytes()
}
