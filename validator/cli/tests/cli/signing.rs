//! `countersign sign`: what a vendor did not mean is not signed.

use crate::folder::{Folder, payload};
use serde_json::{Value, json};
use std::process::Output;

const FUTURE: i64 = 250_000_000_000;

fn claims(head: Value, terms: Value) -> Value {
    let mut claims = json!({
        "iss": "https://vendor.example", "aud": "p", "sub": "site-1",
        "lic": {
            "serial": 1, "name": "N", "kind": "standard", "holder": { "name": "H" },
            "entitlements": [{ "id": "users", "metric": "user", "quantity": 1 }],
        },
    });
    let merge = |target: &mut Value, more: Value| {
        for (name, value) in more.as_object().unwrap() {
            target[name] = value.clone();
        }
    };
    merge(&mut claims["lic"], terms);
    merge(&mut claims, head);
    claims
}

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.with_key("k", &[]);
    folder
}

fn sign(folder: &Folder, claims: &Value, more: &[&str]) -> Output {
    folder.write("claims.json", &claims.to_string());
    folder.run(&[&["sign", "claims.json", "--key", "k.pem", "--json"], more].concat())
}

fn signed(folder: &Folder, claims: &Value, more: &[&str]) -> (Value, String) {
    let output = sign(folder, claims, more);
    assert!(output.status.success(), "{output:?}");
    (payload(str::from_utf8(&output.stdout).unwrap()), String::from_utf8(output.stderr).unwrap())
}

fn refused(folder: &Folder, claims: &Value, more: &[&str], code: &str) -> String {
    let output = sign(folder, claims, &[more, &["--out", "refused.lic", "--format", "json"]].concat());
    assert_eq!(output.status.code(), Some(3), "{output:?}");
    assert!(!folder.0.join("refused.lic").exists());
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["error"]["code"], code, "{report}");
    report["error"]["message"].as_str().unwrap().to_owned()
}

#[test]
fn an_unknown_claim_is_named_with_the_nearest_known_one() {
    let folder = folder("unknown");
    for (head, terms, found, near) in [
        (json!({ "exp": FUTURE }), json!({ "gracedays": 30 }), "lic.gracedays", "lic.grace_days"),
        (
            json!({ "exp": FUTURE }),
            json!({ "suport_until": "2030-12-31" }),
            "lic.suport_until",
            "lic.support_until",
        ),
        (json!({ "perpetual": true, "exp": FUTURE }), json!({}), "perpetual", "lic.perpetual"),
        (
            json!({ "exp": FUTURE }),
            json!({ "holder": { "name": "H", "e-mail": "x" } }),
            "lic.holder.e-mail",
            "lic.holder.email",
        ),
    ] {
        let claims = claims(head, terms);
        let message = refused(&folder, &claims, &[], "claims_unknown");
        assert!(message.contains(&format!("{found} (did you mean {near}?)")), "{message}");
        signed(&folder, &claims, &["--allow-unknown"]);
    }
    let far = claims(json!({ "exp": FUTURE, "x_colour": "red" }), json!({}));
    assert!(!refused(&folder, &far, &[], "claims_unknown").contains("did you mean"));
    // Names are shown as no terminal understands them.
    let hostile = claims(json!({ "exp": FUTURE, "\u{1b}]0;x\u{7}": 1 }), json!({}));
    assert!(refused(&folder, &hostile, &[], "claims_unknown").contains("\\u{1b}"));
}

#[test]
fn every_type_of_document_knows_its_claims() {
    let folder = folder("unknown-types");
    for (typ, name, content) in [
        ("revocation-list+jwt", "rev", json!({ "serial": 1, "next_update": FUTURE, "revokd": [] })),
        ("trust+jwt", "tru", json!({ "serial": 1, "keys": [], "retierd": [] })),
        ("emergency-request+jwt", "emr", json!({ "license": "L", "reasn": "x" })),
    ] {
        let mut claims = json!({ "iss": "https://vendor.example", "aud": "p" });
        claims[name] = content;
        let message = refused(&folder, &claims, &["--typ", typ], "claims_unknown");
        assert!(message.contains("did you mean"), "{message}");
    }
}

