//! Judging sets with activations, against the rules as they are written: every field of the report.
//!
//! `SETS=N` judges so many sets in place of a few hundred, `SEED=N` from another one on.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "small numbers")]

mod activations;
mod dice;
mod limits;
mod model;
mod papers;
mod proving;
mod sets;

use countersign::{
    ActivationName, Deactivated, DocumentOutcome, Host, HostProof, LockCode, ProductVersion, Question,
    Report, TrustedKeys, UnixTime, Verifier, judge,
};
use dice::Dice;
use model::{Ask, Model, Told};
use papers::{ACCOUNT, LICENSE, PRODUCT, Paper, REQUEST, VENDOR};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::env;

fn at(secs: i64) -> UnixTime {
    UnixTime::from_secs(secs).unwrap()
}

fn question(ask: &Ask) -> Question {
    let mut question = Question::at(at(ask.now));
    question.issuer = ask.issuer.then(|| VENDOR.into());
    question.product = Some(PRODUCT.into());
    question.account = Some(ACCOUNT.into());
    question.product_version = ask.version.map(|version| ProductVersion::parse(version).unwrap());
    question.host = match ask.told {
        Told::Nothing => Host::Unknown,
        Told::Any => Host::Any,
        Told::Code(machine) => Host::LockCode(machine.lock_code()),
        Told::Host(machine, proved) => {
            Host::Proved(HostProof::new(machine.identity(), machine.proved().filter(|_| proved)))
        }
    };
    let alive = ask.alive.as_ref().map(|alive| alive.iter().map(|machine| machine.lock_code()));
    question.alive = alive.map(Iterator::collect::<Vec<LockCode>>);
    question.usage = ask.usage.iter().map(|(id, number)| ((*id).to_owned(), *number)).collect();
    question.entry = ask.entry.iter().map(|(id, number)| ((*id).to_owned(), *number)).collect();
    question.floor = ask.floor.map(at);
    let name = |license: &String, id: &String| ActivationName {
        product: PRODUCT.into(),
        account: ACCOUNT.into(),
        license: license.clone(),
        id: id.clone(),
    };
    let noted = ask.noted.iter();
    let noted =
        noted.map(|(license, id, serial)| Deactivated { activation: name(license, id), serial: *serial });
    question.history.deactivations = noted.collect();
    question
}

fn found(papers: &[Paper], ask: &Ask) -> countersign::Result<Report> {
    let keys = TrustedKeys::parse(papers::trusted().as_bytes()).unwrap();
    let files: Vec<_> = papers.iter().map(Paper::compact).collect();
    let names = (1..).map(|number| format!("{number}.lic"));
    let opened = Verifier::new(keys).open(names.zip(files.iter().map(String::as_bytes)));
    judge(&opened.files, &question(ask))
}

/// The report without what the rules leave to the words: sides and messages.
fn plain(report: &Report) -> Value {
    let mut plain = serde_json::to_value(report).unwrap();
    plain.as_object_mut().unwrap().remove("emergency");
    for row in plain["documents"].as_array_mut().unwrap() {
        if let Some(error) = row.get_mut("error") {
            *error = error["code"].take();
        }
        for reason in row.get_mut("reasons").into_iter().filter_map(Value::as_array_mut).flatten() {
            *reason = reason["code"].take();
        }
    }
    for row in plain["limits"].as_array_mut().unwrap() {
        sort(&mut row["sources"]);
    }
    for warning in plain["warnings"].as_array_mut().unwrap() {
        // Which of several that claim to be one entry are named, no rule says.
        if warning["code"] == "ledger_forked" {
            warning.as_object_mut().unwrap().remove("activations");
        }
    }
    sort(&mut plain["warnings"]);
    plain
}

fn sort(list: &mut Value) {
    list.as_array_mut().unwrap().sort_by_key(Value::to_string);
}

fn needed(model: &Model<'_>) -> Value {
    let mut needed = json!({ "now": model.ask.now, "judged_at": model.now });
    if let Some(floor) = model.floor() {
        needed["floor"] = floor.into();
    }
    (needed["product"], needed["account"]) = (PRODUCT.into(), ACCOUNT.into());
    if let Some(edition) = model.edition() {
        needed["edition"] = edition.into();
    }
    let mut documents = Vec::new();
    for (number, (paper, outcome)) in (1..).zip(&model.rows) {
        let mut row = json!({ "file": format!("{number}.lic") });
        match outcome {
            Err("activation_missing") => {
                row["typ"] = paper.typ.into();
                row["status"] = "activation_missing".into();
                row["counts"] = false.into();
                row["reasons"] = json!(["activation_missing"]);
            }
            Err(code) => row["error"] = (*code).into(),
            Ok(()) => {
                let claims = &paper.claims;
                let reasons = model.reasons(paper);
                let status = reasons.first().map_or("active", String::as_str);
                row["typ"] = paper.typ.into();
                row["kid"] = paper.signer.into();
                row["issuer"] = claims.iss.clone().into();
                row["jti"] = claims.jti.clone().into();
                if let Some(serial) = claims.serial() {
                    row["serial"] = serial.into();
                }
                row["status"] = status.into();
                row["counts"] = ["active", "expiring", "grace"].contains(&status).into();
                if paper.typ == REQUEST {
                    row["self_signed"] = true.into();
                }
                row["reasons"] = reasons.into();
            }
        }
        documents.push(row);
    }
    needed["documents"] = documents.into();
    let later = model.later();
    let mut rows: Vec<Value> = model.ids().iter().map(|id| model.row(id, &later)).collect();
    rows.iter_mut().for_each(|row| sort(&mut row["sources"]));
    needed["limits"] = rows.into();
    needed["warnings"] = model.warnings().into();
    sort(&mut needed["warnings"]);
    needed
}

