//! What was opened and trusted in the app is there again at the next visit, and in every tab.
// needs: dist, engines

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign_tests::app::{App, VENDOR};
use countersign_tests::fixtures;
use countersign_tests::webdriver::{Role, wait_for};
use serde_json::{Value, json};

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn a_reload_shows_all_and_what_was_removed_stays_removed() {
    App::everywhere(|app| {
        app.trust_the_vendor();
        app.add("base.lic", &fixtures::read("orange-uce-base.lic"));
        app.add("add-on.lic", &fixtures::read("orange-uce-addon.lic"));
        app.wait_until_stored("add-on.lic");
        app.reload();
        app.find(Role::Button, "Remove base.lic");
        app.remove("add-on.lic");
        app.wait_until_stored("\"removed\":true");
        app.reload();
        app.find(Role::Button, "Remove base.lic");
        assert!(!app.text().contains("add-on.lic"), "{}", app.text());
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn two_tabs_lose_nothing_of_each_other() {
    App::everywhere(|app| {
        app.trust_the_vendor();
        app.wait_until_stored(VENDOR);
        let first = app.browser.tab();
        let second = app.browser.new_tab();
        app.browser.switch_to(&second);
        app.visit();
        app.add("second.lic", &fixtures::read("orange-uce-base.lic"));
        app.wait_until_stored("second.lic");
        app.go_back_to(&first);
        // It is there without a reload.
        app.find(Role::Button, "Remove second.lic");
        app.add("first.lic", &fixtures::read("orange-uce-addon.lic"));
        app.wait_until_stored("first.lic");
        app.go_back_to(&second);
        app.find(Role::Button, "Remove first.lic");
        app.find(Role::Button, "Remove second.lic");
        app.browser.close_tab();
        app.browser.switch_to(&first);
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn two_tabs_that_change_at_the_same_time_lose_nothing() {
    App::everywhere(|app| {
        app.trust_the_vendor();
        app.add("testlizenz.lic", &fixtures::read("ucware-testlizenz.lic"));
        app.wait_until_stored("testlizenz.lic");
        let first = app.browser.tab();
        let second = app.browser.new_tab();
        app.browser.switch_to(&second);
        app.visit();
        app.find(Role::Button, "Remove testlizenz.lic");
        for round in 1..=5 {
            // Each types into another field, at the same moment.
            let moment = app.browser.run("return Date.now() + 300", json!([]));
            for (tab, field) in [(&first, "Users"), (&second, "Client bundle")] {
                app.browser.switch_to(tab);
                let field = app.find(Role::TextField, &format!("In use: {field}"));
                let script = "const [field, amount, moment] = arguments;
                    setTimeout(() => {
                      field.value = amount;
                      field.dispatchEvent(new Event('change', { bubbles: true }));
                    }, moment - Date.now());";
                app.browser.run(script, json!([field.reference(), round, moment]));
            }
            let amount = |id| format!("{{\"usage\":{{\"entitlement\":\"{id}\",\"amount\":{round}");
            app.wait_until_stored(&amount("users"));
            app.wait_until_stored(&amount("client_bundle"));
        }
        app.browser.close_tab();
        app.browser.switch_to(&first);
        app.reload();
        for field in ["Users", "Client bundle"] {
            assert_eq!(app.find(Role::TextField, &format!("In use: {field}")).value(), "5", "{field}");
        }
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn a_stored_line_that_is_damaged_is_named_and_costs_no_other() {
    App::everywhere(|app| {
        app.trust_the_vendor();
        app.add("licence.lic", &fixtures::read("ucware-testlizenz.lic"));
        app.wait_until_stored("licence.lic");
        let damaged = app.stored() + "{\"usage\":{\"entitlement\":\"users\"}}\n";
        app.store(&damaged);
        app.reload();
        let line = damaged.lines().count();
        let notices = app.find(Role::Region, "Messages");
        notices.wait_for_text(&format!("Line {line}:"));
        notices.wait_for_text("state_entry");
        notices.find(Role::Button, "Save the stored text…");
        app.find(Role::Button, "Remove licence.lic");
        // Nothing was overwritten by that. The next change mends it.
        assert_eq!(app.stored(), damaged);
        app.add("second.lic", &fixtures::read("ucware-downgrade.lic"));
        app.wait_until_stored("second.lic");
        app.reload();
        app.find(Role::Button, "Remove second.lic");
        assert!(!app.text().contains("state_entry"), "{}", app.text());
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn keys_that_an_earlier_version_stored_are_taken_over() {
    App::everywhere(|app| {
        let entry = format!("countersign.key.{VENDOR}");
        let keys = String::from_utf8(fixtures::read("keys.json")).unwrap();
        app.browser.run("localStorage.setItem(...arguments)", json!([entry, keys]));
        app.reload();
        app.wait_until_stored(VENDOR);
        app.wait_until("return localStorage.getItem(arguments[0]) === null", json!([entry]));
        app.reload();
        app.add("licence.lic", &fixtures::read("ucware-testlizenz.lic"));
        assert!(app.card("Testlizenz").text().contains("Active"));
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn a_full_disk_is_told_and_the_page_goes_on() {
    App::hosted(|app| {
        app.trust_the_vendor();
        app.wait_until_stored(VENDOR);
        let before = app.stored();
        // That the disk is full is told when a transaction ends, by undoing all of it.
        let full = "const { put } = IDBObjectStore.prototype;
            IDBObjectStore.prototype.put = function (...values) {
              const request = put.apply(this, values);
              this.transaction.abort();
              return request;
            };";
        app.browser.run(full, json!([]));
        app.add("licence.lic", &fixtures::read("ucware-testlizenz.lic"));
        app.find(Role::Region, "Messages").wait_for_text("The browser refused to keep the change.");
        assert!(app.card("Testlizenz").text().contains("Active"));
        assert_eq!(app.stored(), before, "what was stored before stays");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn a_browser_that_keeps_nothing_is_told_of() {
    App::after("Object.defineProperty(window, 'indexedDB', { value: null })", |app| {
        app.find(Role::Region, "Messages").wait_for_text("This browser keeps nothing for this page.");
        app.trust_the_vendor();
        app.add("licence.lic", &fixtures::read("ucware-testlizenz.lic"));
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn a_backup_brings_back_what_was_deleted() {
    App::everywhere(|app| {
        app.trust_the_vendor();
        app.add("licence.lic", &fixtures::read("ucware-testlizenz.lic"));
        app.wait_until_stored("licence.lic");
        let backup = app.saved("countersign-backup.jsonl", || app.find(Role::Button, "Back up…").click());
        assert_eq!(String::from_utf8(backup.clone()).unwrap(), app.stored());

        app.find(Role::Button, "Delete everything…").click();
        app.find(Role::Region, "Delete everything?").find(Role::Button, "Cancel").click();
        app.find(Role::Button, "Remove licence.lic");
        app.find(Role::Button, "Delete everything…").click();
        app.find(Role::Button, "Delete everything").click();
        app.find(Role::Region, "No licence yet");
        app.wait_until_nothing_is_stored();
        app.reload();
        app.find(Role::Region, "No licence yet");

        app.find(Role::FileField, "Restore…").give(&app.file("backup.jsonl", &backup));
        let review = app.find(Role::Region, "Restore this backup?");
        assert!(review.text().contains("backup.jsonl has one file of the vendor’s."), "{}", review.text());
        // Its keys are trusted only on the administrator's word.
        assert!(review.text().contains("1IG2 tMH7"), "{}", review.text());
        review.find(Role::Button, "Restore").click();
        assert!(app.card("Testlizenz").text().contains("Active"));
        app.wait_until_stored("licence.lic");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn a_backup_that_was_edited_by_hand_grants_nothing_that_was_not_signed() {
    App::everywhere(|app| {
        app.trust_the_vendor();
        app.add("base.lic", &fixtures::read("orange-uce-base.lic"));
        app.add("testlizenz.lic", &fixtures::read("ucware-testlizenz.lic"));
        app.wait_until_stored("testlizenz.lic");
        let backup = app.saved("countersign-backup.jsonl", || app.find(Role::Button, "Back up…").click());
        let genuine = kept(&fixtures::read("ucware-testlizenz.lic"));
        let edited = String::from_utf8(backup).unwrap();
        assert!(edited.contains(&genuine), "{edited}");
        let edited = edited.replace(&genuine, &kept(&fixtures::tampered()));

        app.find(Role::Button, "Delete everything…").click();
        app.find(Role::Button, "Delete everything").click();
        app.find(Role::Region, "No licence yet");
        app.find(Role::FileField, "Restore…").give(&app.file("edited.jsonl", edited.as_bytes()));
        app.find(Role::Region, "Restore this backup?").find(Role::Button, "Restore").click();
        app.find(Role::Region, "orange-uce · Musterhandel GmbH").wait_for_text("/ 20");
        let card = app.card("testlizenz.lic").text();
        assert!(card.contains("signature_invalid") && !card.contains("Musterfirma"), "{card}");
        assert!(!app.text().contains("901"), "{}", app.text());
    });
}

/// A file as it stands in a backup.
fn kept(file: &[u8]) -> String {
    json!(str::from_utf8(file).unwrap()).to_string()
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn what_is_no_backup_changes_nothing() {
    App::everywhere(|app| {
        app.trust_the_vendor();
        app.find(Role::FileField, "Restore…").give(&app.file("holiday.png", b"\x89PNG\r\n"));
        let notices = app.find(Role::Region, "Messages");
        notices.wait_for_text("holiday.png is no backup of this page.");
        notices.wait_for_text("state_format");
    });
}

/// What the store holds under the keys that begin so, each as text.
fn under(app: &App<'_>, start: &str) -> Vec<String> {
    let script = "const [start] = arguments;
        return new Promise((resolve, reject) => {
          const open = indexedDB.open('countersign', 1);
          open.onerror = reject;
          open.onsuccess = () => {
            const store = open.result.transaction('records').objectStore('records');
            const [keys, values] = [store.getAllKeys(), store.getAll()];
            values.onsuccess = () => {
              open.result.close();
              const texts = values.result.map((value) => typeof value === 'string' ? value : JSON.stringify(value));
              resolve(texts.filter((_, index) => keys.result[index].startsWith(start)));
            };
          };
        })";
    let found = app.browser.run(script, json!([start]));
    found.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

/// Puts a value under a key of the store.
fn put(app: &App<'_>, key: &str, value: &Value) {
    let script = "const [key, value] = arguments;
        return new Promise((resolve, reject) => {
          const open = indexedDB.open('countersign', 1);
          open.onerror = reject;
          open.onsuccess = () => {
            const transaction = open.result.transaction('records', 'readwrite');
            transaction.objectStore('records').put(value, key);
            transaction.oncomplete = () => { open.result.close(); resolve(null); };
          };
        })";
    app.browser.run(script, json!([key, value]));
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn what_cannot_be_read_of_the_store_is_told_kept_and_saved() {
    let newer = json!("{\"countersign\":\"state\",\"version\":2}\n{\"document\":{\"of\":\"the future\"}}\n");
    for (value, text, told) in [
        (json!({ "of": "whatever" }), "{\"of\":\"whatever\"}", "state_entry"),
        (newer.clone(), newer.as_str().unwrap(), "state_version"),
    ] {
        App::everywhere(|app| {
            app.trust_the_vendor();
            app.wait_until_stored(VENDOR);
            put(app, "record", &value);
            app.reload();
            let notices = app.find(Role::Region, "Messages");
            notices.wait_for_text(": record. It stays there;");
            notices.wait_for_text(told);
            let saved = app.saved("countersign-damaged.jsonl", || {
                notices.find(Role::Button, "Save the stored text…").click();
            });
            assert_eq!(String::from_utf8(saved).unwrap(), text);
            assert_eq!(under(app, "record"), [text], "nothing is overwritten by reading it");

            app.trust_the_vendor();
            app.wait_until_stored(VENDOR);
            assert_eq!(under(app, "aside "), [text], "what is stored now lies beside it");
            app.reload();
            let notices = app.find(Role::Region, "Messages");
            notices.wait_for_text("record. It stays there;");
            notices.find(Role::Button, "Delete the entry").click();
            wait_for("the entry to be deleted", || under(app, "aside ").is_empty().then_some(()));
            assert_eq!(under(app, "record").len(), 1);
            app.go_to("Trusted keys");
            app.find(Role::Button, &format!("Remove the key {VENDOR}"));
        });
    }
}
