//! An example of every command, so that what holds for all of them is tested for all of them.

use crate::activating::{Desk, VENDOR, studio};
use crate::folder::{Folder, fixture, known};
use clap::{Arg, ArgMatches, Command};
use serde_json::json;
use std::fs;
use std::sync::OnceLock;

/// What is the same in most examples.
const ISSUER: [&str; 2] = ["--issuer", "https://vendor.example"];
const LEDGER: [&str; 4] = ["--ledger", "desk.ledger", "--keys", "desk.json"];
const KMS: [&str; 3] = ["kms.lic", "--keys", "keys.json"];
pub(crate) const FORM: [&str; 12] = [
    "--company",
    "Musterkonferenz AG",
    "--contact-name",
    "Zoë Luczak",
    "--contact-email",
    "zoe@example.com",
    "--contact-phone",
    "+49 69 1234",
    "--systems",
    "12",
    "--date",
    "2026-12-01",
];
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
            "host" => vec!["--key", "host.pem", "--part", "machine_id=4c4c4544-0042"],
            "activate" => {
                vec!["request.txt", "--ledger", "desk.ledger", "--key", "desk.pem", "--keys", "desk.json"]
            }
            "deactivate" => vec!["activation.lic", "--keys", "desk.json", "--host-key", "host.pem"],
            "ledger new" => [&["--ledger", "new.ledger"], &ISSUER[..]].concat(),
            "ledger add" => [&["studio.lic"], &LEDGER[..]].concat(),
            "ledger release" => [&["A-1", "--reason", "the disk is broken"], &LEDGER[..]].concat(),
            "ledger status" => LEDGER.to_vec(),
            "ledger verify" => [&["activation.lic"], &LEDGER[..]].concat(),
            "ledger export" => [&["--activation", "A-1"], &LEDGER[..]].concat(),
            "volume kms" => vec!["kms.txt"],
            "volume key" => vec!["2MG3G-3BNTT-3MFW9-KDQW3-TCK7R"],
            "volume plan" => {
                [&["--kms", "kms.txt", "--key", "2MG3G-3BNTT-3MFW9-KDQW3-TCK7R"], &KMS[..]].concat()
            }
            "volume form" => FORM.to_vec(),
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
    folder.write("kms.txt", "_vlmcs._tcp.example.com\tservice = 0 0 1688 kms.example.com.\n");
    let volume = fixture("skype-room-kms.json");
    folder.done(&["sign", &volume, "--key", "k.pem", "--out", "kms.lic"]);
    let due = ["--next-update", "2100-01-01T00:00:00Z", "--product", "ucware", "--out", "1.rev"];
    folder.done(&[&["revoke", "Z", "--key", "k.pem"], &due[..], &ISSUER[..]].concat());
    let first = ["trust", "--key", "root.pem", "--add", "keys.json", "--out", "1.trust"];
    folder.done(&[&first[..], &ISSUER[..]].concat());
    for (name, content) in activated() {
        fs::write(folder.0.join(name), content).unwrap();
    }
    folder
}

/// A host, its request, an activation that it has, and the ledger of that: made once, for they are many steps.
fn activated() -> &'static [(String, Vec<u8>)] {
    static FILES: OnceLock<Vec<(String, Vec<u8>)>> = OnceLock::new();
    FILES.get_or_init(|| {
        let desk = Desk::new("examples");
        desk.license("studio", &studio(1, 3));
        let host = desk.host("host");
        let key = &host["key"];
        let claims = json!({ "iss": VENDOR, "aud": "call-studio", "sub": "musterkontakt", "jti": "A-1", "act": {
            "license": "STUDIO-1", "license_serial": 1, "serial": 1, "grants": { "seats": 1 },
            "host": { "lock_codes": [host["lock_code"]], "key": key },
        } });
        desk.folder.write("activation.json", &claims.to_string());
        let sign = ["sign", "activation.json", "--typ", "activation+jwt", "--key", "desk.pem"];
        desk.folder.done(&[&sign[..], &["--out", "activation.lic", "--allow-unknown"]].concat());
        desk.add("activation.lic", 0);
        desk.request("host", "STUDIO-1", &["seats=1"], &[]);
        fs::rename(desk.folder.0.join("host.req"), desk.folder.0.join("request.txt")).unwrap();
        let names = ["desk.pem", "desk.json", "desk.ledger", "host.pem", "host.json", "studio.lic"];
        let names = names.into_iter().chain(["activation.lic", "request.txt"]);
        names.map(|name| (name.to_owned(), fs::read(desk.folder.0.join(name)).unwrap())).collect()
    })
}
