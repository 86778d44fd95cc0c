//! Writing comma-separated values.

use super::Separator;

/// Writes a record.
pub fn write<'c>(text: &mut String, separator: Separator, cells: impl IntoIterator<Item = &'c str>) {
    for (index, content) in cells.into_iter().enumerate() {
        if index > 0 {
            text.push(separator.character());
        }
        // A spreadsheet would compute what looks like a formula.
        let quoted = if is_formula(content) { ["'", content].concat() } else { content.to_owned() };
        if quoted.contains(['"', ',', ';', '\n', '\r', '\t', '|']) {
            text.push_str(&["\"", &quoted.replace('"', "\"\""), "\""].concat());
        } else {
            text.push_str(&quoted);
        }
    }
    text.push_str("\r\n");
}

/// The content of a cell, without the mark that [`write()`] puts before what looks like a formula.
pub fn content(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell)
}

fn is_formula(content: &str) -> bool {
    content.starts_with(['=', '+', '-', '@', '\t', '\r'])
}
