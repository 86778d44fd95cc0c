//! A file that a command line names stays as it is, but where the command adds to it what it is for: of every command,
//! and of every option that names a file, as clap knows them.

use crate::examples::{Leaf, folder, leaves, values, with};
use crate::folder::Folder;
use clap::{Arg, ValueHint};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::{Command, Output, Stdio};

type Content = BTreeMap<String, Vec<u8>>;

fn run(folder: &Folder, words: &[String]) -> Output {
    folder.run(&words.iter().map(String::as_str).collect::<Vec<_>>())
}

fn content(folder: &Folder) -> Content {
    let entries = fs::read_dir(&folder.0).unwrap().map(|entry| entry.unwrap());
    let files = entries.filter(|entry| entry.path().is_file());
    files.map(|e| (e.file_name().into_string().unwrap(), fs::read(e.path()).unwrap())).collect()
}

/// Makes a folder what it was.
fn restore(folder: &Folder, before: &Content) {
    let after = content(folder);
    for name in after.keys().filter(|name| !before.contains_key(*name)) {
        fs::remove_file(folder.0.join(name)).unwrap();
    }
    for (name, bytes) in before.iter().filter(|(name, bytes)| after.get(*name) != Some(*bytes)) {
        fs::write(folder.0.join(name), bytes).unwrap();
    }
}

/// The arguments that name files other than those that the command makes.
fn inputs(leaf: &Leaf) -> impl Iterator<Item = &Arg> {
    let is_path = |argument: &&Arg| {
        matches!(argument.get_value_hint(), ValueHint::AnyPath | ValueHint::FilePath | ValueHint::DirPath)
    };
    let makes = |argument: &Arg| ["out", "public", "out_dir"].contains(&argument.get_id().as_str());
    leaf.arguments().filter(is_path).filter(move |argument| !makes(argument))
}

/// The words without an option and its values, where it is one.
fn without(words: &[String], option: &Arg) -> Option<Vec<String>> {
    let flag = format!("--{}", option.get_long()?);
    let place = words.iter().position(|word| *word == flag)?;
    let count = values(words, option).len();
    Some([&words[..place], &words[place + 1 + count..]].concat())
}

/// The state of an installation that has an entry of a later version.
const STATE: &str = "{\"countersign\":\"state\",\"version\":1}\n{\"later\":{\"of\":\"a later version\"}}\n";

#[test]
fn no_command_changes_a_file_that_is_not_what_the_option_is_for() {
    let folder = folder("named-kinds");
    folder.write("a.state", STATE);
    fs::write(folder.0.join("binary"), [0x89, b'P', 0, 0xff, b'\n', 0xfe]).unwrap();
    let before = content(&folder);
    let kinds = ["binary", "unused.pem", "host.pem", "keys.json", "t.lic", "desk.ledger", "a.state"];
    let mut added = BTreeSet::new();
    for leaf in leaves() {
        for option in inputs(&leaf) {
            for file in kinds {
                let words = with(&leaf.example(), option, file);
                let output = run(&folder, &words);
                let after = content(&folder);
                let is_done = output.status.success();
                if !is_done {
                    assert!(after.keys().eq(before.keys()), "{words:?}: {output:?}");
                }
                for (name, _) in before.iter().filter(|(name, bytes)| after.get(*name) != Some(*bytes)) {
                    let is_own = (name == "desk.ledger" && leaf.argument("ledger").is_some())
                        || (name == "a.state" && file == "a.state" && option.get_id() == "state");
                    assert!(is_done && is_own, "{words:?} changed {name}: {output:?}");
                    assert!(after[name].starts_with(&before[name]), "{words:?}");
                    added.insert(name.clone());
                }
                restore(&folder, &before);
            }
        }
    }
    assert_eq!(added.into_iter().collect::<Vec<_>>(), ["a.state", "desk.ledger"]);
}

