//! What administrators do with activations, with the numbers of the systems that they come from.

use crate::activating::{Desk, NOW, VENDOR, license, pool, studio, told};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

fn code(value: &Value) -> &str {
    value["error"]["code"].as_str().unwrap_or("none")
}

fn sessions(serial: u64, quantity: u64) -> Value {
    license(
        "SERVICES-1",
        "call-services",
        serial,
        &json!([{ "id": "sessions", "metric": "session", "quantity": quantity }]),
    )
}

#[test]
fn c1_three_seats_each_on_its_own_host_and_no_fourth() {
    let desk = Desk::new("c1");
    desk.license("studio", &studio(1, 3));
    for host in ["a", "b", "c", "d"] {
        desk.host(host);
    }
    for (n, host) in (2..).zip(["a", "b", "c"]) {
        let given = desk.give(host, "STUDIO-1", &["seats=1", "fax=1"], 0);
        assert_eq!(given["grants"], json!({ "fax": 1, "seats": 1 }));
        assert_eq!((&given["serial"], &given["n"], &given["slots"]), (&json!(1), &json!(n), &json!({})));
    }
    let a = ["studio.lic", "a-activation.lic"];
    assert_eq!(desk.verify(&a, "a", "seats", &[]), (vec!["active".into(), "active".into()], json!(1)));
    let refused = (vec!["activation_required".into(), "wrong_host".into()], json!(0));
    assert_eq!(desk.verify(&a, "b", "seats", &[]), refused);
    // The host file alone proves nothing.
    let report = desk
        .folder
        .json(&[&["verify", "--keys", "desk.json", "--host", "a.json", "--at", NOW], &a[..]].concat(), 1);
    assert_eq!(told(&report, "seats"), refused);
    let fourth = desk.give("d", "STUDIO-1", &["seats=1"], 1);
    let error = &fourth["error"];
    assert_eq!(code(&fourth), "seats_exhausted");
    assert_eq!([&error["limit"], &error["used"], &error["requested"], &error["left"]], [3, 3, 1, 0]);
    assert_eq!(desk.pool("STUDIO-1", "seats"), (3, 0));
}

#[test]
fn c2_c3_sessions_are_claimed_once_and_cost_the_difference() {
    let desk = Desk::new("c2");
    desk.license("services", &sessions(1, 100));
    for host in ["a", "b", "c"] {
        desk.host(host);
    }
    desk.give("a", "SERVICES-1", &["sessions=10"], 0);
    desk.give("b", "SERVICES-1", &["sessions=90"], 0);
    let third = desk.give("c", "SERVICES-1", &["sessions=1"], 1);
    assert_eq!((code(&third), &third["error"]["left"]), ("sessions_exhausted", &json!(0)));
    // The vendor adds to it; what A has costs nothing again, and more of it the difference.
    desk.license("more", &sessions(2, 150));
    assert_eq!(desk.give("a", "SERVICES-1", &["sessions=10"], 0)["serial"], 2);
    assert_eq!(desk.pool("SERVICES-1", "sessions"), (100, 50));
    assert_eq!(desk.give("a", "SERVICES-1", &["sessions=25"], 0)["serial"], 3);
    assert_eq!(desk.pool("SERVICES-1", "sessions"), (115, 35));
    assert_eq!(code(&desk.give("a", "SERVICES-1", &["sessions=10"], 1)), "sessions_not_returnable");
    let files = ["more.lic", "a-activation.lic"];
    assert_eq!(desk.verify(&files, "a", "sessions", &[]).1, 25);
}

