//! `countersign sign --each`: a document for each row of a table.

use super::{now, refuse_slips};
use crate::Verdict;
use crate::args::{Format, Sign};
use crate::failure::Failure;
use crate::files::{self, Existing, NewFile, Secrecy, shown};
use crate::issuing::form;
use countersign::issue::{ClaimsInput, SigningKey};
use serde::Serialize;
use serde_json::Value;
use std::collections::HashSet;
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

/// A document that is ready to be written.
#[derive(Serialize)]
struct Ready {
    file: PathBuf,
    jti: String,
    state: State,
    #[serde(skip)]
    document: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum State {
    New,
    /// It was there already, just as it is made.
    Unchanged,
    /// Another document had the name.
    Replaced,
}

/// Signs all of them before one is written: where a row is refused, none is.
pub(super) fn run(
    args: &Sign,
    table: &Path,
    folder: &Path,
    keys: &[SigningKey],
    format: Format,
) -> Result<Verdict, Failure> {
    let in_file = |error| Failure::in_file(args.claims(), &error);
    let text = files::read(args.claims())?;
    // The template is read as strictly as what is made of it.
    ClaimsInput::read(&text, args.typ).map_err(in_file)?;
    let template: Value = serde_json::from_slice(&text).map_err(Failure::usage)?;
    let rows = Table::read(table)?;
    let (mut ready, mut refused, mut names) = (Vec::new(), Vec::new(), HashSet::new());
    for (line, cells) in &rows.rows {
        match sign(args, folder, keys, &template, &rows, cells) {
            // Also where the system takes two names for one that differ in capitals.
            Ok(document) if !names.insert(document.jti.to_lowercase()) => {
                let twice = format!("{} is the jti of another row, too.", document.jti);
                refused.push((*line, Failure::new("claims_duplicate", twice)));
            }
            Ok(document) => ready.push(document),
            Err(failure) => refused.push((*line, failure)),
        }
        progress(ready.len() + refused.len(), rows.rows.len());
    }
    if let Some((_, first)) = refused.first() {
        let mut message =
            format!("{} of {} rows are refused, and nothing is written.", refused.len(), rows.rows.len());
        for (line, failure) in &refused {
            message += &format!("\n{}, line {line}: {}", shown(table), failure.message());
        }
        return Err(Failure::new(first.code(), message));
    }
    write(args, &ready)?;
    files::print(&match format {
        Format::Json => files::to_json(&serde_json::json!({ "documents": ready }))?,
        Format::Text => {
            let count = |state| ready.iter().filter(|ready| ready.state == state).count();
            format!(
                "new        {}\nreplaced   {}\nunchanged  {}\n",
                count(State::New),
                count(State::Replaced),
                count(State::Unchanged)
            )
        }
    })?;
    Ok(Verdict::Good)
}

fn sign(
    args: &Sign,
    folder: &Path,
    keys: &[SigningKey],
    template: &Value,
    table: &Table,
    cells: &[String],
) -> Result<Ready, Failure> {
    let claims = table.fill(template, cells)?.unwrap_or_default();
    let mut claims = ClaimsInput::read(claims.to_string().as_bytes(), args.typ)?;
    let (Some(jti), Some(_)) = (claims.id().map(str::to_owned), claims.issued()) else {
        return Err(Failure::new(
            "claims_missing",
            "jti or iat is missing. Say both in the template, so that the same again gives the same files.",
        ));
    };
    let now = now()?;
    refuse_slips(args, "the claims", &claims, now)?;
    claims.fill(now)?;
    let document = form(&claims.sign(&keys.iter().collect::<Vec<_>>(), now)?, &args.output)?;
    let extension = match (args.output.compact, args.output.json) {
        (true, _) => "jwt",
        (_, true) => "json",
        _ => "lic",
    };
    let file = folder.join(format!("{jti}.{extension}"));
    let state = match file.symlink_metadata() {
        Err(_) => State::New,
        Ok(_) if files::is_made(&file, &document) => State::Unchanged,
        Ok(_) => State::Replaced,
    };
    Ok(Ready { file, jti, state, document })
}

fn write(args: &Sign, ready: &[Ready]) -> Result<(), Failure> {
    let changed = ready.iter().filter(|ready| ready.state != State::Unchanged);
    let files = changed.map(|ready| NewFile {
        path: &ready.file,
        content: &ready.document,
        secrecy: Secrecy::Default,
        existing: if args.output.force { Existing::Replaced } else { Existing::Kept },
    });
    files::create_all(&files.collect::<Vec<_>>())
}

/// Tells a person how far it is.
fn progress(done: usize, all: usize) {
    if std::io::stderr().is_terminal() && (done.is_multiple_of(100) || done == all) {
        let end = if done == all { "\n" } else { "\r" };
        let _ = write!(anstream::stderr(), "{done} of {all} rows{end}");
    }
}

/// A table: the names of its columns, and its rows with the lines that they begin on.
struct Table {
    columns: Vec<String>,
    rows: Vec<(u64, Vec<String>)>,
}

impl Table {
    /// Reads CSV (RFC 4180), with the separator that its first row has: a comma, a semicolon or a tabulator.
    fn read(path: &Path) -> Result<Self, Failure> {
        let text = files::read_text(path)?;
        let text = text.trim_start_matches('\u{feff}');
        let head = text.lines().next().unwrap_or_default();
        let count = |separator: &u8| head.bytes().filter(|byte| byte == separator).count();
        let separator = [b';', b'\t', b','].into_iter().max_by_key(count).unwrap_or(b',');
        let mut reader =
            csv::ReaderBuilder::new().delimiter(separator).trim(csv::Trim::All).from_reader(text.as_bytes());
        let unreadable = |error: csv::Error| Failure::usage(format!("{}: {error}.", shown(path)));
        let columns: Vec<String> = reader.headers().map_err(unreadable)?.iter().map(str::to_owned).collect();
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(unreadable)?;
            let line = record.position().map_or(0, csv::Position::line);
            rows.push((line, record.iter().map(str::to_owned).collect()));
        }
        if rows.is_empty() {
            return Err(Failure::usage(format!("{} has no rows.", shown(path))));
        }
        Ok(Self { columns, rows })
    }

