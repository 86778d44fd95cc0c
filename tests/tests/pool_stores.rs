//! Pools of sessions that several processes share, and ledgers that several servers append to, on real servers that are killed
//! and started again.
// needs: dist, stores, cli
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use countersign_tests::{Project, folder, provided};
use serde_json::Value;
use std::{env, fs};

/// A project with the clients of the stores, and a vendor's desk.
fn project() -> Project {
    let project = Project::with("stores");
    project.link_from(&provided::stores(), &["redis", "@redis", "pg"]);
    for name in ["desk.js", "hostile.js", "moment.js"] {
        project.write(name, fs::read(folder("js/node").join(name)).unwrap());
    }
    project
}

/// How many tests of a file failed and passed.
fn tested(file: &str) -> (usize, usize, String) {
    let report = project().node(&["--test", "--test-reporter=tap", file], "");
    let count = |name: &str| {
        let line = report.lines().find_map(|line| line.strip_prefix(&format!("# {name} ")));
        line.unwrap_or_else(|| panic!("{report}")).parse::<usize>().unwrap()
    };
    (count("fail"), count("pass"), report)
}

/// What a program of the project says of what it saw, in a line of JSON.
fn seen(arguments: &[&str]) -> Value {
    let told = project().node(arguments, "");
    let told = told.lines().find(|line| line.starts_with('{')).unwrap_or_else(|| panic!("{told}"));
    println!("{told}");
    serde_json::from_str(told).unwrap()
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
    let (failed, passed, report) = tested("shared.test.js");
    let there = ["redis", "postgres"].iter().filter(|store| missing(store).is_none()).count();
    assert_eq!((failed, passed >= 9 * there), (0, true), "{report}");
}

/// As many sessions as `POOL_CHECK_OUTS` says, or enough for every day.
fn check_outs() -> String {
    env::var("POOL_CHECK_OUTS").unwrap_or_else(|_| "5000".to_owned())
}

fn a_pool_of_a_hundred(store: &str) {
    if missing(store).is_some() {
        return;
    }
    let told = seen(&["cluster.js", store, &check_outs()]);
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

#[test]
#[ignore = "needs the npm package and stores: run by `cargo xtask test`"]
fn a_ledger_in_postgres_is_that_of_a_file_whatever_becomes_of_the_store() {
    let (failed, passed, report) = tested("ledger.test.js");
    let is_there = missing("postgres").is_none();
    assert_eq!((failed, passed >= 13 || !is_there), (0, true), "{report}");
}

/// Two servers are asked by a thousand hosts at once for a hundred seats, while so many of them are killed.
fn a_hundred_of_a_thousand(kills: u64) {
    if missing("postgres").is_some() {
        return;
    }
    let told = seen(&["ledger_servers.js", &kills.to_string()]);
    let number = |name: &str| told[name].as_u64().unwrap_or_default();
    assert_eq!([number("hosts"), number("exhausted")], [1_000, 900], "each is answered: {told}");
    assert_eq!([number("claimed"), number("free"), number("activations")], [100, 0, 100], "{told}");
    // The licence is an entry, too. What was given to a server that then was killed is given again by another.
    assert_eq!([number("entries"), number("told")], [101, 100], "none twice: {told}");
    assert_eq!([number("killed"), number("restarted")], [kills, kills / 2], "{told}");
}

#[test]
#[ignore = "needs the npm package and stores: run by `cargo xtask test`"]
fn two_servers_give_a_hundred_seats_to_a_thousand_hosts_once() {
    a_hundred_of_a_thousand(0);
}

#[test]
#[ignore = "needs the npm package and stores: run by `cargo xtask test`"]
fn servers_that_are_killed_with_the_store_give_no_seat_twice() {
    a_hundred_of_a_thousand(8);
}
