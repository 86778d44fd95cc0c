//! Files for the reader to keep.

use gloo::file::{Blob, ObjectUrl};
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlAnchorElement;

/// Hands a file to the browser, which asks where to put it, or puts it among the downloads.
pub fn save(name: &str, bytes: &[u8]) {
    let url = ObjectUrl::from(Blob::new_with_options(bytes, Some("application/octet-stream")));
    let link = document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(link) = link {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
}
