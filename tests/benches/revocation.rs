//! How long a revocation list takes to load, and how long to search, by the number of documents in it.
//!
//! `cargo bench --package countersign-tests --bench revocation`. A list is loaded once and asked about every
//! document after that, so only the second must not grow with the list.
#![allow(clippy::unwrap_used, reason = "a benchmark that can't be set up fails by panicking")]

use countersign::issue::{Revocation, RevocationListDraft, SigningKey};
use countersign::{DocumentType, Envelope, RevocationList, TrustedKey, TrustedKeys, Verified};
use countersign_tests::judging::at;
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};

/// How many documents are revoked.
const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];
/// Names take more room: a list of 1,000,000 of them would be larger than any that is read.
const NAMED_SIZES: [usize; 2] = [10_000, 100_000];
/// How many are looked up in one pass, half of them revoked.
const LOOKUPS: usize = 1_000;

fn main() {
    divan::main();
}

/// A signed list, and the keys to verify it with.
struct Signed {
    text: String,
    keys: TrustedKeys,
}

impl Signed {
    fn new(fill: impl FnOnce(&mut RevocationListDraft)) -> Self {
        let key = SigningKey::generate().unwrap();
        let mut keys = TrustedKeys::default();
        keys.insert(TrustedKey::new(*key.public_key())).unwrap();
        let mut draft = RevocationListDraft::new("https://vendor.example", "p", at(2_000_000_000));
        fill(&mut draft);
        Self { text: draft.sign(&[&key], at(1_500_000_000)).unwrap().to_armor(), keys }
    }

    fn of_digests(count: usize) -> Self {
        Self::new(|draft| {
            (0..count).for_each(|number| draft.revoke_digest(DocumentType::License, &id(number)));
        })
    }

    fn of_names(count: usize) -> Self {
        Self::new(|draft| {
            for number in 0..count {
                let (document_type, id) = (DocumentType::License, id(number));
                draft.revoke(Revocation { document_type, id, serial: None, at: None, reason: None });
            }
        })
    }

    fn load(&self) -> Verified<RevocationList> {
        Envelope::read(self.text.as_bytes()).unwrap().verify(&self.keys).unwrap()
    }
}

fn id(number: usize) -> String {
    format!("L-{number:08}")
}

fn load(bencher: Bencher<'_, '_>, signed: &Signed) {
    bencher.counter(BytesCount::of_str(&signed.text)).bench(|| black_box(signed).load());
}

fn search(bencher: Bencher<'_, '_>, signed: &Signed, count: usize) {
    let list = signed.load();
    // Numbers from the count on are of documents that hold.
    let ids: Vec<String> = (0..LOOKUPS).map(|lookup| id(lookup * (2 * count / LOOKUPS))).collect();
    bencher.counter(ItemsCount::new(LOOKUPS)).bench(|| {
        let revoked = ids.iter().filter(|id| list.revokes(DocumentType::License, black_box(id), 1)).count();
        assert_eq!(revoked, LOOKUPS / 2);
    });
}

/// Reading and verifying a list of digests.
#[divan::bench(args = SIZES, max_time = 5)]
fn load_digests(bencher: Bencher<'_, '_>, count: usize) {
    load(bencher, &Signed::of_digests(count));
}

/// Reading and verifying a list of names.
#[divan::bench(args = NAMED_SIZES, max_time = 5)]
fn load_names(bencher: Bencher<'_, '_>, count: usize) {
    load(bencher, &Signed::of_names(count));
}

/// 1,000 documents looked up in a list of digests.
#[divan::bench(args = SIZES, max_time = 5)]
fn search_digests(bencher: Bencher<'_, '_>, count: usize) {
    search(bencher, &Signed::of_digests(count), count);
}

/// 1,000 documents looked up in a list of names.
#[divan::bench(args = NAMED_SIZES, max_time = 5)]
fn search_names(bencher: Bencher<'_, '_>, count: usize) {
    search(bencher, &Signed::of_names(count), count);
}
