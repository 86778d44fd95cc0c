//! Pools of sessions against their rules as they are written: random histories, each step of them answered by the pool
//! and by a plain model, with snapshots and clocks set wrong in between.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod model;

use countersign::{
    CheckOut, Denial, Lease, LeaseState, PoolLimits, PoolRules, Report, Reservation, SessionPool,
};
use countersign_tests::Claims;
use countersign_tests::judging::{at, report};
use model::{Kept, Limit, Model, Refused, Told};
use proptest::prelude::*;
use serde_json::json;
use std::env;
use std::sync::OnceLock;

const START: i64 = 1_764_000_000;
const DAY: i64 = 86_400;
const IDS: [&str; 3] = ["lines", "sessions", "unnamed"];
const CLIENTS: [&str; 7] = ["a", "b", "c", "d", "e", "é\"\\", "f"];
/// The most that is licensed here.
const MOST: u64 = 4;

/// What happens to a pool. Ids and clients are places in the lists of them.
#[derive(Debug, Clone)]
enum Op {
    CheckOut(usize, usize, i64),
    Borrow(usize, usize, i64),
    Heartbeat(usize, usize),
    GiveBack(usize, usize),
    Sweep,
    /// So many seconds pass, or the clock is set by as many.
    Wait(i64),
    /// What is judged from now on, by its place among the verdicts.
    Limits(usize),
    Reserve(Vec<(usize, u64, Vec<usize>)>),
    /// The host of the pool starts anew.
    Restart,
}

