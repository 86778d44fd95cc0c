//! The bindings of the npm package, each feature with those of the one before: `js-slim`, which verifies
//! one licence, `js`, which judges sets of files, and `js-state`, which keeps an installation's state. What
//! JavaScript sees are the loaders around them, `npm/api.js`, `npm/sets.js` and `npm/state/api.js`. Apart from them is
//! `js-host`, in which a host says who it is and signs: none of those signs anything; and `js-volume` and `js-pool`, which
//! neither verify nor sign.
//!
//! What comes in was looked at by the loaders' `npm/arguments.js` and is a copy: bytes as `Uint8Array`, options
//! and key sets as one JSON text. What is not a single value goes out as one JSON text. To read options value by
//! value would take 15 KB more, and a getter of the caller's that throws would leave the memory here in disorder.

#[cfg(any(feature = "js-host", feature = "js-volume"))]
mod asked;
#[cfg(any(feature = "js", feature = "js-host"))]
mod files;
#[cfg(feature = "js-host")]
mod host;
#[cfg(feature = "js")]
mod judgement;
#[cfg(feature = "js-slim")]
mod keys;
#[cfg(feature = "js-slim")]
mod license;
#[cfg(feature = "js")]
mod license_set;
#[cfg(feature = "js-slim")]
mod options;
#[cfg(feature = "js-state")]
mod people;
#[cfg(feature = "js-pool")]
mod pool;
#[cfg(feature = "js-state")]
mod rows;
#[cfg(feature = "js-state")]
mod state;
#[cfg(feature = "js-state")]
mod user_names;
#[cfg(feature = "js-volume")]
mod volume;

#[cfg(feature = "js-slim")]
use crate::carrier::envelope::Envelope;
#[cfg(feature = "js")]
use crate::error::Code;
use crate::error::Error;
#[cfg(feature = "js-slim")]
use crate::verify::verified::Verified;
use serde::Serialize;
use wasm_bindgen::prelude::*;

#[cfg(any(feature = "js", feature = "js-host"))]
pub use files::Files;
#[cfg(feature = "js-host")]
pub use host::{host_json, key_of_seed, prove, receipt_message, request_message, sign_by_seed, signed_text};
#[cfg(feature = "js")]
pub use judgement::Judgement;
#[cfg(feature = "js-slim")]
pub use keys::TrustedKeys;
#[cfg(feature = "js-slim")]
pub use license::License;
#[cfg(feature = "js")]
pub use license_set::LicenseSet;
#[cfg(feature = "js-pool")]
pub use pool::SessionPool;
#[cfg(feature = "js-state")]
pub use state::State;
#[cfg(feature = "js-volume")]
pub use volume::{KmsHost, MakCount, kms_json, plan_json, product_key_json, promotion_json};

/// Verifies a licence and judges it in the circumstances that `options`, a JSON text, names.
///
/// # Errors
/// A [`Refusal`] where the file is malformed or not authentic.
#[cfg(feature = "js-slim")]
#[wasm_bindgen]
pub fn verify(document: &[u8], keys: &TrustedKeys, options: &str) -> Result<License, Refusal> {
    let question = options::read(options)?;
    let license: Verified<crate::documents::license::License> = Envelope::read(document)?.verify(&keys.0)?;
    Ok(License::judge(license, question)?)
}

/// Why a file, a key or an option was refused: thrown as JSON text, of which the loader makes an `Error`.
#[derive(Debug)]
pub struct Refusal(Error);

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl From<Refusal> for JsValue {
    fn from(refusal: Refusal) -> Self {
        json(&refusal.0).into()
    }
}

/// The value as JSON text. Writing to memory can't fail, and no map here has keys that JSON lacks; were it
/// otherwise, the loader's parser would refuse the empty text.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The value as an object of JavaScript's, for the few answers that are asked for again and again: it is made in
/// half the time that a text takes to be written and parsed. With more kinds of values the module would grow by
/// more than that is worth, and large ones take longer so.
///
/// # Errors
/// A [`Refusal`] where a number is beyond what JavaScript holds, as none is in a decision.
#[cfg(feature = "js")]
fn object(value: &impl Serialize) -> Result<JsValue, Refusal> {
    let made = value.serialize(&serde_wasm_bindgen::Serializer::json_compatible());
    made.map_err(|_| Error::new(Code::UsageInvalid).into())
}

/// The standard library's allocator would be 2 KB more of the small module. The others, which keep more for
/// longer, have it: it leaves fewer gaps.
#[cfg(all(target_family = "wasm", not(any(feature = "js", feature = "js-pool"))))]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
