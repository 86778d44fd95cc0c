//! What a build script calls.

use crate::{compile, parity};
use parity::LANGUAGES;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

/// The build script of a crate with texts: from `locales`, and from the folders `shared` of other crates that it
/// builds upon, to what `countersign_kit::catalogue!` and the crate's `msg` include. Folders are relative to the
/// crate's own. A message of a shared folder has the number that it has in the crate that the folder is of.
#[must_use]
pub fn build(shared: &[&str]) -> ExitCode {
    match run(shared) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problems) => {
            for problem in problems {
                println!("cargo::error={problem}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run(shared: &[&str]) -> Result<(), Vec<String>> {
    let one = |problem| vec![problem];
    let root = PathBuf::from(variable("CARGO_MANIFEST_DIR").map_err(one)?);
    let shared: Vec<PathBuf> = shared.iter().map(|folder| root.join(folder)).collect();
    let own = root.join("locales");
    for folder in shared.iter().chain([&own]) {
        println!("cargo::rerun-if-changed={}", folder.display());
    }
    let folders: Vec<&Path> = shared.iter().chain([&own]).map(PathBuf::as_path).collect();
    let mut ids = parity::check(&folders)?;
    let own_ids = ids.pop().unwrap_or_default();
    compile(&folders, &ids.concat(), &own_ids).map_err(one)
}

fn compile(folders: &[&Path], shared: &[String], own: &[String]) -> Result<(), String> {
    let out = PathBuf::from(variable("OUT_DIR")?);
    let write = |name: &str, text: String| {
        fs::write(out.join(name), text).map_err(|error| format!("{name}: {error}"))
    };
    write("constants.rs", compile::constants(own, shared.len()))?;
    let ids = [shared, own].concat();
    let mut parts = Vec::new();
    for folder in folders {
        parts.append(&mut parity::parts(folder)?);
    }
    for (language, _) in LANGUAGES {
        let files: Vec<_> = parts.iter().map(|part| part.join(format!("{language}.ftl"))).collect();
        write(&format!("{language}.txt"), compile::texts(&ids, &files)?)?;
    }
    // The English sentences about errors are the core's.
    for (language, _) in &LANGUAGES[1..] {
        // The crate's own go before: some refusals of an issuer have the code of an error of the core.
        let files =
            folders.iter().rev().map(|folder| folder.join(parity::ERRORS).join(format!("{language}.ftl")));
        let errors = files.filter(|file| file.exists()).map(|file| compile::errors(&file));
        write(&format!("errors.{language}.txt"), errors.collect::<Result<String, _>>()?)?;
    }
    Ok(())
}

fn variable(name: &str) -> Result<String, String> {
    env::var(name).map_err(|error| format!("{name}: {error}"))
}
