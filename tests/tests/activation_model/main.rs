//! Judging sets with activations, against the rules as they are written: every field of the report.
//!
//! `SETS=N` judges so many sets in place of a few hundred, `SEED=N` from another one on.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "small numbers")]

mod activations;
mod limits;
mod model;
mod papers;
mod sets;

use countersign::{
    DocumentOutcome, Host, HostProof, LockCode, ProductVersion, Question, Report, TrustedKeys, UnixTime,
    Verifier, judge,
};
use model::{Ask, Model, Told};
use papers::{ACCOUNT, PRODUCT, Paper, REQUEST, VENDOR};
use serde_json::{Value, json};
use sets::Dice;
use std::env;

fn at(secs: i64) -> UnixTime {
    UnixTime::from_secs(secs).unwrap()
}

fn question(ask: &Ask) -> Question {
    let mut question = Question::at(at(ask.now));
    question.issuer = Some(VENDOR.into());
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

/// Where the report is another than the rules say: at which place, what there is, and what there should be.
fn difference(papers: &[Paper], ask: &Ask) -> Option<String> {
    let model = Model::new(papers, ask);
    let report = match found(papers, ask) {
        Ok(report) => report,
        Err(error) => return Some(error.to_string()),
    };
    let (plain, needed) = (plain(&report), needed(&model));
    differing("", &plain, &needed).or_else(|| {
        let (found, needed) = (exit(&report), model.exit());
        (found != needed).then(|| format!("exit {found}, needed {needed}"))
    })
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

#[test]
fn every_field_of_the_report_is_what_the_rules_say() {
    let (first, sets) = (number("SEED", 1), number("SETS", 300));
    for seed in first..first + sets {
        let mut dice = Dice::new(seed);
        let (mut papers, ask) = (sets::papers(&mut dice), sets::ask(&mut dice));
        if difference(&papers, &ask).is_none() {
            continue;
        }
        // As few documents as differ yet.
        let mut index = 0;
        while index < papers.len() {
            let mut fewer = papers.clone();
            fewer.remove(index);
            match difference(&fewer, &ask) {
                Some(_) => papers = fewer,
                None => index += 1,
            }
        }
        let lines: Vec<_> =
            papers.iter().map(|paper| format!("{} {} {}", paper.typ, paper.signer, paper.claims)).collect();
        let found = difference(&papers, &ask).unwrap();
        panic!("SEED={seed}: {ask:?}\n{}\n{found}", lines.join("\n"));
    }
}
