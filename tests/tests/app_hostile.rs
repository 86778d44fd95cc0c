//! A licence whose every text is hostile is shown as text or refused, and does nothing.
// needs: dist, any engine

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign_tests::app::App;
use countersign_tests::webdriver::Role;
use countersign_tests::{Claims, Jws, fixtures};
use serde_json::{Value, json};

/// What a page that took it for HTML would run, load or submit.
const HTML: &str = "</td></dl><img src=https://outside.example/x onerror=document.title='owned'>\
    <script>document.title='owned'</script><svg/onload=document.title='owned'>&quot;{$name}";
/// The claims that people read, and nothing else makes anything of.
const TEXTS: [&str; 17] = [
    "name",
    "edition",
    "street",
    "postal_code",
    "city",
    "region",
    "phone",
    "email",
    "order_number",
    "customer_order_number",
    "purchase_order_number",
    "site_number",
    "title",
    "text",
    "en",
    "de",
    "fr",
];

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn html_in_every_text_is_shown_as_text() {
    App::everywhere(|app| {
        app.trust_the_vendor();
        for fixture in ["orange-uce-base", "spss-statistics-premium", "ucware-testlizenz"] {
            let mut claims: Value = serde_json::from_slice(&fixtures::claims(fixture)).unwrap();
            let mut texts = Vec::new();
            spoil(&mut claims, &mut texts);
            assert!(texts.len() > 5, "{claims}");
            app.add(fixture, Jws::license(claims.to_string()).compact().as_bytes());
            // A row says little until it is opened.
            let open = "document.querySelectorAll('.file > details:not([open])').forEach((row) => { row.open = true })";
            app.browser.run(open, json!([]));
            // Titles are in capitals.
            let page = app.text().to_lowercase();
            // The names in other languages are for other readers.
            for text in texts.iter().filter(|text| !text.starts_with("de:") && !text.starts_with("fr:")) {
                assert!(page.contains(&text.to_lowercase()), "no {text:?} in {page}");
            }
        }
        for page in ["Information", "History", "Seats", "Licence"] {
            app.go_to(page);
            app.find(Role::Heading, page);
            is_unharmed(app);
        }
        app.reload();
        app.find(Role::Button, "Remove orange-uce-base");
        is_unharmed(app);
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn what_would_be_read_otherwise_than_it_is_written_is_refused() {
    let names = [
        ("embedding.lic", "Testlizenz \u{202E}znezil".to_owned()),
        ("isolate.lic", "Testlizenz \u{2066}x".to_owned()),
        ("control.lic", "Testlizenz \u{7}".to_owned()),
        ("megabyte.lic", "x".repeat(1 << 20)),
    ];
    App::everywhere(|app| {
        app.trust_the_vendor();
        for (file, name) in &names {
            let claims = Claims::new("L-1").users(1).with("lic.name", name.as_str());
            app.choose(file, Jws::license(claims.payload()).compact().as_bytes());
            let card = app.card(file).text();
            let is_told = card.contains("Nothing of its contents is shown");
            assert!(is_told && !card.contains("Testlizenz"), "{file}: {card}");
            assert!(card.len() < 2_000, "{file}: {card}");
        }
        is_unharmed(app);
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn ten_thousand_entitlements_are_shown() {
    let entitlement = |number: usize| json!({ "id": format!("e{number}"), "name": format!("{HTML} {number}"), "metric": "user", "quantity": number });
    let list: Vec<Value> = (1..=10_000).map(entitlement).collect();
    let license = Jws::license(Claims::new("L-1").with("lic.entitlements", list).payload()).compact();
    App::hosted(|app| {
        app.trust_the_vendor();
        app.choose("long.lic", license.as_bytes());
        app.apply();
        // To ask each of the page's buttons for its name would take longer than anything here.
        app.wait_until("return document.querySelector('[data-entitlement=e50]') !== null", json!([]));
        is_unharmed(app);
    });
}

/// Names that are shown the other way round, or that end where they do not.
const ODD: &str = "a\u{202e}cil.\u{2066}b";

/// The same, as it is shown.
const SHOWN: &str = "a\\u{202e}cil.\\u{2066}b";

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn what_nobody_verified_is_shown_character_by_character() {
    App::everywhere(|app| {
        app.choose(&format!("{ODD}.lic"), b"no licence");
        is_shown(app, &format!("{SHOWN}.lic"));
        app.find(Role::FileField, "Restore…").give(&app.file(&format!("{ODD}.png"), b"no backup"));
        is_shown(app, &format!("{SHOWN}.png is no backup of this page."));
        app.find(Role::FileField, "Restore…").give(
            &app.file(
                &format!("{ODD}.jsonl"),
                b"{\"countersign\":\"state\",\"version\":2}\n{\"future\":{}}\n",
            ),
        );
        is_shown(app, &format!("{SHOWN}.jsonl is a backup of a newer version"));
        app.go_to("Trusted keys");
        app.find(Role::Heading, "Trusted keys");
        app.import_keys(&format!("{ODD}.pem"), &fixtures::read("test-key.pem"));
        is_shown(app, &format!("{SHOWN}.pem"));
        app.find(Role::Button, "Close").click();
        let mut keys: Value = serde_json::from_slice(&fixtures::read("keys.json")).unwrap();
        keys["keys"][0]["iss"] = ODD.into();
        app.import_keys("keys.json", keys.to_string().as_bytes());
        is_shown(app, "keys.json");
        app.go_to("Licence");
        app.reload();

        app.open_the_seats();
        app.find(Role::FileField, "Import CSV…").give(&app.file(
            &format!("{ODD}.csv"),
            format!("username,{ODD}\ngerd,{ODD}\n{ODD},x\nsandra,\"{ODD}\n\"\n").as_bytes(),
        ));
        let review = app.find(Role::Region, &format!("Import {SHOWN}.csv"));
        is_shown(app, SHOWN);
        review.find(Role::Button, "Import").click();
        app.find(Role::Region, &format!("{SHOWN}.csv is imported"));
        is_shown(app, "person_name");
        app.find(Role::Button, "Close").click();
        app.go_to("Licence");
        app.find(Role::FileField, "Import usage…").give(&app.file(&format!("{ODD}.tsv"), b"x"));
        is_shown(app, &format!("{SHOWN}.tsv was not taken over."));
        app.add_as(&format!("{ODD}2.lic"), &format!("{SHOWN}2.lic"), &fixtures::read("orange-uce-base.lic"));
        app.go_to("History");
        app.find(Role::Heading, "History");
        is_shown(app, &format!("{SHOWN}2.lic"));
        app.reload_at("#/\u{202e}x");
        is_shown(app, "leads nowhere");
    });
}

/// Waits until a text is there, or stands as a code, and looks whether any character is there that would have what is
/// around it read otherwise than it is written.
fn is_shown(app: &App<'_>, text: &str) {
    app.wait_until(
        "return document.body.innerText.includes(arguments[0])
          || [...document.querySelectorAll('[data-code]')].some((it) => it.dataset.code === arguments[0])",
        json!([text]),
    );
    let script = r"const odd = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;
        const found = [];
        for (const element of document.querySelectorAll('body *')) {
          if (element.tagName === 'SCRIPT') continue;
          const texts = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data);
          const attributes = [...element.attributes].map((attribute) => attribute.value);
          if ([...texts, ...attributes].some((text) => odd.test(text))) found.push(element.outerHTML);
        }
        return found";
    assert_eq!(app.browser.run(script, json!([])), json!([]), "beside {text}");
}

/// Puts HTML in front of every text; collects them as the page shows them.
fn spoil(claims: &mut Value, texts: &mut Vec<String>) {
    match claims {
        Value::Object(members) => {
            for (name, value) in members {
                match value {
                    Value::String(text) if TEXTS.contains(&name.as_str()) => {
                        *text = format!("{name}: {HTML} {}", text.lines().next().unwrap_or_default());
                        texts.push(text.clone());
                    }
                    other => spoil(other, texts),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| spoil(value, texts)),
        _ => {}
    }
}

/// Nothing ran, was loaded or stands in the page as anything but text.
fn is_unharmed(app: &App<'_>) {
    let title = app.browser.run("return document.title", json!([]));
    assert!(title.as_str().unwrap().ends_with("Countersign"), "{title}");
    let made = "return document.querySelectorAll('#app :is(script, img, iframe, object, embed, [onload], \
        [onerror], a[href^=\"javascript:\"])').length";
    assert_eq!(app.browser.run(made, json!([])), 0);
}
