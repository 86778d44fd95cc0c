//! Which user names mean the same person.

use crate::seats::fold_nfkc;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A string of JavaScript's, which brings the tables of Unicode that need not be downloaded then.
    type JsString;

    #[wasm_bindgen(method)]
    fn normalize(this: &JsString, form: &str) -> JsString;

    #[wasm_bindgen(method, js_name = toLowerCase)]
    fn to_lower_case(this: &JsString) -> JsString;
}

/// Makes one text of all spellings of a user name.
pub(super) fn fold(name: &str) -> String {
    fold_nfkc(
        name,
        |name| text(JsString::normalize(&string(name), "NFKC")),
        |name| text(JsString::to_lower_case(&string(name))),
    )
}

fn string(name: &str) -> JsString {
    JsValue::from_str(name).unchecked_into()
}

fn text(string: JsString) -> String {
    JsValue::from(string).as_string().unwrap_or_default()
}
