//! The document around the page: its language, title, address, appearance.

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::utils::{document, document_element, window};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The element with the keys that a vendor builds into the page, a JWK set.
const BUILT_IN_KEYS: &str = "trusted-keys";

/// The element with the limits that a vendor builds into the page.
const ENTRY_LIMITS: &str = "meta[name=countersign-entry]";

/// The element that says that there are samples.
const SAMPLES: &str = "countersign-samples";

/// The element that a page's content is in.
pub(crate) const CONTENT: &str = "content";

/// The reader's languages, the preferred one first.
pub(crate) fn languages() -> Vec<String> {
    window().navigator().languages().iter().filter_map(|tag| tag.as_string()).collect()
}

/// Sets `<html lang>`.
pub(crate) fn set_language(tag: &str) {
    set_root_attribute("lang", tag);
}

/// Sets `<html data-theme>`, which the stylesheet reads.
pub(crate) fn set_theme(theme: &str) {
    set_root_attribute("data-theme", theme);
}

fn set_root_attribute(name: &str, value: &str) {
    // It fails for a name that is no name alone.
    document_element().set_attribute(name, value).unwrap_or_default();
}

/// Sets the title of the window.
pub(crate) fn set_title(title: &str) {
    document().set_title(title);
}

/// The part of the address from `#` on.
pub(crate) fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// Tells whenever the part of the address from `#` on changes, until it is dropped.
pub(crate) fn on_hash_change(tell: impl Fn(String) + 'static) -> EventListener {
    EventListener::new(&window(), "hashchange", move |_| tell(hash()))
}

/// Whether the page says that there are samples beside it. Only the demonstration build does, so that no
/// other one asks its server for what is not there.
pub(crate) fn has_samples() -> bool {
    document().get_element_by_id(SAMPLES).is_some()
}

/// The keys that the vendor built into the page.
pub(crate) fn built_in_keys() -> Option<String> {
    document().get_element_by_id(BUILT_IN_KEYS)?.text_content()
}

/// What may be used without a licence, as the vendor built it into the page.
pub(crate) fn entry_limits() -> Option<String> {
    let found = document().query_selector(ENTRY_LIMITS).ok()??;
    found.get_attribute("content")
}

/// Opens the browser's print dialogue.
pub(crate) fn print() {
    // Where printing is not possible, nothing happens.
    window().print().unwrap_or_default();
}

/// A text as a part of an address.
pub(crate) fn encode_uri_component(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// Moves the focus to an element.
pub(crate) fn focus(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        element.focus().unwrap_or_default();
    }
}

/// Has the browser ask before the page is left where `is_needed`, until it is dropped.
pub(crate) fn guard_leaving(is_needed: impl Fn() -> bool + 'static) -> EventListener {
    let options = EventListenerOptions { phase: EventListenerPhase::Bubble, passive: false };
    EventListener::new_with_options(&window(), "beforeunload", options, move |event| {
        if is_needed() {
            event.prevent_default();
        }
    })
}
