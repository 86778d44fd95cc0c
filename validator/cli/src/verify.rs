//! `countersign verify`.

use crate::Verdict;
use crate::args::{Format, Verify};
use crate::failure::Failure;
use crate::files;
use crate::opening::Judged;
use crate::report::text;

pub(crate) fn run(args: &Verify, format: Format) -> Result<Verdict, Failure> {
    let judged = Judged::new(&args.files, &args.circumstances)?;
    files::print(&match format {
        Format::Json => files::to_json(&judged.report)?,
        Format::Text => text(&judged),
    })?;
    Ok(Verdict::of_report(&judged.report))
}
