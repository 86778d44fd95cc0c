//! A ledger in JavaScript.

use super::{Forms, Signers, SigningKey, Thrown, TrustedKeys, asked, instant, json};
use crate::answer::Answer;
use crate::ledger::{Added, Appended};
use crate::refusal::{Failure, RefusalCode};
use countersign::{DocumentType, Envelope, Thumbprint};
use serde::Serialize;
use std::collections::BTreeMap;
use wasm_bindgen::prelude::*;

/// A ledger, and the lines of it that nobody has fetched yet.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Ledger {
    ledger: crate::Ledger,
    lines: String,
}

#[derive(Serialize)]
struct Facts<'a> {
    issuer: &'a str,
    created: countersign::UnixTime,
    entries: u64,
    hash: &'a str,
}

/// An answer, or an activation that was given before.
#[derive(Serialize)]
struct Given<'a> {
    n: u64,
    jti: &'a str,
    serial: u64,
    grants: BTreeMap<&'a str, u64>,
    slots: BTreeMap<&'a str, [u64; 2]>,
    #[serde(flatten)]
    forms: Forms,
}

#[derive(Serialize)]
struct Noted {
    n: u64,
}

#[derive(Serialize)]
struct Revocation<'a> {
    iss: &'a str,
    aud: &'a str,
    jti: &'a str,
    typ: DocumentType,
}

#[derive(Serialize)]
struct Released<'a> {
    n: u64,
    revocation: Revocation<'a>,
}

#[derive(Serialize)]
struct Exported {
    #[serde(skip_serializing_if = "Option::is_none")]
    n: Option<u64>,
    #[serde(flatten)]
    forms: Forms,
}

#[derive(Serialize)]
struct Found {
    #[serde(skip_serializing_if = "Option::is_none")]
    n: Option<u64>,
    forks: Vec<Fork>,
}

#[derive(Serialize)]
struct Fork {
    n: u64,
    activations: [String; 2],
}

#[wasm_bindgen]
impl Ledger {
    /// A new ledger of an issuer, or of the customer whose key's thumbprint is `delegate`; it verifies by these keys
    /// and the ones that sign.
    ///
    /// # Errors
    /// `usage_invalid` unless one of the two is given; where the keys contradict one another.
    pub fn create(
        issuer: Option<String>,
        delegate: Option<String>,
        keys: &TrustedKeys,
        own: &Signers,
        now: f64,
    ) -> Result<Ledger, Thrown> {
        let whose = match (issuer, delegate) {
            (Some(issuer), None) if !issuer.is_empty() => issuer,
            (None, Some(thumbprint)) => thumbprint.parse::<Thumbprint>()?.to_string(),
            _ => {
                let refusal = RefusalCode::UsageInvalid.refusal().at("issuer");
                let needed = "either the issuer that licences carry, or the delegate's thumbprint";
                return Err(Failure::from(refusal.needed(needed)).into());
            }
        };
        let (ledger, line) = crate::Ledger::new(&whose, &own.with(keys, &whose)?, instant(now)?)?;
        Ok(Ledger { ledger, lines: line + "\n" })
    }

    /// Reads a ledger.
    ///
    /// # Errors
    /// `ledger_broken`, at the first entry that is not as it was written.
    pub fn read(text: &[u8], keys: &TrustedKeys, own: &Signers) -> Result<Ledger, Thrown> {
        let keys = own.with(keys, &crate::Ledger::issuer_of(text)?)?;
        Ok(Ledger { ledger: crate::Ledger::read(text, &keys)?, lines: String::new() })
    }

    /// Reads the lines that were appended since.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    #[wasm_bindgen(js_name = readOn)]
    pub fn read_on(&mut self, text: &[u8]) -> Result<(), Thrown> {
        Ok(self.ledger.read_on(text)?)
    }

    /// The lines that came since the last call, each with its line feed: to be stored before anything is handed out.
    #[wasm_bindgen(js_name = takeLines)]
    pub fn take_lines(&mut self) -> String {
        std::mem::take(&mut self.lines)
    }

    /// What the getters of the loader's `Ledger` give, as JSON text.
    #[wasm_bindgen(js_name = factsJson)]
    pub fn facts_json(&self) -> String {
        let ledger = &self.ledger;
        let (issuer, created, hash) = (ledger.issuer(), ledger.created(), ledger.hash());
        json(&Facts { issuer, created, entries: ledger.len(), hash })
    }

    /// The activations that claim to be one entry, as JSON text.
    #[wasm_bindgen(js_name = forksJson)]
    pub fn forks_json(&self) -> String {
        json(&self.ledger.forks().iter().map(Fork::from).collect::<Vec<_>>())
    }

