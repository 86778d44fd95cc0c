//! The files that a command line names, as clap knows them: by the hint that each path has for completions.

use clap::{Arg, ArgMatches, Command, ValueHint};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The arguments that name what a command makes, and nothing that it could read.
const OUTPUTS: [&str; 3] = ["out", "public", "out_dir"];

/// The files that the arguments of a command name, but for what it makes, each with the argument's id.
pub(crate) fn named_files(command: &Command, matches: &ArgMatches) -> Vec<(String, PathBuf)> {
    if let Some((name, matches)) = matches.subcommand() {
        return command.find_subcommand(name).map(|sub| named_files(sub, matches)).unwrap_or_default();
    }
    let inputs = command.get_arguments().filter(|argument| names_input(argument));
    let named = |argument: &Arg| -> Vec<_> {
        let id = argument.get_id().as_str();
        // What clap adds by itself, such as the help, has no values to ask for.
        let values = matches.try_get_raw(id).ok().flatten().into_iter().flatten();
        values.map(|value| (id.to_owned(), file(value))).collect()
    };
    inputs.flat_map(named).collect()
}

fn names_input(argument: &Arg) -> bool {
    let is_path = matches!(argument.get_value_hint(), ValueHint::AnyPath | ValueHint::FilePath);
    is_path && !OUTPUTS.contains(&argument.get_id().as_str())
}

/// The file of a value, which may say something of it after a sign of equality, such as `k.json=leaked`.
fn file(value: &OsStr) -> PathBuf {
    let path = Path::new(value);
    let named = value.to_str().and_then(|text| text.rsplit_once('='));
    match named {
        Some((file, _)) if !path.exists() => file.into(),
        _ => path.to_owned(),
    }
}
