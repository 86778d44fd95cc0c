//! The samples beside the page. Only the demonstration build has them.

use crate::i18n::Language;
use crate::state::{Given, Sample, Samples};
use gloo::utils::window;
use js_sys::{Array, JSON, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Response;
use yew::Callback;

const FOLDER: &str = "samples/";
const INDEX: &str = "samples.json";
/// The public key that verifies the samples.
const KEYS: &str = "keys.json";

/// Looks for samples where the page says that there are any, and hands over what there is.
pub(crate) fn find(give: Callback<Samples>) {
    if super::built_in::has_samples() {
        spawn_local(async move {
            let files = list().await.unwrap_or_default();
            if !files.is_empty() {
                give.emit(Samples { files, keys: fetch(KEYS).await });
            }
        });
    }
}

/// Fetches the contents of a sample.
pub(crate) fn open(file: String, give: Callback<Given>) {
    spawn_local(async move {
        give.emit(match fetch(&file).await {
            Some(bytes) => Given::File { name: file, bytes },
            None => Given::Unreadable { name: file },
        });
    });
}

async fn list() -> Option<Vec<Sample>> {
    let index = String::from_utf8(fetch(INDEX).await?).ok()?;
    let index = JSON::parse(&index).ok().filter(Array::is_array)?;
    Some(Array::from(&index).iter().filter_map(|sample| read(&sample)).collect())
}

fn read(sample: &JsValue) -> Option<Sample> {
    let text = |object: &JsValue, name: &str| Reflect::get(object, &name.into()).ok()?.as_string();
    let file = text(sample, "file")?;
    let title = Reflect::get(sample, &"title".into()).ok()?;
    let titles = Language::ALL.map(|language| text(&title, language.tag()).unwrap_or_else(|| file.clone()));
    Some(Sample { file, titles })
}

async fn fetch(file: &str) -> Option<Vec<u8>> {
    let response = JsFuture::from(window().fetch_with_str(&[FOLDER, file].concat())).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}
