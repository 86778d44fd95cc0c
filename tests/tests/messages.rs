//! The package's messages: every code has words in every language, and errors those of the core and of the page
#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign::{Denial, Quantity, Remedy, SeatDenial, Warning};
use countersign_tests::{judging, messages};
use serde_json::Value;
use std::collections::BTreeSet;

#[test]
fn errors_and_statuses_are_those_of_the_core_and_of_the_page() {
    for language in messages::LANGUAGES {
        let (present, made) = messages::made(language);
        assert!(present == made, "the messages in {language} are made by `cargo xtask fixtures`");
    }
}

#[test]
fn every_code_has_words_of_its_own_in_every_language() {
    let seats = [
        SeatDenial::PersonUnknown { name: String::new() },
        SeatDenial::LimitExhausted {
            entitlement: String::new(),
            limit: Quantity::ZERO,
            used: 0,
            free: 0,
            obtain: 0,
        },
        SeatDenial::EntitlementUnknown { entitlement: String::new() },
        SeatDenial::WrongProduct { entitlement: String::new(), products: Vec::new() },
        SeatDenial::EntitlementFeature { entitlement: String::new() },
        SeatDenial::NotAssignable { entitlement: String::new() },
    ];
    let remedies = Remedy::ALL.iter().map(|remedy| serde_json::to_value(remedy).unwrap());
    let expected: [(&str, BTreeSet<String>); 4] = [
        ("denials", Denial::ALL.iter().map(|denial| denial.as_str().to_owned()).collect()),
        ("remedies", remedies.map(|remedy| remedy.as_str().unwrap().to_owned()).collect()),
        ("seats", seats.iter().map(|denial| denial.code().to_owned()).collect()),
        (
            "warnings",
            judging::every_warning().iter().map(|warning| Warning::code(warning).to_owned()).collect(),
        ),
    ];
    for (kind, codes) in expected {
        let mut said = BTreeSet::new();
        for language in messages::LANGUAGES {
            let all: Value = serde_json::from_str(&messages::made(language).1).unwrap();
            let words = all[kind].as_object().unwrap();
            assert_eq!(words.keys().cloned().collect::<BTreeSet<_>>(), codes, "{kind} in {language}");
            said.extend(words.values().map(|words| words.as_str().unwrap().to_owned()));
        }
        assert_eq!(said.len(), codes.len() * messages::LANGUAGES.len(), "{kind}: two have the same words");
    }
}

/// What goes wrong around files: in loading, in stores, and in what a vendor is warned of. The types declare which that are.
#[test]
fn what_only_javascript_throws_has_words_too() {
    let read = |path: &str| std::fs::read_to_string(countersign_tests::folder(path)).unwrap();
    let types = [read("../validator/npm/index.d.ts"), read("../validator/npm/issuer/index.d.ts")];
    let literals = |types: &str, name: &str| -> BTreeSet<String> {
        let (_, rest) = types.split_once(&format!("export type {name} =")).unwrap();
        let declared = rest.split_once(';').unwrap().0.split('"').skip(1).step_by(2);
        declared.map(str::to_owned).collect()
    };
    let core: BTreeSet<String> = countersign::Code::ALL.iter().map(|code| code.as_str().to_owned()).collect();
    let mut codes: BTreeSet<String> = literals(&types[0], "ErrorCode").difference(&core).cloned().collect();
    for name in ["Slip", "FileError", "StoreError"] {
        codes.extend(literals(&types[1], name));
    }
    assert!(codes.len() >= 20, "{codes:?}");
    let mut said = BTreeSet::new();
    for language in messages::LANGUAGES {
        let all: Value = serde_json::from_str(&messages::made(language).0).unwrap();
        let words = all["around"].as_object().unwrap();
        assert_eq!(words.keys().cloned().collect::<BTreeSet<_>>(), codes, "in {language}");
        said.extend(words.values().map(|words| words["meaning"].as_str().unwrap().to_owned()));
        assert!(words.values().all(|words| words["remedy"].as_str().is_some_and(|words| words.len() > 5)));
    }
    assert_eq!(said.len(), codes.len() * messages::LANGUAGES.len(), "two have the same words");
}
