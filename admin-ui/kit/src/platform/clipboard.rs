//! The clipboard.

use gloo::utils::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlTextAreaElement;
use yew::Callback;

/// Copies a text, and tells whether the browser let it.
pub fn copy(text: String, tell: Callback<bool>) {
    // Where the page's origin is not secure, the browser has no clipboard at all, and the call throws.
    let clipboard: JsValue = window().navigator().clipboard().into();
    spawn_local(async move {
        let copied = match clipboard.dyn_into::<web_sys::Clipboard>() {
            Ok(clipboard) => JsFuture::from(clipboard.write_text(&text)).await.is_ok(),
            Err(_) => false,
        };
        tell.emit(copied);
    });
}

/// Selects the text of a field, to be copied by hand.
pub fn select(id: &str) {
    let field = document().get_element_by_id(id);
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok()) {
        field.select();
    }
}
