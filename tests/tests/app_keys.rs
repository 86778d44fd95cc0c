//! The app's page of keys: retiring a key, and the revocation lists and trust updates that are in force.
// needs: dist, any engine

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign::issue::{Revocation, RevocationListDraft, SigningKey, TrustUpdateDraft};
use countersign::{DocumentType, Keep, Retirement, TrustedKey, TrustedKeys, UnixTime};
use countersign_tests::app::{App, CHANGE, VENDOR};
use countersign_tests::fixtures;
use countersign_tests::webdriver::Role;

const ISSUER: &str = "https://vendor.example";
const LISTS: &str = "Revocation lists and trust updates";
/// The licence of the fixtures was issued before, and ends later.
const NOW: &str = "2025-03-01T00:00:00Z";
/// The same, in Unix seconds.
const ISSUED: i64 = 1_740_787_200;
/// When the next list is due: 2025-04-01T00:00:00Z; and the day after.
const DUE: i64 = 1_743_465_600;
const OVERDUE: &str = "2025-04-02T00:00:00Z";

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn a_key_that_was_laid_aside_stays_good_for_what_it_signed() {
    App::at(NOW, |app| {
        with_licence(app);
        app.go_to("Trusted keys");
        retire(app, "Laid aside");
        app.find(Role::Region, "Keys for licences").wait_for_text("what it signed before stays good");
        app.go_to("Licence");
        app.find(Role::Region, "ucware · Musterfirma").wait_for_text("Active");
        app.reload();
        app.go_to("Trusted keys");
        app.find(Role::Region, "Keys for licences").wait_for_text("Retired on");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn nothing_that_a_leaked_key_signed_is_accepted_any_more() {
    App::at(NOW, |app| {
        with_licence(app);
        app.go_to("Trusted keys");
        app.find(Role::Button, "Retire…").click();
        app.find(Role::Button, &format!("Leaked: retire the key {VENDOR}")).click();
        let asked = app.find(Role::Region, "Retire this key?");
        assert!(asked.text().contains("One of your files is signed by it"), "{}", asked.text());
        asked.find(Role::Button, "Retire").click();
        app.browser.element("[role=status]").wait_for_text("The key is retired.");
        app.go_to("Licence");
        assert!(app.card("testlizenz.lic").text().contains("key_retired"));
        // The very key once more does not bring the trust back.
        app.go_to("Trusted keys");
        app.import_keys("keys.json", &fixtures::read("keys.json"));
        app.find(Role::Button, "Trust").click();
        app.find(Role::Heading, "The key can’t be imported");
        app.find(Role::Button, "Close").click();
        // Removed and imported anew, it does: that is deliberate.
        app.find(Role::Button, &format!("Remove the key {VENDOR}")).click();
        app.import_keys("keys.json", &fixtures::read("keys.json"));
        app.find(Role::Button, "Trust").click();
        app.go_to("Licence");
        app.find(Role::Region, "ucware · Musterfirma").wait_for_text("Active");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn a_revocation_list_is_added_previewed_and_warns_when_the_next_is_due() {
    App::at(NOW, |app| {
        with_licence(app);
        app.go_to("Trusted keys");
        assert!(app.find(Role::Region, LISTS).text().contains("There is none."));
        let list = revoking("UCW-TEST-501");
        let file = app.file("revoked.lic", list.as_bytes());
        app.find(Role::FileField, "Add a list or an update…").give(&file);
        let change = app.find(Role::Region, CHANGE);
        change.wait_for_text("testlizenz.lic will not count: Revoked");
        change.find(Role::Button, "Apply").click();
        let lists = app.find(Role::Region, LISTS);
        lists.wait_for_text("Revocation list In force");
        for fact in ["Issuer https://vendor.example", "Serial 1", "Product ucware", "Revokes 1"] {
            assert!(lists.text().contains(fact), "no {fact:?} in {}", lists.text());
        }
        app.sleep_until(OVERDUE);
        lists.wait_for_text("Revocation list Overdue");
        assert!(lists.text().contains("The next revocation list was due on"), "{}", lists.text());

        let saved = app.saved("revoked.lic", || lists.find(Role::Button, "Save revoked.lic").click());
        assert_eq!(saved, list.as_bytes());
        app.go_to("Licence");
        assert!(app.card("Testlizenz").text().contains("Revoked"));
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn a_trust_update_brings_keys_and_retires_others() {
    App::at(NOW, |app| {
        let (root, new) = (key(1), key(2));
        let of_issuer = |key: &SigningKey| TrustedKey {
            issuer: Some(ISSUER.to_owned()),
            ..TrustedKey::new(*key.public_key())
        };
        let uses = Some(vec![DocumentType::TrustUpdate]);
        let mut roots = TrustedKeys::default();
        roots.insert(TrustedKey { uses, ..of_issuer(&root) }).unwrap();
        let mut update = TrustUpdateDraft::new(ISSUER);
        update.add(of_issuer(&new)).unwrap();
        let vendor = vendor().public_key().thumbprint();
        update.retire(vendor, &Retirement { at: at(ISSUED), keep: Keep::Before });
        let update = update.sign(&[&root], at(ISSUED)).unwrap().to_armor();

        with_licence(app);
        app.go_to("Trusted keys");
        app.import_keys("root.json", roots.to_jwk_set().as_bytes());
        app.find(Role::Button, "Trust").click();
        app.find(Role::Button, &format!("Remove the key {}", root.public_key().thumbprint()));
        // Also dropped or pasted on this page, a document is none to be trusted as a key.
        app.find(Role::FileField, "Add a list or an update…").give(&app.file("1.trust", update.as_bytes()));
        app.apply();
        let lists = app.find(Role::Region, LISTS);
        lists.wait_for_text("Trust update In force");
        assert!(lists.text().contains("Keys that sign 1"), "{}", lists.text());
        let keys = app.find(Role::Region, "Keys for licences").text();
        assert!(
            keys.contains("By a trust update") && keys.contains("what it signed before stays good"),
            "{keys}"
        );
    });
}

/// Trusts the vendor and adds a licence.
fn with_licence(app: &App<'_>) {
    app.trust_the_vendor();
    app.add("testlizenz.lic", &fixtures::read("ucware-testlizenz.lic"));
}

fn retire(app: &App<'_>, way: &str) {
    app.find(Role::Button, "Retire…").click();
    app.find(Role::Button, &format!("{way}: retire the key {VENDOR}")).click();
    app.find(Role::Region, "Retire this key?").find(Role::Button, "Retire").click();
}

/// A list that revokes a licence.
fn revoking(id: &str) -> String {
    let mut draft = RevocationListDraft::new(ISSUER, "ucware", at(DUE));
    draft.revoke(Revocation {
        document_type: DocumentType::License,
        id: id.to_owned(),
        serial: None,
        at: None,
        reason: None,
    });
    draft.sign(&[&vendor()], at(ISSUED)).unwrap().to_armor()
}

/// The key that signs the fixtures.
fn vendor() -> SigningKey {
    let mut seed = [0; 32];
    seed.iter_mut().zip(0..).for_each(|(byte, number)| *byte = number);
    SigningKey::from_seed(&seed).unwrap()
}

fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32]).unwrap()
}

fn at(secs: i64) -> UnixTime {
    UnixTime::from_secs(secs).unwrap()
}
