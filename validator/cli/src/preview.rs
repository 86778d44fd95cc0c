//! `countersign preview`: what would a change of the files come to?

mod text;

use crate::Verdict;
use crate::args::{self, Format};
use crate::failure::Failure;
use crate::files::{self, shown};
use crate::opening::{Opener, question, read_all};
use countersign::{Change, Code, Error, LimitRow, LimitState, Preview, preview};
use std::path::{Path, PathBuf};

pub(crate) fn run(args: &args::Preview, format: Format) -> Result<Verdict, Failure> {
    let question = question(&args.circumstances)?;
    let plan = Plan::new(args)?;
    let paths = args.files.iter().map(PathBuf::as_path).chain(plan.added());
    let contents = read_all(paths, args.circumstances.max_size)?;
    let contents: Vec<_> = contents.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
    let (present, added) = match plan.added() {
        Some(_) => contents.split_last().map_or((&[][..], None), |(added, present)| (present, Some(*added))),
        None => (&contents[..], None),
    };
    let change = match (plan, added) {
        (Plan::Replace(index, _), Some(added)) => Change::Replace(index, added),
        (_, Some(added)) => Change::Add(added),
        (_, None) => Change::Remove(plan.taken().unwrap_or_default()),
    };
    let opener = Opener::new(&args.circumstances)?;
    let preview = match (preview(present, change, &|contents| opener.open(contents), &question), added) {
        (Err(error), Some((name, _))) if is_of_the_file(&error) => return Ok(refuse(name, &error, format)),
        (preview, _) => preview?,
    };
    let over = over(&preview);
    files::print(&match format {
        Format::Json => files::to_json(&preview)?,
        Format::Text => text::text(&preview, plan.taken(), &over),
    })?;
    let limits = if over.is_empty() { Verdict::Good } else { Verdict::DoesNotCount };
    Ok(Verdict::of_report(&preview.after).max(limits))
}

/// What would be over what is permitted.
struct Over<'p> {
    id: &'p str,
    by: u64,
}

/// The entitlements that would be over: also those that nothing would name any more.
fn over(preview: &Preview) -> Vec<Over<'_>> {
    let rows = preview.after.limits.iter().filter_map(|row| match row {
        LimitRow::Quantity(row) if row.state == LimitState::Over => {
            Some(Over { id: &row.id, by: row.over_by })
        }
        _ => None,
    });
    let gone = preview.differences.iter().filter(|row| row.after.is_none() && row.over_by > 0);
    rows.chain(gone.map(|row| Over { id: &row.id, by: row.over_by })).collect()
}

/// Whether it is the new file that is wrong, and not what is asked of it.
fn is_of_the_file(error: &Error) -> bool {
    !matches!(error.code(), Code::ProductAmbiguous | Code::AccountAmbiguous | Code::UsageInvalid)
}

/// Says why the new file is not taken.
fn refuse(name: &str, error: &Error, format: Format) -> Verdict {
    Failure::in_file(Path::new(name), error).tell(format);
    Verdict::of_refusal(error)
}

/// A change of the files that were named: of those that are there, by their indices.
#[derive(Clone, Copy)]
enum Plan<'a> {
    Add(&'a Path),
    Remove(usize),
    Replace(usize, &'a Path),
}

impl<'a> Plan<'a> {
    fn new(args: &'a args::Preview) -> Result<Self, Failure> {
        let change = &args.change;
        match (&change.add, &change.remove, change.replace.as_deref()) {
            (Some(new), _, _) => Ok(Plan::Add(new)),
            (_, Some(old), _) => Ok(Plan::Remove(index(old, &args.files)?)),
            (_, _, Some([old, new])) => Ok(Plan::Replace(index(old, &args.files)?, new)),
            _ => Err(Failure::usage("Name one change: --add, --remove or --replace.")),
        }
    }

    /// The index of the file that is taken out.
    fn taken(self) -> Option<usize> {
        match self {
            Plan::Remove(index) | Plan::Replace(index, _) => Some(index),
            Plan::Add(_) => None,
        }
    }

    /// The file that is added.
    fn added(self) -> Option<&'a Path> {
        match self {
            Plan::Add(path) | Plan::Replace(_, path) => Some(path),
            Plan::Remove(_) => None,
        }
    }
}

/// The one of the files that is taken out, by this or another of its names.
fn index(taken: &Path, files: &[PathBuf]) -> Result<usize, Failure> {
    let is_it = |file: &PathBuf| file == taken || same_file::is_same_file(file, taken).unwrap_or(false);
    let mut indices = (0..files.len()).filter(|index| is_it(&files[*index]));
    let taken = shown(taken);
    match (indices.next(), indices.next()) {
        (Some(index), None) => Ok(index),
        (Some(_), Some(_)) => Err(Failure::usage(format!(
            "{taken} stands several times among the files, and would stay. Name it once."
        ))),
        (None, _) => Err(Failure::usage(format!(
            "{taken} is none of the files. Name it among them as well: all are needed."
        ))),
    }
}
