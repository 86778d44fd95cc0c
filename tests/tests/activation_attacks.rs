//! More than was bought, by activations that are another's: each attempt has its own answer
#![allow(clippy::unwrap_used, clippy::panic, reason = "all of this file is tests")]

use countersign::issue::{ActivationDraft, SigningKey, sign_document};
use countersign::{
    ActivatedHost, DocumentOutcome, DocumentType, File, Host, HostIdentity, HostProof, LimitRow, Part,
    PartName, Quantity, Question, Slots, TrustedKey, TrustedKeys, UnixTime, Verifier, judge,
};

const ISSUER: &str = "https://vendor.example";
const PRODUCT: &str = "call-studio";
const ACCOUNT: &str = "site-1";

fn at(secs: i64) -> UnixTime {
    UnixTime::from_secs(secs).unwrap()
}

fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32]).unwrap()
}

fn vendor() -> SigningKey {
    key(7)
}

/// The host of an honest customer, with a key of its own.
fn host() -> HostIdentity {
    identity(&key(50), "machine")
}

fn identity(key: &SigningKey, machine: &str) -> HostIdentity {
    HostIdentity::new(Some(*key.public_key()), Part::new(PartName::MachineId, machine), None).unwrap()
}

/// That the host has proved to have its key.
fn proof(identity: &HostIdentity) -> Host {
    Host::Proved(HostProof::new(identity, identity.key().map(|key| key.thumbprint())))
}

fn license(account: &str) -> String {
    license_with(account, 1, "")
}

/// A serial of it, with more terms.
fn license_with(account: &str, serial: u64, terms: &str) -> String {
    let claims = format!(
        r#"{{"iss":"{ISSUER}","aud":"{PRODUCT}","sub":"{account}","jti":"L-1","lic":{{"serial":{serial},"name":"n","kind":"standard",
        "perpetual":true,"activation":"required",{terms}"holder":{{"name":"h"}},
        "entitlements":[{{"id":"seats","metric":"host","quantity":3,"delegable":true}}]}}}}"#
    );
    sign_document(claims.as_bytes(), DocumentType::License, &[&vendor()], at(1_000)).unwrap().to_json()
}

fn draft(issuer: &str, account: &str) -> ActivationDraft {
    let mut place = ActivatedHost::new(vec![host().lock_code()]);
    place.key = host().key().copied();
    let mut draft =
        ActivationDraft::new(issuer, PRODUCT, account, "L-1", place, [("seats".into(), 1)].into());
    draft.id = Some("A-1".into());
    draft
}

fn signed(draft: &ActivationDraft, key: &SigningKey) -> String {
    draft.sign(&[key], at(2_000)).unwrap().to_json()
}

/// The status or the error of each file, and the seats that are granted to the honest account, on a host.
fn come_to(strangers: &[SigningKey], files: &[&str], host: Host) -> (Vec<&'static str>, u64) {
    let mut keys = TrustedKeys::default();
    keys.insert(TrustedKey { issuer: Some(ISSUER.into()), ..TrustedKey::new(*vendor().public_key()) })
        .unwrap();
    strangers.iter().for_each(|key| keys.insert(TrustedKey::new(*key.public_key())).unwrap());
    let opened = Verifier::new(keys).open(files.iter().map(|file| ("file", file.as_bytes())));
    let mut question = Question::at(at(3_000));
    (question.product, question.account) = (Some(PRODUCT.into()), Some(ACCOUNT.into()));
    question.host = host;
    let report = judge(&opened.files, &question).unwrap();
    let rows = report.documents.iter().zip(&opened.files).map(|(row, file): (_, &File)| match &row.outcome {
        DocumentOutcome::Authentic(row) => row.status.as_str(),
        DocumentOutcome::Unproven(row) => row.status.as_str(),
        DocumentOutcome::Refused { .. } => file.outcome.as_ref().unwrap_err().code().as_str(),
    });
    let granted = match report.limit("seats") {
        Some(LimitRow::Quantity(row)) => row.granted,
        _ => panic!("seats are counted"),
    };
    let Quantity::Limited(granted) = granted else { panic!("seats are limited") };
    (rows.collect(), granted)
}

#[test]
fn an_honest_host_has_its_seat() {
    let files = [license(ACCOUNT), signed(&draft(ISSUER, ACCOUNT), &vendor())];
    assert_eq!(come_to(&[], &[&files[0], &files[1]], proof(&host())), (vec!["active", "active"], 1));
}

#[test]
fn another_hosts_activation_gives_nothing() {
    let files = [license(ACCOUNT), signed(&draft(ISSUER, ACCOUNT), &vendor())];
    let other = identity(&key(51), "another machine");
    let (rows, granted) = come_to(&[], &[&files[0], &files[1]], proof(&other));
    assert_eq!((rows, granted), (vec!["activation_required", "wrong_host"], 0));
}

