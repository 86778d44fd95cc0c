//! What a phone carries between a machine without a network and its vendor fits one QR code
#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign::issue::{ActivationDraft, ActivationRequestDraft, SignedDocument, SigningKey};
use countersign::{ActivatedHost, Amounts, HostIdentity, LedgerEntry, Matching, Part, PartName, UnixTime};
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

/// As many modules as a screen or a sheet of paper shows so that ordinary phones still read them.
const LARGEST: u8 = 25;

fn at(secs: i64) -> UnixTime {
    UnixTime::from_secs(secs).unwrap()
}

fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32]).unwrap()
}

/// A host with three parts, its key among them, and a description of 60 characters.
fn host(key: &SigningKey) -> HostIdentity {
    let parts =
        [(PartName::MachineId, "4c4c4544-0042-3510-8052-b4c04f4a3032"), (PartName::Hostname, "pbx.example")];
    let parts = parts.into_iter().flat_map(|(name, value)| Part::new(name, value));
    let description = format!("{:.<60}", "Telephone server, room 2.14, second rack from the door");
    HostIdentity::new(Some(*key.public_key()), parts, Some(description)).unwrap()
}

fn grants() -> Amounts {
    [("sessions".to_owned(), 100), ("seats".to_owned(), 1)].into()
}

/// The version of the smallest code that holds a document.
fn version(document: &SignedDocument) -> u8 {
    let compact = document.to_compact().unwrap();
    let segments = [QrSegment::make_bytes(compact.as_bytes())];
    let (least, most) = (Version::MIN, Version::MAX);
    let code = QrCode::encode_segments_advanced(&segments, QrCodeEcc::Low, least, most, None, false).unwrap();
    code.version().value()
}

#[test]
fn a_request_fits_one_code() {
    let key = key(1);
    let draft = ActivationRequestDraft {
        product: "call-services".into(),
        account: "musterkontakt".into(),
        license: "SERVICES-2026-0001".into(),
        product_version: None,
        host: host(&key),
        wants: grants(),
        replaces: Some("A-2b7d4f0c9e8a4d21".into()),
        redundant: None,
    };
    assert!(version(&draft.sign(&key, at(1_764_122_400)).unwrap()) <= LARGEST);
}

/// The answer to the host's request, with the host's parts in it or not.
fn activation(has_parts: bool) -> SignedDocument {
    let identity = host(&key(1));
    let mut place = ActivatedHost::new(vec![identity.lock_code()]);
    place.key = identity.key().copied();
    place.description = identity.description().map(str::to_owned);
    if has_parts {
        place.parts = identity.parts().to_vec();
        place.matching = Matching::AtLeast(2);
    }
    let (issuer, product, account) = ("https://vendor.example", "call-services", "musterkontakt");
    let mut draft = ActivationDraft::new(issuer, product, account, "SERVICES-2026-0001", place, grants());
    draft.request = Some("8f866c6edf3dd6eb58ddb35a".into());
    draft.ledger = Some(LedgerEntry::new(100_000, [0xa5; 32]));
    draft.sign(&[&key(2)], at(1_764_122_400)).unwrap()
}

#[test]
fn an_activation_fits_one_code() {
    assert!(version(&activation(false)) <= LARGEST);
}

/// Their digests are 200 characters more, which nobody needs whose lock code does not change.
#[test]
fn an_activation_that_recognises_its_host_by_parts_takes_one_version_more() {
    assert_eq!(version(&activation(true)), LARGEST + 1);
}
