//! Amounts in use that a page around the app hands over, or a file.
// needs: dist, engines

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign_tests::app::App;
use countersign_tests::webdriver::Role;
use countersign_tests::{StaticServer, fixtures, provided};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn a_page_of_the_same_origin_hands_amounts_over_and_is_answered() {
    let (_folder, server) = site();
    App::served_at(server.address(""), |app| {
        with_licence(app);
        app.browser.open(&server.address("around.html"));
        let told = tell(
            app,
            "index.html",
            &json!({ "countersign": "usage", "version": 1, "id": 1, "usage": { "users": 19 } }),
        );
        assert_eq!((&told["ok"], &told["id"], &told["account"]), (&json!(true), &json!(1), &json!("site-1")));
        let wrong = tell(
            app,
            "index.html",
            &json!({ "countersign": "usage", "version": 1, "usage": { "users": "19" } }),
        );
        assert_eq!((&wrong["ok"], &wrong["error"]["code"]), (&json!(false), &json!("usage_invalid")));
        let origin = server.address("").trim_end_matches('/').to_owned();
        app.wait_until(
            "return document.querySelector('iframe').contentDocument.body.innerText.includes(arguments[0])",
            json!([format!("handed over by {origin}")]),
        );
        app.visit();
        app.find(Role::Region, "orange-uce · Musterhandel GmbH").wait_for_text("/ 20 only 1 left");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn a_page_of_another_origin_is_heard_only_where_the_page_lists_it() {
    let (folder, server) = site();
    let around = StaticServer::without_policy(folder.path());
    let origin = around.address("").trim_end_matches('/').to_owned();
    let page = fs::read_to_string(folder.path().join("index.html")).unwrap();
    let listed = format!("<meta name=\"countersign-embedder\" content=\"https://other.example {origin}\">");
    fs::write(folder.path().join("listed.html"), page.replace("<title>", &(listed + "<title>"))).unwrap();
    App::served_at(server.address(""), |app| {
        with_licence(app);
        app.browser.open(&around.address("around.html"));
        let (refused, heard) = (server.address("index.html"), server.address("listed.html"));
        // Both frames are of one origin, so that they take turns: the first had its message when the second
        // has answered.
        let script = "const [refused, heard] = arguments;
            const frames = [refused, heard].map((address) => {
              const frame = document.body.appendChild(document.createElement('iframe'));
              frame.src = address;
              return frame.contentWindow;
            });
            const usage = (users) => ({ countersign: 'usage', version: 1, id: users, usage: { users } });
            return new Promise((done) => {
              const answers = [];
              let ready = 0;
              addEventListener('message', ({ data }) => {
                if (data.countersign === 'ready') {
                  ready += 1;
                  if (ready === 2) [7, 18].forEach((users, index) => frames[index].postMessage(usage(users), '*'));
                } else {
                  answers.push(data.id);
                  done(answers);
                }
              });
            });";
        assert_eq!(app.browser.run(script, json!([refused, heard])), json!([18]));
        // That page was another origin's.
        app.complaints();
        app.visit();
        let overview = app.find(Role::Region, "orange-uce · Musterhandel GmbH").text();
        // Some browsers keep what a page stores in a frame apart from what it stores by itself.
        assert!(overview.contains("/ 20") && !overview.contains("13 left"), "{overview}");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn a_table_of_amounts_is_imported_whole_or_not_at_all() {
    App::everywhere(|app| {
        with_licence(app);
        let give = |text: &str| {
            app.find(Role::FileField, "Import usage…").give(&app.file("use.csv", text.as_bytes()));
        };
        give("entitlement,amount\nusers,nineteen\n");
        let messages = app.find(Role::Region, "Messages");
        messages.wait_for_text("use.csv was not taken over. Lines that can’t be read: 2.");
        assert!(messages.text().contains("usage_invalid"), "{}", messages.text());
        messages.find(Role::Button, "Dismiss").click();
        give("entitlement,amount\nusers,19\n");
        app.find(Role::Region, "orange-uce · Musterhandel GmbH").wait_for_text("/ 20 only 1 left");
        app.browser.element("[role=status]").wait_for_text("One amount was taken over.");
    });
}

/// Whatever program wrote them.
#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn tables_of_the_field_give_the_amounts_that_a_reader_sees_in_them() {
    let Some(folder) = provided::field_files().map(|files| files.join("use")) else { return };
    for file in fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
        App::hosted(|app| {
            with_licence(app);
            app.find(Role::FileField, "Import usage…").give(file.to_str().unwrap());
            app.find(Role::Region, "orange-uce · Musterhandel GmbH").wait_for_text("/ 20 only 1 left");
            app.browser.element("[role=status]").wait_for_text("One amount was taken over.");
            app.wait_until_stored("{\"usage\":{\"entitlement\":\"users\",\"amount\":19,");
        });
    }
}

/// The site, and a page that shows it in a frame.
fn site() -> (TempDir, StaticServer) {
    let folder = tempfile::tempdir().unwrap();
    copy(&provided::dist().join("site"), folder.path());
    fs::write(
        folder.path().join("around.html"),
        "<!doctype html><meta charset=\"utf-8\"><title>Around</title><link rel=\"icon\" href=\"data:,\">",
    )
    .unwrap();
    let server = StaticServer::without_policy(folder.path());
    (folder, server)
}

/// Copies the files of a folder.
fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
        }
    }
}

fn with_licence(app: &App<'_>) {
    app.trust_the_vendor();
    app.add("base.lic", &fixtures::read("orange-uce-base.lic"));
    app.wait_until_stored("base.lic");
}

/// Says something to the app in a frame of the page, once it is ready, and waits for the answer.
fn tell(app: &App<'_>, address: &str, message: &Value) -> Value {
    let script = "const [address, message] = arguments;
        return new Promise((answered) => {
          const present = document.querySelector('iframe');
          const frame = present ?? document.body.appendChild(document.createElement('iframe'));
          addEventListener('message', ({ data }) => {
            if (data.countersign === 'ready') frame.contentWindow.postMessage(message, '*');
            else answered(data);
          });
          if (present) frame.contentWindow.postMessage(message, '*');
          else frame.src = address;
        });";
    app.browser.run(script, json!([address, message]))
}
