//! Compiles the translations (Fluent) to plain strings, and refuses to build with one that is not complete.
//!
//! Fluent's own run-time library costs a quarter of what the page may weigh; its language and its parser
//! are used here, at build time.

mod compile;
#[path = "../src/i18n/encoding.rs"]
mod encoding;
#[path = "../src/i18n/parity.rs"]
mod parity;

use parity::LANGUAGES;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    for input in ["build", "locales", "src/i18n/encoding.rs", "src/i18n/parity.rs"] {
        println!("cargo::rerun-if-changed={input}");
    }
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
    let locales =
        Path::new(&variable("CARGO_MANIFEST_DIR").map_err(|problem| vec![problem])?).join("locales");
    let ids = parity::check(&locales)?;
    compile(&locales, &ids).map_err(|problem| vec![problem])
}

fn compile(locales: &Path, ids: &[String]) -> Result<(), String> {
    let out = variable("OUT_DIR")?;
    let write = |name: &str, text: String| {
        fs::write(Path::new(&out).join(name), text).map_err(|error| format!("{name}: {error}"))
    };
    write("constants.rs", compile::constants(ids))?;
    let parts = parity::parts(locales)?;
    for (language, _) in LANGUAGES {
        let files: Vec<_> = parts.iter().map(|part| part.join(format!("{language}.ftl"))).collect();
        let texts = compile::texts(ids, &files)?;
        write(&format!("{language}.txt"), texts)?;
    }
    // The English sentences about errors are the core's.
    for (language, _) in &LANGUAGES[1..] {
        let errors = compile::errors(&locales.join(parity::ERRORS).join(format!("{language}.ftl")))?;
        write(&format!("errors.{language}.txt"), errors)?;
    }
    Ok(())
}

fn variable(name: &str) -> Result<String, String> {
    env::var(name).map_err(|error| format!("{name}: {error}"))
}
