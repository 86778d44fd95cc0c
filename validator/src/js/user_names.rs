//! Which user names mean the same person.

use crate::seats::fold_nfkc;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A string of JavaScript's, which brings the tables of Unicode that need not be downloaded then.
    type JsString;

    #[wasm_bindgen(method)]
    fn normalize(this: &JsString, form: &str) -> JsString;
}

/// Makes one text of all spellings of a user name.
pub(super) fn fold(name: &str) -> String {
    fold_nfkc(name, nfkc)
}

fn nfkc(name: &str) -> String {
    let text: JsString = JsValue::from_str(name).unchecked_into();
    let normalised: JsValue = text.normalize("NFKC").into();
    normalised.as_string().unwrap_or_default()
}
