//! The samples beside the page. Only the demonstration build has them.

use gloo::utils::window;
use js_sys::{Array, JSON, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

const INDEX: &str = "samples/samples.json";
/// The public key that verifies the samples.
const KEYS: &str = "keys.json";

/// A file to try the page with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sample {
    pub(crate) file: String,
    pub(crate) title: String,
}

/// The samples; none where there is no server, or it has none.
pub(crate) async fn list() -> Vec<Sample> {
    if !super::document::is_hosted() {
        return Vec::new();
    }
    let Some(bytes) = fetch(INDEX).await else { return Vec::new() };
    let index = String::from_utf8(bytes).ok().and_then(|text| JSON::parse(&text).ok());
    let Some(index) = index.filter(Array::is_array) else { return Vec::new() };
    Array::from(&index).iter().filter_map(|sample| read(&sample)).collect()
}

/// The contents of a sample.
pub(crate) async fn sample(file: &str) -> Option<Vec<u8>> {
    fetch(&["samples/", file].concat()).await
}

/// The name and contents of the demonstration key.
pub(crate) async fn keys() -> Option<(String, Vec<u8>)> {
    Some((KEYS.to_owned(), sample(KEYS).await?))
}

fn read(sample: &JsValue) -> Option<Sample> {
    let text = |name: &str| Reflect::get(sample, &name.into()).ok()?.as_string();
    Some(Sample { file: text("file")?, title: text("title")? })
}

async fn fetch(address: &str) -> Option<Vec<u8>> {
    let response = JsFuture::from(window().fetch_with_str(address)).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}