#[test]
fn c4_a_seat_moves_once_and_the_old_host_stays_off() {
    let desk = Desk::new("c4");
    desk.license("studio", &studio(1, 1));
    desk.host("old");
    desk.host("new");
    desk.give("old", "STUDIO-1", &["seats=1"], 0);
    let before = fs::read(desk.folder.0.join("old-activation.lic")).unwrap();
    assert_eq!(code(&desk.give("new", "STUDIO-1", &["seats=1"], 1)), "seats_exhausted");
    desk.receipt("old", &["--state", "old.state", "--reason", "moved"]);
    let files = ["studio.lic", "old-activation.lic"];
    let off = (vec!["deactivated".into(), "deactivated".into()], json!(0));
    // By the receipt, and by the journal alone once everything else is as it was before.
    assert_eq!(desk.verify(&files, "old", "seats", &["old.rcp"]).0[..2], off.0);
    desk.folder.write("old-activation.lic", str::from_utf8(&before).unwrap());
    assert_eq!(desk.verify(&files, "old", "seats", &["--state", "old.state"]), off);
    assert_eq!(desk.verify(&files, "old", "seats", &[]).1, 1);
    desk.add("old.rcp", 0);
    assert_eq!(desk.pool("STUDIO-1", "seats"), (0, 1));
    assert_eq!(code(&desk.add("old.rcp", 1)), "receipt_used");
    desk.answer("new", &[], 0);
    assert_eq!(desk.verify(&["studio.lic", "new-activation.lic"], "new", "seats", &[]).1, 1);
    assert_eq!(desk.pool("STUDIO-1", "seats"), (1, 0));
}

#[test]
fn c5_a_version_that_is_not_covered_is_not_answered() {
    let desk = Desk::new("c5");
    let mut claims = studio(1, 3);
    claims["lic"]["versions"] = "5".into();
    desk.license("studio", &claims);
    for (host, version, exit, expected) in
        [("a", "5.0", 0, "none"), ("b", "5.1", 0, "none"), ("c", "6.0", 1, "wrong_version")]
    {
        desk.host(host);
        desk.request(host, "STUDIO-1", &["seats=1"], &["--product-version", version]);
        assert_eq!(code(&desk.answer(host, &[], exit)), expected);
    }
}

#[test]
fn s3_codes_are_made_for_lock_codes_that_are_typed_in() {
    let desk = Desk::new("s3");
    let users = |id: &str, model: &str| json!({ "id": id, "metric": "user", "quantity": 3, "model": model });
    for (file, id, entitlement) in [
        ("single", "SINGLE-1", users("single", "authorized_single")),
        ("copy", "COPY-1", users("copy", "authorized_copy")),
    ] {
        desk.license(file, &license(id, "spss-statistics", 1, &json!([entitlement])));
    }
    let codes: Vec<String> = ["a", "b", "c"].iter().map(|host| desk.lock_code(host)).collect();
    let type_in = |codes: &[&str], grant: &str, out: &str, exit| {
        let license = if grant.starts_with("copy") { "COPY-1" } else { "SINGLE-1" };
        let mut words = vec!["activate", "--license", license, "--grant", grant, "--out", out];
        words.extend(["--description", "lab", "--comment", "by telephone"]);
        codes.iter().for_each(|code| words.extend(["--lock-code", code]));
        desk.activate(&words, exit)
    };
    for (index, code) in codes.iter().enumerate() {
        type_in(&[&code.to_lowercase()], "single=1", &format!("single-activation-{index}.lic"), 0);
    }
    assert_eq!(code(&type_in(&[&codes[0]], "single=2", "more", 1)), "seats_exhausted");
    let all: Vec<&str> = codes.iter().map(String::as_str).collect();
    assert_eq!(code(&type_in(&all, "single=3", "several", 1)), "usage_invalid");
    type_in(&all, "copy=3", "copy-activation.lic", 0);
    for (index, host) in ["a", "b", "c"].iter().enumerate() {
        let own = format!("single-activation-{index}.lic");
        assert_eq!(desk.verify(&["single.lic", &own], host, "single", &[]).1, 1);
        let other = format!("single-activation-{}.lic", (index + 1) % 3);
        assert_eq!(desk.verify(&["single.lic", &other], host, "single", &[]).1, 0);
        assert_eq!(desk.verify(&["copy.lic", "copy-activation.lic"], host, "copy", &[]).1, 1);
    }
    // Other characters that look alike are read; a slip is not.
    assert_eq!(
        code(&type_in(&["CS1-00000-00000-00000-00000-00001"], "single=1", "slip", 3)),
        "lock_code_invalid"
    );
}

