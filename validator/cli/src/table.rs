//! Tables and colours for people. Colours go away by themselves where the output is no terminal.

use anstyle::{AnsiColor, Style};
use countersign::{LimitState, Status, printable};

/// Rows in columns as wide as their widest cell. A cell's style does not count for its width.
pub(crate) fn table<const N: usize>(head: [&str; N], rows: &[[(String, Style); N]]) -> String {
    let bold = Style::new().bold();
    let widths: [usize; N] = std::array::from_fn(|column| {
        let cells = rows.iter().map(|row| row[column].0.chars().count());
        cells.chain([head[column].chars().count()]).max().unwrap_or(0)
    });
    let head = head.map(|title| (title.to_owned(), bold));
    let mut table = String::new();
    for row in std::iter::once(&head).chain(rows) {
        let mut line = String::new();
        for ((text, style), width) in row.iter().zip(widths) {
            let padding = " ".repeat(width - text.chars().count() + 2);
            line.push_str(&format!("{style}{text}{style:#}{padding}"));
        }
        table.push_str(line.trim_end());
        table.push('\n');
    }
    table
}

/// A status in words, with a symbol and a colour.
pub(crate) fn status(status: Status) -> (String, Style) {
    let (symbol, style) = match status {
        Status::Active => ("✓", colour(AnsiColor::Green)),
        Status::Expiring | Status::Grace => ("!", colour(AnsiColor::Yellow)),
        Status::Superseded => ("–", Style::new().dimmed()),
        _ => ("✗", colour(AnsiColor::Red)),
    };
    (format!("{symbol} {}", status.as_str().replace('_', " ")), style)
}

/// The state of a limit in words, with a colour.
pub(crate) fn limit_state(state: LimitState) -> (String, Style) {
    match state {
        LimitState::Ok => plain("ok"),
        LimitState::Low => ("low".to_owned(), colour(AnsiColor::Yellow)),
        LimitState::Exhausted => ("exhausted".to_owned(), colour(AnsiColor::Yellow)),
        LimitState::Overage => ("overage".to_owned(), colour(AnsiColor::Yellow)),
        LimitState::Over => ("over".to_owned(), colour(AnsiColor::Red)),
        // A state that this version of the command has no word for is still told.
        other => plain(format!("{other:?}")),
    }
}

/// A cell in no colour. What a file or its name could do to a terminal is escaped.
pub(crate) fn plain(text: impl ToString) -> (String, Style) {
    (printable(&text.to_string()), Style::new())
}

pub(crate) fn bad(text: impl ToString) -> (String, Style) {
    (printable(&text.to_string()), colour(AnsiColor::Red))
}

pub(crate) fn colour(colour: AnsiColor) -> Style {
    Style::new().fg_color(Some(colour.into()))
}
