//! The bindings of the npm package's module that issues, `countersign/issuer`. What JavaScript sees is the loader
//! around them, `npm/issuer/api.js`.
//!
//! As in the bindings of the modules that verify, what comes in was looked at by the loader and is a copy: bytes as
//! `Uint8Array`, options as one JSON text. What is not a single value goes out as one JSON text.

mod asked;
mod keys;
mod ledger;
mod signing;

pub use keys::{SigningKey, TrustedKeys};
pub use ledger::Ledger;
pub use signing::{Signers, sign};

use crate::refusal::{Failure, Refusal, RefusalCode, Shortage};
use countersign::issue::SignedDocument;
use countersign::{Error, UnixTime};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// How many characters of what an importer handed in an error repeats.
const EXCERPT: usize = 200;

/// Why something was refused: thrown as JSON text, of which the loader makes an `Error`.
#[derive(Debug)]
pub struct Thrown(String);

impl From<Error> for Thrown {
    fn from(error: Error) -> Self {
        Self(json(&error.for_issuer()))
    }
}

impl From<Failure> for Thrown {
    fn from(failure: Failure) -> Self {
        match failure {
            // Who sent the document is to be asked, and not who issues.
            Failure::Document(error) => Self(json(&error)),
            Failure::Unfit(error) => error.into(),
            Failure::Refused(refusal) => Self(json(&Sides::of(&short(*refusal)))),
        }
    }
}

impl From<Thrown> for JsValue {
    fn from(thrown: Thrown) -> Self {
        thrown.0.into()
    }
}

/// A refusal by rule as the command line tells it in JSON.
#[derive(Serialize)]
struct Sides<'a> {
    code: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<&'a str>,
    /// The number of the entry where a ledger is broken.
    #[serde(skip_serializing_if = "Option::is_none")]
    n: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    needed: Option<&'a str>,
    #[serde(flatten)]
    shortage: Option<Shortage>,
}

impl<'a> Sides<'a> {
    fn of(refusal: &'a Refusal) -> Self {
        let is_broken = refusal.code == RefusalCode::LedgerBroken;
        let (at, found, needed) = (&refusal.at, &refusal.found, &refusal.needed);
        Self {
            code: refusal.code.as_str(),
            message: refusal.to_string(),
            at: at.as_deref().filter(|_| !is_broken),
            n: at.as_deref().filter(|_| is_broken).and_then(|at| at.parse().ok()),
            found: found.as_deref(),
            needed: needed.as_deref(),
            shortage: refusal.shortage,
        }
    }
}

/// The refusal with no more than the beginnings of long texts.
fn short(mut refusal: Refusal) -> Refusal {
    for side in [&mut refusal.at, &mut refusal.found, &mut refusal.needed].into_iter().flatten() {
        if let Some((end, _)) = side.char_indices().nth(EXCERPT) {
            side.truncate(end);
            side.push('…');
        }
    }
    refusal
}

/// The value as JSON text. Writing to memory can't fail, and no map here has keys that JSON lacks; were it otherwise,
/// the loader's parser would refuse the empty text.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// An instant, of which the loader has checked that it is a whole number.
fn instant(seconds: f64) -> Result<UnixTime, Thrown> {
    Ok(UnixTime::from_secs(seconds as i64)?)
}

/// A document in every form that it can be handed out in.
#[derive(Serialize)]
struct Forms {
    armor: String,
    json: String,
    /// None with several signatures.
    #[serde(skip_serializing_if = "Option::is_none")]
    compact: Option<String>,
}

impl From<&SignedDocument> for Forms {
    fn from(signed: &SignedDocument) -> Self {
        Self { armor: signed.to_armor(), json: signed.to_json(), compact: signed.to_compact() }
    }
}
