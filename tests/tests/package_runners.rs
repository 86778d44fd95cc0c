//! The packed npm package under runners of tests.
// needs: dist, bundlers

use countersign_tests::{entries, provided};

#[test]
#[ignore = "needs the npm package and Jest: run by `cargo xtask test`"]
fn jest_needs_no_configuration_for_node_nor_for_pages() {
    let project = entries::project();
    project.add("jest");
    for environment in ["node", "jsdom"] {
        let environment = provided::bundlers().join(format!("jest-environment-{environment}"));
        let environment = format!("--env={}", environment.display());
        project.bundler("jest/bin/jest.js", &["--ci", "--rootDir=.", &environment]);
    }
}

#[test]
#[ignore = "needs the npm package and Vitest: run by `cargo xtask test`"]
fn vitest_needs_no_configuration_for_node_nor_for_pages() {
    let project = entries::project();
    project.add("vitest");
    project.link(&["jsdom", "vitest"]);
    for environment in ["node", "jsdom"] {
        project.bundler("vitest/vitest.mjs", &["run", "--globals", "--environment", environment]);
    }
}
