//! Files on their way in from JavaScript.

use crate::carrier::envelope::{LARGEST_REVOCATION_LIST, too_large};
use crate::error::{Error, Result};
#[cfg(feature = "js")]
use crate::verify::files::File;
use wasm_bindgen::prelude::*;

/// Files by name, in the order in which they were added.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Files(Vec<Content>);

#[derive(Debug)]
struct Content {
    name: String,
    bytes: Vec<u8>,
    /// How many bytes the file has: more than came along where those would be too many to look at.
    length: usize,
}

#[wasm_bindgen]
impl Files {
    /// None yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Files {
        Files::default()
    }

    /// Adds a file that has so many bytes. One that is larger than any may be comes without them.
    pub fn add(&mut self, name: String, bytes: Vec<u8>, length: f64) {
        self.0.push(Content { name, bytes, length: length as usize });
    }
}

impl Files {
    pub(super) fn list(&self) -> Vec<(&str, &[u8])> {
        self.0.iter().map(|content| (content.name.as_str(), content.bytes.as_slice())).collect()
    }

    /// Names the size of those that were too large to come along, of which the core has seen no byte.
    #[cfg(feature = "js")]
    pub(super) fn judge_sizes(&self, files: &mut [File]) {
        for content in self.0.iter().filter(|content| content.is_too_large()) {
            if let Some(file) = files.iter_mut().find(|file| file.name == content.name) {
                file.outcome = Err(content.too_large());
            }
        }
    }

    /// Refuses a file that was too large to come along.
    pub(super) fn check_sizes(&self) -> Result<()> {
        match self.0.iter().find(|content| content.is_too_large()) {
            Some(content) => Err(content.too_large()),
            None => Ok(()),
        }
    }
}

impl Content {
    fn is_too_large(&self) -> bool {
        self.length > self.bytes.len()
    }

    fn too_large(&self) -> Error {
        too_large(self.length, LARGEST_REVOCATION_LIST)
    }
}
