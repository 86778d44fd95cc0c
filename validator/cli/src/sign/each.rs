//! `countersign sign --each`: a document for each row of a table.

use super::{now, refused_slip, slip_option};
use crate::Verdict;
use crate::args::{Format, Sign};
use crate::failure::Failure;
use crate::files::{self, Existing, NewFile, Secrecy, shown};
use crate::issuing::form;
use countersign::issue::SigningKey;
use countersign_issuer::{Each, RowRefusal, Table, TableError};
use serde::Serialize;
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
    let rows = Table::read(&files::read_text(table)?).map_err(|error| match error {
        TableError::Unreadable(words) => Failure::usage(format!("{}: {words}.", shown(table))),
        TableError::Empty => Failure::usage(format!("{} has no rows.", shown(table))),
    })?;
    let mut each = Each::new(&files::read(args.claims())?, args.typ, rows).map_err(in_file)?;
    let (mut ready, mut refused) = (Vec::new(), Vec::new());
    for row in 0..each.len() {
        match sign(args, folder, keys, &mut each, row) {
            Ok(document) => ready.push(document),
            Err(failure) => refused.push((each.line(row), failure)),
        }
        progress(ready.len() + refused.len(), each.len());
    }
    if let Some((_, first)) = refused.first() {
        let mut message =
            format!("{} of {} rows are refused, and nothing is written.", refused.len(), each.len());
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
    each: &mut Each,
    row: usize,
) -> Result<Ready, Failure> {
    let keys: Vec<_> = keys.iter().collect();
    let signed = each.sign(row, |slip| slip_option(args, slip).1, &keys, now()?);
    let (jti, signed) = signed.map_err(|refusal| match refusal {
        RowRefusal::NoColumn(name) => Failure::usage(format!("The table has no column {name}.")),
        RowRefusal::Claims(error) => Failure::from(error),
        RowRefusal::NoIdentity => Failure::new(
            "claims_missing",
            "jti or iat is missing. Say both in the template, so that the same again gives the same files.",
        ),
        RowRefusal::Slip(slip) => refused_slip(args, "the claims", &slip),
        RowRefusal::Twice(jti) => {
            Failure::new("claims_duplicate", format!("{jti} is the jti of another row, too."))
        }
    })?;
    let document = form(&signed, &args.output)?;
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