/// What was judged: the report, and what it says of the first two ids.
type Verdict = (Report, Vec<(&'static str, Limit)>);

/// Every sort of verdict, made once.
fn verdicts() -> &'static [Verdict] {
    static VERDICTS: OnceLock<Vec<Verdict>> = OnceLock::new();
    VERDICTS.get_or_init(|| {
        let mut verdicts = vec![(report(&[], START), Vec::new())];
        for granted in 0..=MOST {
            for emergency in [0, 2] {
                for overage in [None, Some(50), Some(u64::MAX)] {
                    verdicts.push(verdict(granted, emergency, overage, false));
                }
            }
        }
        verdicts.push(verdict(MOST, 0, None, true));
        verdicts.push(verdict(MOST, 2, None, true));
        verdicts
    })
}

fn verdict(granted: u64, emergency: u64, overage: Option<u64>, has_ended: bool) -> Verdict {
    let mut lines = json!({ "id": "lines", "metric": "session", "quantity": granted });
    match overage {
        None => {}
        Some(u64::MAX) => lines["overage"] = json!("always"),
        Some(percent) => lines["overage"] = json!({ "percent": percent }),
    }
    let quantity = if granted == MOST { json!("unlimited") } else { json!(granted / 2) };
    let sessions = json!({ "id": "sessions", "metric": "session", "quantity": quantity });
    let mut base = Claims::new("L").granting(lines).granting(sessions);
    if has_ended {
        base = base.ending(START - DAY);
    }
    let lent = json!({ "id": "lines", "metric": "session", "quantity": emergency });
    let lent = Claims::new("E").granting(lent).emergency(START - DAY, START + DAY);
    let report = match emergency {
        0 => report(&[&base], START),
        _ => report(&[&base, &lent], START),
    };
    let granted = if has_ended { 0 } else { granted };
    let allowed = match overage {
        None => Some(granted + emergency),
        Some(u64::MAX) => None,
        Some(percent) => Some(granted * (100 + percent) / 100 + emergency),
    };
    let sessions = match (has_ended, granted) {
        (true, _) => Limit { granted: 0, emergency: 0, allowed: Some(0) },
        (false, MOST) => Limit { granted: u64::MAX, emergency: 0, allowed: None },
        (false, _) => Limit { granted: granted / 2, emergency: 0, allowed: Some(granted / 2) },
    };
    (report, vec![("lines", Limit { granted, emergency, allowed }), ("sessions", sessions)])
}

struct Run {
    pool: SessionPool,
    model: Model,
    rules: PoolRules,
    now: i64,
    /// What a restart has to say again.
    limits: PoolLimits,
    reservations: Vec<Reservation>,
    /// The denial where there is no more, by the verdict.
    denials: Vec<(&'static str, Denial)>,
}

impl Run {
    fn new(rules: PoolRules) -> Self {
        Self {
            pool: SessionPool::new(rules),
            model: Model {
                shown: 0,
                longest_ttl: i64::try_from(rules.longest_ttl).unwrap(),
                linger: i64::try_from(rules.linger).unwrap(),
                longest_borrowing: i64::try_from(rules.longest_borrowing).unwrap(),
                ..Model::default()
            },
            rules,
            now: START,
            limits: PoolLimits::default(),
            reservations: Vec::new(),
            denials: Vec::new(),
        }
    }

    fn step(&mut self, op: &Op) {
        let now = at(self.now);
        match op {
            Op::CheckOut(id, client, ttl) => {
                let (id, client) = (IDS[*id], CLIENTS[*client]);
                let answer = self.pool.check_out(id, client, now, u64::try_from(*ttl).unwrap()).unwrap();
                self.model.at(self.now);
                let expected = self.model.take(id, client, *ttl, false);
                self.compare(id, &answer, &expected);
            }
            Op::Borrow(id, client, seconds) => {
                let (id, client) = (IDS[*id], CLIENTS[*client]);
                let answer = self.pool.borrow(id, client, now, u64::try_from(*seconds).unwrap()).unwrap();
                self.model.at(self.now);
                let expected = self.model.take(id, client, *seconds, true);
                self.compare(id, &answer, &expected);
            }
            Op::Heartbeat(id, client) => {
                self.model.at(self.now);
                let lease = self.pool.heartbeat(IDS[*id], CLIENTS[*client], now);
                assert_eq!(lease.map(told), self.model.heartbeat(IDS[*id], CLIENTS[*client]));
            }
            Op::GiveBack(id, client) => {
                self.model.at(self.now);
                let had_it = self.pool.give_back(IDS[*id], CLIENTS[*client], now);
                assert_eq!(had_it, self.model.give_back(IDS[*id], CLIENTS[*client]));
            }
            Op::Sweep => {
                self.pool.sweep(now);
                self.model.at(self.now);
            }
            Op::Wait(seconds) => self.now = (self.now + seconds).clamp(0, START * 2),
            Op::Limits(which) => {
                let (report, limits) = &verdicts()[which % verdicts().len()];
                self.limits = PoolLimits::of(report);
                self.pool.set_limits(self.limits.clone());
                self.model.limits.clone_from(limits);
                let denial = |id| report.decide(id, u64::MAX).code.unwrap_or(Denial::LimitExhausted);
                self.denials = IDS.map(|id| (id, denial(id))).to_vec();
            }
            Op::Reserve(groups) => self.reserve(groups),
            Op::Restart => {
                let before = self.pool.snapshot();
                self.pool = SessionPool::new(self.rules);
                self.pool.set_limits(self.limits.clone());
                self.pool.set_reservations(&self.reservations).unwrap();
                self.pool.restore(before.as_bytes()).unwrap();
                assert_eq!(self.pool.snapshot(), before);
            }
        }
    }

    fn reserve(&mut self, groups: &[(usize, u64, Vec<usize>)]) {
        let mut kept: Vec<Kept> = Vec::new();
        for (id, sessions, clients) in groups {
            let id = IDS[*id];
            let mut own = Vec::new();
            for client in clients.iter().map(|client| CLIENTS[*client]) {
                let is_taken = kept.iter().any(|other| other.id == id && other.clients.contains(&client));
                if !is_taken && !own.contains(&client) {
                    own.push(client);
                }
            }
            kept.push(Kept { id, sessions: *sessions, clients: own });
        }
        let reservation = |kept: &Kept| Reservation {
            id: kept.id.to_owned(),
            sessions: kept.sessions,
            clients: kept.clients.iter().map(|client| (*client).to_owned()).collect(),
        };
        self.reservations = kept.iter().map(reservation).collect();
        self.pool.set_reservations(&self.reservations).unwrap();
        self.model.kept = kept;
    }

    fn compare(&self, id: &str, answer: &CheckOut, expected: &Result<Told, Refused>) {
        match (answer, expected) {
            (CheckOut::Lease(lease), Ok(expected)) => assert_eq!(told(*lease), *expected),
            (CheckOut::Denied(denial), Err(expected)) => {
                let decision = &denial.decision;
                let refused = Refused {
                    limit: decision.limit.and_then(countersign::Quantity::limit),
                    used: decision.used,
                    reserved: denial.reserved,
                    next_end: denial.next_end.map(countersign::UnixTime::as_secs),
                };
                assert_eq!(refused, *expected);
                let denials = self.denials.iter().find(|(named, _)| *named == id);
                assert_eq!(decision.code, Some(denials.map_or(Denial::NoLicense, |(_, code)| *code)));
                assert!(!decision.is_allowed() && !decision.remedies.is_empty());
            }
            other => panic!("{other:?}"),
        }
    }

    /// What is true at all times, and all that the pool tells.
    fn look(&mut self) {
        self.pool.sweep(at(self.now));
        self.model.at(self.now);
        let usage = self.pool.usage();
        for id in IDS {
            let model = &self.model;
            let holders: Vec<_> = self.pool.holders(id).collect();
            let holders: Vec<_> = (holders.iter())
                .map(|one| (one.client, one.state, one.since.as_secs(), one.until.as_secs()))
                .collect();
            assert_eq!(holders, model.holders(id));
            assert_eq!(self.pool.amounts().get(id).unwrap_or(0), model.used(id));
            match usage.iter().find(|row| row.id == id) {
                None => assert_eq!((model.used(id), model.reserved(id)), (0, 0)),
                Some(row) => {
                    let counts = (row.used, row.lingering, row.borrowed, row.reserved);
                    let lingering = model.in_state(id, LeaseState::Lingering);
                    let borrowed = model.in_state(id, LeaseState::Borrowed);
                    assert_eq!(counts, (model.used(id), lingering, borrowed, model.reserved(id)));
                    assert_eq!(row.limit.limit(), model.allowed(id));
                    let free = |most: u64| most.saturating_sub(row.used + row.reserved);
                    assert_eq!(row.available.limit(), model.allowed(id).map(free));
                }
            }
            assert_eq!(self.pool.next_end(id).map(countersign::UnixTime::as_secs), self.model.next_end(id));
        }
    }
}

fn told(lease: Lease) -> Told {
    Told {
        since: lease.since.as_secs(),
        until: lease.until.as_secs(),
        borrowed: lease.borrowed,
        emergency: lease.emergency,
        overage: lease.overage,
        over_limit: lease.over_limit,
    }
}

fn live(rules: PoolRules, ops: &[Op]) {
    let mut run = Run::new(rules);
    run.step(&Op::Limits(20));
    for op in ops {
        let before: Vec<u64> = IDS.iter().map(|id| run.model.used(id)).collect();
        run.step(op);
        run.look();
        // However limits, clocks and hosts go: no step brings a session that the limit has no room for.
        for (id, before) in IDS.iter().zip(before) {
            let used = run.model.used(id);
            assert!(used <= before || run.model.allowed(id).is_none_or(|most| used <= most), "after {op:?}");
        }
    }
}

fn op() -> impl Strategy<Value = Op> {
    let id = || prop_oneof![6 => Just(0_usize), 3 => Just(1), 1 => Just(2)];
    let client = || 0..CLIENTS.len();
    let ttl = prop_oneof![Just(0_i64), 1..100_i64, 100..10_000_i64, Just(1 << 50)];
    let seconds = prop_oneof![1..1_000_i64, DAY..9 * DAY];
    let wait = prop_oneof![
        8 => 0..40_i64,
        4 => 40..500_i64,
        1 => DAY..8 * DAY,
        2 => -60..0_i64,
        2 => -500..-60_i64,
        1 => prop_oneof![Just(-START), -40 * DAY..0, 0..40 * DAY],
    ];
    let group = (id(), 0..4_u64, prop::collection::vec(client(), 0..4));
    prop_oneof![
        20 => (id(), client(), ttl).prop_map(|(id, client, ttl)| Op::CheckOut(id, client, ttl)),
        3 => (id(), client(), seconds).prop_map(|(id, client, seconds)| Op::Borrow(id, client, seconds)),
        8 => (id(), client()).prop_map(|(id, client)| Op::Heartbeat(id, client)),
        8 => (id(), client()).prop_map(|(id, client)| Op::GiveBack(id, client)),
        1 => Just(Op::Sweep),
        8 => wait.prop_map(Op::Wait),
        3 => any::<prop::sample::Index>().prop_map(|which| Op::Limits(which.index(64))),
        2 => prop::collection::vec(group, 0..4).prop_map(Op::Reserve),
        2 => Just(Op::Restart),
    ]
}

fn rules() -> impl Strategy<Value = PoolRules> {
    let linger = prop_oneof![2 => Just(0_u64), 1 => 1..200_u64];
    (1..2_000_u64, linger, 1..600_000_u64).prop_map(|(longest_ttl, linger, longest_borrowing)| {
        let mut rules = PoolRules::default();
        (rules.longest_ttl, rules.linger, rules.longest_borrowing) = (longest_ttl, linger, longest_borrowing);
        rules
    })
}

/// As many histories as `POOL_HISTORIES` says, or enough for every day.
fn histories() -> u32 {
    env::var("POOL_HISTORIES").map_or(400, |count| count.parse().unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: histories(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_pool_does_what_its_rules_say((rules, ops) in (rules(), prop::collection::vec(op(), 1..80))) {
        live(rules, &ops);
    }
}
