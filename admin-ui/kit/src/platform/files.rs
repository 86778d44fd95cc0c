//! Files that the reader chose, dropped or pasted.

use crate::Given;
use gloo::file::File;
use gloo::file::futures::read_as_bytes;
use web_sys::{DataTransfer, FileList, HtmlInputElement};
use yew::prelude::*;

/// Of a larger file no more than this is read: enough for the core to say that it is too large.
const MOST_BYTES: u64 = (32 << 20) + 1;

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
        for file in files.into_iter().map(File::from) {
            let name = file.name();
            let given = if file.size() > MOST_LIST_BYTES {
                Given::TooLong { name }
            } else {
                match read_as_bytes(&file).await {
                    Ok(bytes) => Given::File { name, bytes },
                    Err(_) => Given::Unreadable { name },
                }
            };
            give.emit(given);
        }
    });
}

/// Reads files one after another and hands over each.
pub fn read(files: Vec<web_sys::File>, give: Callback<Given>) {
    wasm_bindgen_futures::spawn_local(async move {
        for file in files {
            give.emit(read_one(file).await);
        }
    });
}

/// Reads files and hands them over together, so that they are verified together.
pub fn read_all(files: Vec<web_sys::File>, give: Callback<Vec<Given>>) {
    wasm_bindgen_futures::spawn_local(async move {
        let mut all = Vec::new();
        for file in files {
            all.push(read_one(file).await);
        }
        give.emit(all);
    });
}

async fn read_one(file: web_sys::File) -> Given {
    let file = File::from(file);
    let name = file.name();
    match read_as_bytes(&file.slice(0, file.size().min(MOST_BYTES))).await {
        Ok(bytes) => Given::File { name, bytes },
        Err(_) => Given::Unreadable { name },
    }
}
