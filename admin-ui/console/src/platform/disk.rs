//! Files in place (File System Access, WICG), where the browser has it: today in Chromium.
//!
//! `web-sys` has these names only for builds that opt into what is not settled yet; the few that are needed are looked
//! up by name.

use crate::state::ledger::Replacing;
use crate::state::{Action, LedgerAction};
use gloo::utils::window;
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::Callback;

const PICKER: &str = "showOpenFilePicker";

thread_local! {
    /// The file that the ledger was opened from.
    static FILE: RefCell<Option<JsValue>> = const { RefCell::new(None) };
    /// The file that was chosen last, which may have no ledger in it that can be read.
    static CHOSEN: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

/// Whether the browser saves files in place.
pub(crate) fn is_there() -> bool {
    Reflect::get(&window(), &PICKER.into()).is_ok_and(|picker| picker.is_function())
}

/// Lets the reader choose a ledger, and hands its text over.
pub(crate) fn open(on_action: Callback<Action>) {
    spawn_local(async move {
        // A reader who chose nothing has changed nothing.
        let Ok(handles) = call(&window(), PICKER, &[]).await else { return };
        let handle = Array::from(&handles).get(0);
        let (Ok(text), Some(name)) = (read(&handle).await, text_of(&handle, "name")) else { return };
        CHOSEN.set(Some(handle));
        on_action.emit(Action::Ledger(LedgerAction::Begin(Replacing::Open {
            name,
            text,
            is_in_place: true,
        })));
    });
}

/// The ledger that is open is the one of the file that was chosen last.
pub(crate) fn adopt() {
    FILE.set(CHOSEN.take());
}

/// Writes a ledger into the file that it was opened from, unless somebody else has written to that since: what is
/// there must be how the text begins.
pub(crate) fn save(text: String, lines: u64, on_action: Callback<Action>) {
    spawn_local(async move {
        let done = match FILE.with_borrow(Clone::clone) {
            None => Err(JsValue::UNDEFINED),
            Some(handle) => replace(&handle, &text).await,
        };
        on_action.emit(Action::Ledger(match done {
            Ok(true) => LedgerAction::Saved(Some(lines)),
            Ok(false) => LedgerAction::ChangedOnDisk,
            Err(_) => LedgerAction::Saved(None),
        }));
    });
}

async fn replace(handle: &JsValue, text: &str) -> Result<bool, JsValue> {
    // A last line without its end was never handed out, as in the command line.
    let there = read(handle).await?;
    if !text.as_bytes().starts_with(&there[..countersign_issuer::whole_lines(&there)]) {
        return Ok(false);
    }
    let stream = call(handle, "createWritable", &[]).await?;
    call(&stream, "write", &[text.into()]).await?;
    call(&stream, "close", &[]).await?;
    Ok(true)
}

async fn read(handle: &JsValue) -> Result<Vec<u8>, JsValue> {
    let file = call(handle, "getFile", &[]).await?;
    Ok(Uint8Array::new(&call(&file, "arrayBuffer", &[]).await?).to_vec())
}

/// Calls a method that gives a promise, and waits for that.
async fn call(object: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(object, &method.into())?.dyn_into()?;
    let promise = method.apply(object, &arguments.iter().collect::<Array>())?;
    JsFuture::from(promise.dyn_into::<Promise>()?).await
}

fn text_of(object: &JsValue, name: &str) -> Option<String> {
    Reflect::get(object, &name.into()).ok()?.as_string()
}
