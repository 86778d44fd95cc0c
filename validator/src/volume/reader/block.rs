//! A record of Windows' nslookup: its own line, and its fields on lines of their own, as `label = value`.

use super::super::names::{is_name, number, target};
use super::record::Record;

/// The fields of an SRV record.
const FIELDS: usize = 4;

/// A record whose fields are read.
pub(super) struct Block {
    /// Whether it is one of the name that was asked for.
    asked: bool,
    /// Whether its own line ends as that of an SRV record does.
    has_colon: bool,
    /// Whether it is an SRV record, by its first value: of the others that tools show, none begins with a number.
    is_srv: Option<bool>,
    values: Vec<String>,
    /// The last line of it.
    pub(super) last: usize,
}

/// What becomes of a line.
pub(super) enum Step {
    /// It is a field of the record.
    Taken,
    /// The record has ended.
    Ended,
    /// The record has ended, and this is the first field of another one of the same name.
    Repeated,
    /// It is a field that does not belong there.
    Failed,
}

/// What a record came to.
pub(super) enum End {
    Record(Record),
    /// One of another type, which is told where there is no SRV record.
    OtherRecord,
    /// One of another name.
    Skipped,
    /// There was no field.
    Nothing,
    /// Fields are missing.
    Broken,
}

impl Block {
    pub(super) fn of_service(line: usize, has_colon: bool) -> Self {
        Self { asked: true, has_colon, is_srv: None, values: Vec::new(), last: line }
    }

    pub(super) fn of_other(line: usize) -> Self {
        Self { asked: false, has_colon: false, ..Self::of_service(line, false) }
    }

    pub(super) fn read(&mut self, line: &str) -> Step {
        let mut rest = line;
        let mut taken = Step::Ended;
        // A record that was copied out of a page may have two fields on one line.
        while let Some((label, after)) = rest.split_once('=') {
            let is_label = label.split_whitespace().next().is_none_or(|word| !is_name(word));
            let value = after.trim();
            let first = value.split_whitespace().next().unwrap_or_default();
            if self.is_whole() && is_label && number(first).is_some() {
                return Step::Repeated;
            }
            if !is_label || self.is_whole() {
                return taken;
            }
            let is_srv = *self.is_srv.get_or_insert(number(first).is_some());
            let (value, more) = match value.contains('=') {
                true => (first, value[first.len()..].trim()),
                false => (value, ""),
            };
            if is_srv && !self.fits(value) || !is_srv && self.has_colon {
                return Step::Failed;
            }
            if is_srv {
                self.values.push(value.to_owned());
            }
            taken = Step::Taken;
            rest = more;
        }
        taken
    }

    /// Another record of the same name.
    pub(super) fn again(&self, line: usize) -> Self {
        Self { asked: self.asked, has_colon: self.has_colon, is_srv: None, values: Vec::new(), last: line }
    }

    fn is_whole(&self) -> bool {
        self.values.len() == FIELDS
    }

    /// Whether the next value may be this one: three numbers, then a host.
    fn fits(&self, value: &str) -> bool {
        if self.values.len() + 1 < FIELDS { number(value).is_some() } else { target(value).is_some() }
    }

    pub(super) fn end(self) -> End {
        let values: Vec<&str> = self.values.iter().map(String::as_str).collect();
        match (self.is_srv, Record::of_four(&values)) {
            (Some(true), _) if !self.asked => End::Skipped,
            (Some(true), Some(record)) => End::Record(record),
            (Some(true), None) => End::Broken,
            (Some(false), _) => End::OtherRecord,
            (None, _) if self.has_colon => End::Broken,
            (None, _) => End::Nothing,
        }
    }
}
