//! Trusted keys in JavaScript.

use super::{Refusal, json};
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
    pub(super) fn verifier(&self, threshold: usize) -> Verifier {
        let threshold = NonZeroUsize::new(threshold).unwrap_or(NonZeroUsize::MIN);
        Verifier::new(self.0.clone()).with_threshold(threshold)
    }
}

fn parse(source: &[u8]) -> crate::Result<crate::keys::TrustedKeys> {
    if cfg!(feature = "js") {
        crate::keys::TrustedKeys::parse(source)
    } else {
        crate::keys::TrustedKeys::parse_jwk_set(source)
    }
}
