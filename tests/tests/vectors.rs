//! Every vector gives its expected code, and the verifier still works after it.
//!
//! A test for each file below `tests/vectors`, found by directory.

use countersign_tests::{Vector, folder, paths, vectors};
use libtest_mimic::{Arguments, Failed, Trial};
use std::collections::BTreeSet;
use std::fs;
use std::process::ExitCode;

/// What is verified after each vector.
const HONEST: &str = "key-source/trusted-key.vec";
/// What makes them.
const REMEDY: &str = "`cargo xtask fixtures` writes it";

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut trials: Vec<Trial> = paths(&folder("vectors"))
        .into_iter()
        .filter(|path| path.ends_with(".vec"))
        .map(|path| Trial::test(path.trim_end_matches(".vec").to_owned(), move || run(&path)))
        .collect();
    trials.push(Trial::test("files_are_those_that_are_made", files_are_those_that_are_made));
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn run(path: &str) -> Result<(), Failed> {
    let vector = read(path)?;
    let found = vector.run(&key_set(&vector)?);
    if found != vector.expect {
        return Err(format!("expected {}, found {found}\n{}", vector.expect, vector.comment).into());
    }
    let honest = read(HONEST)?;
    match honest.run(&key_set(&honest)?) {
        "ok" => Ok(()),
        code => Err(format!("after it an honest licence is refused: {code}").into()),
    }
}

/// The makers and the folder agree: nothing is out of date, missing or left over.
fn files_are_those_that_are_made() -> Result<(), Failed> {
    let root = folder("vectors");
    let made = vectors::files();
    for (path, content) in &made {
        if fs::read(root.join(path)).ok().as_ref() != Some(content) {
            return Err(format!("tests/vectors/{path} is not what is made: {REMEDY}").into());
        }
    }
    let committed: BTreeSet<String> = paths(&root).into_iter().filter(|path| path.contains('/')).collect();
    match committed.iter().find(|path| !made.contains_key(*path)) {
        None => Ok(()),
        Some(path) => Err(format!("tests/vectors/{path} is not made by anything: remove it").into()),
    }
}

fn read(path: &str) -> Result<Vector, Failed> {
    Ok(Vector::parse(&fs::read(folder("vectors").join(path))?)?)
}

fn key_set(vector: &Vector) -> Result<Vec<u8>, Failed> {
    Ok(fs::read(folder("vectors/keys").join(format!("{}.json", vector.keys)))?)
}
