//! The modules of the crate stand in the order in which a file's data travels, and none uses a later one
#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the crate's sources.
fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../validator/src")
}

/// The modules in the order in which `lib.rs` declares them.
fn modules() -> Vec<String> {
    let root = fs::read_to_string(sources().join("lib.rs")).unwrap();
    let declared = root.lines().filter_map(|line| {
        let line = line.strip_prefix("pub ").unwrap_or(line);
        line.strip_prefix("mod ")?.strip_suffix(';').map(str::to_owned)
    });
    // Guides are documentation, and scenarios are tests.
    declared.filter(|module| !matches!(module.as_str(), "guide" | "scenarios")).collect()
}

fn rust_files(place: &Path) -> Vec<PathBuf> {
    if place.is_file() {
        return vec![place.to_owned()];
    }
    let entries = fs::read_dir(place).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| rust_files(&path))
        .filter(|path| path.extension().is_some_and(|e| e == "rs"))
        .collect()
}

fn is_test(file: &Path) -> bool {
    let place = file.strip_prefix(sources()).unwrap();
    place.iter().any(|part| part == "tests" || part == "tests.rs")
}

/// The modules that a file uses, outside its documentation and its tests.
fn used(file: &Path) -> Vec<String> {
    let text = fs::read_to_string(file).unwrap();
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let code = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let paths = code.flat_map(|line| line.split("crate::").skip(1));
    let names =
        paths.map(|path| path.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default());
    names.map(str::to_owned).collect()
}

/// Every use of one module by another: who, whom, and in which file.
fn uses(modules: &[String]) -> Vec<(usize, usize, PathBuf)> {
    let mut uses = Vec::new();
    for (user, module) in modules.iter().enumerate() {
        let (file, folder) = (sources().join(format!("{module}.rs")), sources().join(module));
        let files =
            [file, folder].into_iter().filter(|place| place.exists()).flat_map(|place| rust_files(&place));
        for file in files.filter(|file| !is_test(file)) {
            let known = used(&file).into_iter();
            let known = known.filter_map(|name| modules.iter().position(|module| *module == name));
            uses.extend(known.map(|used| (user, used, file.clone())));
        }
    }
    assert!(uses.len() > 200, "{} uses were found", uses.len());
    uses
}

#[test]
fn no_module_uses_a_later_one() {
    let modules = modules();
    for first in ["error", "json", "values", "carrier", "keys", "documents", "verify", "judge", "state", "js"]
    {
        assert!(modules.iter().any(|module| module == first), "{first} is declared in {modules:?}");
    }
    let uses = uses(&modules);
    let wrong: Vec<_> = uses.iter().filter(|(user, used, _)| used > user).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn only_what_signs_uses_what_signs() {
    let modules = modules();
    let issue = modules.iter().position(|module| module == "issue").unwrap();
    let signs = uses(&modules).into_iter().filter(|(user, used, _)| *used == issue && *user != issue);
    // Hosts sign what they ask for and give back. That is in a module of the npm package of its own, which verifies
    // no licence.
    let host = sources().join("js/host.rs");
    let (of_hosts, wrong): (Vec<_>, Vec<_>) = signs.partition(|(_, _, file)| *file == host);
    assert!(!of_hosts.is_empty(), "{} signs", host.display());
    assert!(wrong.is_empty(), "{wrong:#?}");
}
