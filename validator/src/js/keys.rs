//! Trusted keys in JavaScript.

use super::{Refusal, json};
#[cfg(feature = "js")]
use crate::carrier::envelope::MOST_SIGNATURES;
#[cfg(feature = "js")]
use crate::error::{Code, Error};
use crate::values::thumbprint::Thumbprint;
#[cfg(feature = "js")]
use crate::verify::files::Verifier;
#[cfg(feature = "js")]
use std::num::NonZeroUsize;
use wasm_bindgen::prelude::*;

/// The keys that are trusted.
#[wasm_bindgen]
pub struct TrustedKeys(pub(super) crate::keys::TrustedKeys);

#[wasm_bindgen]
impl TrustedKeys {
    /// Reads keys in any public format; the small module a JWK set alone.
    ///
    /// # Errors
    /// A [`Refusal`] of the stage `key_` or `json_`.
    #[wasm_bindgen(constructor)]
    pub fn new(source: &[u8]) -> Result<TrustedKeys, Refusal> {
        Ok(TrustedKeys(parse(source)?))
    }

    /// Adds the keys of another source.
    ///
    /// # Errors
    /// As the constructor; and then none has been added.
    pub fn add(&mut self, source: &[u8]) -> Result<(), Refusal> {
        Ok(self.0.extend(parse(source)?)?)
    }

    /// The RFC 7638 thumbprints of the keys, as JSON text.
    #[wasm_bindgen(js_name = thumbprintsJson)]
    pub fn thumbprints_json(&self) -> String {
        let thumbprints: Vec<Thumbprint> = self.0.iter().map(|key| key.key.thumbprint()).collect();
        json(&thumbprints)
    }
}

#[cfg(feature = "js")]
impl TrustedKeys {
    /// A verifier by these keys, of which at least `threshold` must have signed.
    pub(super) fn verifier(&self, threshold: NonZeroUsize) -> Verifier {
        Verifier::new(self.0.clone()).with_threshold(threshold)
    }
}

/// How many keys must have signed, which a document can have done. The loader has checked that the number is
/// a whole one.
#[cfg(feature = "js")]
pub(super) fn read_threshold(threshold: f64) -> Result<NonZeroUsize, Refusal> {
    NonZeroUsize::new(threshold as usize).filter(|threshold| threshold.get() <= MOST_SIGNATURES).ok_or_else(
        || {
            let error = Error::new(Code::UsageInvalid).with_at("threshold").with_found(threshold as u64);
            error.with_needed(format!("1 to {MOST_SIGNATURES}")).into()
        },
    )
}

fn parse(source: &[u8]) -> crate::Result<crate::keys::TrustedKeys> {
    if cfg!(feature = "js") {
        crate::keys::TrustedKeys::parse(source)
    } else {
        crate::keys::TrustedKeys::parse_jwk_set(source)
    }
}
