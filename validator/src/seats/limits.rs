//! How many seats there may be.

use crate::documents::license::Quantity;

/// How many seats of an entitlement there may be, by the one rule by which seats are given, listed as over,
/// and honoured. A [`Report`](crate::Report) tells them: [`Report::seats`](crate::Report::seats).
///
/// The three are in this order, and each is at least the one before:
///
/// ```
/// use countersign::{Question, TrustedKeys, UnixTime, Verifier, judge};
///
/// # fn main() -> countersign::Result<()> {
/// # let key_set = include_bytes!("../../../tests/fixtures/keys.json");
/// # let first = include_bytes!("../../../tests/fixtures/ucware-testlizenz.lic");
/// # let second = include_bytes!("../../../tests/fixtures/ucware-downgrade.lic");
/// let verifier = Verifier::new(TrustedKeys::parse(key_set)?);
/// let files = verifier.open([("testlizenz.lic", &first[..]), ("downgrade.lic", &second[..])]).files;
/// let report = judge(&files, &Question::at(UnixTime::from_secs(1_767_225_600)?))?;
///
/// // 5 are granted by the downgrade, where 500 were before it came.
/// let seats = report.seats("client_bundle");
/// assert_eq!((seats.granted.limit(), seats.honoured.limit()), (Some(5), Some(500)));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct SeatLimits {
    /// What is granted now, an emergency included. Seats beyond it are over, the newest first: they are
    /// [listed](crate::Report::over) until that is resolved.
    pub granted: Quantity,
    /// What is allowed now: with the overage that the licences permit. No seat is given beyond it.
    pub allowed: Quantity,
    /// What is honoured: where the licences that the installation holds, or held, once allowed more than is
    /// allowed now, the most that they did. Nobody loses a seat by a downgrade; seats beyond it, which came
    /// to be by merging copies, by saving twice at once, or by hand, are denied, the newest first.
    ///
    /// It is what those licences allowed together at one instant up to now, as they were then at hand, and
    /// at least the entry limit. What is revoked or no longer authentic, another account's, bound to another
    /// host, or did not start yet, bears out nothing; a trial does, which was as good while it ran. What an
    /// emergency lent is not honoured beyond its end.
    pub honoured: Quantity,
}

impl SeatLimits {
    /// The same for all.
    pub(crate) fn all(limit: Quantity) -> Self {
        Self { granted: limit, allowed: limit, honoured: limit }
    }
}
