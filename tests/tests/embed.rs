//! The page that imports the npm package with a plain script.
// needs: dist, chromium

use countersign_tests::webdriver::{Browser, Role};
use countersign_tests::{fixtures, provided};
use std::fs;

#[test]
#[ignore = "needs the demonstration site and Chromium: run by `cargo xtask test`"]
fn it_shows_a_verdict_and_what_is_left() {
    let browser = Browser::start();
    browser.open(&format!("{}embed/", provided::url()));
    let verdict = browser.find(Role::Region, "Verdict");

    browser.find(Role::Button, "Check a sample").click();
    let genuine = "Testlizenz for Musterfirma: active attendant: 500 left cisco_phones: 500 left \
                   client_bundle: 500 left unify_phones: 500 left users: 501 left";
    verdict.wait_for_text(genuine);

    let file = browser.find(Role::FileField, "Licence file");
    let tampered = tempfile::NamedTempFile::new().unwrap();
    fs::write(tampered.path(), fixtures::tampered()).unwrap();
    file.give(tampered.path().to_str().unwrap());
    verdict.wait_for_text("signature_invalid");
    assert!(!verdict.text().contains("Musterfirma"));

    assert_eq!(browser.console(), [""; 0]);
}

#[test]
#[ignore = "needs the demonstration site and Chromium: run by `cargo xtask test`"]
fn a_page_tells_whether_one_more_user_may_be_added() {
    let browser = Browser::start();
    browser.open(&format!("{}add-user/", provided::url()));
    let answer = browser.element("[role=status]");
    answer.wait_for_text("deny: limit_exhausted (limit 25)");
    // The key for one less.
    browser.element("input[type=number]").give("\u{e015}");
    answer.wait_for_text("allow (limit 25)");
    assert_eq!(browser.console(), [""; 0]);
}
