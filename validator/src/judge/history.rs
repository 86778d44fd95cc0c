//! What an installation remembers of an account besides the files that it has.

use crate::documents::deactivation::ActivationName;
use crate::documents::license::License;
use crate::judge::clock::ClockMark;
use crate::values::time::UnixTime;
use crate::verify::verified::Verified;

/// What an installation remembers of the judged account besides the files that it has. Empty by default:
/// then the files alone decide. A [`State`](crate::State) keeps it, and asks with it.
///
/// ```
/// use countersign::{
///     DocumentOutcome, Question, Removed, Status, TrustedKeys, UnixTime, Verifier, judge,
/// };
///
/// # fn main() -> countersign::Result<()> {
/// # let key_set = include_bytes!("../../../tests/fixtures/keys.json");
/// # let first = include_bytes!("../../../tests/fixtures/ucware-testlizenz.lic");
/// # let second = include_bytes!("../../../tests/fixtures/ucware-downgrade.lic");
/// let verifier = Verifier::new(TrustedKeys::parse(key_set)?);
/// let mut files = verifier.open([("1.lic", &first[..]), ("2.lic", &second[..])]).files;
/// let mut question = Question::at(UnixTime::from_secs(1_767_225_600)?);
///
/// // The downgrade is taken out. The licence that it replaced does not come back.
/// let downgrade = files.remove(1).outcome?;
/// let license = downgrade.license().expect("it is a licence").clone();
/// question.history.removed.push(Removed { license, at: question.now });
/// let report = judge(&files, &question)?;
/// let DocumentOutcome::Authentic(row) = &report.documents[0].outcome else { panic!("it is authentic") };
/// assert_eq!(row.status, Status::Superseded);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct History {
    /// Licences that were taken out. They grant nothing any more.
    pub removed: Vec<Removed>,
    /// Since when licences are at hand, or were before they were taken out. Where that is not known of one,
    /// since it was issued.
    pub held: Vec<Held>,
    /// The emergencies that started here.
    pub emergencies: Vec<EmergencyStart>,
    /// What use has confirmed of the clock.
    pub clock: ClockMark,
    /// The activations that were deactivated here.
    pub deactivations: Vec<Deactivated>,
}

/// An activation that a host no longer uses. Its receipt need not be at hand any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deactivated {
    /// Which activation.
    pub activation: ActivationName,
    /// The serial: it and lower ones are no longer used.
    pub serial: u64,
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

/// A licence that is at hand, or was. What was granted by it once, is honoured when less is granted:
/// [`SeatLimits::honoured`](crate::SeatLimits::honoured).
#[derive(Debug, Clone)]
pub struct Held {
    /// The licence.
    pub license: Verified<License>,
    /// When it came.
    pub since: UnixTime,
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
