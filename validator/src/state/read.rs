//! Reading a state, line by line.

use super::journal::{Account, Started};
use super::{State, StoredDocument, join};
use crate::documents::deactivation::ActivationName;
use crate::error::{Code, Error, Result};
use crate::json::{self, Node, Value};
use crate::judge::clock::ClockMark;
use crate::judge::history::EmergencyStart;
use crate::keys::{read_digest, read_key};
use crate::seats::{Fold, Person};
use crate::values::base64;
use crate::values::revision::{Moment, Revision};
use crate::values::time::UnixTime;
use serde::Serialize;
use std::ops::RangeInclusive;

/// The numbers that a state may have.
const NUMBERS: RangeInclusive<u64> = 0..=Revision::LARGEST;

/// The most lines that are named as dropped: of a file with more, the first tell enough, and to name all would
/// take a hundred times its size in memory.
const MOST_DROPPED: usize = 10_000;

/// A line of a state that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dropped {
    /// Its number; the first is 1.
    pub line: usize,
    /// Why.
    pub error: Error,
}

pub(super) fn parse(bytes: &[u8], fold: Fold) -> (State, Vec<Dropped>) {
    let mut state = State::new(fold);
    let mut dropped = Vec::new();
    let (mut is_first, mut is_state) = (true, false);
    for (line, text) in (1..).zip(bytes.split(|&byte| byte == b'\n')) {
        let text = text.trim_ascii();
        if text.is_empty() {
            continue;
        }
        match state.take_line(text) {
            Ok(taken) => {
                is_state = true;
                if is_first && !matches!(taken, Line::Header) {
                    dropped.push(Dropped { line, error: Code::StateFormat.into() });
                }
            }
            Err(error) if dropped.len() < MOST_DROPPED => dropped.push(Dropped { line, error }),
            Err(_) => {}
        }
        is_first = false;
    }
    if is_first {
        dropped.push(Dropped { line: 1, error: Code::StateFormat.into() });
    }
    if !is_state {
        // Another file altogether: to name each of its lines would help nobody.
        dropped.truncate(1);
    }
    state.roster.recount();
    (state, dropped)
}

/// What a line was.
enum Line {
    Header,
    Entry,
}

impl State {
    fn take_line(&mut self, line: &[u8]) -> Result<Line> {
        let root = Value::Object(json::parse(line, "line")?);
        self.take(&Node::root(&root), line).map_err(|error| {
            // The readers of values speak of a vendor's claims; this is no document of a vendor's.
            if error.code().as_str().starts_with("claims_") {
                error.with_code(Code::StateEntry)
            } else {
                error
            }
        })
    }

    fn take(&mut self, root: &Node<'_>, line: &[u8]) -> Result<Line> {
        if root.optional("countersign")?.is_some() {
            return read_header(root).map(|()| Line::Header);
        }
        let mut members = root.members()?;
        let (Some((kind, entry)), None) = (members.next(), members.next()) else {
            return Err(Error::new(Code::StateEntry).with_needed("an object with one member"));
        };
        match kind {
            "document" => {
                let document = read_document(&entry)?;
                self.merge_document(document.digest(), document);
            }
            "key" => {
                let key = read_key(&entry.required("jwk")?)?;
                self.merge_key(read_revision(&entry)?, key);
            }
            "person" => self.take_person(&entry)?,
            "seat" => {
                let (name, entitlement) = (entry.required("person")?, entry.required("entitlement")?);
                self.roster.merge_seat(name.string()?, entitlement.string()?, read_revision(&entry)?);
            }
            "usage" => {
                let entitlement = entry.required("entitlement")?.string()?.to_owned();
                let amount = entry.required("amount")?.integer(NUMBERS)?;
                let revision = read_revision(&entry)?;
                self.moments.pass(revision.moment());
                join(&mut self.usage, entitlement, (revision, amount));
            }
            "clock" => {
                let clock = read_clock(&entry)?;
                // That licences once set it, of whatever account, lowers nobody's mark.
                self.clock = self.clock.merge(ClockMark::from_parts(clock.mark(), clock.pending(), 0));
            }
            "account_clock" => self.merge_mark(read_account(&entry)?, read_clock(&entry)?),
            "emergency" => {
                let started = read_started(&entry)?;
                if let Some(order) = started.order {
                    self.moments.pass(Moment { at: started.start.at, order });
                }
                self.journal.record(started);
            }
            "deactivation" => {
                let (activation, serial, at) = read_deactivation(&entry)?;
                self.journal.deactivate(activation, serial, at);
            }
            _ => {
                // It was read as JSON, so it is UTF-8.
                self.unknown.insert(String::from_utf8_lossy(line).into_owned());
            }
        }
        Ok(Line::Entry)
    }

