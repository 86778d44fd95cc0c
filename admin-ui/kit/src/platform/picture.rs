//! Codes in pictures that the reader chose, dropped or pasted.

use crate::Given;
use crate::qr::{self, Effort, Gathered, Gathering};
use gloo::utils::{document, window};
use js_sys::Uint8Array;
use std::cell::RefCell;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap};

/// A larger picture is made so large, in pixels: codes in it are large enough all the same.
const WIDEST: f64 = 1_600.0;

/// How pictures begin that browsers read: PNG, JPEG, GIF, BMP, and WebP within RIFF.
const STARTS: [&[u8]; 5] = [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF"];

thread_local! {
    /// The codes of texts that are not complete yet, on whichever page they were given.
    static GATHERING: RefCell<Gathering> = RefCell::default();
}

/// What stands in the codes of a picture, each by itself, or the file as it is where it is no picture.
pub(super) async fn read(given: Given) -> Vec<Given> {
    let Given::File { name, bytes } = given else { return vec![given] };
    if !STARTS.iter().any(|start| bytes.starts_with(start)) {
        return vec![Given::File { name, bytes }];
    }
    // One that the browser can't read is no picture either.
    let Ok((pixels, width)) = pixels_of(&bytes).await else { return vec![Given::File { name, bytes }] };
    let texts = qr::read(&pixels, width, Effort::Thorough);
    if texts.is_empty() {
        return vec![Given::NoCode { name }];
    }
    texts.iter().map(|text| gather(&name, text)).collect()
}

/// What comes of the text in a code.
pub(super) fn gather(name: &str, code: &str) -> Given {
    let name = name.to_owned();
    match GATHERING.with_borrow_mut(|gathering| gathering.take(code)) {
        Gathered::Whole(text) => Given::File { name, bytes: text.into_bytes() },
        Gathered::Missing { missing, of, others } => Given::Part { name, missing, of, others },
        Gathered::Wrong => Given::WrongCode { name },
    }
}

/// How light the pixels of a picture are, and how many there are in a row.
async fn pixels_of(bytes: &[u8]) -> Result<(Vec<u8>, usize), JsValue> {
    let parts = js_sys::Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence(&parts)?;
    let picture: ImageBitmap =
        JsFuture::from(window().create_image_bitmap_with_blob(&blob)?).await?.dyn_into()?;
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let scale = (WIDEST / width.max(height)).min(1.0);
    let (width, height) = ((width * scale).round().max(1.0), (height * scale).round().max(1.0));
    let context = canvas(width, height)?;
    context.draw_image_with_image_bitmap_and_dw_and_dh(&picture, 0.0, 0.0, width, height)?;
    picture.close();
    lightness(&context, width, height)
}

/// A canvas of this size, white all over: what is transparent is light.
pub(super) fn canvas(width: f64, height: f64) -> Result<CanvasRenderingContext2d, JsValue> {
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.dyn_into()?;
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    let context: CanvasRenderingContext2d = context.dyn_into()?;
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, width, height);
    Ok(context)
}

/// What is on a canvas, by the weights of ITU-R BT.601.
pub(super) fn lightness(
    context: &CanvasRenderingContext2d,
    width: f64,
    height: f64,
) -> Result<(Vec<u8>, usize), JsValue> {
    let data = context.get_image_data(0.0, 0.0, width, height)?.data().0;
    let lightness = |pixel: &[u8; 4]| {
        let [red, green, blue, _] = pixel.map(u32::from);
        u8::try_from((red * 299 + green * 587 + blue * 114) / 1_000).unwrap_or(255)
    };
    Ok((data.as_chunks().0.iter().map(lightness).collect(), width as usize))
}
