//! What whoever runs a pool decides about it.

use crate::error::{Code, Error, Result};
use crate::text;

/// What whoever runs a pool decides about it, beside what is licensed. Periods are in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct PoolRules {
    /// The longest that a lease runs without a heartbeat: 1 to [`LONGEST_TTL`](Self::LONGEST_TTL), 1 hour by default.
    /// What asks for longer gets that. A session that was lost comes back after that time at the latest.
    pub longest_ttl: u64,
    /// How long a session that was returned stays its client's, up to [`LONGEST_LINGER`](Self::LONGEST_LINGER): 0 by
    /// default. It counts meanwhile, and only its client can take it.
    pub linger: u64,
    /// The longest that a session is borrowed, up to [`LONGEST_BORROWING`](Self::LONGEST_BORROWING), which is the
    /// default; with 0, none is.
    pub longest_borrowing: u64,
}

impl PoolRules {
    /// The most that [`longest_ttl`](Self::longest_ttl) may be: a day.
    pub const LONGEST_TTL: u64 = 86_400;
    /// The most that [`linger`](Self::linger) may be: a day.
    pub const LONGEST_LINGER: u64 = 86_400;
    /// The longest that any session is borrowed: 7 days.
    pub const LONGEST_BORROWING: u64 = 7 * 86_400;

    /// How long a lease runs for which so much was asked.
    pub(super) fn ttl(&self, asked: u64) -> i64 {
        // A day and a week fit.
        asked.clamp(1, self.longest_ttl.clamp(1, Self::LONGEST_TTL)) as i64
    }

    pub(super) fn lingering(&self) -> i64 {
        self.linger.min(Self::LONGEST_LINGER) as i64
    }

    /// How long a session is borrowed for which so much was asked; none where none is.
    pub(super) fn borrowing(&self, asked: u64) -> Option<i64> {
        let longest = self.longest_borrowing.min(Self::LONGEST_BORROWING);
        (longest > 0).then(|| asked.clamp(1, longest) as i64)
    }
}

impl Default for PoolRules {
    fn default() -> Self {
        Self { longest_ttl: 3_600, linger: 0, longest_borrowing: Self::LONGEST_BORROWING }
    }
}

/// Sessions of an entitlement that are kept for some clients.
///
/// As long as fewer of these clients have a session than are kept, the others can't take the rest; beyond that, these
/// clients share what is free with all. Where more is kept than licensed, those who come first have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reservation {
    /// The entitlement.
    pub id: String,
    /// How many are kept.
    pub sessions: u64,
    /// For whom. No client stands in two reservations of one entitlement.
    pub clients: Vec<String>,
}

/// A client's name, which stands at `at`: one that a snapshot can hold and of which all is seen. Of two that look the
/// same, each would have a session. (Ids are those of licences, and may be any names.)
pub(super) fn check_client(client: &str, at: &'static str) -> Result<()> {
    check_name(client, at)?;
    let is_seen = client.trim().len() == client.len();
    if is_seen && (client.is_ascii() || !client.chars().any(text::is_invisible)) {
        return Ok(());
    }
    let error = Error::new(Code::UsageInvalid).with_at(at).with_found(client);
    Err(error.with_needed("no space around it, and no character that shows nothing"))
}

/// A name as a snapshot can hold it, which stands at `at`.
pub(super) fn check_name(name: &str, at: &'static str) -> Result<()> {
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~');
    if (1..=text::LONGEST).contains(&name.len()) && name.as_bytes().iter().all(is_plain) {
        return Ok(()); // As nearly every name is.
    }
    let error = || Error::new(Code::UsageInvalid).with_at(at);
    // Characters are counted only where there could be too many.
    let is_too_long = name.len() > text::LONGEST && name.chars().nth(text::LONGEST).is_some();
    if name.is_empty() || is_too_long {
        return Err(error().with_found(name).with_needed("1 to 4096 characters"));
    }
    match name.chars().find(|&c| text::is_forbidden(c)) {
        None => Ok(()),
        Some(c) => {
            let found = format!("U+{:04X}", u32::from(c));
            Err(error().with_found(found).with_needed("no character that could deceive a reader"))
        }
    }
}