    /// Of two people who are one by their user names, the first is kept, unless the other's entry is a later one about
    /// the same person, who is written otherwise since.
    fn take_person(&mut self, entry: &Node<'_>) -> Result<()> {
        let person = Person {
            name: entry.required("name")?.name()?,
            first: entry.required("first")?.line()?,
            last: entry.required("last")?.line()?,
        };
        let revision = read_revision(entry)?;
        match self.roster.person_and_revision(&person.name) {
            Some((of, present)) if present.name != person.name && of.number == revision.number => {
                Err(person.duplicates(present))
            }
            _ => {
                self.roster.merge_person(revision, person);
                Ok(())
            }
        }
    }
}

fn read_header(root: &Node<'_>) -> Result<()> {
    if root.required("countersign")?.string()? != "state" {
        return Err(Code::StateFormat.into());
    }
    let version = root.required("version")?.integer(NUMBERS)?;
    if version != 1 {
        return Err(Error::new(Code::StateVersion).with_found(version).with_needed("1"));
    }
    Ok(())
}

fn read_document(entry: &Node<'_>) -> Result<StoredDocument> {
    let bytes = match entry.optional("text")? {
        Some(text) => text.string()?.as_bytes().to_vec(),
        None => {
            let text = entry.required("base64url")?;
            base64::decode_url(text.string()?.as_bytes()).map_err(|error| error.with_at(text))?
        }
    };
    let revision = read_revision(entry)?;
    let at = UnixTime::read(&entry.required("added")?)?;
    // Of one that was not changed since, the order is that of the last change.
    let order = read_order(entry, "added_order")?;
    let order = order.unwrap_or(if revision.number == 1 { revision.order } else { 0 });
    // Whatever a file may be called: a name that is odd must not cost the file.
    let name = entry.required("name")?.string()?.to_owned();
    Ok(StoredDocument { revision, added: Moment { at, order }, name, bytes: bytes.into() })
}

fn read_clock(entry: &Node<'_>) -> Result<ClockMark> {
    let mark = entry.optional_with("mark", UnixTime::read)?;
    let pending = entry.optional_with("pending", UnixTime::read)?;
    Ok(ClockMark::from_parts(mark, pending, entry.required("resets")?.integer(NUMBERS)?))
}

fn read_account(entry: &Node<'_>) -> Result<Account> {
    let name = |name| entry.required(name)?.name();
    Ok(Account { issuer: name("issuer")?, product: name("product")?, name: name("account")? })
}

fn read_started(entry: &Node<'_>) -> Result<Started> {
    let name = |name| entry.required(name)?.name();
    let account = read_account(entry)?;
    let start = EmergencyStart {
        entitlement: name("entitlement")?,
        license: name("license")?,
        at: UnixTime::read(&entry.required("at")?)?,
        end: UnixTime::read(&entry.required("end")?)?,
        seen: entry.required("seen")?.list(read_digest)?,
        peak: entry.required("peak")?.integer(NUMBERS)?,
        settled: entry.optional_with("settled", UnixTime::read)?,
    };
    Ok(Started { account, start, order: read_order(entry, "order")? })
}

fn read_deactivation(entry: &Node<'_>) -> Result<(ActivationName, u64, UnixTime)> {
    let name = |name| entry.required(name)?.name();
    let activation = ActivationName {
        product: name("product")?,
        account: name("account")?,
        license: name("license")?,
        id: name("activation")?,
    };
    let serial = entry.required("serial")?.integer(1..=Revision::LARGEST)?;
    Ok((activation, serial, UnixTime::read(&entry.required("at")?)?))
}

fn read_revision(entry: &Node<'_>) -> Result<Revision> {
    let number = entry.optional_with("revision", |node| node.integer(1..=Revision::LARGEST))?;
    let removed = entry.optional_with("removed", Node::boolean)?;
    let at = UnixTime::read(&entry.required("at")?)?;
    let order = read_order(entry, "order")?.unwrap_or(0);
    Ok(Revision { number: number.unwrap_or(1), at, order, removed: removed.unwrap_or(false) })
}

/// Which change of its second something was.
fn read_order(entry: &Node<'_>, member: &'static str) -> Result<Option<u32>> {
    let order = entry.optional_with(member, |node| node.integer(0..=u32::MAX.into()))?;
    Ok(order.and_then(|order| u32::try_from(order).ok()))
}
