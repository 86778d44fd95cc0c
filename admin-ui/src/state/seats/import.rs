//! A list of people that was given: how it is read.

use super::titles::{Columns, Titles};
use super::{Name, Table};
use crate::charset::Encoding;
use crate::csv::{self, Head, Row, Rows, Separator};
use countersign::{Code, Error, SeatDenial};
use std::rc::Rc;

/// How many of the people are shown before they are imported.
const SAMPLE: usize = 5;

/// A list of people on its way in.
#[derive(Clone)]
pub(crate) enum Import {
    /// How it would be read is shown.
    Review(Review),
    /// So many hundredths of it are read.
    Running { review: Review, percent: u8, stop: super::Stop },
    /// It is read.
    Done(Rc<super::Imported>),
}

/// The file of a list.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct RosterFile {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

impl std::fmt::Debug for RosterFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({} bytes)", self.name, self.bytes.len())
    }
}

/// What the fields of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// Nothing that is wanted.
    Ignored,
    Name(Name),
    /// Whether the person has a seat of this column of the table.
    Seat(usize),
}

/// How a list would be read.
#[derive(Clone)]
pub(crate) struct Review {
    pub(crate) file: Rc<RosterFile>,
    pub(crate) encoding: Encoding,
    pub(super) text: Rc<str>,
    pub(crate) separator: Separator,
    /// How many lines stand before the titles and are passed over, because they are no data.
    pub(crate) passed_over: usize,
    /// Whether the first line is of titles.
    pub(crate) has_header: bool,
    /// The titles of its columns; without any, what stands in the first line.
    pub(crate) titles: Vec<String>,
    /// What its columns hold.
    pub(crate) fields: Vec<Field>,
    /// Whether e-mail addresses are proposed to be the user names.
    pub(crate) is_by_email: bool,
    /// The first of the people.
    pub(crate) sample: Vec<Row>,
    /// Why nothing of it can be shown.
    pub(crate) refusal: Option<Code>,
    /// What would come of it; none of a list that is too long to try that beforehand.
    pub(crate) forecast: Option<Rc<super::Imported>>,
}

/// A line that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LineProblem {
    /// Its number; the first is 1.
    pub(crate) line: u64,
    /// The user name that stands there.
    pub(crate) name: String,
    pub(crate) problem: Problem,
}

/// Why somebody is not put on a list, or not given a seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    Refused(Error),
    NoSeat(SeatDenial),
}

impl Problem {
    /// Whether another one is told in the same words.
    fn reason(&self) -> (&str, &str) {
        let of = match self {
            Self::NoSeat(SeatDenial::LimitExhausted { entitlement, .. }) => entitlement.as_str(),
            Self::NoSeat(SeatDenial::PersonUnknown { name }) => name,
            _ => "",
        };
        (self.code(), of)
    }

    pub(super) fn is_as(&self, other: &Self) -> bool {
        self.reason() == other.reason()
    }

    /// The stable code.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Refused(error) => error.code().as_str(),
            Self::NoSeat(denial) => denial.code(),
        }
    }
}

/// A list of so many bytes is tried before it is imported: that takes no longer than to read it.
const TRIED: usize = 1 << 18;

impl Review {
    /// Tries what would come of it.
    pub(super) fn try_out(&mut self, plan: Option<super::Plan>) {
        let is_short = self.text.len() <= TRIED && self.refusal.is_none() && self.has_user_names();
        self.forecast = plan.filter(|_| is_short).map(|plan| {
            let mut intake = super::Intake::new(self, plan);
            while intake.step(usize::MAX).is_some() {}
            Rc::new(intake.finish())
        });
    }

    /// Reads how a list seems to be written.
    pub(super) fn new(file: Rc<RosterFile>, encoding: Encoding, text: Rc<str>, table: &Table) -> Self {
        let separator = csv::detect(&text);
        let mut review = Self {
            file,
            encoding,
            text,
            separator,
            passed_over: 0,
            has_header: false,
            titles: Vec::new(),
            fields: Vec::new(),
            is_by_email: false,
            sample: Vec::new(),
            refusal: None,
            forecast: None,
        };
        review.set_separator(separator, table);
        review
    }

    /// Reads it with another separator, from which all the rest follows.
    pub(super) fn set_separator(&mut self, separator: Separator, table: &Table) {
        self.separator = separator;
        let rows = csv::first_rows(&self.text, separator);
        let titles = Titles::of(table);
        let head = Head::find(&rows, |row| titles.count(row));
        self.passed_over = head.passed_over;
        let (first, people) = match &rows[head.passed_over..] {
            [first, people @ ..] if head.has_titles => (first.fields.clone(), people),
            [first, ..] => (first.fields.clone(), &rows[..]),
            [] => (Vec::new(), &rows[..]),
        };
        self.titles = first;
        let width = rows.iter().map(|row| row.fields.len()).max().unwrap_or_default();
        self.titles.resize(width, String::new());
        let columns = if head.has_titles {
            titles.fields(&self.titles).with_user_names(people)
        } else {
            Columns::untitled(width, people)
        };
        (self.fields, self.is_by_email) = (columns.fields, columns.is_by_email);
        self.refusal = rows.is_empty().then(|| match Rows::new(&self.text, separator).next() {
            Some(_) => Code::ListLine,
            None => Code::ListEmpty,
        });
        self.set_header(head.has_titles);
    }

    /// Takes the first line for titles, or for a person.
    pub(super) fn set_header(&mut self, has_header: bool) {
        self.has_header = has_header;
        self.sample = self.people().filter_map(Result::ok).take(SAMPLE).collect();
    }

    /// The records of the people.
    pub(super) fn people(&self) -> Rows<'_> {
        let mut rows = Rows::new(&self.text, self.separator);
        let mut passed = 0;
        // What is before the titles was found among the records that could be read.
        while passed < self.passed_over + usize::from(self.has_header) {
            match rows.next() {
                Some(row) => passed += usize::from(row.is_ok()),
                None => break,
            }
        }
        rows
    }

    /// Says what a column holds. What another column held is that one's no more.
    pub(super) fn set_field(&mut self, index: usize, field: Field) {
        if field != Field::Ignored {
            self.fields.iter_mut().filter(|other| **other == field).for_each(|other| *other = Field::Ignored);
        }
        if let Some(own) = self.fields.get_mut(index) {
            *own = field;
        }
        self.is_by_email = false;
    }

    /// Whether it is known which column holds the user names.
    pub(crate) fn has_user_names(&self) -> bool {
        self.fields.contains(&Field::Name(Name::User))
    }
}
