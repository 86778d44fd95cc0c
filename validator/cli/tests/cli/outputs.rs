//! What a command writes is whole or not there, and takes the place of nothing that anybody needs: of every
//! command, and of every option that names a file to write.

use crate::examples::{Leaf, folder, leaves, values, with};
use crate::folder::Folder;
use clap::Arg;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// The options that name a file to write.
const OUTPUTS: [&str; 2] = ["out", "public"];

/// Runs `test` for every option of every command that names a file to write: it gets the folder, the words
/// that write the file `made` by that option, and the option.
fn for_each_output(name: &str, test: impl Fn(&Folder, &dyn Fn(&str) -> Vec<String>, &Leaf, &Arg)) {
    let mut count = 0;
    for leaf in leaves() {
        for option in OUTPUTS.iter().filter_map(|name| leaf.argument(name)) {
            let folder = folder(&format!("{name}-{count}"));
            test(&folder, &|path| with(&leaf.example(), option, path), &leaf, option);
            count += 1;
        }
    }
    assert!(count >= 6, "only {count} outputs were found");
}

fn run(folder: &Folder, words: &[String]) -> Output {
    folder.run(&words.iter().map(String::as_str).collect::<Vec<_>>())
}

fn refused(folder: &Folder, words: &[String]) {
    let before = content(&folder.0);
    let report = folder.json(&words.iter().map(String::as_str).collect::<Vec<_>>(), 3);
    assert_eq!(report["error"]["code"], "file_unwritable", "{words:?}: {report}");
    assert!(content(&folder.0) == before, "{words:?} changed a file");
}

/// All files of a folder, links as what they lead to.
fn content(folder: &Path) -> BTreeMap<String, Option<Vec<u8>>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries.map(|e| (e.file_name().to_string_lossy().into_owned(), fs::read(e.path()).ok())).collect()
}

/// Whether it is a document or a key set.
fn is_whole(bytes: &[u8]) -> bool {
    bytes.starts_with(b"-----BEGIN ") || bytes.starts_with(b"{")
}

fn forced(leaf: &Leaf, words: Vec<String>) -> Vec<String> {
    let can_force = leaf.command.get_arguments().any(|argument| argument.get_long() == Some("force"));
    let force = if can_force { vec!["--force".to_owned()] } else { Vec::new() };
    [words, force].concat()
}

#[test]
fn an_existing_file_stays_as_it_is() {
    for_each_output("existing", |folder, words, _, _| {
        refused(folder, &words("note.txt"));
        refused(folder, &words("unused.pem"));
    });
}

#[cfg(unix)]
#[test]
fn links_lead_to_no_file_that_is_overwritten() {
    use std::os::unix::fs::symlink;
    for_each_output("links", |folder, words, _, _| {
        symlink("note.txt", folder.0.join("soft")).unwrap();
        symlink("nowhere", folder.0.join("dangling")).unwrap();
        symlink(".", folder.0.join("here")).unwrap();
        fs::hard_link(folder.0.join("note.txt"), folder.0.join("hard")).unwrap();
        for name in ["soft", "dangling", "hard", "here/note.txt"] {
            refused(folder, &words(name));
        }
    });
}

#[cfg(unix)]
#[test]
fn no_input_is_overwritten_even_by_force() {
    use std::os::unix::fs::symlink;
    for_each_output("inputs", |folder, words, leaf, option| {
        let example = leaf.example();
        let own: Vec<_> = OUTPUTS.iter().filter_map(|name| leaf.argument(name)).collect();
        let others =
            leaf.arguments().filter(|argument| !own.iter().any(|own| own.get_id() == argument.get_id()));
        let files: Vec<String> = others
            .flat_map(|argument| values(&example, argument))
            .map(|value| value.split('=').next().unwrap_or_default().to_owned())
            .filter(|value| folder.0.join(value).is_file())
            .collect();
        assert!(!files.is_empty() || option.get_id() == "public" || leaf.path == ["keygen"]);
        for (index, file) in files.iter().enumerate() {
            let (soft, hard) = (format!("soft-{index}"), format!("hard-{index}"));
            symlink(file, folder.0.join(&soft)).unwrap();
            fs::hard_link(folder.0.join(file), folder.0.join(&hard)).unwrap();
            for name in [file, &soft, &hard, &format!("./{file}")] {
                refused(folder, &words(name));
                refused(folder, &forced(leaf, words(name)));
            }
        }
    });
}

#[test]
fn standard_input_is_an_input_too() {
    let folder = folder("stdin-input");
    let claims = fs::File::open(folder.0.join("claims.json")).unwrap();
    let before = content(&folder.0);
    let status = Command::new(env!("CARGO_BIN_EXE_countersign"))
        .args(["sign", "-", "--key", "k.pem", "--out", "claims.json", "--force"])
        .current_dir(&folder.0)
        .stdin(claims)
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(3));
    assert!(content(&folder.0) == before);
}