#[test]
fn no_file_that_the_command_line_names_is_overwritten_whether_it_is_read_or_not() {
    let folder = folder("named-force");
    let before = content(&folder);
    let mut kept = BTreeSet::new();
    for leaf in leaves().iter().filter(|leaf| leaf.argument("out").is_some() && leaf.path != ["keygen"]) {
        let example = leaf.example();
        let fewer = leaf.arguments().filter_map(|option| without(&example, option));
        for words in std::iter::once(example.clone()).chain(fewer.collect::<Vec<_>>()) {
            for option in inputs(leaf) {
                let mut named = words.clone();
                let mut files = values(&example, option);
                if files.is_empty() {
                    named.extend(option.get_long().map(|name| format!("--{name}")));
                    named.push("note.txt".to_owned());
                    files.push("note.txt".to_owned());
                }
                // What the option names may be what was left out.
                for file in files.iter().filter(|file| named.contains(file)) {
                    let file = file.split('=').next().unwrap_or_default();
                    if !before.contains_key(file) {
                        continue;
                    }
                    let words =
                        [&named[..], &["--out", file, "--force", "--format", "json"].map(str::to_owned)]
                            .concat();
                    let output = run(&folder, &words);
                    assert!(!output.status.success(), "{words:?}: {output:?}");
                    // What was given stands in the ledger before it is written to a file.
                    let mut after = content(&folder);
                    if leaf.path == ["activate"] && after["desk.ledger"].starts_with(&before["desk.ledger"]) {
                        after.insert("desk.ledger".to_owned(), before["desk.ledger"].clone());
                    }
                    assert!(after == before, "{words:?} changed a file");
                    restore(&folder, &before);
                    let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
                    if said["error"]["code"] == "file_unwritable" {
                        kept.insert(format!("{} {}", leaf.path.join(" "), option.get_id()));
                    }
                }
            }
        }
    }
    for pair in ["revoke keys", "trust retire", "sign claims", "activate ledger", "request key"] {
        assert!(kept.contains(pair), "{pair} is none of {kept:?}");
    }
}

/// The words that note a deactivation in a file.
fn deactivating(file: &str, more: &[&str]) -> Vec<String> {
    let words =
        ["deactivate", "activation.lic", "--keys", "desk.json", "--host-key", "host.pem", "--state", file];
    words.iter().chain(more).map(|word| (*word).to_owned()).collect()
}

/// Whoever writes a state anew puts another file in its place, while others wait for the lock of the one before.
#[cfg(target_os = "linux")]
#[test]
fn a_state_that_is_replaced_meanwhile_is_added_to_where_it_is() {
    let folder = folder("named-replaced");
    let path = folder.0.join("whole.state");
    folder.write("whole.state", STATE);
    let held = fs::File::options().append(true).open(&path).unwrap();
    held.lock().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_countersign"));
    let command = command.args(deactivating("whole.state", &["--out", "receipt"])).current_dir(&folder.0);
    let mut waiting = command.stdout(Stdio::null()).spawn().unwrap();
    let files = format!("/proc/{}/fd", waiting.id());
    let has_opened = || {
        let mut files =
            fs::read_dir(&files).unwrap().filter_map(|file| fs::read_link(file.unwrap().path()).ok());
        files.any(|file| file == path)
    };
    while !has_opened() {
        assert!(waiting.try_wait().unwrap().is_none(), "it ended before");
        std::thread::yield_now();
    }
    folder.write("new.state", STATE);
    fs::rename(folder.0.join("new.state"), &path).unwrap();
    drop(held);
    assert!(waiting.wait().unwrap().success());
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.lines().last().unwrap().starts_with("{\"deactivation\":"), "{text}");
}

