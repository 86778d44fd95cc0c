//! Forms.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

/// The text of a form's text area, which is emptied. None where it is blank: then it gets the focus.
pub fn take_text(event: &SubmitEvent) -> Option<String> {
    event.prevent_default();
    let field: HtmlTextAreaElement = field(event, "textarea")?.dyn_into().ok()?;
    let text = field.value();
    if text.trim().is_empty() {
        // The browser refuses an empty field, but spaces get past it.
        AsRef::<HtmlElement>::as_ref(&field).focus().unwrap_or_default();
        return None;
    }
    field.set_value("");
    Some(text)
}

/// The value of a form's input of this name, without the spaces around it. None where it is empty.
pub fn input(event: &SubmitEvent, name: &str) -> Option<String> {
    event.prevent_default();
    let input: HtmlInputElement = field(event, &format!("input[name={name}]"))?.dyn_into().ok()?;
    let value = input.value();
    Some(value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// The whole number that was typed into the input of an event. None where there is none.
pub fn number(event: &Event) -> Option<u64> {
    event.target_dyn_into::<HtmlInputElement>()?.value().trim().parse().ok()
}

fn field(event: &SubmitEvent, selector: &str) -> Option<Element> {
    event.target_dyn_into::<Element>()?.query_selector(selector).ok()?
}

/// Whether the box of an event is ticked.
pub fn checked(event: &Event) -> bool {
    event.target_dyn_into::<HtmlInputElement>().is_some_and(|input| input.checked())
}

/// The text in the field of an event.
pub fn text(event: &InputEvent) -> String {
    event.target_dyn_into::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default()
}

/// The value of the menu's entry that was chosen.
pub fn choice(event: &Event) -> String {
    event.target_dyn_into::<HtmlSelectElement>().map(|menu| menu.value()).unwrap_or_default()
}

/// The text in the field of an event that tells of a whole change.
pub fn value(event: &Event) -> String {
    event.target_dyn_into::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default()
}

/// The number of the menu's entry that was chosen, where the entries' values are numbers.
pub fn chosen(event: &Event) -> Option<usize> {
    event.target_dyn_into::<HtmlSelectElement>()?.value().parse().ok()
}
