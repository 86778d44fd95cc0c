//! Making keys and signing documents: the side of those who issue, which no verifier needs.
//!
//! [`sign_document`] signs the claims of any type of document; [`EmergencyRequestDraft`] is for the
//! installation that asks for more.

mod carriers;
mod document;
mod emergency_request;
mod revocation_list;
mod sign;
mod signing_key;

pub use document::{SIGNABLE, sign_document};
pub use emergency_request::EmergencyRequestDraft;
pub use revocation_list::{Revocation, RevocationListDraft};
pub use sign::SignedDocument;
pub use signing_key::SigningKey;
