//! A table of amounts in use: entitlement and amount.

use super::MOST;
use crate::charset::Encoding;
use crate::csv::{self, Head, Row, Rows, TooLong};
use crate::i18n::Language;
use std::collections::BTreeMap;

/// How the first column is titled, in the languages of the page.
const TITLES: &[&str] = &["entitlement", "berechtigung", "droit", "право"];

/// Reads the amounts. A line with the titles may stand before them, and before that what is no data.
///
/// # Errors
/// The numbers of the lines that can't be read, or name an entitlement once more; a file without amounts is one
/// whose first line can't be.
pub(super) fn read(bytes: &[u8], language: Language) -> Result<BTreeMap<String, u64>, Vec<u64>> {
    let text = Encoding::detect(bytes, language).decode(bytes);
    let separator = csv::detect(&text);
    let head = Head::find(&csv::first_rows(&text, separator), |row| usize::from(is_titles(row)));
    let before = head.passed_over + usize::from(head.has_titles);
    let mut usage = BTreeMap::new();
    let mut unread = Vec::new();
    for row in Rows::new(&text, separator).skip(before) {
        let line = match &row {
            Ok(row) => row.line,
            Err(TooLong(line)) => *line,
        };
        let amount = row.ok().as_ref().and_then(amount);
        match amount.filter(|(id, _)| !usage.contains_key(id)) {
            Some((id, amount)) => drop(usage.insert(id, amount)),
            None => unread.push(line),
        }
    }
    match (unread.is_empty(), usage.is_empty()) {
        (true, false) => Ok(usage),
        (true, true) => Err(vec![1]),
        _ => Err(unread),
    }
}

fn is_titles(row: &Row) -> bool {
    let first = row.fields.first().map(|title| title.trim().to_lowercase());
    first.is_some_and(|title| TITLES.contains(&title.as_str()))
}

/// What a record says; what stands behind the amount must be empty.
fn amount(row: &Row) -> Option<(String, u64)> {
    let mut cells = row.fields.iter().map(|cell| csv::content(cell).trim());
    let (id, amount) = (cells.next()?, cells.next()?);
    let amount = amount.parse().ok().filter(|amount| *amount <= MOST)?;
    (!id.is_empty() && cells.all(str::is_empty)).then(|| (id.to_owned(), amount))
}
