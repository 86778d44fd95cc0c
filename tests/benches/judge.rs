//! How long judging and deciding take, by the number of licences, each of 20 entitlements.
//!
//! `cargo bench --package countersign-tests --bench judge`. The licences are verified beforehand. What
//! matters is how the rows of one run stand to each other: ten times the licences, ten times the time.
#![allow(clippy::unwrap_used, reason = "a benchmark that can't be set up fails by panicking")]

use countersign::{File, Question, judge};
use countersign_tests::Claims;
use countersign_tests::judging::at;
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use serde_json::json;

/// How many licences are judged together.
const SIZES: [usize; 4] = [10, 100, 1_000, 10_000];
const NOW: i64 = 1_500_000_000;
const DAY: i64 = 86_400;

fn main() {
    divan::main();
}

/// A licence that grants one of each of 20 entitlements.
fn license(id: impl ToString) -> Claims {
    (0..20).fold(Claims::new(&format!("L-{}", id.to_string())), |license, number| {
        license.granting(json!({ "id": format!("entitlement_{number}"), "metric": "user", "quantity": 1 }))
    })
}

/// The day of a year's number of days from now on, so that the licences of a large set share some.
fn day(number: usize) -> i64 {
    NOW + (number % 365 + 1) as i64 * DAY
}

fn files(count: usize, license: impl Fn(usize) -> Claims) -> Vec<File> {
    (0..count).map(|number| license(number).file()).collect()
}

fn time(bencher: Bencher<'_, '_>, count: usize, license: impl Fn(usize) -> Claims) {
    let (files, question) = (files(count, license), Question::at(at(NOW)));
    bencher.counter(ItemsCount::new(count)).bench(|| judge(black_box(&files), black_box(&question)).unwrap());
}

/// Licences that only add up.
#[divan::bench(args = SIZES, max_time = 5)]
fn additive(bencher: Bencher<'_, '_>, count: usize) {
    time(bencher, count, license);
}

/// Licences that end one after the other, so that something changes soon.
#[divan::bench(args = SIZES, max_time = 5)]
fn ending(bencher: Bencher<'_, '_>, count: usize) {
    time(bencher, count, |number| license(number).ending(day(number)));
}

/// Each licence in ten serials.
#[divan::bench(args = SIZES, max_time = 5)]
fn serials(bencher: Bencher<'_, '_>, count: usize) {
    time(bencher, count, |number| license(number / 10).with("lic.serial", number % 10 + 1));
}

/// Pairs of which one takes the other's place on some day and ends on another.
#[divan::bench(args = SIZES, max_time = 5)]
fn successors(bencher: Bencher<'_, '_>, count: usize) {
    time(bencher, count, |number| {
        let license = license(number).ending(day(number) + 400 * DAY);
        if number % 2 == 0 {
            return license;
        }
        let replaced = format!("L-{}", number - 1);
        license.with("nbf", day(number)).with("lic.supersedes", json!([replaced]))
    });
}

/// Renewals that join without a gap: nothing changes until the last one ends.
#[divan::bench(args = SIZES, max_time = 5)]
fn renewals(bencher: Bencher<'_, '_>, count: usize) {
    time(bencher, count, |number| {
        let start = NOW + (number as i64 - 1) * DAY;
        license(number).with("nbf", start).ending(start + DAY)
    });
}

/// Two licences in very many serials, of which each takes the place of all the other's.
#[divan::bench(args = SIZES, max_time = 5)]
fn crossed_serials(bencher: Bencher<'_, '_>, count: usize) {
    time(bencher, count, |number| {
        license(number % 2).with("lic.serial", number / 2 + 1).with("lic.supersedes", json!(["L-0", "L-1"]))
    });
}

/// May one more be added? Of a report that is there.
#[divan::bench(args = SIZES)]
fn decide(bencher: Bencher<'_, '_>, count: usize) {
    let report = judge(&files(count, license), &Question::at(at(NOW))).unwrap();
    bencher.bench(|| black_box(&report).decide(black_box("entitlement_13"), 1));
}
