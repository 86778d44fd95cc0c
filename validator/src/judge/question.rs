//! What is asked of a set of documents, and in which circumstances.

use crate::error::{Code, Error, Result};
use crate::host::HostIdentity;
use crate::judge::history::History;
use crate::values::by_id::Amounts;
use crate::values::lock_code::LockCode;
use crate::values::part::Part;
use crate::values::thumbprint::Thumbprint;
use crate::values::time::UnixTime;
use crate::values::version::ProductVersion;

/// The circumstances in which documents are judged. All of them are arguments: nothing here reads a
/// clock, a host or a store.
///
/// ```
/// use countersign::{LimitRow, ProductVersion, Question, UnixTime, judge};
///
/// # fn main() -> countersign::Result<()> {
/// let mut question = Question::at(UnixTime::from_secs(1_700_000_000)?);
/// question.product = Some("orange-uce".into());
/// question.product_version = Some(ProductVersion::parse("5.1")?);
/// question.usage = [("users".into(), 2)].into();
/// question.entry = [("users".into(), 3)].into(); // What may be used without a licence.
///
/// let report = judge(&[], &question)?;
/// assert_eq!(report.edition.as_deref(), Some("Entry"));
/// let Some(LimitRow::Quantity(users)) = report.limit("users") else { panic!("users are counted") };
/// assert_eq!(users.available.limit(), Some(1));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Question {
    /// The clock's reading.
    pub now: UnixTime,
    /// The issuer that is asked about, where two have an account of one name for one product.
    pub issuer: Option<String>,
    /// The product that is asked about; else the one that all files are for.
    pub product: Option<String>,
    /// The account that is asked about; else the one that all files are for.
    pub account: Option<String>,
    /// The version of the running product. Without it, version requirements are not judged.
    pub product_version: Option<ProductVersion>,
    /// The machine that it runs on.
    pub host: Host,
    /// Which of redundant servers are alive, by their lock codes; none where that is not known.
    pub alive: Option<Vec<LockCode>>,
    /// The key of the installation that asks, with which it signs its requests for emergency licences: an
    /// answer to another one's does not count here. Without it, whose answers they are is not judged; nor is
    /// it where hosts are not.
    pub installation: Option<Thumbprint>,
    /// How much is in use, by entitlement id; what is not named is 0.
    pub usage: Amounts,
    /// The limits that stand in while no licence counts, by entitlement id.
    pub entry: Amounts,
    /// An instant that is certainly past, e.g. the application's release date.
    pub floor: Option<UnixTime>,
    /// Whether there must be a revocation list.
    pub revocations: RevocationPolicy,
    /// What the installation remembers of the account.
    pub history: History,
}

impl Question {
    /// A question about this instant, with nothing else known.
    pub fn at(now: UnixTime) -> Self {
        Self {
            now,
            issuer: None,
            product: None,
            account: None,
            product_version: None,
            host: Host::Unknown,
            alive: None,
            installation: None,
            usage: Amounts::default(),
            entry: Amounts::default(),
            floor: None,
            revocations: RevocationPolicy::WhereGiven,
            history: History::default(),
        }
    }

    /// The instant that is judged where this floor is certainly past.
    pub(crate) fn judged_at(&self, floor: Option<UnixTime>) -> UnixTime {
        floor.map_or(self.now, |floor| floor.max(self.now))
    }

    /// Refuses numbers that no document could have.
    pub(crate) fn check(&self) -> Result<()> {
        const LARGEST: u64 = crate::json::LARGEST_INTEGER as u64;
        for (of, amounts) in [("usage", &self.usage), ("entry", &self.entry)] {
            if let Some((id, amount)) = amounts.iter().find(|(_, amount)| *amount > LARGEST) {
                let error = Error::new(Code::UsageInvalid).with_at(format_args!("{of}.{id}"));
                return Err(error.with_found(amount).with_needed(format!("at most {LARGEST}")));
            }
        }
        Ok(())
    }
}

/// Whether there must be a revocation list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum RevocationPolicy {
    /// Lists are honoured where they are given.
    #[default]
    WhereGiven,
    /// The report warns where there is none for the account's issuer and product.
    Required,
}

/// The machine that licences are judged on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Host {
    /// Not known: a licence that is bound to machines does not count.
    #[default]
    Unknown,
    /// Not judged, for inspecting a licence elsewhere than where it is used.
    Any,
    /// The machine with this lock code, of which nothing else is known.
    LockCode(LockCode),
    /// The machine that is who it says it is.
    Proved(HostProof),
}

impl Host {
    /// The machine's lock code, where it is known.
    pub fn lock_code(&self) -> Option<LockCode> {
        match self {
            Host::Unknown | Host::Any => None,
            Host::LockCode(code) => Some(*code),
            Host::Proved(proof) => Some(proof.lock_code),
        }
    }
}

/// What a machine is recognised by. It is the caller who has found out that it holds: by asking the machine for its
/// parts, and for a signature under its key over a fresh challenge.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct HostProof {
    /// The lock code.
    pub lock_code: LockCode,
    /// The parts.
    pub parts: Vec<Part>,
    /// The key that the machine has proved to have.
    pub key: Option<Thumbprint>,
}

impl HostProof {
    /// The machine of this identity, which has proved to have this key, or none.
    pub fn new(identity: &HostIdentity, key: Option<Thumbprint>) -> Self {
        Self { lock_code: identity.lock_code(), parts: identity.parts().to_vec(), key }
    }

    /// The machine with a lock code that somebody typed in.
    pub(crate) fn typed(lock_code: LockCode) -> Self {
        Self { lock_code, parts: Vec::new(), key: None }
    }
}