/// As `countersign verify` ends.
fn exit(report: &Report) -> u8 {
    let rows = report.documents.iter().map(|row| match &row.outcome {
        DocumentOutcome::Refused { .. } => 2,
        DocumentOutcome::Authentic(row) => u8::from(!row.counts && row.status.as_str() != "superseded"),
        DocumentOutcome::Unproven(_) => 1,
    });
    rows.max().unwrap_or(0).max(u8::from(report.is_over()))
}

/// What the rules say of a set, where the report says the same; else the first place where it does not.
fn judged(papers: &[Paper], ask: &Ask) -> Result<Value, String> {
    let model = Model::new(papers, ask);
    let report = found(papers, ask).map_err(|error| error.to_string())?;
    let needed = needed(&model);
    if let Some(difference) = differing("", &plain(&report), &needed) {
        return Err(difference);
    }
    let exits = (exit(&report), model.exit());
    if exits.0 == exits.1 { Ok(needed) } else { Err(format!("exit {}, needed {}", exits.0, exits.1)) }
}

fn differing(place: &str, found: &Value, needed: &Value) -> Option<String> {
    match (found, needed) {
        (Value::Object(a), Value::Object(b))
            if a.keys().all(|key| b.contains_key(key)) && a.len() == b.len() =>
        {
            a.iter().find_map(|(key, value)| differing(&format!("{place}/{key}"), value, &b[key]))
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let pairs = a.iter().zip(b).enumerate();
            pairs.into_iter().find_map(|(index, (a, b))| differing(&format!("{place}/{index}"), a, b))
        }
        _ => (found != needed).then(|| format!("{place}:\n found {found}\nneeded {needed}")),
    }
}

fn number(name: &str, default: u64) -> u64 {
    env::var(name).map_or(default, |text| text.parse().unwrap())
}

/// What a few hundred sets must have come to, or else they are not what they were made for.
const KINDS: [&str; 36] = [
    "revoked",
    "conflict",
    "superseded",
    "wrong_product",
    "wrong_account",
    "license_missing",
    "license_outdated",
    "wrong_host",
    "deactivated",
    "quorum_missing",
    "not_yet_valid",
    "expired",
    "license_inactive",
    "active",
    "license revoked",
    "license conflict",
    "license superseded",
    "license wrong_version",
    "license wrong_host",
    "license activation_required",
    "license deactivated",
    "license not_yet_valid",
    "license expired",
    "license grace",
    "license active",
    "activation_missing",
    "signature_invalid",
    "key_unknown",
    "key_issuer",
    "key_retired",
    "quorum_not_judged",
    "duplicate_slot",
    "ledger_forked",
    "revocation_stale",
    "given by an activation",
    "changes later",
];

/// Which of them a set comes to.
fn kinds(needed: &Value) -> Vec<String> {
    let mut kinds = Vec::new();
    for row in needed["documents"].as_array().unwrap() {
        let status = row["status"].as_str().or(row["error"].as_str()).unwrap();
        kinds.push(if row["typ"] == LICENSE { format!("license {status}") } else { status.to_owned() });
    }
    kinds.extend(
        needed["warnings"].as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap().into()),
    );
    for row in needed["limits"].as_array().unwrap() {
        let by_activation = |source: &Value| source.get("activation").is_some();
        if row["sources"].as_array().unwrap().iter().any(by_activation) {
            kinds.push("given by an activation".into());
            kinds.extend(row.get("next_change").map(|_| "changes later".into()));
        }
    }
    kinds
}

#[test]
fn every_field_of_the_report_is_what_the_rules_say() {
    let (first, sets) = (number("SEED", 1), number("SETS", 300));
    let mut seen = BTreeSet::new();
    for seed in first..first + sets {
        let mut dice = Dice::new(seed);
        let (mut papers, ask) = (sets::papers(&mut dice), dice::ask(&mut dice));
        match judged(&papers, &ask) {
            Ok(needed) => seen.extend(kinds(&needed)),
            Err(_) => {
                // As few documents as differ yet.
                let mut index = 0;
                while index < papers.len() {
                    let mut fewer = papers.clone();
                    fewer.remove(index);
                    if judged(&fewer, &ask).is_err() {
                        papers = fewer;
                    } else {
                        index += 1;
                    }
                }
                let lines =
                    papers.iter().map(|paper| format!("{} {} {}", paper.typ, paper.signer, paper.claims));
                let difference = judged(&papers, &ask).unwrap_err();
                panic!("SEED={seed}: {ask:?}\n{}\n{difference}", lines.collect::<Vec<_>>().join("\n"));
            }
        }
    }
    let missing: Vec<_> = KINDS.iter().filter(|kind| !seen.contains(**kind)).collect();
    assert!(first > 1 || sets < 300 || missing.is_empty(), "no set came to {missing:?}");
}
