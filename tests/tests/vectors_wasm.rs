//! Every vector gives its expected code in the npm package too, by its main and its small module, in Node and
//! in a browser.
// needs: dist, npm, chromium

#![allow(clippy::unwrap_used, clippy::panic, reason = "all of this file is tests")]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use countersign_tests::webdriver::Browser;
use countersign_tests::{Project, StaticServer, Vector, folder, paths};
use serde_json::{Value, json};
use std::fs;

#[test]
#[ignore = "needs the npm package: run by `cargo xtask test`"]
fn in_node() {
    let outcomes: Vec<Value> = serde_json::from_str(&project().node(&["node.js"], "")).unwrap();
    let [main, slim] = outcomes.as_slice() else { panic!("{} outcomes", outcomes.len()) };
    compare("main", main);
    compare("slim", slim);
}

#[test]
#[ignore = "needs the npm package and Chromium: run by `cargo xtask test`"]
fn in_chromium() {
    let project = project();
    let server = StaticServer::start(project.path());
    let browser = Browser::start();
    browser.open(&server.address("page.html"));
    for module in ["main", "slim"] {
        let script = "const [module] = arguments;
            return import('/page.js').then(({ runInPage }) => runInPage(module))";
        compare(module, &browser.run(script, json!([module])));
    }
    assert_eq!(browser.console(), [""; 0]);
}

/// A project that has the vectors, and reads them as their description says.
fn project() -> Project {
    let project = Project::with("vectors");
    let root = folder("vectors");
    let read = |path: String| {
        let content = STANDARD.encode(fs::read(root.join(&path)).unwrap());
        (path, Value::from(content))
    };
    let files: serde_json::Map<_, _> = paths(&root).into_iter().map(read).collect();
    project.write("files.json", Value::from(files).to_string());
    let description = fs::read_to_string(root.join("README.md")).unwrap();
    let (_, reader) = description.split_once("```js\n").unwrap();
    project.write("parse.js", reader.split("```").next().unwrap());
    project
}

fn compare(module: &str, outcomes: &Value) {
    let root = folder("vectors");
    let read = |path: &String| Vector::parse(&fs::read(root.join(path)).unwrap()).unwrap();
    // The small module verifies licences alone.
    let is_for = |path: &String| path.ends_with(".vec") && (module == "main" || read(path).beside.is_none());
    let vectors: Vec<_> = paths(&root).into_iter().filter(is_for).collect();
    assert!(vectors.len() > 900, "there are {} vectors", vectors.len());
    assert_eq!(outcomes.as_object().unwrap().len(), vectors.len());
    let mut different = Vec::new();
    for path in &vectors {
        let expected = read(path).expect;
        let outcome = &outcomes[path];
        if *outcome != json!({ "found": expected, "honest": "ok" }) {
            different.push(format!("{path}: expected {expected}, found {outcome}"));
        }
    }
    assert_eq!(different, [""; 0]);
}
