//! The types of the npm package: code that uses them checks, and their unions are the enums of Rust.
// needs: dist, npm, bundlers

use countersign::{
    Code, DocumentType, EmergencyState, LeaseState, LicenseKind, LimitState, Metric, Quantity, SeatDenial,
    Status, Warning,
};
use countersign_issuer::RefusalCode;
use countersign_tests::{Project, fixtures, folder, judging};
use std::collections::BTreeSet;
use std::fs;

/// The codes of loading: Rust is not there yet when they are thrown.
const LOADING: [&str; 4] = ["not_initialized", "module_missing", "module_blocked", "module_invalid"];

/// The codes of `countersign/host` and `countersign/state/file` alone: of files, storage and machines, which only
/// JavaScript reaches there.
const FILES: [&str; 8] = [
    "file_unreadable",
    "file_unwritable",
    "key_exposed",
    "license_missing",
    "lock_missing",
    "part_missing",
    "storage_unavailable",
    "state_locked",
];

/// Those of pools in stores, which only JavaScript reaches.
const POOLS: [&str; 2] = ["pool_lost", "pool_unavailable"];

#[test]
#[ignore = "needs the npm package and TypeScript: run by `cargo xtask test`"]
fn careful_code_checks_and_mistakes_are_found() {
    let project = Project::with("types");
    let strict =
        ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--target", "es2022", "consumer.ts"];
    for module in ["nodenext", "preserve"] {
        project.tool("typescript/bin/tsc", &[&strict[..], &["--module", module]].concat());
    }
}

