//! Verifies Ed25519-signed licence files and computes what they allow.
//!
//! [`verify`] takes one licence from its bytes to what it allows:
//!
//! ```
//! use countersign::{LimitRow, Question, TrustedKeys, UnixTime, verify};
//!
//! # fn main() -> countersign::Result<()> {
//! # let key_set = include_bytes!("../../tests/fixtures/known-answers/keys.json");
//! # let file = include_bytes!("../../tests/fixtures/known-answers/testlizenz.lic");
//! let keys = TrustedKeys::parse(key_set)?;
//! let mut question = Question::at(UnixTime::from_secs(1_740_500_000)?);
//! question.product = Some("ucware".into());
//! question.usage = [("users".into(), 30)].into();
//! let license = verify(file, &keys, &question)?;
//!
//! let Some(LimitRow::Quantity(users)) = license.report.limit("users") else { panic!("users are licensed") };
//! assert_eq!((users.granted.limit(), users.available.limit()), (Some(501), Some(471)));
//! # Ok(())
//! # }
//! ```
//!
//! Below that door the way of a file is one of types, and no step can be left out: bytes become an [`Envelope`], which
//! knows its structure but keeps its payload to itself; [`Envelope::verify`] with [`TrustedKeys`] gives a
//! [`Verified`] [`License`], and [`Verifier::open`] all the files of an installation; [`judge`] with a [`Question`]
//! gives a [`Report`]: status, limits, reasons. Nothing here reads a clock, a network, a store or random numbers: "now"
//! is an argument.
//!
//! A file that is malformed or not authentic is an [`Error`] with a stable [`Code`]. That an authentic
//! licence has expired, or is for another product, is no error but its [`Status`].
//!
//! # Features
//! None is needed to verify. `issue` makes keys and signs; `jwt` and `keygen` read the licences of
//! other makers; `js` holds the bindings of the npm package,
//! `js-slim` the part of them that judges one licence alone, and `js-state` those of the module that also
//! keeps the state of an installation.
#![forbid(unsafe_code)]

// In the order in which a file's data travels: no module uses one that stands below it.
mod text;

mod error;

mod json;
mod values;

mod carrier;
mod keys;

mod host;

mod documents;
mod verify;

mod seats;

mod judge;

pub mod volume;

mod state;

mod pool;

#[cfg(any(feature = "jwt", feature = "keygen"))]
mod adapters;
#[cfg(feature = "issue")]
pub mod issue;
#[cfg(any(feature = "js-slim", feature = "js-host", feature = "js-pool", feature = "js-volume"))]
pub mod js;

#[cfg(doc)]
pub mod guide;
#[cfg(test)]
mod scenarios;

#[cfg(feature = "jwt")]
pub use adapters::jwt;
#[cfg(feature = "keygen")]
pub use adapters::keygen;
pub use carrier::envelope::{Carrier, Envelope};
pub use documents::activation::{ActivatedHost, Activation, LedgerEntry, Matching};
pub use documents::activation_request::ActivationRequest;
pub use documents::deactivation::{ActivationName, Deactivation};
pub use documents::document::Document;
pub use documents::emergency_request::EmergencyRequest;
pub use documents::license::{
    Agreement, Component, Contact, ContactRole, Delegate, EmergencyClause, Entitlement, Holder, KmsClient,
    License, LicenseKind, LocalizedText, Metric, Model, Order, Overage, Quantity, Volume,
};
pub use documents::revocation_list::RevocationList;
pub use documents::slots::Slots;
pub use documents::trust_update::TrustUpdate;
pub use error::{Code, Error, Result};
pub use host::HostIdentity;
pub use judge::alone::{JudgedLicense, verify};
pub use judge::clock::ClockMark;
pub use judge::decide::{Decision, Denial, Remedy, Verdict};
pub use judge::emergency::{ClauseRow, EmergencyRow, EmergencyState};
pub use judge::history::{Deactivated, EmergencyStart, Held, History, Removed};
pub use judge::judging::judge;
pub use judge::limits::{
    FeatureChange, FeatureRow, LimitRow, LimitState, QuantityChange, QuantityRow, Source,
};
pub use judge::preview::{Change, Content, Difference, Granted, Preview, preview};
pub use judge::question::{Host, HostProof, Question, RevocationPolicy};
pub use judge::report::{
    AuthenticRow, DocumentOutcome, DocumentRow, Report, UnprovenRow, VolumeTerms, Warning,
};
pub use judge::status::{Reason, Side, Status};
pub use keys::{Keep, PublicKey, Retirement, TrustedKey, TrustedKeys};
pub use pool::{
    CheckOut, Lease, LeaseState, PoolDenial, PoolHolder, PoolLimits, PoolRules, PoolSession, PoolState,
    PoolUsage, Reservation, SessionPool,
};
pub use seats::{Assignment, Fold, Person, Roster, SeatDenial, SeatLimits, fold_case, fold_nfkc};
pub use state::{
    Became, ByFile, Dropped, KeyChange, OpenedState, PastDeactivation, PastEmergency, RosterChange, State,
    StoredDocument, TakenOver, UsageChange,
};
pub use text::printable;
pub use values::by_id::{Amounts, ById};
pub use values::document_type::DocumentType;
pub use values::lock_code::LockCode;
pub use values::part::{Part, PartName};
pub use values::thumbprint::Thumbprint;
pub use values::time::{Date, UnixTime};
pub use values::version::{ProductVersion, VersionRequirement};
pub use verify::files::{File, Opened, Verifier};
pub use verify::trust::Trust;
pub use verify::verified::Verified;
pub use verify::verified_document::VerifiedDocument;
