//! The app's lists of any size: looked through, put in order, shown in parts.
// needs: dist, any engine

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign_tests::Jws;
use countersign_tests::app::{App, CHANGE};
use countersign_tests::webdriver::Role;
use serde_json::{Value, json};

fn licence(number: usize, entitlements: usize) -> String {
    let entitlement = |index: usize| {
        json!({
            "id": format!("module_{index:04}"), "metric": "user", "quantity": 10,
            "name": format!("Module {}", entitlements - index),
        })
    };
    let entitlements: Vec<Value> = (0..entitlements).map(entitlement).collect();
    let claims = json!({
        "ver": 1, "iss": "https://vendor.example", "aud": "ucware", "sub": "long", "jti": format!("LONG-{number}"),
        "iat": 1_700_000_000,
        "lic": {
            "serial": 1, "name": format!("Licence {number}"), "kind": "standard", "perpetual": true,
            "holder": { "name": "Musterfirma" }, "entitlements": entitlements,
        },
    });
    Jws::license(claims.to_string()).armored()
}

fn count(app: &App<'_>, selector: &str) -> u64 {
    let script = "return document.querySelectorAll(arguments[0]).length";
    app.browser.run(script, json!([selector])).as_u64().unwrap()
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn a_licence_of_many_entitlements_is_looked_through_and_put_in_order() {
    App::hosted(|app| {
        app.trust_the_vendor();
        app.choose("long.lic", licence(0, 2_000).as_bytes());
        app.find(Role::Region, CHANGE).find(Role::Button, "On");
        assert_eq!(count(app, ".differences tbody tr"), 50, "what changes is told in parts, too");
        app.apply();
        app.find(Role::Button, "Remove long.lic");
        assert_eq!(count(app, ".limits tbody tr"), 50);
        let parts = app.browser.element(".limits + .parts");
        parts.wait_for_text("1 – 50 of 2,000");
        parts.find(Role::Button, "On").click();
        parts.wait_for_text("51 – 100 of 2,000");
        app.browser.element("[data-entitlement=module_0050]");
        // In whatever order, the number is typed in at what was looked for.
        app.type_in("Look for", "module 1999");
        app.browser.element(".limits tbody").wait_for_text("Module 1999");
        assert_eq!(count(app, ".limits tbody tr"), 1);
        app.type_in("In use: Module 1999", "11");
        app.browser.element("[data-entitlement=module_0001]").wait_for_text("1 over");
        app.type_in("Look for", "nobody has such a thing");
        app.browser.element(".limits + .muted").wait_for_text("Nothing is found.");
        app.browser.run("document.querySelector('#limits-find').select()", json!([]));
        app.find(Role::TextField, "Look for").give("\u{E003}");
        app.find(Role::Menu, "Order").choose("what needs attention first");
        let first = "return document.querySelector('.limits tbody tr').dataset.entitlement === arguments[0]";
        app.wait_until(first, json!(["module_0001"]));
        app.find(Role::Menu, "Order").choose("by name");
        app.wait_until(first, json!(["module_1999"]));
        // What a file grants is told in parts as well.
        app.card("Licence 0").find(Role::Button, "On").click();
        app.browser.element(".entitlements + .parts").wait_for_text("51 – 100 of 2,000");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn of_many_files_each_is_found_and_opened() {
    App::hosted(|app| {
        app.trust_the_vendor();
        let paths: Vec<String> = (0..60)
            .map(|number| app.file(&format!("licence-{number}.lic"), licence(number, 2).as_bytes()))
            .collect();
        app.find(Role::FileField, "Add licence files…").give(&paths.join("\n"));
        app.apply();
        app.find(Role::Region, "ucware · Musterfirma").wait_for_text("/ 600");
        assert_eq!(count(app, ".files li article"), 50);
        assert_eq!(count(app, ".files .columns"), 0, "of many, what they say is made once it is asked for");
        app.type_in("Look for", "licence-7.lic");
        app.wait_until("return document.querySelectorAll('.files li article').length === 1", json!([]));
        let card = app.card("Licence 7");
        card.wait_for_text("LONG-7");
    });
}
