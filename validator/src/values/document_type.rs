//! The types of documents that can be signed.

use std::fmt;

/// What a document is. Each type has its own `typ` header and its own armour label, so that none can be
/// offered as another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum DocumentType {
    /// A licence: what an account may use.
    License,
    /// A host's request for an activation.
    ActivationRequest,
    /// An activation of a licence on a host.
    Activation,
    /// A host's statement that it no longer uses an activation.
    Deactivation,
    /// An installation's request for an emergency licence.
    EmergencyRequest,
    /// A list of documents that no longer hold.
    RevocationList,
    /// A change of the keys that are trusted.
    TrustUpdate,
}

impl DocumentType {
    /// Every type.
    pub const ALL: &'static [DocumentType] = &[
        DocumentType::License,
        DocumentType::ActivationRequest,
        DocumentType::Activation,
        DocumentType::Deactivation,
        DocumentType::EmergencyRequest,
        DocumentType::RevocationList,
        DocumentType::TrustUpdate,
    ];

    /// The `typ` of the protected header, e.g. `license+jwt`.
    pub fn typ(self) -> &'static str {
        match self {
            DocumentType::License => "license+jwt",
            DocumentType::ActivationRequest => "activation-request+jwt",
            DocumentType::Activation => "activation+jwt",
            DocumentType::Deactivation => "deactivation+jwt",
            DocumentType::EmergencyRequest => "emergency-request+jwt",
            DocumentType::RevocationList => "revocation-list+jwt",
            DocumentType::TrustUpdate => "trust+jwt",
        }
    }

    /// The label of the armour, e.g. `SIGNED LICENSE`.
    pub fn label(self) -> &'static str {
        match self {
            DocumentType::License => "SIGNED LICENSE",
            DocumentType::ActivationRequest => "ACTIVATION REQUEST",
            DocumentType::Activation => "SIGNED ACTIVATION",
            DocumentType::Deactivation => "DEACTIVATION RECEIPT",
            DocumentType::EmergencyRequest => "EMERGENCY REQUEST",
            DocumentType::RevocationList => "REVOCATION LIST",
            DocumentType::TrustUpdate => "TRUST UPDATE",
        }
    }

    /// Whether it is a host or an installation that signs such documents, each by its own key and in its
    /// own name: their issuer is that key's thumbprint.
    pub(crate) fn is_signed_by_host(self) -> bool {
        matches!(
            self,
            DocumentType::ActivationRequest | DocumentType::Deactivation | DocumentType::EmergencyRequest
        )
    }

    /// The type with exactly this `typ`.
    pub fn from_typ(typ: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|document_type| document_type.typ() == typ)
    }

    /// The type with exactly this armour label.
    pub fn from_label(label: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|document_type| document_type.label() == label)
    }
}

/// Writes the `typ`.
impl fmt::Display for DocumentType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.typ())
    }
}

impl serde::Serialize for DocumentType {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.typ())
    }
}
