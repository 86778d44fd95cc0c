//! The seats page: the people of an account, and the entitlements that are given to each.

mod bits;
#[cfg(test)]
mod cases;
mod columns;
mod export;
mod import;
mod intake;
mod people;
mod reduce;
mod scroll;
mod table;
#[cfg(test)]
mod tests;
mod titles;
mod view;

pub(crate) use countersign_kit::platform::grid::Cursor;
pub(crate) use import::{Field, Import, Problem, Review, RosterFile};
pub(crate) use intake::{Imported, Intake, Plan, Stop};
pub(crate) use people::Name;
pub(crate) use table::{Column, Draft, Table};
use view::Filter;
pub(crate) use view::{Show, Sort, SortKey};

use super::AccountName;
use crate::charset::Encoding;
use crate::csv::Separator;
use countersign::{Error, SeatDenial};
use scroll::Scroll;
use std::collections::BTreeMap;
use std::rc::Rc;
use table::Change;

/// What the seats page shows.
#[derive(Clone, Default)]
pub(crate) struct Seats {
    /// The account's table; none where no account is shown.
    pub(crate) table: Option<Rc<Table>>,
    /// What is ticked.
    pub(crate) draft: Draft,
    pub(crate) filter: Filter,
    pub(crate) sort: Sort,
    /// Everybody's number, sorted.
    order: Rc<[u32]>,
    /// The numbers of those who are shown, sorted.
    pub(crate) shown: Rc<[u32]>,
    /// For each column those above what is granted, the newest first.
    pub(crate) over: Rc<[Vec<u32>]>,
    scroll: Scroll,
    /// The cell that the keyboard is at.
    pub(crate) cursor: Cursor,
    /// Whether as many rows as can be printed are there, to be printed.
    pub(crate) is_printing: bool,
    /// Why the last seat was not given.
    pub(crate) denial: Option<SeatDenial>,
    /// Why somebody was not put on the list.
    pub(crate) refusal: Option<Problem>,
    pub(crate) import: Option<Import>,
    /// What was changed for accounts that are not shown now.
    others: BTreeMap<AccountName, Vec<Change>>,
}

/// What the reader does on the seats page.
#[derive(Clone, Debug)]
pub(crate) enum SeatsAction {
    /// Words to look for were typed in.
    Search(String),
    Show(Show),
    /// A column's title was chosen, to sort by it.
    Sort(SortKey),
    /// The table was scrolled, or its height changed.
    Scroll {
        top: u32,
        height: u32,
    },
    /// The keyboard goes to another cell.
    Move(Cursor),
    /// A person is to have a seat, or none.
    Tick {
        person: usize,
        column: usize,
        is_given: bool,
    },
    /// Everybody who is shown is to have a seat, as far as there are any; or none of them.
    TickShown {
        column: usize,
        is_given: bool,
    },
    /// What is not saved is dropped.
    Reset,
    /// The seats are kept as they are ticked.
    Save,
    /// Somebody is put on the list.
    AddPerson {
        name: String,
        first: String,
        last: String,
    },
    /// Somebody is taken off it.
    RemovePerson {
        name: String,
    },
    /// A list was given, and its bytes are known as text.
    Review {
        file: Rc<RosterFile>,
        encoding: Encoding,
        text: Rc<str>,
    },
    /// It is to be read in another way.
    SetEncoding(Encoding),
    SetSeparator(Separator),
    SetHeader(bool),
    SetField {
        index: usize,
        field: Field,
    },
    /// It is to be imported; whoever does so looks whether it is to stop.
    StartImport(Stop),
    /// So many hundredths of it are.
    Progress(u8),
    /// It is.
    Imported(Rc<Imported>),
    /// It is stopped, or laid aside.
    CancelImport,
    /// The list of the people, to be saved as a file.
    Export,
    /// The lines that were left out, to be saved as a file.
    ExportProblems,
    /// The table is to be printed.
    Print,
    /// It is.
    Printed,
}

impl Seats {
    /// How many changes are not saved.
    pub(crate) fn unsaved(&self) -> u64 {
        self.draft.unsaved()
    }

    /// Whether changes are not saved, of whichever account.
    pub(crate) fn has_unsaved(&self) -> bool {
        let shown = self.table.as_ref().map(|table| &table.account);
        self.unsaved() > 0 || self.others.keys().any(|account| Some(account) != shown)
    }

    /// Whether everybody who is shown has a seat of a column.
    pub(crate) fn all_shown_have(&self, column: usize) -> bool {
        !self.shown.is_empty() && self.shown.iter().all(|&person| self.draft.has(person as usize, column))
    }

    /// Shows an account's table, with what was changed in it and not saved.
    fn put(&mut self, table: Option<Table>) {
        if let Some(earlier) = self.table.take() {
            let changes = self.draft.changes(&earlier);
            if changes.is_empty() {
                self.others.remove(&earlier.account);
            } else {
                self.others.insert(earlier.account.clone(), changes);
            }
            if table.as_ref().is_none_or(|table| table.account != earlier.account) {
                (self.filter, self.sort) = (Filter::default(), Sort::default());
                (self.denial, self.refusal) = (None, None);
                self.import = None;
            }
        }
        self.draft = Draft::default();
        if let Some(table) = table {
            let mut draft = Draft::of(&table);
            if let Some(changes) = self.others.get(&table.account) {
                draft.redo(&table, changes);
            }
            (self.draft, self.table) = (draft, Some(Rc::new(table)));
        }
        self.sort_people();
        self.find_over();
    }

    fn sort_people(&mut self) {
        self.order = match &self.table {
            Some(table) => self.sort.order(table, &self.draft),
            None => Rc::default(),
        };
        self.look_for();
    }

    fn look_for(&mut self) {
        self.shown = match &self.table {
            Some(table) => self.filter.apply(table, &self.draft, &self.order),
            None => Rc::default(),
        };
        let last = self.shown.len().saturating_sub(1);
        self.cursor.row = self.cursor.row.min(last);
        self.move_to(self.cursor);
    }

    fn find_over(&mut self) {
        let Some(table) = &self.table else { return };
        self.over = (0..table.columns.len()).map(|column| table.over(&self.draft, column)).collect();
    }
}

/// Why somebody can't be put on a list.
impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

impl From<SeatDenial> for Problem {
    fn from(denial: SeatDenial) -> Self {
        Self::NoSeat(denial)
    }
}
