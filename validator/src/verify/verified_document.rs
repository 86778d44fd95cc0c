//! A verified document of whatever type.

use crate::carrier::envelope::Envelope;
use crate::documents::activation::Activation;
use crate::documents::activation_request::ActivationRequest;
use crate::documents::deactivation::Deactivation;
use crate::documents::document::Document;
use crate::documents::emergency_request::EmergencyRequest;
use crate::documents::license::License;
use crate::documents::revocation_list::RevocationList;
use crate::documents::trust_update::TrustUpdate;
use crate::error::Result;
use crate::keys::TrustedKeys;
use crate::values::document_type::DocumentType;
use crate::values::thumbprint::Thumbprint;
use crate::verify::at_hand::AtHand;
use crate::verify::verified::Verified;
use std::borrow::Cow;
use std::num::NonZeroUsize;

/// The types of documents that are verified, a row each: what it is, and how it is asked for.
macro_rules! documents {
    ($($(#[$doc:meta])* $type:ident, $as:ident;)*) => {
        /// A verified document of any type.
        #[derive(Debug, Clone)]
        #[non_exhaustive]
        pub enum VerifiedDocument {
            $($(#[$doc])* $type(Verified<$type>),)*
        }

        impl VerifiedDocument {
            /// Verifies a document of whatever type, beside those that may name the keys that sign it.
            pub(crate) fn verify(
                envelope: Envelope,
                keys: &TrustedKeys,
                threshold: NonZeroUsize,
                at_hand: &AtHand,
            ) -> Result<Self> {
                match envelope.document_type() {
                    $($type::TYPE => {
                        envelope.verify_beside(keys, threshold, at_hand).map(VerifiedDocument::$type)
                    })*
                }
            }

            /// What it is.
            pub fn document_type(&self) -> DocumentType {
                match self { $(VerifiedDocument::$type(_) => $type::TYPE,)* }
            }

            /// Who issued it (`iss`).
            pub fn issuer(&self) -> Cow<'_, str> {
                match self { $(VerifiedDocument::$type(document) => document.issuer(),)* }
            }

            /// Its identity (`jti`).
            pub fn id(&self) -> &str {
                match self { $(VerifiedDocument::$type(document) => document.id(),)* }
            }

            /// Its serial: of documents with the same identity, or of a kind that replaces the last one, the
            /// highest is the newest. A request has none.
            pub fn serial(&self) -> Option<u64> {
                match self { $(VerifiedDocument::$type(document) => document.serial(),)* }
            }

            /// The trusted keys whose signatures hold.
            pub fn signers(&self) -> &[Thumbprint] {
                match self { $(VerifiedDocument::$type(document) => document.signers(),)* }
            }

            /// The payload: a JSON object, byte for byte as it was signed.
            pub fn payload(&self) -> &[u8] {
                match self { $(VerifiedDocument::$type(document) => document.payload(),)* }
            }

            $($(#[$doc])* ///
            /// None where it is of another type.
            pub fn $as(&self) -> Option<&Verified<$type>> {
                match self {
                    VerifiedDocument::$type(document) => Some(document),
                    _ => None,
                }
            })*
        }

        $(impl From<Verified<$type>> for VerifiedDocument {
            fn from(document: Verified<$type>) -> Self {
                VerifiedDocument::$type(document)
            }
        })*
    };
}

documents! {
    /// A licence.
    License, license;
    /// A list of documents that no longer hold.
    RevocationList, revocation_list;
    /// A change of the keys that are trusted.
    TrustUpdate, trust_update;
    /// A host's request for an activation.
    ActivationRequest, activation_request;
    /// An activation of a licence on a host.
    Activation, activation;
    /// A host's receipt that it no longer uses an activation.
    Deactivation, deactivation;
    /// An installation's request for an emergency licence.
    EmergencyRequest, emergency_request;
}
