//! What an installation remembers of an account besides the files that it has.

use crate::clock::ClockMark;
use crate::license::License;
use crate::time::UnixTime;
use crate::verified::Verified;

/// What an installation remembers of the judged account besides the files that it has. Empty by default:
/// then the files alone decide.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct History {
    /// Licences that were taken out. They grant nothing any more.
    pub removed: Vec<Removed>,
    /// The emergencies that started here.
    pub emergencies: Vec<EmergencyStart>,
    /// What use has confirmed of the clock.
    pub clock: ClockMark,
}

/// A licence that was taken out of an installation. What it superseded while it was there stays superseded,
/// so that nothing revives by taking a file out.
#[derive(Debug, Clone)]
pub struct Removed {
    /// The licence.
    pub license: Verified<License>,
    /// When it was taken out.
    pub at: UnixTime,
}

/// The start of an emergency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmergencyStart {
    /// The entitlement that may be exceeded.
    pub entitlement: String,
    /// The emergency licence, or the licence whose clause was used (`jti`).
    pub license: String,
    /// When it started.
    pub at: UnixTime,
    /// When it ends. An emergency licence at hand says so itself.
    pub end: UnixTime,
    /// The licences that were known before, by [`Verified::digest`]: none of them is a purchase.
    pub seen: Vec<[u8; 32]>,
    /// The highest usage since.
    pub peak: u64,
    /// When a purchase ended it.
    pub settled: Option<UnixTime>,
}
