//! The packed npm package, in other bundlers than Vite: bundled for Node, for Bun and for pages.
// needs: dist, bundlers, chromium
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use countersign_tests::entries::{self, VERDICTS};
use countersign_tests::webdriver::Browser;
use countersign_tests::{Project, StaticServer, provided};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

const ESBUILD: &str = "esbuild/bin/esbuild";
const NEXT: &str = "next/dist/bin/next";

/// What the ordinary entries say in a page whose bundle has no files beside it: by what name each can do without.
const REMEDY: &str = r#"Import "countersign/inline""#;

#[test]
#[ignore = "needs the npm package and esbuild: run by `cargo xtask test`"]
fn esbuild_bundles_for_node() {
    let project = entries::project();
    for (format, bundle) in [("esm", "bundle.mjs"), ("cjs", "bundle.cjs")] {
        let [format, outfile] = [format!("--format={format}"), format!("--outfile={bundle}")];
        project.bundler(
            ESBUILD,
            &["node.js", "--bundle", "--platform=node", "--log-level=error", &format, &outfile],
        );
        assert_eq!(alone(&project, "node", bundle), format!("{VERDICTS}\n{VERDICTS}\n"), "{format}");
    }
}

#[test]
#[ignore = "needs the npm package and Bun: run by `cargo xtask test`"]
fn bun_runs_the_package_and_bundles_for_itself_and_for_node() {
    let project = entries::project();
    assert_eq!(run(&project, bun(), &["run", "node.js"]), format!("{VERDICTS}\n{VERDICTS}\n"));
    for target in ["bun", "node"] {
        let [target_option, outfile] = [format!("--target={target}"), format!("--outfile={target}.mjs")];
        run(&project, bun(), &["build", "node.js", &target_option, &outfile]);
        let program = if target == "bun" { bun() } else { "node".into() };
        assert_eq!(
            alone(&project, program, &format!("{target}.mjs")),
            format!("{VERDICTS}\n{VERDICTS}\n"),
            "{target}"
        );
    }
}

#[test]
#[ignore = "needs the npm package, esbuild, Bun and Chromium: run by `cargo xtask test`"]
fn a_bundle_for_pages_has_the_inline_entries_and_the_others_tell_of_them() {
    let project = entries::project();
    let browser = Browser::start();
    let say = |bundler: &str| {
        let page = r#"<!doctype html><title>Bundled</title><link rel="icon" href="data:,">
            <pre role="region" aria-label="Ordinary"></pre><pre role="region" aria-label="Inline"></pre>
            <script type="module" src="page.js"></script>"#;
        for (name, content) in
            [("index.html", page.as_bytes()), ("license.lic", &read(&project, "public/license.lic"))]
        {
            project.write(&format!("{bundler}/{name}"), content);
        }
        project.write(&format!("{bundler}/keys.json"), read(&project, "public/keys.json"));
        let server = StaticServer::start(project.path().join(bundler));
        entries::shown(&browser, &server.address("index.html"))
    };

    for format in ["esm", "iife"] {
        let [out, option] = [format!("--outfile={format}/page.js"), format!("--format={format}")];
        project.bundler(ESBUILD, &["page.js", "--bundle", "--log-level=error", &out, &option]);
    }
    run(&project, bun(), &["build", "page.js", "--target=browser", "--outdir=bun"]);
    for bundler in ["esm", "iife", "bun"] {
        let [ordinary, inline] = say(bundler);
        assert_eq!(inline, VERDICTS, "{bundler}");
        assert_eq!(ordinary.matches("CountersignError module_missing").count(), 7, "{bundler}: {ordinary}");
        assert_eq!(ordinary.matches(REMEDY).count(), 7, "{bundler}: {ordinary}");
    }

    // The other remedy. The modules have one name; that of one is none of another.
    let module = read(&project, "node_modules/countersign/countersign_bg.wasm");
    project.write("esm/countersign_bg.wasm", module);
    let [ordinary, _] = say("esm");
    assert!(ordinary.starts_with("main: Testlizenz, slim: CountersignError module_invalid"), "{ordinary}");
}

#[test]
#[ignore = "needs the npm package, Next and Chromium: run by `cargo xtask test`"]
fn next_has_every_entry_on_its_server_and_in_its_pages() {
    let project = entries::project();
    project.add("tools/next");
    project.link(&["next", "react", "react-dom"]);
    let browser = Browser::start();
    let works = |command: &str| {
        let server = project.serve(NEXT, &[command, "--hostname", "127.0.0.1"]);
        let said = entries::shown(&browser, &server.address(""));
        assert_eq!(said, [VERDICTS; 2], "{command}\n{}", server.output());
        for (route, expected) in
            [("api", format!("{VERDICTS}; {VERDICTS}")), ("edge", "Testlizenz".to_owned())]
        {
            browser.open(&server.address(route));
            let said = browser.element("body").text();
            assert_eq!(said, expected, "{command} {route}\n{}", server.output());
        }
    };
    works("dev");
    project.bundler(NEXT, &["build"]);
    works("start");
}

/// What a bundle prints where nothing but its input lies beside it.
fn alone(project: &Project, program: impl Into<PathBuf>, bundle: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("public")).unwrap();
    for file in [bundle, "public/license.lic", "public/keys.json"] {
        fs::write(folder.path().join(file), read(project, file)).unwrap();
    }
    printed(Command::new(program.into()).arg(bundle).current_dir(folder.path()))
}

fn run(project: &Project, program: PathBuf, arguments: &[&str]) -> String {
    printed(Command::new(program).args(arguments).current_dir(project.path()))
}

fn printed(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn read(project: &Project, file: &str) -> Vec<u8> {
    fs::read(project.path().join(file)).unwrap()
}

/// The program, which a package for each platform has; the script of `bun` itself would have to be run to link it.
fn bun() -> PathBuf {
    let platforms = fs::read_dir(provided::bundlers().join("@oven")).unwrap();
    let programs = platforms
        .map(|entry| entry.unwrap().path().join("bin").join(format!("bun{}", std::env::consts::EXE_SUFFIX)));
    programs.into_iter().find(|program| program.exists()).unwrap()
}