/// A directory that was copied to another machine without the key that stays on the first: the lock code can be
/// typed off, and is not enough.
#[test]
fn a_lock_code_without_the_key_gives_nothing() {
    let files = [license(ACCOUNT), signed(&draft(ISSUER, ACCOUNT), &vendor())];
    for told in [Host::LockCode(host().lock_code()), Host::Proved(HostProof::new(&host(), None))] {
        let (rows, granted) = come_to(&[], &[&files[0], &files[1]], told);
        assert_eq!((rows, granted), (vec!["activation_required", "wrong_host"], 0));
    }
}

/// The key alone was copied: the other machine has another machine id, and so another lock code.
#[test]
fn a_key_on_another_machine_gives_nothing() {
    let files = [license(ACCOUNT), signed(&draft(ISSUER, ACCOUNT), &vendor())];
    let (rows, granted) =
        come_to(&[], &[&files[0], &files[1]], proof(&identity(&key(50), "another machine")));
    assert_eq!((rows, granted), (vec!["activation_required", "wrong_host"], 0));
}

#[test]
fn another_accounts_activation_of_the_same_name_gives_nothing_and_takes_nothing() {
    let own = signed(&draft(ISSUER, ACCOUNT), &vendor());
    let mut others = draft(ISSUER, "site-2");
    others.serial = 2;
    let others = signed(&others, &vendor());
    let files = [license(ACCOUNT), license("site-2"), others, own];
    let (rows, granted) = come_to(&[], &[&files[0], &files[1], &files[2]], proof(&host()));
    assert_eq!((rows[0], rows[2], granted), ("activation_required", "wrong_account", 0));
    let (rows, granted) = come_to(&[], &[&files[0], &files[1], &files[2], &files[3]], proof(&host()));
    assert_eq!((rows[0], rows[3], granted), ("active", "active", 1));
}

#[test]
fn a_delegate_that_no_licence_names_is_nobody() {
    let stranger = key(60);
    let own_name = stranger.public_key().thumbprint().to_string();
    let files = [license(ACCOUNT), signed(&draft(&own_name, ACCOUNT), &stranger)];
    let (rows, granted) = come_to(&[], &[&files[0], &files[1]], proof(&host()));
    assert_eq!((rows, granted), (vec!["activation_required", "key_unknown"], 0));
}

/// A key that the embedder trusts for something else is no delegate by that.
#[test]
fn a_trusted_key_in_its_own_name_activates_no_licence_that_does_not_name_it() {
    let stranger = key(60);
    let own_name = stranger.public_key().thumbprint().to_string();
    let files = [license(ACCOUNT), signed(&draft(&own_name, ACCOUNT), &stranger)];
    let (rows, granted) = come_to(&[stranger], &[&files[0], &files[1]], proof(&host()));
    assert_eq!((rows, granted), (vec!["activation_required", "license_missing"], 0));
}

#[test]
fn nobody_signs_in_the_vendors_name() {
    let stranger = key(60);
    let files = [license(ACCOUNT), signed(&draft(ISSUER, ACCOUNT), &stranger)];
    let (rows, granted) = come_to(&[stranger], &[&files[0], &files[1]], proof(&host()));
    assert_eq!((rows, granted), (vec!["activation_required", "key_issuer"], 0));
}

