//! The app's seats page: people are imported and given seats, and nothing is lost on the way.
// needs: dist, any engine

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign_tests::app::App;
use countersign_tests::app_seats::{numbered, thirty_people};
use countersign_tests::webdriver::Role;
use serde_json::json;

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn what_is_not_saved_is_guarded_and_outlasts_other_pages() {
    App::everywhere(|app| {
        app.open_the_seats();
        app.import_list("people.csv", thirty_people().as_bytes()).wait_for_text("30 people were added.");
        app.find(Role::Button, "Close").click();
        assert!(!app.is_guarded());
        app.tick("Client bundle", "gerd.gudlat");
        assert!(app.is_guarded());
        app.go_to("Licence");
        assert!(app.is_guarded());
        app.go_to("Seats");
        app.wait_for_count("Client bundle", "(1/500)");
        app.find(Role::Button, "Save one change").click();
        app.wait_until_stored("client_bundle");
        assert!(!app.is_guarded());
        app.go_to("Licence");
        // Seats are counted: there is nothing to type in.
        app.find(Role::Region, "ucware · Musterfirma").wait_for_text("1 / 500 499 left");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn a_name_that_is_refused_is_there_to_be_corrected() {
    App::hosted(|app| {
        app.open_the_seats();
        app.import_list("people.csv", thirty_people().as_bytes());
        app.find(Role::Button, "Close").click();
        app.find(Role::Button, "Add a person").click();
        app.find(Role::TextField, "User name").give("GERD.Gudlat\u{E007}");
        let refused = app.browser.element("details [data-code=person_duplicate]").text();
        assert!(refused.contains("What to do:"), "{refused}");
        let field = app.find(Role::TextField, "User name");
        assert_eq!(field.value(), "GERD.Gudlat");
        field.give(".2\u{E007}");
        app.find(Role::Checkbox, "Client bundle for GERD.Gudlat.2");
        assert_eq!(app.find(Role::TextField, "User name").value(), "");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn a_list_is_read_whatever_it_is_written_like() {
    App::everywhere(|app| {
        app.open_the_seats();
        let utf_16: Vec<u8> = "\u{feff}Имя\tФамилия\tЛогин\nАнна\tИванова\tanna\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        app.import_list("utf16.tsv", &utf_16).wait_for_text("One person was added.");
        app.find(Role::Button, "Close").click();
        app.find(Role::Checkbox, "Client bundle for anna");
        let review =
            app.choose_list("latin1.csv", b"Benutzername;Vorname;Nachname\nj.k;J\xfcrgen;K\xf6nig\n");
        review.wait_for_text("Jürgen König");
        review.find(Role::Menu, "Encoding").choose("Cyrillic (windows-1251)");
        app.find(Role::Region, "Import latin1.csv").wait_for_text("Jьrgen");
        app.find(Role::Menu, "Encoding").choose("Western European (windows-1252)");
        app.find(Role::Region, "Import latin1.csv").wait_for_text("Jürgen");
        app.find(Role::Menu, "Column 1 holds").choose("nothing that is needed");
        app.find(Role::Region, "Import latin1.csv").wait_for_text("Say which column holds the user names");
        app.find(Role::Menu, "Column 1 holds").choose("User name");
        app.find(Role::Region, "Import latin1.csv").find(Role::Button, "Import").click();
        app.find(Role::Region, "latin1.csv is imported").wait_for_text("One person was added.");
        assert!(app.text().contains("Jürgen"), "{}", app.text());
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn lines_that_cannot_be_taken_are_named_and_an_import_is_taken_back() {
    App::hosted(|app| {
        app.open_the_seats();
        let list = "username,first,last\ngerd,Gerd,Gudlat\n,No,Name\n=cmd(),Eve,\u{202e}x\nsandra,,\n";
        let result = app.import_list("people.csv", list.as_bytes());
        result.wait_for_text("2 people were added.");
        result.wait_for_text("2 lines were left out");
        let left_out = app.saved("left-out.csv", || {
            result.find(Role::Button, "Save the list of these lines…").click();
        });
        let left_out = String::from_utf8(left_out).unwrap();
        assert!(left_out.contains("3,,person_name\r\n4,'=cmd(),person_name\r\n"), "{left_out}");
        app.find(Role::Button, "Close").click();
        let people = app.saved("people.csv", || app.find(Role::Button, "Export CSV").click());
        let people = String::from_utf8(people).unwrap();
        assert_eq!(
            people,
            "\u{feff}username,firstname,lastname,client_bundle,attendant\r\ngerd,Gerd,Gudlat,,\r\nsandra,,,,\r\n"
        );
        app.find(Role::Region, "Last change").find(Role::Button, "Undo").click();
        app.find(Role::Heading, "Nobody is on the list yet");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn of_a_long_list_the_rows_are_there_that_are_seen_and_keys_go_to_the_others() {
    App::hosted(|app| {
        app.open_the_seats();
        app.import_list("people.csv", ["username,first,last\n", &numbered(501)].concat().as_bytes());
        app.find(Role::Button, "Close").click();
        let rows = app.browser.run("return document.querySelectorAll('.seats tbody tr').length", json!([]));
        assert!(rows.as_u64().unwrap() < 60, "{rows}");
        app.tick("Client bundle", "user0000");
        // Control and End, from wherever the keyboard is to the last seat of all; then back by one.
        let end = "document.activeElement.dispatchEvent(
            new KeyboardEvent('keydown', { key: 'End', ctrlKey: true, bubbles: true, cancelable: true }))";
        app.browser.run(end, json!([]));
        app.wait_until("return document.activeElement.id === 'seat-500-1'", json!([]));
        app.browser.press('\u{E012}');
        app.wait_until("return document.activeElement.id === 'seat-500-0'", json!([]));
        app.browser.press(' ');
        app.wait_for_count("Client bundle", "(2/500)");
        let focused = app.browser.focused().unwrap();
        assert_eq!(focused.name().as_deref(), Some("Client bundle for user0500"));
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn an_import_is_stopped_and_nobody_was_imported() {
    App::hosted(|app| {
        app.open_the_seats();
        let list = ["username,first,last\n", &numbered(400_000)].concat();
        let review = app.choose_list("people.csv", list.as_bytes());
        // Cancelled in the same turn of the page in which it says how far it is.
        let stop = "const [button] = arguments;
            return new Promise(done => {
              new MutationObserver((_, observer) => {
                const progress = document.querySelector('progress');
                if (!progress) return;
                observer.disconnect();
                progress.parentElement.querySelector('button').click();
                done(true);
              }).observe(document.body, { subtree: true, childList: true });
              button.click();
            });";
        let button = review.find(Role::Button, "Import");
        assert_eq!(app.browser.run(stop, json!([button.reference()])), json!(true));
        app.find(Role::Region, "Import people.csv").find(Role::Button, "Cancel").click();
        app.find(Role::Heading, "Nobody is on the list yet");
    });
}