#[test]
fn s4_a_customer_issues_within_the_slots_that_were_bought() {
    let desk = Desk::new("s4");
    let kid = desk.folder.with_key("customer", &[]);
    let set: Value = serde_json::from_slice(&fs::read(desk.folder.0.join("customer.json")).unwrap()).unwrap();
    let delegates = json!([{ "kid": kid, "x": set["keys"][0]["x"] }]);
    let seats = json!([{ "id": "seats", "metric": "host", "quantity": 3, "delegable": true }]);
    let mut claims = license("STUDIO-1", "call-studio", 1, &seats);
    claims["lic"]["delegates"] = delegates;
    desk.license("studio", &claims);
    let new = |ledger: &str| {
        desk.folder.done(&[
            "ledger",
            "new",
            "--delegate",
            "customer.json",
            "--ledger",
            ledger,
            "--at",
            "1764000000",
        ]);
        let add = ["ledger", "add", "studio.lic", "--ledger", ledger, "--keys", "desk.json", "--at", NOW];
        desk.folder.json(&add, 0);
    };
    let give = |host: &str, ledger: &str, exit| {
        let (request, out) = (format!("{host}.req"), format!("{host}-activation.lic"));
        let words =
            ["activate", &request, "--ledger", ledger, "--key", "customer.pem", "--keys", "desk.json"];
        desk.folder.json(&[&words[..], &["--out", &out, "--at", NOW]].concat(), exit)
    };
    new("customer.ledger");
    for host in ["a", "b", "c", "d"] {
        desk.host(host);
        desk.request(host, "STUDIO-1", &["seats=1"], &[]);
    }
    // The vendor does not give what the customer gives, nor another key what this one does.
    assert_eq!(code(&desk.answer("a", &[], 1)), "usage_invalid");
    let stranger =
        ["activate", "a.req", "--ledger", "customer.ledger", "--key", "desk.pem", "--keys", "desk.json"];
    assert_eq!(code(&desk.folder.json(&stranger, 1)), "usage_invalid");
    for (slot, host) in (1..).zip(["a", "b", "c"]) {
        assert_eq!(give(host, "customer.ledger", 0)["slots"], json!({ "seats": [slot, slot] }));
        let file = format!("{host}-activation.lic");
        assert_eq!(desk.verify(&["studio.lic", &file], host, "seats", &[]).1, 1);
    }
    assert_eq!(code(&give("d", "customer.ledger", 1)), "seats_exhausted");
    // Beside the ledger: the slot is given twice, and whoever sees both sees that.
    new("second.ledger");
    assert_eq!(give("d", "second.ledger", 0)["slots"], json!({ "seats": [1, 1] }));
    let files = ["studio.lic", "a-activation.lic", "d-activation.lic"];
    let words = ["verify", "--keys", "desk.json", "--host", "d.json", "--host-key", "d.pem", "--at", NOW];
    let report = desk.folder.json(&[&words[..], &files].concat(), 1);
    let warning = &report["warnings"][0];
    assert_eq!((&warning["code"], &warning["slot"]), (&json!("duplicate_slot"), &json!(1)), "{report}");
    assert_eq!(told(&report, "seats").1, 1);
    // Slot 4 of 3, signed by hand, gives nothing.
    let claims = json!({ "iss": kid, "aud": "call-studio", "sub": "musterkontakt", "act": {
        "license": "STUDIO-1", "license_serial": 1, "serial": 1, "grants": { "seats": 1 },
        "slots": { "seats": [4, 4] }, "host": { "lock_codes": [desk.lock_code("e")] },
    } });
    desk.folder.write("fourth.claims", &claims.to_string());
    let sign =
        ["sign", "fourth.claims", "--typ", "activation+jwt", "--key", "customer.pem", "--out", "fourth"];
    desk.folder.done(&[&sign[..], &["--allow-unknown"]].concat());
    assert_eq!(desk.verify(&["studio.lic", "fourth"], "e", "seats", &["--at", "1900000000"]).1, 0);
    // Where the activation is given back, the licence says whose key signed it.
    let receipt =
        ["deactivate", "a-activation.lic", "studio.lic", "--keys", "desk.json", "--host-key", "a.pem"];
    desk.folder.done(&[&receipt[..], &["--out", "a.rcp"]].concat());
    let add = ["ledger", "add", "a.rcp", "--ledger", "customer.ledger", "--keys", "desk.json", "--at", NOW];
    desk.folder.json(&add, 0);
    assert_eq!(give("d", "customer.ledger", 3)["error"]["code"], "file_unwritable");
    let status = ["ledger", "status", "--ledger", "customer.ledger", "--keys", "desk.json", "--at", NOW];
    assert_eq!(pool(&desk.folder.json(&status, 0), "STUDIO-1", "seats"), (3, 0));
}

