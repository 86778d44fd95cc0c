//! How long a state takes, by the number of its people, each of whom has two seats.
//!
//! `cargo bench --package countersign-tests --bench state`. What matters is how the rows of one run stand
//! to each other: ten times the people, ten times the time, and a single question in next to none.
#![allow(clippy::unwrap_used, reason = "a benchmark that can't be set up fails by panicking")]

use countersign::{Person, Quantity, State, UnixTime, fold_case};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
const SEATS: [&str; 2] = ["attendant", "client_bundle"];

fn main() {
    divan::main();
}

fn at(secs: usize) -> UnixTime {
    UnixTime::from_secs(i64::try_from(secs).unwrap()).unwrap()
}

fn name(number: usize) -> String {
    // Not in their order, as a directory has them.
    format!("user.{:06}", number * 7_919 % 1_000_003)
}

fn state(people: usize) -> State {
    let mut state = State::new(fold_case);
    for number in 0..people {
        let person = Person { name: name(number), first: "Sandra".into(), last: "Singer".into() };
        state.roster.add(person, at(number)).unwrap();
        for entitlement in SEATS {
            state.roster.assign(&name(number), entitlement, at(number), Quantity::Unlimited).unwrap();
        }
    }
    state
}

#[divan::bench(args = SIZES, max_time = 5)]
fn fill(bencher: Bencher<'_, '_>, people: usize) {
    bencher.counter(ItemsCount::new(people)).bench(|| state(black_box(people)));
}

#[divan::bench(args = SIZES, max_time = 5)]
fn parse(bencher: Bencher<'_, '_>, people: usize) {
    let lines = state(people).to_lines();
    bencher.counter(ItemsCount::new(people)).bench(|| State::parse(black_box(lines.as_bytes()), fold_case));
}

#[divan::bench(args = SIZES, max_time = 5)]
fn to_lines(bencher: Bencher<'_, '_>, people: usize) {
    let state = state(people);
    bencher.counter(ItemsCount::new(people)).bench(|| black_box(&state).to_lines());
}

#[divan::bench(args = SIZES, max_time = 5)]
fn merge(bencher: Bencher<'_, '_>, people: usize) {
    let state = state(people);
    bencher.counter(ItemsCount::new(people)).with_inputs(|| (state.clone(), state.clone())).bench_values(
        |(mut state, other)| {
            state.merge(other);
            state
        },
    );
}

/// Who is over a limit that was halved.
#[divan::bench(args = SIZES, max_time = 5)]
fn over(bencher: Bencher<'_, '_>, people: usize) {
    let state = state(people);
    let half = Quantity::Limited(people as u64 / 2);
    bencher.counter(ItemsCount::new(people)).bench(|| state.roster.over(black_box(SEATS[0]), half).len());
}

/// One seat taken back and given again.
#[divan::bench(args = SIZES, max_time = 5)]
fn one_seat(bencher: Bencher<'_, '_>, people: usize) {
    let mut state = state(people);
    let (name, all) = (name(people / 2), Quantity::Limited(people as u64));
    bencher.bench_local(|| {
        state.roster.release(black_box(&name), SEATS[0], at(1));
        state.roster.assign(&name, SEATS[0], at(1), all)
    });
}

/// How many seats are taken, and whether somebody has one.
#[divan::bench(args = SIZES, max_time = 5)]
fn count_and_has(bencher: Bencher<'_, '_>, people: usize) {
    let state = state(people);
    let name = name(people / 2);
    bencher.bench(|| (state.roster.count(black_box(SEATS[0])), state.roster.has(&name, SEATS[0])));
}
