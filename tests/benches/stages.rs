//! How long the stages of verifying a licence take, by the number of its entitlements: about 1 KiB, 8 KiB and 1 MiB.
//!
//! `cargo bench --package countersign-tests --bench stages`. What matters is how the rows of one run stand to each other.
#![allow(clippy::unwrap_used, reason = "a benchmark that can't be set up fails by panicking")]

use countersign::{Envelope, License, Question, TrustedKeys, Verified, judge};
use countersign_reader::{base64, parse};
use countersign_tests::judging::at;
use countersign_tests::{Claims, Jws, TestKey};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use serde_json::json;
use sha2::{Digest, Sha512};

const ENTITLEMENTS: [usize; 3] = [6, 76, 9_999];
const NOW: i64 = 1_500_000_000;

fn main() {
    divan::main();
}

fn claims(entitlements: usize) -> Claims {
    (0..entitlements).fold(Claims::new("L-1"), |claims, number| {
        let id = format!("call_center_module_{number:05}");
        claims.granting(json!({ "id": id, "metric": "user", "quantity": 10 + number % 90 }))
    })
}

fn jws(entitlements: usize) -> Jws {
    Jws::license(claims(entitlements).payload())
}

fn keys() -> TrustedKeys {
    TrustedKeys::parse(TestKey::vendor().jwk("").as_bytes()).unwrap()
}

fn time<T>(bencher: Bencher<'_, '_>, text: &str, stage: impl Fn(&[u8]) -> T + Sync) {
    bencher.counter(BytesCount::of_str(text)).bench(|| stage(black_box(text.as_bytes())));
}

/// Of the message, which a signature is over.
#[divan::bench(args = ENTITLEMENTS, max_time = 2)]
fn sha512(bencher: Bencher<'_, '_>, entitlements: usize) {
    time(bencher, &jws(entitlements).message(), |message| Sha512::digest(message));
}

/// Of the payload.
#[divan::bench(args = ENTITLEMENTS, max_time = 2)]
fn base64url(bencher: Bencher<'_, '_>, entitlements: usize) {
    let text = base64::encode_url(claims(entitlements).payload().as_bytes());
    time(bencher, &text, |text| base64::decode_url(text).unwrap());
}

/// Of the payload, with the check of its UTF-8.
#[divan::bench(args = ENTITLEMENTS, max_time = 2)]
fn strict_json(bencher: Bencher<'_, '_>, entitlements: usize) {
    time(bencher, &claims(entitlements).payload(), |payload| {
        parse(payload, usize::MAX).unwrap().iter().count()
    });
}

/// What another reader makes of the same, which passes over what is refused here.
#[divan::bench(args = ENTITLEMENTS, max_time = 2)]
fn serde_json_value(bencher: Bencher<'_, '_>, entitlements: usize) {
    time(bencher, &claims(entitlements).payload(), |payload| {
        serde_json::from_slice::<serde_json::Value>(payload).unwrap()
    });
}

/// From a compact document to an envelope: the parts, base64, and the header.
#[divan::bench(args = ENTITLEMENTS, max_time = 2)]
fn envelope(bencher: Bencher<'_, '_>, entitlements: usize) {
    time(bencher, &jws(entitlements).compact(), |text| Envelope::read(text).unwrap());
}

/// The same of armour.
#[divan::bench(args = ENTITLEMENTS, max_time = 2)]
fn envelope_in_armour(bencher: Bencher<'_, '_>, entitlements: usize) {
    time(bencher, &jws(entitlements).armored(), |text| Envelope::read(text).unwrap());
}

/// From a compact document to its verified claims, by a key that has verified very many.
#[divan::bench(args = ENTITLEMENTS, max_time = 2)]
fn verified_claims(bencher: Bencher<'_, '_>, entitlements: usize) {
    let keys = keys();
    let verify = |text: &[u8]| -> Verified<License> { Envelope::read(text).unwrap().verify(&keys).unwrap() };
    let small = jws(1).compact();
    (0..300).for_each(|_| drop(verify(small.as_bytes())));
    time(bencher, &jws(entitlements).compact(), verify);
}

/// Of verified claims, all limits.
#[divan::bench(args = ENTITLEMENTS, max_time = 2)]
fn judged(bencher: Bencher<'_, '_>, entitlements: usize) {
    let (files, question) = ([claims(entitlements).file()], Question::at(at(NOW)));
    bencher.bench(|| judge(black_box(&files), black_box(&question)).unwrap());
}
