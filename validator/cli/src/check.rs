//! `countersign check`: may more be used?

use crate::Verdict;
use crate::args::{Check, Format};
use crate::decision::{Subject, text};
use crate::failure::Failure;
use crate::files::{self, shown};
use crate::opening::Judged;
use std::io::Write as _;
use std::path::Path;

pub(crate) fn run(args: &Check, format: Format) -> Result<Verdict, Failure> {
    let judged = Judged::new(&args.files, &args.circumstances)?;
    let subject = if args.device { Subject::Device } else { Subject::Entitlement };
    let answer = match subject {
        Subject::Entitlement => judged.report.decide(&args.id, args.adding),
        Subject::Device => judged.report.decide_device(&args.id, args.adding),
    };
    let families = families(&judged);
    let is_family = families.contains(&&*args.id);
    if args.device && !is_family && judged.report.limit(&args.id).is_some() {
        return Err(Failure::usage(format!(
            "{} is an entitlement, and no family of devices. Leave --device out, or name a family{}.",
            args.id,
            if families.is_empty() { String::new() } else { format!(": {}", families.join(" or ")) }
        )));
    }
    if format == Format::Text && is_family && !args.device && judged.report.limit(&args.id).is_none() {
        let _ =
            writeln!(anstream::stderr(), "{} is a family of devices: ask with --device.", shown(&args.id));
    }
    files::print(&match format {
        Format::Json => files::to_json(&answer)?,
        Format::Text => text(&answer, subject, &families),
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

/// The families of devices that the licences name.
fn families(judged: &Judged) -> Vec<&str> {
    let licenses = judged.files.iter().filter_map(|file| file.outcome.as_ref().ok()?.license());
    let entitlements = licenses.flat_map(|license| &license.entitlements);
    let mut families: Vec<_> = entitlements
        .flat_map(|entitlement| entitlement.applies_to.iter().flatten())
        .map(String::as_str)
        .collect();
    families.sort_unstable();
    families.dedup();
    families
}
