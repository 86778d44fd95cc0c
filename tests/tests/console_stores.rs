//! A licence desk whose browser keeps something else than the page last knew: another tab's, or what is damaged.
// needs: dist, chromium

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign_tests::app::App;
use countersign_tests::app_console::{ISSUER, Machine};
use countersign_tests::webdriver::Role;
use serde_json::json;

const STUDIO: (&str, &str) = ("call-studio", "CVP-STUDIO-3");

/// Has a script act on one of the stores, and gives what that `found`.
const IN_STORE: &str = "const [name] = arguments;
    return new Promise((done, failed) => {
      const open = indexedDB.open('countersign-console');
      open.onerror = failed;
      open.onsuccess = () => {
        const change = open.result.transaction(name, 'readwrite');
        const store = change.objectStore(name);
        let found;
        change.oncomplete = () => { open.result.close(); done(found ?? null); };
        change.onabort = failed;
        ACT
      };
    });";

#[test]
#[ignore = "needs the console and a browser: run by `cargo xtask test`"]
fn a_tab_hands_nothing_out_once_another_has_put_a_shorter_ledger_in_the_place_of_its_own() {
    App::console_hosted(|app| {
        desk(app);
        ask(app, "A");
        app.sign_and_hand_out();
        app.dismiss("A");
        // As another tab does: a whole ledger of two lines in the place of the four.
        let act = "store.getAll().onsuccess = ({ target: { result } }) => {
            const [head, license, ...rest] = result.filter(([, text]) => typeof text === 'string');
            found = rest.length;
            store.clear();
            store.put([license[0], head[1] + license[1]], 2);
            store.put(['countersign.ledger', 2], 'file');
          };";
        assert_eq!(in_store(app, act, "ledger"), json!(1));
        ask(app, "B");
        app.find(Role::Button, "Sign and hand out").click();
        app.browser.element("body").wait_for_text("Another tab");
        app.find(Role::Button, "Sign and hand out");
        assert!(!app.browser.element("main").text().contains("Text for an e-mail"));
        // What the other tab kept is what counts now.
        app.console_at("#/ledger", "Ledger");
        app.browser.element("main").wait_for_text("3 bought · 0 claimed · 3 free");
    });
}

#[test]
#[ignore = "needs the console and a browser: run by `cargo xtask test`"]
fn a_row_that_is_damaged_hides_no_other() {
    App::console_hosted(|app| {
        desk(app);
        for store in ["keys", "ledger"] {
            in_store(app, "store.put(null, 99);", store);
        }
        reload(app);
        app.console_at("#/keys", "Keys");
        app.find(Role::Button, "Unlock");
        app.browser.element("body").wait_for_text("A key that this browser keeps can’t be read.");
        app.console_at("#/ledger", "Ledger");
        app.browser.element("main").wait_for_text(&format!("licence {}, serial 1", STUDIO.1));
    });
}

#[test]
#[ignore = "needs the console and a browser: run by `cargo xtask test`"]
fn what_could_not_be_read_is_not_written_over() {
    App::console_hosted(|app| {
        desk(app);
        let fault = "if (!sessionStorage.mended) {
            const { open } = IDBFactory.prototype;
            IDBFactory.prototype.open = () => { throw new DOMException('Internal error', 'UnknownError'); };
            window.mend = () => { IDBFactory.prototype.open = open; sessionStorage.mended = 1; };
          }";
        app.browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": fault }));
        reload(app);
        app.browser.element("body").wait_for_text("can’t be read, if there is anything");
        app.browser.run("window.mend()", json!([]));
        app.console_at("#/ledger", "Ledger");
        app.find(Role::TextField, "Issuer").give(ISSUER);
        app.find(Role::Button, "Begin a new ledger").click();
        app.browser.element("body").wait_for_text("Another tab");
        app.browser.element("main").wait_for_text(&format!("licence {}, serial 1", STUDIO.1));
    });
}

/// A key that is open, and a ledger with a licence of three seats.
fn desk(app: &App<'_>) {
    app.import_vendor_key();
    app.begin_ledger();
    app.enter("call-studio-seats.lic");
    app.browser.element("main").wait_for_text(&format!("licence {}, serial 1", STUDIO.1));
}

/// Loads the page anew, at its first part.
fn reload(app: &App<'_>) {
    app.console_at("#/", "Requests");
    app.reload();
}

fn ask(app: &App<'_>, name: &str) {
    app.ask(&Machine::new(name).request(STUDIO.0, STUDIO.1, ("seats", 1))).wait_for_text("costs 1 of");
}

fn in_store(app: &App<'_>, act: &str, store: &str) -> serde_json::Value {
    app.browser.run(&IN_STORE.replace("ACT", act), json!([store]))
}
