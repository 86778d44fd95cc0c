//! Passphrases in forms.

use crate::state::Secret;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

/// What was typed into a form's fields for passphrases, in their order. The fields are emptied at once, and hold
/// nothing that a later look at the page could find.
pub(crate) fn take(event: &SubmitEvent) -> Vec<Secret> {
    event.prevent_default();
    let Some(form) = event.target_dyn_into::<Element>() else { return Vec::new() };
    let Ok(fields) = form.query_selector_all("input[type=password]") else { return Vec::new() };
    let fields =
        (0..fields.length()).filter_map(|index| fields.get(index)?.dyn_into::<HtmlInputElement>().ok());
    let taken = fields.map(|field| {
        let secret = Secret::new(field.value());
        field.set_value("");
        secret
    });
    taken.collect()
}