#[test]
fn s5_a_temporary_activation_ends_and_its_seat_is_free_again() {
    let desk = Desk::new("s5");
    desk.license("studio", &studio(1, 1));
    desk.host("a");
    desk.host("b");
    desk.request("a", "STUDIO-1", &["seats=1"], &[]);
    // Thirty days.
    desk.answer("a", &["--until", "1766802000"], 0);
    let verify = |at: &str| desk.verify(&["studio.lic", "a-activation.lic"], "a", "seats", &["--at", at]);
    assert_eq!(verify("1766801999").1, 1);
    assert_eq!(verify("1766802000"), (vec!["activation_required".into(), "expired".into()], json!(0)));
    assert_eq!(code(&desk.give("b", "STUDIO-1", &["seats=1"], 1)), "seats_exhausted");
    let status = desk.ledger(&["status", "--at", "1766802000"], 0);
    assert_eq!(pool(&status, "STUDIO-1", "seats"), (0, 1));
    assert_eq!(status["licenses"][0]["activations"][0]["state"], "ended");
    assert_eq!(code(&desk.answer("b", &["--until", NOW], 1)), "usage_invalid");
}

#[test]
fn s7_of_three_redundant_servers_any_two_give_all() {
    let desk = Desk::new("s7");
    desk.license("services", &sessions(1, 100));
    let codes: Vec<String> = ["a", "b", "c", "d"].iter().map(|host| desk.lock_code(host)).collect();
    desk.request("a", "SERVICES-1", &["sessions=100"], &["--redundant", &codes[1], &codes[2]]);
    desk.answer("a", &[], 0);
    let files = ["services.lic", "a-activation.lic"];
    let granted = |host: &str, alive: &[usize]| {
        let alive = alive.iter().flat_map(|&index| ["--alive", codes[index].as_str()]);
        desk.verify(&files, host, "sessions", &alive.collect::<Vec<_>>())
    };
    for host in ["a", "b", "c"] {
        for alive in [&[0, 1][..], &[0, 2], &[1, 2], &[0, 1, 2]] {
            assert_eq!(granted(host, alive).1, 100, "{host} {alive:?}");
        }
        for alive in [&[0][..], &[1], &[2, 3]] {
            assert_eq!(granted(host, alive).0[1], "quorum_missing", "{host} {alive:?}");
        }
    }
    assert_eq!(granted("d", &[0, 1, 2]).0[1], "wrong_host");
}

