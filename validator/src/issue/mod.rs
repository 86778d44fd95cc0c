//! Making keys and signing documents: the side of those who issue, which no verifier needs.
//!
//! [`sign_document`] signs the claims of any type of document; [`ClaimsInput`] reads what a person wrote first,
//! and finds slips in it. Those that continue an earlier one, or that
//! an installation makes, have a draft each: [`RevocationListDraft`], [`TrustUpdateDraft`],
//! [`EmergencyRequestDraft`], [`ActivationRequestDraft`], [`ActivationDraft`], [`DeactivationDraft`].

mod activation;
mod activation_request;
mod carriers;
mod claims_input;
mod claims_names;
mod deactivation;
mod document;
mod emergency_request;
mod recorded;
mod remedy;
mod revocation_list;
mod sign;
mod signing_key;
mod to_sign;
mod trust_update;

pub use activation::ActivationDraft;
pub use activation_request::{ActivationRequestDraft, NoLicense};
pub use claims_input::{CLOCK_TOLERANCE, ClaimsInput, InstantSlip, ReadDate, UnknownClaim};
pub use deactivation::DeactivationDraft;
pub use document::sign_document;
pub use emergency_request::EmergencyRequestDraft;
pub use revocation_list::{Revocation, RevocationListDraft};
pub use sign::SignedDocument;
pub use signing_key::SigningKey;
pub use to_sign::ToSign;
pub use trust_update::TrustUpdateDraft;
