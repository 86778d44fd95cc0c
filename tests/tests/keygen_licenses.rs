//! Keygen's files as licences: the same report as on any other.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use countersign::keygen::{KeygenAdapter, KeygenKeys, KeygenScope, lock_code};
use countersign::{Error, File, Host, License, Question, Report, Verified, judge};
use countersign_tests::judging::{at, feature, quantity, reasons, statuses};
use countersign_tests::{TestKey, armored};
use serde_json::{Value, json};

/// 2024-01-01T00:00:00Z, when the files here are issued.
const ISSUED: i64 = 1_704_067_200;
const DAY: i64 = 86_400;

fn license() -> Value {
    json!({
        "id": "L1",
        "type": "licenses",
        "attributes": {
            "name": "Team\nplan", "key": "KEY-1", "expiry": "2024-06-01T00:00:00.000Z", "status": "ACTIVE",
            "suspended": false, "maxMachines": 3, "maxProcesses": null, "maxUsers": 20, "maxCores": 0, "metadata": {},
        },
        "relationships": {
            "account": { "data": { "type": "accounts", "id": "vendor-1" } },
            "product": { "data": { "type": "products", "id": "P1" } },
            "policy": { "data": { "type": "policies", "id": "Y1" } },
            "owner": { "data": { "type": "users", "id": "U1" } },
            "entitlements": { "data": [{ "type": "entitlements", "id": "E1" }, { "type": "entitlements", "id": "E9" }] },
        },
    })
}

fn included() -> Value {
    json!([
        { "id": "Y1", "type": "policies", "attributes": { "name": "Professional" } },
        { "id": "U1", "type": "users", "attributes": { "fullName": "Erika Muster" } },
        { "id": "E1", "type": "entitlements", "attributes": { "name": "Support", "code": "OFFLINE-SUPPORT.2" } },
    ])
}

fn license_file() -> Value {
    json!({
        "data": license(),
        "included": included(),
        "meta": { "issued": "2024-01-01T00:00:00.250Z", "expiry": "2024-02-01T00:00:00.000Z", "ttl": 2_678_400 },
    })
}

fn machine_file(fingerprint: &str, issued: &str) -> Value {
    let mut included = included();
    included.as_array_mut().unwrap().push(license());
    json!({
        "data": {
            "id": "M1",
            "type": "machines",
            "attributes": { "fingerprint": fingerprint, "name": null, "metadata": {} },
            "relationships": { "license": { "data": { "type": "licenses", "id": "L1" } } },
        },
        "included": included,
        "meta": { "issued": issued, "expiry": null },
    })
}

fn with(mut value: Value, pointer: &str, member: Value) -> Value {
    *value.pointer_mut(pointer).unwrap() = member;
    value
}

fn without(mut value: Value, pointer: &str) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    value.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name).unwrap();
    value
}

fn sealed(contents: &Value) -> String {
    let (label, prefix) = match contents["data"]["type"].as_str() {
        Some("machines") => ("MACHINE FILE", "machine/"),
        _ => ("LICENSE FILE", "license/"),
    };
    let enc = STANDARD.encode(contents.to_string());
    let sig = STANDARD.encode(TestKey::vendor().sign(format!("{prefix}{enc}").as_bytes()));
    armored(label, json!({ "enc": enc, "sig": sig, "alg": "base64+ed25519" }).to_string())
}

fn adapter() -> KeygenAdapter {
    KeygenAdapter::new(KeygenKeys::parse(TestKey::vendor().x().as_bytes()).unwrap())
}

fn verify(contents: &Value) -> Result<Verified<License>, Error> {
    adapter().verify(sealed(contents).as_bytes())
}

fn report(files: &[&Value], question: &Question) -> Report {
    let file =
        |contents: &&Value| File { name: "file.lic".into(), outcome: verify(contents).map(Into::into) };
    judge(&files.iter().map(file).collect::<Vec<_>>(), question).unwrap()
}

fn code(contents: &Value) -> &'static str {
    verify(contents).unwrap_err().code().as_str()
}

#[test]
fn a_file_is_reported_like_any_licence() {
    let mut question = Question::at(at(ISSUED + 1));
    question.usage = [("users".into(), 19)].into();
    let report = report(&[&license_file()], &question);
    assert_eq!((report.product.as_deref(), report.account.as_deref()), (Some("P1"), Some("U1")));
    assert_eq!(report.edition.as_deref(), Some("Professional"));
    assert_eq!(statuses(&report), ["active"]);
    let ids: Vec<_> = report.limits.iter().map(|row| row.id()).collect();
    assert_eq!(ids, ["cores", "license", "machines", "offline_support_2", "processes", "users"]);
    let users = quantity(&report, "users");
    assert_eq!((users.granted.limit(), users.used, users.available.limit()), (Some(20), 19, Some(1)));
    assert_eq!(quantity(&report, "machines").granted.limit(), Some(3));
    assert_eq!(quantity(&report, "processes").granted.limit(), None);
    assert_eq!(quantity(&report, "cores").granted.limit(), Some(0));
    assert!(feature(&report, "offline_support_2").granted && feature(&report, "license").granted);

    let license = verify(&license_file()).unwrap();
    assert_eq!((license.issuer.as_str(), license.id.as_str()), ("keygen:vendor-1", "L1"));
    assert_eq!(license.serial, 1_704_067_200_250);
    assert_eq!((license.name.as_str(), license.holder.name.as_str()), ("Team\u{FFFD}plan", "Erika Muster"));
    assert_eq!(license.payload(), license_file().to_string().as_bytes());
    assert_eq!(license.signers()[0].to_string(), TestKey::vendor().kid());
}

