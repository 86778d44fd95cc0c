//! An issuer's desk and its hosts, as the command keeps them.

use crate::folder::Folder;
use serde_json::{Value, json};
use std::fs;

pub(crate) const VENDOR: &str = "https://vendor.example";
/// When most of it happens.
pub(crate) const NOW: &str = "1764210000";

/// A folder with an issuer's key, `desk.pem` and `desk.json`, and ledger, `desk.ledger`.
pub(crate) struct Desk {
    pub(crate) folder: Folder,
}

/// A licence of three seats, a feature, sessions and users, by its serial and how many seats and sessions.
pub(crate) fn studio(serial: u64, seats: u64) -> Value {
    license(
        "STUDIO-1",
        "call-studio",
        serial,
        &json!([
            { "id": "seats", "metric": "host", "quantity": seats },
            { "id": "fax", "metric": "feature" },
        ]),
    )
}

pub(crate) fn license(id: &str, product: &str, serial: u64, entitlements: &Value) -> Value {
    json!({ "iss": VENDOR, "aud": product, "sub": "musterkontakt", "jti": id, "iat": 1_764_100_000, "lic": {
        "serial": serial, "name": "Call Studio", "kind": "standard", "perpetual": true, "activation": "required",
        "holder": { "name": "Musterkontakt GmbH" }, "entitlements": entitlements,
    } })
}

impl Desk {
    pub(crate) fn new(name: &str) -> Self {
        let folder = Folder::new(&format!("desk-{name}"));
        folder.with_key("desk", &[]);
        folder.done(&["ledger", "new", "--issuer", VENDOR, "--ledger", "desk.ledger", "--at", "1764000000"]);
        Self { folder }
    }

    /// Signs a licence, NAME.lic, and takes it into the ledger.
    pub(crate) fn license(&self, name: &str, claims: &Value) {
        self.sign(name, claims);
        self.add(&format!("{name}.lic"), 0);
    }

    pub(crate) fn sign(&self, name: &str, claims: &Value) {
        let (input, out) = (format!("{name}.claims"), format!("{name}.lic"));
        self.folder.write(&input, &claims.to_string());
        self.folder.done(&["sign", &input, "--key", "desk.pem", "--allow-past", "--out", &out]);
    }

    /// A host with a key and a machine id of its own, NAME.pem and NAME.json; gives back its file.
    pub(crate) fn host(&self, name: &str) -> Value {
        let (key, out, part) = (format!("{name}.pem"), format!("{name}.json"), format!("machine_id={name}"));
        self.folder.done(&["host", "--key", &key, "--out", &out, "--part", &part, "--description", name]);
        serde_json::from_slice(&fs::read(self.folder.0.join(out)).unwrap()).unwrap()
    }

    pub(crate) fn lock_code(&self, name: &str) -> String {
        self.host(name)["lock_code"].as_str().unwrap().to_owned()
    }

    /// Makes a request, HOST.req.
    pub(crate) fn request(&self, host: &str, license: &str, wants: &[&str], more: &[&str]) {
        let (file, key, out) = (format!("{host}.json"), format!("{host}.pem"), format!("{host}.req"));
        let files = fs::read_dir(&self.folder.0).unwrap().map(|entry| entry.unwrap().file_name());
        let files: Vec<String> = files.map(|name| name.into_string().unwrap()).collect();
        // Of activations the names say that they are none.
        let licenses = files.iter().filter(|name| name.ends_with(".lic") && !name.contains("activation"));
        let mut words: Vec<&str> = vec!["request", "--activate", "--license", license, "--keys", "desk.json"];
        words.extend(licenses.map(String::as_str));
        words.extend(["--host", &file, "--host-key", &key, "--out", &out, "--force", "--at", NOW]);
        wants.iter().for_each(|want| words.extend(["--want", want]));
        words.extend(more);
        self.folder.done(&words);
    }

    /// Answers HOST.req with HOST-activation.lic, and gives back what was printed.
    pub(crate) fn answer(&self, host: &str, more: &[&str], exit: i32) -> Value {
        let (request, out) = (format!("{host}.req"), format!("{host}-activation.lic"));
        let words = ["activate", &request, "--out", &out, "--force"];
        self.activate(&[&words[..], more].concat(), exit)
    }

    /// Asks and answers.
    pub(crate) fn give(&self, host: &str, license: &str, wants: &[&str], exit: i32) -> Value {
        self.request(host, license, wants, &[]);
        self.answer(host, &[], exit)
    }

    pub(crate) fn activate(&self, words: &[&str], exit: i32) -> Value {
        let desk = ["--ledger", "desk.ledger", "--key", "desk.pem", "--keys", "desk.json", "--at", NOW];
        self.folder.json(&[words, &desk[..]].concat(), exit)
    }

    pub(crate) fn add(&self, file: &str, exit: i32) -> Value {
        self.ledger(&["add", file], exit)
    }

    pub(crate) fn ledger(&self, words: &[&str], exit: i32) -> Value {
        let desk = ["--ledger", "desk.ledger", "--keys", "desk.json"];
        let at: &[&str] = if words.contains(&"--at") { &[] } else { &["--at", NOW] };
        self.folder.json(&[&["ledger"], words, &desk[..], at].concat(), exit)
    }

    /// How much of an entitlement is claimed and left.
    pub(crate) fn pool(&self, license: &str, id: &str) -> (u64, u64) {
        pool(&self.ledger(&["status"], 0), license, id)
    }

    /// Makes the receipt HOST.rcp for HOST-activation.lic.
    pub(crate) fn receipt(&self, host: &str, more: &[&str]) {
        let (file, key, out) =
            (format!("{host}-activation.lic"), format!("{host}.pem"), format!("{host}.rcp"));
        let words =
            ["deactivate", &file, "--keys", "desk.json", "--host-key", &key, "--out", &out, "--at", NOW];
        self.folder.done(&[&words[..], more].concat());
    }

    /// Verifies a licence with an activation on a host, which proves its key: the status of each, and what is granted
    /// of an entitlement.
    pub(crate) fn verify(&self, files: &[&str], host: &str, id: &str, more: &[&str]) -> (Vec<String>, Value) {
        let (file, key) = (format!("{host}.json"), format!("{host}.pem"));
        let words = ["verify", "--keys", "desk.json", "--host", &file, "--host-key", &key];
        let at: &[&str] = if more.contains(&"--at") { &[] } else { &["--at", NOW] };
        let output = self.folder.run(&[&words[..], files, more, at, &["--format", "json"]].concat());
        told(&serde_json::from_slice(&output.stdout).unwrap(), id)
    }
}

/// The statuses of a report's documents, and what it grants of an entitlement.
pub(crate) fn told(report: &Value, id: &str) -> (Vec<String>, Value) {
    let word = |row: &Value| row["status"].as_str().or(row["error"]["code"].as_str()).unwrap().to_owned();
    let limits = report["limits"].as_array().unwrap();
    let limit = limits.iter().find(|row| row["id"] == id).unwrap_or(&Value::Null);
    (report["documents"].as_array().unwrap().iter().map(word).collect(), limit["granted"].clone())
}

pub(crate) fn pool(status: &Value, license: &str, id: &str) -> (u64, u64) {
    let licenses = status["licenses"].as_array().unwrap();
    let license = licenses.iter().find(|row| row["jti"] == license).unwrap();
    let row = license["entitlements"].as_array().unwrap().iter().find(|row| row["id"] == id).unwrap();
    (row["claimed"].as_u64().unwrap(), row["free"].as_u64().unwrap())
}
