//! What people read who have not activated, or not shown which machine they are at.

use crate::activating::{Desk, NOW, studio};

/// What a command prints that ends with 1.
fn says(desk: &Desk, words: &[&str]) -> String {
    let output = desk.folder.run(&[words, &["--keys", "desk.json", "--at", NOW]].concat());
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_machine_that_was_not_shown_is_told_how_that_is_done() {
    let desk = Desk::new("words");
    desk.license("studio", &studio(1, 3));
    let [host, other] = ["a", "b"].map(|name| desk.host(name));
    desk.give("a", "STUDIO-1", &["seats=1"], 0);
    let [code, own] = [&host, &other].map(|host| host["lock_code"].as_str().unwrap());
    let key = host["key"]["kid"].as_str().unwrap();
    let unproved = format!("the machine has not proved its key {key}: name the key's file with --host-key");
    let unnamed = format!("it is for the machine {code}: name this one with --host");
    let elsewhere = format!("wrong host: {own}, needed {code}");
    for (told, words) in [
        (&["--host", "a.json"][..], &unproved),
        (&["--host", code], &unproved),
        (&[], &unnamed),
        (&["--host", "b.json"], &elsewhere),
    ] {
        let text = says(&desk, &[&["verify", "studio.lic", "a-activation.lic"], told].concat());
        assert!(text.contains(words.as_str()), "{text}");
    }
}

#[test]
fn what_needs_an_activation_is_denied_with_the_advice_to_activate() {
    let desk = Desk::new("advice");
    desk.license("studio", &studio(1, 3));
    desk.host("a");
    desk.give("a", "STUDIO-1", &["seats=1"], 0);
    let host = ["--host", "a.json", "--host-key", "a.pem"];
    let check = |files: &[&str], adding: &str| {
        says(&desk, &[&["check", "seats", "--adding", adding], files, &host].concat())
    };
    let text = check(&["studio.lic"], "1");
    assert!(text.contains("Activate the licence for it on this machine or add a licence."), "{text}");
    let text = check(&["studio.lic", "a-activation.lic"], "2");
    assert!(text.contains("Free 1, activate the licence for it on this machine, add a licence or"), "{text}");
}