#[test]
fn the_earlier_of_both_lives_ends_it() {
    let file_end = ISSUED + 31 * DAY;
    let license_end = ISSUED + 152 * DAY;
    let endless = |contents: Value, pointer: &str| with(contents, pointer, Value::Null);
    let file_only = endless(license_file(), "/data/attributes/expiry");
    let license_only = endless(license_file(), "/meta/expiry");
    for (contents, end) in [(&license_file(), file_end), (&file_only, file_end), (&license_only, license_end)]
    {
        for (now, status) in [(end - 1, "expiring"), (end, "expired")] {
            assert_eq!(statuses(&report(&[contents], &Question::at(at(now)))), [status], "{now}");
        }
    }
    let neither = endless(license_only, "/data/attributes/expiry");
    assert_eq!(statuses(&report(&[&neither], &Question::at(at(99 * 365 * DAY)))), ["active"]);
}

#[test]
fn a_licence_that_was_withdrawn_does_not_count() {
    let suspended = with(license_file(), "/data/attributes/suspended", json!(true));
    let banned = with(license_file(), "/data/attributes/status", json!("BANNED"));
    for contents in [&suspended, &banned] {
        // Not even with a clock before the file's issue.
        for now in [0, ISSUED, ISSUED + DAY] {
            let report = report(&[contents], &Question::at(at(now)));
            assert_eq!(statuses(&report), ["expired"]);
            assert!(!feature(&report, "license").granted);
        }
    }
}

#[test]
fn a_newer_file_replaces_an_older_one_of_the_same_licence() {
    let renewed = with(license_file(), "/data/attributes/maxUsers", json!(50));
    let renewed = with(renewed, "/meta/issued", json!("2024-01-01T00:00:00.251Z"));
    for order in [[&license_file(), &renewed], [&renewed, &license_file()]] {
        let report = report(&order, &Question::at(at(ISSUED + 1)));
        assert_eq!(quantity(&report, "users").granted.limit(), Some(50));
    }
    let other = with(renewed, "/data/id", json!("L2"));
    let report = report(&[&license_file(), &other], &Question::at(at(ISSUED + 1)));
    assert_eq!(quantity(&report, "users").granted.limit(), Some(70));
}

#[test]
fn a_machine_file_counts_on_its_machine() {
    let machine = machine_file("198e9fe5", "2024-01-02T00:00:00Z");
    let on = |host: Host| {
        let mut question = Question::at(at(ISSUED + 2 * DAY));
        question.host = host;
        report(&[&machine], &question)
    };
    assert_eq!(statuses(&on(Host::LockCode(lock_code("198e9fe5").unwrap()))), ["active"]);
    assert_eq!(statuses(&on(Host::Any)), ["active"]);
    for host in [Host::Unknown, Host::LockCode(lock_code("198e9fe6").unwrap())] {
        let report = on(host);
        assert_eq!((statuses(&report), reasons(&report, 0)), (vec!["wrong_host"], vec!["wrong_host"]));
        assert!(!feature(&report, "license").granted);
    }
    // What is licensed counts once, though two files say it; and not on another machine's word.
    let mut question = Question::at(at(ISSUED + 2 * DAY));
    for (fingerprint, expected) in
        [("198e9fe5", ["superseded", "active"]), ("other", ["active", "wrong_host"])]
    {
        question.host = Host::LockCode(lock_code(fingerprint).unwrap());
        let report = report(&[&license_file(), &machine], &question);
        assert_eq!(statuses(&report), expected);
        assert_eq!(quantity(&report, "users").granted.limit(), Some(20));
    }
    assert_eq!(code(&machine_file("", "2024-01-02T00:00:00Z")), "claims_value");
    assert_eq!(
        code(&without(machine_file("198e9fe5", "2024-01-02T00:00:00Z"), "/included")),
        "claims_missing"
    );
}

