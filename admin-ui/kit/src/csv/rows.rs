//! Reading comma-separated values.

use super::{Separator, preface};
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// A record of more fields is none. Exports of directories have some hundred.
pub(super) const MOST_FIELDS: usize = 512;

/// A longer field is none, in bytes. No cell of a spreadsheet holds as much.
pub(super) const LONGEST_FIELD: usize = 1 << 16;

/// A longer record is none, in bytes: what a quote that is never closed would swallow.
const LONGEST_RECORD: usize = 1 << 20;

/// A record, and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The number of the line on which it begins; the first is 1.
    pub line: u64,
    /// Its fields, without quotes.
    pub fields: Vec<String>,
}

impl Row {
    /// How many of its fields have anything in them.
    pub(super) fn filled(&self) -> usize {
        self.fields.iter().filter(|field| !field.trim().is_empty()).count()
    }
}

/// A record that is wider or longer than any may be: the number of the line on which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong(pub u64);

/// Reads the records of a text, one after the other, but for those with nothing in them.
pub struct Rows<'t> {
    reader: Reader,
    rest: &'t [u8],
    /// The number of the line that is read next.
    line: u64,
    /// The byte before the rest.
    last: u8,
    /// What a record is unfolded into.
    field_bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl<'t> Rows<'t> {
    /// The records of a text.
    pub fn new(text: &'t str, separator: Separator) -> Self {
        let mut rows = Self {
            reader: ReaderBuilder::new().delimiter(separator.character() as u8).build(),
            rest: text.as_bytes(),
            line: 1,
            last: 0,
            field_bytes: vec![0; 1 << 10],
            ends: vec![0; 1 << 5],
        };
        rows.pass(preface(text).1);
        rows
    }

    /// How many bytes have not been read yet.
    pub fn remaining(&self) -> usize {
        self.rest.len()
    }

    /// Goes on by so many bytes. A line ends by LF, by CR, or by both.
    fn pass(&mut self, count: usize) {
        let (passed, rest) = self.rest.split_at(count);
        for &byte in passed {
            if byte == b'\r' || (byte == b'\n' && self.last != b'\r') {
                self.line += 1;
            }
            self.last = byte;
        }
        self.rest = rest;
    }

    /// Reads a record; none at the end.
    fn read(&mut self) -> Option<Result<Row, TooLong>> {
        let blank = self.rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        self.pass(blank);
        let line = self.line;
        let (mut written, mut ended, mut is_too_long) = (0, 0, false);
        loop {
            let (result, read, out, ends) =
                self.reader.read_record(self.rest, &mut self.field_bytes[written..], &mut self.ends[ended..]);
            self.pass(read);
            (written, ended) = (written + out, ended + ends);
            match result {
                // The rest of what is too long is passed over.
                ReadRecordResult::OutputFull if self.field_bytes.len() >= LONGEST_RECORD => {
                    (written, is_too_long) = (0, true);
                }
                ReadRecordResult::OutputFull => self.field_bytes.resize(self.field_bytes.len() * 4, 0),
                ReadRecordResult::OutputEndsFull if self.ends.len() > MOST_FIELDS => {
                    (ended, is_too_long) = (0, true);
                }
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 4, 0),
                // At the end of the input it is called once more, with nothing.
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return None,
            }
        }
        let mut from = 0;
        let fields = self.ends[..ended].iter().map(|&end| {
            let field = self.field_bytes.get(from..end).unwrap_or_default();
            from = end;
            field
        });
        let fields: Vec<&[u8]> = if is_too_long { Vec::new() } else { fields.collect() };
        let is_whole = |field: &&[u8]| field.len() <= LONGEST_FIELD;
        if is_too_long || fields.len() > MOST_FIELDS || !fields.iter().all(is_whole) {
            return Some(Err(TooLong(line)));
        }
        let fields = fields.into_iter().map(|field| String::from_utf8_lossy(field).into_owned());
        Some(Ok(Row { line, fields: fields.collect() }))
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, TooLong>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let read = self.read()?;
            if read.as_ref().is_err() || read.as_ref().is_ok_and(|row| row.filled() > 0) {
                return Some(read);
            }
        }
    }
}
