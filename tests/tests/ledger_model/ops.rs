//! What happens at a desk, at random; numbers choose among what there is when it happens.

use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) host: usize,
    pub(crate) codes: Vec<usize>,
    pub(crate) has_quorum: bool,
    pub(crate) license: usize,
    pub(crate) replaces: Option<usize>,
    pub(crate) grants: Vec<(&'static str, u64)>,
    /// What the operator gives in place of what is wanted.
    pub(crate) given: Option<Vec<(&'static str, u64)>>,
    pub(crate) days: Option<i64>,
    pub(crate) version: Option<u64>,
    pub(crate) is_of_other_account: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Licensed {
    pub(crate) which: usize,
    pub(crate) seats: u64,
    pub(crate) sessions: u64,
    pub(crate) users: u64,
    pub(crate) supersedes: Vec<usize>,
    pub(crate) start: Option<i64>,
    pub(crate) end: Option<i64>,
    pub(crate) grace: i64,
    pub(crate) version: Option<u64>,
    pub(crate) has_delegates: bool,
    pub(crate) slots: Option<[u64; 2]>,
    pub(crate) is_small: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum Op {
    Request(Asked),
    Typed(Asked),
    /// A request that was made before, answered or refused then.
    Repeat(usize),
    /// A receipt for an activation, by its place, of its own serial.
    Receipt(usize),
    ReceiptAgain(usize),
    Release(usize),
    ReleaseUnknown,
    License(Licensed),
    Revoke(usize, Option<u64>),
    Wait(i64),
    /// The clock shows an earlier time.
    Back(i64),
    /// An older file of the ledger is put back, and the activations that were lost are taken in again.
    Lose(usize),
}

fn grants() -> impl Strategy<Value = Vec<(&'static str, u64)>> {
    let one = prop_oneof![
        6 => (Just("seats"), select(vec![1, 1, 1, 1, 1, 2])),
        6 => (Just("sessions"), 0..14_u64),
        3 => (Just("users"), 1..5_u64),
        2 => (Just("copies"), 1..4_u64),
        1 => (Just("fax"), select(vec![1, 1, 1, 2])),
        1 => (Just("lines"), 1..9_u64),
        2 => (Just("units"), 1..4_u64),
        1 => (Just("telex"), Just(1)),
    ];
    prop_oneof![30 => prop::collection::vec(one, 1..3), 1 => Just(Vec::new())]
}

fn asked(hosts: usize) -> impl Strategy<Value = Asked> {
    let codes = prop_oneof![
        8 => Just(Vec::new()),
        2 => prop::collection::vec(0..hosts, 2..4),
        1 => Just(vec![0, 1, 2]),
    ];
    // A triad wants sessions, and several codes want as many copies, mostly.
    let kind = 0..10_u8;
    (
        (
            0..=hosts,
            codes,
            kind,
            prop_oneof![6 => Just(0_usize), 3 => Just(1), 1 => Just(2), 1 => Just(3), 1 => Just(4)],
        ),
        (weighted(0.15, 0..64_usize), grants(), weighted(0.05, grants()), weighted(0.2, 1..20_i64)),
        (weighted(0.2, 4..7_u64), prop::bool::weighted(0.02)),
    )
        .prop_map(
            |((host, codes, kind, license), (replaces, mut grants, given, days), (version, other))| {
                let has_quorum = codes.len() == 3 && kind % 2 == 0;
                match codes.len() {
                    0 => (),
                    _ if kind == 0 => (),
                    _ if has_quorum => grants.retain(|(id, _)| *id == "sessions"),
                    count => grants = vec![("copies", count as u64)],
                }
                if has_quorum && grants.is_empty() {
                    grants.push(("sessions", 5));
                }
                Asked {
                    host,
                    codes,
                    has_quorum,
                    license,
                    replaces,
                    grants,
                    given,
                    days,
                    version,
                    is_of_other_account: other,
                }
            },
        )
}

fn licensed() -> impl Strategy<Value = Licensed> {
    let which = prop_oneof![6 => Just(0_usize), 3 => Just(1), 2 => Just(2), 1 => Just(3)];
    let supersedes = prop_oneof![
        3 => Just(Vec::new()),
        3 => prop::collection::vec(0..3_usize, 1..3),
    ];
    let slots = (1..3_u64, 0..5_u64).prop_map(|(first, more)| [first, first + more]);
    (
        (which, 0..5_u64, 0..30_u64, 0..9_u64, supersedes),
        (weighted(0.1, 1..15_i64), weighted(0.3, 1..60_i64), 0..20_i64, weighted(0.2, 4..7_u64)),
        (prop::bool::weighted(0.3), weighted(0.5, slots), prop::bool::weighted(0.1)),
    )
        .prop_map(
            |(
                (which, seats, sessions, users, supersedes),
                (start, end, grace, version),
                (has_delegates, slots, is_small),
            )| Licensed {
                which,
                seats,
                sessions,
                users,
                supersedes,
                start,
                end,
                grace,
                version,
                has_delegates,
                slots,
                is_small,
            },
        )
}

fn op(hosts: usize) -> impl Strategy<Value = Op> {
    prop_oneof![
        20 => asked(hosts).prop_map(Op::Request),
        12 => asked(hosts).prop_map(Op::Typed),
        3 => (0..64_usize).prop_map(Op::Repeat),
        7 => (0..64_usize).prop_map(Op::Receipt),
        1 => (0..64_usize).prop_map(Op::ReceiptAgain),
        5 => (0..64_usize).prop_map(Op::Release),
        1 => Just(Op::ReleaseUnknown),
        3 => licensed().prop_map(Op::License),
        1 => (0..4_usize, weighted(0.6, 1..4_u64)).prop_map(|(which, serial)| Op::Revoke(which, serial)),
        4 => (0..12_i64).prop_map(Op::Wait),
        1 => (1..4_i64).prop_map(Op::Back),
        1 => (1..5_usize).prop_map(Op::Lose),
    ]
}

/// A history: whether it is a customer's, what there is at first, and what happens.
pub(crate) fn history(hosts: usize) -> impl Strategy<Value = (bool, Licensed, Vec<Op>)> {
    (prop::bool::weighted(0.3), licensed(), prop::collection::vec(op(hosts), 4..28))
}
