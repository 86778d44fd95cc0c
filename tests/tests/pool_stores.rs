//! Pools of sessions that several processes share, on real servers that are killed and started again.
// needs: dist, stores
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use countersign_tests::{Project, provided};
use serde_json::Value;
use std::env;

/// A project with the clients of the stores.
fn project() -> Project {
    let project = Project::with("stores");
    project.link_from(&provided::stores(), &["redis", "@redis", "pg"]);
    project
}

/// Why there is no server of this store.
fn missing(store: &str) -> Option<String> {
    let told = env::var(format!("COUNTERSIGN_{}", store.to_uppercase())).unwrap();
    let reason = told.strip_prefix("missing: ")?.to_owned();
    println!("skipped: {store}: {reason}");
    Some(reason)
}

#[test]
#[ignore = "needs the npm package and stores: run by `cargo xtask test`"]
fn what_one_process_does_the_others_see() {
    let project = project();
    let report = project.node(&["--test", "--test-reporter=tap", "shared.test.js"], "");
    let count = |name: &str| {
        let line = report.lines().find_map(|line| line.strip_prefix(&format!("# {name} ")));
        line.unwrap_or_else(|| panic!("{report}")).parse::<usize>().unwrap()
    };
    let there = ["redis", "postgres"].iter().filter(|store| missing(store).is_none()).count();
    assert_eq!((count("fail"), count("pass") >= 7 * there), (0, true), "{report}");
}

/// As many check-outs as `POOL_CHECK_OUTS` says, or enough for every day.
fn check_outs() -> String {
    env::var("POOL_CHECK_OUTS").unwrap_or_else(|_| "5000".to_owned())
}

fn a_pool_of_a_hundred(store: &str) {
    if missing(store).is_some() {
        return;
    }
    let told = project().node(&["cluster.js", store, &check_outs()], "");
    println!("{told}");
    let told: Value = serde_json::from_str(&told).unwrap();
    let number = |name: &str| told[name].as_u64().unwrap();
    assert!(number("highest") <= 100, "never 101 at once: {told}");
    assert!(number("highest") > 60, "there was something to count: {told}");
    assert_eq!(number("left"), 0, "none is left when the leases ran out: {told}");
    assert!(number("killed") >= 1 && number("restarted") == 2, "{told}");
}

#[test]
#[ignore = "needs the npm package and stores: run by `cargo xtask test`"]
fn eight_processes_on_redis_never_have_more_than_there_are() {
    a_pool_of_a_hundred("redis");
}

#[test]
#[ignore = "needs the npm package and stores: run by `cargo xtask test`"]
fn eight_processes_on_postgres_never_have_more_than_there_are() {
    a_pool_of_a_hundred("postgres");
}
