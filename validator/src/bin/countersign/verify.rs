//! `countersign verify`.

use crate::Verdict;
use crate::args::instant;
use crate::args::{Format, Verify};
use crate::failure::Failure;
use crate::files;
use crate::sign::now;
use crate::table;
use countersign::{
    Amounts, Code, DocumentOutcome, DocumentRow, Host, LimitRow, LockCode, ProductVersion, Quantity,
    Question, Reason, Report, RevocationPolicy, Side, Status, TrustedKeys, Verifier, Warning, judge,
    printable,
};
use std::path::{Path, PathBuf};

pub(crate) fn run(args: &Verify) -> Result<Verdict, Failure> {
    if args.files.iter().filter(|path| path.as_os_str() == "-").count() > 1 {
        return Err(Failure::usage("Standard input can be read once: give - one time."));
    }
    let mut question = question(args)?;
    let mut contents = Vec::new();
    for path in &args.files {
        contents.push((path.display().to_string(), read(path, args.max_size)?));
    }
    let contents: Vec<_> = contents.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
    let documents = match args.adapter {
        Some(adapter) => crate::foreign::open(adapter, args, &contents, &mut question)?,
        None => verifier(args)?.open(contents).files,
    };
    let report = judge(&documents, &question)?;
    match args.format {
        Format::Json => files::print(&to_json(&report)?)?,
        Format::Text => files::print(&text(&report))?,
    }
    Ok(verdict(&report))
}

pub(crate) fn read_keys(paths: &[PathBuf]) -> Result<TrustedKeys, Failure> {
    let mut keys = TrustedKeys::default();
    for path in paths {
        let in_file = |error| Failure::in_file(path, &error);
        keys.extend(TrustedKeys::parse(&files::read(path)?).map_err(in_file)?).map_err(in_file)?;
    }
    Ok(keys)
}

/// Reads a file as far as its size is accepted.
pub(crate) fn read(path: &Path, max_size: Option<usize>) -> Result<Vec<u8>, Failure> {
    max_size.map_or_else(|| files::read(path), |most| files::read_up_to(path, most))
}

pub(crate) fn verifier(args: &Verify) -> Result<Verifier, Failure> {
    let verifier = Verifier::new(read_keys(&args.keys)?).with_threshold(args.threshold);
    Ok(match args.max_size {
        Some(bytes) => verifier.with_max_size(bytes),
        None => verifier,
    })
}

fn question(args: &Verify) -> Result<Question, Failure> {
    let mut question = Question::at(args.at()?.map_or_else(now, Ok)?);
    question.issuer = named("--issuer", &args.issuer)?;
    question.product = named("--product", &args.product)?;
    question.account = named("--account", &args.account)?;
    question.product_version = args.product_version.as_deref().map(ProductVersion::parse).transpose()?;
    question.host = match args.host.as_deref() {
        None => Host::Unknown,
        Some("any") => Host::Any,
        Some(code) => Host::LockCode(LockCode::parse(code)?),
    };
    question.usage = amounts("--usage", &args.usage)?;
    question.entry = amounts("--entry", &args.entry)?;
    if args.require_revocations {
        question.revocations = RevocationPolicy::Required;
    }
    question.floor = args.floor.as_deref().map(instant).transpose()?;
    Ok(question)
}

fn named(option: &str, name: &Option<String>) -> Result<Option<String>, Failure> {
    match name.as_deref() {
        Some("") => Err(Failure::usage(format!("{option} is empty. Give a name, or leave it out."))),
        _ => Ok(name.clone()),
    }
}

/// The amounts by their ids, each of which may be named once.
fn amounts(option: &str, pairs: &[(String, u64)]) -> Result<Amounts, Failure> {
    let twice = pairs
        .iter()
        .enumerate()
        .find(|(index, (id, _))| pairs[..*index].iter().any(|(other, _)| other == id));
    match twice {
        Some((_, (id, _))) => {
            Err(Failure::usage(format!("{option} names {id} twice. Give one number for it.")))
        }
        None => Ok(pairs.iter().cloned().collect()),
    }
}

fn verdict(report: &Report) -> Verdict {
    let of = |row: &DocumentRow| match &row.outcome {
        // It is authentic, as far as that goes: only what is signed gets as far as being decrypted.
        DocumentOutcome::Refused { error } if error.code() == Code::KeySecret => Verdict::DoesNotCount,
        DocumentOutcome::Refused { .. } => Verdict::Refused,
        DocumentOutcome::Authentic(row) if row.counts || row.status == Status::Superseded => Verdict::Good,
        DocumentOutcome::Authentic(_) => Verdict::DoesNotCount,
    };
    let limits = if report.is_over() { Verdict::DoesNotCount } else { Verdict::Good };
    report.documents.iter().map(of).max().unwrap_or(Verdict::Good).max(limits)
}

/// The report as JSON text.
pub(crate) fn to_json(report: &impl serde::Serialize) -> Result<String, Failure> {
    serde_json::to_string_pretty(report).map(|json| json + "\n").map_err(Failure::usage)
}

fn text(report: &Report) -> String {
    let known = [&report.product, &report.account, &report.edition];
    let heading: Vec<String> = known.into_iter().flatten().map(|text| printable(text)).collect();
    let mut text = format!("{}   judged at {}\n", heading.join(" · "), report.judged_at);
    if !report.documents.is_empty() {
        let rows: Vec<_> = report.documents.iter().map(document_cells).collect();
        text += &format!("\n{}", table::table(["FILE", "LICENCE", "STATUS", "BECAUSE"], &rows));
    }
    if !report.limits.is_empty() {
        let rows: Vec<_> = report.limits.iter().map(limit_cells).collect();
        text += &format!("\n{}", table::table(["ENTITLEMENT", "GRANTED", "USED", "LEFT", "STATE"], &rows));
    }
    for warning in &report.warnings {
        let yellow = table::colour(anstyle::AnsiColor::Yellow);
        text += &format!("\n{yellow}warning{yellow:#} [{}]: {}\n", warning.code(), explain_warning(warning));
    }
    text
}

fn explain_warning(warning: &Warning) -> String {
    match warning {
        Warning::ClockRollback { by } => {
            format!("the clock is {by} seconds behind what is certainly past. Set it right.")
        }
        Warning::VersionNotJudged => {
            "a licence covers some versions only; name the product's with --product-version.".to_owned()
        }
        Warning::HostNotJudged => "the machine was not judged, as --host any asks for.".to_owned(),
        Warning::RevocationMissing => "there is no revocation list of the issuer. Get it.".to_owned(),
        Warning::RevocationStale { jti, next_update } => {
            format!("list {} was to be replaced by {next_update}. Get the next one.", printable(jti))
        }
        Warning::MetricConflict { id, jti } => {
            format!("{} adds nothing to {id}: it counts something else under that id.", printable(jti))
        }
        Warning::UsageUnknown { id } => {
            format!("no licence names {}; its usage was left out.", printable(id))
        }
        // A warning that this version of the command has no words for is still told by its code.
        _ => String::new(),
    }
}

fn document_cells(row: &DocumentRow) -> [(String, anstyle::Style); 4] {
    let file = table::plain(file_name(&row.file));
    match &row.outcome {
        DocumentOutcome::Authentic(authentic) => {
            let because: Vec<String> = authentic.reasons.iter().map(explain).collect();
            let serial = authentic.serial.map_or(String::new(), |serial| format!(" (serial {serial})"));
            let name = format!("{}{serial}", authentic.jti);
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
