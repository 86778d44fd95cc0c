//! More than was bought, by activations that are another's: each attempt has its own answer
#![allow(clippy::unwrap_used, clippy::panic, reason = "all of this file is tests")]

use countersign::issue::{ActivationDraft, SigningKey, sign_document};
use countersign::{
    ActivatedHost, DocumentOutcome, DocumentType, File, Host, HostIdentity, HostProof, LimitRow, Part,
    PartName, Quantity, Question, TrustedKey, TrustedKeys, UnixTime, Verifier, judge,
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
    let claims = format!(
        r#"{{"iss":"{ISSUER}","aud":"{PRODUCT}","sub":"{account}","jti":"L-1","lic":{{"serial":1,"name":"n","kind":"standard",
        "perpetual":true,"activation":"required","holder":{{"name":"h"}},
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
