//! Files as they come from the field are read, where a collection of such files stands beside the repository.
// needs: dist, cli, npm
#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign::jwt::{JwtAdapter, JwtKeys, JwtMapping};
use countersign::{Code, Envelope, License, TrustedKeys, UnixTime};
use countersign_tests::{Project, paths, provided};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The files of a folder of the collection whose names end so; none where there is no collection.
fn files(folder: &str, end: &str) -> Vec<PathBuf> {
    let folder = provided::field_files().map(|files| files.join(folder));
    let names = folder.iter().flat_map(|folder| paths(folder)).filter(|name| name.ends_with(end));
    names.map(|name| folder.iter().collect::<PathBuf>().join(name)).collect()
}

fn keys_of(licenses: &[PathBuf]) -> Option<PathBuf> {
    licenses.first().map(|license| license.with_file_name("keys.json"))
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap()
}

#[test]
fn a_licence_is_the_same_whatever_it_has_been_through() {
    let licenses = files("licences", ".lic");
    let Some(keys) = keys_of(&licenses) else { return };
    let keys = TrustedKeys::parse(&read(&keys)).unwrap();
    let payload = |path: &PathBuf| {
        let envelope =
            Envelope::read(&read(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        envelope.verify::<License>(&keys).unwrap().payload().to_vec()
    };
    let payloads: BTreeSet<_> = licenses.iter().map(payload).collect();
    assert_eq!(payloads.len(), 1);
}

#[test]
fn a_key_is_the_same_whatever_it_has_been_through() {
    let keys = |path: &PathBuf| {
        TrustedKeys::parse(&read(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let sets: Vec<_> = files("keys", "").iter().map(keys).collect();
    assert!(sets.iter().all(|set| set.len() == 1 && *set == sets[0]));
}

#[test]
fn a_token_and_the_key_set_of_an_identity_server_are_read() {
    for token in files("jwt", ".jwt") {
        let beside = |name: &str| read(&token.with_file_name(name));
        for keys in ["mixed.json", "own-kid.json"] {
            let mapping = JwtMapping::parse(&beside("map.json")).unwrap();
            let adapter = JwtAdapter::new(mapping, JwtKeys::parse(&beside(keys)).unwrap());
            let license =
                adapter.verify(&read(&token)).unwrap_or_else(|error| panic!("{}: {error}", token.display()));
            assert_eq!(license.expires, Some(UnixTime::from_secs(1_830_000_000).unwrap()));
        }
        // A key set of our own holds none but our own.
        assert_eq!(TrustedKeys::parse(&beside("mixed.json")).unwrap_err().code(), Code::KeyInvalid);
    }
}

#[test]
#[ignore = "needs the command: run by `cargo xtask test`"]
fn the_command_reads_them() {
    let verify = |files: &[PathBuf], more: &[&PathBuf]| {
        let mut command = Command::new(provided::cli());
        command
            .arg("verify")
            .args(files)
            .args(["--at", "1796000000", "--format", "json", "--keys"])
            .args(more);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{output:?}");
    };
    let licenses = files("licences", ".lic");
    let Some(keys) = keys_of(&licenses) else { return };
    for license in licenses {
        verify(&[license], &[&keys]);
    }
    for token in files("jwt", ".jwt") {
        let (keys, mapping) = (token.with_file_name("mixed.json"), token.with_file_name("map.json"));
        let options = ["--adapter".into(), "jwt".into(), "--mapping".into(), mapping];
        verify(&[token], &[&[&keys][..], &options.iter().collect::<Vec<_>>()].concat());
    }
}

#[test]
#[ignore = "needs the npm package: run by `cargo xtask test`"]
fn the_package_reads_them() {
    let (licenses, keys) = (files("licences", ".lic"), files("keys", ""));
    let Some(trusted) = keys_of(&licenses) else { return };
    let names = |paths: &[PathBuf]| paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>();
    let arguments = [
        vec!["open.js".to_owned()],
        names(&[trusted]),
        names(&licenses),
        vec!["--".to_owned()],
        names(&keys),
    ];
    let arguments = arguments.concat();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let opened: Value = serde_json::from_str(&Project::with("field").node(&arguments, "")).unwrap();
    for (what, count) in [("main", licenses.len()), ("slim", licenses.len()), ("thumbprints", keys.len())] {
        let opened = opened[what].as_array().unwrap();
        assert_eq!(opened.len(), count);
        assert!(opened.iter().all(|one| *one == opened[0]), "{what}: {opened:?}");
    }
}
