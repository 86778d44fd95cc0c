//! The types of signed documents, and what each must tell so that it can be verified.

use crate::claims::Claims;
use crate::document_type::DocumentType;
use crate::emergency_request::EmergencyRequest;
use crate::error::Result;
use crate::json::Node;
use crate::keys::{Thumbprint, TrustUpdate};
use crate::license::License;
use crate::revocation::RevocationList;
use crate::verified::Verified;

/// A type of signed document, which [`Envelope::verify`](crate::Envelope::verify) can read.
///
/// Implemented here only: a document of another making could not promise that it is read strictly.
pub trait Document: Sealed {
    /// The type that the header must name.
    const TYPE: DocumentType;
}

/// Reading a document, which happens after its signature held and nowhere else.
pub trait Sealed: Sized {
    fn read(payload: Payload<'_>) -> Result<Self>;
}

/// A payload whose signature held.
pub struct Payload<'n> {
    pub(crate) root: &'n Node<'n>,
    pub(crate) claims: Claims,
}

/// A verified document of any type.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum VerifiedDocument {
    /// A licence.
    License(Verified<License>),
    /// A list of documents that no longer hold.
    RevocationList(Verified<RevocationList>),
    /// A change of the keys that are trusted.
    TrustUpdate(Verified<TrustUpdate>),
    /// An installation's request for an emergency licence.
    EmergencyRequest(Verified<EmergencyRequest>),
}

impl VerifiedDocument {
    /// What it is.
    pub fn document_type(&self) -> DocumentType {
        match self {
            VerifiedDocument::License(_) => License::TYPE,
            VerifiedDocument::RevocationList(_) => RevocationList::TYPE,
            VerifiedDocument::TrustUpdate(_) => TrustUpdate::TYPE,
            VerifiedDocument::EmergencyRequest(_) => EmergencyRequest::TYPE,
        }
    }

    /// Who issued it (`iss`).
    pub fn issuer(&self) -> String {
        match self {
            VerifiedDocument::License(license) => license.issuer.clone(),
            VerifiedDocument::RevocationList(list) => list.issuer.clone(),
            VerifiedDocument::TrustUpdate(update) => update.issuer.clone(),
            VerifiedDocument::EmergencyRequest(request) => request.installation.to_string(),
        }
    }

    /// Its identity (`jti`).
    pub fn id(&self) -> &str {
        match self {
            VerifiedDocument::License(license) => &license.id,
            VerifiedDocument::RevocationList(list) => &list.id,
            VerifiedDocument::TrustUpdate(update) => &update.id,
            VerifiedDocument::EmergencyRequest(request) => &request.id,
        }
    }

    /// Its serial: of documents with the same identity, or of a kind that replaces the last one, the
    /// highest is the newest. A request has none.
    pub fn serial(&self) -> Option<u64> {
        match self {
            VerifiedDocument::License(license) => Some(license.serial),
            VerifiedDocument::RevocationList(list) => Some(list.serial),
            VerifiedDocument::TrustUpdate(update) => Some(update.serial),
            VerifiedDocument::EmergencyRequest(_) => None,
        }
    }

    /// The trusted keys whose signatures hold.
    pub fn signers(&self) -> &[Thumbprint] {
        match self {
            VerifiedDocument::License(license) => license.signers(),
            VerifiedDocument::RevocationList(list) => list.signers(),
            VerifiedDocument::TrustUpdate(update) => update.signers(),
            VerifiedDocument::EmergencyRequest(request) => request.signers(),
        }
    }

    /// The payload: a JSON object, byte for byte as it was signed.
    pub fn payload(&self) -> &[u8] {
        match self {
            VerifiedDocument::License(license) => license.payload(),
            VerifiedDocument::RevocationList(list) => list.payload(),
            VerifiedDocument::TrustUpdate(update) => update.payload(),
            VerifiedDocument::EmergencyRequest(request) => request.payload(),
        }
    }

    /// The licence, where it is one.
    pub fn license(&self) -> Option<&Verified<License>> {
        match self {
            VerifiedDocument::License(license) => Some(license),
            _ => None,
        }
    }

    /// The revocation list, where it is one.
    pub fn revocation_list(&self) -> Option<&Verified<RevocationList>> {
        match self {
            VerifiedDocument::RevocationList(list) => Some(list),
            _ => None,
        }
    }

    /// The trust update, where it is one.
    pub fn trust_update(&self) -> Option<&Verified<TrustUpdate>> {
        match self {
            VerifiedDocument::TrustUpdate(update) => Some(update),
            _ => None,
        }
    }
}

impl From<Verified<License>> for VerifiedDocument {
    fn from(license: Verified<License>) -> Self {
        VerifiedDocument::License(license)
    }
}

impl From<Verified<RevocationList>> for VerifiedDocument {
    fn from(list: Verified<RevocationList>) -> Self {
        VerifiedDocument::RevocationList(list)
    }
}

impl From<Verified<TrustUpdate>> for VerifiedDocument {
    fn from(update: Verified<TrustUpdate>) -> Self {
        VerifiedDocument::TrustUpdate(update)
    }
}

impl From<Verified<EmergencyRequest>> for VerifiedDocument {
    fn from(request: Verified<EmergencyRequest>) -> Self {
        VerifiedDocument::EmergencyRequest(request)
    }
}
