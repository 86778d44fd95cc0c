//! Reading a snapshot. All of it is read or none: half of the sessions would let the other half be given twice.

use super::lease::LeaseState;
use super::rules::{PoolRules, check_client};
use super::sessions::Held;
use crate::error::{Code, Error, Result};
use crate::json::{self, LARGEST_INTEGER, Node, Value};
use crate::values::clock::SteadyClock;
use crate::values::time::UnixTime;
use countersign_reader::sort;

/// The version that is written and read. One without the number of leases, which version 1 was, could have been cut off
/// at the end of any line.
pub(super) const VERSION: u64 = 2;

/// What a snapshot says.
pub(super) struct Snapshot {
    pub(super) clock: SteadyClock,
    /// Ids, clients and their sessions.
    pub(super) held: Vec<(String, String, Held)>,
}

pub(super) fn snapshot(bytes: &[u8]) -> Result<Snapshot> {
    let Some(text) = bytes.strip_suffix(b"\n") else {
        // A last line that was cut off is none that can be trusted to be whole.
        return Err(Error::new(Code::PoolFormat).with_needed("whole lines"));
    };
    let mut lines = (1_usize..).zip(text.split(|&byte| byte == b'\n'));
    let header = lines.next().map(|(_, header)| header).unwrap_or_default();
    let (at, count) = read_line(header, read_header).map_err(|error| match error.code() {
        Code::PoolVersion => error,
        _ => error.with_code(Code::PoolFormat),
    })?;
    let mut held = Vec::new();
    for (number, line) in lines {
        let lease = read_line(line, |root| read_lease(&root.required("lease")?, at));
        held.push(lease.map_err(|error| {
            let place = error.at().map_or_else(String::new, |place| format!(", {place}"));
            error.with_code(Code::PoolEntry).with_at(format_args!("line {number}{place}"))
        })?);
    }
    if held.len() as u64 != count {
        let error = Error::new(Code::PoolFormat).with_found(format!("{} leases", held.len()));
        return Err(error.with_needed(format!("all {count} that the first line tells of")));
    }
    let key = |index: usize| (&held[index].0, &held[index].1);
    let same = |a: usize, b: usize| key(a) == key(b);
    if let Some(index) = sort::clash(held.len(), &|a, b| key(a).cmp(&key(b)), &same) {
        let error = Error::new(Code::PoolEntry).with_at(format_args!("line {}", index + 2));
        return Err(error
            .with_found(&held[index].1)
            .with_needed("one session of an entitlement for each client"));
    }
    Ok(Snapshot { clock: SteadyClock::at(at), held })
}

/// A line is small: what holds more values than one can is refused before it takes memory.
fn read_line<T>(line: &[u8], read: impl FnOnce(&Node<'_>) -> Result<T>) -> Result<T> {
    let root = Value::Object(json::parse_small(line, "line", 32)?);
    read(&Node::root(&root))
}

/// When it was written, and how many leases follow.
fn read_header(root: &Node<'_>) -> Result<(UnixTime, u64)> {
    let kind = root.required("countersign")?;
    if kind.string()? != "pool" {
        return Err(kind.refused("pool"));
    }
    let version = root.required("version")?.integer(0..=LARGEST_INTEGER as u64)?;
    if version != VERSION {
        return Err(Error::new(Code::PoolVersion).with_found(version).with_needed(VERSION.to_string()));
    }
    let at = root.required_with("at", UnixTime::read)?;
    Ok((at, root.required("leases")?.integer(0..=LARGEST_INTEGER as u64)?))
}

fn read_lease(lease: &Node<'_>, at: UnixTime) -> Result<(String, String, Held)> {
    let state = lease.optional_with("state", |state| state.one_of(LeaseState::ALL, LeaseState::as_str))?;
    let state = state.unwrap_or(LeaseState::Running);
    let longest = match state {
        LeaseState::Running => PoolRules::LONGEST_TTL,
        LeaseState::Lingering => PoolRules::LONGEST_LINGER,
        LeaseState::Borrowed => PoolRules::LONGEST_BORROWING,
    };
    // Instants are from 1970 on.
    let now = at.as_secs() as u64;
    let since = lease.required("since")?.integer(0..=now)?;
    let until = lease.required("until")?.integer(now + 1..=now + longest)?;
    let ttl = lease.required("ttl")?.integer(1..=PoolRules::LONGEST_BORROWING)?;
    let held = Held::new(state, since as i64, until as i64, ttl as i64);
    let client = lease.required("client")?;
    let name = client.name()?;
    check_client(&name, "client").map_err(|_| client.refused("a client's name"))?;
    Ok((lease.required("id")?.name()?, name, held))
}
