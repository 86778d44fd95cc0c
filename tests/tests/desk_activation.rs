//! Activation through both pages: what the administrator's asks for, the console answers, and files are handed over.
// needs: dist, any engine

#![allow(clippy::unwrap_used, clippy::panic, reason = "all of this file is tests")]

use countersign_tests::app_console::Machine;
use countersign_tests::app_desk::{self, Site};
use countersign_tests::webdriver::Role;
use serde_json::json;

#[test]
#[ignore = "needs both pages and browsers: run by `cargo xtask test`"]
fn c1_three_seats_are_asked_for_answered_and_count_where_they_were_asked_for() {
    app_desk::with_console("seats", "host", 3, |desk, licence| {
        let answer = Site::with(licence, |site| {
            site.app.browser.element("main").wait_for_text("It is not activated in this browser.");
            let request = site.request("studio-7", "1", None);
            desk.ask(&request).wait_for_text("costs 1 of 3");
            let answer = desk.sign_and_hand_out();
            let shown = site.give("answer.lic", &answer);
            shown.wait_for_text("It is for this browser and counts here.");
            site.app.apply();
            let main = site.app.browser.element("main");
            main.wait_for_text("It is activated in this browser.");
            main.wait_for_text("Seats: at least 1 of 3 claimed");
            answer
        });
        Site::with(licence, |site| {
            let shown = site.give("answer.lic", &answer);
            shown.wait_for_text("It is for another machine");
            assert_eq!(site.app.refusal("It is for another machine"), "wrong_host");
            site.app.apply();
            site.app.browser.element("main").wait_for_text("It is not activated in this browser.");
        });
        for name in ["B", "C"] {
            desk.ask(&Machine::new(name).request("call-studio", "DESK-1", ("seats", 1)));
            desk.sign_and_hand_out();
        }
        Site::with(licence, |site| {
            desk.ask(&site.request("studio-10", "1", None)).wait_for_text("3 of 3 are claimed");
            assert_eq!(desk.refusal("Fewer are left than are asked for"), "seats_exhausted");
        });
    });
}

#[test]
#[ignore = "needs both pages and browsers: run by `cargo xtask test`"]
fn c2_and_c3_sessions_cost_the_difference_and_a_slip_asks_for_another_machine() {
    app_desk::with_console("sessions", "session", 100, |desk, licence| {
        Site::with(licence, |site| {
            let main = site.app.browser.element("main");
            for (wanted, costs, claimed) in [
                ("10", "0 → 10 Seats · costs 10 of 100 free", "at least 10 of 100 claimed"),
                ("10", "10 → 10 Seats · costs 0 of 90 free", "at least 10 of 100 claimed"),
                ("25", "10 → 25 Seats · costs 15 of 90 free", "at least 25 of 100 claimed"),
            ] {
                desk.ask(&site.request("A", wanted, None)).wait_for_text(costs);
                site.give("answer.lic", &desk.sign_and_hand_out()).wait_for_text("counts here");
                site.app.apply();
                main.wait_for_text(claimed);
            }
            desk.ask(&site.request("A", "10", None)).wait_for_text("can't be returned");
            assert_eq!(desk.refusal("can't be returned"), "sessions_not_returnable");
            // Another machine, by its lock code, as an e-mail brings it.
            let other = Machine::new("B");
            let slip = site.slip(&other, "B", "75");
            desk.console_at("#/", "Requests");
            desk.paste(&desk.find(Role::TextField, "Text of the request"), &slip);
            desk.find(Role::Button, "Read").click();
            desk.browser.element("main").wait_for_text("costs 75 of 75 free");
            site.give("b.lic", &desk.sign_and_hand_out()).wait_for_text("It is for another machine");
            site.app.apply();
            main.wait_for_text("at least 100 of 100 claimed");
        });
        Site::with(licence, |site| {
            desk.ask(&site.request("C", "1", None)).wait_for_text("Fewer sessions are left");
            assert_eq!(desk.refusal("Fewer sessions are left"), "sessions_exhausted");
        });
    });
}

