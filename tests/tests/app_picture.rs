//! The app's pictures: what runs until when, what is granted as time goes on, and the words and tables beside them.
// needs: dist, any engine

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use countersign_tests::app::App;
use countersign_tests::fixtures;
use countersign_tests::webdriver::Role;
use serde_json::json;

/// While the emergency of the fixtures runs.
const NOW: &str = "2014-05-20T09:00:00Z";

fn with_an_emergency(scenario: impl Fn(&App<'_>)) {
    App::at(NOW, |app| {
        app.trust_the_vendor();
        app.add("base.lic", &fixtures::read("orange-uce-base.lic"));
        app.add("emergency.lic", &fixtures::read("orange-uce-emergency.lic"));
        scenario(app);
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn a_time_line_says_in_words_what_it_draws() {
    with_an_emergency(|app| {
        let spans = app.find(Role::Region, "What runs until when");
        let text = spans.text();
        for words in [
            "without end",
            "Orange[uc]e, emergency licence Emergency 13 May 2014 – 13 June 2014",
            "Technical support until 31 October 2014",
            "today",
        ] {
            assert!(text.contains(words), "no {words:?} in {text}");
        }
        // Each row has its bar where its words are, under one mark of today.
        let drawn = app.browser.run(
            "return [...document.querySelectorAll('.spans tbody tr')].map((row) => {
               const [bar, today] = ['.run', '.today'].map((part) => row.querySelector(part).getBoundingClientRect());
               return [bar.width > 3, bar.left <= today.left && today.left <= bar.right, Math.round(today.left)];
             })",
            json!([]),
        );
        let rows = drawn.as_array().unwrap();
        assert_eq!(rows.len(), 3, "{drawn}");
        assert!(rows.iter().all(|row| row == &rows[0] && row[0] == true && row[1] == true), "{drawn}");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn a_step_line_falls_where_less_is_granted_and_has_a_table_beside() {
    with_an_emergency(|app| {
        app.type_in("In use: User accounts", "25");
        let chart = app.browser.element("[data-chart=users]");
        chart.wait_for_text("25 in use");
        let named = app.browser.run(
            "return document.querySelector('[data-chart=users] svg[role=img]').getAttribute('aria-label')",
            json!([]),
        );
        assert_eq!(named, json!("User accounts: what is granted over time"));
        let heights = app.browser.run(
            "return ['.step.emergency', '.used', '.step:not(.emergency):last-of-type'].map((line) =>
               document.querySelector(`[data-chart=users] ${line}`).getBoundingClientRect().top)",
            json!([]),
        );
        let heights: Vec<f64> = heights.as_array().unwrap().iter().map(|top| top.as_f64().unwrap()).collect();
        assert!(
            heights[0] < heights[1] && heights[1] < heights[2],
            "30 are above 25, and 20 beneath: {heights:?}"
        );
        chart.find(Role::Button, "Show as a table").click();
        let table = app.browser.element("[data-chart=users] table").text();
        assert!(table.contains("today 30 of these 10 under the emergency"), "{table}");
        assert!(table.contains("13 June 2014") && table.ends_with("20"), "{table}");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn pictures_are_printed_with_their_tables_and_seen_in_forced_colours() {
    with_an_emergency(|app| {
        app.on_paper(|| {
            let chart = app.browser.element("[data-chart=users]").text();
            assert!(chart.contains("From") && chart.contains("Granted"), "the table is printed: {chart}");
            assert!(app.text().contains("What runs until when".to_uppercase().as_str()), "{}", app.text());
        });
        let forced = json!({ "features": [{ "name": "forced-colors", "value": "active" }] });
        app.browser.devtools("Emulation.setEmulatedMedia", forced);
        let invisible = app.browser.run(
            "const page = getComputedStyle(document.body).backgroundColor;
             return [...document.querySelectorAll('.spans .run, .chart .step')].filter((part) => {
               const { fill, stroke } = getComputedStyle(part);
               return part.matches('.step') ? stroke === page : fill === page && stroke === page;
             }).length",
            json!([]),
        );
        assert_eq!(invisible, json!(0), "what is drawn is told from the page");
    });
}

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn nothing_is_drawn_where_nothing_changes() {
    App::hosted(|app| {
        app.trust_the_vendor();
        app.add("connections.lic", &fixtures::read("orange-uce-base.lic"));
        app.find(Role::Region, "What runs until when");
        assert_eq!(app.browser.run("return document.querySelectorAll('.chart').length", json!([])), json!(0));
    });
}
