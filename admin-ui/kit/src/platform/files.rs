//! Files that the reader chose, dropped or pasted.

use super::picture;
use crate::Given;
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, FileList, HtmlInputElement};
use yew::prelude::*;

/// Of a larger file no more than this is read: enough for the core to say that it is too large.
const MOST_BYTES: f64 = ((32 << 20) + 1) as f64;

/// So many files are read beside each other: one after the other, the browser waits for the disk at each; all at
/// once, the page waits until each was begun.
const TOGETHER: usize = 16;

/// The files of a file input; clears it, so that the same file can be chosen again.
pub fn chosen(event: &Event) -> Vec<web_sys::File> {
    let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return Vec::new() };
    let files = list(input.files());
    input.set_value("");
    files
}

/// The files that were dropped or pasted.
pub fn transferred(transfer: &DataTransfer) -> Vec<web_sys::File> {
    list(transfer.files())
}

fn list(files: Option<FileList>) -> Vec<web_sys::File> {
    let Some(files) = files else { return Vec::new() };
    (0..files.length()).filter_map(|index| files.get(index)).collect()
}

/// The longest list of people that is read, in bytes.
pub const MOST_LIST_BYTES: u64 = 256 << 20;

/// Reads a list of people, and hands it over.
pub fn read_list(files: Vec<web_sys::File>, give: Callback<Given>) {
    wasm_bindgen_futures::spawn_local(async move {
        for file in files {
            let given = if file.size() > MOST_LIST_BYTES as f64 {
                Given::TooLong { name: file.name() }
            } else {
                Reading::whole(&file).end().await
            };
            give.emit(given);
        }
    });
}

/// Reads files one after another and hands over each.
pub fn read(files: Vec<web_sys::File>, give: Callback<Given>) {
    wasm_bindgen_futures::spawn_local(async move {
        for file in files {
            for given in picture::read(Reading::begin(&file).end().await).await {
                give.emit(given);
            }
        }
    });
}

/// Reads files and hands them over together, so that they are verified together.
pub fn read_all(files: Vec<web_sys::File>, give: Callback<Vec<Given>>) {
    wasm_bindgen_futures::spawn_local(async move {
        let mut all = Vec::new();
        for files in files.chunks(TOGETHER) {
            let begun: Vec<Reading> = files.iter().map(Reading::begin).collect();
            for reading in begun {
                all.extend(picture::read(reading.end().await).await);
            }
        }
        give.emit(all);
    });
}

/// A file that is being read.
struct Reading {
    name: String,
    bytes: Result<JsFuture, JsValue>,
}

impl Reading {
    fn begin(file: &web_sys::File) -> Self {
        // To slice a file has the browser ask the disk once more.
        let bytes = if file.size() > MOST_BYTES {
            file.slice_with_f64_and_f64(0.0, MOST_BYTES).map(|start| start.array_buffer())
        } else {
            Ok(file.array_buffer())
        };
        Self { name: file.name(), bytes: bytes.map(JsFuture::from) }
    }

    fn whole(file: &web_sys::File) -> Self {
        Self { name: file.name(), bytes: Ok(file.array_buffer().into()) }
    }

    async fn end(self) -> Given {
        let Self { name, bytes } = self;
        let Ok(bytes) = bytes else { return Given::Unreadable { name } };
        match bytes.await {
            Ok(bytes) => Given::File { name, bytes: Uint8Array::new(&bytes).to_vec() },
            Err(_) => Given::Unreadable { name },
        }
    }
}
