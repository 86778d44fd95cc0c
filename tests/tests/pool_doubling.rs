//! Twice as many sessions, clients or reservations make no operation of a pool take much longer.

// needs: alone

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use countersign::{PoolLimits, PoolRules, Quantity, Reservation, SessionPool};
use countersign_tests::judging::at;
use rustix::time::{ClockId, clock_gettime};
use std::hint::black_box;
use std::time::Duration;

const NOW: i64 = 1_764_000_000;
/// How much longer all operations together may take with twice as many: twice, what a logarithm adds, what a larger
/// memory costs, and a busy machine.
const MOST: f64 = 3.2;
const COUNT: usize = 5_000;

/// The processor's time that this thread used: others that run beside it do not count.
fn used() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.try_into().unwrap(), time.tv_nsec.try_into().unwrap())
}

fn name(number: usize) -> String {
    format!("client-{}", number * 7_919 % 1_000_003)
}

fn limit(most: usize) -> PoolLimits {
    PoolLimits::fixed([("s", Quantity::Limited(u64::try_from(most).unwrap()))])
}

/// So many clients go all the way, in so many reservations.
fn sessions(count: usize, pool: &mut SessionPool) {
    pool.set_limits(limit(count));
    for number in 0..count {
        assert!(pool.check_out("s", &name(number), at(NOW), 60).unwrap().lease().is_some());
    }
    for number in 0..count {
        // A heartbeat each second, and somebody who is denied: neither looks through the others.
        assert!(pool.heartbeat("s", &name(number), at(NOW + 1)).is_some());
        assert!(pool.check_out("s", "one more", at(NOW + 1), 60).unwrap().denial().is_some());
    }
    let text = pool.snapshot();
    pool.restore(text.as_bytes()).unwrap();
    for number in 0..count / 2 {
        assert!(pool.give_back("s", &name(number), at(NOW + 2)));
    }
    assert_eq!(pool.holders("s").count(), count - count / 2);
    assert_eq!(pool.sweep(at(NOW + 99)), u64::try_from(count - count / 2).unwrap());
}

fn groups(groups: usize, clients: usize) -> Vec<Reservation> {
    let clients = |group: usize| (0..clients).map(|number| name(group * clients + number)).collect();
    (0..groups).map(|group| Reservation { id: "s".into(), sessions: 1, clients: clients(group) }).collect()
}

fn entitlements(count: usize) {
    let mut pool = SessionPool::new(PoolRules::default());
    let id = |number: usize| format!("e{number}");
    pool.set_limits(PoolLimits::fixed((0..count).map(|number| (id(number), Quantity::Limited(1)))));
    for number in 0..count {
        assert!(pool.check_out(&id(number), "a", at(NOW), 60).unwrap().lease().is_some());
        assert!(pool.check_out(&id(number), "b", at(NOW), 60).unwrap().denial().is_some());
    }
    assert_eq!(pool.usage().len(), count);
    assert_eq!(pool.sweep(at(NOW + 60)), u64::try_from(count).unwrap());
}

type Countable = (&'static str, fn(usize));

#[test]
fn twice_as_much_of_anything_takes_about_twice_as_long() {
    let countables: [Countable; 4] = [
        ("sessions", |count| sessions(count, &mut SessionPool::new(PoolRules::default()))),
        ("reservations", |count| {
            let mut pool = SessionPool::new(PoolRules::default());
            pool.set_reservations(&groups(count, 1)).unwrap();
            sessions(count, &mut pool);
        }),
        ("clients of a reservation", |count| {
            let mut pool = SessionPool::new(PoolRules::default());
            pool.set_reservations(&groups(1, count)).unwrap();
            sessions(count, &mut pool);
        }),
        ("entitlements", entitlements),
    ];
    for (what, run) in countables {
        let time = |count| {
            let start = used();
            black_box(run)(count);
            used() - start
        };
        // The best of several: something else may have run.
        let best = |count| (0..3).map(|_| time(count)).min().unwrap();
        let (once, twice) = (best(COUNT), best(2 * COUNT));
        println!("{what}: {once:?} and {twice:?}");
        if twice.as_secs_f64() > MOST * once.as_secs_f64() {
            // What no longer fits the processor's memory costs so much once, and not at the next doubling, too.
            let four = best(4 * COUNT);
            assert!(
                four.as_secs_f64() <= MOST * MOST * once.as_secs_f64(),
                "{what}: {once:?}, {twice:?} and {four:?}"
            );
        }
    }
}