    /// A part of the template with a row's cells in it; none where it is an empty cell alone.
    fn fill(&self, template: &Value, cells: &[String]) -> Result<Option<Value>, Failure> {
        Ok(Some(match template {
            Value::String(text) => return self.fill_text(text, cells),
            Value::Array(items) => {
                let items: Result<Vec<_>, _> = items.iter().map(|item| self.fill(item, cells)).collect();
                items?.into_iter().flatten().collect()
            }
            Value::Object(members) => {
                let mut filled = serde_json::Map::new();
                for (name, value) in members {
                    if let Some(value) = self.fill(value, cells)? {
                        filled.insert(name.clone(), value);
                    }
                }
                filled.into()
            }
            other => other.clone(),
        }))
    }

    fn fill_text(&self, text: &str, cells: &[String]) -> Result<Option<Value>, Failure> {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, (name, after))) =
            rest.split_once("{{").and_then(|(before, rest)| Some((before, rest.split_once("}}")?)))
        {
            let is_alone = before.is_empty() && after.is_empty() && filled.is_empty();
            let (name, is_number) = match name.trim().strip_suffix(":number") {
                Some(name) => (name.trim(), true),
                None => (name.trim(), false),
            };
            let cell = self.columns.iter().position(|column| column == name).and_then(|at| cells.get(at));
            let cell = cell.ok_or_else(|| Failure::usage(format!("The table has no column {name}.")))?;
            match (is_alone, is_number) {
                (true, _) if cell.is_empty() => return Ok(None),
                // What is no number stays a text, such as "unlimited".
                (true, true) => {
                    return Ok(Some(cell.parse::<u64>().map_or_else(|_| cell.as_str().into(), Value::from)));
                }
                _ => {}
            }
            filled += before;
            filled += cell;
            rest = after;
        }
        Ok(Some((filled + rest).into()))
    }
}
