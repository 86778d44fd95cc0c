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

/// Jest's jsdom lacks what a page has: the README says what to do, and that does.
#[test]
#[ignore = "needs the npm package and Jest: run by `cargo xtask test`"]
fn jest_with_modules_of_its_own_needs_the_file_of_the_readme() {
    let project = entries::project();
    project.add("jest-modules");
    let readme = std::fs::read_to_string(project.path().join("node_modules/countersign/README.md")).unwrap();
    let setup = readme.split("```js\n").find(|block| block.contains("Object.assign(globalThis")).unwrap();
    project.write("setup.js", setup.split("```").next().unwrap());
    let jest = provided::bundlers().join("jest/bin/jest.js").display().to_string();
    let environment = provided::bundlers().join("jest-environment-jsdom");
    let environment = format!("--env={}", environment.display());
    let options = ["--ci", "--rootDir=.", "--transform={}", "--setupFiles=./setup.js", &environment];
    project.node(&[&["--experimental-vm-modules", &jest][..], &options].concat(), "");
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
