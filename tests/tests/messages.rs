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
