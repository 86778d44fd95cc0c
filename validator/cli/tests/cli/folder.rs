//! A folder in which the command is run.

use base64::Engine as _;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder for one test, removed afterwards.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("countersign-cli-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        std::fs::write(self.0.join(name), text).unwrap();
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_countersign")).args(arguments).current_dir(&self.0).output().unwrap()
    }

    pub(crate) fn json(&self, arguments: &[&str], exit: i32) -> Value {
        let output = self.run(&[arguments, &["--format", "json"]].concat());
        assert_eq!(output.status.code(), Some(exit), "{arguments:?}: {output:?}");
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Runs what must succeed, and gives back what it printed.
    pub(crate) fn done(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Makes a key pair, NAME.pem and NAME.json, and gives back its thumbprint.
    pub(crate) fn with_key(&self, name: &str, more: &[&str]) -> String {
        self.key(name, &[&["--issuer", "https://vendor.example"], more].concat())
    }

    /// As [`with_key`](Self::with_key), for an installation that asks for an emergency licence.
    pub(crate) fn with_installation(&self, name: &str) -> String {
        self.key(name, &["--use", "emergency-request+jwt"])
    }

    fn key(&self, name: &str, more: &[&str]) -> String {
        let (out, public) = (format!("{name}.pem"), format!("{name}.json"));
        self.done(&[&["keygen", "--out", &out, "--public", &public], more].concat());
        let keys: Value = serde_json::from_slice(&std::fs::read(self.0.join(public)).unwrap()).unwrap();
        keys["keys"][0]["kid"].as_str().unwrap().to_owned()
    }

    /// Makes a key and signs the licence of the known answers.
    pub(crate) fn with_license(name: &str) -> Self {
        let folder = Self::new(name);
        folder.with_key("k", &[]);
        std::fs::rename(folder.0.join("k.json"), folder.0.join("keys.json")).unwrap();
        folder.done(&["sign", &known("testlizenz.json"), "--allow-past", "--key", "k.pem", "--out", "t.lic"]);
        folder
    }
}

/// The payload of a document in JSON.
pub(crate) fn payload(jws: &str) -> Value {
    let jws: Value = serde_json::from_str(jws).unwrap();
    let payload = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(jws["payload"].as_str().unwrap());
    serde_json::from_slice(&payload.unwrap()).unwrap()
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

/// The path of a fixture.
pub(crate) fn fixture(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures").join(name).display().to_string()
}

/// The path of a file of the known answers.
pub(crate) fn known(name: &str) -> String {
    fixture(&format!("known-answers/{name}"))
}
