//! The files of an installation in JavaScript, verified together.

use super::judgement::Judgement;
use super::{Files, Refusal, TrustedKeys, json, options};
use crate::error::{Code, Error};
use crate::judge::judging::judge;
use crate::judge::preview::Change;
use crate::verify::files::{File, Verifier};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// The files of an installation. The loader gives it a public face.
#[wasm_bindgen]
pub struct LicenseSet {
    verifier: Verifier,
    contents: Files,
    files: Vec<File>,
}

#[wasm_bindgen]
impl LicenseSet {
    /// Verifies files together. Of a document at least `threshold` trusted keys must have signed.
    #[wasm_bindgen(constructor)]
    pub fn new(contents: Files, keys: &TrustedKeys, threshold: usize) -> LicenseSet {
        let verifier = keys.verifier(threshold);
        let files = verifier.open(contents.list()).files;
        LicenseSet { verifier, contents, files }
    }

    /// Judges the files in the circumstances that `options`, a JSON text, names.
    ///
    /// # Errors
    /// A [`Refusal`] where the options can't be understood, or leave open what is judged.
    pub fn judge(&self, options: &str) -> Result<Judgement, Refusal> {
        Ok(Judgement(Rc::new(judge(&self.files, &options::read(options)?)?)))
    }

    /// What would change if the file `removed` were taken out and `content` were added as `added`, as JSON
    /// text; an empty name stands for none.
    ///
    /// # Errors
    /// A [`Refusal`] where the added file is refused, or there is none of the name that is to be removed.
    #[wasm_bindgen(js_name = previewJson)]
    pub fn preview_json(
        &self,
        removed: &str,
        added: &str,
        content: &[u8],
        options: &str,
    ) -> Result<String, Refusal> {
        let contents = self.contents.list();
        let index = || match contents.iter().position(|(name, _)| *name == removed) {
            Some(index) => Ok(index),
            None => Err(Error::new(Code::UsageInvalid).with_found(removed).with_needed("a file of the set")),
        };
        let change = match added {
            "" => Change::Remove(index()?),
            _ if removed.is_empty() => Change::Add((added, content)),
            _ => Change::Replace(index()?, (added, content)),
        };
        Ok(json(&self.verifier.preview(&contents, change, &options::read(options)?)?))
    }
}
