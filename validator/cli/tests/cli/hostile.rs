//! What a file's name or a word of the command line could do to a terminal is never printed as it stands: by
//! every command, in every argument, in every format.

use crate::examples::{Leaf, folder, leaves, values, with};
use crate::folder::Folder;
use countersign::printable;
use std::fs;
use std::process::{Command, Output};

/// Sets the window's title, hides what follows, clears the screen by a C1 control, and turns a name round.
const HOSTILE: &str = "\u{1b}]0;gone\u{7}\u{1b}[8m\u{9b}2J\u{202e}cil.\u{2066}\u{200f}\u{2028}x";

fn run(folder: &Folder, words: &[String], format: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_countersign"))
        .args(words)
        .args(["--format", format])
        .current_dir(&folder.0)
        // As on a terminal: elsewhere what steers one is left out, with what should not be there.
        .env("CLICOLOR_FORCE", "1")
        .output()
        .unwrap()
}

/// A text without the colours that the command itself uses.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap_or(0);
        let is_colour = part[end..].starts_with('m') && &part[..end] != "8";
        plain += if is_colour { &part[end + 1..] } else { "\u{1b}" };
    }
    plain
}

fn assert_harmless(folder: &Folder, words: &[String]) {
    for format in ["text", "json"] {
        let output = run(folder, words, format);
        assert!(output.status.code().is_some_and(|code| code < 4), "{words:?}: {output:?}");
        for bytes in [output.stdout, output.stderr] {
            let printed = String::from_utf8(bytes).unwrap();
            for line in without_colours(&printed).split('\n') {
                assert_eq!(line, printable(line), "{words:?} in {format}");
            }
        }
    }
}

fn clean_up(folder: &Folder, leaf: &Leaf) {
    for name in ["out", "public"].iter().filter_map(|name| leaf.argument(name)) {
        for file in values(&leaf.example(), name) {
            let _ = fs::remove_file(folder.0.join(file));
        }
    }
}

#[test]
fn no_argument_of_any_command_steers_a_terminal() {
    let mut count = 0;
    for leaf in leaves() {
        let folder = folder(&format!("hostile-{}", leaf.path.join("-")));
        let example = leaf.example();
        assert_eq!(run(&folder, &example, "text").status.code(), Some(0), "the example of {:?}", leaf.path);
        clean_up(&folder, &leaf);
        for argument in leaf.arguments() {
            // As it is; as a file that is what the example's is; and with an amount, for those that take one.
            assert_harmless(&folder, &with(&example, argument, HOSTILE));
            assert_harmless(&folder, &with(&example, argument, &format!("{HOSTILE}=5")));
            let file = values(&example, argument).into_iter().find(|file| folder.0.join(file).is_file());
            if let (Some(file), true) = (file, cfg!(unix)) {
                fs::copy(folder.0.join(file), folder.0.join(HOSTILE)).unwrap();
                assert_harmless(&folder, &with(&example, argument, HOSTILE));
                fs::write(folder.0.join(HOSTILE), "no document").unwrap();
                assert_harmless(&folder, &with(&example, argument, HOSTILE));
                fs::remove_file(folder.0.join(HOSTILE)).unwrap();
            }
            clean_up(&folder, &leaf);
            count += 1;
        }
        assert_harmless(&folder, &[&example[..], &[format!("--{HOSTILE}")]].concat());
        assert_harmless(&folder, &[&leaf.path[..], &[HOSTILE.to_owned(), HOSTILE.to_owned()]].concat());
    }
    assert!(count > 60, "only {count} arguments were found");
}

#[test]
fn no_command_that_is_none_steers_a_terminal() {
    let folder = Folder::new("hostile-command");
    for words in
        [&[HOSTILE][..], &["help", HOSTILE], &["--format", HOSTILE], &["verify", "--format", HOSTILE]]
    {
        assert_harmless(&folder, &words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
    }
}

#[cfg(unix)]
#[test]
fn words_that_are_no_text_are_told_and_end_in_no_panic() {
    use std::os::unix::ffi::OsStringExt as _;
    let folder = Folder::new("hostile-bytes");
    for words in [&["verify"][..], &["verify", "--at"], &["verify", "--format"], &[]] {
        let output = Command::new(env!("CARGO_BIN_EXE_countersign"))
            .args(words)
            .arg(std::ffi::OsString::from_vec(b"\xff\x1b]0;x\x07".to_vec()))
            .current_dir(&folder.0)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(3), "{output:?}");
        assert!(!output.stderr.contains(&7), "{output:?}");
    }
}
