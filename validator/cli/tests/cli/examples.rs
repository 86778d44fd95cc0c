//! An example of every command, so that what holds for all of them is tested for all of them.

use crate::folder::{Folder, known};
use clap::{Arg, ArgMatches, Command};
use std::fs;

/// What is the same in most examples.
const ISSUER: [&str; 2] = ["--issuer", "https://vendor.example"];
const JUDGED: [&str; 5] = ["t.lic", "--keys", "keys.json", "--at", super::AT];

/// A command that does something, by its name and by the names of those that it belongs to.
pub(crate) struct Leaf {
    pub(crate) path: Vec<String>,
    pub(crate) command: Command,
}

/// Every such command, as the command line knows them.
pub(crate) fn leaves() -> Vec<Leaf> {
    fn collect(path: &[String], command: &Command, leaves: &mut Vec<Leaf>) {
        for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
            let path = [path, &[sub.get_name().to_owned()]].concat();
            if sub.has_subcommands() {
                collect(&path, sub, leaves);
            } else {
                leaves.push(Leaf { path, command: sub.clone() });
            }
        }
    }
    let mut leaves = Vec::new();
    let mut command = countersign_cli::command();
    command.build();
    collect(&[], &command, &mut leaves);
    leaves
}

impl Leaf {
    /// Words that carry it out in a [`folder`].
    pub(crate) fn example(&self) -> Vec<String> {
        let name = self.path.join(" ");
        let words: Vec<&str> = match name.as_str() {
            "keygen" => [&["--out", "new.pem", "--public", "new.json"], &ISSUER[..]].concat(),
            "keys" => vec!["k.pem", "new-key.json"],
            "sign" => vec!["claims.json", "--key", "k.pem", "--allow-past"],
            "revoke" => [
                &["A", "--from", "ids.txt", "--product", "ucware", "--key", "k.pem"][..],
                &["--next-update", "2100-01-01T00:00:00Z", "--previous", "1.rev", "--keys", "keys.json"],
                &ISSUER[..],
            ]
            .concat(),
            "trust" => [
                &["--key", "root.pem", "--add", "new-key.json", "--keys", "keys.json"],
                &["--retire", "keys.json=listed", "--keep", "t.lic", "--previous", "1.trust"],
                &ISSUER[..],
            ]
            .concat(),
            "verify" | "show" => JUDGED.to_vec(),
            "check" => [&["users"], &JUDGED[..]].concat(),
            "preview" => [&JUDGED[..], &["--add", "second.lic"]].concat(),
            "request" => {
                [&JUDGED[..], &["--emergency", "users", "--usage", "users=501", "--key", "site.pem"]].concat()
            }
            "inspect" => vec!["t.lic"],
            "completions" => vec!["bash"],
            "man" => vec!["verify"],
            other => panic!("there is no example of `{other}`: add one, and it is tested like the others"),
        };
        self.path.iter().cloned().chain(words.into_iter().map(str::to_owned)).collect()
    }

    /// Its arguments that take a value.
    pub(crate) fn arguments(&self) -> impl Iterator<Item = &Arg> {
        self.command.get_arguments().filter(|argument| argument.get_action().takes_values())
    }

    pub(crate) fn argument(&self, name: &str) -> Option<&Arg> {
        self.arguments().find(|argument| argument.get_long() == Some(name))
    }
}

/// The words, understood.
fn matches(words: &[String]) -> ArgMatches {
    let words = std::iter::once("countersign").chain(words.iter().map(String::as_str));
    let mut matches = countersign_cli::command().try_get_matches_from(words).unwrap();
    while let Some((_, sub)) = matches.remove_subcommand() {
        matches = sub;
    }
    matches
}

/// What the words say for an argument.
pub(crate) fn values(words: &[String], argument: &Arg) -> Vec<String> {
    let raw =
        matches(words).get_raw(argument.get_id().as_str()).map(|raw| raw.map(|v| v.to_owned()).collect());
    let raw: Vec<std::ffi::OsString> = raw.unwrap_or_default();
    raw.into_iter().map(|value| value.into_string().unwrap()).filter(|value| words.contains(value)).collect()
}

/// The words with another value for an argument.
pub(crate) fn with(words: &[String], argument: &Arg, value: &str) -> Vec<String> {
    let mut words = words.to_vec();
    match values(&words, argument).first() {
        Some(old) => {
            let place = words.iter().rposition(|word| word == old).unwrap();
            value.clone_into(&mut words[place]);
        }
        None => {
            words.extend(argument.get_long().map(|name| format!("--{name}")));
            let count = argument.get_num_args().map_or(1, |range| range.min_values().max(1));
            words.extend(std::iter::repeat_n(value.to_owned(), count));
        }
    }
    words
}

/// A folder with the files that the examples name.
pub(crate) fn folder(name: &str) -> Folder {
    let folder = Folder::with_license(name);
    folder.with_key("root", &["--use", "trust+jwt"]);
    folder.with_key("new-key", &[]);
    folder.with_key("unused", &[]);
    folder.with_installation("site");
    fs::copy(known("testlizenz.json"), folder.0.join("claims.json")).unwrap();
    fs::copy(folder.0.join("t.lic"), folder.0.join("second.lic")).unwrap();
    folder.write("ids.txt", "B\nC:2\n");
    folder.write("note.txt", "Nothing to lose.\n");
    let due = ["--next-update", "2100-01-01T00:00:00Z", "--product", "ucware", "--out", "1.rev"];
    folder.done(&[&["revoke", "Z", "--key", "k.pem"], &due[..], &ISSUER[..]].concat());
    let first = ["trust", "--key", "root.pem", "--add", "keys.json", "--out", "1.trust"];
    folder.done(&[&first[..], &ISSUER[..]].concat());
    folder
}
