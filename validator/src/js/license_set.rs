//! The files of an installation in JavaScript, verified together.

use super::judgement::Judgement;
use super::keys::read_threshold;
use super::{Files, Refusal, TrustedKeys, json, options};
use crate::error::{Code, Error};
use crate::judge::judging::judge;
use crate::judge::preview::{Change, Content, preview};
use crate::verify::files::{File, Verifier};
use std::fmt;
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
    ///
    /// # Errors
    /// A [`Refusal`] where no document could have so many signatures, or the threshold is none.
    #[wasm_bindgen(constructor)]
    pub fn new(contents: Files, keys: &TrustedKeys, threshold: f64) -> Result<LicenseSet, Refusal> {
        let verifier = keys.verifier(read_threshold(threshold)?);
        let mut files = verifier.open(contents.list()).files;
        contents.judge_sizes(&mut files);
        Ok(LicenseSet { verifier, contents, files })
    }

    /// Judges the files in the circumstances that `options`, a JSON text, names.
    ///
    /// # Errors
    /// A [`Refusal`] where the options can't be understood, or leave open what is judged.
    pub fn judge(&self, options: &str) -> Result<Judgement, Refusal> {
        Ok(Judgement(Rc::new(judge(&self.files, &options::read(options)?)?)))
    }

    /// What would change if the file `removed` were taken out and the one of `added` were added, as JSON text.
    ///
    /// # Errors
    /// A [`Refusal`] where the added file is refused, there is none of the name that is to be removed, or
    /// neither is named.
    #[wasm_bindgen(js_name = previewJson)]
    pub fn preview_json(
        &self,
        removed: Option<String>,
        added: Files,
        options: &str,
    ) -> Result<String, Refusal> {
        let (contents, question) = (self.contents.list(), options::read(options)?);
        added.check_sizes()?;
        let index = |name: String| {
            let index = contents.iter().position(|(other, _)| *other == name);
            index.ok_or_else(|| misuse("change.remove", &name, "the name of a file of the set"))
        };
        let change = match (removed.map(index).transpose()?, added.list().as_slice()) {
            (None, [file]) => Change::Add(*file),
            (Some(index), [file]) => Change::Replace(index, *file),
            (Some(index), []) => Change::Remove(index),
            (None, []) => return Err(misuse("change", "nothing", "add, remove").into()),
            (_, files) => return Err(misuse("change.add", files.len(), "one file at a time").into()),
        };
        let open = |contents: &[Content<'_>]| {
            let mut files = self.verifier.open(contents.iter().copied()).files;
            self.contents.judge_sizes(&mut files);
            files
        };
        Ok(json(&preview(&contents, change, &open, &question)?))
    }
}

fn misuse(at: &str, found: impl fmt::Display, needed: &'static str) -> Error {
    Error::new(Code::UsageInvalid).with_at(at).with_found(found).with_needed(needed)
}
