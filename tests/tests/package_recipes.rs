//! The programs of the guide `recipes.md` work as they stand there, on the packed npm package.
// needs: dist, npm, bundlers
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use countersign_tests::{Project, fixtures};
use std::collections::BTreeSet;

const GUIDE: &str = include_str!("../../validator/guide/recipes.md");

/// The programs, by their names.
fn programs() -> Vec<(&'static str, &'static str)> {
    let blocks = GUIDE.split("```js title=").skip(1);
    let named = blocks.map(|block| block.split_once("\n```").expect("a block that ends").0.split_once('\n'));
    named.map(|block| block.expect("a name")).collect()
}

#[test]
fn every_program_of_the_guide_is_run() {
    let test = include_str!("../js/recipes/recipes.test.js");
    let programs = programs();
    assert!(programs.len() >= 11, "the guide has lost its programs: {programs:?}");
    assert_eq!(GUIDE.matches("```js").count(), programs.len(), "a program has no name");
    let names: BTreeSet<&str> = programs.iter().map(|(name, _)| *name).collect();
    assert_eq!(names.len(), programs.len());
    for name in names.iter().filter(|name| !name.ends_with(".test.mjs") && **name != "worker.mjs") {
        let is_run =
            [format!("\"./{name}\""), format!("\"{name}\"")].iter().any(|named| test.contains(named));
        assert!(is_run, "{name}");
    }
    assert!(test.contains("worker.mjs"));
}

#[test]
#[ignore = "needs the npm package and React: run by `cargo xtask test`"]
fn the_recipes_work() {
    let project = Project::with("recipes");
    project.link(&["react", "react-dom"]);
    for (name, program) in programs() {
        project.write(name, program);
    }
    let keys = String::from_utf8(fixtures::read("keys.json")).unwrap();
    project.write("vendor-keys.mjs", format!("export const vendorKeys = {keys};"));
    project.write("keys.json", keys);
    for (name, fixture) in
        [("base", "orange-uce-base"), ("addon", "orange-uce-addon"), ("trial", "orange-uce-emergency")]
    {
        project.write(&format!("{name}.lic"), fixtures::read(&format!("{fixture}.lic")));
    }
    let report = project.node(&["--test", "--test-reporter=tap"], "");
    let count = |name: &str| {
        let line = report.lines().find_map(|line| line.strip_prefix(&format!("# {name} ")));
        line.unwrap_or_else(|| panic!("{report}")).parse::<usize>().unwrap()
    };
    assert_eq!((count("pass"), count("fail"), count("skipped")), (9, 0, 0), "{report}");
}
