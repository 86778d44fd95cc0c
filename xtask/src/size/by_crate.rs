//! What WebAssembly modules are made of, by the crate that the code comes from.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use wasm_bindgen_cli_support::Bindgen;
use wasmparser::{KnownCustom, Name, Parser, Payload};

use super::kilobytes;
use crate::build::{app, package};
use crate::files;
use crate::shell::Shell;
use crate::workspace::Workspace;

/// The standard library: its generic code is counted as the crate's that it is made for, where the name tells one.
const STANDARD: [&str; 4] = ["alloc", "core", "hashbrown", "std"];

/// Crates with less than so many bytes stand in one row.
const LEAST: usize = 1_000;

/// Prints a table for every module, in KB of what is left to be optimised and compressed, which takes the names away.
///
/// # Errors
/// When a module is missing, or is none.
pub(crate) fn print(workspace: &Workspace, shell: &Shell) -> Result<()> {
    let modules = package::MODULES
        .iter()
        .map(|module| (format!("{} with {}", module.package, module.feature), module.symbols(workspace)));
    let apps = app::APPS.iter().map(|app| (app.name.to_owned(), app.symbols(workspace)));
    for (name, path) in modules.chain(apps) {
        let bytes = files::read(&path).context("run `cargo xtask build`")?;
        let parts =
            bound(&bytes).and_then(|bytes| parts(&bytes)).with_context(|| path.display().to_string())?;
        shell.say("size", format_args!("{name}: {} KB, of which", kilobytes(bytes_of(&parts))));
        for (part, bytes) in rows(parts) {
            shell.say("size", format_args!("{:>10}  {part}", kilobytes(bytes)));
        }
    }
    Ok(())
}

/// The module without what only wasm-bindgen reads in it, and with the names of its functions.
fn bound(module: &[u8]) -> Result<Vec<u8>> {
    let mut bindgen = Bindgen::new();
    bindgen.input_bytes("module", module.to_vec()).typescript(false).web(true)?;
    Ok(bindgen.generate_output()?.wasm_mut().emit_wasm())
}

fn bytes_of(parts: &BTreeMap<String, usize>) -> usize {
    parts.values().sum()
}

/// The largest first, and what is small together at the end.
fn rows(parts: BTreeMap<String, usize>) -> Vec<(String, usize)> {
    let (mut rows, small): (Vec<_>, Vec<_>) = parts.into_iter().partition(|(_, bytes)| *bytes >= LEAST);
    rows.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    let rest = small.iter().map(|(_, bytes)| bytes).sum();
    rows.push((format!("in {} others", small.len()), rest));
    rows
}

/// How many bytes of code each crate has, and how many the data are.
fn parts(module: &[u8]) -> Result<BTreeMap<String, usize>> {
    let (mut imported, mut bodies, mut data) = (0, Vec::new(), 0);
    let mut names = BTreeMap::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.range().len()),
            Payload::DataSection(section) => data = section.range().len(),
            Payload::CustomSection(section) => {
                let KnownCustom::Name(section) = section.as_known() else { continue };
                for name in section {
                    let Name::Function(functions) = name? else { continue };
                    for naming in functions {
                        let naming = naming?;
                        names.insert(naming.index, naming.name);
                    }
                }
            }
            _ => {}
        }
    }
    let mut parts = BTreeMap::from([("data".to_owned(), data)]);
    for (index, bytes) in (imported..).zip(bodies) {
        let name = names
            .get(&index)
            .map_or_else(String::new, |name| format!("{:#}", rustc_demangle::demangle(name)));
        *parts.entry(crate_of(&name).to_owned()).or_default() += bytes;
    }
    Ok(parts)
}

/// The crate that a function is of: the first in its name that is not the standard library's, if there is one.
fn crate_of(name: &str) -> &str {
    let words = name.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
    let crates = words.filter_map(|word| Some(word.split_once("::")?.0).filter(|name| !name.is_empty()));
    let mut crates = crates.peekable();
    let first = crates.peek().copied();
    crates.find(|name| !STANDARD.contains(name)).or(first).unwrap_or("no crate")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_is_of_the_crate_for_which_it_was_made() {
        for (name, expected) in [
            ("countersign::json::node::Node::optional", "countersign"),
            ("core::ptr::drop_in_place<countersign::documents::license::License>", "countersign"),
            ("<&curve25519_dalek::field::FieldElement as core::ops::arith::Mul>::mul", "curve25519_dalek"),
            ("<alloc::string::String as core::fmt::Write>::write_str", "alloc"),
            ("<T as core::convert::Into<U>>::into", "core"),
            ("memcmp", "no crate"),
            ("", "no crate"),
        ] {
            assert_eq!(crate_of(name), expected, "{name}");
        }
    }

    #[test]
    fn what_is_small_stands_together() {
        let parts =
            [("a", 5_000), ("b", 10), ("c", 9_000), ("d", 20)].map(|(name, bytes)| (name.to_owned(), bytes));
        let rows = rows(BTreeMap::from(parts));
        let rows: Vec<_> = rows.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
        assert_eq!(rows, [("c", 9_000), ("a", 5_000), ("in 2 others", 30)]);
    }
}
