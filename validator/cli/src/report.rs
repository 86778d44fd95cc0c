//! A report for people.

use crate::files::shown;
use crate::opening::Judged;
use crate::table;
use countersign::{
    DocumentOutcome, DocumentRow, File, LimitRow, Quantity, Reason, Report, Side, Status, VerifiedDocument,
    Warning, printable,
};
use std::ffi::OsStr;
use std::path::Path;

/// The whole report.
pub(crate) fn text(Judged { files, report }: &Judged) -> String {
    let mut text = heading(report);
    if !report.documents.is_empty() {
        let rows = report.documents.iter().zip(files).map(|(row, file)| document_cells(row, file));
        let head = ["FILE", "LICENCE", "ENDS", "STATUS", "BECAUSE"];
        text += &format!("\n{}", table::table(head, &rows.collect::<Vec<_>>()));
    }
    if !report.limits.is_empty() {
        let rows: Vec<_> = report.limits.iter().map(limit_cells).collect();
        text += &format!("\n{}", table::table(["ENTITLEMENT", "GRANTED", "USED", "LEFT", "STATE"], &rows));
    }
    text + &warnings(report)
}

/// Whose report it is, and of when.
pub(crate) fn heading(report: &Report) -> String {
    let known = [&report.product, &report.account, &report.edition];
    let known: Vec<String> = known.into_iter().flatten().map(|text| printable(text)).collect();
    format!("{}   judged at {}\n", known.join(" · "), report.judged_at)
}

/// The warnings, each after an empty line.
pub(crate) fn warnings(report: &Report) -> String {
    let mut text = String::new();
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
        Warning::QuorumNotJudged => {
            "redundant servers share an activation; say which are alive with --alive.".to_owned()
        }
        Warning::DuplicateSlot { id, slot, activations: [one, other] } => format!(
            "{} and {} are of two hosts and both have slot {slot} of {id}: ask who issued them.",
            printable(one),
            printable(other)
        ),
        Warning::LedgerForked { n, activations: [one, other] } => format!(
            "{} and {} claim to be the same entry {n} of their issuer's ledger: ask who issued them.",
            printable(one),
            printable(other)
        ),
        Warning::HostNotJudged => "the machine was not judged, as --host any asks for.".to_owned(),
        Warning::InstallationNotJudged => {
            "a licence is for one installation only; name yours with --installation.".to_owned()
        }
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

fn document_cells(row: &DocumentRow, file: &File) -> [(String, anstyle::Style); 5] {
    let name = table::plain(file_name(&row.file));
    match &row.outcome {
        DocumentOutcome::Authentic(authentic) => {
            let because: Vec<String> = authentic.reasons.iter().map(explain).collect();
            let serial = authentic.serial.map_or(String::new(), |serial| format!(" (serial {serial})"));
            let jti = table::plain(format!("{}{serial}", authentic.jti));
            let status = table::status(authentic.status);
            [name, jti, table::plain(end(file)), status, table::plain(because.join("; "))]
        }
        DocumentOutcome::Unproven(row) => {
            let because: Vec<String> = row.reasons.iter().map(explain).collect();
            [
                name,
                table::plain("–"),
                table::plain(""),
                table::status(row.status),
                table::plain(because.join("; ")),
            ]
        }
        DocumentOutcome::Refused { error } => {
            let code = table::bad(format!("✗ {}", error.code()));
            [name, table::plain("–"), table::plain(""), code, table::plain(error)]
        }
    }
}

/// When a document ends by itself, its grace not counted; of a revocation list, when the next is due.
fn end(file: &File) -> String {
    match &file.outcome {
        Ok(VerifiedDocument::License(license)) => {
            license.expires.map_or("never".to_owned(), |end| end.to_string())
        }
        Ok(VerifiedDocument::RevocationList(list)) => format!("{} (next)", list.next_update),
        _ => String::new(),
    }
}

/// The last part of a file's path.
pub(crate) fn file_name(path: &str) -> String {
    shown(Path::new(path).file_name().unwrap_or(OsStr::new(path)))
}

pub(crate) fn explain(reason: &Reason) -> String {
    let (found, needed) = (side(&reason.found), side(&reason.needed));
    match reason.code {
        Status::NotYetValid => format!("begins {needed}"),
        Status::Expired => format!("ended {needed}, grace included"),
        Status::Grace => format!("ended {needed}, in its grace"),
        Status::Revoked => format!("list {found} names it"),
        Status::Superseded => format!("{needed} has its place"),
        Status::Expiring => format!("ends {needed}"),
        // What an activation needs of the machine, and this command was not told.
        Status::WrongHost if reason.found == Side::Nothing => match reason.needed {
            Side::Text(_) => {
                format!("the machine has not proved its key {needed}: name the key's file with --host-key")
            }
            _ => format!("it is for the machine {needed}: name this one with --host"),
        },
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

/// What is granted, with what an emergency licence adds.
pub(crate) fn granted(granted: Quantity, emergency: Quantity) -> String {
    match emergency {
        Quantity::Limited(0) => quantity(granted),
        emergency => format!("{} + {} emergency", quantity(granted), quantity(emergency)),
    }
}

fn quantity(quantity: Quantity) -> String {
    quantity.limit().map_or("unlimited".to_owned(), |number| number.to_string())
}
