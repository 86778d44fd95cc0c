//! Who has which session, as a snapshot says: to be looked at, with no pool.

use super::lease::LeaseState;
use super::read;
use crate::error::{Code, Error, Result};
use crate::values::time::UnixTime;
use std::cmp::Ordering;

/// The longest snapshot that is read to be looked at, in bytes: of some 40,000 sessions.
const LARGEST: usize = 4 << 20;

/// What the snapshot of a pool says. It hands out nothing, and needs no limits: whoever shows a pool that runs elsewhere
/// takes this.
///
/// ```
/// # fn main() -> countersign::Result<()> {
/// let snapshot = "{\"countersign\":\"pool\",\"version\":2,\"at\":1764000000,\"leases\":1}\n\
///     {\"lease\":{\"id\":\"sessions\",\"client\":\"anna\",\"since\":1763999000,\"until\":1764000060,\"ttl\":300}}\n";
/// let state = countersign::PoolState::read(snapshot.as_bytes())?;
/// assert_eq!((state.sessions.len(), state.used("sessions")), (1, 1));
/// assert_eq!(state.sessions[0].client, "anna");
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PoolState {
    /// The latest instant that the pool was told.
    pub at: UnixTime,
    /// In the order of the entitlements' ids, and of one in that of the clients' names.
    pub sessions: Vec<PoolSession>,
}

/// A session that a client has.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PoolSession {
    /// The entitlement.
    pub id: String,
    /// Who has it.
    pub client: String,
    /// What it is.
    pub state: LeaseState,
    /// Since when.
    pub since: UnixTime,
    /// The first instant at which it is free, unless a heartbeat came since.
    pub until: UnixTime,
}

impl PoolState {
    /// Reads the snapshot of a pool, as strictly as a pool itself.
    ///
    /// # Errors
    /// As of [`SessionPool::restore`](super::SessionPool::restore), and [`Code::SizeTooLarge`] above 4 MiB: who shows a
    /// pool has it from somebody else.
    pub fn read(snapshot: &[u8]) -> Result<Self> {
        if snapshot.len() > LARGEST {
            let error = Error::new(Code::SizeTooLarge).with_at("snapshot").with_found(snapshot.len());
            return Err(error.with_needed(format!("at most {LARGEST} bytes")));
        }
        let read::Snapshot { clock, held } = read::snapshot(snapshot)?;
        let session = |(id, client, held): (String, String, super::sessions::Held)| {
            let (since, until) = (clock.shown(held.since), clock.shown(held.until));
            PoolSession { id, client, state: held.state, since, until }
        };
        let mut sessions: Vec<Option<PoolSession>> = held.into_iter().map(|one| Some(session(one))).collect();
        let order =
            countersign_reader::sort::order(sessions.len(), &|a, b| match (&sessions[a], &sessions[b]) {
                (Some(a), Some(b)) => (&a.id, &a.client).cmp(&(&b.id, &b.client)),
                _ => Ordering::Equal,
            });
        let sessions = order.into_iter().filter_map(|index| sessions[index].take()).collect();
        Ok(Self { at: clock.shown(clock.reached()), sessions })
    }

    /// How many sessions of an entitlement there are.
    pub fn used(&self, id: &str) -> u64 {
        self.sessions.iter().filter(|session| session.id == id).count() as u64
    }
}
