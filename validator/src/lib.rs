//! Verifies Ed25519-signed licence files.
#![forbid(unsafe_code)]

mod account;
mod armor;
mod base64;
mod claims;
mod document_type;
mod envelope;
mod error;
mod header;
#[cfg(feature = "issue")]
pub mod issue;
#[cfg(feature = "js")]
pub mod js;
mod json;
mod judge;
#[cfg(feature = "keygen")]
pub mod keygen;
mod keys;
mod license;
mod limits;
mod lock_code;
mod question;
mod report;
mod status;
mod text;
mod time;
mod verified;
mod verify;
mod version;

pub use document_type::DocumentType;
pub use envelope::{Carrier, Envelope};
pub use error::{Code, Error, Result};
pub use judge::{File, judge};
pub use keys::{Keep, PublicKey, Retirement, Thumbprint, TrustedKey, TrustedKeys};
pub use license::{
    Agreement, Component, Contact, ContactRole, Delegate, EmergencyClause, Entitlement, Holder, KmsClient,
    License, LicenseKind, LocalizedText, Metric, Model, Order, Overage, Quantity, Volume,
};
pub use limits::{FeatureChange, FeatureRow, LimitRow, LimitState, QuantityChange, QuantityRow, Source};
pub use lock_code::{LockCode, Part};
pub use question::{Host, Question};
pub use report::{AuthenticRow, DocumentOutcome, DocumentRow, Report, Warning};
pub use status::{Reason, Side, Status};
pub use time::{Date, UnixTime};
pub use verified::Verified;
pub use version::{ProductVersion, VersionRequirement};