#[test]
#[ignore = "needs both pages and browsers: run by `cargo xtask test`"]
fn c4_what_is_given_back_frees_its_seat_once_and_counts_no_more_though_a_backup_is_restored() {
    app_desk::with_console("seats", "host", 1, |desk, licence| {
        Site::with(licence, |site| {
            desk.ask(&site.request("old", "1", None));
            let answer = desk.sign_and_hand_out();
            site.give("answer.lic", &answer);
            site.app.apply();
            let main = site.app.browser.element("main");
            main.wait_for_text("It is activated in this browser.");
            let backup = site.backup();
            let receipt = site.give_back("old");
            main.wait_for_text("It was given back here.");

            // One seat: a new machine has it only once the receipt was taken in.
            let new = Machine::new("new");
            let request = new.request("call-studio", "DESK-1", ("seats", 1));
            desk.ask(&request);
            desk.browser.element("main").wait_for_text("1 of 1 are claimed");
            desk.dismiss("new");
            desk.bring("receipt.lic", &receipt);
            desk.browser.element("main").wait_for_text("1 bought · 0 claimed · 1 free");
            desk.ask(&request);
            desk.browser.element("main").wait_for_text("costs 1 of 1");
            desk.sign_and_hand_out();
            desk.bring("receipt.lic", &receipt);
            desk.browser.element("main").wait_for_text("1 bought · 1 claimed · 0 free");

            site.restore(&backup);
            site.app.browser.element("main").wait_for_text("It was given back here.");
            site.app.reload_at("#/activation");
            site.app.browser.element("main").wait_for_text("It was given back here.");
        });
    });
}

#[test]
#[ignore = "needs both pages and browsers: run by `cargo xtask test`"]
fn c5_a_version_that_the_licence_does_not_cover_is_refused_with_its_reason() {
    app_desk::with_console("seats", "host", 3, |desk, licence| {
        Site::with(licence, |site| {
            for (version, is_covered) in [("5.0", true), ("5.1", true), ("6.0", false)] {
                let asked = desk.ask(&site.request("studio-7", "1", Some(version)));
                if is_covered {
                    asked.wait_for_text("costs 1 of 3");
                } else {
                    desk.wait_until(
                        "return !!document.querySelector('[data-code=wrong_version]')",
                        json!([]),
                    );
                }
                desk.dismiss("studio-7");
            }
        });
    });
}

#[test]
#[ignore = "needs both pages and browsers: run by `cargo xtask test`"]
fn an_activation_is_asked_for_by_keyboard_alone() {
    let licence = app_desk::licence("seats", "host", 3);
    Site::with(&licence, |site| {
        use countersign_tests::app_keyboard::ENTER;
        let app = site.app;
        app.press_on("Ask for activation… Call Studio", ENTER);
        app.find(Role::Heading, "Ask for an activation of Call Studio");
        assert_eq!(app.browser.focused().unwrap().name().unwrap(), "Description of the machine");
        "pbx".chars().for_each(|letter| app.browser.press(letter));
        app.press_on("Make the request", ENTER);
        app.find(Role::Heading, "The request is ready");
        app.browser.element("[role=status]").wait_for_text("The request is ready.");
        app.tab_to("Text for an e-mail");
        app.press_on("Done", ENTER);
        app.browser.element("main").wait_for_text("A request was made on");
    });
}

#[test]
#[ignore = "needs both pages and browsers: run by `cargo xtask test`"]
fn a_lock_code_is_looked_at_while_it_is_typed() {
    let licence = app_desk::licence("seats", "host", 3);
    Site::with(&licence, |site| {
        let app = site.app;
        app.find(Role::Button, "Ask for activation… Call Studio").click();
        app.browser.element("#activate-other").click();
        app.find(Role::TextField, "Lock code").give("CS1-11111-11111-11111-11111-11111");
        app.wait_until(
            "return !!document.querySelector('#activate-code-problem[data-code^=lock_code]')",
            json!([]),
        );
    });
}
