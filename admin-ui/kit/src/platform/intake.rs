//! What is dropped or pasted anywhere on the page.

use super::files;
use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::utils::{document, window};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Element, Event};

/// What was brought to the page.
pub enum Brought {
    /// Files that were dropped or pasted.
    Files(Vec<web_sys::File>),
    /// A text that was pasted, or dropped.
    Text(String),
    /// Something hovers over the page, or no longer does.
    Hovering(bool),
}

/// Listens until it is dropped.
pub struct Intake {
    _listeners: [EventListener; 5],
}

impl Intake {
    /// Tells what is brought.
    pub fn listen(tell: impl Fn(Brought) + 'static) -> Self {
        let tell = Rc::new(tell);
        let hover = Rc::new(Hover { entered: Cell::new(0), tell: Rc::clone(&tell) });
        let (enter, leave, drop) = (Rc::clone(&hover), Rc::clone(&hover), hover);
        Self {
            _listeners: [
                on_drag("dragenter", move |_| enter.set(enter.entered.get() + 1)),
                // Without it, the browser would not let anything be dropped.
                on_drag("dragover", |_| {}),
                on_drag("dragleave", move |_| leave.set(leave.entered.get().saturating_sub(1))),
                on_drag("drop", move |transfer| {
                    drop.set(0);
                    give(transfer, &*drop.tell);
                }),
                EventListener::new(&document(), "paste", move |event| {
                    if let Some(transfer) = pasted(event) {
                        give(&transfer, &*tell);
                    }
                }),
            ],
        }
    }
}

/// How many elements the pointer is in: one is entered before the one around it is left.
struct Hover<F> {
    entered: Cell<u32>,
    tell: Rc<F>,
}

impl<F: Fn(Brought)> Hover<F> {
    fn set(&self, entered: u32) {
        self.entered.set(entered);
        (self.tell)(Brought::Hovering(entered > 0));
    }
}

fn give(transfer: &DataTransfer, tell: &dyn Fn(Brought)) {
    let files = files::transferred(transfer);
    if !files.is_empty() {
        tell(Brought::Files(files));
    } else if let Some(text) = transfer.get_data("text/plain").ok().filter(|text| !text.trim().is_empty()) {
        tell(Brought::Text(text));
    }
}

/// What was pasted, unless it is text for a field.
fn pasted(event: &Event) -> Option<DataTransfer> {
    let transfer = event.dyn_ref::<ClipboardEvent>()?.clipboard_data()?;
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let into_field =
        target.is_some_and(|target| target.closest("input, textarea").is_ok_and(|it| it.is_some()));
    (!into_field || !files::transferred(&transfer).is_empty()).then_some(transfer)
}

fn on_drag(name: &'static str, react: impl Fn(&DataTransfer) + 'static) -> EventListener {
    let options = EventListenerOptions { phase: EventListenerPhase::Bubble, passive: false };
    EventListener::new_with_options(&window(), name, options, move |event| {
        event.prevent_default();
        if let Some(transfer) = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer) {
            react(&transfer);
        }
    })
}
