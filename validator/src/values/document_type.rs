//! The types of documents that can be signed.

use std::fmt;

/// Whose key signs a document, and so where the key comes from that verifies it.
///
/// In their order: what proves a document stands in documents of the kinds before its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Signer {
    /// The issuer, by a trusted key.
    Issuer,
    /// An installation, by its own key, which is one of the trusted keys, in its own name and alone.
    Installation,
    /// A host, by the key that the document itself names: that proves who asks, and gives no trust.
    Host,
    /// The issuer, or a customer whose key a licence delegates to, in that key's name and alone.
    IssuerOrDelegate,
    /// The host that an activation names, by the key that stands there.
    ActivatedHost,
}

impl Signer {
    /// Every kind of signer, in their order.
    pub(crate) const ALL: [Signer; 5] =
        [Signer::Issuer, Signer::Installation, Signer::Host, Signer::IssuerOrDelegate, Signer::ActivatedHost];

    /// Whether it is a host or an installation, which signs by its own key and in its own name: the issuer of
    /// the document is that key's thumbprint.
    pub(crate) fn is_host(self) -> bool {
        matches!(self, Signer::Installation | Signer::Host | Signer::ActivatedHost)
    }
}

/// The table of the types, a row each: its `typ` header, its armour label, and who signs it.
macro_rules! document_types {
    ($($(#[$doc:meta])* $type:ident, $typ:literal, $label:literal, $signer:ident;)*) => {
        /// What a document is. Each type has its own `typ` header and its own armour label, so that none can
        /// be offered as another.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum DocumentType {
            $($(#[$doc])* $type,)*
        }

        impl DocumentType {
            /// Every type.
            pub const ALL: &'static [DocumentType] = &[$(DocumentType::$type),*];

            /// The `typ` of the protected header, e.g. `license+jwt`.
            pub fn typ(self) -> &'static str {
                match self { $(DocumentType::$type => $typ,)* }
            }

            /// The label of the armour, e.g. `SIGNED LICENSE`.
            pub fn label(self) -> &'static str {
                match self { $(DocumentType::$type => $label,)* }
            }

            /// Who signs it.
            pub(crate) const fn signer(self) -> Signer {
                match self { $(DocumentType::$type => Signer::$signer,)* }
            }
        }
    };
}

document_types! {
    /// A licence: what an account may use.
    License, "license+jwt", "SIGNED LICENSE", Issuer;
    /// A host's request for an activation.
    ActivationRequest, "activation-request+jwt", "ACTIVATION REQUEST", Host;
    /// An activation of a licence on a host.
    Activation, "activation+jwt", "SIGNED ACTIVATION", IssuerOrDelegate;
    /// A host's statement that it no longer uses an activation.
    Deactivation, "deactivation+jwt", "DEACTIVATION RECEIPT", ActivatedHost;
    /// An installation's request for an emergency licence.
    EmergencyRequest, "emergency-request+jwt", "EMERGENCY REQUEST", Installation;
    /// A list of documents that no longer hold.
    RevocationList, "revocation-list+jwt", "REVOCATION LIST", Issuer;
    /// A change of the keys that are trusted.
    TrustUpdate, "trust+jwt", "TRUST UPDATE", Issuer;
}

impl DocumentType {
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
