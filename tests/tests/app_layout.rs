//! The app fits narrow windows, in every language.
//!
//! In Chromium alone: the others make no window narrower than 450 to 500 pixels.
// needs: dist, chromium

use countersign_tests::app::App;
use serde_json::json;

#[test]
#[ignore = "needs the app and Chromium: run by `cargo xtask test`"]
fn nothing_is_cut_off_in_a_window_of_320_pixels() {
    App::hosted(|app| {
        let narrow = json!({ "width": 320, "height": 640, "deviceScaleFactor": 1, "mobile": false });
        app.browser.devtools("Emulation.setDeviceMetricsOverride", narrow);
        app.in_every_state(|state| {
            for language in ["de", "fr", "ru", "en"] {
                app.speak(language);
                fits(app, &format!("{state}, in {language}"));
            }
        });
    });
}

/// Holds what is seen to the width of the window.
fn fits(app: &App<'_>, state: &str) {
    // With what sticks out, so that the message says where to look.
    let script = "const { scrollWidth, clientWidth } = document.documentElement;
                if (scrollWidth <= clientWidth) return '';
                const wide = [...document.querySelectorAll('body *')]
                    .filter((element) => element.getBoundingClientRect().right > clientWidth)
                    .map((element) => element.outerHTML.slice(0, 120));
                return `${scrollWidth - clientWidth} px: ${wide.join('\\n')}`;";
    assert_eq!(app.browser.run(script, json!([])), "", "{state}");
}
