//! What a pool answers.

use crate::documents::license::Quantity;
use crate::judge::decide::Decision;
use crate::values::time::UnixTime;
use serde::Serialize;

/// What became of asking for a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckOut {
    /// There is one.
    Lease(Lease),
    /// There is none.
    Denied(PoolDenial),
}

impl CheckOut {
    /// The lease, where there is one.
    pub fn lease(&self) -> Option<Lease> {
        match self {
            CheckOut::Lease(lease) => Some(*lease),
            CheckOut::Denied(_) => None,
        }
    }

    /// Why there is none.
    pub fn denial(&self) -> Option<&PoolDenial> {
        match self {
            CheckOut::Lease(_) => None,
            CheckOut::Denied(denial) => Some(denial),
        }
    }
}

/// A session that a client has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Lease {
    /// Since when the client has it.
    pub since: UnixTime,
    /// The first instant at which it no longer does, unless a heartbeat comes before.
    pub until: UnixTime,
    /// Whether it is borrowed: it then needs no heartbeat, and ends at [`until`](Self::until).
    #[serde(skip_serializing_if = "is_false")]
    pub borrowed: bool,
    /// Whether there are more sessions by now than the standing licences grant, and no more than an emergency lends besides.
    #[serde(skip_serializing_if = "is_false")]
    pub emergency: bool,
    /// Whether there are more sessions by now than are granted and lent, by the overage that the licences permit.
    #[serde(skip_serializing_if = "is_false")]
    pub overage: bool,
    /// Whether there are more sessions by now than the licences permit, because less is granted than before: it goes on,
    /// and no new one is given.
    #[serde(skip_serializing_if = "is_false")]
    pub over_limit: bool,
}

/// Why there is no session, and what would help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PoolDenial {
    /// The same as [`Report::decide`](crate::Report::decide) says it, with the pool's own usage.
    #[serde(flatten)]
    pub decision: Decision,
    /// How many are free and kept for others.
    #[serde(skip_serializing_if = "is_none_kept")]
    pub reserved: u64,
    /// When the next session ends by itself, if none is returned or goes on before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_end: Option<UnixTime>,
}

/// How many sessions of an entitlement are in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PoolUsage {
    /// The entitlement.
    pub id: String,
    /// How many there may be at once, overage included.
    pub limit: Quantity,
    /// How many are in use, those that linger or are borrowed among them.
    pub used: u64,
    /// How many were returned and are still their clients'.
    pub lingering: u64,
    /// How many are borrowed.
    pub borrowed: u64,
    /// How many of those that are free are kept for clients that do not use them.
    pub reserved: u64,
    /// How many a client gets for whom none is kept.
    pub available: Quantity,
}

/// Who has a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PoolHolder<'p> {
    /// The client.
    pub client: &'p str,
    /// What the session is.
    pub state: LeaseState,
    /// Since when.
    pub since: UnixTime,
    /// The first instant at which it is free, unless a heartbeat comes before.
    pub until: UnixTime,
}

/// What a session is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LeaseState {
    /// In use.
    Running,
    /// Returned, and still its client's.
    Lingering,
    /// Taken along by a client that may be offline.
    Borrowed,
}

impl LeaseState {
    /// Every state.
    pub const ALL: &'static [LeaseState] =
        &[LeaseState::Running, LeaseState::Lingering, LeaseState::Borrowed];

    /// The stable name, e.g. `running`.
    pub fn as_str(self) -> &'static str {
        match self {
            LeaseState::Running => "running",
            LeaseState::Lingering => "lingering",
            LeaseState::Borrowed => "borrowed",
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
fn is_false(flag: &bool) -> bool {
    !flag
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
fn is_none_kept(count: &u64) -> bool {
    *count == 0
}
