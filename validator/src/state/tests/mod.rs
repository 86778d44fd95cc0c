mod became;
mod clock;
mod documents;
mod elsewhere;
mod emergency;
mod keys;
mod lines;
mod past;
mod seats;
mod signed;

use super::journal::{Account, Started};
use super::*;
use crate::judge::history::EmergencyStart;
use crate::judge::question::Question;
use crate::judge::report::{DocumentOutcome, Report};
use crate::keys::PublicKey;
use crate::seats::{Person, fold_case};
use crate::verify::files::Verifier;
use sha2::{Digest, Sha256};
use signed::{Document, VENDOR};

const BUNDLE: &str = "client_bundle";

fn at(secs: i64) -> UnixTime {
    UnixTime::from_secs(secs).unwrap()
}

fn key(seed: u8) -> TrustedKey {
    let signing = ed25519_dalek::SigningKey::from_bytes(&[seed; 32]);
    TrustedKey::new(PublicKey::from_bytes(signing.verifying_key().as_bytes()).unwrap())
}

fn person(name: &str) -> Person {
    Person { name: name.into(), first: "Gerd".into(), last: "Gudlat".into() }
}

/// A verifier that trusts the keys 1 and 2 of the vendor, and its root, which is 9.
fn verifier() -> Verifier {
    let of_vendor = |seed: u8| TrustedKey { issuer: Some(VENDOR.into()), ..key(seed) };
    let mut keys = TrustedKeys::default();
    for seed in [1, 2] {
        keys.insert(of_vendor(seed)).unwrap();
    }
    let uses = Some(vec![crate::DocumentType::TrustUpdate]);
    keys.insert(TrustedKey { uses, ..of_vendor(9) }).unwrap();
    Verifier::new(keys)
}

/// A state with these files in it, added one after the other at this instant.
fn with(documents: &[&Document], now: i64) -> State {
    let mut state = State::new(fold_case);
    for document in documents {
        assert_eq!(add(&mut state, document, now), "ok");
    }
    state
}

/// Adds a file: the code of the refusal, or `ok`. What was verified for that is what would be verified then.
fn add(state: &mut State, document: &Document, now: i64) -> &'static str {
    let bytes = document.bytes();
    let (files, opened) = state.add_and_open([("a.lic", &bytes[..])], &verifier(), at(now));
    assert_eq!(format!("{opened:?}"), format!("{:?}", state.open(&verifier())));
    match &files[0].outcome {
        Ok(_) => "ok",
        Err(error) => error.code().as_str(),
    }
}

fn report(state: &State, now: i64) -> Report {
    state.report(&verifier(), &Question::at(at(now))).unwrap()
}

/// The statuses or error codes of the documents, by their order in the report.
fn statuses(report: &Report) -> Vec<&'static str> {
    let status = |outcome: &DocumentOutcome| match outcome {
        DocumentOutcome::Authentic(row) => row.status.as_str(),
        DocumentOutcome::Unproven(row) => row.status.as_str(),
        DocumentOutcome::Refused { error } => error.code().as_str(),
    };
    report.documents.iter().map(|row| status(&row.outcome)).collect()
}

/// What is granted of the users: standing, and by an emergency.
fn users(report: &Report) -> (u64, u64) {
    match report.limit("users") {
        Some(crate::LimitRow::Quantity(row)) => {
            (row.granted.limit().unwrap(), row.emergency.limit().unwrap())
        }
        other => panic!("users are counted, and not {other:?}"),
    }
}
