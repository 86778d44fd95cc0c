//! Random sets of documents, small and crowded, so that they meet each other; most are of the account that
//! is asked about.

use crate::Claims;
use crate::judging::{DAY, amounts, at, lock_code};
use countersign::{Host, ProductVersion, Question};
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

/// The first instant that documents name; a few days hold all of them.
const START: i64 = 1_500_000_000;
/// The largest number that a document can name.
pub const LARGEST: u64 = (1 << 53) - 1;

/// An instant on a coarse grid.
fn instant() -> impl Strategy<Value = i64> {
    (0..12_i64).prop_map(|days| START + days * DAY)
}

fn limited() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => (0..6_u64).prop_map(Value::from),
        4 => (0..200_u64).prop_map(Value::from),
        1 => (LARGEST - 9..=LARGEST).prop_map(Value::from),
    ]
}

fn overage() -> impl Strategy<Value = Value> {
    prop_oneof![
        3 => (0..200_u16).prop_map(|percent| json!({ "percent": percent })),
        1 => Just(json!("always")),
    ]
}

fn entitlement(id: &'static str, quantity: BoxedStrategy<Value>) -> impl Strategy<Value = Value> {
    let metric = prop_oneof![8 => Just("user"), 2 => Just("session"), 1 => Just("feature")];
    (metric, quantity, weighted(0.3, overage()), weighted(0.2, instant())).prop_map(
        move |(metric, quantity, overage, end)| {
            let mut entitlement = json!({ "id": id, "metric": metric });
            if metric != "feature" {
                entitlement["quantity"] = quantity;
            }
            if let Some(overage) = overage {
                entitlement["overage"] = overage;
            }
            if let Some(end) = end {
                entitlement["exp"] = end.into();
            }
            entitlement
        },
    )
}

fn grants(quantity: BoxedStrategy<Value>) -> impl Strategy<Value = Vec<Value>> {
    (entitlement("users", quantity.clone()), weighted(0.4, entitlement("lines", quantity)))
        .prop_map(|(users, lines)| [Some(users), lines].into_iter().flatten().collect())
}

/// Whom a licence is for: seldom another account than is asked about.
fn account() -> impl Strategy<Value = Vec<(&'static str, Value)>> {
    prop_oneof![
        12 => Just(Vec::new()),
        1 => Just(vec![("sub", json!("site-2"))]),
        1 => Just(vec![("aud", json!("ucware"))]),
    ]
}

/// What keeps a licence from counting here, whatever the time.
fn binding() -> impl Strategy<Value = Vec<(&'static str, Value)>> {
    let hosts =
        select(vec!["a", "b"]).prop_map(|host| json!({ "lock_codes": [lock_code(host).to_string()] }));
    let versions = select(vec!["5", ">=5.1, <6", "6"]).prop_map(Value::from);
    let activation = select(vec!["none", "required"]).prop_map(Value::from);
    prop_oneof![
        6 => Just(Vec::new()),
        1 => hosts.prop_map(|hosts| vec![("lic.hosts", hosts)]),
        1 => versions.prop_map(|versions| vec![("lic.versions", versions)]),
        1 => activation.prop_map(|activation| vec![("lic.activation", activation)]),
    ]
}

/// Members that any licence may have.
fn common() -> impl Strategy<Value = Vec<(&'static str, Value)>> {
    const IDS: [&str; 5] = ["L-1", "L-2", "L-3", "L-4", "E-1"];
    let supersedes = weighted(0.4, prop::collection::vec(select(&IDS[..]), 1..3));
    let edition = weighted(0.5, select(vec!["Basic", "Enterprise"]));
    let dates = (instant(), weighted(0.3, instant()));
    (1..4_u64, dates, supersedes, edition, binding(), account()).prop_map(
        |(serial, (issued, start), supersedes, edition, mut members, account)| {
            members.extend(account);
            members.extend([("lic.serial", json!(serial)), ("iat", json!(issued))]);
            members.extend(start.map(|start| ("nbf", json!(start))));
            members.extend(supersedes.map(|ids| ("lic.supersedes", json!(ids))));
            members.extend(edition.map(|edition| ("lic.edition", json!(edition))));
            members
        },
    )
}

fn assemble(id: &str, members: &[(&str, Value)], grants: Vec<Value>) -> Claims {
    let claims =
        members.iter().fold(Claims::new(id), |claims, (path, value)| claims.with(path, value.clone()));
    grants.into_iter().fold(claims, Claims::granting)
}

