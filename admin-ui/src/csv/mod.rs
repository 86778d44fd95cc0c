//! Comma-separated values, as spreadsheets write and read them (RFC 4180).

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// What separates the fields of a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Separator {
    #[default]
    Comma,
    Semicolon,
    Tab,
    Bar,
}

impl Separator {
    pub(crate) const ALL: [Separator; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Bar];

    pub(crate) fn character(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Semicolon => ';',
            Self::Tab => '\t',
            Self::Bar => '|',
        }
    }
}

/// A longer record is none: what a quote that is never closed would swallow.
const MOST_BYTES: usize = 1 << 20;

/// A record, and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Row {
    /// The number of the line on which it begins; the first is 1.
    pub(crate) line: u64,
    pub(crate) fields: Vec<String>,
}

/// Reads the records of a text, one after the other.
pub(crate) struct Rows<'t> {
    reader: Reader,
    rest: &'t [u8],
    /// What a record is unfolded into.
    field_bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl<'t> Rows<'t> {
    pub(crate) fn new(text: &'t str, separator: Separator) -> Self {
        Self::resume(text.as_bytes(), ReaderBuilder::new().delimiter(separator.character() as u8).build())
    }

    fn resume(rest: &'t [u8], reader: Reader) -> Self {
        Self { reader, rest, field_bytes: vec![0; 1 << 10], ends: vec![0; 1 << 5] }
    }

    /// How many bytes have not been read yet.
    pub(crate) fn remaining(&self) -> usize {
        self.rest.len()
    }
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        let (mut written, mut ended) = (0, 0);
        let mut line = self.reader.line();
        loop {
            if written == 0 {
                // Empty lines before it are not part of the record.
                let blank = self.rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
                line += self.rest[..blank].iter().filter(|&&byte| byte == b'\n').count() as u64;
            }
            let bytes = &mut self.field_bytes[written..];
            let (result, read, out, ends) =
                self.reader.read_record(self.rest, bytes, &mut self.ends[ended..]);
            self.rest = &self.rest[read..];
            (written, ended) = (written + out, ended + ends);
            match result {
                ReadRecordResult::OutputFull if self.field_bytes.len() >= MOST_BYTES => {
                    // The rest of it is passed over.
                    written = 0;
                }
                ReadRecordResult::OutputFull => self.field_bytes.resize(self.field_bytes.len() * 4, 0),
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
            String::from_utf8_lossy(field).into_owned()
        });
        Some(Row { line, fields: fields.collect() })
    }
}

/// The separator that the first records agree on best.
pub(crate) fn detect(text: &str) -> Separator {
    let agreement = |separator: &Separator| {
        let widths: Vec<usize> = Rows::new(text, *separator).take(20).map(|row| row.fields.len()).collect();
        let width = widths.first().copied().unwrap_or_default();
        if width < 2 { 0 } else { widths.iter().filter(|&&other| other == width).count() * 100 + width }
    };
    // Of those that agree alike, the first.
    let best = Separator::ALL.iter().rev().max_by_key(|separator| agreement(separator));
    best.copied().unwrap_or_default()
}

/// Writes a record.
pub(crate) fn write<'c>(text: &mut String, cells: impl IntoIterator<Item = &'c str>) {
    for (index, content) in cells.into_iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        // A spreadsheet would compute what looks like a formula.
        let quoted = if is_formula(content) { ["'", content].concat() } else { content.to_owned() };
        if quoted.contains(['"', ',', ';', '\n', '\r', '\t']) {
            text.push_str(&["\"", &quoted.replace('"', "\"\""), "\""].concat());
        } else {
            text.push_str(&quoted);
        }
    }
    text.push_str("\r\n");
}

/// The content of a cell, without the mark that [`write()`] puts before what looks like a formula.
pub(crate) fn content(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell)
}

fn is_formula(content: &str) -> bool {
    content.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, separator: Separator) -> Vec<(u64, Vec<String>)> {
        Rows::new(text, separator).map(|row| (row.line, row.fields)).collect()
    }

    fn row(line: u64, fields: &[&str]) -> (u64, Vec<String>) {
        (line, fields.iter().map(|&field| field.to_owned()).collect())
    }

    #[test]
    fn records_come_with_their_lines() {
        let text = "a,b\r\n\"c\nd\",\"e\"\"f\"\n\n\ng,\n";
        let expected = [row(1, &["a", "b"]), row(2, &["c\nd", "e\"f"]), row(6, &["g", ""])];
        assert_eq!(rows(text, Separator::Comma), expected);
        assert_eq!(rows("a", Separator::Comma), [row(1, &["a"])]);
        assert_eq!(rows("", Separator::Comma), []);
    }

    #[test]
    fn a_quote_that_is_never_closed_swallows_no_memory() {
        let text = ["a\n\"", &"x".repeat(3 * MOST_BYTES)].concat();
        let lengths: Vec<usize> =
            Rows::new(&text, Separator::Comma).map(|row| row.fields.concat().len()).collect();
        assert_eq!(lengths.len(), 2);
        assert!(lengths[1] <= MOST_BYTES);
    }

    #[test]
    fn wide_records_are_read_whole() {
        let wide = vec!["cell"; 5_000].join(";");
        assert_eq!(rows(&wide, Separator::Semicolon)[0].1.len(), 5_000);
    }

    #[test]
    fn the_separator_is_found() {
        for (text, separator) in [
            ("a,b\n1,2\n", Separator::Comma),
            ("a;b\n\"1,5\";2\n", Separator::Semicolon),
            ("a\tb\n1, 2\t3\n", Separator::Tab),
            ("a|b\n1|2\n", Separator::Bar),
            ("alone\n", Separator::Comma),
        ] {
            assert_eq!(detect(text), separator, "{text:?}");
        }
    }

    #[test]
    fn what_looks_like_a_formula_is_defused_and_comes_back() {
        let cells = ["=1+1", "+49 531", "-1", "@x", "plain", "a\"b,c", "'quoted"];
        let mut text = String::new();
        write(&mut text, cells);
        assert!(text.starts_with("'=1+1,'+49 531,'-1,'@x,plain,\"a\"\"b,c\",'quoted"), "{text}");
        let read = rows(&text, Separator::Comma);
        let back: Vec<&str> = read[0].1.iter().map(|cell| content(cell)).collect();
        assert_eq!(back, cells);
    }
}