#[test]
fn what_a_file_does_not_name_comes_from_the_caller() {
    let nobodys = with(license_file(), "/data/relationships/owner/data", Value::Null);
    assert_eq!(verify(&nobodys).unwrap().account, "L1");
    let without_product = without(nobodys.clone(), "/data/relationships/product");
    assert_eq!(code(&without_product), "claims_missing");
    let scope = KeygenScope { product: Some("studio".into()), account: Some("site-1".into()) };
    let scoped = |contents: &Value| {
        let license = adapter().with_scope(scope.clone()).verify(sealed(contents).as_bytes()).unwrap();
        (license.product.clone(), license.account.clone())
    };
    assert_eq!(scoped(&without_product), ("studio".into(), "site-1".into()));
    assert_eq!(scoped(&nobodys), ("P1".into(), "site-1".into()));
    assert_eq!(scoped(&license_file()), ("P1".into(), "U1".into()));
    let without_account = without(license_file(), "/data/relationships/account");
    assert_eq!(verify(&without_account).unwrap().issuer, format!("keygen:{}", TestKey::vendor().kid()));
}

#[test]
fn codes_that_come_to_one_id_are_refused() {
    let coded = |code: &str| with(license_file(), "/included/2/attributes/code", json!(code));
    for (text, expected) in [
        ("users", "claims_duplicate"),
        ("LICENSE", "claims_duplicate"),
        ("", "claims_value"),
        (&"A".repeat(65), "claims_value"),
    ] {
        assert_eq!(code(&coded(text)), expected, "{text}");
    }
    let mut twice = license_file();
    let same = json!({ "id": "E2", "type": "entitlements", "attributes": { "code": "offline_support-2" } });
    twice["included"].as_array_mut().unwrap().push(same);
    assert_eq!(code(&twice), "claims_duplicate");
    assert!(verify(&coded("Ü")).unwrap().entitlements.iter().any(|entitlement| entitlement.id == "_"));
}

#[test]
fn limits_are_whole_numbers_or_null() {
    let limited = |limit: Value| with(license_file(), "/data/attributes/maxUsers", limit);
    for (limit, expected) in [
        (json!(-1), "claims_range"),
        (json!(2.5), "claims_type"),
        (json!("20"), "claims_type"),
        (json!(1e16), "claims_type"),
    ] {
        assert_eq!(code(&limited(limit.clone())), expected, "{limit}");
    }
    let unknown = verify(&without(license_file(), "/data/attributes/maxUsers")).unwrap();
    assert!(unknown.entitlements.iter().all(|entitlement| entitlement.id != "users"));
}

#[test]
fn a_signed_key_grants_the_licence_for_its_time() {
    let data = json!({
        "account": { "id": "vendor-1" },
        "product": { "id": "P1" },
        "policy": { "id": "Y1", "duration": null },
        "user": null,
        "license": { "id": "L1", "created": "2024-01-01T00:00:00.000Z", "expiry": "2024-06-01T00:00:00.000Z" },
    });
    let signed = |data: &str| {
        let message = format!("key/{}", URL_SAFE.encode(data));
        let signature = TestKey::vendor().sign(message.as_bytes());
        format!("{message}.{}", URL_SAFE.encode(signature))
    };
    let verify = |data: &str| adapter().verify(signed(data).as_bytes());
    let license = verify(&data.to_string()).unwrap();
    assert_eq!((license.account.as_str(), license.product.as_str()), ("L1", "P1"));
    let file = File { name: "key".into(), outcome: Ok(license.into()) };
    for (now, status, granted) in
        [(ISSUED + 152 * DAY - 1, "expiring", true), (ISSUED + 152 * DAY, "expired", false)]
    {
        let report = judge(std::slice::from_ref(&file), &Question::at(at(now))).unwrap();
        assert_eq!(statuses(&report), [status]);
        assert_eq!(feature(&report, "license").granted, granted);
    }
    for (data, expected) in [
        ("SOME-SERIAL", "json_syntax"),
        ("{}", "claims_missing"),
        (r#"{"license":{"id":"L1"}}"#, "claims_missing"),
        (r#"{"license":{"id":"L1","created":"2024-01-01T00:00:00Z"}}"#, "claims_missing"),
    ] {
        assert_eq!(verify(data).unwrap_err().code().as_str(), expected, "{data}");
    }
}

#[test]
fn nothing_is_read_without_a_registered_key() {
    let none = KeygenAdapter::new(KeygenKeys::default());
    assert_eq!(none.verify(sealed(&license_file()).as_bytes()).unwrap_err().code().as_str(), "key_unknown");
    let other = KeygenAdapter::new(KeygenKeys::parse(TestKey::attacker().x().as_bytes()).unwrap());
    let error = other.verify(sealed(&license_file()).as_bytes()).unwrap_err();
    assert_eq!(error.code().as_str(), "signature_invalid");
    assert!(!error.to_string().contains("Team"));
    let small = adapter().with_max_size(100);
    assert_eq!(
        small.verify(sealed(&license_file()).as_bytes()).unwrap_err().code().as_str(),
        "size_too_large"
    );
}
