//! A request and its answer by QR codes alone: photographed from the screen, badly, and read.
// needs: dist, chromium

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use countersign_tests::app::{App, CHANGE};
use countersign_tests::app_desk::{self, Site};
use countersign_tests::webdriver::Role;
use serde_json::json;

/// Photographs what is on the screen around a code: turned by 7°, at 40 % of its size, with noise, as JPEG of quality 40.
const PHOTOGRAPH: &str = "
    const [screen, { x, y, width, height }] = arguments;
    const bytes = Uint8Array.from(atob(screen), (letter) => letter.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const side = Math.round(Math.max(width, height) * 1.25 * 0.4);
    const canvas = new OffscreenCanvas(side, side);
    const context = canvas.getContext('2d');
    context.fillStyle = '#d8d8d8';
    context.fillRect(0, 0, side, side);
    context.imageSmoothingQuality = 'high';
    context.translate(side / 2, side / 2);
    context.rotate(7 * Math.PI / 180);
    context.scale(0.4, 0.4);
    context.drawImage(picture, x, y, width, height, -width / 2, -height / 2, width, height);
    const image = context.getImageData(0, 0, side, side);
    let seed = 20261127;
    for (let index = 0; index < image.data.length; index += 4) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      const noise = (seed >>> 24) % 31 - 15;
      for (let part = 0; part < 3; part += 1) image.data[index + part] += noise;
    }
    context.putImageData(image, 0, 0);
    const photo = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.4 })).arrayBuffer());
    return btoa(String.fromCharCode(...photo));";

#[test]
#[ignore = "needs both pages and Chromium: run by `cargo xtask test`"]
fn a_request_and_its_answer_travel_by_qr_codes_alone() {
    app_desk::with_console("seats", "host", 3, |desk, licence| {
        Site::with(licence, |site| {
            site.open_request("Telephone server, room 2.14", "1");
            let photos = photographs(site.app);
            desk.console_at("#/", "Requests");
            read(desk, "Choose requests…", &photos);
            desk.browser.element("main").wait_for_text("costs 1 of 3");
            desk.find(Role::Button, "Sign and hand out").click();
            desk.find(Role::Button, "QR code").click();
            let photos = photographs(desk);
            read(site.app, "Choose the answer…", &photos);
            site.app.find(Role::Region, CHANGE).wait_for_text("It is for this browser and counts here.");
            site.app.apply();
            site.app.browser.element("main").wait_for_text("It is activated in this browser.");
        });
    });
}

#[test]
#[ignore = "needs both pages and Chromium: run by `cargo xtask test`"]
fn a_picture_without_a_code_is_told_as_such() {
    App::hosted(|app| {
        app.wait_until("return document.readyState === 'complete'", json!([]));
        let screen = app.browser.screenshot();
        app.find(Role::FileField, "Add licence files…").give(&app.file("holiday.png", &screen));
        app.find(Role::Region, "Messages").wait_for_text("No QR code can be read in holiday.png");
    });
}

/// Photographs of all codes that are shown, the last one first.
fn photographs(app: &App<'_>) -> Vec<Vec<u8>> {
    let size = json!({ "width": 1280, "height": 1000, "deviceScaleFactor": 1, "mobile": false });
    app.browser.devtools("Emulation.setDeviceMetricsOverride", size);
    app.browser.element(".qr-code");
    let count = app.browser.run("return document.querySelectorAll('.qr-code').length", json!([]));
    let photograph = |index: u64| {
        let place = "const code = document.querySelectorAll('.qr-code')[arguments[0]];
            code.scrollIntoView({ block: 'center', behavior: 'instant' });
            const { x, y, width, height } = code.getBoundingClientRect();
            return { x, y, width, height };";
        let place = app.browser.run(place, json!([index]));
        let screen = STANDARD.encode(app.browser.screenshot());
        let script = format!("return (async () => {{ {PHOTOGRAPH} }})(...arguments)")
            .replace("async ()", "async (...arguments_)")
            .replace("= arguments;", "= arguments_;");
        let photo = app.browser.run(&script, json!([screen, place]));
        STANDARD.decode(photo.as_str().unwrap()).unwrap()
    };
    (0..count.as_u64().unwrap()).rev().map(photograph).collect()
}

/// Gives a page the photographs, one by one.
fn read(app: &App<'_>, field: &str, photos: &[Vec<u8>]) {
    for (index, photo) in photos.iter().enumerate() {
        app.find(Role::FileField, field).give(&app.file(&format!("photo-{index}.jpg"), photo));
        if index + 1 < photos.len() {
            let read = format!("{} of {} QR codes are read.", index + 1, photos.len());
            app.find(Role::Region, "Messages").wait_for_text(&read);
        }
    }
}
