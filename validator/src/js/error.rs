//! Errors as JavaScript expects them.

use crate::error::Error;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// JavaScript's own `Error`.
    #[wasm_bindgen(js_name = Error)]
    pub type Thrown;

    #[wasm_bindgen(constructor, js_class = "Error")]
    fn new(message: &str) -> Thrown;
    #[wasm_bindgen(method, setter)]
    fn set_name(this: &Thrown, name: &str);
    #[wasm_bindgen(method, setter)]
    fn set_code(this: &Thrown, code: &str);
    #[wasm_bindgen(method, setter)]
    fn set_at(this: &Thrown, at: Option<&str>);
    #[wasm_bindgen(method, setter)]
    fn set_found(this: &Thrown, found: Option<&str>);
    #[wasm_bindgen(method, setter)]
    fn set_needed(this: &Thrown, needed: Option<&str>);
}

/// A real `Error` whose `code`, `at`, `found` and `needed` can be read.
impl From<Error> for Thrown {
    fn from(error: Error) -> Self {
        let thrown = Thrown::new(&error.to_string());
        thrown.set_name("CountersignError");
        thrown.set_code(error.code().as_str());
        thrown.set_at(error.at());
        thrown.set_found(error.found());
        thrown.set_needed(error.needed());
        thrown
    }
}
