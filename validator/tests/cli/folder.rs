//! A folder in which the command is run.

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

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_countersign")).args(arguments).current_dir(&self.0).output().unwrap()
    }

    pub(crate) fn json(&self, arguments: &[&str], exit: i32) -> Value {
        let output = self.run(&[arguments, &["--format", "json"]].concat());
        assert_eq!(output.status.code(), Some(exit), "{arguments:?}: {output:?}");
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Makes a key and signs the licence of the known answers.
    pub(crate) fn with_license(name: &str) -> Self {
        let folder = Self::new(name);
        let made = folder.run(&[
            "keygen",
            "--out",
            "k.pem",
            "--public",
            "keys.json",
            "--issuer",
            "https://vendor.example",
        ]);
        assert!(made.status.success(), "{made:?}");
        let signed = folder.run(&["sign", &known("testlizenz.json"), "--key", "k.pem", "--out", "t.lic"]);
        assert!(signed.status.success(), "{signed:?}");
        folder
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

pub(crate) fn known(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/known-answers");
    folder.join(name).display().to_string()
}
