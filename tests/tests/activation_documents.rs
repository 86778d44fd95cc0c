//! Activation requests, activations and receipts: whose signature each is verified by.
#![allow(clippy::unwrap_used, clippy::panic, reason = "all of this file is tests")]

use countersign::issue::{
    ActivationDraft, ActivationRequestDraft, DeactivationDraft, SigningKey, sign_document,
};
use countersign::{
    ActivatedHost, ActivationRequest, Code, DocumentOutcome, DocumentType, Envelope, File, HostIdentity,
    Matching, Part, PartName, Question, Slots, TrustedKey, TrustedKeys, UnixTime, Verifier, judge,
};
use countersign_tests::folder;
use std::fs;
use std::num::NonZeroUsize;

const ISSUER: &str = "https://vendor.example";
const PRODUCT: &str = "call-studio";
const ACCOUNT: &str = "site-1";

fn known(name: &str) -> Vec<u8> {
    fs::read(folder("fixtures/known-answers").join(name)).unwrap()
}

fn at(secs: i64) -> UnixTime {
    UnixTime::from_secs(secs).unwrap()
}

fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32]).unwrap()
}

fn kid(key: &SigningKey) -> String {
    key.public_key().thumbprint().to_string()
}

/// What a set of files amounts to: the error code of each, or `ok`.
fn outcomes(verifier: &Verifier, files: &[&str]) -> Vec<&'static str> {
    let opened = verifier.open(files.iter().map(|file| ("file", file.as_bytes())));
    opened.files.iter().map(outcome).collect()
}

fn outcome(file: &File) -> &'static str {
    file.outcome.as_ref().map_or_else(|error| error.code().as_str(), |_| "ok")
}

/// A verifier that trusts these keys, for this issuer.
fn verifier(keys: &[&SigningKey]) -> Verifier {
    let mut trusted = TrustedKeys::default();
    for key in keys {
        let entry = TrustedKey { issuer: Some(ISSUER.into()), ..TrustedKey::new(*key.public_key()) };
        trusted.insert(entry).unwrap();
    }
    Verifier::new(trusted)
}

fn license(vendor: &SigningKey, delegates: &str) -> String {
    let claims = format!(
        r#"{{"iss":"{ISSUER}","aud":"{PRODUCT}","sub":"{ACCOUNT}","jti":"L-1","lic":{{"serial":1,"name":"n","kind":"standard",
        "perpetual":true,"activation":"required","holder":{{"name":"h"}},"delegates":[{delegates}],
        "entitlements":[{{"id":"seats","metric":"host","quantity":3,"delegable":true}}]}}}}"#
    );
    sign_document(claims.as_bytes(), DocumentType::License, &[vendor], at(1_000)).unwrap().to_json()
}