#[test]
fn a_state_is_added_to_and_what_is_none_is_not() {
    let folder = folder("named-state");
    let header = STATE.lines().next().unwrap();
    for (name, text) in [
        ("whole.state", STATE),
        ("no-end.state", STATE.trim_end()),
        ("empty.state", ""),
        ("damaged.state", &format!("{STATE}{{\"clock\":\n")),
        ("later.state", &STATE.replace(":1}", ":2}")),
        ("headless.state", STATE.lines().nth(1).unwrap()),
        ("secret.state", &format!("{header}\n{{\"later\":\"AGE-SECRET-KEY-1QQQ\"}}\n")),
    ] {
        folder.write(name, text);
    }
    let before = content(&folder);
    for name in ["whole.state", "no-end.state", "empty.state", "new.state"] {
        let made = run(&folder, &deactivating(name, &["--out", "receipt"]));
        assert!(made.status.success(), "{name}: {made:?}");
        let once = content(&folder);
        let lines: Vec<_> = str::from_utf8(&once[name]).unwrap().lines().collect();
        assert_eq!(lines[0], header, "{name}");
        assert!(lines.last().unwrap().starts_with("{\"deactivation\":"), "{name}: {lines:?}");
        assert!(once[name].starts_with(before.get(name).map_or(&b""[..], |bytes| bytes)), "{name}");
        // The same again adds nothing.
        assert!(run(&folder, &deactivating(name, &[])).status.success());
        assert!(content(&folder) == once, "{name}");
        restore(&folder, &before);
    }
    let refused = |file: &str, more: &[&str], code: &str| {
        let words = deactivating(file, &[more, &["--format", "json"]].concat());
        let output = run(&folder, &words);
        assert_eq!(output.status.code(), Some(3), "{words:?}: {output:?}");
        let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(said["error"]["code"], code, "{words:?}: {said}");
        assert!(content(&folder) == before, "{words:?} changed a file");
    };
    for (name, code) in [
        ("damaged.state", "state_format"),
        ("headless.state", "state_format"),
        ("later.state", "state_version"),
        ("secret.state", "file_unwritable"),
        ("desk.json", "file_unwritable"),
        ("host.pem", "file_unwritable"),
        (".", "file_unwritable"),
    ] {
        refused(name, &["--out", "receipt"], code);
    }
    // Where the receipt can't be written, nothing is noted either.
    for (file, more) in [
        ("whole.state", &["--out", "note.txt"][..]),
        ("whole.state", &["--out", "whole.state", "--force"]),
        ("whole.state", &["--out", "absent/receipt"]),
        ("new.state", &["--out", "new.state"]),
        ("new.state", &["--out", "./new.state", "--force"]),
    ] {
        refused(file, more, "file_unwritable");
    }
}

#[cfg(unix)]
#[test]
fn links_lead_to_no_file_that_is_added_to_but_to_a_state() {
    use std::os::unix::fs::symlink;
    let folder = folder("named-links");
    folder.write("a.state", STATE);
    for (index, file) in ["host.pem", "desk.json", "activation.lic"].into_iter().enumerate() {
        symlink(file, folder.0.join(format!("soft-{index}"))).unwrap();
        fs::hard_link(folder.0.join(file), folder.0.join(format!("hard-{index}"))).unwrap();
    }
    symlink("nowhere", folder.0.join("dangling")).unwrap();
    symlink("a.state", folder.0.join("current.state")).unwrap();
    let before = content(&folder);
    for name in ["soft-0", "soft-1", "soft-2", "hard-0", "hard-1", "hard-2", "dangling"] {
        let output = run(&folder, &deactivating(name, &["--out", "receipt"]));
        assert_eq!(output.status.code(), Some(3), "{name}: {output:?}");
        assert!(content(&folder) == before && !folder.0.join("nowhere").exists(), "{name}");
    }
    assert!(run(&folder, &deactivating("current.state", &["--out", "receipt"])).status.success());
    assert!(folder.0.join("current.state").symlink_metadata().unwrap().is_symlink());
    assert!(fs::read(folder.0.join("a.state")).unwrap().len() > STATE.len());
}
