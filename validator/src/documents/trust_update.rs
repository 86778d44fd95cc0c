//! Trust updates: an issuer's word on which of its keys are good now.

use crate::documents::document::{Document, Payload, Sealed};
use crate::error::{Code, Result};
use crate::json::{LARGEST_INTEGER, Node};
use crate::keys::{Retirement, TrustedKey, read_constraints, read_public_key, read_retirement};
use crate::values::document_type::DocumentType;
use crate::values::thumbprint::Thumbprint;
use crate::values::time::UnixTime;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// An issuer's list of the keys that sign for it, and of those that no longer do.
///
/// It holds from the moment it is taken until one with a higher serial takes its place; its own `nbf` and
/// `exp` limit nothing. [`Trust`](crate::Trust) says what becomes of the trusted keys.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct TrustUpdate {
    /// Whose keys it is about (`iss`).
    pub issuer: String,
    /// Its identity (`jti`).
    pub id: String,
    /// When it was issued (`iat`).
    pub issued: UnixTime,
    /// An update with a higher serial takes the place of one with a lower.
    pub serial: u64,
    /// The keys that sign for the issuer; what each signs for is within what the signer may grant.
    pub keys: Vec<TrustedKey>,
    /// The keys that no longer do.
    pub retired: BTreeMap<Thumbprint, Retirement>,
}

impl Document for TrustUpdate {
    const TYPE: DocumentType = DocumentType::TrustUpdate;

    fn issuer(&self) -> Cow<'_, str> {
        (&self.issuer).into()
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn serial(&self) -> Option<u64> {
        Some(self.serial)
    }
}

impl Sealed for TrustUpdate {
    fn read(Payload { root, claims }: Payload<'_>) -> Result<Self> {
        claims.check_critical(&["tru"])?;
        let tru = root.required("tru")?;
        let serial = tru.required("serial")?.integer(1..=LARGEST_INTEGER as u64)?;
        let keys = tru.required("keys")?.list(|node| read_key(node, &claims.issuer))?;
        let mut retired = BTreeMap::new();
        if let Some(rows) = tru.optional("retired")? {
            rows.list(|row| read_retired(row, &mut retired))?;
        }
        Ok(Self { issuer: claims.issuer, id: claims.id, issued: claims.issued, serial, keys, retired })
    }
}

/// A key of the update. It names the issuer by being in its update, and never signs updates itself: who
/// holds a root is the embedder's decision alone.
fn read_key(node: &Node<'_>, issuer: &str) -> Result<TrustedKey> {
    let key =
        TrustedKey { issuer: Some(issuer.to_owned()), ..read_constraints(node, read_public_key(node)?)? };
    if key.may_sign(DocumentType::TrustUpdate).is_ok() {
        let uses = node.required("uses")?;
        return Err(uses.error(Code::ClaimsConflict).with_found("trust+jwt").with_needed("no root key"));
    }
    Ok(key)
}

fn read_retired(row: &Node<'_>, retired: &mut BTreeMap<Thumbprint, Retirement>) -> Result<()> {
    let kid = row.required("kid")?;
    let thumbprint = Thumbprint::read(&kid)?;
    match retired.insert(thumbprint, read_retirement(row)?) {
        None => Ok(()),
        Some(_) => Err(kid.error(Code::ClaimsDuplicate).with_found(thumbprint)),
    }
}
