//! The file of a ledger: several who write at once, one who is killed, and what was edited, lost or put back.

use crate::activating::{Desk, NOW, VENDOR, studio};
use countersign::issue::{ActivationRequestDraft, SigningKey};
use countersign::{HostIdentity, UnixTime};
use serde_json::{Value, json};
use std::fs;
use std::process::{Child, Command, Stdio};

fn code(value: &Value) -> &str {
    value["error"]["code"].as_str().unwrap_or("none")
}

/// Writes the request of a host that nobody has seen before.
fn write_request(desk: &Desk, name: &str) {
    let key = SigningKey::generate().unwrap();
    let draft = ActivationRequestDraft {
        product: "call-studio".into(),
        account: "musterkontakt".into(),
        license: "STUDIO-1".into(),
        product_version: None,
        host: HostIdentity::new(Some(*key.public_key()), [], None).unwrap(),
        wants: [("seats".into(), 1)].into(),
        replaces: None,
        redundant: None,
    };
    let signed = draft.sign(&key, UnixTime::from_secs(1_764_200_000).unwrap()).unwrap();
    desk.folder.write(&format!("{name}.req"), &signed.to_armor());
}

fn start(desk: &Desk, name: &str) -> Child {
    let (request, out) = (format!("{name}.req"), format!("{name}-activation.lic"));
    Command::new(env!("CARGO_BIN_EXE_countersign"))
        .args(["activate", &request, "--out", &out, "--at", NOW, "--format", "json"])
        .args(["--ledger", "desk.ledger", "--key", "desk.pem", "--keys", "desk.json"])
        .current_dir(&desk.folder.0)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn processes_at_once_give_no_seat_twice() {
    let desk = Desk::new("at-once");
    desk.license("studio", &studio(1, 5));
    let names: Vec<String> = (0..8).map(|index| format!("h{index}")).collect();
    names.iter().for_each(|name| write_request(&desk, name));
    let running: Vec<Child> = names.iter().map(|name| start(&desk, name)).collect();
    let mut given = Vec::new();
    for child in running {
        let output = child.wait_with_output().unwrap();
        let said: Value = serde_json::from_slice(&output.stdout).unwrap();
        match output.status.code() {
            Some(0) => given.push(said["n"].as_u64().unwrap()),
            other => assert_eq!((other, code(&said)), (Some(1), "seats_exhausted")),
        }
    }
    given.sort_unstable();
    assert_eq!(given, [2, 3, 4, 5, 6]);
    assert_eq!(desk.pool("STUDIO-1", "seats"), (5, 0));
    let files: Vec<_> = names.iter().map(|name| format!("{name}-activation.lic")).collect();
    let files: Vec<&str> =
        files.iter().map(String::as_str).filter(|name| desk.folder.0.join(name).is_file()).collect();
    assert_eq!(files.len(), 5);
    desk.ledger(&[&["verify"], &files[..]].concat(), 0);
}

/// Kills the command so many times, each time at another point of what it does.
fn kill(desk: &Desk, times: u64) {
    desk.license("studio", &studio(1, 10_000));
    // How often one can look at the ledger while the command runs: a measure of how far it got.
    let look = |child: &mut Child, most: u64| {
        let mut looks = 0;
        while looks < most && child.try_wait().unwrap().is_none() {
            looks += u64::from(fs::metadata(desk.folder.0.join("desk.ledger")).is_ok());
        }
        looks
    };
    write_request(desk, "whole");
    let mut whole = start(desk, "whole");
    let looks = look(&mut whole, u64::MAX);
    assert!(whole.wait().unwrap().success());
    let mut early = 0;
    for time in 0..times {
        let name = format!("h{time}");
        write_request(desk, &name);
        let mut child = start(desk, &name);
        // Up to somewhat later than it takes.
        look(&mut child, looks * (time + 1) * 11 / (times * 10));
        let _ = child.kill();
        let was_killed = !child.wait().unwrap().success();
        early += u64::from(was_killed);
        let out = format!("{name}-activation.lic");
        // Whatever was handed out is in the ledger; a file is whole or not there.
        let has_file = desk.folder.0.join(&out).is_file();
        assert!(was_killed || has_file);
        let files = if has_file { vec![out.as_str()] } else { Vec::new() };
        desk.ledger(&[&["verify"], &files[..]].concat(), 0);
        // The same request is given what it was given, or is answered now.
        let again = desk.answer(&name, &[], 0);
        assert_eq!(again["n"], time + 3, "{name}");
    }
    assert!(early * 3 >= times, "only {early} of {times} were killed before they had ended");
    assert_eq!(desk.pool("STUDIO-1", "seats").0, times + 1);
}

#[test]
fn one_who_is_killed_loses_nothing_and_gives_nothing_twice() {
    kill(&Desk::new("killed"), 12);
}

#[test]
#[ignore = "takes minutes: run by name, with --ignored"]
fn one_who_is_killed_300_times_loses_nothing_and_gives_nothing_twice() {
    kill(&Desk::new("killed-300"), 300);
}

#[test]
fn a_ledger_that_another_has_is_told_and_not_waited_for_without_end() {
    let desk = Desk::new("locked");
    desk.license("studio", &studio(1, 3));
    write_request(&desk, "a");
    let file = fs::File::options().read(true).write(true).open(desk.folder.0.join("desk.ledger")).unwrap();
    file.lock().unwrap();
    assert_eq!(code(&desk.answer("a", &[], 3)), "ledger_locked");
    // Who only reads waits for nobody.
    assert_eq!(desk.pool("STUDIO-1", "seats"), (0, 3));
    drop(file);
    desk.answer("a", &[], 0);
}

#[test]
fn a_line_that_was_never_finished_is_cut_by_the_next_one() {
    let desk = Desk::new("torn");
    desk.license("studio", &studio(1, 3));
    write_request(&desk, "a");
    let path = desk.folder.0.join("desk.ledger");
    let whole = fs::read_to_string(&path).unwrap();
    for torn in ["{", r#"{"n":2,"prev":"#, whole.lines().last().unwrap()] {
        fs::write(&path, format!("{whole}{torn}")).unwrap();
        assert_eq!(desk.ledger(&["verify"], 0)["entries"], 1);
        assert_eq!(fs::read_to_string(&path).unwrap(), format!("{whole}{torn}"), "reading changes nothing");
    }
    desk.answer("a", &[], 0);
    let after = fs::read_to_string(&path).unwrap();
    assert!(after.starts_with(&whole) && after.ends_with('\n'));
    assert_eq!(after.lines().count(), 3);
    assert_eq!(desk.ledger(&["verify", "a-activation.lic"], 0)["entries"], 2);
}

#[test]
fn the_first_entry_that_is_not_as_it_was_written_is_named() {
    let desk = Desk::new("broken");
    desk.license("studio", &studio(1, 3));
    for name in ["a", "b"] {
        write_request(&desk, name);
        desk.answer(name, &[], 0);
    }
    let path = desk.folder.0.join("desk.ledger");
    let whole = fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    let later = lines[2].replace(&format!(r#""at":{NOW}"#), r#""at":1"#);
    for (edited, n) in [
        (vec![lines[0], lines[2], lines[3]], 1),
        (vec![lines[0], lines[1], lines[3]], 2),
        (vec![lines[0], lines[1], lines[3], lines[2]], 2),
        (vec![lines[0], lines[1], &later, lines[3]], 2),
        (vec![lines[0], lines[1], "{}", lines[3]], 2),
        (vec![r#"{"ledger":2}"#, lines[1]], 0),
        (vec![lines[0], lines[1], lines[2], lines[3], lines[3]], 4),
    ] {
        fs::write(&path, edited.join("\n") + "\n").unwrap();
        for command in [&["verify"][..], &["status"], &["add", "studio.lic"], &["export"]] {
            let failure = desk.ledger(command, 3);
            assert_eq!((code(&failure), &failure["error"]["n"]), ("ledger_broken", &json!(n)), "{failure}");
        }
        assert_eq!(code(&desk.answer("a", &[], 3)), "ledger_broken");
    }
    // By keys that do not know the issuer, nothing of it holds.
    fs::write(&path, &whole).unwrap();
    let unknown = desk.folder.json(&["ledger", "status", "--ledger", "desk.ledger"], 3);
    assert_eq!((code(&unknown), &unknown["error"]["n"]), ("ledger_broken", &json!(1)));
}

#[test]
fn a_ledger_that_was_put_back_takes_in_what_it_gave() {
    let desk = Desk::new("rolled-back");
    desk.license("studio", &studio(1, 1));
    let path = desk.folder.0.join("desk.ledger");
    let backup = fs::read(&path).unwrap();
    desk.host("a");
    desk.host("b");
    desk.give("a", "STUDIO-1", &["seats=1"], 0);
    fs::write(&path, &backup).unwrap();
    desk.receipt("a", &[]);
    assert_eq!(code(&desk.add("a.rcp", 1)), "ledger_rolled_back");
    assert_eq!(code(&desk.ledger(&["verify", "a-activation.lic"], 1)), "ledger_rolled_back");
    // Not knowing better, it gives the seat again, as an entry that is there twice then.
    desk.give("b", "STUDIO-1", &["seats=1"], 0);
    let forked = desk.ledger(&["verify", "a-activation.lic"], 1);
    assert_eq!(
        (&forked["warnings"][0]["code"], &forked["warnings"][0]["n"]),
        (&json!("ledger_forked"), &json!(2))
    );
    assert_eq!(desk.add("a-activation.lic", 0)["documents"][0]["n"], 3);
    assert_eq!(desk.add("a-activation.lic", 0)["documents"][0]["new"], false);
    let status = desk.ledger(&["status"], 0);
    assert_eq!(status["licenses"][0]["entitlements"][1]["over_by"], 1, "{status}");
    desk.add("a.rcp", 0);
    assert_eq!(desk.pool("STUDIO-1", "seats"), (1, 0));
    assert_eq!(desk.ledger(&["verify"], 0)["warnings"][0]["code"], "ledger_forked");
}

#[test]
fn an_operators_word_frees_a_seat_and_says_what_to_publish() {
    let desk = Desk::new("release");
    desk.license("studio", &studio(1, 1));
    desk.host("a");
    let id = desk.give("a", "STUDIO-1", &["seats=1"], 0)["jti"].as_str().unwrap().to_owned();
    assert_eq!(code(&desk.ledger(&["release", &id, "--reason", " "], 1)), "usage_invalid");
    assert_eq!(code(&desk.ledger(&["release", "other", "--reason", "gone"], 1)), "ledger_rolled_back");
    let released = desk.ledger(&["release", &id, "--reason", "the disk is broken"], 0);
    let revocation = json!({ "iss": VENDOR, "aud": "call-studio", "jti": id, "typ": "activation+jwt" });
    assert_eq!(released["revocation"], revocation);
    assert_eq!(desk.pool("STUDIO-1", "seats"), (0, 1));
    assert_eq!(code(&desk.ledger(&["release", &id, "--reason", "again"], 1)), "receipt_used");
    let revoke = ["revoke", &id, "--typ", "activation+jwt", "--issuer", VENDOR, "--product", "call-studio"];
    let rest = ["--key", "desk.pem", "--next-update", "2100-01-01T00:00:00Z", "--out", "1.rev"];
    desk.folder.done(&[&revoke[..], &rest].concat());
    let files = ["studio.lic", "a-activation.lic"];
    assert_eq!(desk.verify(&files, "a", "seats", &[]).1, 1);
    let (statuses, granted) = desk.verify(&["studio.lic", "a-activation.lic", "1.rev"], "a", "seats", &[]);
    assert_eq!((statuses[1].as_str(), granted), ("revoked", json!(0)));
    // The freed host asks again: it is given an activation of its own, which replaces the other.
    let again = desk.give("a", "STUDIO-1", &["seats=1"], 0);
    assert_eq!(again["serial"], 1);
    assert_ne!(again["jti"], id.as_str());
}

#[test]
fn what_could_not_be_written_is_handed_out_by_an_export() {
    let desk = Desk::new("export");
    desk.license("studio", &studio(1, 3));
    assert_eq!(code(&desk.ledger(&["export"], 1)), "ledger_rolled_back");
    write_request(&desk, "a");
    let failed = desk.activate(&["activate", "a.req", "--out", "nowhere/a.lic"], 3);
    assert_eq!(code(&failed), "file_unwritable");
    assert_eq!(desk.pool("STUDIO-1", "seats"), (1, 2));
    assert_eq!(desk.ledger(&["export", "--out", "exported.lic"], 0)["n"], 2);
    desk.answer("a", &[], 0);
    let read = |name: &str| fs::read_to_string(desk.folder.0.join(name)).unwrap();
    assert_eq!(read("exported.lic"), read("a-activation.lic"));
    // A refusal costs nothing, and what is asked for in a way that no document can say neither.
    let long = "x".repeat(5_000);
    write_request(&desk, "b");
    assert!(code(&desk.answer("b", &["--comment", &long], 3)).starts_with("claims_"));
    assert_eq!(code(&desk.answer("b", &["--grant", "seats=2"], 1)), "usage_invalid");
    assert_eq!(desk.ledger(&["verify"], 0)["entries"], 2);
    for (form, start) in [("--compact", "ey"), ("--json", "{"), ("--armor", "-----BEGIN SIGNED ACTIVATION")] {
        desk.ledger(&["export", form, "--out", "form.lic", "--force"], 0);
        assert!(read("form.lic").starts_with(start));
        desk.ledger(&["verify", "form.lic"], 0);
    }
}

#[test]
fn all_of_several_documents_are_taken_in_or_none() {
    let desk = Desk::new("several");
    desk.sign("studio", &studio(1, 3));
    desk.folder.write("note.txt", "no document");
    let refused = desk.ledger(&["add", "studio.lic", "note.txt"], 2);
    assert!(code(&refused).starts_with("armor_") || code(&refused).starts_with("encoding_"), "{refused}");
    assert_eq!(desk.ledger(&["verify"], 0)["entries"], 0);
    assert_eq!(desk.ledger(&["add", "studio.lic", "studio.lic"], 0)["documents"][1]["new"], false);
    let other = desk.folder.json(&["ledger", "new", "--issuer", "x", "--ledger", "desk.ledger"], 3);
    assert_eq!(code(&other), "file_unwritable", "a ledger is never overwritten");
}
