//! The app's page of volume activation: scenarios K1 to K4, and that nothing given there does harm.
// needs: dist, any engine

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign_tests::app::{App, CHANGE};
use countersign_tests::app_keyboard::ENTER;
use countersign_tests::fixtures;
use countersign_tests::webdriver::Role;
use serde_json::{Value, json};

const GENERIC: &str = "2MG3G-3BNTT-3MFW9-KDQW3-TCK7R";
const OWN: &str = "BCDFG-HJKMP-QRTVW-XY234-6789B";

/// What Windows' nslookup prints in German, in the console's code page 850.
const GERMAN: &[u8] = b"Server:  dc1.example.com\r\nAddress:  10.0.0.1\r\n\r\n\
    _vlmcs._tcp.example.com\tSRV-Dienstidentifizierung:\r\n          Priorit\x84t      = 10\r\n          Gewicht        = 100\r\n\
    \x20         Port           = 1688\r\n          Hostname f\x81r Dienst = backup.example.com\r\n\
    _vlmcs._tcp.example.com\tSRV-Dienstidentifizierung:\r\n          Priorit\x84t      = 0\r\n          Gewicht        = 5\r\n\
    \x20         Port           = 1688\r\n          Hostname f\x81r Dienst = KMS.example.com\r\n";
const DIG: &str = "_vlmcs._tcp.example.com. 3600\tIN\tSRV\t0 100 1688 kms.example.com.\n";
const NONE: &str = "*** dc1.example.com can't find _vlmcs._tcp: Non-existent domain\n";
const NOBODY: &str = ";; connection timed out; no servers could be reached\n";

/// The page of volume activation, reached as it is by whoever has no such licence.
fn go_there(app: &App<'_>) {
    app.find(Role::Link, "Volume activation (KMS and MAK)").click();
    app.find(Role::Heading, "Volume activation");
}

fn lookup(app: &App<'_>, text: &str) {
    app.paste(&app.find(Role::TextField, "Or paste what the command printed"), text);
    app.find(Role::Button, "Read it").click();
}

/// Waits until the page says this of the lookup or of what comes of it, as it says it to programs.
fn wait_for(app: &App<'_>, attribute: &str, value: &str) {
    let script = "return document.querySelector(`[data-${arguments[0]}='${arguments[1]}']`) !== null";
    app.wait_until(script, json!([attribute, value]));
}

