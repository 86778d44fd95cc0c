//! The files of an installation in JavaScript, verified together.

use super::judgement::Judgement;
use super::keys::read_threshold;
use super::{Files, Refusal, TrustedKeys, json, options};
use crate::error::{Code, Error};
use crate::judge::judging::judge;
use crate::judge::preview::{Change, preview};
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
        let question = options::read(options)?;
        let removed = removed.map(|name| self.index(&name)).transpose()?;
        let change = match (removed, self.with(&added)?) {
            (None, Some(file)) => Change::Add(file),
            (Some(index), Some(file)) => Change::Replace(index, file),
            (Some(index), None) => Change::Remove(index),
            (None, None) => return Err(misuse("change", "nothing", "add, remove").into()),
        };
        Ok(json(&preview(&self.files, change, &question)?))
    }
}

impl LicenseSet {
    fn index(&self, name: &str) -> crate::Result<usize> {
        let index = self.files.iter().position(|file| file.name == name);
        index.ok_or_else(|| misuse("change.remove", name, "the name of a file of the set"))
    }

    /// The file that is to be added, as it is verified beside the others.
    fn with(&self, added: &Files) -> crate::Result<Option<File>> {
        let added_list = added.list();
        if added_list.len() > 1 {
            return Err(misuse("change.add", added_list.len(), "one file at a time"));
        }
        let mut contents = self.contents.list();
        contents.extend(added_list.iter().copied());
        let mut files = self.verifier.open(contents).files.split_off(self.files.len());
        added.judge_sizes(&mut files);
        Ok(files.pop())
    }
}

fn misuse(at: &str, found: impl fmt::Display, needed: &'static str) -> Error {
    Error::new(Code::UsageInvalid).with_at(at).with_found(found).with_needed(needed)
}
