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

/// Whoever signs plain bytes has the key.
#[test]
fn a_key_that_is_elsewhere_signs() {
    use base64::Engine as _;
    use ed25519_dalek::{Signer as _, pkcs8::DecodePrivateKey as _};
    let folder = folder("external");
    let license = claims(json!({ "exp": "2999-12-31" }), json!({}));
    folder.write("claims.json", &license.to_string());
    folder.done(&["sign", "claims.json", "--external", "k.json", "--out", "to-sign"]);
    let message = std::fs::read(folder.0.join("to-sign")).unwrap();
    assert!(!message.ends_with(b"\n"));
    let pem = std::fs::read_to_string(folder.0.join("k.pem")).unwrap();
    let signature = ed25519_dalek::SigningKey::from_pkcs8_pem(&pem).unwrap().sign(&message).to_bytes();
    let hex: String = signature.iter().map(|byte| format!("{byte:02x}")).collect();
    let base64 = base64::engine::general_purpose::STANDARD.encode(signature);
    let finish = ["sign", "to-sign", "--external", "k.json", "--signature", "signature"];
    for (form, bytes) in
        [("--armor", &signature[..]), ("--json", hex.as_bytes()), ("--compact", base64.as_bytes())]
    {
        std::fs::write(folder.0.join("signature"), bytes).unwrap();
        let told = folder.json(&[&finish[..], &[form, "--out", "made", "--force"]].concat(), 0);
        assert_eq!((&told["typ"], &told["made_up"]), (&json!("license+jwt"), &json!([])));
        folder.json(&["verify", "made", "--keys", "k.json"], 0);
    }
    std::fs::write(folder.0.join("signature"), [7; 64]).unwrap();
    assert_eq!(folder.json(&finish, 3)["error"]["code"], "signature_invalid");
    std::fs::write(folder.0.join("signature"), "short").unwrap();
    assert_eq!(folder.json(&finish, 3)["error"]["code"], "signature_malformed");
    folder.with_key("other", &[]);
    for (words, code) in [
        (&["sign", "claims.json", "--external", "k.json", "--key", "k.pem"][..], "usage_invalid"),
        (&["sign", "claims.json"], "usage_invalid"),
        (&["sign", "claims.json", "--key", "k.pem", "--signature", "signature"], "usage_invalid"),
        (&["sign", "claims.json", "--external", "k.json", "--json"], "usage_invalid"),
        (&["sign", "claims.json", "--external", "k.pem"], "key_private"),
        (&["sign", "claims.json", "--external", "k.json", "--signature", "signature"], "encoding_base64"),
    ] {
        assert_eq!(folder.json(words, 3)["error"]["code"], code, "{words:?}");
    }
}

/// A folder with a template and a table of customers.
fn with_table(name: &str, rows: &str) -> Folder {
    let folder = folder(name);
    let mut template = claims(
        json!({ "jti": "{{number}}-2999", "iat": "2026-01-01", "exp": "{{end}}", "sub": "site {{number}}" }),
        json!({ "holder": { "name": "{{name}}", "city": "{{city}}" } }),
    );
    template["lic"]["entitlements"][0]["quantity"] = "{{seats:number}}".into();
    folder.write("template.json", &template.to_string());
    folder.write("table.csv", rows);
    std::fs::create_dir(folder.0.join("out")).unwrap();
    folder
}

const EACH: [&str; 9] =
    ["sign", "--each", "table.csv", "--template", "template.json", "--out-dir", "out", "--key", "k.pem"];

fn files(folder: &Folder) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder.0.join("out")).unwrap().map(|entry| entry.unwrap());
    let mut files: Vec<_> = entries
        .map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn each_row_of_a_table_becomes_a_document_and_the_same_again_the_same() {
    let table = "\u{feff}number;name;city;seats;end\r\nA1;Müller & Söhne;;20;2999-12-31\r\n\
                 A2;\"Meier; GmbH\";Ulm;unlimited;2999-06-30\r\n";
    let folder = with_table("each", table);
    let told = folder.json(&EACH, 0);
    let states = |told: &Value| -> Vec<String> {
        let rows = told["documents"].as_array().unwrap().iter();
        rows.map(|row| row["state"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(states(&told), ["new", "new"]);
    let first = files(&folder);
    assert_eq!(
        first.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
        ["A1-2999.lic", "A2-2999.lic"]
    );
    let shown = folder.json(&["show", "out/A1-2999.lic", "out/A2-2999.lic", "--keys", "k.json"], 0);
    let claims = |index: usize| &shown["documents"][index]["claims"];
    assert_eq!(claims(0)["sub"], "site A1");
    assert_eq!(claims(0)["lic"]["holder"], json!({ "name": "Müller & Söhne" }), "an empty cell is left out");
    assert_eq!(claims(1)["lic"]["holder"], json!({ "name": "Meier; GmbH", "city": "Ulm" }));
    let quantity = |index: usize| &claims(index)["lic"]["entitlements"][0]["quantity"];
    assert_eq!((quantity(0), quantity(1)), (&json!(20), &json!("unlimited")));

    assert_eq!(states(&folder.json(&EACH, 0)), ["unchanged", "unchanged"]);
    assert!(files(&folder) == first);
    // A row that changed is not written over the file of before, unless one says so.
    folder.write("table.csv", &table.replace(";20;", ";25;"));
    assert_eq!(folder.json(&EACH, 3)["error"]["code"], "file_unwritable");
    assert!(files(&folder) == first);
    assert_eq!(states(&folder.json(&[&EACH[..], &["--force"]].concat(), 0)), ["replaced", "unchanged"]);
}

#[test]
fn where_a_row_is_refused_nothing_is_written_and_all_such_rows_are_named() {
    let head = "number,name,city,seats,end\n";
    let good = "A1,N,,20,2999-12-31\n";
    for (rows, code, line) in [
        ("A2,N,,many,2999-12-31\n", "claims_value", 3),
        ("A2,,,1,2999-12-31\n", "claims_missing", 3),
        ("A2,N,,1,2020-01-01\n", "claims_past", 3),
        ("a1,N,,1,2999-12-31\n", "claims_duplicate", 3),
        ("../A,N,,1,2999-12-31\n", "claims_value", 3),
    ] {
        let folder = with_table("each-refused", &[head, good, rows].concat());
        let refused = folder.json(&EACH, 3);
        let message = refused["error"]["message"].as_str().unwrap();
        assert_eq!(refused["error"]["code"], code, "{message}");
        assert!(
            message.starts_with("1 of 2 rows are refused") && message.contains(&format!("line {line}: ")),
            "{message}"
        );
        assert!(files(&folder).is_empty());
    }
    let folder = with_table("each-wrong", &[head, "A1,N\n"].concat());
    assert_eq!(folder.json(&EACH, 3)["error"]["code"], "usage_invalid");
    folder.write("table.csv", "number,name\nA1,N\n");
    assert!(folder.json(&EACH, 3)["error"]["message"].as_str().unwrap().contains("has no column city"));
    for words in [&EACH[..5], &EACH[..3]] {
        assert_eq!(folder.json(words, 3)["error"]["code"], "usage_invalid");
    }
    // Without an identity of its own each run would make other documents.
    folder.write("table.csv", &[head, good].concat());
    folder.write("template.json", &claims(json!({ "exp": FUTURE }), json!({})).to_string());
    assert_eq!(folder.json(&EACH, 3)["error"]["code"], "claims_missing");
}
