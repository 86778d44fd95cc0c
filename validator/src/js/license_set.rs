//! The files of an installation in JavaScript, verified together.

use super::judgement::Judgement;
use super::{Refusal, TrustedKeys, json, options};
use crate::error::{Code, Error};
use crate::judge::judge;
use crate::open::{File, Verifier};
use crate::preview::{Change, preview};
use std::num::NonZeroUsize;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// The files of an installation. The loader gives it a public face.
#[wasm_bindgen]
pub struct LicenseSet {
    verifier: Verifier,
    contents: Vec<(String, Vec<u8>)>,
    files: Vec<File>,
}

#[wasm_bindgen]
impl LicenseSet {
    /// No files yet. Of a document at least `threshold` trusted keys must have signed.
    #[wasm_bindgen(constructor)]
    pub fn new(keys: &TrustedKeys, threshold: usize) -> LicenseSet {
        let threshold = NonZeroUsize::new(threshold).unwrap_or(NonZeroUsize::MIN);
        let verifier = Verifier::new(keys.0.clone()).with_threshold(threshold);
        LicenseSet { verifier, contents: Vec::new(), files: Vec::new() }
    }

    /// Adds a file, to be verified by [`open`](Self::open).
    pub fn add(&mut self, name: &str, bytes: &[u8]) {
        self.contents.push((name.to_owned(), bytes.to_vec()));
    }

    /// Verifies the files together.
    pub fn open(&mut self) {
        self.files = self.verified(&self.contents);
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
        let added = (!added.is_empty()).then(|| self.with(added, content)).flatten();
        let index = || match self.files.iter().position(|file| file.name == removed) {
            Some(index) => Ok(index),
            None => Err(Error::new(Code::UsageInvalid).with_found(removed).with_needed("a file of the set")),
        };
        let change = match added {
            Some(file) if removed.is_empty() => Change::Add(file),
            Some(file) => Change::Replace(index()?, file),
            None => Change::Remove(index()?),
        };
        Ok(json(&preview(&self.files, change, &options::read(options)?)?))
    }

    /// The file as it is verified beside the others.
    fn with(&self, name: &str, content: &[u8]) -> Option<File> {
        let mut contents = self.contents.clone();
        contents.push((name.to_owned(), content.to_vec()));
        self.verified(&contents).pop()
    }

    fn verified(&self, contents: &[(String, Vec<u8>)]) -> Vec<File> {
        self.verifier.open(contents.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))).files
    }
}
