//! What a lookup of the KMS of a network came to.

use super::lines::{decoded, lines};
use super::reader::Reader;
use crate::error::{Code, Error, Result};
use serde::Serialize;
use std::cmp::Reverse;

/// The most bytes that are read: no tool prints so much of one name.
const LARGEST: usize = 1 << 20;

/// What a lookup of `_vlmcs._tcp` came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KmsLookup {
    /// There are hosts.
    Found {
        /// In the order in which clients try them: the lowest priority first, and of one priority the greatest
        /// weight (RFC 2782).
        hosts: Vec<KmsRecord>,
    },
    /// The name does not exist, or has no such record.
    None,
    /// There was no answer: a time-out, or the DNS server failed or refused. Nothing follows from that.
    NoAnswer,
    /// The text is no answer to the question, or an incomplete one.
    NotUnderstood {
        /// The line that failed, from 1.
        line: usize,
    },
}

/// A host of a key management service, as its SRV record names it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct KmsRecord {
    /// Its name, in lower case, without a last dot.
    pub host: String,
    /// Its TCP port; usually 1688.
    pub port: u16,
    /// Those of a lower priority are tried first.
    pub priority: u16,
    /// How often it is chosen among those of the same priority.
    pub weight: u16,
}

impl KmsLookup {
    /// What it came to, as a word: `found`, `none`, `no_answer` or `not_understood`.
    pub fn as_str(&self) -> &'static str {
        match self {
            KmsLookup::Found { .. } => "found",
            KmsLookup::None => "none",
            KmsLookup::NoAnswer => "no_answer",
            KmsLookup::NotUnderstood { .. } => "not_understood",
        }
    }

    /// The hosts in the order in which clients try them; none where none was found.
    pub fn hosts(&self) -> &[KmsRecord] {
        match self {
            KmsLookup::Found { hosts } => hosts,
            _ => &[],
        }
    }

    /// The line that was not understood, from 1.
    pub fn line(&self) -> Option<usize> {
        match self {
            KmsLookup::NotUnderstood { line } => Some(*line),
            _ => None,
        }
    }

    /// The records in the order of RFC 2782, each once.
    pub(super) fn of_records(mut records: Vec<KmsRecord>) -> Self {
        let mut seen = std::collections::BTreeSet::new();
        records
            .retain(|record| seen.insert((record.priority, record.weight, record.port, record.host.clone())));
        let order = countersign_reader::sort::order(records.len(), &|a, b| {
            let key = |index: usize| (records[index].priority, Reverse(records[index].weight));
            key(a).cmp(&key(b))
        });
        let mut records: Vec<Option<KmsRecord>> = records.into_iter().map(Some).collect();
        KmsLookup::Found { hosts: order.into_iter().filter_map(|index| records[index].take()).collect() }
    }
}

impl Serialize for KmsLookup {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct as _;
        let mut row = serializer.serialize_struct("KmsLookup", 3)?;
        row.serialize_field("result", self.as_str())?;
        row.serialize_field("hosts", self.hosts())?;
        match self.line() {
            Some(line) => row.serialize_field("line", &line)?,
            None => row.skip_field("line")?,
        }
        row.end()
    }
}

/// Reads what a tool printed that was asked for the SRV records of `_vlmcs._tcp`: nslookup of Windows in any language,
/// nslookup of Unix, `dig`, `host`, or PowerShell's `Resolve-DnsName` as a table or a list.
///
/// It is read by its structure, not by its labels, which are translated: a record's own line, and below it the
/// priority, the weight, the port and the host, in this order. The bytes are UTF-8, UTF-16 or a code page of consoles,
/// 850 and 866 among them. The DNS server that answered is no result, and a warning before the answer is no answer.
///
/// # Errors
/// [`Code::SizeTooLarge`] above 1 MiB. A text that is no answer is [`KmsLookup::NotUnderstood`].
pub fn parse_kms(bytes: &[u8]) -> Result<KmsLookup> {
    if bytes.len() > LARGEST {
        let needed = format!("at most {LARGEST} bytes");
        return Err(Error::new(Code::SizeTooLarge).with_found(bytes.len()).with_needed(needed));
    }
    let text = decoded(bytes);
    let mut reader = Reader::default();
    let is_complete = text.ends_with(|c: char| c.is_whitespace() || c == '\0');
    let mut numbered = (1..).zip(lines(&text)).peekable();
    while let Some((number, line)) = numbered.next() {
        let is_whole = is_complete || numbered.peek().is_some();
        if let Err(line) = reader.read(number, line, is_whole) {
            return Ok(KmsLookup::NotUnderstood { line });
        }
    }
    Ok(reader.finish())
}
