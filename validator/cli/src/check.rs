//! `countersign check`: may more be used?

use crate::Verdict;
use crate::args::{Check, Format};
use crate::decision::{Subject, text};
use crate::failure::Failure;
use crate::files;
use crate::opening::Judged;
use std::path::Path;

pub(crate) fn run(args: &Check, format: Format) -> Result<Verdict, Failure> {
    let judged = Judged::new(&args.files, &args.circumstances)?;
    let subject = if args.device { Subject::Device } else { Subject::Entitlement };
    let answer = match subject {
        Subject::Entitlement => judged.report.decide(&args.id, args.adding),
        Subject::Device => judged.report.decide_device(&args.id, args.adding),
    };
    files::print(&match format {
        Format::Json => files::to_json(&answer)?,
        Format::Text => text(&answer, subject),
    })?;
    let mut verdict = if answer.is_allowed() { Verdict::Good } else { Verdict::DoesNotCount };
    for (name, error) in judged.refused() {
        // On standard error: what is asked for is the decision.
        Failure::in_file(Path::new(name), error).tell(Format::Text);
        if Verdict::of_refusal(error) == Verdict::Refused {
            verdict = Verdict::Refused;
        }
    }
    Ok(verdict)
}
