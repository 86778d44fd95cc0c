//! The bindings of the npm package. What JavaScript sees is the loader around them, `npm/index.js`.
//!
//! Bytes come in as `Uint8Array`. Results are typed getters; where a whole object is wanted it crosses
//! as one JSON text, which is several times faster than building it value by value.

mod error;
mod keys;
mod license;
mod options;

use crate::envelope::Envelope;
use crate::judge::{File, judge};
use crate::verified::Verified;
use js_sys::Error as JsError;
use wasm_bindgen::prelude::*;

pub use keys::TrustedKeys;
pub use license::License;

/// Verifies a licence and judges it in the circumstances that `options` names.
///
/// # Errors
/// A JavaScript `Error` with a `code` where the file is malformed or not authentic.
#[wasm_bindgen]
pub fn verify(document: &[u8], keys: &TrustedKeys, options: JsValue) -> Result<License, JsError> {
    let question = options::read(options)?;
    let license = Envelope::read(document)
        .and_then(|envelope| envelope.verify(&keys.0))
        .map_err(|error| error::thrown(&error))?;
    let file = File { name: license.id.clone(), outcome: Ok(Verified::clone(&license)) };
    let report = judge(&[file], &question).map_err(|error| error::thrown(&error))?;
    Ok(License::new(license, report))
}
