//! What every command prints: JSON as its schema says, help with the exit codes, and pages made from both.

use crate::examples::{folder, leaves};
use crate::folder::Folder;
use jsonschema::Validator;
use serde_json::Value;
use std::fs;
use std::path::Path;

fn schema(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../schema/{name}.schema.json"));
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// What validates what a command prints; none where the schema does not say it.
fn validator(command: &str) -> Option<Validator> {
    let mut schema = schema("command");
    schema["$defs"].get(command)?;
    schema.as_object_mut().unwrap().remove("anyOf");
    schema["$ref"] = format!("#/$defs/{command}").into();
    schema["$defs"]["urn:report"] = self::schema("report");
    Some(jsonschema::draft202012::new(&schema).unwrap())
}

fn assert_valid(command: &str, printed: &Value) {
    let validator = validator(command).unwrap_or_else(|| panic!("command.schema.json lacks {command}"));
    let errors: Vec<_> = validator.iter_errors(printed).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{command}: {errors:?} in {printed}");
}

#[test]
fn every_command_prints_what_its_schema_says() {
    let mut named = schema("command")["anyOf"].as_array().unwrap().len();
    for leaf in leaves() {
        let folder = folder(&format!("printed-{}", leaf.path.join("-")));
        let mut words = leaf.example();
        if leaf.argument("out").is_some() && leaf.argument("public").is_none() {
            words.extend(["--out".to_owned(), "made".to_owned()]);
        }
        let words: Vec<_> = words.iter().map(String::as_str).collect();
        let name = leaf.path.join("_");
        assert_valid(&name, &folder.json(&words, 0));
        assert_valid("failure", &folder.json(&[&words[..], &["--unheard-of"]].concat(), 3));
        named -= 1;
    }
    assert_eq!(named, 1, "each command is named in anyOf, and so is a failure");
}

#[test]
fn answers_of_every_kind_are_as_their_schema_says() {
    let folder = folder("printed-kinds");
    let keys = ["--keys", "keys.json", "--at", super::AT];
    for (command, words, exit) in [
        ("check", &["check", "users", "t.lic", "--usage", "users=501"][..], 1),
        ("check", &["check", "nothing", "t.lic"], 1),
        ("check", &["check", "polycom", "t.lic", "--device"], 0),
        ("preview", &["preview", "t.lic", "--remove", "t.lic", "--usage", "users=5"], 1),
        ("show", &["show", "t.lic", "note.txt"], 2),
        ("request", &["request", "t.lic", "--emergency", "nothing", "--key", "site.pem"], 1),
        ("verify", &["verify", "t.lic", "note.txt"], 2),
        ("failure", &["preview", "t.lic", "--add", "note.txt"], 2),
        ("failure", &["verify", "absent.lic"], 3),
        ("failure", &["verify", "t.lic", "--keys", "note.txt"], 3),
        ("failure", &["verify", "t.lic", "--host", "CS1-0"], 3),
        ("failure", &["verify", "t.lic", "--product-version", "x"], 3),
    ] {
        assert_valid(command, &folder.json(&[words, &keys[..]].concat(), exit));
    }
    assert_valid("inspect", &folder.json(&["inspect", "note.txt"], 2));
    assert_valid("failure", &folder.json(&["sign", "claims.json", "--key", "k.pem"], 3));
}

#[test]
fn every_help_says_what_the_exit_codes_mean() {
    let folder = Folder::new("help");
    let mut paths: Vec<Vec<String>> = leaves().into_iter().map(|leaf| leaf.path).collect();
    paths.push(Vec::new());
    for path in paths {
        let words: Vec<&str> = path.iter().map(String::as_str).chain(["--help"]).collect();
        let help = folder.done(&words);
        for code in ["Exit codes:", "  0  ", "  1  ", "  2  ", "  3  "] {
            assert!(help.contains(code), "{path:?}: {help}");
        }
    }
}

#[test]
fn pages_and_completions_name_every_command_and_option() {
    let folder = Folder::new("pages");
    let overview = folder.done(&["man"]);
    let shells = ["bash", "elvish", "fish", "powershell", "zsh"];
    let completions = shells.map(|shell| folder.done(&["completions", shell]));
    for leaf in leaves() {
        let name = leaf.path.join("-");
        assert!(overview.contains(&format!("countersign\\-{}", name.replace('-', "\\-"))), "{name}");
        let page = folder.done(&["man", &leaf.path[0]]);
        for long in leaf.command.get_arguments().filter_map(|argument| argument.get_long()) {
            assert!(page.contains(&long.replace('-', "\\-")), "{name} --{long}");
            assert!(completions.iter().all(|script| script.contains(long)), "{name} --{long}");
        }
    }
    assert_eq!(folder.json(&["man", "nothing"], 3)["error"]["code"], "usage_invalid");
}

#[test]
fn standard_input_has_a_name() {
    let folder = folder("stdin-name");
    let run = |file: &str| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_countersign"))
            .args(["verify", "-", "--keys", "keys.json", "--at", super::AT])
            .current_dir(&folder.0)
            .stdin(fs::File::open(folder.0.join(file)).unwrap())
            .output()
            .unwrap();
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    };
    for file in ["t.lic", "note.txt"] {
        assert!(run(file).contains("standard input"), "{}", run(file));
    }
    let checked = std::process::Command::new(env!("CARGO_BIN_EXE_countersign"))
        .args(["sign", "-", "--key", "k.pem"])
        .current_dir(&folder.0)
        .stdin(fs::File::open(folder.0.join("note.txt")).unwrap())
        .output()
        .unwrap();
    assert!(String::from_utf8(checked.stderr).unwrap().starts_with("error [json_syntax]: standard input: "));
}
