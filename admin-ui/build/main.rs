//! Compiles the translations (Fluent) to static tables, and refuses to build with one that is not complete.
//!
//! Fluent's own run-time library costs a quarter of what the page may weigh; its language and its parser
//! are used here, at build time.

mod compile;
#[path = "../src/i18n/parity.rs"]
mod parity;

use parity::LANGUAGES;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=src/i18n/parity.rs");
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problems) => {
            for problem in problems {
                println!("cargo::error={problem}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Vec<String>> {
    let variable = |name: &str| env::var(name).map_err(|error| vec![format!("{name}: {error}")]);
    let locales = Path::new(&variable("CARGO_MANIFEST_DIR")?).join("locales");
    let out = variable("OUT_DIR")?;
    let ids = parity::check(&locales)?;

    let texts = LANGUAGES.map(|(language, _)| locales.join(format!("{language}.ftl")));
    let errors = LANGUAGES.map(|(language, _)| locales.join(format!("errors/{language}.ftl")));
    // The English sentences about errors are the core's.
    let files = [
        ("constants.rs", Ok(compile::constants(&ids))),
        ("texts.rs", compile::texts(&ids, &texts)),
        ("errors.rs", compile::errors(&errors[1..])),
    ];
    for (name, source) in files {
        let source = source.map_err(|problem| vec![problem])?;
        fs::write(Path::new(&out).join(name), source).map_err(|error| vec![format!("{name}: {error}")])?;
    }
    Ok(())
}
