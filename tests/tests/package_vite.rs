//! The packed npm package, in the versions of Vite that are in use: served while it is worked on, bundled, rendered.
// needs: dist, bundlers, chromium

use countersign_tests::entries::{self, VERDICTS};
use countersign_tests::webdriver::{Browser, Role, wait_for};
use countersign_tests::{DevServer, Project, StaticServer, fixtures, paths};

/// By their packages.
const VERSIONS: [&str; 4] = ["vite-5", "vite-6", "vite-7", "vite"];

const DEFAULT: &str = "export default {};";

/// As the message says.
const EXCLUDED: &str = r#"export default { optimizeDeps: { exclude: ["countersign"] } };"#;

/// A package that imports this one, which a development server bundles, and this one with it.
const WRAPPER: [(&str, &str); 3] = [
    (
        "node_modules/wrapper/package.json",
        r#"{ "name": "wrapper", "type": "module", "exports": "./index.js" }"#,
    ),
    ("node_modules/wrapper/index.js", r#"export { init, TrustedKeys } from "countersign";"#),
    (
        "index.html",
        r#"<!doctype html><title>Wrapped</title><link rel="icon" href="data:,">
        <pre role="region" aria-label="Wrapped"></pre>
        <script type="module">
            import { init, TrustedKeys } from "wrapper";
            const keys = () => `${new TrustedKeys().thumbprints.length} keys`;
            const failure = ({ code, message }) => `${code}: ${message}`;
            init().then(keys).catch(failure).then((text) => document.querySelector("pre").textContent = text);
        </script>"#,
    ),
];

#[test]
#[ignore = "needs the npm package, Vite and Chromium: run by `cargo xtask test`"]
fn a_development_server_needs_no_configuration() {
    let browser = Browser::start();
    let project = entries::project();
    for version in VERSIONS {
        let server = serve(&project, version);
        let shown = entries::shown(&browser, &server.address("index.html"));
        assert_eq!(shown, [VERDICTS; 2], "{version}\n{}", server.output());
    }
}

#[test]
#[ignore = "needs the npm package, Vite and Chromium: run by `cargo xtask test`"]
fn where_another_package_imports_this_one_the_remedy_is_told_and_works() {
    let browser = Browser::start();
    let project = entries::project();
    for (name, content) in WRAPPER {
        project.write(name, content);
    }
    for (version, configuration) in
        VERSIONS.iter().flat_map(|version| [(version, DEFAULT), (version, EXCLUDED)])
    {
        project.write("vite.config.js", configuration);
        let server = serve(&project, version);
        let shown = entries::said(&browser, &server.address("index.html"), "Wrapped");
        if configuration == DEFAULT && *version != "vite" {
            assert!(shown.starts_with("module_missing: "), "{version}: {shown}");
            assert!(shown.contains(r#"set optimizeDeps.exclude to ["countersign"]"#), "{version}: {shown}");
        } else {
            assert_eq!(shown, "0 keys", "{version}, {configuration}\n{}", server.output());
        }
    }
}

#[test]
#[ignore = "needs the npm package, Vite and Chromium: run by `cargo xtask test`"]
fn a_build_has_every_entry() {
    let browser = Browser::start();
    let project = entries::project();
    for version in VERSIONS {
        project.bundler(&format!("{version}/bin/vite.js"), &["build", "--logLevel", "error"]);
        let server = StaticServer::start(project.path().join("dist"));
        let shown = entries::shown(&browser, &server.address("index.html"));
        assert_eq!(shown, [VERDICTS; 2], "{version}");
        assert_eq!(browser.console(), [""; 0], "{version}");
    }
}

#[test]
#[ignore = "needs the npm package and Vite: run by `cargo xtask test`"]
fn a_server_renders_with_the_package_inside_its_bundle_or_outside() {
    let project = entries::project();
    for version in VERSIONS {
        for (config, folder) in [("{}", "outside"), ("{ ssr: { noExternal: true } }", "inside")] {
            project.write("vite.config.js", format!("export default {config};"));
            let build = ["build", "--logLevel", "error", "--ssr", "node.js", "--outDir", folder];
            project.bundler(&format!("{version}/bin/vite.js"), &build);
            let said = project.node(&[&format!("{folder}/node.js")], "");
            assert_eq!(said, format!("{VERDICTS}\n{VERDICTS}\n"), "{version}, {folder}");
        }
    }
}

#[test]
#[ignore = "needs the npm package, Vite and Chromium: run by `cargo xtask test`"]
fn a_page_has_the_small_module_alone() {
    assert_eq!(
        shown("vite-slim", "ucware-testlizenz.lic", "Verdict"),
        "Testlizenz for Musterfirma: active, 501 users"
    );
}

#[test]
#[ignore = "needs the npm package, Vite and Chromium: run by `cargo xtask test`"]
fn a_page_keeps_a_state() {
    let seats = shown("vite-state", "ucware-downgrade.lic", "Seats");
    assert_eq!(seats, "21 people, 0 lines dropped, ＪÜRGEN: limit_exhausted (limit 5)");
}

/// Starts a development server, with nothing kept of the one before.
fn serve(project: &Project, version: &str) -> DevServer {
    project.serve(&format!("{version}/bin/vite.js"), &["--host", "127.0.0.1", "--force"])
}

/// What a region of a project's page says, built for production with a licence beside it. The one module
/// that it imports is bundled, and asked for once.
fn shown(sources: &str, license: &str, region: &str) -> String {
    let project = Project::with(sources);
    for (name, fixture) in [("keys.json", "keys.json"), ("license.lic", license)] {
        project.write(&format!("public/{name}"), fixtures::read(fixture));
    }
    project.bundler("vite/bin/vite.js", &["build", "--logLevel", "warn"]);

    let built = project.path().join("dist");
    let modules: Vec<_> = paths(&built).into_iter().filter(|path| path.ends_with(".wasm")).collect();
    assert_eq!(modules.len(), 1, "{modules:?}");

    let server = StaticServer::start(&built);
    let browser = Browser::start();
    browser.open(&server.address("index.html"));
    let region = browser.find(Role::Region, region);
    wait_for("a text", || (!region.text().is_empty()).then_some(()));
    assert_eq!(browser.console(), [""; 0]);
    let asked = browser.requests();
    let modules = asked.iter().filter(|address| address.ends_with(".wasm"));
    assert_eq!(modules.count(), 1, "{asked:?}");
    region.text()
}
