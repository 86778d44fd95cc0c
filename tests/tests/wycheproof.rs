//! Project Wycheproof's Ed25519 signatures get the verdicts that it gives them.
//!
//! Where we differ on purpose, `tests/wycheproof/exceptions.txt` says so and why: a line `<tcId>: <reason>`.
//! An exception that no longer differs fails the test too.

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign::PublicKey;
use countersign_tests::folder;
use std::collections::BTreeMap;
use std::fs;
use wycheproof::TestResult;
use wycheproof::eddsa::{TestName, TestSet};

fn exceptions() -> BTreeMap<usize, String> {
    let text = fs::read_to_string(folder("wycheproof").join("exceptions.txt")).unwrap();
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (id, reason) = line.split_once(": ").unwrap();
            (id.parse().unwrap(), reason.to_owned())
        })
        .collect()
}

#[test]
fn every_verdict_is_wycheproofs_but_for_the_exceptions() {
    let set = TestSet::load(TestName::Ed25519).unwrap();
    let mut exceptions = exceptions();
    let mut wrong = Vec::new();
    let mut count = 0;
    for group in &set.test_groups {
        let key = PublicKey::from_bytes(group.key.pk.as_slice().try_into().unwrap());
        for test in &group.tests {
            count += 1;
            let holds = key.as_ref().is_ok_and(|key| key.verify(&test.msg, &test.sig).is_ok());
            let differs = holds != (test.result == TestResult::Valid);
            match (differs, exceptions.remove(&test.tc_id)) {
                (true, None) => wrong.push(format!("{}: {:?} {:?}", test.tc_id, test.result, test.comment)),
                (false, Some(reason)) => wrong.push(format!("{} is no exception: {reason}", test.tc_id)),
                (true, Some(_)) | (false, None) => {}
            }
        }
    }
    wrong.extend(exceptions.into_keys().map(|id| format!("{id} is an exception, and no test")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(count, set.number_of_tests);
}