/// The README's examples are TypeScript as they stand, with what they leave to their reader declared before them.
#[test]
#[ignore = "needs the npm package and TypeScript: run by `cargo xtask test`"]
fn the_examples_of_the_readme_check() {
    let project = Project::with("types");
    let readme = fs::read_to_string(project.path().join("node_modules/countersign/README.md")).unwrap();
    let left = "declare const file: string, bytes: Uint8Array, base: Uint8Array, addon: Uint8Array;
        declare const load: () => Promise<string | undefined>, store: (text: string) => Promise<void>;
        declare const send: (text: string) => Promise<void>, receive: () => Promise<Uint8Array>;
        declare const pem: string, passphrase: string, path: string, licenseFile: Uint8Array, request: string;
        import vendorKeys from \"./vendor.json\" with { type: \"json\" };\n";
    let blocks = readme.split("```js\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let examples: Vec<_> = blocks.filter(|block| block.contains("new TrustedKeys(")).collect();
    assert!(examples.len() >= 4, "the README has lost its examples: {examples:?}");
    for (index, example) in examples.iter().enumerate() {
        let name = format!("example{index}.ts");
        project.write(&name, format!("{left}{example}"));
        let options = ["--noEmit", "--strict", "--target", "es2022", "--module", "nodenext", &name];
        project.tool("typescript/bin/tsc", &options);
    }
}

#[test]
#[ignore = "needs the npm package and TypeScript: run by `cargo xtask test`"]
fn commonjs_without_a_browsers_types_checks_and_runs() {
    let project = Project::with("types");
    for (name, fixture) in [("keys.json", "keys.json"), ("license.lic", "ucware-testlizenz.lic")] {
        project.write(name, fixtures::read(fixture));
    }
    let strict =
        ["--strict", "--exactOptionalPropertyTypes", "--target", "es2022", "--lib", "es2022", "backend.cts"];
    let compile = |compiler: &str, options: &[&str]| {
        let arguments = [&strict[..], options, &["--outDir", "out"]].concat();
        match compiler {
            "typescript" => project.tool("typescript/bin/tsc", &arguments),
            older => project.bundler(&format!("{older}/bin/tsc"), &arguments),
        };
        let script = "const read = (name) => fs.readFileSync(name);
            require('./out/backend.cjs').check(String(read('license.lic')), read('keys.json')).then(console.log)";
        let said = project.node(&["--input-type=commonjs", "--eval", script], "");
        assert_eq!(said, "Testlizenz,Testlizenz,Testlizenz\n", "{compiler} {options:?}");
    };
    compile("typescript", &["--module", "nodenext"]);
    compile("typescript-5", &["--module", "node16"]);
    // The package's `exports` are not known to this resolution, which many projects still have.
    compile("typescript-5", &["--module", "commonjs", "--moduleResolution", "node10"]);
}

#[test]
fn the_unions_are_the_enums_of_rust() {
    let types = fs::read_to_string(folder("../validator/npm/index.d.ts")).unwrap();
    let declaration = |name: &str| {
        let (_, rest) = types.split_once(&format!("export type {name} =")).unwrap();
        literals(rest.split("\n\n").next().unwrap())
    };
    let codes = Code::ALL.iter().map(|code| code.as_str());
    assert_eq!(declaration("ErrorCode"), codes.chain(LOADING).chain(FILES).chain(POOLS).collect());
    assert_eq!(declaration("Status"), Status::ALL.iter().map(|status| status.as_str()).collect());
    assert_eq!(declaration("DocumentType"), DocumentType::ALL.iter().map(|typ| typ.typ()).collect());
    assert_eq!(declaration("LicenseKind"), LicenseKind::ALL.iter().map(|kind| kind.as_str()).collect());
    let states: Vec<_> = LimitState::ALL.iter().map(|state| serde_json::to_value(state).unwrap()).collect();
    assert_eq!(declaration("LimitState"), states.iter().filter_map(|state| state.as_str()).collect());
    assert_eq!(declaration("Warning"), judging::every_warning().iter().map(Warning::code).collect());
    let states: Vec<_> =
        EmergencyState::ALL.iter().map(|state| serde_json::to_value(state).unwrap()).collect();
    assert_eq!(declaration("EmergencyState"), states.iter().filter_map(|state| state.as_str()).collect());
    let metrics = types.lines().filter(|line| line.trim_start().starts_with("metric: "));
    assert_eq!(
        metrics.flat_map(literals).collect::<BTreeSet<_>>(),
        Metric::ALL.iter().map(|metric| metric.as_str()).collect()
    );
}

#[test]
fn the_denials_of_seats_are_those_of_rust() {
    let types = fs::read_to_string(folder("../validator/npm/state/index.d.ts")).unwrap();
    let (_, rest) = types.split_once("export type SeatDenial =").unwrap();
    let declared = literals(rest.split("\n\n").next().unwrap());
    let denials = [
        SeatDenial::PersonUnknown { name: String::new() },
        SeatDenial::LimitExhausted {
            entitlement: String::new(),
            limit: Quantity::ZERO,
            used: 0,
            free: 0,
            obtain: 0,
        },
        SeatDenial::EntitlementUnknown { entitlement: String::new() },
        SeatDenial::WrongProduct { entitlement: String::new(), products: Vec::new() },
        SeatDenial::EntitlementFeature { entitlement: String::new() },
        SeatDenial::NotAssignable { entitlement: String::new() },
    ];
    assert_eq!(declared, denials.iter().map(SeatDenial::code).collect());
    for denial in &denials {
        for member in serde_json::to_value(denial).unwrap().as_object().unwrap().keys() {
            assert!(rest.contains(&format!("{member}: ")), "{member}");
        }
    }
}

#[test]
fn the_states_of_sessions_are_those_of_rust() {
    let types = fs::read_to_string(folder("../validator/npm/pool/index.d.ts")).unwrap();
    let states = types.lines().find_map(|line| line.strip_prefix("  state: ")).unwrap();
    assert_eq!(literals(states), LeaseState::ALL.iter().map(|state| state.as_str()).collect());
}

#[test]
fn the_refusals_of_a_ledger_are_those_of_rust() {
    let types = fs::read_to_string(folder("../validator/npm/issuer/index.d.ts")).unwrap();
    let (_, rest) = types.split_once("export type Refusal =").unwrap();
    let declared = literals(rest.split("  | Exclude<Status, \"expired\">;").next().unwrap());
    let expired = RefusalCode::License(Status::Expired);
    let codes: BTreeSet<_> = RefusalCode::ALL.iter().chain([&expired]).map(|code| code.as_str()).collect();
    // Of every other status, the code is its name.
    for status in Status::ALL.iter().filter(|status| **status != Status::Expired) {
        assert_eq!(RefusalCode::License(*status).as_str(), status.as_str());
    }
    assert_eq!(declared, codes);
}

/// What stands in quotation marks.
fn literals(text: &str) -> BTreeSet<&str> {
    text.split('"').skip(1).step_by(2).collect()
}
