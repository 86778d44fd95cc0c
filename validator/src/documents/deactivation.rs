//! Deactivation receipts: a host states that it no longer uses an activation.

use crate::documents::claims::{document_id, serial};
use crate::documents::document::{Document, Payload, Sealed};
use crate::error::Result;
use crate::json::Node;
use crate::values::document_type::DocumentType;
use crate::values::thumbprint::Thumbprint;
use crate::values::time::UnixTime;
use std::borrow::Cow;

/// A host's word that it no longer uses an activation, signed by the key that the activation names.
///
/// It can be verified only beside that activation: see [`Verifier::open`](crate::Verifier::open). The example
/// of `issue::DeactivationDraft` makes one and reads it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Deactivation {
    /// The host: the thumbprint of its key (`iss`).
    pub host: Thumbprint,
    /// Its identity (`jti`).
    pub id: String,
    /// When it was made (`iat`).
    pub issued: UnixTime,
    /// Which activation is no longer used.
    pub activation: ActivationName,
    /// The serial of that activation: it and lower ones are no longer used.
    pub serial: u64,
    /// Why, as the host's operator says it.
    pub reason: Option<String>,
}

/// What a receipt calls an activation by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ActivationName {
    /// The product (`aud`).
    pub product: String,
    /// The account (`sub`).
    pub account: String,
    /// The licence that it activates, by its `jti`.
    pub license: String,
    /// The identity of the activation (`jti`).
    pub id: String,
}

impl Deactivation {
    /// The activation and the serial that a receipt names, read before it is verified: its key stands in that
    /// activation.
    pub(crate) fn read_name(root: &Node<'_>) -> Result<(ActivationName, u64)> {
        let rcp = root.required("rcp")?;
        let name = ActivationName {
            product: root.required_with("aud", Node::name)?,
            account: root.required_with("sub", Node::name)?,
            license: rcp.required_with("license", document_id)?,
            id: rcp.required_with("activation", document_id)?,
        };
        Ok((name, rcp.required_with("serial", serial)?))
    }
}

impl Document for Deactivation {
    const TYPE: DocumentType = DocumentType::Deactivation;

    fn issuer(&self) -> Cow<'_, str> {
        self.host.to_string().into()
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn serial(&self) -> Option<u64> {
        Some(self.serial)
    }
}

impl Sealed for Deactivation {
    fn read(Payload { root, claims }: Payload<'_>) -> Result<Self> {
        claims.check_critical(&["aud", "sub", "rcp"])?;
        let (activation, serial) = Self::read_name(root)?;
        // That it is the signer's, verification has checked: no other key signs for this issuer.
        let host = root.required_with("iss", Thumbprint::read)?;
        let reason = root.required("rcp")?.optional_with("reason", Node::line)?;
        Ok(Self { host, id: claims.id, issued: claims.issued, activation, serial, reason })
    }
}