#[test]
fn force_replaces_a_file_and_never_a_private_key() {
    for_each_output("force", |folder, words, leaf, _| {
        if leaf.argument("public").is_some() {
            let output = run(folder, &[words("note.txt"), vec!["--force".to_owned()]].concat());
            assert_eq!(output.status.code(), Some(3), "a key is never overwritten");
            return;
        }
        for name in ["unused.pem", "."] {
            refused(folder, &forced(leaf, words(name)));
        }
        fs::copy(folder.0.join("unused.pem"), folder.0.join("renamed.txt")).unwrap();
        refused(folder, &forced(leaf, words("renamed.txt")));
        let output = run(folder, &forced(leaf, words("note.txt")));
        assert!(output.status.success(), "{output:?}");
        assert!(is_whole(&fs::read(folder.0.join("note.txt")).unwrap()));
        let new = run(folder, &forced(leaf, words("new-name")));
        assert!(new.status.success() && folder.0.join("new-name").is_file(), "{new:?}");
    });
}

#[cfg(unix)]
#[test]
fn force_follows_a_link_and_keeps_the_mode() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder("force-link");
    symlink("note.txt", folder.0.join("current.lic")).unwrap();
    fs::set_permissions(folder.0.join("note.txt"), fs::Permissions::from_mode(0o640)).unwrap();
    folder.done(&["sign", "claims.json", "--key", "k.pem", "--out", "current.lic", "--force"]);
    assert!(folder.0.join("current.lic").symlink_metadata().unwrap().is_symlink());
    let metadata = folder.0.join("note.txt").metadata().unwrap();
    assert!(metadata.len() > 100);
    assert_eq!(metadata.permissions().mode() & 0o777, 0o640);
}

/// Runs a command in a shell that lets it write no byte to any file: what happens then is decided by `trap`.
#[cfg(unix)]
fn where_nothing_fits(folder: &Folder, words: &[String], trap: &str) -> Output {
    Command::new("sh")
        .args(["-c", &format!("{trap} ulimit -f 0; exec \"$@\""), "sh", env!("CARGO_BIN_EXE_countersign")])
        .args(words)
        .args(["--format", "json"])
        .current_dir(&folder.0)
        .output()
        .unwrap()
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_nothing_behind() {
    for_each_output("full", |folder, words, leaf, _| {
        for words in [words("made"), forced(leaf, words("note.txt"))] {
            let before = content(&folder.0);
            let output = where_nothing_fits(folder, &words, "trap '' XFSZ;");
            assert_eq!(output.status.code(), Some(3), "{words:?}: {output:?}");
            let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
            assert_eq!(report["error"]["code"], "file_unwritable");
            assert!(content(&folder.0) == before, "{words:?}");
        }
    });
}

#[cfg(unix)]
#[test]
fn a_command_that_is_killed_while_it_writes_leaves_no_half_file_by_that_name() {
    for_each_output("killed", |folder, words, leaf, _| {
        for words in [words("made"), forced(leaf, words("note.txt"))] {
            let mut before = content(&folder.0);
            let output = where_nothing_fits(folder, &words, "");
            let is_refused = before.keys().any(|name| words.contains(name) && name == "note.txt")
                && !words.iter().any(|word| word == "--force");
            assert_eq!(output.status.code(), is_refused.then_some(3), "{words:?}: {output:?}");
            let mut after = content(&folder.0);
            for files in [&mut before, &mut after] {
                files.retain(|name, _| !name.starts_with(".countersign-"));
            }
            assert!(after == before, "{words:?}");
        }
    });
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_takes_no_file_is_told() {
    for_each_output("closed", |folder, words, _, _| {
        for name in ["/proc/countersign", "absent/made", "note.txt/made"] {
            refused(folder, &words(name));
        }
    });
}

#[cfg(unix)]
#[test]
fn what_is_written_is_whole_alone_and_secret_only_where_it_is_a_key() {
    use std::os::unix::fs::PermissionsExt;
    for_each_output("whole", |folder, words, leaf, option| {
        let before = content(&folder.0);
        // The mask that the tests run with is what a new file of the shell's has.
        let usual =
            fs::File::create(folder.0.join("usual")).unwrap().metadata().unwrap().permissions().mode();
        let output = run(folder, &words("made"));
        assert!(output.status.success(), "{output:?}");
        let made = folder.0.join("made");
        let is_secret = fs::read_to_string(&made).unwrap().contains("PRIVATE KEY");
        assert_eq!(is_secret, leaf.path == ["keygen"] && option.get_id() == "out");
        let mode = made.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, if is_secret { 0o600 } else { usual & 0o777 });
        let after = content(&folder.0);
        let other = OUTPUTS.iter().filter(|name| leaf.argument(name).is_some()).count() - 1;
        assert_eq!(after.len(), before.len() + 2 + other, "{:?}", after.keys());
    });
}

#[test]
fn a_hyphen_is_standard_output_for_documents_and_nothing_for_keys() {
    for_each_output("hyphen", |folder, words, leaf, _| {
        let before = content(&folder.0);
        let output = run(folder, &words("-"));
        if leaf.path == ["keygen"] {
            assert_eq!(output.status.code(), Some(3), "{output:?}");
        } else {
            assert!(output.status.success() && is_whole(&output.stdout), "{output:?}");
        }
        assert!(content(&folder.0) == before);
    });
}