    /// What the ledger comes to, as JSON text.
    ///
    /// # Errors
    /// Those of judging its licences.
    #[wasm_bindgen(js_name = statusJson)]
    pub fn status_json(&mut self, now: f64) -> Result<String, Thrown> {
        Ok(json(&self.ledger.status(instant(now)?)?))
    }

    /// Adds a document, and gives the number of its entry, as JSON text.
    ///
    /// # Errors
    /// As of the ledger's own `add`.
    #[wasm_bindgen(js_name = addJson)]
    pub fn add_json(&mut self, document: &[u8], now: f64) -> Result<String, Thrown> {
        let n = match self.ledger.add(document, instant(now)?)? {
            Added::Known(number) => number,
            Added::Entry(appended) => self.note(&appended),
        };
        Ok(json(&Noted { n }))
    }

    /// Frees an activation on an operator's word, and gives what is to be revoked, as JSON text.
    ///
    /// # Errors
    /// As of the ledger's own `release`.
    #[wasm_bindgen(js_name = releaseJson)]
    pub fn release_json(&mut self, activation: &str, reason: &str, now: f64) -> Result<String, Thrown> {
        let appended = self.ledger.release(activation, reason, instant(now)?)?;
        let n = self.note(&appended);
        let (iss, aud) = self.ledger.licensor(activation).unwrap_or_default();
        let revocation = Revocation { iss, aud, jti: activation, typ: DocumentType::Activation };
        Ok(json(&Released { n, revocation }))
    }

    /// Answers a request, as JSON text.
    ///
    /// # Errors
    /// As of the ledger's own `answer`.
    #[wasm_bindgen(js_name = answerJson)]
    pub fn answer_json(
        &mut self,
        request: &[u8],
        options: &str,
        key: &SigningKey,
        now: f64,
    ) -> Result<String, Thrown> {
        let answer = self.ledger.answer(request, &asked::ask(options)?, &key.0, instant(now)?)?;
        self.given(&answer)
    }

    /// Makes an activation for lock codes that were typed in, as JSON text.
    ///
    /// # Errors
    /// As of the ledger's own `answer_typed`.
    #[wasm_bindgen(js_name = answerTypedJson)]
    pub fn answer_typed_json(
        &mut self,
        typed: &str,
        options: &str,
        key: &SigningKey,
        now: f64,
    ) -> Result<String, Thrown> {
        let (typed, ask) = (asked::typed(typed)?, asked::ask(options)?);
        let answer = self.ledger.answer_typed(&typed, &ask, &key.0, instant(now)?)?;
        self.given(&answer)
    }

    /// An activation that was given, the last one where none is named, as JSON text; `null` where it is not there.
    ///
    /// # Errors
    /// None that a ledger is known to have.
    #[wasm_bindgen(js_name = exportJson)]
    pub fn export_json(&self, activation: Option<String>) -> Result<String, Thrown> {
        let Some(document) = self.ledger.activation_document(activation.as_deref()) else {
            return Ok(json(&None::<()>));
        };
        let n = self.ledger.find(document.as_bytes())?.number;
        Ok(json(&Exported { n, forms: forms(document)? }))
    }

    /// Where a document stands, as JSON text.
    ///
    /// # Errors
    /// As of the ledger's own `find`.
    #[wasm_bindgen(js_name = findJson)]
    pub fn find_json(&self, document: &[u8]) -> Result<String, Thrown> {
        let found = self.ledger.find(document)?;
        Ok(json(&Found { n: found.number, forks: found.forked.iter().map(Fork::from).collect() }))
    }
}

impl Ledger {
    fn note(&mut self, appended: &Appended) -> u64 {
        self.lines.push_str(&appended.line);
        self.lines.push('\n');
        appended.number
    }

    fn given(&mut self, answer: &Answer) -> Result<String, Thrown> {
        if let Some(appended) = &answer.appended {
            self.note(appended);
        }
        let slots = answer.slots.iter().map(|(id, slots)| (id, [slots.first, slots.last]));
        Ok(json(&Given {
            n: answer.number,
            jti: &answer.id,
            serial: answer.serial,
            grants: answer.grants.iter().collect(),
            slots: slots.collect(),
            forms: forms(&answer.document)?,
        }))
    }
}

impl From<&crate::Fork> for Fork {
    fn from(fork: &crate::Fork) -> Self {
        Self { n: fork.n, activations: fork.activations.clone() }
    }
}

fn forms(document: &str) -> Result<Forms, Thrown> {
    Ok(Forms::from(&Envelope::read(document.as_bytes())?.to_signed()))
}
