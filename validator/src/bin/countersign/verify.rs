//! `countersign verify`.

use crate::Verdict;
use crate::args::{Format, Verify};
use crate::failure::Failure;
use crate::files;
use crate::sign::now;
use crate::table;
use countersign::{
    DocumentOutcome, DocumentRow, Envelope, File, LimitRow, Quantity, Question, Reason, Report, Side, Status,
    TrustedKeys, Verified, judge,
};
use std::path::{Path, PathBuf};

pub(crate) fn run(args: &Verify) -> Result<Verdict, Failure> {
    if args.adapter.is_some() {
        return crate::foreign::run(args);
    }
    let keys = read_keys(&args.keys)?;
    let mut documents = Vec::new();
    for path in &args.files {
        let outcome = verify(&files::read(path)?, &keys, args.max_size);
        documents.push(File { name: path.display().to_string(), outcome });
    }
    let report = judge(&documents, &question(args)?)?;
    match args.format {
        Format::Json => anstream::println!("{}", to_json(&report)?),
        Format::Text => print(&report),
    }
    Ok(verdict(&report))
}

fn read_keys(paths: &[PathBuf]) -> Result<TrustedKeys, Failure> {
    let mut keys = TrustedKeys::default();
    for path in paths {
        let in_file = |error| Failure::in_file(path, &error);
        keys.extend(TrustedKeys::parse(&files::read(path)?).map_err(in_file)?).map_err(in_file)?;
    }
    Ok(keys)
}

fn verify(
    bytes: &[u8],
    keys: &TrustedKeys,
    max_size: Option<usize>,
) -> countersign::Result<Verified<countersign::License>> {
    let envelope = match max_size {
        Some(most) => Envelope::read_with_limit(bytes, most),
        None => Envelope::read(bytes),
    };
    envelope?.verify(keys)
}

fn question(args: &Verify) -> Result<Question, Failure> {
    let mut question = Question::at(args.at.map_or_else(now, Ok)?);
    question.product = args.product.clone();
    question.account = args.account.clone();
    question.product_version = args.product_version.clone();
    question.host = args.host.clone().unwrap_or_default();
    question.usage = args.usage.iter().cloned().collect();
    question.entry = args.entry.iter().cloned().collect();
    question.floor = args.floor;
    Ok(question)
}

fn verdict(report: &Report) -> Verdict {
    let of = |row: &DocumentRow| match &row.outcome {
        DocumentOutcome::Refused { .. } => Verdict::Refused,
        DocumentOutcome::Authentic(row) if row.counts || row.status == Status::Superseded => Verdict::Good,
        DocumentOutcome::Authentic(_) => Verdict::DoesNotCount,
    };
    let limits = if report.is_over() { Verdict::DoesNotCount } else { Verdict::Good };
    report.documents.iter().map(of).max().unwrap_or(Verdict::Good).max(limits)
}

/// The report as JSON text.
pub(crate) fn to_json(report: &impl serde::Serialize) -> Result<String, Failure> {
    serde_json::to_string_pretty(report).map_err(Failure::usage)
}

fn print(report: &Report) {
    let known = [&report.product, &report.account, &report.edition];
    let heading: Vec<&str> = known.into_iter().flatten().map(String::as_str).collect();
    anstream::println!("{}   judged at {}", heading.join(" · "), report.judged_at);
    if !report.documents.is_empty() {
        anstream::println!();
        let rows: Vec<_> = report.documents.iter().map(document_cells).collect();
        table::print(["FILE", "LICENCE", "STATUS", "BECAUSE"], &rows);
    }
    if !report.limits.is_empty() {
        anstream::println!();
        let rows: Vec<_> = report.limits.iter().map(limit_cells).collect();
        table::print(["ENTITLEMENT", "GRANTED", "USED", "LEFT", "STATE"], &rows);
    }
    for warning in &report.warnings {
        let yellow = table::colour(anstyle::AnsiColor::Yellow);
        let details = serde_json::to_string(warning).unwrap_or_default();
        anstream::println!("\n{yellow}warning{yellow:#} [{}] {details}", warning.code());
    }
}

fn document_cells(row: &DocumentRow) -> [(String, anstyle::Style); 4] {
    let file = table::plain(file_name(&row.file));
    match &row.outcome {
        DocumentOutcome::Authentic(authentic) => {
            let because: Vec<String> = authentic.reasons.iter().map(explain).collect();
            let name = format!("{} (serial {})", authentic.jti, authentic.serial);
            [file, table::plain(name), table::status(authentic.status), table::plain(because.join("; "))]
        }
        DocumentOutcome::Refused { error } => {
            [file, table::plain("–"), table::bad(format!("✗ {}", error.code())), table::plain(error)]
        }
    }
}

fn file_name(path: &str) -> String {
    Path::new(path).file_name().map_or(path.to_owned(), |name| name.to_string_lossy().into_owned())
}

fn explain(reason: &Reason) -> String {
    let (found, needed) = (side(&reason.found), side(&reason.needed));
    match reason.code {
        Status::NotYetValid => format!("begins {needed}"),
        Status::Expired => format!("ended {needed}, grace included"),
        Status::Grace => format!("ended {needed}, in its grace"),
        Status::Expiring => format!("ends {needed}"),
        code => format!("{}: {found}, needed {needed}", code.as_str().replace('_', " ")),
    }
}

fn side(side: &Side) -> String {
    match side {
        Side::Instant(instant) => instant.to_string(),
        Side::Serial(serial) => format!("serial {serial}"),
        Side::Text(text) => text.clone(),
        Side::AnyOf(texts) => texts.join(" or "),
        Side::Nothing => "nothing".to_owned(),
    }
}

fn limit_cells(row: &LimitRow) -> [(String, anstyle::Style); 5] {
    match row {
        LimitRow::Feature(row) => {
            let granted = if row.granted { table::plain("yes") } else { table::bad("no") };
            [table::plain(&row.id), granted, table::plain(""), table::plain(""), table::plain("")]
        }
        LimitRow::Quantity(row) => [
            table::plain(&row.id),
            table::plain(granted(row.granted, row.emergency)),
            table::plain(row.used),
            table::plain(quantity(row.available)),
            table::limit_state(row.state),
        ],
    }
}

fn granted(granted: Quantity, emergency: Quantity) -> String {
    match emergency {
        Quantity::Limited(0) => quantity(granted),
        emergency => format!("{} + {} emergency", quantity(granted), quantity(emergency)),
    }
}

fn quantity(quantity: Quantity) -> String {
    quantity.limit().map_or("unlimited".to_owned(), |number| number.to_string())
}
