//! The words of codes in four languages, as data of the npm package: those of errors, statuses and refusals are those of
//! the core, the issuer and the pages, the others stand in the package's own files.

use crate::folder;
use countersign::{Code, Status};
use countersign_issuer::RefusalCode;
use serde_json::{Map, Value, json};
use std::fs;
use std::path::PathBuf;

/// The languages.
pub const LANGUAGES: [&str; 4] = ["en", "fr", "de", "ru"];

/// The file of a language in the package.
pub fn path(language: &str) -> PathBuf {
    folder("../validator/npm/messages").join(format!("{language}.json"))
}

/// What a file has, and what it should have.
///
/// # Panics
/// Where a file is missing, or a code has no words.
pub fn made(language: &str) -> (String, String) {
    let present = fs::read_to_string(path(language)).expect("the messages of a language");
    let mut messages: Map<String, Value> = serde_json::from_str(&present).expect("messages in JSON");
    messages.insert("errors".to_owned(), errors(language));
    messages.insert("statuses".to_owned(), statuses(language));
    messages.insert("refusals".to_owned(), refusals(language));
    let made = serde_json::to_string_pretty(&messages).expect("messages") + "\n";
    (present, made)
}

fn errors(language: &str) -> Value {
    let explained: Map<String, Value> = if language == "en" {
        let codes = Code::ALL.iter();
        codes.map(|code| row(code.as_str(), &format!("{}.", code.meaning()), code.remedy())).collect()
    } else {
        let file = locale("errors", language);
        let explained = countersign_texts::explanations(&file).expect("sentences about errors");
        explained.iter().map(|[code, meaning, remedy]| row(code, meaning, remedy)).collect()
    };
    // In the order of the core.
    let words = |code: &Code| explained.get(code.as_str()).unwrap_or_else(|| panic!("{code} in {language}"));
    Code::ALL.iter().map(|code| (code.as_str().to_owned(), words(code).clone())).collect::<Map<_, _>>().into()
}

/// Why an issuer's ledger refuses: the issuer's words, and those of the console.
fn refusals(language: &str) -> Value {
    let explained: Map<String, Value> = if language == "en" {
        let text = |code: &RefusalCode| {
            let (meaning, remedy) = code.text();
            row(code.as_str(), &format!("{meaning}."), remedy)
        };
        RefusalCode::ALL.iter().map(text).collect()
    } else {
        let file = folder("../admin-ui/console/locales/errors").join(format!("{language}.ftl"));
        let explained = countersign_texts::explanations(&file).expect("sentences about refusals");
        explained.iter().map(|[code, meaning, remedy]| row(code, meaning, remedy)).collect()
    };
    let words = |code: &RefusalCode| {
        let code = code.as_str();
        let words = explained.get(code).unwrap_or_else(|| panic!("{code} in {language}"));
        (code.to_owned(), words.clone())
    };
    RefusalCode::ALL.iter().map(words).collect::<Map<_, _>>().into()
}

fn row(code: &str, meaning: &str, remedy: &str) -> (String, Value) {
    (code.to_owned(), json!({ "meaning": meaning, "remedy": remedy }))
}

fn statuses(language: &str) -> Value {
    let texts = fs::read_to_string(locale("status", language)).expect("the page's words");
    let word = |status: &Status| {
        let id = format!("status-{} = ", status.as_str().replace('_', "-"));
        let word = texts.lines().find_map(|line| line.strip_prefix(&id));
        word.unwrap_or_else(|| panic!("{status:?} in {language}")).to_owned()
    };
    let words = Status::ALL.iter().map(|status| (status.as_str().to_owned(), word(status).into()));
    words.collect::<Map<_, _>>().into()
}

fn locale(part: &str, language: &str) -> PathBuf {
    folder("../admin-ui/kit/locales").join(part).join(format!("{language}.ftl"))
}