#[test]
fn an_end_that_is_past_and_a_beginning_that_lies_ahead_are_refused() {
    let folder = folder("instants");
    let past = claims(json!({ "exp": 1_700_000_000 }), json!({}));
    assert!(refused(&folder, &past, &[], "claims_past").contains("2023-11-14T22:13:20Z"));
    refused(&folder, &past, &["--allow-future"], "claims_past");
    let ahead = claims(json!({ "iat": FUTURE - 1, "exp": FUTURE }), json!({}));
    refused(&folder, &ahead, &[], "claims_future");
    refused(&folder, &ahead, &["--allow-past", "--allow-unknown"], "claims_future");
    for (claims, option) in
        [(&past, "--allow-past"), (&past, "--force"), (&ahead, "--allow-future"), (&ahead, "--force")]
    {
        signed(&folder, claims, &[option]);
    }
    let part = json!({ "entitlements": [{ "id": "users", "metric": "user", "quantity": 1, "exp": 5 }] });
    let message = refused(&folder, &claims(json!({ "exp": FUTURE }), part), &[], "claims_past");
    assert!(message.contains("lic.entitlements[0].exp"), "{message}");
}

#[test]
fn dates_are_days_in_utc_and_that_is_told() {
    let folder = folder("dates");
    let claims =
        claims(json!({ "nbf": "2999-01-01", "exp": "2999-12-31" }), json!({ "support_until": "2999-12-31" }));
    let (payload, told) = signed(&folder, &claims, &[]);
    let day = 86_400;
    let exp = payload["exp"].as_i64().unwrap();
    assert_eq!((exp % day, exp - payload["nbf"].as_i64().unwrap()), (0, 365 * day));
    assert_eq!(payload["lic"]["support_until"], "2999-12-31");
    assert!(told.contains("exp: 2999-12-31 is read as 3000-01-01T00:00:00Z."), "{told}");
    assert!(told.contains("nbf: 2999-01-01 is read as 2999-01-01T00:00:00Z."), "{told}");
    let made = sign(&folder, &claims, &["--out", "dated.lic", "--format", "json"]);
    let made: Value = serde_json::from_slice(&made.stdout).unwrap();
    assert_eq!(made["dates"][1], json!({ "at": "exp", "date": "2999-12-31", "instant": exp }));

    // On its last day it counts, and on the next it doesn't.
    let at = |day: &str, exit| {
        let report = folder.json(&["verify", "dated.lic", "--keys", "k.json", "--at", day], exit);
        report["documents"][0]["status"].as_str().unwrap().to_owned()
    };
    assert_eq!(at("2999-12-31", 0), "expiring");
    assert_eq!(at("3000-01-01", 1), "expired");
    assert_eq!(at("2999-01-01", 0), "active");
    assert_eq!(at("2998-12-31", 1), "not_yet_valid");
    let report = folder.run(&["verify", "dated.lic", "--keys", "k.json", "--at", "2999-12-31"]);
    let told = String::from_utf8(report.stderr).unwrap();
    assert_eq!(told, "--at 2999-12-31 is read as 2999-12-31T23:59:59Z.\n");
}

#[test]
fn what_is_made_up_is_told() {
    let folder = folder("made-up");
    let license = claims(json!({ "exp": FUTURE }), json!({}));
    let (payload, told) = signed(&folder, &license, &[]);
    assert!(told.contains(payload["jti"].as_str().unwrap()) && told.contains("Keep the file"), "{told}");
    assert!(told.contains("add up"), "{told}");
    let with_id = claims(json!({ "exp": FUTURE, "jti": "L-1" }), json!({}));
    let (_, told) = signed(&folder, &with_id, &[]);
    assert!(told.contains("iat") && told.contains("neither counts"), "{told}");
    let whole = claims(json!({ "ver": 1, "exp": FUTURE, "jti": "L-1", "iat": 5 }), json!({}));
    assert_eq!(signed(&folder, &whole, &[]).1, "");
    let made = sign(&folder, &license, &["--out", "a.lic", "--format", "json"]);
    let made: Value = serde_json::from_slice(&made.stdout).unwrap();
    assert_eq!((&made["typ"], &made["made_up"]), (&json!("license+jwt"), &json!(["iat", "jti"])));
    let told = sign(&folder, &license, &["--out", "b.lic"]);
    assert!(
        String::from_utf8(told.stdout).unwrap().contains("made up"),
        "beside a file it is told as the result"
    );
}
