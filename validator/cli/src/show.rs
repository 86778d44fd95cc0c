//! `countersign show`: everything that files say, once their signatures hold.

mod claims;
mod text;

use crate::Verdict;
use crate::args::{Format, Show};
use crate::failure::Failure;
use crate::files;
use crate::opening::{Opener, question, read_all};
use countersign::{Code, DocumentOutcome, Error, File, Reason, Status, Thumbprint, VerifiedDocument, judge};
use serde::Serialize;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A file, by what it says.
#[derive(Serialize)]
#[serde(untagged)]
enum Shown<'a> {
    Document(Box<Document<'a>>),
    Refused { file: &'a str, error: &'a Error },
}

/// A verified document.
#[derive(Serialize)]
struct Document<'a> {
    file: &'a str,
    typ: &'static str,
    /// The keys whose signatures hold.
    signers: &'a [Thumbprint],
    /// What it is worth, where the files are of one product and account.
    #[serde(flatten)]
    standing: Option<Standing<'a>>,
    /// What it says, by the names of the format; of another maker's licence, as far as it was understood.
    claims: Value,
}

#[derive(Serialize)]
struct Standing<'a> {
    status: Status,
    counts: bool,
    reasons: &'a [Reason],
}

pub(crate) fn run(args: &Show, format: Format) -> Result<Verdict, Failure> {
    let question = question(&args.circumstances)?;
    let contents = read_all(args.files.iter().map(PathBuf::as_path), args.circumstances.max_size)?;
    let contents: Vec<_> = contents.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
    let files = Opener::new(&args.circumstances)?.open(&contents);
    // Files of several products and accounts can be shown, although not judged together.
    let report = match judge(&files, &question) {
        Err(error) if matches!(error.code(), Code::ProductAmbiguous | Code::AccountAmbiguous) => None,
        report => Some(report?),
    };
    let mut verdict = Verdict::Good;
    let mut shown = Vec::new();
    for (index, file) in files.iter().enumerate() {
        let row = report.as_ref().map(|report| &report.documents[index].outcome);
        verdict = verdict.max(match (&file.outcome, row) {
            (Err(error), _) => Verdict::of_refusal(error),
            (Ok(_), Some(row)) => Verdict::of_document(row),
            (Ok(_), None) => Verdict::Good,
        });
        shown.push(show(file, row));
    }
    if format == Format::Json {
        files::print(&files::to_json(&serde_json::json!({ "documents": shown }))?)?;
    } else if args.claims {
        print_claims(&files)?;
    } else {
        files::print(&text::text(&shown))?;
    }
    Ok(verdict)
}

fn show<'a>(file: &'a File, row: Option<&'a DocumentOutcome>) -> Shown<'a> {
    let document = match &file.outcome {
        Ok(document) => document,
        Err(error) => return Shown::Refused { file: &file.name, error },
    };
    let standing = match row {
        Some(DocumentOutcome::Authentic(row)) => {
            Some(Standing { status: row.status, counts: row.counts, reasons: &row.reasons })
        }
        _ => None,
    };
    Shown::Document(Box::new(Document {
        file: &file.name,
        typ: document.document_type().typ(),
        signers: document.signers(),
        standing,
        claims: claims::of(document),
    }))
}

/// The payloads as they were signed, each followed by a new line; of what was refused, why.
fn print_claims(files: &[File]) -> Result<(), Failure> {
    for File { name, outcome } in files {
        match outcome {
            Ok(document) => files::print_verbatim(VerifiedDocument::payload(document))?,
            Err(error) => Failure::in_file(Path::new(name), error).tell(Format::Text),
        }
    }
    Ok(())
}
