//! The list of the people, and what was left out of one, as files for a spreadsheet.

use super::{Imported, Name, Seats};
use crate::csv::{self, Separator};

impl Seats {
    /// Everybody, with the seats as they are ticked. The titles are those that an import knows.
    pub(crate) fn to_csv(&self, separator: Separator) -> String {
        // Spreadsheets take a file without the mark for one in their own encoding.
        let mut text = String::from("\u{feff}");
        let Some(table) = &self.table else { return text };
        let titles = ["username", "firstname", "lastname"].into_iter();
        csv::write(&mut text, separator, titles.chain(table.columns.iter().map(|column| column.id.as_str())));
        for person in 0..table.people.len() {
            let names = Name::ALL.map(|name| table.people.name(person, name));
            let seats =
                (0..table.columns.len()).map(|column| if self.draft.has(person, column) { "x" } else { "" });
            csv::write(&mut text, separator, names.into_iter().chain(seats));
        }
        text
    }
}

impl Imported {
    /// The lines that were left out, each with the code that says why.
    pub(crate) fn problems_to_csv(&self, separator: Separator) -> String {
        let mut text = String::from("\u{feff}");
        csv::write(&mut text, separator, ["line", "username", "code"]);
        for problem in &self.problems {
            csv::write(
                &mut text,
                separator,
                [&problem.line.to_string(), problem.name.as_str(), problem.problem.code()],
            );
        }
        text
    }
}
