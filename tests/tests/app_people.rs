//! Lists of people as programs export them, read by the app without a word said about how.
// needs: dist, engines

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign::fold_nfkc;
use countersign_tests::app::App;
use countersign_tests::webdriver::Role;
use countersign_tests::{Claims, Jws, provided};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use unicode_normalization::UnicodeNormalization as _;

/// Goes to the seats of an account that gives so many `users` to people.
fn open_the_seats(app: &App<'_>, quantity: usize) {
    let users = json!([{ "id": "users", "metric": "user", "quantity": quantity, "assignable": true }]);
    app.trust_the_vendor();
    let license = Jws::license(Claims::new("L-1").with("lic.entitlements", users).payload()).compact();
    app.add("users.lic", license.as_bytes());
    app.go_to("Seats");
    app.find(Role::Heading, "Seats");
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn what_is_no_data_is_passed_over_and_what_was_made_out_is_shown() {
    App::everywhere(|app| {
        open_the_seats(app, 9);
        let list = "\u{feff}sep=;\r\nusername;firstname;lastname;users\r\nanna.b;Änne;Müller;x\r\n;;;\r\nkarl.k;Karl;Groß;\r\n";
        app.import_list("sep.csv", list.as_bytes()).wait_for_text("2 people were added. One seat was given.");
        app.find(Role::Button, "Close").click();
        app.wait_for_count("users", "(1/9)");

        let review = app.choose_list("titled.csv", b"The people of Bonn\n\nFirst Name,Last Name,Email\nAnna,Bauer,anna@example.org\nAnna,Vogel,anna.v@example.org\n");
        review.wait_for_text("One line before the titles is passed over.");
        review.wait_for_text("No column has user names. The e-mail addresses are taken for them");
        review.find(Role::Button, "Import").click();
        app.find(Role::Region, "titled.csv is imported").wait_for_text("2 people were added.");
        app.find(Role::Button, "Close").click();
        app.find(Role::Checkbox, "users for anna.v@example.org");

        // Mac Roman, whose lines end by CR.
        app.import_list("mac.csv", b"username;lastname\rz.l;M\x9fller\r")
            .wait_for_text("One person was added.");
        assert!(app.text().contains("Müller"), "{}", app.text());
        app.find(Role::Button, "Close").click();
    });
}

/// A list from the field, and what a reader sees in it.
struct List {
    name: &'static str,
    /// User name, first and last name, and whether the person has a seat.
    people: &'static [(&'static str, &'static str, &'static str, bool)],
    /// The lines that are left out, each with why.
    problems: &'static [&'static str],
    /// Whether e-mail addresses are taken for user names, which is said before.
    is_by_email: bool,
}

const THREE: &[(&str, &str, &str, bool)] = &[
    ("anna.b", "Änne", "Müller", true),
    ("karl.k", "Karl", "Groß", false),
    ("zoe.l", "Zoé", "Łuczak", true),
];
const MAC: &[(&str, &str, &str, bool)] = &[THREE[0], THREE[1], ("zoe.l", "Zoé", "Luczak", true)];
const TWO: &[(&str, &str, &str, bool)] =
    &[("anna.b", "Anna", "Bauer", false), ("karl.k", "Karl", "Klein", false)];
const BY_EMAIL: &[(&str, &str, &str, bool)] =
    &[("anna@example.org", "Anna", "Bauer", false), ("karl@example.org", "Karl", "Klein", false)];
const ANNAS: &[(&str, &str, &str, bool)] =
    &[("anna.v@example.org", "Anna", "Vogel", false), BY_EMAIL[0], BY_EMAIL[1]];

const fn list(
    name: &'static str,
    people: &'static [(&'static str, &'static str, &'static str, bool)],
) -> List {
    List { name, people, problems: &[], is_by_email: false }
}

const LISTS: [List; 11] = [
    list("csv-sep.csv", THREE),
    list("csv-sep-bom.csv", THREE),
    list("csv-type.csv", TWO),
    list("csv-titleline.csv", TWO),
    List { is_by_email: true, ..list("csv-two-annas.csv", ANNAS) },
    List { is_by_email: true, ..list("csv-google.csv", BY_EMAIL) },
    List { is_by_email: true, ..list("csv-email.csv", BY_EMAIL) },
    list("csv-emptyrows.csv", THREE),
    list("csv-macroman.csv", MAC),
    List { problems: &["5 list_bytes"], ..list("csv-badbyte.csv", THREE) },
    List { problems: &["3 person_duplicate", "4 person_duplicate"], ..list("csv-dups.csv", TWO) },
];

/// Through the page, without a word said about how it is read.
#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn lists_of_the_field_give_the_people_whom_a_reader_sees_in_them() {
    let Some(folder) = provided::field_files().map(|files| files.join("people")) else { return };
    for file in fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
        let name = file.file_name().unwrap().to_str().unwrap();
        let list = LISTS.iter().find(|list| list.name == name);
        let list = list.unwrap_or_else(|| panic!("nothing is known of {name}"));
        App::hosted(|app| check(app, list, &fs::read(&file).unwrap()));
    }
}

