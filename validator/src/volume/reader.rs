//! Reads answers line by line, whichever tool printed them.

mod block;
mod item;
mod record;

use super::lookup::{KmsLookup, KmsRecord};
use super::messages::{self, Said, Starred};
use super::names::{Target, is_address, is_name, is_service, target};
use block::{Block, Step};
use item::{Columns, Item};
use record::{Line, Record};
use std::collections::BTreeSet;

/// The most records: no site has so many hosts.
const MOST_RECORDS: usize = 1_000;

/// What begins a message of a tool about itself.
const TOOLS: [&str; 4] = ["Resolve-DnsName", "nslookup:", "host:", "dig:"];

/// The line that is not understood.
type Fault = usize;

/// What was read so far.
#[derive(Default)]
pub(super) struct Reader {
    records: Vec<KmsRecord>,
    /// The last that was said of the name: a tool asks again before it gives up.
    said: Option<Said>,
    /// The names that the one asked for is another name of.
    aliases: BTreeSet<String>,
    /// A record of Windows' nslookup, of which the fields are to come.
    block: Option<Block>,
    /// A record that PowerShell lists, of which fields are to come.
    item: Item,
    /// The columns of PowerShell's table.
    columns: Option<Columns>,
    /// The first line that says nothing known.
    odd: Option<usize>,
    /// The last line with something on it.
    last: usize,
    /// Whether the line that is read is known to be whole.
    is_whole: bool,
}

impl Reader {
    /// Reads the next line, which `is_whole` unless the text ends within it.
    ///
    /// # Errors
    /// The number of a line that fails.
    pub(super) fn read(&mut self, number: usize, line: &str, is_whole: bool) -> Result<(), Fault> {
        self.is_whole = is_whole;
        let line = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}' || c == '\0');
        if line.is_empty() {
            // A block goes on: mail programs put empty lines between its own.
            self.columns = None;
            return self.end_item();
        }
        self.last = number;
        while let Some(block) = &mut self.block {
            match block.read(line) {
                Step::Taken => {
                    block.last = number;
                    return Ok(());
                }
                Step::Failed => return Err(number),
                Step::Repeated => {
                    let next = block.again(number);
                    self.end_block()?;
                    self.block = Some(next);
                }
                Step::Ended => self.end_block()?,
            }
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.first() {
            Some(first) => self.outside(number, line, first, &words),
            None => Ok(()),
        }
    }

    /// A line that is in no block.
    fn outside(&mut self, number: usize, line: &str, first: &str, words: &[&str]) -> Result<(), Fault> {
        if first.starts_with(';') {
            self.comment(line);
        } else if first.starts_with("**") {
            self.starred(number, line);
        } else if let Some(columns) = Columns::read(words) {
            self.columns = Some(columns);
        } else if let Some((name, value)) = Item::field(line) {
            if self.item.has(name) {
                self.end_item()?;
            }
            self.item.take(name, value, number);
        } else if self.is_asked(first) {
            self.of_service(number, line, words)?;
        } else if let Some(record) = self.columns.as_ref().and_then(|columns| columns.ownerless(words)) {
            self.add(record, number)?;
        } else if let Some(record) = Record::of_four(words) {
            // What `dig +short` prints.
            self.add_line(record, number, words)?;
        } else {
            self.other(number, line, first, words);
        }
        Ok(())
    }

    /// Whether a record's name is the one that was asked for.
    fn is_asked(&self, name: &str) -> bool {
        is_service(name)
            || !self.aliases.is_empty() && self.aliases.contains(&name.trim_end_matches('.').to_lowercase())
    }

    /// A line that begins with the name that was asked for.
    fn of_service(&mut self, number: usize, line: &str, words: &[&str]) -> Result<(), Fault> {
        if let Some(columns) = &self.columns {
            match columns.row(words) {
                Some(Some(record)) => return self.add(record, number),
                // Of another type.
                Some(None) => return Ok(()),
                None => return Err(number),
            }
        }
        match Line::read(line, words) {
            Line::Record(record) => self.add_line(record, number, words)?,
            Line::Alias(name) => {
                self.said = Some(Said::Absent);
                self.aliases.insert(name);
            }
            // Unless there is a record besides.
            Line::Other | Line::Absent => self.said = Some(Said::Absent),
            Line::Own => self.block = Some(Block::of_service(number, line.ends_with(':'))),
            Line::Broken => return Err(number),
        }
        Ok(())
    }

    /// Adds a record that stands on one line, at the end of which every tool prints the host's last dot. Where the text
    /// ends before that, the name was cut off.
    fn add_line(&mut self, record: Record, number: usize, words: &[&str]) -> Result<(), Fault> {
        let last = words.last().map(|word| word.to_lowercase());
        match &record.target {
            Target::Host(host) if !self.is_whole && last.as_ref() == Some(host) => Err(number),
            _ => self.add(record, number),
        }
    }

