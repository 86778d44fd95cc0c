//! The packed npm package, installed into a throwaway project and used in Node.
// needs: dist, npm, cli
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use countersign::issue::sign_document;
use countersign::{DocumentType, UnixTime};
use countersign_tests::{Project, fixtures, folder, schemas, specimens};
use std::fs::{self, DirEntry};
use std::io;
use std::path::Path;

#[test]
#[ignore = "needs the npm package: run by `cargo xtask test`"]
fn it_works_in_node() {
    let project = Project::with("node");
    for file in ["testlizenz.lic", "testlizenz.jwt", "keys.json"] {
        project.write(file, fs::read(folder("fixtures/known-answers").join(file)).unwrap());
    }
    orange(&project);
    for name in ["base", "addon", "emergency"] {
        project.write(&format!("seats-{name}.lic"), given_to_people(name));
    }
    project.write("orange.activation", activation());
    for (name, license) in fixtures::names().iter().map(|name| fixtures::signed_file(name)) {
        project.write(&name, license);
    }
    let report = project.node(&["--test", "--test-reporter=tap"], "");
    let count = |name: &str| {
        let line = report.lines().find_map(|line| line.strip_prefix(&format!("# {name} ")));
        line.unwrap_or_else(|| panic!("{report}")).parse::<usize>().unwrap()
    };
    assert!(count("pass") > 0, "{report}");
    assert_eq!((count("fail"), count("skipped"), count("todo")), (0, 0, 0), "{report}");
}

/// The page and this script answer the same question: `www/add-user`.
#[test]
#[ignore = "needs the npm package: run by `cargo xtask test`"]
fn a_short_script_tells_whether_one_more_user_may_be_added() {
    let project = Project::with("node");
    orange(&project);
    let answer = |users: &str| project.node(&["add_user.mjs", users], "");
    assert_eq!(answer("24"), "allow  25\n");
    assert_eq!(answer("25"), "deny limit_exhausted 25\n");
}

/// Both loops run in one process, so that the ratio holds on a busy machine, too. Where a plain Map takes a millionth of a
/// second for a check-out, 200,000 a second are five times as long as that; and Maps are quicker than that. It is 15 to 30
/// times as long; what is several times that has become another kind of work.
#[test]
#[ignore = "needs the npm package: run by `cargo xtask test`"]
fn a_pool_takes_tens_of_times_as_long_as_a_map_that_checks_nothing() {
    let project = Project::with("node");
    let told = project.node(&["pool_speed.mjs"], "");
    println!("{told}");
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert!(told["timesAsLongAsAMap"].as_u64().unwrap() <= 120, "{told}");
}

fn orange(project: &Project) {
    for name in ["base", "addon", "emergency"].map(|name| format!("orange-uce-{name}.lic")) {
        project.write(&name, fs::read(folder("fixtures").join(&name)).expect("a fixture"));
    }
    project.write("orange-keys.json", fs::read(folder("fixtures/keys.json")).expect("the fixtures' keys"));
}

/// A licence of the site, by which its users are given to people one by one.
fn given_to_people(name: &str) -> String {
    let claims = fs::read(folder("fixtures").join(format!("orange-uce-{name}.json"))).expect("a fixture");
    let mut claims: serde_json::Value = serde_json::from_slice(&claims).expect("claims");
    let entitlements = claims["lic"]["entitlements"].as_array_mut().expect("entitlements");
    for entitlement in entitlements.iter_mut().filter(|entitlement| entitlement["id"] == "users") {
        entitlement["assignable"] = true.into();
    }
    let now = UnixTime::from_secs(5).expect("an instant");
    let key = fixtures::signing_key();
    let signed = sign_document(claims.to_string().as_bytes(), DocumentType::License, &[&key], now);
    signed.expect("claims to sign").to_armor()
}

/// An activation that the vendor signed.
fn activation() -> String {
    let is_activation = |(typ, _): &(DocumentType, _)| *typ == DocumentType::Activation;
    let (typ, mut claims) = specimens::all().into_iter().find(is_activation).expect("a specimen");
    claims["iss"] = "https://vendor.example".into();
    let now = UnixTime::from_secs(5).expect("an instant");
    let signed = sign_document(claims.to_string().as_bytes(), typ, &[&fixtures::signing_key()], now);
    signed.expect("claims to sign").to_armor()
}

fn sorted(parts: &[&[&'static str]]) -> Vec<&'static str> {
    let mut names = parts.concat();
    names.sort_unstable();
    names
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder of the package");
    let name = |entry: io::Result<DirEntry>| entry.expect("an entry").file_name().into_string();
    let mut names: Vec<_> = entries.map(|entry| name(entry).expect("a name in UTF-8")).collect();
    names.sort();
    names
}

#[test]
#[ignore = "needs the npm package: run by `cargo xtask test`"]
fn the_tarball_holds_what_it_should_and_nothing_else() {
    let project = Project::with("node");
    let package = project.path().join("node_modules/countersign");
    let module = [
        "bundler.jsx",
        "countersign.js",
        "countersign_bg.wasm",
        "countersign_bg.wasm.js",
        "index.cjs",
        "index.d.cts",
        "index.d.ts",
        "index.js",
        "inline.js",
    ];
    let shared = [
        "LICENSE",
        "README.md",
        "api.js",
        "arguments.js",
        "base64.js",
        "errors.js",
        "load.js",
        "lock.js",
        "package.json",
        "renewed.js",
        "sets.js",
        "shapes.js",
        "stores.js",
    ];
    let folders = ["host", "issuer", "messages", "pool", "schema", "slim", "state", "volume"];
    assert_eq!(names_in(&package), sorted(&[&module, &shared, &folders]));
    assert_eq!(names_in(&package.join("slim")), module);
    assert_eq!(names_in(&package.join("host")), sorted(&[&module, &["api.js", "browser.js", "node.js"]]));
    let file = ["file.cjs", "file.d.cts", "file.d.ts", "file.js", "own.js"];
    assert_eq!(names_in(&package.join("state")), sorted(&[&module, &["api.js"], &file]));
    assert_eq!(names_in(&package.join("volume")), sorted(&[&module, &["api.js"]]));
    let own = [
        "answers.js",
        "api.js",
        "kinds.js",
        "own.js",
        "shared.js",
        "signals.js",
        "versions.js",
        "waiting.js",
    ];
    let redis = ["redis.cjs", "redis.d.cts", "redis.d.ts", "redis.js"];
    let postgres = ["postgres.cjs", "postgres.d.cts", "postgres.d.ts", "postgres.js"];
    assert_eq!(names_in(&package.join("pool")), sorted(&[&module, &own, &redis, &postgres]));
    // What two entries have in common is in `inline.cjs`.
    let own = ["api.js", "held.js", "inline.cjs", "kinds.js", "table.js"];
    assert_eq!(names_in(&package.join("issuer")), sorted(&[&module, &own, &file, &postgres]));
    for (name, schema) in [("report", schemas::report()), ("claims", schemas::claims())] {
        let script = format!(
            "import {{ createRequire }} from 'node:module';
             console.log(JSON.stringify(createRequire(import.meta.url)('countersign/schema/{name}.json')))"
        );
        project.write("schema.mjs", script);
        let packed: serde_json::Value = serde_json::from_str(&project.node(&["schema.mjs"], "")).unwrap();
        assert_eq!(packed, schema);
    }
}
