//! The page that this one is shown in, where it is one that may speak to it.

use gloo::events::EventListener;
use gloo::utils::{document, window};
use js_sys::{JSON, Object};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Window};

/// The name of the `meta` element that lists the origins of other pages that may speak to this one.
const ALLOWED: &str = "meta[name='countersign-embedder']";

/// The longest message that is looked at, in UTF-16 units of its JSON: to look at more would hold up the page.
const LONGEST: u32 = 16 << 20;

/// A message of the page around this one.
pub(crate) struct Message {
    /// What it says, in JSON.
    pub(crate) text: String,
    /// Whose it is.
    pub(crate) origin: String,
    pub(crate) sender: Window,
}

/// Sends a value in JSON to a page, if it is still of this origin.
pub(crate) fn answer(page: &Window, origin: &str, text: &str) {
    let answer = JSON::parse(text).unwrap_or(JsValue::NULL);
    // It fails where that page is gone.
    page.post_message(&answer, origin).unwrap_or_default();
}

/// Tells the page around this one, whoever it is, that this one is ready to listen.
pub(crate) fn tell_ready() {
    if let Some(parent) = parent() {
        let ready = JSON::parse(r#"{"countersign":"ready","version":1}"#).unwrap_or(JsValue::NULL);
        parent.post_message(&ready, "*").unwrap_or_default();
    }
}

/// Hands over the messages of the page around this one, until it is dropped. It must be of this page's own
/// origin, or of one that the page itself lists; those of all others are passed over in silence.
pub(crate) fn listen(tell: impl Fn(Message) + 'static) -> EventListener {
    EventListener::new(&window(), "message", move |event| {
        if let Some(message) = event.dyn_ref().and_then(message) {
            tell(message);
        }
    })
}

fn message(event: &MessageEvent) -> Option<Message> {
    let (sender, origin) = (parent()?, event.origin());
    if !Object::is(&event.source()?.into(), &sender) || !may_speak(&origin) {
        return None;
    }
    let text = JSON::stringify(&event.data()).ok().filter(|text| text.length() <= LONGEST)?;
    let text = text.as_string()?;
    Some(Message { text, origin, sender })
}

/// The page around this one, where there is one.
fn parent() -> Option<Window> {
    // It is of another realm: `instanceof` would say that it is no window, and no more than its `postMessage`
    // may be touched.
    let parent: Window = window().get("parent")?.unchecked_into();
    (!Object::is(&parent, &window())).then_some(parent)
}

fn may_speak(origin: &str) -> bool {
    // Pages without an origin, such as files, all say that it is "null".
    if origin.is_empty() || origin == "null" {
        return false;
    }
    let own = window().location().origin().is_ok_and(|own| own == origin);
    let listed = || {
        let meta = document().query_selector(ALLOWED).ok().flatten();
        meta.and_then(|meta| meta.get_attribute("content"))
            .is_some_and(|listed| listed.split_ascii_whitespace().any(|listed| listed == origin))
    };
    own || listed()
}
