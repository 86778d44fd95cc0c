//! A table of amounts in use: entitlement and amount.

use super::MOST;
use crate::csv::{self, Rows};
use std::collections::BTreeMap;

/// The heading of the first column, which may be there.
const HEADING: &str = "entitlement";

/// Reads the amounts. A line with the headings may stand before them.
///
/// # Errors
/// The numbers of the lines that can't be read; a file without amounts is one whose first line can't be.
pub(super) fn read(bytes: &[u8]) -> Result<BTreeMap<String, u64>, Vec<u64>> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}');
    let mut usage = BTreeMap::new();
    let mut unread = Vec::new();
    for (index, row) in Rows::new(text, csv::detect(text)).enumerate() {
        let cells: Vec<&str> = row.fields.iter().map(|cell| csv::content(cell).trim()).collect();
        match cells.as_slice() {
            [first, ..] if index == 0 && first.eq_ignore_ascii_case(HEADING) => {}
            [id, amount] => match amount.parse().ok().filter(|amount| *amount <= MOST && !id.is_empty()) {
                Some(amount) => drop(usage.insert((*id).to_owned(), amount)),
                None => unread.push(row.line),
            },
            _ => unread.push(row.line),
        }
    }
    match (unread.is_empty(), usage.is_empty()) {
        (true, false) => Ok(usage),
        (true, true) => Err(vec![1]),
        _ => Err(unread),
    }
}
