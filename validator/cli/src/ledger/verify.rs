//! `countersign ledger verify`: whether a ledger is as it was written, and documents are in it.

use crate::Verdict;
use crate::args::{Format, LedgerVerify};
use crate::failure::Failure;
use crate::files::{self, shown};
use crate::opening::{Content, read_all};
use countersign_issuer::{Fork, Ledger, RefusalCode};
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::{Path, PathBuf};

pub(super) fn run(args: &LedgerVerify, format: Format) -> Result<Verdict, Failure> {
    let contents = read_all(args.documents.iter().map(PathBuf::as_path), None)?;
    let ledger = args.file.read()?;
    let mut warnings: Vec<Value> = ledger.forks().iter().map(forked).collect();
    let (mut rows, mut worst): (Vec<Value>, Option<Failure>) = (Vec::new(), None);
    for (name, bytes) in &contents {
        let failure = match ledger.find(bytes) {
            Ok(found) => {
                let forks = found.forked.iter().map(forked);
                warnings.extend(forks.filter(|fork| !warnings.contains(fork)).collect::<Vec<_>>());
                match found.number {
                    Some(number) => {
                        rows.push(json!({ "file": name, "n": number }));
                        continue;
                    }
                    None => missing(&ledger),
                }
            }
            Err(failure) => failure.into(),
        };
        let failure = failure.about(Path::new(name));
        rows.push(json!({ "file": name, "error": failure.to_json() }));
        if worst.as_ref().is_none_or(|worst| failure.exit_code() > worst.exit_code()) {
            worst = Some(failure);
        }
    }
    match format {
        Format::Json => {
            let mut report = json!({
                "iss": ledger.issuer(),
                "created": ledger.created(),
                "entries": ledger.len(),
                "hash": ledger.hash(),
                "documents": rows,
                "warnings": warnings,
            });
            if let Some(failure) = &worst {
                report["error"] = failure.to_json();
            }
            files::print(&files::to_json(&report)?)?;
        }
        Format::Text => {
            files::print(&text(&ledger, &contents, &rows))?;
            for warning in &warnings {
                let _ = writeln!(anstream::stderr(), "{}", said(warning));
            }
            if let Some(failure) = &worst {
                failure.tell(Format::Text);
            }
        }
    }
    Ok(match worst.map(|failure| failure.exit_code()) {
        None => Verdict::Good,
        Some(2) => Verdict::Refused,
        Some(_) => Verdict::DoesNotCount,
    })
}

fn missing(ledger: &Ledger) -> Failure {
    let message = format!(
        "It is not in the ledger, which has {} entries: the ledger was put back to an older state, or the document \
         was made beside it. Add the document to the ledger.",
        ledger.len()
    );
    Failure::new(RefusalCode::LedgerRolledBack.as_str(), message).exit(1)
}

fn forked(fork: &Fork) -> Value {
    json!({ "code": "ledger_forked", "n": fork.n, "activations": fork.activations })
}

fn said(warning: &Value) -> String {
    let activations = warning["activations"].as_array().map(Vec::as_slice).unwrap_or_default();
    let names: Vec<_> = activations.iter().filter_map(Value::as_str).map(countersign::printable).collect();
    format!("warning [ledger_forked]: {} claim to be the same entry, {}.", names.join(" and "), warning["n"])
}

fn text(ledger: &Ledger, contents: &[Content], rows: &[Value]) -> String {
    let mut text = format!(
        "issuer   {}\nbegun    {}\nentries  {}\nhash     {}\n",
        countersign::printable(ledger.issuer()),
        ledger.created(),
        ledger.len(),
        ledger.hash()
    );
    for ((name, _), row) in contents.iter().zip(rows) {
        let place = row["n"].as_u64().map_or("not in it".to_owned(), |number| format!("entry {number}"));
        text += &format!("{}  {place}\n", shown(name));
    }
    text
}