fn add_licence(app: &App<'_>, fixture: &str) {
    app.trust_the_vendor();
    app.add(&format!("{fixture}.lic"), &fixtures::read(&format!("{fixture}.lic")));
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn k1_what_the_command_printed_is_found_none_or_not_understood() {
    App::everywhere(|app| {
        go_there(app);
        let panel = app.find(Role::Region, "Is there a KMS?");
        app.drop_file("kms.txt", GERMAN);
        panel.wait_for_text(
            "Host Port Priority Weight kms.example.com 1688 0 5 backup.example.com 1688 10 100",
        );
        assert!(panel.text().contains("KMS found kms.txt"), "{}", panel.text());
        lookup(app, NONE);
        panel.wait_for_text("There is no KMS: the DNS has no record _vlmcs._tcp.");
        app.find(Role::FileField, "Choose kms.txt…").give(&app.file("dig.txt", DIG.as_bytes()));
        panel.wait_for_text("kms.example.com 1688 0 100");
        lookup(app, NOBODY);
        wait_for(app, "kms", "no_answer");
        lookup(app, "\nDear Sir\n");
        wait_for(app, "kms", "not_understood");
        panel.wait_for_text("Line 2 is not understood: Dear Sir");
        panel.find(Role::Button, "Lay it aside").click();
        app.wait_until("return document.querySelector('[data-kms]') === null", json!([]));
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn k2_the_key_and_the_lookup_have_their_decision_and_next_step() {
    App::everywhere(|app| {
        go_there(app);
        let decision = app.find(Role::Region, "What comes of it");
        decision.wait_for_text("Give what the command printed, and the key.");
        app.type_in("Product key", "2mg3g 3bntt");
        let key = app.find(Role::Region, "Which product key?");
        key.wait_for_text("Group 3 is not complete: 0 of 5 characters.");
        app.type_in("Product key", "2mg3g-3bntt-3mf0");
        assert_eq!(app.refusal("Group 3, character 4: “0” stands in no key."), "product_key_invalid");
        wait_for(app, "plan", "product_key_invalid");
        app.type_in("Product key", "2mg3g 3bntt 3mfw9 kdqw3 tck7r");
        key.wait_for_text("Office 2013 for Lync");
        decision.wait_for_text("Find out whether there is a KMS:");
        lookup(app, DIG);
        decision.wait_for_text("The systems activate by themselves Next step: Enter the key on each system.");
        lookup(app, NONE);
        decision.wait_for_text("Activation will fail: there is no KMS");
        app.type_in("Product key", OWN);
        wait_for(app, "plan", "mak");
        decision.wait_for_text("Each system is activated once, and counts");
        app.reload_at("#/volume");
        app.find(Role::Heading, "Volume activation");
        assert_eq!(app.find(Role::TextField, "Product key").value(), "", "a key is not kept");
        let kept = app.browser.run("return JSON.stringify(localStorage)", json!([]));
        assert!(!kept.as_str().unwrap().contains("6789B"), "{kept}");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn k2_a_licence_says_what_is_permitted_and_brings_the_page_into_the_navigation() {
    App::hosted(|app| {
        app.trust_the_vendor();
        let entries = "return [...document.querySelectorAll('nav a')].map((link) => link.innerText)";
        let others = app.browser.run(entries, json!([]));
        assert!(!others.as_array().unwrap().contains(&json!("Volume")), "{others}");
        app.add("kms.lic", &fixtures::read("skype-room-kms.lic"));
        app.go_to("Volume");
        app.type_in("Product key", OWN);
        let decision = app.find(Role::Region, "What comes of it");
        decision.wait_for_text("this key is no generic one");
        app.find(Role::Menu, "By which licence").choose("no licence: key and KMS alone");
        wait_for(app, "plan", "mak");
        // A licence that is dropped here is one, and no answer of a DNS server.
        app.drop_file("mak.lic", &fixtures::read("skype-room-mak.lic"));
        app.find(Role::Region, CHANGE).find(Role::Button, "Apply").click();
        app.wait_until("return document.querySelector('.proposal') === null", json!([]));
        app.find(Role::Menu, "By which licence").choose("skype-room · musterkonferenz");
        wait_for(app, "plan", "mak");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn k3_the_request_refuses_missing_fields_and_is_text_json_and_paper() {
    App::everywhere(|app| {
        go_there(app);
        let title = "Without access to volume licences: ask for a promotional MAK";
        app.find(Role::Button, title).click();
        app.find(Role::Button, "Make the request").click();
        app.browser.element("[role=status]").wait_for_text("6 fields need your attention.");
        assert_eq!(app.browser.focused().unwrap().name().unwrap(), "Company name");
        assert_eq!(app.refusal("Please fill this in."), "usage_invalid");
        for (field, text) in [
            ("Company name", "Musterkonferenz AG"),
            ("Deployment contact", "Zoë <b>Luczak</b>"),
            ("E-mail", "zoe"),
            ("Telephone", "+49 69 1234"),
            ("Deployed systems", "12"),
            ("Deployment date", "2026-12-01"),
        ] {
            app.type_in(field, text);
        }
        app.find(Role::Button, "Make the request").click();
        assert_eq!(app.refusal("This is not an e-mail address."), "usage_invalid");
        app.type_in("E-mail", "zoe@example.com");
        app.find(Role::Button, "Make the request").click();
        app.find(Role::Heading, "The request is ready");
        let text = app.find(Role::TextField, "The request as text").value();
        assert!(text.contains("Deployment date:           2026-12-01"), "{text}");
        let saved = app.saved("mak-request.txt", || app.find(Role::Button, "Save as text…").click());
        assert_eq!(String::from_utf8(saved).unwrap(), text);
        let saved = app.saved("mak-request.json", || app.find(Role::Button, "Save as JSON…").click());
        let saved: Value = serde_json::from_slice(&saved).unwrap();
        let contact =
            json!({ "name": "Zoë <b>Luczak</b>", "email": "zoe@example.com", "phone": "+49 69 1234" });
        assert_eq!((&saved["contact"], &saved["systems"]), (&contact, &json!(12)));
        app.find(Role::Link, "Printable version").click();
        app.find(Role::Heading, "Request for a promotional MAK");
        let back = app.find(Role::Link, "Back");
        app.on_paper(|| {
            assert!(!back.is_displayed());
            let paper = app.text();
            for words in ["Company name Musterkonferenz AG", "Zoë <b>Luczak</b>", "Deployed systems 12"] {
                assert!(paper.contains(words), "no {words:?} in {paper}");
            }
        });
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn k4_of_24_none_is_activated_of_25_all_and_none_on_day_181_without_renewal() {
    App::at("2026-03-02T09:00:00Z", |app| {
        go_there(app);
        let kms = app.browser.element("[data-chart=kms]");
        app.type_in("Systems", "24");
        kms.wait_for_text("Too few: 24 are counted, and 25 are needed. None is activated");
        app.type_in("Systems", "25");
        kms.wait_for_text("On day 0 (2 March 2026) enough have asked, and all of them are activated.");
        kms.wait_for_text("The first system renews its activation 4 times, every 7 days.");
        // A bar as long as its activation lasts, with a dot for each renewal.
        let drawn = app.browser.run(
            "const chart = document.querySelector('[data-chart=kms]');
             return [chart.querySelectorAll('.renewal').length, chart.querySelector('.run').getBoundingClientRect().width > 50]",
            json!([]),
        );
        assert_eq!(drawn, json!([4, true]));
        app.type_in("Last day on which they ask", "0");
        kms.wait_for_text("Its activation ends on day 180 (29 August 2026)");
        kms.find(Role::Button, "Show as a table").click();
        let table = app.browser.element("[data-chart=kms] table").text();
        for row in [
            "Day 0, 2 March 2026 Enough have asked: they are activated. 25 25",
            "Day 30, 1 April 2026 Who has not asked for 30 days is counted no longer. 0 25",
            "Day 180, 29 August 2026 Activations end, not renewed for 180 days. 0 0",
        ] {
            assert!(table.contains(row), "no {row:?} in {table}");
        }
        app.find(Role::Menu, "What is activated").choose("Servers");
        app.type_in("Systems", "4");
        kms.wait_for_text("Too few: 4 are counted, and 5 are needed.");
        app.type_in("Systems", "none");
        assert_eq!(app.refusal("Please give a whole number from 1 to 1,000."), "usage_invalid");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn k4_of_a_licence_for_20_the_21st_system_is_denied() {
    App::hosted(|app| {
        add_licence(app, "skype-room-mak");
        app.go_to("Volume");
        app.type_in("Systems", "20");
        let mak = app.browser.element("[data-chart=mak]");
        mak.wait_for_text("All 20 are activated, each once and for good.");
        app.type_in("Systems", "21");
        mak.wait_for_text("The key is for 20: system 21 is denied");
        assert_eq!(app.refusal("system 21 is denied"), "limit_exhausted");
        mak.wait_for_text("Activated 20 Left 0 Denied 1");
        // On paper there are the decision, the pictures and the tables, and no fields.
        let field = app.find(Role::TextField, "Systems");
        app.on_paper(|| {
            assert!(!field.is_displayed());
            let paper = app.text();
            assert!(paper.contains("Denied 1") && paper.contains("Day 0"), "{paper}");
        });
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn whatever_is_given_is_shown_as_text_and_does_not_block_the_page() {
    const HTML: &str = "<img src=https://outside.example/x onerror=document.title='owned'>";
    App::hosted(|app| {
        go_there(app);
        let panel = app.find(Role::Region, "Is there a KMS?");
        let odd = "a\u{202e}b\u{7}";
        for (name, bytes) in [
            ("html.txt", format!("{HTML}\n").into_bytes()),
            ("odd.txt", format!("{odd}\n").into_bytes()),
            ("zeros.txt", vec![0; 1 << 20]),
            ("large.txt", vec![b'='; 2 << 20]),
            ("long.txt", "x = 1 ".repeat(170_000).into_bytes()),
            ("lines.txt", "_vlmcs._tcp.x service = 0 0 1 h.x.\n".repeat(28_000).into_bytes()),
            ("empty.txt", Vec::new()),
        ] {
            app.find(Role::FileField, "Choose kms.txt…").give(&app.file(name, &bytes));
            panel.wait_for_text(name);
        }
        app.find(Role::FileField, "Choose kms.txt…").give(&app.file("html.txt", HTML.as_bytes()));
        panel.wait_for_text(HTML);
        app.find(Role::FileField, "Choose kms.txt…").give(&app.file("odd.txt", odd.as_bytes()));
        panel.wait_for_text("a\\u{202e}b\\u{7}");
        app.type_in("Product key", HTML);
        assert_eq!(app.refusal("“<” stands in no key."), "product_key_invalid");
        app.type_in("Product key", &"B".repeat(300));
        assert_eq!(app.refusal("This is much more than a key."), "product_key_invalid");
        for field in ["Systems", "New systems a day", "Last day on which they ask", "The key is for"] {
            app.type_in(field, "99999999999999999999999999");
        }
        app.find(Role::Button, "Read it");
        let title = app.browser.run("return document.title", json!([]));
        assert_eq!(title, "Volume – Countersign");
        assert_eq!(app.browser.run("return document.querySelectorAll('#app img').length", json!([])), 0);
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn the_page_is_used_by_keyboard_alone() {
    App::hosted(|app| {
        app.press_on("Volume activation (KMS and MAK)", ENTER);
        app.find(Role::Heading, "Volume activation");
        app.tab_to("Or paste what the command printed");
        app.insert(DIG);
        app.press_on("Read it", ENTER);
        wait_for(app, "kms", "found");
        app.tab_to("Product key");
        app.insert(GENERIC);
        wait_for(app, "plan", "automatic");
        app.tab_to("Systems");
        app.insert("5");
        app.browser.element("[data-chart=kms]").wait_for_text("Too few: 5 are counted");
        // A picture's table is opened like the form below it.
        app.press_on("Without access to volume licences: ask for a promotional MAK", ENTER);
        app.press_on("Make the request", ENTER);
        app.browser.element("[role=status]").wait_for_text("6 fields need your attention.");
        assert_eq!(app.browser.focused().unwrap().name().unwrap(), "Company name");
    });
}