    fn add(&mut self, record: Record, number: usize) -> Result<(), Fault> {
        match record.target {
            // No host, and that decidedly.
            Target::Nowhere => self.said = Some(Said::Absent),
            Target::Host(_) if self.records.len() == MOST_RECORDS => return Err(number),
            Target::Host(host) => {
                let Record { port, priority, weight, .. } = record;
                self.records.push(KmsRecord { host, port, priority, weight });
            }
        }
        Ok(())
    }

    /// A line of `dig` that is no record, or what Unix tools say when nobody answers.
    fn comment(&mut self, line: &str) {
        if let Some(status) = after(line, "status:").or_else(|| after(line, "rcode:")) {
            self.said = messages::status(status);
        } else if let Some("0") = after(line, "ANSWER:") {
            self.said = self.said.or(Some(Said::Absent));
        } else if line.starts_with(";; ") && !line.contains("SERVER:") && !line.contains("WARNING:") {
            self.said = self.said.or(messages::reason(line).filter(|said| *said == Said::Unanswered));
        }
    }

    fn starred(&mut self, number: usize, line: &str) {
        match messages::starred(line) {
            Starred::Said(said) => self.said = Some(said),
            Starred::Warning => {}
            Starred::Unknown => self.note_odd(number),
        }
    }

    /// A line that is of no record that was asked for.
    fn other(&mut self, number: usize, line: &str, first: &str, words: &[&str]) {
        if let Some(said) = messages::error_name(line) {
            self.said = Some(said);
        } else if words.contains(&"PrimaryServer") {
            // The titles of a table of zones: PowerShell shows the zone where there is no record.
            self.said = Some(Said::Absent);
        } else if TOOLS.iter().any(|tool| first.starts_with(tool))
            || words.iter().any(|word| is_service(word))
        {
            // `Resolve-DnsName : _vlmcs._tcp… : …`, `Host _vlmcs._tcp… not found: 3(NXDOMAIN)`, or a command that was
            // copied along.
            match messages::told(line) {
                Some(said) => self.said = Some(said),
                None => self.note_odd(number),
            }
        } else if line.contains('=') {
            // Of other records: the address of a host, the name of a DNS server. A label alone has lost its record.
            if !is_name(first) {
                self.note_odd(number);
            }
        } else if first.starts_with('_') {
            self.note_odd(number);
            self.block = Some(Block::of_other(number));
        } else if words.len() == 1 && is_name(first) && !is_address(first) && !first.ends_with(':') {
            self.block = Some(Block::of_other(number));
        } else if line.contains(':') {
            // The DNS server, and headings.
        } else {
            match messages::reason(line) {
                Some(Said::Unanswered) => self.said = Some(Said::Unanswered),
                _ if is_address(first) || first.starts_with(['+', '-', '~']) => {}
                _ => self.note_odd(number),
            }
        }
    }

    fn note_odd(&mut self, number: usize) {
        self.odd.get_or_insert(number);
    }

    fn end_block(&mut self) -> Result<(), Fault> {
        let Some(block) = self.block.take() else { return Ok(()) };
        let last = block.last;
        match block.end() {
            block::End::Record(record) => self.add(record, last),
            block::End::OtherRecord => {
                self.said = Some(Said::Absent);
                Ok(())
            }
            block::End::Nothing => {
                self.note_odd(last);
                Ok(())
            }
            block::End::Skipped => Ok(()),
            block::End::Broken => Err(last),
        }
    }

    fn end_item(&mut self) -> Result<(), Fault> {
        let item = std::mem::take(&mut self.item);
        match item.end(|name| self.is_asked(name)) {
            item::End::Record(record) => self.add(record, item.last()),
            item::End::Absent => {
                self.said = Some(Said::Absent);
                Ok(())
            }
            item::End::Alias(name) => {
                self.said = Some(Said::Absent);
                if let Some(Target::Host(name)) = target(&name) {
                    self.aliases.insert(name);
                }
                Ok(())
            }
            item::End::Other => {
                self.note_odd(item.last());
                Ok(())
            }
            item::End::Nothing => Ok(()),
            item::End::Broken => Err(item.last()),
        }
    }

    /// What all of it came to.
    pub(super) fn finish(mut self) -> KmsLookup {
        if let Err(line) = self.end_item().and_then(|()| self.end_block()) {
            return KmsLookup::NotUnderstood { line };
        }
        if !self.records.is_empty() {
            return KmsLookup::of_records(self.records);
        }
        match self.said {
            Some(Said::Absent) => KmsLookup::None,
            Some(Said::Unanswered) => KmsLookup::NoAnswer,
            None => KmsLookup::NotUnderstood { line: self.odd.unwrap_or(self.last.max(1)) },
        }
    }
}

/// The word after another one, without what ends it.
fn after<'l>(line: &'l str, label: &str) -> Option<&'l str> {
    let (_, rest) = line.split_once(label)?;
    let word = rest.split_whitespace().next()?;
    Some(word.trim_end_matches([',', ';']))
}

/// Whether a word begins as a number does.
fn number_like(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}
