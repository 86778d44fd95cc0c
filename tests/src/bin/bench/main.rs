//! Prints how long it takes from a signed text to one limit of it, by this package and by what else there is:
//! `cargo xtask bench`.
//!
//! All have their turn in every round, in one process, so that a busy machine is busy for all; what counts are the
//! ratios. They stand in `docs/performance.md`: `--record` writes them there, and without that this fails where one is
//! worse than it says by more than [`TOLERANCE`].
#![allow(clippy::expect_used, reason = "it fails by panicking, as a test does")]

mod table;

use countersign_tests::webdriver::Browser;
use countersign_tests::{Project, StaticServer, entries, paths, provided};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fs;
use std::process::ExitCode;
use table::Table;

const OURS: &str = "countersign";
const OTHERS: [&str; 5] = ["node:crypto", "WebCrypto", "jose", "libsodium.js", "noble"];
const ROUNDS: &str = "15";
/// How many licences there are, each of another length.
const LENGTHS: usize = 3;
/// How many processes of each are started for what a cold start takes.
const STARTS: usize = 7;
/// By how much a ratio may be worse than the recorded one: runs on one machine differ by half as much.
const TOLERANCE: f64 = 0.15;

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/performance.md");
/// The lines between which the document has the table.
const MARKS: [&str; 2] = ["<!-- measured -->\n", "<!-- end of what was measured -->\n"];

/// What a page loads of the packages, and from which folder.
const VENDORED: [(&str, &str); 4] = [
    ("jose", "dist/webapi"),
    ("libsodium", "dist/modules-esm"),
    ("libsodium-wrappers", "dist/modules-esm"),
    ("@noble/ed25519", ""),
];

/// What each took, in every round, by what was measured.
type Times = Vec<(String, Map<String, Value>)>;

fn main() -> ExitCode {
    let project = Project::with("bench");
    project.link_from(&provided::bench(), &["jose", "libsodium", "libsodium-wrappers", "@noble"]);
    for (package, folder) in VENDORED {
        vendor(&project, package, folder);
    }
    let mut times = Times::new();
    times.extend(named("Node", &project.node(&["node.js", ROUNDS], "")));
    times.push(("Node, cold start".to_owned(), starts(&project)));
    times.extend(in_browser(&project));

    let table = Table::of(&times);
    println!("{}", table.text());
    if std::env::args().any(|argument| argument == "--record") {
        table.record();
        return ExitCode::SUCCESS;
    }
    let worse = table.worse_than(&Table::recorded());
    worse.iter().for_each(|line| println!("worse than recorded: {line}"));
    if worse.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn named(place: &str, printed: &str) -> Times {
    let all: Map<String, Value> = serde_json::from_str(printed).expect("times as JSON");
    let times = |(name, times): (String, Value)| {
        (format!("{place}, {name}"), times.as_object().cloned().expect("times by contender"))
    };
    all.into_iter().map(times).collect()
}

/// From the first import to the first limit, each in a process of its own.
fn starts(project: &Project) -> Map<String, Value> {
    let given = project.node(&["licences.js"], "");
    project.write("given.json", given);
    let mut times: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for _ in 0..STARTS {
        for name in std::iter::once(OURS).chain(OTHERS) {
            let time = project.node(&["cold.js", name], "");
            times.entry(name).or_default().push(time.trim().parse().expect("a time"));
        }
    }
    times.into_iter().map(|(name, times)| (name.to_owned(), times.into())).collect()
}

/// In a page of its own for each length: a page is waited for only so long.
fn in_browser(project: &Project) -> Times {
    let server = StaticServer::without_policy(project.path());
    let browser = Browser::start();
    let page = |length: usize| server.address(&format!("index.html?rounds={ROUNDS}&length={length}"));
    (0..LENGTHS)
        .flat_map(|length| named("Chromium", &entries::said(&browser, &page(length), "Times")))
        .collect()
}

/// Copies the modules of a package to where a page finds them.
fn vendor(project: &Project, package: &str, folder: &str) {
    let source = provided::bench().join(package).join(folder);
    for file in paths(&source).iter().filter(|file| file.ends_with(".js") || file.ends_with(".mjs")) {
        project.write(&format!("vendor/{package}/{file}"), fs::read(source.join(file)).expect("a module"));
    }
}
