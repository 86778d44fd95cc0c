//! Files on their way in from JavaScript.

use crate::carrier::envelope::{LARGEST_REVOCATION_LIST, too_large};
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

    /// Names the size of those that were too large to come along. `files` is what became of the list.
    pub(super) fn judge_sizes(&self, files: &mut [File]) {
        for (content, file) in self.0.iter().zip(files) {
            if content.length > content.bytes.len() {
                file.outcome = Err(too_large(content.length, LARGEST_REVOCATION_LIST));
            }
        }
    }
}