/// Of a line of the table: the files, what is said of the host, and what comes of it.
type Known<'a> = (&'a [&'a str], &'a [&'a str], &'a [&'a str], (u64, bool));

#[test]
fn s8_each_component_of_a_bundle_has_a_code_and_a_renewal_leaves_them_valid() {
    const COMPONENTS: [&str; 4] = ["amos", "statistics_premium", "visualization_designer", "samplepower"];
    let user = |id: &str| json!({ "id": id, "metric": "user", "quantity": 3, "model": "authorized_single" });
    let bundle = |more: &[&str]| -> Value {
        let components: Vec<Value> = COMPONENTS.iter().map(|id| json!({ "id": id, "name": id })).collect();
        let shown = json!({ "id": "premium", "metric": "feature", "components": components });
        [shown].into_iter().chain(COMPONENTS.iter().chain(more).map(|id| user(id))).collect()
    };
    let desk = Desk::new("s8");
    desk.license("first", &license("SPSS-1", "spss-statistics", 1, &bundle(&[])));
    let codes = COMPONENTS.map(|component| desk.lock_code(component));
    for (component, code) in COMPONENTS.into_iter().zip(&codes) {
        let out = format!("{component}-activation.lic");
        let grant = format!("{component}=1");
        let words =
            ["activate", "--license", "SPSS-1", "--grant", &grant, "--out", &out, "--lock-code", code];
        assert_eq!(desk.activate(&words, 0)["serial"], 1, "{component} has a chain of its own");
        assert_eq!(desk.pool("SPSS-1", component), (1, 2));
    }
    let status = desk.ledger(&["status"], 0);
    assert_eq!(status["licenses"][0]["activations"].as_array().unwrap().len(), COMPONENTS.len());

    // The renewal adds an entitlement; the codes of before go on.
    desk.license("second", &license("SPSS-1", "spss-statistics", 2, &bundle(&["data_entry"])));
    for component in COMPONENTS {
        let own = format!("{component}-activation.lic");
        for file in ["first.lic", "second.lic"] {
            let expected = (vec!["active".into(), "active".into()], json!(1));
            assert_eq!(desk.verify(&[file, &own], component, component, &[]), expected, "{file}");
        }
        // Each code is for its component alone.
        let other = COMPONENTS.iter().find(|other| **other != component).unwrap();
        assert_eq!(desk.verify(&["second.lic", &own], component, other, &[]).1, 0);
        assert_eq!(desk.verify(&["second.lic", &own], component, "data_entry", &[]).1, 0);
    }
    let more = ["activate", "--license", "SPSS-1", "--grant", "data_entry=1", "--out", "more-activation.lic"];
    desk.activate(&[&more[..], &["--lock-code", &codes[0]]].concat(), 0);
    assert_eq!(desk.verify(&["second.lic", "more-activation.lic"], "amos", "data_entry", &[]).1, 1);
    assert_eq!(desk.verify(&["second.lic", "more-activation.lic"], "amos", "amos", &[]).1, 1, "it is kept");
}

#[test]
fn the_known_answers_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/design/examples");
    if !folder.join("activation/studio.lic").is_file() {
        eprintln!("skipped: the known answers are not here");
        return;
    }
    let path = |name: &str| folder.join("activation").join(name).display().to_string();
    let keys = folder.join("keys.json").display().to_string();
    let proved = ["--host", &path("host.json"), "--host-key", &path("host-key.pem")].map(str::to_owned);
    let other =
        ["--host", &path("other-host.json"), "--host-key", &path("other-host-key.pem")].map(str::to_owned);
    let proved: Vec<&str> = proved.iter().map(String::as_str).collect();
    let other: Vec<&str> = other.iter().map(String::as_str).collect();
    let both = ["studio.lic", "activation.lic"];
    let all = ["studio.lic", "activation.lic", "receipt.txt"];
    let table: [Known<'_>; 6] = [
        (&["studio.lic"], &proved[..2], &["activation_required"], (0, false)),
        (&both, &proved, &["active", "active"], (1, true)),
        (&both, &other, &["activation_required", "wrong_host"], (0, false)),
        (&both, &[], &["activation_required", "wrong_host"], (0, false)),
        (&all, &proved, &["deactivated", "deactivated", "active"], (0, false)),
        (&both, &["--host", "any"], &["active", "active"], (3, true)),
    ];
    let desk = Desk::new("known");
    let question = ["--keys", &keys, "--at", NOW, "--product", "call-studio", "--product-version", "5.1"];
    for (files, host, statuses, (seats, fax)) in table {
        let files: Vec<String> = files.iter().map(|name| path(name)).collect();
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let exit = i32::from(seats == 0);
        let report = desk.folder.json(&[&["verify"], &files[..], &question, host].concat(), exit);
        assert_eq!(told(&report, "seats"), (statuses.iter().map(|s| (*s).into()).collect(), seats.into()));
        assert_eq!(told(&report, "fax").1, fax);
    }
    for (ledger, expected) in [("before-receipt", (1, 2)), ("after-receipt", (0, 3))] {
        let ledger = path(&format!("{ledger}.ledger"));
        let status = ["ledger", "status", "--ledger", &ledger, "--keys", &keys, "--at", NOW];
        assert_eq!(pool(&desk.folder.json(&status, 0), "STUDIO-1", "seats"), expected);
    }
    // The request is given the answer that it was given.
    fs::copy(path("before-receipt.ledger"), desk.folder.0.join("known.ledger")).unwrap();
    let again =
        ["activate", &path("request.txt"), "--ledger", "known.ledger", "--key", "desk.pem", "--keys", &keys];
    desk.folder.done(&[&again[..], &["--out", "again.lic"]].concat());
    let verify = ["ledger", "verify", "again.lic", "--ledger", "known.ledger", "--keys", &keys];
    assert_eq!(desk.folder.json(&verify, 0)["documents"][0]["n"], 2);
    assert_eq!(desk.folder.json(&verify, 0)["iss"], VENDOR);
}