/// The instant from which it counts, else the first.
fn start(members: &[(&str, Value)]) -> i64 {
    let start = members.iter().find(|(path, _)| *path == "nbf");
    start.and_then(|(_, start)| start.as_i64()).unwrap_or(START)
}

fn standing() -> impl Strategy<Value = Claims> {
    let quantity = prop_oneof![9 => limited(), 1 => Just(Value::from("unlimited"))].boxed();
    let id = select(vec!["L-1", "L-2", "L-3", "L-4"]);
    let kind = select(vec!["standard", "standard", "trial", "temporary"]);
    let end = weighted(0.6, (1..12_i64, 0..4_u32));
    (id, kind, common(), grants(quantity), end).prop_map(|(id, kind, members, grants, end)| {
        let claims = assemble(id, &members, grants).with("lic.kind", kind);
        match end {
            None => claims,
            Some((days, grace)) => claims.with("lic.grace_days", grace).ending(start(&members) + days * DAY),
        }
    })
}

fn emergency() -> impl Strategy<Value = Claims> {
    let (id, request) = (select(vec!["E-1", "E-2", "E-3"]), select(vec!["REQ-1", "REQ-2"]));
    (id, request, common(), grants(limited().boxed()), 1..6_i64).prop_map(
        |(id, request, members, grants, days)| {
            let claims = assemble(id, &members, grants).with("lic.kind", "emergency");
            claims.with("lic.request", request).ending(start(&members) + days * DAY)
        },
    )
}

/// A licence. Boxed, or several of them would need more than a test's stack.
pub fn license() -> BoxedStrategy<Claims> {
    prop_oneof![4 => standing().boxed(), 1 => emergency().boxed()].boxed()
}

/// A few licences, and sometimes a list of which of them are revoked, or two.
pub fn documents() -> impl Strategy<Value = Vec<Claims>> {
    let lists = prop_oneof![
        3 => Just(Vec::new()),
        1 => list(1).prop_map(|list| vec![list]),
        1 => (list(1), list(2)).prop_map(|(first, next)| vec![first, next]),
    ];
    (prop::collection::vec(license(), 1..7), lists)
        .prop_map(|(licenses, lists)| licenses.into_iter().chain(lists).collect())
}

fn list(serial: u64) -> impl Strategy<Value = Claims> {
    let id = select(vec!["L-1", "L-2", "L-3", "L-4", "E-1", "E-2"]);
    let entry = (id, weighted(0.5, 1..4_u64)).prop_map(|(id, serial)| match serial {
        None => json!({ "jti": id }),
        Some(serial) => json!({ "jti": id, "serial": serial }),
    });
    let entries = prop::collection::vec(entry, 0..3);
    let product = prop_oneof![4 => Just("orange-uce"), 1 => Just("ucware")];
    (entries, instant(), product, weighted(0.3, instant())).prop_map(
        move |(entries, issued, product, due)| {
            let list = Claims::revoking(serial, &entries).with("iat", issued).with("aud", product);
            match due {
                None => list,
                Some(due) => list.with("rev.next_update", due),
            }
        },
    )
}

/// Questions at the instants that documents name, the second before and the second after.
pub fn question() -> impl Strategy<Value = Question> {
    let now = (-2..16_i64, -1..2_i64).prop_map(|(days, secs)| START + days * DAY + secs);
    let version = weighted(0.5, select(vec!["5.0", "5.1", "6.0"]));
    let host = prop_oneof![
        2 => Just(Host::Unknown),
        1 => Just(Host::Any),
        1 => Just(Host::LockCode(lock_code("a"))),
    ];
    let entry = prop::collection::vec((select(vec!["users", "lines", "telex"]), 0..9_u64), 0..2);
    (now, version, host, 0..250_u64, entry, weighted(0.1, instant())).prop_map(
        |(now, version, host, used, entry, floor)| {
            let mut question = Question::at(at(now));
            question.product = Some("orange-uce".to_owned());
            question.account = Some("site-1".to_owned());
            question.product_version = version.map(|version| ProductVersion::parse(version).unwrap());
            question.host = host;
            question.usage = amounts(&[("users", used)]);
            question.entry = amounts(&entry);
            question.floor = floor.map(at);
            question
        },
    )
}
