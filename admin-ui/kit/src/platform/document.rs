//! The document around the page: its language, title, address, appearance.

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::utils::{document, document_element, window};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};
use yew::Callback;

/// The element that a page's content is in.
pub const CONTENT: &str = "content";

/// The reader's languages, the preferred one first.
pub fn languages() -> Vec<String> {
    window().navigator().languages().iter().filter_map(|tag| tag.as_string()).collect()
}

/// Sets `<html lang>`.
pub fn set_language(tag: &str) {
    set_root_attribute("lang", tag);
}

/// Sets `<html data-theme>`, which the stylesheet reads.
pub fn set_theme(theme: &str) {
    set_root_attribute("data-theme", theme);
}

fn set_root_attribute(name: &str, value: &str) {
    // It fails for a name that is no name alone.
    document_element().set_attribute(name, value).unwrap_or_default();
}

/// Sets the title of the window.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// The part of the address from `#` on.
pub fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// Goes to another part of the address, from `#` on.
pub fn set_hash(hash: &str) {
    // It fails for an address that is none alone.
    window().location().set_hash(hash).unwrap_or_default();
}

/// Tells whenever the part of the address from `#` on changes, until it is dropped.
pub fn on_hash_change(tell: impl Fn(String) + 'static) -> EventListener {
    EventListener::new(&window(), "hashchange", move |_| tell(hash()))
}

/// Opens the browser's print dialogue.
pub fn print() {
    // Where printing is not possible, nothing happens.
    window().print().unwrap_or_default();
}

/// A text as a part of an address.
pub fn encode_uri_component(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// Moves the focus to an element.
pub fn focus(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        element.focus().unwrap_or_default();
    }
}

/// Whether nothing in the page has the focus, such as after what had it is gone, or can't be used any more: the
/// browser takes the focus from that a moment later.
pub fn has_lost_focus() -> bool {
    let active = document().active_element();
    active.is_none_or(|active| active.tag_name() == "BODY" || active.matches(":disabled").unwrap_or_default())
}

/// Tells when Escape is pressed, unless that was for a list of characters to choose from, until it is dropped.
pub fn on_escape(tell: Callback<()>) -> EventListener {
    EventListener::new(&document(), "keydown", move |event| {
        let escapes = |event: &KeyboardEvent| event.key() == "Escape" && !event.is_composing();
        if event.dyn_ref::<KeyboardEvent>().is_some_and(escapes) {
            tell.emit(());
        }
    })
}

/// Has the browser ask before the page is left where `is_needed`, until it is dropped.
pub fn guard_leaving(is_needed: impl Fn() -> bool + 'static) -> EventListener {
    let options = EventListenerOptions { phase: EventListenerPhase::Bubble, passive: false };
    EventListener::new_with_options(&window(), "beforeunload", options, move |event| {
        if is_needed() {
            event.prevent_default();
        }
    })
}