fn delegate(key: &SigningKey) -> String {
    let jwk: serde_json::Value = {
        let mut keys = TrustedKeys::default();
        keys.insert(TrustedKey::new(*key.public_key())).unwrap();
        serde_json::from_str(&keys.to_jwk_set()).unwrap()
    };
    format!(r#"{{"kid":{},"x":{}}}"#, jwk["keys"][0]["kid"], jwk["keys"][0]["x"])
}

fn host(key: &SigningKey) -> HostIdentity {
    HostIdentity::new(Some(*key.public_key()), [], None).unwrap()
}

fn draft(issuer: &str, key: Option<&SigningKey>) -> ActivationDraft {
    let mut place = ActivatedHost::new(vec![host(&self::key(50)).lock_code()]);
    place.key = key.map(|key| *key.public_key());
    let mut draft =
        ActivationDraft::new(issuer, PRODUCT, ACCOUNT, "L-1", place, [("seats".into(), 1)].into());
    draft.id = Some("A-1".into());
    draft
}

fn activation(draft: &ActivationDraft, signer: &SigningKey) -> String {
    draft.sign(&[signer], at(2_000)).unwrap().to_json()
}

/// A receipt for the activation A-1 of the licence L-1, whoever signs it.
fn receipt(signer: &SigningKey, serial: u64) -> String {
    let claims = format!(
        r#"{{"iss":"{}","aud":"{PRODUCT}","sub":"{ACCOUNT}","jti":"D-1","rcp":{{"activation":"A-1","license":"L-1","serial":{serial}}}}}"#,
        kid(signer)
    );
    sign_document(claims.as_bytes(), DocumentType::Deactivation, &[signer], at(3_000)).unwrap().to_json()
}

#[test]
fn the_known_documents_verify_in_any_order() {
    let verifier = Verifier::new(TrustedKeys::parse(&known("keys.json")).unwrap());
    let names = ["receipt.txt", "request.txt", "activation.lic", "studio.lic"];
    let files: Vec<_> = names.map(|name| (name, known(&format!("activation/{name}")))).into();
    let opened = verifier.open(files.iter().map(|(name, bytes)| (*name, &bytes[..])));
    let reversed = verifier.open(files.iter().rev().map(|(name, bytes)| (*name, &bytes[..])));
    for file in opened.files.iter().chain(&reversed.files) {
        assert_eq!(outcome(file), "ok", "{}", file.name);
    }
    let host = HostIdentity::parse(&known("activation/host.json")).unwrap();
    let request = opened.files[1].outcome.as_ref().unwrap().activation_request().unwrap();
    assert_eq!(request.host, host);
    assert_eq!((request.wants.get("seats"), request.wants.get("fax")), (Some(1), Some(1)));
    let activation = opened.files[2].outcome.as_ref().unwrap().activation().unwrap();
    assert_eq!(activation.host.lock_codes, [host.lock_code()]);
    assert_eq!(activation.host.key.as_ref(), host.key());
    assert_eq!(activation.ledger.unwrap().number, 2);
    let receipt = opened.files[0].outcome.as_ref().unwrap().deactivation().unwrap();
    assert_eq!((receipt.activation.clone(), receipt.serial), (activation.name(), activation.serial));
    assert_eq!(Some(receipt.host), host.key().map(|key| key.thumbprint()));
    for (name, pem) in [("host.json", "host-key.pem"), ("other-host.json", "other-host-key.pem")] {
        let pem = String::from_utf8(known(&format!("activation/{pem}"))).unwrap();
        let host = HostIdentity::parse(&known(&format!("activation/{name}"))).unwrap();
        assert_eq!(host.key(), Some(SigningKey::from_pem(&pem, None).unwrap().public_key()));
    }
}

#[test]
fn a_request_is_verified_by_its_own_key_and_by_no_other() {
    let own = key(50);
    let draft = ActivationRequestDraft {
        product: PRODUCT.into(),
        account: ACCOUNT.into(),
        license: "L-1".into(),
        product_version: None,
        host: host(&own),
        wants: [("seats".into(), 1)].into(),
        replaces: Some("A-0".into()),
        redundant: None,
    };
    let signed = draft.sign(&own, at(2_000)).unwrap();
    let file = signed.to_json();
    assert_eq!(draft.sign(&key(51), at(2_000)).unwrap_err().code(), Code::KeyIssuer);
    // Whatever is trusted, and however many must sign what issuers sign.
    for verifier in [
        Verifier::new(TrustedKeys::default()),
        verifier(&[&key(1), &own]),
        verifier(&[&key(1)]).with_threshold(NonZeroUsize::new(2).unwrap()),
    ] {
        let opened = verifier.open([("request", file.as_bytes())]);
        assert_eq!(outcome(&opened.files[0]), "ok");
        let report = judge(&opened.files, &Question::at(at(4_000))).unwrap();
        let DocumentOutcome::Authentic(row) = &report.documents[0].outcome else { panic!("{report:?}") };
        assert!(row.self_signed);
        assert_eq!((row.status.as_str(), row.kid), ("active", Some(own.public_key().thumbprint())));
    }

    let claims =
        Envelope::read(file.as_bytes()).unwrap().verify::<ActivationRequest>(&TrustedKeys::default());
    let claims = String::from_utf8(claims.unwrap().payload().to_vec()).unwrap();
    let refusal = |claims: &str, signer: &SigningKey| {
        sign_document(claims.as_bytes(), DocumentType::ActivationRequest, &[signer], at(0))
            .unwrap_err()
            .code()
    };
    assert_eq!(refusal(&claims, &key(51)), Code::SignatureInvalid, "a stranger's key");
    let other_issuer = claims.replacen(&kid(&own), &kid(&key(51)), 1);
    assert_eq!(refusal(&other_issuer, &own), Code::KeyIssuer, "in another name");
    assert_eq!(refusal(&other_issuer, &key(51)), Code::SignatureInvalid);
}

#[test]
fn a_receipt_is_verified_by_the_key_of_its_activation() {
    let (vendor, own) = (key(1), key(50));
    let verifier = verifier(&[&vendor]);
    let named = draft(ISSUER, Some(&own));
    let activation_of = |draft: &ActivationDraft| activation(draft, &vendor);
    let first = activation_of(&named);
    assert_eq!(outcomes(&verifier, &[&receipt(&own, 1), &first]), ["ok", "ok"]);
    assert_eq!(outcomes(&verifier, &[&first, &receipt(&key(51), 1)]), ["ok", "signature_invalid"]);
    // The vendor is no host, nor is a trusted key.
    assert_eq!(outcomes(&verifier, &[&first, &receipt(&vendor, 1)]), ["ok", "signature_invalid"]);

    // Not at hand: at all, of that serial, or authentic.
    assert_eq!(outcomes(&verifier, &[&receipt(&own, 1)]), ["activation_missing"]);
    assert_eq!(outcomes(&verifier, &[&first, &receipt(&own, 2)]), ["ok", "activation_missing"]);
    let forged = activation(&named, &key(2));
    assert_eq!(outcomes(&verifier, &[&forged, &receipt(&own, 1)]), ["key_unknown", "activation_missing"]);
    for other in [
        ActivationDraft { product: "other".into(), ..named.clone() },
        ActivationDraft { account: "site-2".into(), ..named.clone() },
        ActivationDraft { license: "L-2".into(), ..named.clone() },
        ActivationDraft { id: Some("A-2".into()), ..named.clone() },
    ] {
        assert_eq!(
            outcomes(&verifier, &[&activation_of(&other), &receipt(&own, 1)]),
            ["ok", "activation_missing"]
        );
    }

    // One that names no key; and two that contradict each other, of which either's host may speak.
    let nameless = activation_of(&draft(ISSUER, None));
    assert_eq!(outcomes(&verifier, &[&nameless, &receipt(&own, 1)]), ["ok", "signature_invalid"]);
    let other = activation_of(&draft(ISSUER, Some(&key(51))));
    for signer in [50, 51] {
        assert_eq!(outcomes(&verifier, &[&first, &other, &receipt(&key(signer), 1)]), ["ok", "ok", "ok"]);
    }

    let opened = verifier.open([("activation", first.as_bytes())]);
    let verified = opened.files[0].outcome.as_ref().unwrap().activation().unwrap();
    assert!(DeactivationDraft::of(verified).sign(&own, at(3_000)).is_ok());
    assert_eq!(
        DeactivationDraft::of(verified).sign(&key(51), at(3_000)).unwrap_err().code(),
        Code::KeyIssuer
    );
}

#[test]
fn of_a_receipt_without_its_activation_nothing_is_shown() {
    let verifier = verifier(&[&key(1)]);
    let receipt = receipt(&key(50), 1);
    let opened = verifier.open([("receipt", receipt.as_bytes())]);
    let report = judge(&opened.files, &Question::at(at(4_000))).unwrap();
    let row = serde_json::to_value(&report.documents[0]).unwrap();
    assert_eq!(
        row,
        serde_json::json!({
            "file": "receipt", "typ": "deactivation+jwt", "status": "activation_missing", "counts": false,
            "reasons": [{ "code": "activation_missing", "needed": "its activation" }],
        })
    );
}

#[test]
fn a_delegates_activation_is_verified_by_the_licences_at_hand() {
    let (vendor, customer) = (key(1), key(60));
    let verifier = verifier(&[&vendor]);
    let own_name = draft(&kid(&customer), Some(&key(50)));
    let delegated = activation(&own_name, &customer);
    let license_of = |delegates: &str| license(&vendor, delegates);
    let named = license_of(&delegate(&customer));
    assert_eq!(outcomes(&verifier, &[&delegated, &named]), ["ok", "ok"]);
    assert_eq!(outcomes(&verifier, &[&delegated, &license_of(""), &named]), ["ok", "ok", "ok"]);
    // That the receipt of its host is verified beside it takes the licence too.
    let receipt = receipt(&key(50), 1);
    assert_eq!(outcomes(&verifier, &[&receipt, &delegated, &named]), ["ok", "ok", "ok"]);
    assert_eq!(outcomes(&verifier, &[&receipt, &delegated]), ["activation_missing", "key_unknown"]);

    // Nobody names it: no licence, another delegate's, one that is not authentic.
    assert_eq!(outcomes(&verifier, &[&delegated]), ["key_unknown"]);
    assert_eq!(outcomes(&verifier, &[&delegated, &license_of(&delegate(&key(61)))]), ["key_unknown", "ok"]);
    let forged = license(&key(2), &delegate(&customer));
    assert_eq!(outcomes(&verifier, &[&delegated, &forged]), ["key_unknown", "key_unknown"]);

    // A delegate signs in its own name alone, and nothing but activations.
    let as_issuer = activation(&draft(ISSUER, None), &customer);
    assert_eq!(outcomes(&verifier, &[&as_issuer, &named]), ["key_issuer", "ok"]);
    let own_license = license(&customer, "");
    assert_eq!(outcomes(&verifier, &[&own_license, &named]), ["key_unknown", "ok"]);
    // The issuer does not sign in the delegate's.
    let in_its_name = activation(&own_name, &vendor);
    assert_eq!(outcomes(&verifier, &[&in_its_name, &named]), ["key_issuer", "ok"]);
    let mut free = TrustedKeys::default();
    free.insert(TrustedKey::new(*vendor.public_key())).unwrap();
    assert_eq!(outcomes(&Verifier::new(free), &[&in_its_name, &named]), ["key_issuer", "ok"]);
}

#[test]
fn a_threshold_is_for_what_the_issuer_signs() {
    let (vendor, second, customer) = (key(1), key(2), key(60));
    let two = verifier(&[&vendor, &second]).with_threshold(NonZeroUsize::new(2).unwrap());
    let claims = license(&vendor, &delegate(&customer));
    let opened = verifier(&[&vendor]).open([("license", claims.as_bytes())]);
    let payload = opened.files[0].outcome.as_ref().unwrap().payload().to_vec();
    let by_both =
        sign_document(&payload, DocumentType::License, &[&vendor, &second], at(0)).unwrap().to_json();
    let delegated = activation(&draft(&kid(&customer), Some(&key(50))), &customer);
    let by_one = activation(&draft(ISSUER, None), &vendor);
    let by_two = draft(ISSUER, None).sign(&[&vendor, &second], at(2_000)).unwrap().to_json();
    assert_eq!(
        outcomes(&two, &[&by_both, &delegated, &receipt(&key(50), 1), &by_one, &by_two]),
        ["ok", "ok", "ok", "signature_threshold", "ok"]
    );
    // A trusted key that signs in its own name, and that no licence delegates to, gets no way around it.
    let mut free = TrustedKeys::default();
    free.insert(TrustedKey::new(*vendor.public_key())).unwrap();
    let two = Verifier::new(free).with_threshold(NonZeroUsize::new(2).unwrap());
    let own_name = activation(&draft(&kid(&vendor), None), &vendor);
    assert_eq!(outcomes(&two, &[&own_name]), ["signature_threshold"]);
}

#[test]
fn all_that_a_draft_says_is_signed() {
    let own = key(50);
    let mut place = ActivatedHost::new(vec![host(&own).lock_code()]);
    let names = [(PartName::MachineId, "m"), (PartName::Mac, "a"), (PartName::Disk, "d")];
    place.parts = names.iter().filter_map(|(name, value)| Part::new(*name, value)).collect();
    place.matching = Matching::AtLeast(2);
    place.key = Some(*own.public_key());
    place.description = Some("studio-7\nfirst floor".into());
    let mut draft = ActivationDraft { host: place, ..draft(ISSUER, None) };
    draft.not_before = Some(at(2_000));
    draft.expires = Some(at(9_000));
    (draft.license_serial, draft.serial) = (3, 4);
    (draft.replaces, draft.request) = (Some("A-0".into()), Some("Q-1".into()));
    draft.slots = [("seats".into(), Slots { first: 2, last: 2 })].into();
    draft.comment = Some("by telephone".into());
    let vendor = key(1);
    let file = activation(&draft, &vendor);
    let opened = verifier(&[&vendor]).open([("activation", file.as_bytes())]);
    let read = opened.files[0].outcome.as_ref().unwrap().activation().unwrap();
    assert_eq!((read.license_serial, read.serial), (3, 4));
    assert_eq!((read.not_before, read.expires), (draft.not_before, draft.expires));
    assert_eq!(
        (&read.replaces, &read.request, &read.comment),
        (&draft.replaces, &draft.request, &draft.comment)
    );
    assert_eq!((&read.host.parts, read.host.matching), (&draft.host.parts, draft.host.matching));
    assert_eq!((&read.host.key, &read.host.description), (&draft.host.key, &draft.host.description));
    assert_eq!((&read.grants, &read.slots), (&draft.grants, &draft.slots));
}