fn check(app: &App<'_>, list: &List, bytes: &[u8]) {
    open_the_seats(app, 9);
    let review = app.choose_list(list.name, bytes);
    assert_eq!(review.text().contains("The e-mail addresses are taken"), list.is_by_email, "{}", list.name);
    review.find(Role::Button, "Import").click();
    app.find(Role::Region, &format!("{} is imported", list.name));
    let script = "return [...document.querySelectorAll('[data-code]')].map((row) =>
        row.querySelector('th').innerText + ' ' + row.dataset.code)";
    assert_eq!(app.browser.run(script, json!([])), json!(list.problems), "{}", list.name);
    let last = list.people.iter().rfind(|person| person.3).or(list.people.last()).unwrap();
    app.wait_until_stored(&format!("\"{}\":\"{}\"", if last.3 { "person" } else { "name" }, last.0));
    let stored = app.stored();
    let lines: Vec<Value> = stored.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let has_seat = |name: &str| lines.iter().any(|line| line["seat"]["person"] == name);
    let text = |person: &Value, part: &str| person[part].as_str().unwrap().to_owned();
    let mut people: Vec<_> = lines
        .iter()
        .filter_map(|line| line.get("person"))
        .map(|person| {
            let name = text(person, "name");
            let seated = has_seat(&name);
            (name, text(person, "first"), text(person, "last"), seated)
        })
        .collect();
    people.sort();
    let expected = list
        .people
        .iter()
        .map(|(name, first, last, seated)| (name.to_string(), first.to_string(), last.to_string(), *seated));
    assert_eq!(people, expected.collect::<Vec<_>>(), "{}", list.name);
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn lines_that_cannot_be_read_are_named_by_their_reason() {
    App::everywhere(|app| {
        open_the_seats(app, 9);
        let mut list =
            b"username;lastname\n\xc3\xa4.b;M\xc3\xbcller\nu.x;Stra\xdfe\n\xc3\x84.B;\nwide".to_vec();
        list.extend(";".repeat(40_000).bytes());
        let result = app.import_list("people.csv", &list);
        result.wait_for_text("One person was added.");
        result.wait_for_text("3 lines were left out");
        let script = "return [...document.querySelectorAll('[data-code]')].map((row) =>
            row.querySelector('th').innerText + ' ' + row.dataset.code)";
        let codes = app.browser.run(script, json!([]));
        assert_eq!(codes, json!(["3 list_bytes", "4 person_duplicate", "5 list_line"]));
        app.find(Role::Button, "Close").click();
        for (name, content, code) in [
            ("empty.csv", String::from("\n;;\n"), "list_empty"),
            ("wide.csv", ";".repeat(40_000) + "x", "list_line"),
        ] {
            let review = app.choose_list(name, content.as_bytes());
            review.wait_for_text(code);
            review.find(Role::Button, "Cancel").click();
        }
    });
}

/// What Unicode 16 and 17 brought of letters that have a lower case or a compatible form: a browser's tables for the
/// one may be older than those for the other.
fn is_newer_than_unicode_15(c: char) -> bool {
    matches!(
        c,
        '\u{1c89}'..='\u{1c8a}'
            | '\u{a7cb}'..='\u{a7cf}'
            | '\u{a7d2}'..='\u{a7d4}'
            | '\u{a7da}'..='\u{a7dc}'
            | '\u{a7f1}'
            | '\u{10d50}'..='\u{10d85}'
            | '\u{16ea0}'..='\u{16ed3}'
            | '\u{1ccd6}'..='\u{1ccf9}'
    )
}

/// The page takes the tables of Unicode from the browser: it folds names as others do.
#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn names_are_folded_alike_everywhere() {
    let fold = |name: &str| fold_nfkc(name, |name| name.nfkc().collect(), str::to_lowercase);
    let characters = ('\u{a1}'..=char::MAX).filter(|c| {
        let changes = fold(c.encode_utf8(&mut [0; 4])) != c.to_string() || c.is_lowercase();
        changes && !c.is_whitespace() && !is_newer_than_unicode_15(*c)
    });
    let all: String = characters.collect();
    App::everywhere(|app| {
        // A browser may know an older Unicode.
        let known = app.browser.run(
            "return [...arguments[0]].filter((c) => /[^\\p{Cn}\\p{Cf}\\p{Z}]/u.test(c)).join('')",
            json!([all]),
        );
        let upper = |c: char| [c.to_string(), c.to_uppercase().collect(), format!("{c}\u{327}\u{30c}")];
        let names: Vec<String> = known.as_str().unwrap().chars().flat_map(upper).collect();
        assert!(names.len() > 15_000, "{}", names.len());
        let names: Vec<String> = (0..).zip(names).map(|(number, name)| format!("{number}-{name}")).collect();
        open_the_seats(app, names.len());
        let list: String = names.iter().map(|name| format!("{name}\tx\n")).collect();
        app.import_list("names.tsv", ["username\tusers\n", &list].concat().as_bytes());
        app.wait_until_stored(&names[names.len() - 1]);
        let stored = app.stored();
        let lines = stored.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let seats: BTreeMap<usize, String> = lines
            .filter_map(|line| line["seat"]["person"].as_str().map(str::to_owned))
            .map(|folded| (folded.split('-').next().unwrap().parse().unwrap(), folded))
            .collect();
        assert!(seats.len() > names.len() - 100, "{} of {}", seats.len(), names.len());
        for (number, folded) in seats {
            assert_eq!(folded, fold(&names[number]), "{}", names[number].escape_unicode());
        }
    });
}
