//! JOSE libraries of other languages, behind scripts that answer requests in JSON.
//!
//! | request | answer |
//! |---|---|
//! | `verify`: `form`, `document`, `keys` (a JWK set) | `payload` |
//! | `sign`: `alg`, `typ`, `payload`; with a new key | `key` (a JWK with its thumbprint as `kid`), `documents` |
//!
//! Where the library refuses, the answer is `refused` with the reason.

use crate::signed::Signed;
use crate::{folder, program, provided};
use serde::Deserialize;
use serde_json::{Value, json};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

/// A JOSE library.
pub struct JoseLibrary {
    interpreter: PathBuf,
    script: PathBuf,
    argument: OsString,
    /// The forms of RFC 7515 that it knows.
    forms: &'static [&'static str],
}

/// What a library signed, and the key that it did so with.
#[derive(Deserialize)]
pub struct Foreign {
    /// The public key as a JWK. Its `kid` is the thumbprint by the library's own reckoning.
    pub key: Value,
    /// The document in each form that the library writes.
    pub documents: Vec<String>,
}

impl JoseLibrary {
    /// `jose` of npm.
    pub fn jose() -> Self {
        Self {
            interpreter: "node".into(),
            script: folder("js").join("jose.mjs"),
            argument: provided::node_modules().into(),
            forms: &["compact", "flattened", "general"],
        }
    }

    /// joserfc of PyPI.
    pub fn joserfc() -> Self {
        Self {
            interpreter: provided::python(),
            script: folder("python").join("jose.py"),
            argument: "joserfc".into(),
            forms: &["compact", "flattened", "general"],
        }
    }

    /// PyJWT of PyPI.
    pub fn pyjwt() -> Self {
        Self { argument: "pyjwt".into(), forms: &["compact"], ..Self::joserfc() }
    }

    /// The forms of RFC 7515 that it knows.
    pub fn forms(&self) -> &'static [&'static str] {
        self.forms
    }

    /// The payload of each document, or why the library refuses it.
    pub fn verify(&self, documents: &[Signed]) -> Vec<Result<String, String>> {
        let requests = documents.iter().map(|signed| {
            json!({ "request": "verify", "form": signed.form, "document": signed.text, "keys": signed.keys })
        });
        let payload = |answer: Value| match answer["payload"].as_str() {
            Some(payload) => Ok(payload.to_owned()),
            None => Err(answer["refused"].to_string()),
        };
        self.ask(requests.collect()).into_iter().map(payload).collect()
    }

    /// Has a licence signed by a new key of the library's.
    ///
    /// # Panics
    /// Where the library refuses.
    pub fn sign(&self, alg: &str, claims: &str) -> Foreign {
        let request = json!({ "request": "sign", "alg": alg, "typ": "license+jwt", "payload": claims });
        let answer = self.ask(vec![request]).remove(0);
        Foreign::deserialize(&answer).unwrap_or_else(|error| panic!("{error}: {answer}"))
    }

    fn ask(&self, requests: Vec<Value>) -> Vec<Value> {
        let mut command = Command::new(&self.interpreter);
        let answers =
            program::run(command.arg(&self.script).arg(&self.argument), &Value::from(requests).to_string());
        serde_json::from_str(&answers).unwrap_or_else(|error| panic!("{error}: {answers}"))
    }
}
