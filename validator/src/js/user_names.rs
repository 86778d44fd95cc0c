//! Which user names mean the same person.

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

/// Makes one text of all spellings of a user name: compatible characters are one, and so are the cases.
pub(super) fn fold(name: &str) -> String {
    const FORM: &str = "NFKC";
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    let text: JsString = JsValue::from_str(name).unchecked_into();
    // A lower case may compose where the upper one did not: J and a caron are two characters, \u{1f0} is one.
    let folded: JsValue = text.normalize(FORM).to_lower_case().normalize(FORM).into();
    folded.as_string().unwrap_or_default()
}
