//! Verifies Ed25519-signed licence files and computes what they allow.
//!
//! The way of a file is one of types, and no step can be left out: bytes become an [`Envelope`], which
//! knows its structure but keeps its payload to itself; [`Envelope::verify`] with [`TrustedKeys`] gives a
//! [`Verified`] [`License`]; [`judge`] with a [`Question`] gives a [`Report`]: status, limits, reasons.
//! Nothing here reads a clock, a network, a store or random numbers: "now" is an argument.
//!
//! ```
//! use countersign::{
//!     Envelope, File, License, LimitRow, Question, TrustedKeys, UnixTime, Verified, judge,
//! };
//!
//! # fn main() -> countersign::Result<()> {
//! # let key_set = include_bytes!("../../tests/fixtures/known-answers/keys.json");
//! # let file = include_bytes!("../../tests/fixtures/known-answers/testlizenz.lic");
//! let keys = TrustedKeys::parse(key_set)?;
//! let license: Verified<License> = Envelope::read(file)?.verify(&keys)?;
//! assert_eq!(license.holder.name, "Musterfirma");
//!
//! let mut question = Question::at(UnixTime::from_secs(1_740_500_000)?);
//! question.product = Some("ucware".into());
//! question.usage = [("users".into(), 30)].into();
//! let report = judge(&[File { name: "testlizenz.lic".into(), outcome: Ok(license.into()) }], &question)?;
//!
//! let Some(LimitRow::Quantity(users)) = report.limit("users") else { panic!("users are licensed") };
//! assert_eq!((users.granted.limit(), users.available.limit()), (Some(501), Some(471)));
//! # Ok(())
//! # }
//! ```
//!
//! A file that is malformed or not authentic is an [`Error`] with a stable [`Code`]. That an authentic
//! licence has expired, or is for another product, is no error but its [`Status`].
//!
//! # Features
//! None is needed to verify. `issue` makes keys and signs; `jwt` and `keygen` read the licences of
//! other makers; `cli` builds the `countersign` command; `js` holds the bindings of the npm package,
//! `js-slim` the part of them that judges one licence alone, and `js-state` those of the module that also
//! keeps the state of an installation.
#![forbid(unsafe_code)]

mod account;
mod armor;
mod base64;
mod claims;
mod clock;
mod decide;
mod document;
mod document_type;
mod emergency;
mod emergency_request;
mod envelope;
mod error;
#[cfg(any(feature = "jwt", feature = "keygen"))]
mod foreign;
#[cfg(doc)]
pub mod guide;
mod header;
mod history;
#[cfg(feature = "issue")]
pub mod issue;
#[cfg(feature = "js-slim")]
pub mod js;
mod json;
mod judge;
#[cfg(feature = "jwt")]
pub mod jwt;
#[cfg(feature = "keygen")]
pub mod keygen;
mod keys;
mod license;
mod limits;
mod lock_code;
mod member;
mod open;
mod period;
mod preview;
mod question;
mod report;
mod revision;
mod revocation;
mod revocations;
#[cfg(test)]
mod scenarios;
mod seats;
#[cfg(any(feature = "js-slim", test))]
mod single;
mod sort;
mod stale;
mod state;
mod status;
mod text;
mod time;
mod verified;
mod verify;
mod version;

pub use clock::ClockMark;
pub use decide::{Decision, Denial, Remedy, Verdict};
pub use document::{Document, VerifiedDocument};
pub use document_type::DocumentType;
pub use emergency::{ClauseRow, EmergencyRow, EmergencyState};
pub use emergency_request::EmergencyRequest;
pub use envelope::{Carrier, Envelope};
pub use error::{Code, Error, Result};
pub use history::{EmergencyStart, History, Removed};
pub use judge::judge;
pub use keys::{Keep, PublicKey, Retirement, Thumbprint, Trust, TrustUpdate, TrustedKey, TrustedKeys};
pub use license::{
    Agreement, Component, Contact, ContactRole, Delegate, EmergencyClause, Entitlement, Holder, KmsClient,
    License, LicenseKind, LocalizedText, Metric, Model, Order, Overage, Quantity, Volume,
};
pub use limits::{FeatureChange, FeatureRow, LimitRow, LimitState, QuantityChange, QuantityRow, Source};
pub use lock_code::{LockCode, Part};
pub use open::{File, Opened, Verifier};
pub use preview::{Change, Difference, Granted, Preview, preview};
pub use question::{Amounts, Host, Question, RevocationPolicy};
pub use report::{AuthenticRow, DocumentOutcome, DocumentRow, Report, Warning};
pub use revocation::RevocationList;
pub use seats::{Assignment, Fold, Person, Roster, SeatDenial, fold_case, fold_nfkc};
pub use state::{Dropped, KeyChange, OpenedState, PastEmergency, State, StoredDocument};
pub use status::{Reason, Side, Status};
pub use text::printable;
pub use time::{Date, UnixTime};
pub use verified::Verified;
pub use version::{ProductVersion, VersionRequirement};
