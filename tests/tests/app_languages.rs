//! The app speaks four languages, each of them alone.
// needs: dist, engines

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign::Code;
use countersign_tests::app::{App, VENDOR};
use countersign_tests::app_seats::numbered;
use countersign_tests::webdriver::{Role, wait_for};
use countersign_tests::{fixtures, folder, paths};
use serde_json::json;
use std::collections::BTreeSet;
use std::fs;

/// A language's tag, its own name for itself, and its word for "language".
const LANGUAGES: [[&str; 3]; 4] = [
    ["en", "English", "Language"],
    ["fr", "Français", "Langue"],
    ["de", "Deutsch", "Sprache"],
    ["ru", "Русский", "Язык"],
];

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn every_state_is_in_every_language() {
    let (ids, foreign) = (message_ids(), foreign_words());
    App::hosted(|app| {
        app.in_every_state(|state| {
            let english = lines(app);
            let mut spoken = LANGUAGES[0];
            for language in LANGUAGES.into_iter().cycle().skip(1).take(LANGUAGES.len()) {
                choose(app, spoken, language);
                spoken = language;
                let text = app.text();
                let id = text.split_whitespace().find(|word| ids.contains(*word));
                assert_eq!(id, None, "the id of a text where {state}, in {language:?}");
                assert!(!text.contains("{$") && !text.contains("{ $"), "{state}, in {language:?}: {text}");
                if language[0] == "ru" {
                    // French and German share words with English. In Russian, what is the same is the files'.
                    let same = lines(app).intersection(&english).cloned().collect::<Vec<_>>().join(" ");
                    let words = same.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | '·'));
                    let data = data(app);
                    // Counts such as 5/500 are of no language.
                    let words = words.filter(|word| word.contains(char::is_alphabetic));
                    let mut words = words.map(str::to_lowercase);
                    // Also one that the page named itself, a request that was made.
                    let is_file = |word: &str| word.ends_with(".lic");
                    let english =
                        words.find(|word| !is_file(word) && !foreign.contains(word) && !data.contains(word));
                    assert_eq!(english, None, "{state}: {same}");
                }
            }
        });
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn the_choice_is_kept() {
    App::everywhere(|app| {
        choose(app, LANGUAGES[0], LANGUAGES[3]);
        app.reload_at("#/");
        app.find(Role::Heading, "Лицензия");
        app.find(Role::Menu, "Язык");
        assert_eq!(app.browser.run("return document.title", json!([])), "Лицензия – Countersign");
    });
}

fn choose(app: &App<'_>, [.., word]: [&str; 3], [tag, name, new_word]: [&str; 3]) {
    app.find(Role::Menu, word).choose(name);
    app.find(Role::Menu, new_word);
    wait_for("the language of the document", || {
        let document = app.browser.run("return document.documentElement.lang", json!([]));
        (document == tag).then_some(())
    });
}

/// The lines that are seen.
fn lines(app: &App<'_>) -> BTreeSet<String> {
    let text = app.browser.run("return document.body.innerText", json!([]));
    text.as_str().unwrap().split(['\n', '\t']).map(str::to_owned).collect()
}

/// What is seen and is no language: ids and thumbprints, in lower case.
fn data(app: &App<'_>) -> String {
    let script = "return [...document.querySelectorAll('code')].map((code) => code.textContent).join(' ')";
    app.browser.run(script, json!([])).as_str().unwrap().to_lowercase()
}

/// The ids of the messages, but for those that are words of English too.
fn message_ids() -> BTreeSet<String> {
    let folders = ["../admin-ui/locales", "../admin-ui/kit/locales"];
    let parts = folders.into_iter().flat_map(|path| fs::read_dir(folder(path)).unwrap());
    // The sentences about errors have no English file here.
    let texts = parts.filter_map(|part| fs::read_to_string(part.unwrap().path().join("en.ftl")).ok());
    let texts: String = texts.collect();
    let ids = texts.lines().filter_map(|line| Some(line.split_once(" = ")?.0));
    let ids: BTreeSet<_> = ids.filter(|id| id.contains('-')).map(str::to_owned).collect();
    assert!(ids.len() > 100, "{ids:?}");
    ids
}

/// What no language translates, in lower case: what stands in the files, their names, names of languages and
/// of the product, error codes.
fn foreign_words() -> String {
    let files = paths(&folder("fixtures"));
    let contents = files.iter().filter(|name| name.ends_with(".json"));
    let contents: String = contents.map(|name| String::from_utf8(fixtures::read(name)).unwrap()).collect();
    let codes: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    let other = [
        "Countersign",
        VENDOR,
        "KMS MAK kms.txt kms2.example.com No answer Office Lync DNS nslookup DIG host Resolve-DnsName JSON TAM",
        "BCDFGHJKMPQRTVWXY2346789N _vlmcs._tcp -type=srv >%temp%\\kms.txt 2>&1",
        "altered.lic empty.lic key.json people.csv username first last x No Name UTF-8 UTF-16 LE BE",
    ];
    let people = numbered(6);
    let parts =
        [files.concat(), contents, codes.concat(), LANGUAGES.concat().concat(), other.concat(), people];
    parts.concat().replace("\\n", " ").to_lowercase()
}
