//! A customer's own administrator makes codes in the console with no vendor present, by keyboard alone.
// needs: dist, chromium

#![allow(clippy::unwrap_used, clippy::panic, reason = "all of this file is tests")]

use countersign::issue::SigningKey;
use countersign_tests::app::App;
use countersign_tests::app_console::{Machine, PASSPHRASE};
use countersign_tests::app_keyboard::ENTER;
use countersign_tests::webdriver::Role;
use countersign_tests::{Claims, Jws, TestKey, fixtures};
use serde_json::json;

const OWN: [u8; 32] = [77; 32];

#[test]
#[ignore = "needs the console and Chromium: run by `cargo xtask test`"]
fn three_single_copies_are_made_by_keyboard_and_a_fourth_is_refused() {
    App::console_hosted(|app| {
        desk(app, "authorized_single");
        app.console_at("#/codes", "Create codes");
        let codes: Vec<String> =
            ["a", "b", "c"].map(|name| Machine::new(name).identity.lock_code().to_string()).into();
        by_keyboard(app, &codes.join("\n"));
        app.find(Role::Heading, "The codes are ready");
        let main = app.browser.element("main");
        for (number, slot) in [(1, "1–1"), (2, "2–2"), (3, "3–3")] {
            main.wait_for_text(&format!("Code {number}"));
            main.wait_for_text(slot);
        }
        app.press_on("Create more codes", ENTER);
        by_keyboard(app, &Machine::new("d").identity.lock_code().to_string());
        app.wait_until("return !!document.querySelector('[data-code=seats_exhausted]')", json!([]));
        assert!(!app.text().contains("The codes are ready"));
    });
}

#[test]
#[ignore = "needs the console and Chromium: run by `cargo xtask test`"]
fn a_right_to_copy_is_one_code_that_is_saved() {
    App::console_hosted(|app| {
        desk(app, "authorized_copy");
        app.console_at("#/codes", "Create codes");
        let codes: Vec<String> =
            ["a", "b"].map(|name| Machine::new(name).identity.lock_code().to_string()).into();
        by_keyboard(app, &codes.join("\n"));
        app.find(Role::Heading, "Code 1");
        let armor = app.find(Role::TextField, "Text for an e-mail").value();
        assert!(armor.contains("-----BEGIN"), "{armor}");
        assert!(codes.iter().all(|code| app.text().contains(code)));
    });
}

/// A customer's console: its key, the vendor's public one, and a ledger with a licence that delegates.
fn desk(app: &App<'_>, model: &str) {
    app.console_at("#/keys", "Keys");
    let pem = SigningKey::from_seed(&OWN).unwrap().to_pem().unwrap().to_string();
    app.find(Role::FileField, "Choose key file…").give(&app.file("own.pem", pem.as_bytes()));
    app.find(Role::Heading, "Import this signing key");
    for field in ["#passphrase-import", "#passphrase-import-again"] {
        app.browser.element(field).give(PASSPHRASE);
    }
    app.find(Role::Button, "Import").click();
    app.find(Role::Button, "Lock now");
    app.find(Role::FileField, "Choose key file…").give(&app.file("keys.json", &fixtures::read("keys.json")));
    app.find(Role::Heading, "Do you trust these keys?");
    app.find(Role::Button, "Trust").click();
    app.console_at("#/ledger", "Ledger");
    let begin = "const begin = [...document.querySelectorAll('button')]
        .find((button) => button.textContent.startsWith('Begin one as a delegate')); begin?.click(); return !!begin";
    app.wait_until(begin, json!([]));
    app.find(Role::Heading, "countersign.ledger");
    let own = TestKey::from_seed(OWN);
    let granted = json!({ "id": "premium", "name": "Statistics Premium", "metric": "user", "quantity": 3,
        "model": model, "delegable": true });
    let claims = Claims::new("SPSS-1")
        .with("aud", "spss-statistics")
        .with("lic.activation", "required")
        .with("lic.versions", "29")
        .with("lic.delegates", json!([{ "kid": own.kid(), "x": own.x() }]))
        .granting(granted);
    let licence = Jws::license(claims.payload()).compact();
    app.bring("spss.lic", licence.as_bytes());
    app.browser.element("main").wait_for_text("licence SPSS-1, serial 1");
}

/// All the steps, without a pointer.
fn by_keyboard(app: &App<'_>, codes: &str) {
    let menu = |name: &str, item: &str| {
        app.tab_to(name);
        item.chars().for_each(|letter| app.browser.press(letter));
    };
    app.find(Role::Heading, "Product");
    menu("Licence", "SPSS");
    app.press_on("Next", ENTER);
    app.find(Role::Heading, "Version and model");
    menu("Which codes", "Stat");
    app.press_on("Next", ENTER);
    app.find(Role::Heading, "Machines");
    app.tab_to("Lock codes, one a line");
    app.insert(codes);
    app.tab_to("Host description");
    app.insert("Pool room");
    app.press_on("Next", ENTER);
    app.find(Role::Heading, "Comment");
    app.tab_to("Comment");
    app.insert("asked by telephone");
    app.press_on("Create", ENTER);
}
