//! What PowerShell's `Resolve-DnsName` prints: a table, or a list. The names of properties are never translated.

use super::super::names::target;
use super::record::Record;

/// The columns of a table by their titles.
pub(super) struct Columns {
    count: usize,
    has_name: bool,
    kind: Option<usize>,
    target: usize,
    priority: usize,
    weight: usize,
    port: usize,
}

impl Columns {
    /// The columns, where the words are the titles of a table of SRV records.
    pub(super) fn read(words: &[&str]) -> Option<Self> {
        let at = |title| words.iter().position(|word| *word == title);
        Some(Self {
            count: words.len(),
            has_name: words.first() == Some(&"Name"),
            kind: at("Type").or_else(|| at("QueryType")),
            target: at("NameTarget").or_else(|| at("Target"))?,
            priority: at("Priority")?,
            weight: at("Weight")?,
            port: at("Port")?,
        })
    }

    /// A row that begins with the name that was asked for: a record, or one of another type. None where cells are
    /// missing or cut off.
    pub(super) fn row(&self, words: &[&str]) -> Option<Option<Record>> {
        if self.kind.and_then(|kind| words.get(kind)).is_some_and(|kind| *kind != "SRV") {
            return Some(None);
        }
        if words.len() != self.count {
            return None;
        }
        let [target, priority, weight, port] =
            [self.target, self.priority, self.weight, self.port].map(|at| words[at]);
        Record::of_fields(priority, weight, port, target).map(Some)
    }

    /// A row of a table that leaves the names out.
    pub(super) fn ownerless(&self, words: &[&str]) -> Option<Record> {
        if self.has_name { None } else { self.row(words)? }
    }
}

/// An item of a list.
#[derive(Default)]
pub(super) struct Item {
    /// By the places of their names in `NAMES`.
    values: [Option<String>; NAMES.len()],
    last: usize,
}

const NAMES: [&str; 9] =
    ["Name", "Type", "QueryType", "Target", "NameTarget", "NameHost", "Priority", "Weight", "Port"];

/// What an item came to.
pub(super) enum End {
    Record(Record),
    /// One of another type, which is told where there is no SRV record.
    Absent,
    /// The name is another name of this one.
    Alias(String),
    /// One of another service.
    Other,
    /// It is no record.
    Nothing,
    /// Fields are missing.
    Broken,
}

impl Item {
    /// The name and the value of a field.
    pub(super) fn field(line: &str) -> Option<(&'static str, &str)> {
        let (name, value) = line.split_once(':')?;
        let name = NAMES.iter().find(|known| **known == name.trim())?;
        Some((name, value.trim()))
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    pub(super) fn take(&mut self, name: &str, value: &str, line: usize) {
        self.last = line;
        if let Some(at) = NAMES.iter().position(|known| *known == name) {
            self.values[at] = Some(value.to_owned());
        }
    }

    /// The last line of it.
    pub(super) fn last(&self) -> usize {
        self.last
    }

    fn value(&self, name: &str) -> Option<&str> {
        let at = NAMES.iter().position(|known| *known == name)?;
        self.values[at].as_deref()
    }

    pub(super) fn end(&self, is_asked: impl Fn(&str) -> bool) -> End {
        let kind = self.value("Type").or(self.value("QueryType"));
        let host = self.value("NameTarget").or(self.value("Target"));
        let of_port = [self.value("Priority"), self.value("Weight"), self.value("Port")];
        let is_srv =
            kind == Some("SRV") || kind.is_none() && (host.is_some() || of_port.iter().any(Option::is_some));
        match kind {
            _ if is_srv => {}
            Some("SOA") => return End::Absent,
            Some("CNAME") => {
                let host = self.value("NameHost");
                return host.map_or(End::Absent, |host| End::Alias(host.to_owned()));
            }
            _ => return End::Nothing,
        }
        if self.value("Name").is_some_and(|name| !is_asked(name)) {
            return End::Other;
        }
        let [Some(priority), Some(weight), Some(port)] = of_port else { return End::Broken };
        let Some(host) = host.filter(|host| target(host).is_some()) else { return End::Broken };
        Record::of_fields(priority, weight, port, host).map_or(End::Broken, End::Record)
    }
}
