//! How long activations take: a licence with many of them at hand, and a ledger with many entries.
//!
//! `cargo bench --package countersign-tests --bench activation`. A directory of activations is verified whole,
//! though only one is of the host that asks; a ledger is read whole before each answer. What matters is how the
//! rows of one run stand to each other: ten times the activations, ten times the time.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a benchmark that can't be set up fails by panicking")]

use countersign::issue::{ActivationDraft, SigningKey, sign_document};
use countersign::{
    ActivatedHost, DocumentType, Host, HostIdentity, HostProof, LimitRow, LockCode, Part, PartName, Quantity,
    Question, TrustedKey, TrustedKeys, Verifier, judge,
};
use countersign_issuer::{Added, Ask, Ledger, Typed};
use countersign_tests::judging::at;
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

const ISSUER: &str = "https://vendor.example";
const NOW: i64 = 1_764_210_000;

fn main() {
    divan::main();
}

/// A vendor, and a licence with a seat for each of some hosts.
struct Vendor {
    key: SigningKey,
    keys: TrustedKeys,
    license: String,
}

impl Vendor {
    fn new(seats: usize) -> Self {
        let key = SigningKey::from_seed(&[7; 32]).unwrap();
        let mut keys = TrustedKeys::default();
        keys.insert(TrustedKey { issuer: Some(ISSUER.into()), ..TrustedKey::new(*key.public_key()) })
            .unwrap();
        let claims = format!(
            r#"{{"iss":"{ISSUER}","aud":"call-studio","sub":"site-1","jti":"L-1","lic":{{"serial":1,"name":"Studio",
            "kind":"standard","perpetual":true,"activation":"required","holder":{{"name":"Musterkontakt GmbH"}},
            "entitlements":[{{"id":"seats","metric":"host","quantity":{seats}}}]}}}}"#
        );
        let license = sign_document(claims.as_bytes(), DocumentType::License, &[&key], at(NOW - 1_000));
        Self { license: license.unwrap().to_compact().unwrap(), key, keys }
    }

    /// The activation of a host, given beside any ledger.
    fn activation(&self, number: usize) -> String {
        let host = ActivatedHost::new(vec![host(number).lock_code()]);
        let mut draft =
            ActivationDraft::new(ISSUER, "call-studio", "site-1", "L-1", host, [("seats".into(), 1)].into());
        draft.id = Some(format!("A-{number}"));
        draft.sign(&[&self.key], at(NOW)).unwrap().to_compact().unwrap()
    }

    /// A ledger in which so many hosts were given a seat, as a file.
    fn ledger(&self, activations: usize) -> String {
        let (mut ledger, first) = Ledger::new(ISSUER, &self.keys, at(NOW - 1_000)).unwrap();
        let Ok(Added::Entry(license)) = ledger.add(self.license.as_bytes(), at(NOW)) else {
            panic!("the ledger takes the licence")
        };
        let mut text = format!("{first}\n{}\n", license.line);
        for number in 0..activations {
            let typed = Typed { lock_codes: vec![code(number)], license: "L-1".into(), ..Typed::default() };
            let ask = Ask { grants: [("seats".into(), 1)].into(), ..Ask::default() };
            let answer = ledger.answer_typed(&typed, &ask, &self.key, at(NOW)).unwrap();
            text += &(answer.appended.unwrap().line + "\n");
        }
        text
    }
}

fn host(number: usize) -> HostIdentity {
    HostIdentity::new(None, Part::new(PartName::MachineId, &format!("machine {number}")), None).unwrap()
}

fn code(number: usize) -> LockCode {
    host(number).lock_code()
}

/// From files to limits: a licence, and the activations of so many hosts, the asking one among them.
#[divan::bench(args = [1, 100, 10_000], max_time = 10)]
fn verify_and_judge(bencher: Bencher<'_, '_>, activations: usize) {
    let vendor = Vendor::new(activations);
    let mut files = vec![("L-1.lic".to_owned(), vendor.license.clone())];
    files.extend((0..activations).map(|number| (format!("A-{number}.lic"), vendor.activation(number))));
    let mut question = Question::at(at(NOW));
    question.host = Host::Proved(HostProof::new(&host(activations / 2), None));
    let verifier = Verifier::new(vendor.keys);
    bencher.counter(ItemsCount::new(activations)).bench(|| {
        let opened = verifier.open(files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())));
        let report = judge(black_box(&opened.files), &question).unwrap();
        let Some(LimitRow::Quantity(seats)) = report.limit("seats") else { panic!("seats are licensed") };
        assert_eq!(seats.granted, Quantity::Limited(1));
        report
    });
}

/// The files verified beforehand.
#[divan::bench(args = [1, 100, 10_000], max_time = 10)]
fn judge_alone(bencher: Bencher<'_, '_>, activations: usize) {
    let vendor = Vendor::new(activations);
    let mut files = vec![("L-1.lic".to_owned(), vendor.license.clone())];
    files.extend((0..activations).map(|number| (format!("A-{number}.lic"), vendor.activation(number))));
    let mut question = Question::at(at(NOW));
    question.host = Host::Proved(HostProof::new(&host(activations / 2), None));
    let opened =
        Verifier::new(vendor.keys).open(files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())));
    bencher
        .counter(ItemsCount::new(activations))
        .bench(|| judge(black_box(&opened.files), black_box(&question)).unwrap());
}

/// What `ledger status` does: read, verify every document and every rule, add up.
#[divan::bench(args = [1_000, 10_000, 100_000], max_time = 20)]
fn ledger_status(bencher: Bencher<'_, '_>, activations: usize) {
    let vendor = Vendor::new(activations);
    let text = vendor.ledger(activations);
    bencher.counter(ItemsCount::new(activations)).bench(|| {
        let mut ledger = Ledger::read(black_box(text.as_bytes()), &vendor.keys).unwrap();
        let status = ledger.status(at(NOW)).unwrap();
        assert_eq!(status.licenses[0].entitlements[0].claimed, Some(activations as u64));
        status
    });
}
