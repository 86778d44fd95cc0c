//! Twice as much of anything takes about twice as long, from the file to the state that keeps it.
//!
//! Whatever can be counted in an input is doubled, each by itself, and every step is timed with both numbers,
//! one after the other in one run, the best of several. A step that looks through all of one for each of
//! another takes four times as long.

// needs: alone

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod going;
mod inputs;
mod making;

use std::env;
use std::time::Duration;

use going::{Times, go, used};
use inputs::inputs;
use making::Input;

const NOW: i64 = 1_500_000_000;
const DAY: i64 = 86_400;
/// When the licences here are issued.
const ISSUED: i64 = 1_000_000_000;
/// How much longer twice as much may take: twice, and what sorting and a busy machine add.
const MOST: f64 = 3.2;
/// About so long all steps take together with the larger number.
const LONG: Duration = Duration::from_millis(150);
/// Steps that take less with the larger number are not compared.
const SHORT: Duration = Duration::from_millis(6);

fn best(times: &mut Times, others: Times) {
    for (step, time) in others {
        times.entry(step).and_modify(|best| *best = time.min(*best)).or_insert(time);
    }
}

/// The steps that take too long with more, more than so many times as long, and how long they take.
fn too_long(less: &Times, more: &Times, most: f64) -> Vec<(&'static str, Duration, Duration)> {
    let steps = less.iter().map(|(step, less)| (*step, *less, more[step]));
    let is_slow = |(_, less, more): &(_, Duration, Duration)| {
        *more >= SHORT && more.as_secs_f64() > less.as_secs_f64() * most
    };
    steps.filter(is_slow).collect()
}

/// Goes all the way with both numbers in turn: what each step takes at best.
fn best_of(tries: usize, input: fn(usize) -> Input, counts: [usize; 2]) -> [Times; 2] {
    let [mut less, mut more] = counts.map(|count| go(&input(count)));
    for _ in 1..tries {
        best(&mut less, go(&input(counts[0])));
        best(&mut more, go(&input(counts[1])));
    }
    [less, more]
}

#[test]
fn twice_as_much_of_anything_takes_about_twice_as_long() {
    let mut slow = Vec::new();
    // To look at one closely: its name, and how many milliseconds it is to take.
    let only = env::var("DOUBLING_ONLY").unwrap_or_default();
    let long = env::var("DOUBLING_LONG").map_or(LONG, |long| Duration::from_millis(long.parse().unwrap()));
    for (name, most, input) in inputs().into_iter().filter(|(name, ..)| name.contains(&only)) {
        let whole = used();
        let mut count = 32.min(most / 2);
        let (mut once, mut twice) = (go(&input(count)), go(&input(count * 2)));
        loop {
            let part = twice.values().sum::<Duration>();
            let times = (long.as_nanos() / part.as_nanos().max(1)).min(8) as usize;
            let more = (count * times).min(most / 2);
            if times < 2 || more == count {
                break;
            }
            count = more;
            (once, twice) = (go(&input(count)), go(&input(count * 2)));
        }
        // Again, where it seems to take too long: something else may have run.
        for _ in 0..4 {
            if too_long(&once, &twice, MOST).is_empty() {
                break;
            }
            best(&mut once, go(&input(count)));
            best(&mut twice, go(&input(count * 2)));
        }
        println!(
            "{name}: {count}, {:?} and {:?} ({:?})",
            once.values().sum::<Duration>(),
            twice.values().sum::<Duration>(),
            used() - whole
        );
        let mut found = too_long(&once, &twice, MOST);
        if !found.is_empty() {
            // Where the data no longer fit the processor's memory, twice as much takes four times as long, but once: a
            // step that looks through all of one for each of another does so with the next doubling, too.
            let counts = if count * 4 <= most { [count, count * 4] } else { [count / 2, count * 2] };
            let [less, more] = best_of(4, input, counts);
            let again = too_long(&less, &more, MOST * MOST);
            found.retain(|(step, ..)| again.iter().any(|(slow, ..)| slow == step));
        }
        slow.extend(found.into_iter().map(|(step, once, twice)| {
            format!("{name}, {step}: {once:?} for {count}, {twice:?} for {}", count * 2)
        }));
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}
