//! A preview for people.

use super::Over;
use crate::Verdict;
use crate::report::{file_name, granted, heading, warnings};
use crate::table::{self, bad, colour, plain, status};
use anstyle::{AnsiColor, Style};
use countersign::{
    Difference, DocumentOutcome, DocumentRow, Granted, LimitRow, Preview, Quantity, printable,
};

type Cell = (String, Style);

/// What would change, and what would be over. `taken` is the index of the document that is taken out.
pub(super) fn text(preview: &Preview, taken: Option<usize>, over: &[Over<'_>]) -> String {
    // Where nothing is left, no product and account either.
    let known = if preview.after.product.is_some() { &preview.after } else { &preview.before };
    let mut text = heading(known);
    let documents = documents(preview, taken);
    if !documents.is_empty() {
        text += &format!("\n{}", table::table(["FILE", "LICENCE", "NOW", "THEN"], &documents));
    }
    let limits = limits(preview, over);
    if !limits.is_empty() {
        text += &format!("\n{}", table::table(["ENTITLEMENT", "NOW", "THEN", "USED", "STATE"], &limits));
    }
    text += &warnings(&preview.after);
    text + "\n" + &summary(preview, over)
}

/// The documents whose status changes, which come or go, or which would not count; where one is taken out, all:
/// what it superseded stays so.
fn documents(preview: &Preview, taken: Option<usize>) -> Vec<[Cell; 4]> {
    let mut after = preview.after.documents.iter();
    let mut rows = Vec::new();
    for (index, row) in preview.before.documents.iter().enumerate() {
        let later = if Some(index) == taken { None } else { after.next() };
        rows.extend(document(Some(row), later, taken.is_some()));
    }
    rows.extend(after.filter_map(|row| document(None, Some(row), false)));
    rows
}

fn document(before: Option<&DocumentRow>, after: Option<&DocumentRow>, always: bool) -> Option<[Cell; 4]> {
    let (was, will) = (standing(before), standing(after));
    let row = before.or(after)?;
    let name = match &row.outcome {
        DocumentOutcome::Authentic(row) => row.jti.as_str(),
        DocumentOutcome::Unproven(_) | DocumentOutcome::Refused { .. } => "–",
    };
    let counts = after.is_none_or(|row| Verdict::of_document(&row.outcome) == Verdict::Good);
    (always || was != will || !counts).then(|| [plain(file_name(&row.file)), plain(name), was, will])
}

fn standing(row: Option<&DocumentRow>) -> Cell {
    match row.map(|row| &row.outcome) {
        None => ("–".to_owned(), Style::new().dimmed()),
        Some(DocumentOutcome::Authentic(row)) => status(row.status),
        Some(DocumentOutcome::Unproven(row)) => status(row.status),
        Some(DocumentOutcome::Refused { error }) => bad(format!("✗ {}", error.code())),
    }
}

/// The entitlements that change, and those that would be over.
fn limits(preview: &Preview, over: &[Over<'_>]) -> Vec<[Cell; 5]> {
    let mut ids: Vec<&str> = preview.differences.iter().map(|difference| difference.id.as_str()).collect();
    ids.extend(over.iter().map(|over| over.id));
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().map(|id| limit(id, preview, over)).collect()
}

fn limit(id: &str, preview: &Preview, over: &[Over<'_>]) -> [Cell; 5] {
    let (now, then) = (preview.before.limit(id), preview.after.limit(id));
    let used = match then.or(now) {
        Some(LimitRow::Quantity(row)) => plain(row.used),
        _ => plain(""),
    };
    let state = match (over.iter().find(|over| over.id == id), then) {
        (Some(over), _) => bad(format!("{} over", over.by)),
        (None, Some(LimitRow::Quantity(row))) => table::limit_state(row.state),
        _ => plain(""),
    };
    [plain(id), amount(now), amount(then), used, state]
}

fn amount(row: Option<&LimitRow>) -> Cell {
    match row {
        None => plain("–"),
        Some(LimitRow::Feature(row)) => plain(if row.granted { "yes" } else { "no" }),
        Some(LimitRow::Quantity(row)) => plain(granted(row.granted, row.emergency)),
    }
}

/// What it comes to, in one sentence.
fn summary(preview: &Preview, over: &[Over<'_>]) -> String {
    let (hue, symbol, sentence) = if !over.is_empty() {
        let over: Vec<String> =
            over.iter().map(|over| format!("{} by {}", printable(over.id), over.by)).collect();
        let sentence =
            format!("Over would be {}. Nobody loses a seat, and no new one can be given.", over.join(", "));
        (AnsiColor::Yellow, "!", sentence)
    } else if Verdict::of_report(&preview.after) != Verdict::Good {
        (AnsiColor::Yellow, "!", "Nothing would be over, but not every file would count.".to_owned())
    } else if preview.differences.is_empty() {
        (AnsiColor::Green, "✓", "No entitlement would change.".to_owned())
    } else {
        let less: Vec<_> = preview.differences.iter().filter(|row| is_less(row)).collect();
        let names: Vec<_> = less.iter().map(|row| printable(&row.id)).collect();
        match names.is_empty() {
            true => (AnsiColor::Green, "✓", "Nothing would be over.".to_owned()),
            false => {
                let sentence =
                    format!("Less would be granted of {}, and nothing would be over.", names.join(", "));
                (AnsiColor::Yellow, "!", sentence)
            }
        }
    };
    let style = colour(hue);
    format!("{style}{symbol}{style:#} {sentence}\n")
}

/// Whether less would be granted than is.
fn is_less(difference: &Difference) -> bool {
    let total = |granted: Option<Granted>| match granted {
        None => (false, Quantity::ZERO),
        Some(Granted::Feature(granted)) => (granted, Quantity::ZERO),
        Some(Granted::Quantity { granted, emergency }) => (false, granted.plus(emergency)),
    };
    total(difference.after) < total(difference.before)
}
