//! Newer versions of the hosted page, which `www/offline.js` looks after. The single file has none.

use gloo::events::EventListener;
use gloo::utils::window;
use web_sys::Event;

/// That a newer version is there, and waits to be taken.
const NEW_VERSION: &str = "countersign-new-version";
/// That it is to take the place of this one.
const TAKE_NEW_VERSION: &str = "countersign-take-new-version";

/// Tells when a newer version is there, until it is dropped.
pub fn on_new(tell: impl Fn() + 'static) -> EventListener {
    EventListener::new(&window(), NEW_VERSION, move |_| tell())
}

/// Loads the page anew, in its newer version.
pub fn take_new() {
    if let Ok(event) = Event::new(TAKE_NEW_VERSION) {
        window().dispatch_event(&event).unwrap_or_default();
    }
}
