//! A record on one line.

use super::super::names::{Target, number, target};

/// An SRV record.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) priority: u16,
    pub(super) weight: u16,
    pub(super) port: u16,
    pub(super) target: Target,
}

impl Record {
    /// Priority, weight, port and host: the order of the DNS, and of all tools but one.
    pub(super) fn of_four(words: &[&str]) -> Option<Self> {
        let &[priority, weight, port, host] = words else { return None };
        Self::of_fields(priority, weight, port, host)
    }

    pub(super) fn of_fields(priority: &str, weight: &str, port: &str, host: &str) -> Option<Self> {
        let (port, target) = (number(port)?, target(host)?);
        Some(Self {
            priority: number(priority)?,
            weight: number(weight)?,
            port,
            // Nobody can connect to port 0 (RFC 6335, 6): that record leads nowhere.
            target: if port == 0 { Target::Nowhere } else { target },
        })
    }
}

/// What a line says that begins with the name that was asked for.
pub(super) enum Line {
    /// A whole record.
    Record(Record),
    /// The name is another name of this one.
    Alias(String),
    /// A record of another type.
    Other,
    /// There is no such record.
    Absent,
    /// The first line of a record of Windows' nslookup; its fields are on lines of their own.
    Own,
    /// A part of a record.
    Broken,
}

/// The classes of the DNS, which stand before a record's type.
const CLASSES: [&str; 4] = ["IN", "CH", "HS", "ANY"];

impl Line {
    pub(super) fn read(line: &str, words: &[&str]) -> Self {
        if let Some((_, value)) = line.split_once('=') {
            return Self::of_value(&value.split_whitespace().collect::<Vec<_>>());
        }
        match words {
            [_, "has", "no", ..] => return Line::Absent,
            [_, "has", "SRV", "record", fields @ ..] => return Self::of_record(fields),
            [_, "is", "an", "alias", "for", name] => return Self::of_alias(name),
            // As of `"…" is an alias for` where the line ends.
            [_, "is", "an", "alias", ..] => return Line::Broken,
            _ => {}
        }
        Self::of_zone(words).unwrap_or(Line::Own)
    }

    /// `_vlmcs._tcp… service = 0 0 1688 host`, or `… canonical name = name`: of Unix' nslookup.
    fn of_value(value: &[&str]) -> Self {
        match value {
            [name] => Self::of_alias(name),
            fields => Self::of_record(fields),
        }
    }

    /// As in a zone's file: `name [TTL] [class] type data`. None where it is no such line.
    fn of_zone(words: &[&str]) -> Option<Self> {
        let rest = words.get(1..)?;
        let has_ttl = rest.first().is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
        let rest = rest.get(usize::from(has_ttl)..)?;
        let has_class = rest.first().is_some_and(|word| CLASSES.contains(word));
        let rest = rest.get(usize::from(has_class)..)?;
        let is_zone = has_ttl || has_class;
        match rest {
            ["SRV", fields @ ..]
                if is_zone || fields.first().is_some_and(|word| super::number_like(word)) =>
            {
                Some(Self::of_record(fields))
            }
            ["CNAME", name] if is_zone => Some(Self::of_alias(name)),
            [_, ..] if is_zone => Some(Line::Other),
            [] if is_zone => Some(Line::Broken),
            _ => None,
        }
    }

    fn of_record(fields: &[&str]) -> Self {
        // A comment may follow, or the interface that was asked.
        let end = fields.iter().position(|word| word.starts_with([';', '#']) || *word == "--");
        let fields = &fields[..end.unwrap_or(fields.len())];
        Record::of_four(fields).map_or(Line::Broken, Line::Record)
    }

    fn of_alias(name: &str) -> Self {
        match target(name) {
            Some(Target::Host(name)) => Line::Alias(name),
            _ => Line::Broken,
        }
    }
}
