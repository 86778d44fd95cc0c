//! The app where a tab is killed while it saves, and where the disk is full: what is stored is the old or the
//! new, never damaged and never lost.
//!
//! In Chromium alone: WebDriver kills no tab of the others, and fills no disk. What is told of a full disk
//! is tested in all of them, with the error put into the page.
// needs: dist, chromium

use countersign_tests::app::App;
use countersign_tests::fixtures;
use countersign_tests::webdriver::Role;
use serde_json::json;

const USERS: &str = "In use: User accounts";
const ACCOUNT: &str = "orange-uce · Musterhandel GmbH";

/// Keeps the transaction open in which something is stored: it lasts while anything is asked of it.
const HOLD: &str = "const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...values) {
      const request = put.apply(this, values);
      const ask = () => { window.isHeld = true; this.count().onsuccess = ask; };
      ask();
      return request;
    };";

#[test]
#[ignore = "needs the app and Chromium: run by `cargo xtask test`"]
fn a_tab_that_is_killed_while_it_writes_leaves_what_was_stored_before() {
    App::everywhere(|app| {
        with_users(app, "19");
        let before = app.stored();
        killed(app, || {
            app.browser.run(HOLD, json!([]));
            app.type_in(USERS, "7");
            app.wait_until("return window.isHeld === true", json!([]));
        });
        assert_eq!(app.stored(), before);
        app.find(Role::Region, ACCOUNT).wait_for_text("/ 20 only 1 left");
        // Nothing is locked.
        app.type_in(USERS, "8");
        app.wait_until_stored("\"amount\":8");
    });
}

#[test]
#[ignore = "needs the app and Chromium: run by `cargo xtask test`"]
fn a_tab_that_is_killed_after_it_has_written_leaves_the_new() {
    App::everywhere(|app| {
        with_users(app, "19");
        killed(app, || {
            app.type_in(USERS, "7");
            app.wait_until_stored("\"amount\":7");
        });
        app.find(Role::Region, ACCOUNT).wait_for_text("/ 20 13 left");
    });
}

#[test]
#[ignore = "needs the app and Chromium: run by `cargo xtask test`"]
fn a_tab_that_is_killed_at_any_moment_leaves_the_old_or_the_new() {
    App::everywhere(|app| {
        with_users(app, "1");
        let mut stored = 1;
        for users in 2..=9 {
            // As soon as it is typed in, which is before, while or after it is stored.
            killed(app, || app.type_in(USERS, &users.to_string()));
            let text = app.stored();
            let found =
                [stored, users].into_iter().find(|users| text.contains(&format!("\"amount\":{users}")));
            let Some(found) = found else { unreachable!("neither {stored} nor {users} is in {text}") };
            app.find(Role::Region, ACCOUNT).wait_for_text(&format!("/ 20 {} left", 20 - found));
            assert!(!app.text().contains("state_"), "{}", app.text());
            stored = found;
        }
    });
}

#[test]
#[ignore = "needs the app and Chromium: run by `cargo xtask test`"]
fn on_a_full_disk_changes_are_told_to_be_unkept_and_are_stored_once_there_is_room() {
    App::hosted(|app| {
        let origin = app.browser.run("return location.origin", json!([]));
        // Before the first change: the browser sets aside room for a while when it finds some.
        app.browser.devtools("Storage.overrideQuotaForOrigin", json!({ "origin": origin, "quotaSize": 1 }));
        app.trust_the_vendor();
        app.find(Role::Region, "Messages").wait_for_text("The browser refused to keep the change.");
        app.add("base.lic", &fixtures::read("orange-uce-base.lic"));
        app.find(Role::Region, ACCOUNT).wait_for_text("/ 20");
        app.wait_until_nothing_is_stored();
        app.browser.devtools("Storage.overrideQuotaForOrigin", json!({ "origin": origin }));
        app.type_in(USERS, "19");
        app.wait_until_stored("\"amount\":19");
        app.reload();
        app.find(Role::Region, ACCOUNT).wait_for_text("/ 20 only 1 left");
    });
}

fn with_users(app: &App<'_>, users: &str) {
    app.trust_the_vendor();
    app.add("base.lic", &fixtures::read("orange-uce-base.lic"));
    app.type_in(USERS, users);
    app.wait_until_stored(&format!("\"amount\":{users}"));
}

/// Does something in another tab, which is then killed, and opens the page again.
fn killed(app: &App<'_>, act: impl FnOnce()) {
    let own = app.browser.tab();
    // It must not hear of what the other does.
    app.browser.open("about:blank");
    let other = app.browser.new_tab();
    app.browser.switch_to(&other);
    app.visit();
    act();
    app.browser.kill_tab();
    app.browser.switch_to(&own);
    app.visit();
}
