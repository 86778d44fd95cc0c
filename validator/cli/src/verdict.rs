//! What a command that was carried out found, for its exit code.

use countersign::{Code, DocumentOutcome, Error, Report, Status};

/// What a command that was carried out found.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    /// Every document counts, takes effect or is superseded, and nothing is over; what was asked is allowed.
    Good,
    /// All is authentic, but some document does not count, something is over, or what was asked is denied.
    DoesNotCount,
    /// Some file is malformed or not authentic.
    Refused,
}

impl Verdict {
    /// Of a report: the worst of its documents and limits.
    pub(crate) fn of_report(report: &Report) -> Self {
        let documents = report.documents.iter().map(|row| Self::of_document(&row.outcome)).max();
        let limits = if report.is_over() { Verdict::DoesNotCount } else { Verdict::Good };
        documents.unwrap_or(Verdict::Good).max(limits)
    }

    /// Of a file that gave no document.
    pub(crate) fn of_refusal(error: &Error) -> Self {
        // What is only closed to us is authentic, as far as that goes: only what is signed gets as far as
        // being decrypted.
        if error.code() == Code::KeySecret { Verdict::DoesNotCount } else { Verdict::Refused }
    }

    /// Of a file.
    pub(crate) fn of_document(outcome: &DocumentOutcome) -> Self {
        match outcome {
            DocumentOutcome::Refused { error } => Self::of_refusal(error),
            DocumentOutcome::Authentic(row) if row.counts || row.status == Status::Superseded => {
                Verdict::Good
            }
            DocumentOutcome::Authentic(_) | DocumentOutcome::Unproven(_) => Verdict::DoesNotCount,
        }
    }
}
