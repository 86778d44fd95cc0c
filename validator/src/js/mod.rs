//! The bindings of the npm package. What JavaScript sees is the loader around them, `npm/api.js`.
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
use std::slice;
use wasm_bindgen::prelude::*;

pub use error::Thrown;
pub use keys::TrustedKeys;
pub use license::License;

/// Verifies a licence and judges it in the circumstances that `options`, a JSON text, names.
///
/// # Errors
/// A JavaScript `Error` with a `code` where the file is malformed or not authentic.
#[wasm_bindgen]
pub fn verify(document: &[u8], keys: &TrustedKeys, options: &str) -> Result<License, Thrown> {
    let question = options::read(options)?;
    let license: Verified<crate::license::License> = Envelope::read(document)?.verify(&keys.0)?;
    let file = File { name: license.id.clone(), outcome: Ok(license) };
    let report = judge(slice::from_ref(&file), &question)?;
    Ok(License::new(file.outcome?, report))
}