/// The key of a customer, and the terms of a licence that delegates to it, with these slots of its seats.
fn delegated(slots: &str) -> (SigningKey, String) {
    let customer = key(60);
    let mut keys = TrustedKeys::default();
    keys.insert(TrustedKey::new(*customer.public_key())).unwrap();
    let set: serde_json::Value = serde_json::from_str(&keys.to_jwk_set()).unwrap();
    let (kid, x) = (&set["keys"][0]["kid"], &set["keys"][0]["x"]);
    let terms = format!(r#""delegates":[{{"kid":{kid},"x":{x},"slots":{{"seats":{slots}}}}}],"#);
    (customer, terms)
}

/// What a customer's key signs of these slots.
fn of_slots(customer: &SigningKey, first: u64, last: u64) -> String {
    let mut draft = draft(&customer.public_key().thumbprint().to_string(), ACCOUNT);
    draft.grants = [("seats".into(), last - first + 1)].into();
    draft.slots = [("seats".into(), Slots { first, last })].into_iter().collect();
    signed(&draft, customer)
}

/// Only the slots that are both the licence's and the key's give anything.
#[test]
fn slots_out_of_range_give_nothing() {
    for (own, first, last, seats) in [
        ("[1,3]", 1, 3, 3),
        ("[1,3]", 3, 5, 1),
        ("[1,3]", 4, 4, 0),
        ("[1,9]", 4, 9, 0),
        ("[2,2]", 1, 1, 0),
        ("[2,2]", 3, 3, 0),
        ("[2,2]", 1, 3, 1),
        ("[2,9]", 1, 9, 2),
    ] {
        let (customer, terms) = delegated(own);
        let files = [license_with(ACCOUNT, 1, &terms), of_slots(&customer, first, last)];
        let found = come_to(&[], &[&files[0], &files[1]], proof(&host()));
        assert_eq!(found, (vec!["active", "active"], seats), "{first} to {last} of {own}");
    }
    // One without slots gives none of what is counted.
    let (customer, terms) = delegated("[1,3]");
    let own_name = customer.public_key().thumbprint().to_string();
    let files = [license_with(ACCOUNT, 1, &terms), signed(&draft(&own_name, ACCOUNT), &customer)];
    assert_eq!(come_to(&[], &[&files[0], &files[1]], proof(&host())).1, 0);
}

#[test]
fn a_delegate_that_was_dropped_or_revoked_gives_nothing() {
    let (customer, terms) = delegated("[1,3]");
    let (first, next) = (license_with(ACCOUNT, 1, &terms), license_with(ACCOUNT, 2, ""));
    let given = of_slots(&customer, 1, 1);
    let kid = customer.public_key().thumbprint();
    let claims = format!(
        r#"{{"iss":"{ISSUER}","aud":"{PRODUCT}","jti":"R-1","rev":{{"serial":1,"next_update":9000,"revoked":[{{"kid":"{kid}"}}]}}}}"#
    );
    let list = sign_document(claims.as_bytes(), DocumentType::RevocationList, &[&vendor()], at(1_500));
    let list = list.unwrap().to_json();
    let come_to = |files: &[&str]| come_to(&[], files, proof(&host()));
    assert_eq!(come_to(&[&first, &given]), (vec!["active", "active"], 1));
    let (rows, granted) = come_to(&[&first, &given, &next]);
    assert_eq!((&rows[1], granted), (&"license_outdated", 0));
    assert_eq!(come_to(&[&next, &given]), (vec!["activation_required", "key_unknown"], 0));
    let (rows, granted) = come_to(&[&first, &given, &list]);
    assert_eq!((&rows[1], granted), (&"revoked", 0));
}

/// An answer to an earlier request, kept from when it gave more, beside the one that took its place.
#[test]
fn an_answer_to_an_earlier_request_gives_nothing_beside_the_later_one() {
    let mut first = draft(ISSUER, ACCOUNT);
    (first.request, first.grants) = (Some("Q-1".into()), [("seats".into(), 3)].into());
    let mut next = draft(ISSUER, ACCOUNT);
    (next.request, next.serial) = (Some("Q-2".into()), 2);
    let mut moved = draft(ISSUER, ACCOUNT);
    (moved.id, moved.request, moved.replaces) = (Some("A-2".into()), Some("Q-3".into()), Some("A-1".into()));
    let [first, next, moved] = [first, next, moved].map(|draft| signed(&draft, &vendor()));
    let license = license(ACCOUNT);
    for later in [&next, &moved] {
        let found = come_to(&[], &[&license, &first, later], proof(&host()));
        assert_eq!(found, (vec!["active", "superseded", "active"], 1));
    }
}

fn receipt(serial: u64, account: &str, by: &SigningKey) -> String {
    let iss = by.public_key().thumbprint();
    let claims = format!(
        r#"{{"iss":"{iss}","aud":"{PRODUCT}","sub":"{account}","jti":"D-1","rcp":{{"activation":"A-1","license":"L-1","serial":{serial}}}}}"#
    );
    sign_document(claims.as_bytes(), DocumentType::Deactivation, &[by], at(2_500)).unwrap().to_json()
}

/// Nobody else ends what a host uses, and an old receipt does not end what was given since.
#[test]
fn a_receipt_ends_no_more_than_its_host_said() {
    let mut next = draft(ISSUER, ACCOUNT);
    next.serial = 2;
    let (license, first, next) =
        (license(ACCOUNT), signed(&draft(ISSUER, ACCOUNT), &vendor()), signed(&next, &vendor()));
    let own = receipt(1, ACCOUNT, &key(50));
    let come_to = |files: &[&str]| come_to(&[], files, proof(&host()));
    assert_eq!(come_to(&[&license, &first, &own]), (vec!["deactivated", "deactivated", "active"], 0));
    assert_eq!(come_to(&[&license, &first, &own, &own]).1, 0);
    assert_eq!(come_to(&[&license, &first, &next, &own, &own]).1, 1);
    for (receipt, code) in [
        (receipt(1, ACCOUNT, &key(51)), "signature_invalid"),
        (receipt(1, ACCOUNT, &vendor()), "signature_invalid"),
        (receipt(2, ACCOUNT, &key(50)), "activation_missing"),
        (receipt(1, "site-2", &key(50)), "activation_missing"),
    ] {
        assert_eq!(come_to(&[&license, &first, &receipt]), (vec!["active", "active", code], 1), "{receipt}");
    }
}
